"""A dict that stays pickled behaves like any other, and is pickled for what was asked for alone."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sphinx_speedups.parcels import Closed, Parcels

from .docs import BOTH, Docs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.application import Sphinx

KEYS = st.sampled_from("abc")


class LikeADict(RuleBasedStateMachine):
    """The same is done to a mapping and to a dict."""

    def __init__(self) -> None:
        super().__init__()
        self.parcels: Parcels[list[int]] = Parcels({"a": [1]})
        self.expected = {"a": [1]}

    @rule(key=KEYS, value=st.lists(st.integers(), max_size=2))
    def put(self, key: str, value: list[int]) -> None:
        self.parcels[key] = list(value)
        self.expected[key] = value

    @rule(key=KEYS)
    def take(self, key: str) -> None:
        assert self.parcels.pop(key, None) == self.expected.pop(key, None)

    @rule(key=KEYS)
    def change(self, key: str) -> None:
        if key in self.parcels:
            self.parcels[key].append(7)
            self.expected[key].append(7)

    @rule(key=KEYS)
    def ask(self, key: str) -> None:
        assert self.parcels.get(key, [0]) == self.expected.get(key, [0])

    @rule(key=KEYS)
    def make(self, key: str) -> None:
        assert self.parcels.setdefault(key, [3]) == self.expected.setdefault(key, [3])

    @rule()
    def look_at_all(self) -> None:
        for copied in (dict(self.parcels), {**self.parcels}, self.parcels.copy(), dict(self.parcels.items())):
            assert copied == self.expected == self.parcels
        assert sorted(self.parcels.values()) == sorted(self.expected.values())

    @rule()
    def pickle(self) -> None:
        self.parcels = pickle.loads(pickle.dumps(self.parcels))

    @invariant()
    def are_alike(self) -> None:
        assert len(self.parcels) == len(self.expected)
        assert set(self.parcels) == set(self.expected)
        assert sorted(self.parcels.keys()) == sorted(self.expected)
        assert {key: key in self.parcels for key in "abc"} == {key: key in self.expected for key in "abc"}

    def teardown(self) -> None:
        assert dict(self.parcels) == self.expected


TestLikeADict = LikeADict.TestCase


def test_only_what_was_asked_for_is_unpickled(monkeypatch: pytest.MonkeyPatch) -> None:
    parcels: Parcels[list[int]] = pickle.loads(pickle.dumps(Parcels({"a": [1], "b": [2]})))
    loaded: list[Any] = []
    loads = pickle.loads

    def noting(data: bytes) -> Any:
        loaded.append(loads(data))
        return loaded[-1]

    monkeypatch.setattr(pickle, "loads", noting)
    assert "b" in parcels
    assert parcels["a"] == [1]
    assert parcels["a"] == [1]
    assert loaded == [[1]]


def test_what_is_not_there_is_a_key_error() -> None:
    parcels: Parcels[int] = Parcels({})
    with pytest.raises(KeyError):
        parcels["a"]
    with pytest.raises(KeyError):
        del parcels["a"]


def test_what_was_looked_at_is_the_same_object_after_it_was_pickled() -> None:
    parcels: Parcels[list[int]] = pickle.loads(pickle.dumps(Parcels({"a": [1]})))
    value = parcels["a"]
    pickle.dumps(parcels)
    value.append(2)
    assert parcels["a"] is value
    assert pickle.loads(pickle.dumps(parcels))["a"] == [1, 2]


@pytest.fixture
def docs(tmp_path: Path) -> Docs:
    """A documentation of three pages."""
    return Docs(tmp_path)


def noting(noted: list[Any], event: str) -> Callable[[Sphinx], None]:
    """Has the tables of contents noted at an event: what keeps them, and which of them are pickled."""

    def note(app: Sphinx, *_: object) -> None:
        tables = cast("Any", app.env.tocs)
        noted.append((type(tables), {name for name, value in dict.items(tables) if type(value) is Closed}))

    return lambda app: cast("None", app.connect(event, note, priority=999))


def test_a_rebuild_looks_at_few_tables(docs: Docs) -> None:
    docs.build()
    docs.write("page-1.md", "# Another\n")
    noted: list[Any] = []
    docs.build(prepare=noting(noted, "env-before-read-docs"))
    assert noted == [(Parcels, {"index", "other", "page-0", "page-1", "page-2"})]


def test_a_site_that_has_the_extension_no_more_is_built_as_ever(docs: Docs, tmp_path: Path) -> None:
    without = BOTH.replace('"sphinx_speedups", ', "")
    docs.build()
    docs.write("conf.py", without)
    docs.write("page-1.md", "# Another\n")
    docs.build()
    clean = Docs(tmp_path / "clean", without)
    clean.write("page-1.md", "# Another\n")
    clean.build()
    assert docs.contents() == clean.contents()


class Tables(dict[str, Any]):
    """Somebody else's."""


def test_who_keeps_the_tables_otherwise_is_let_be(docs: Docs) -> None:
    def prepare(app: Sphinx) -> None:
        app.env.tocs = Tables(app.env.tocs)

    told = docs.build(verbosity=1, prepare=prepare)
    assert "tables of contents that stay pickled stays out: somebody else keeps" in told
