"""Digests and texts are equal where content is, in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter, OrderedDict, deque
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from docutils import nodes
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_rebuild.digests import Digested, as_text, digest, digest_of_files, setting_as_text
from sphinx_rebuild.files import Writer

from ..checkout import ENVIRONMENT
from ..words import FEW, HOSTILE
from .folders import FILES, put

VALUES = """(
    setting_as_text(
        {
            "a set": {f"name {number}" for number in range(30)},
            "nested": [frozenset("abcdef"), {"b": 1, "a": {2}}],
            "an object": SimpleNamespace(names={f"name {number}" for number in range(30)}, own=object()),
            "a function": lambda name: name in {"one", "two", "three", "four", "five", "six", "seven"},
        }
    ),
    {"title": "\N{PILE OF POO}", "count": 3},
)"""


def test_a_digest_is_the_same_in_every_process() -> None:
    names = "from types import SimpleNamespace; from sphinx_rebuild.digests import digest, setting_as_text"
    code = f"{names}; print(digest(*{VALUES}))"
    environment = {**ENVIRONMENT, "PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    told = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == digest(*eval(VALUES))


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | HOSTILE | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(HOSTILE, inner, max_size=3),
    max_leaves=6,
)


@given(PLAIN, PLAIN)
def test_digests_are_equal_where_values_are(one: object, other: object) -> None:
    assert digest(one) == digest(deepcopy(one))
    assert (digest(one) == digest(other)) is (repr(one) == repr(other))
    assert digest(one, other) != digest((one, other)) != digest(one)


def test_a_digest_takes_names_that_are_not_utf_8() -> None:
    assert digest(os.fsdecode(b"caf\xe9")) != digest("café")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b", "a", "c"}, """["'a'", "'b'", "'c'"]"""),
        (frozenset({3, 1, 2}), "['1', '2', '3']"),
        ({"b": {2, 1}, "a": 0}, """[("'a'", '0'), ("'b'", "['1', '2']")]"""),
        ((1, "1", None), """['1', "'1'", 'None']"""),
    ],
    ids=["set", "frozenset", "mapping", "tuple"],
)
def test_a_setting_becomes_text_without_chance_in_it(value: object, expected: str) -> None:
    assert setting_as_text(value) == expected


class Odd:
    def __init__(self, **values: object) -> None:
        vars(self).update(values)

    def __reduce_ex__(self, protocol: object) -> str:
        raise NotImplementedError


def in_a_circle(word: str) -> SimpleNamespace:
    one = SimpleNamespace(word=word)
    one.itself = one
    return one


def nested(depth: int) -> SimpleNamespace:
    return SimpleNamespace(inner=nested(depth - 1) if depth else None)


@pytest.mark.parametrize(
    ("one", "other", "are_equal"),
    [
        (Writer, Writer, True),
        (Writer, Odd, False),
        (Writer(Path("x")), Writer(Path("x")), True),
        (Writer(Path("x")), Writer(Path("y")), False),
        (in_a_circle("one"), in_a_circle("one"), True),
        (in_a_circle("one"), in_a_circle("two"), False),
        (nested(300), nested(300), True),
        (digest, digest_of_files, False),
        (lambda: 1, lambda: 1, True),
        (lambda: 1, lambda: 2, False),
        (lambda: "a".upper(), lambda: "a".lower(), False),
        (lambda word="a": word, lambda word="b": word, False),
        (Odd(a=1), Odd(a=2), True),
        ([OrderedDict(a=1)], [OrderedDict(a=2)], False),
        (Counter("a"), Counter("b"), False),
        (deque("a"), deque("b"), False),
        ({Path("a"): 1}, {Path("b"): 1}, False),
    ],
)
def test_a_setting_of_any_kind_is_equal_as_text_where_it_is_equal(one: object, other: object, are_equal: bool) -> None:
    """Of what can't be taken apart, the kind counts."""
    assert (setting_as_text(one) == setting_as_text(other)) is are_equal


def test_a_setting_within_itself_is_equal_as_text_however_deep_the_calls_are() -> None:
    def asked_after(calls: int) -> str:
        return asked_after(calls - 1) if calls else setting_as_text(in_a_circle("one"))

    assert asked_after(0) == asked_after(50)


@given(st.dictionaries(HOSTILE, PLAIN, max_size=4))
def test_the_order_in_which_a_setting_was_filled_makes_no_difference(setting: dict[str, object]) -> None:
    assert setting_as_text(setting) == setting_as_text(dict(reversed(setting.items())))


@FEW
@given(FILES, FILES)
@example({"index.html": b""}, {"part.html": b""})
@example({"index.html": b"", "part.html": b"x"}, {"index.html": b"x", "part.html": b""})
def test_the_digest_of_folders_tells_names_and_contents(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    with TemporaryDirectory() as parent:
        first, second = put(Path(parent, "first"), one), put(Path(parent, "second"), other)
        assert (digest_of_files([first]) == digest_of_files([second])) is (one == other)
        put(first, {"__pycache__/module.pyc": b"x"})
        assert (digest_of_files([first]) == digest_of_files([second])) is (one == other)


def test_the_digest_of_a_folder_tells_what_its_links_lead_to(tmp_path: Path) -> None:
    elsewhere, folder = put(tmp_path / "elsewhere", {"a.css": b"red"}), put(tmp_path / "folder", {"b.css": b""})
    (folder / "link").symlink_to(elsewhere)
    before = digest_of_files([folder])
    put(elsewhere, {"a.css": b"blue"})
    assert digest_of_files([folder]) != before


def test_a_folder_that_is_not_there_has_a_digest(tmp_path: Path) -> None:
    assert digest_of_files([tmp_path / "gone"]) == digest_of_files([])


@pytest.mark.parametrize(
    ("one", "other", "are_equal"),
    [
        ({"b", "a"}, {"a", "b"}, True),
        ({"a"}, {"b"}, False),
        (["a"], ("a",), False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        (nodes.paragraph("", "a"), nodes.paragraph("", "a"), True),
        (nodes.paragraph("", "a"), nodes.title("", "a"), False),
        ([Path("a")], [Path("a")], True),
        ([Path("a")], [Path("b")], False),
        ({"a": {1, 2}}, {"a": {2, 1}}, True),
        (digest, lambda: None, False),
    ],
    ids=[
        *("sets", "other sets", "list and tuple", "order of a mapping", "nodes", "other nodes", "pickled values"),
        *("other pickled values", "sets within", "what cannot be pickled"),
    ],
)
def test_any_value_of_an_environment_is_equal_as_text_where_it_is_equal(
    one: object, other: object, are_equal: bool
) -> None:
    assert (as_text(one) == as_text(other)) is are_equal


def test_whose_digest_is_kept_is_asked_once() -> None:
    @dataclass(frozen=True, kw_only=True, repr=False)
    class Value(Digested):
        words: str

    value = Value(words="a")
    assert digest(value) == digest(Value(words="a")) != digest(Value(words="b"))
    assert value.digest is value.digest
