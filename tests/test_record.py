"""What one build tells the next, digests, and how files are written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from weblog import record
from weblog.record import (
    Record,
    Writer,
    digest,
    digest_of_files,
    empty_record,
    load,
    outdated,
    plain,
    replace_if_different,
    save,
    state_of_file,
)

from .strategies import FEW, HOSTILE

if TYPE_CHECKING:
    from collections.abc import Mapping

LONG_AGO = 1_000_000_000
PATHS = st.sampled_from(["index.html", "weblog.html", "weblog/2020.html", "weblog/2020/06.html", "weblog/tag/x.html"])
SITES = st.dictionaries(PATHS, st.binary(max_size=3))
"""Path -> content."""


def finished(**changes: object) -> Record:
    return Record(**{**empty_record(), "finished": True, **changes})  # type: ignore[typeddict-item]


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# The record


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{",
        b"half a rec",
        b"\xff\xfe\x00",
        b"{}",
        b"[]",
        b"null",
        json.dumps(finished()).encode()[:-1],
        json.dumps({**finished(), "version": 0}).encode(),
    ],
    ids=["none", "empty", "open", "words", "bytes", "nothing in it", "list", "null", "cut off", "of another version"],
)
def test_a_record_that_cannot_be_trusted_is_none(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "record.json"
    if content is not None:
        file.write_bytes(content)
    assert load(file) is None


def test_an_empty_record_is_not_finished(tmp_path: Path) -> None:
    save(tmp_path / "record.json", empty_record())
    found = load(tmp_path / "record.json")
    assert found is not None
    assert not found["finished"]


@FEW
@given(st.lists(HOSTILE, max_size=3), st.dictionaries(HOSTILE, HOSTILE, max_size=3))
def test_a_record_comes_back_as_it_was(problems: list[str], pages: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "doctrees", "record.json")
        for told in (finished(), finished(problems=problems, pages=pages, files=sorted(pages))):
            save(file, told)
            assert load(file) == told
        assert list(file.parent.iterdir()) == [file], "nothing is left beside it"


def test_a_record_keeps_the_names_of_files_that_are_not_utf_8(tmp_path: Path) -> None:
    told = finished(problems=[os.fsdecode(b"caf\xe9")])
    save(tmp_path / "record.json", told)
    assert load(tmp_path / "record.json") == told


# Digests


VALUES = """(
    plain({"a set": {f"name {number}" for number in range(30)}, "nested": [frozenset("abcdef"), {"b": 1, "a": {2}}]}),
    {"title": "\N{PILE OF POO}", "count": 3},
)"""


def test_a_digest_is_the_same_in_every_process() -> None:
    code = f"import runpy; print(eval({f'digest(*{VALUES})'!r}, runpy.run_path({record.__file__!r})))"
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    told = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == digest(*eval(VALUES, {"plain": plain}))


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
        (plain, "plain"),
        (Writer, "Writer"),
        (Writer(Path("x")), "Writer"),
    ],
    ids=["set", "frozenset", "mapping", "tuple", "function", "class", "instance"],
)
def test_a_setting_becomes_text_without_chance_in_it(value: object, expected: str) -> None:
    assert plain(value) == expected


@given(st.dictionaries(HOSTILE, PLAIN, max_size=4))
def test_the_order_in_which_a_setting_was_filled_makes_no_difference(setting: dict[str, object]) -> None:
    assert plain(setting) == plain(dict(reversed(setting.items())))


@FEW
@given(SITES, SITES)
@example({"index.html": b""}, {"weblog.html": b""})
@example({"index.html": b"", "weblog.html": b"x"}, {"index.html": b"x", "weblog.html": b""})
def test_the_digest_of_folders_tells_names_and_contents(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    with TemporaryDirectory() as parent:
        first, second = put(Path(parent, "first"), one), put(Path(parent, "second"), other)
        assert (digest_of_files([first]) == digest_of_files([second])) is (one == other)
        put(first, {"__pycache__/module.pyc": b"x"})
        assert (digest_of_files([first]) == digest_of_files([second])) is (one == other)


def test_a_folder_that_is_not_there_has_a_digest(tmp_path: Path) -> None:
    assert digest_of_files([tmp_path / "gone"]) == digest_of_files([])


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ({"b": "1", "a": "2"}, {}, ["b", "a"]),
        ({"b": "1", "a": "2"}, {"a": "2", "b": "1"}, []),
        ({"b": "1", "a": "2"}, {"a": "1", "b": "1", "gone": "1"}, ["a"]),
        ({}, {"gone": "1"}, []),
    ],
)
def test_pages_whose_digest_changed_are_outdated(new: dict[str, str], old: dict[str, str], expected: list[str]) -> None:
    assert outdated(new, old) == expected


# Files


def test_a_file_that_holds_these_very_bytes_is_left_alone(tmp_path: Path) -> None:
    file = put(tmp_path, {"feeds/atom.xml": b"old"}) / "feeds/atom.xml"
    os.utime(file, (LONG_AGO, LONG_AGO))
    Writer(tmp_path).write("feeds/atom.xml", b"old")
    assert file.stat().st_mtime == LONG_AGO
    Writer(tmp_path).write("feeds/atom.xml", b"new")
    assert file.stat().st_mtime != LONG_AGO
    assert file.read_bytes() == b"new"


def test_no_path_is_written_twice_in_one_build(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.write("a/atom.xml", b"first")
    with pytest.raises(RuntimeError, match=r"^a/atom\.xml would be written twice"):
        writer.write("a/atom.xml", b"first")
    writer.claim("c/atom.xml")
    with pytest.raises(RuntimeError, match=r"^c/atom\.xml would be written twice"):
        writer.write("c/atom.xml", b"third")
    writer.write("b/atom.xml", b"second")
    assert writer.paths == {"a/atom.xml", "b/atom.xml", "c/atom.xml"}
    assert files_in(tmp_path) == {"a/atom.xml": b"first", "b/atom.xml": b"second"}


@FEW
@given(SITES, SITES)
def test_a_build_leaves_what_it_wrote_and_no_folder_without_files(old: dict[str, bytes], new: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder:
        out = put(Path(folder, "out"), {**old, "kept.txt": b"not ours"})
        writer = Writer(out)
        for path, content in new.items():
            writer.write(path, content)
        writer.remove(path for path in old if path not in writer.paths)
        writer.remove(path for path in old if path not in writer.paths)
        assert files_in(out) == {**new, "kept.txt": b"not ours"}
        assert all(any(path.iterdir()) for path in out.rglob("*") if path.is_dir())


def test_the_output_folder_itself_stays_when_its_last_file_goes(tmp_path: Path) -> None:
    out = put(tmp_path / "out", {"a/b/c.html": b""})
    Writer(out).remove(["a/b/c.html", "never/was.html"])
    assert list(tmp_path.rglob("*")) == [out]


@pytest.mark.parametrize("content", [None, b"old", b"new"])
def test_a_new_file_takes_the_place_of_one_that_differs(tmp_path: Path, content: bytes | None) -> None:
    file, beside = tmp_path / "searchindex.js", put(tmp_path, {"searchindex.js.new": b"new"}) / "searchindex.js.new"
    if content is not None:
        file.write_bytes(content)
        os.utime(file, (LONG_AGO, LONG_AGO))
    replace_if_different(beside, file)
    assert files_in(tmp_path) == {"searchindex.js": b"new"}
    assert (file.stat().st_mtime == LONG_AGO) is (content == b"new")
    replace_if_different(beside, file)
    assert files_in(tmp_path) == {"searchindex.js": b"new"}, "nothing happens where there is no new one"


def test_the_state_of_a_file_changes_with_it(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    states = [state_of_file(str(file))]
    for content, time in ((b"a", LONG_AGO), (b"a", LONG_AGO + 1), (b"ab", LONG_AGO + 1)):
        file.write_bytes(content)
        os.utime(file, (time, time))
        states.append(state_of_file(str(file)))
    assert states[0] == ""
    assert len(set(states)) == 4
    assert state_of_file(str(file)) == states[-1]
