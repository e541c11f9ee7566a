"""Garbage is looked for seldom during a build, and as before when it is over."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from sphinx_speedups import garbage
from sphinx_speedups.patch import StaysOutError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Leaves Python's own way to others."""
    former = gc.get_threshold()
    yield
    gc.set_threshold(*former)
    gc.enable()


def app(parallel: int = 1) -> Sphinx:
    """As much of an application as is asked for."""

    def load(freshenv: bool) -> SimpleNamespace:
        return SimpleNamespace(all_docs={}, was_looked_for=gc.isenabled())

    return cast("Sphinx", SimpleNamespace(parallel=parallel, _init_env=load))


@pytest.mark.parametrize(("parallel", "objects"), [(1, 20_000), (2, 2_000_000)])
def test_garbage_is_looked_for_seldom(parallel: int, objects: int) -> None:
    former = gc.get_threshold()
    with garbage.PATCH.apply(app(parallel)):
        assert gc.get_threshold() == (objects, *former[1:])
    assert gc.get_threshold() == former


def stopped() -> None:
    gc.disable()


def seldom() -> None:
    gc.set_threshold(50_000)


def never() -> None:
    gc.set_threshold(0)


@pytest.mark.parametrize("choose", [stopped, seldom, never])
def test_who_has_chosen_when_to_look_is_not_overruled(choose: object) -> None:
    choose()  # type: ignore[operator]
    before = gc.isenabled(), gc.get_threshold()
    with pytest.raises(StaysOutError, match="somebody else"), garbage.PATCH.apply(app()):
        pass
    assert (gc.isenabled(), gc.get_threshold()) == before


def test_nothing_is_looked_for_while_the_environment_is_loaded() -> None:
    one = app()
    garbage.pause_while_loading(one)
    loaded: Any = one._init_env(False)
    assert not loaded.was_looked_for
    assert gc.isenabled()


def test_a_pause_ends_with_an_exception() -> None:
    with pytest.raises(KeyboardInterrupt), garbage.paused():
        raise KeyboardInterrupt
    assert gc.isenabled()


def test_a_pause_in_a_pause_does_not_end_it() -> None:
    with garbage.paused():
        with garbage.paused():
            pass
        assert not gc.isenabled()
