"""A patch is applied where it fits, and taken back however a build ends."""

from __future__ import annotations

import functools
import io
import sys
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from sphinx.util import logging

from sphinx_speedups import patch
from sphinx_speedups.patch import Patch, StaysOutError, digest, in_effect, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sphinx.application import Sphinx

HERE = "tests.sphinx_speedups.test_patch"
APP = cast("Sphinx", SimpleNamespace())


def known() -> list[int]:
    """A function whose text the tests know."""
    return [1]


def other() -> list[int]:
    """Another."""
    return []


def patch_of(owner: Any, *, places: dict[str, frozenset[str]] | None = None) -> Patch:
    """A patch that puts 2 in the place of 1."""

    @contextmanager
    def apply(app: Sphinx) -> Iterator[None]:
        with replaced(owner, "value", 2):
            yield

    return Patch(name="two for one", known=places or {}, apply=apply)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is told at -v."""
    told = io.StringIO()
    logger = logging.getLogger("tests.speedups")
    monkeypatch.setattr(logger, "verbose", lambda text, *args: told.write(f"{text % args}\n"))
    monkeypatch.setattr(patch, "logger", logger)
    return told


def test_a_patch_is_in_effect_in_the_block_alone() -> None:
    owner = SimpleNamespace(value=1)
    with in_effect(APP, [patch_of(owner)]):
        assert owner.value == 2
    assert owner.value == 1


@pytest.mark.parametrize("exception", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_patch_is_taken_back_after_an_exception(exception: type[BaseException]) -> None:
    owner = SimpleNamespace(value=1)
    with pytest.raises(exception), in_effect(APP, [patch_of(owner)]):
        raise exception
    assert owner.value == 1


def test_a_patch_applies_where_it_knows_what_is_there(told: io.StringIO) -> None:
    owner = SimpleNamespace(value=1)
    place = f"{HERE}:known"
    with in_effect(APP, [patch_of(owner, places={place: frozenset({"0" * 16, digest(place)})})]):
        assert owner.value == 2
    assert told.getvalue() == ""


def test_a_patch_stays_out_where_it_does_not_and_says_so_once(told: io.StringIO) -> None:
    owner = SimpleNamespace(value=1)
    places = {f"{HERE}:other": frozenset({digest(f"{HERE}:known")})}
    with in_effect(APP, [patch_of(owner, places=places)]):
        assert owner.value == 1
    reason = f"{HERE}.other isn't a function that it knows"
    assert told.getvalue() == f"sphinx_speedups: two for one stays out: {reason}\n"


def test_one_that_stays_out_keeps_no_other_out(told: io.StringIO) -> None:
    def refuse(app: Sphinx) -> AbstractContextManager[None]:
        raise StaysOutError("so there")

    owner = SimpleNamespace(value=1)
    with in_effect(APP, [Patch(name="one", known={}, apply=refuse), patch_of(owner)]):
        assert owner.value == 2
    assert told.getvalue() == "sphinx_speedups: one stays out: so there\n"


def test_nothing_is_said_of_a_library_that_is_not_there(told: io.StringIO) -> None:
    owner = SimpleNamespace(value=1)
    with in_effect(APP, [patch_of(owner, places={"no_such_module:function": frozenset({"0"})})]):
        assert owner.value == 1
    assert told.getvalue() == ""


def test_what_somebody_else_put_there_stays() -> None:
    owner = SimpleNamespace(value=1)
    with in_effect(APP, [patch_of(owner)]):
        owner.value = 3
    assert owner.value == 3


@functools.wraps(known)
def wrapper() -> list[int]:
    """What looks like another function for those who ask `inspect`."""
    return []


def test_a_function_that_wraps_another_is_another() -> None:
    assert digest(f"{HERE}:wrapper") != digest(f"{HERE}:known") != digest(f"{HERE}:other")


@pytest.mark.parametrize("place", ["builtins:len", f"{HERE}:HERE", f"{HERE}:nothing", "no_such_module:function"])
def test_what_has_no_text_has_no_digest(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "no_such_module", ModuleType("no_such_module"))
    assert digest(place) == ""


def test_all_of_a_function_counts(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def digest_of(text: str) -> str:
        file = tmp_path / "made.py"
        file.write_text(text, encoding="utf-8")
        module = ModuleType("made")
        exec(compile(text, str(file), "exec"), module.__dict__)
        monkeypatch.setitem(sys.modules, "made", module)
        return digest("made:function")

    whole = "def function():\n    def inner():\n        return 1\n    return inner\n\n\n"
    nested_last = "def function():\n    global inner\n    def inner():\n        return 1\n\n\n"
    assert digest_of(f"{whole}after = 1\n") == digest_of(f"before = 1\n{whole}after = 2\n")
    assert digest_of(whole) != digest_of(whole.replace("1", "2"))
    assert digest_of(nested_last) != digest_of(nested_last.replace("1", "2"))


def test_a_digest_is_the_same_in_each_version_of_python() -> None:
    """That of a function of docutils, which no version of it has changed so far."""
    assert digest("docutils.frontend:OptionParser.get_default_values") == "566a77d1b929da45"
