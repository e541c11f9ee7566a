"""A mapping that stays pickled behaves like any other, and is pickled for what was asked for alone."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from weblog.parcels import Parcels

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

    @rule()
    def pickle(self) -> None:
        self.parcels = pickle.loads(pickle.dumps(self.parcels))

    @invariant()
    def are_alike(self) -> None:
        assert len(self.parcels) == len(self.expected)
        assert set(self.parcels) == set(self.expected)
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
