"""What one build tells the next comes back as it was, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_rebuild.places import Places
from sphinx_rebuild.record import RECORD, STATE, Record, are_in_place, begin, empty, load, outdated, save, state_of

from ..words import FEW, HOSTILE
from .sites import small

if TYPE_CHECKING:
    from .builds import Site


HERE = Places({"source folder": "/srv/site", "folder of conf.py": "/srv/site/docs"})


def finished(**changes: object) -> Record:
    return Record(**{**empty(), "finished": True, "places": dict(HERE.folders), **changes})  # type: ignore[typeddict-item]


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
    if content is not None:
        (tmp_path / RECORD).write_bytes(content)
    assert load(tmp_path, HERE) is None


def test_a_record_of_nothing_has_nothing_in_it() -> None:
    kinds = {name: get_origin(kind) or kind for name, kind in get_type_hints(Record).items()}
    assert {**empty(), "version": 0} == {name: kind() for name, kind in kinds.items()}


def test_a_build_that_has_begun_and_not_ended_is_not_finished(tmp_path: Path) -> None:
    save(tmp_path, "../html", finished())
    assert state_of(tmp_path) == {"outdir": "../html", "finished": True}
    begin(tmp_path, "../elsewhere")
    assert state_of(tmp_path) == {"outdir": "../elsewhere", "finished": False}
    found = load(tmp_path, HERE)
    assert found is not None
    assert not found["finished"]


@pytest.mark.parametrize("content", [None, b"", b"[]", b'{"finished": true}'])
def test_a_build_that_left_no_word_is_not_finished(tmp_path: Path, content: bytes | None) -> None:
    save(tmp_path, "out", finished())
    (tmp_path / STATE).unlink()
    if content is not None:
        (tmp_path / STATE).write_bytes(content)
    assert not state_of(tmp_path)["finished"]


def test_builders_are_in_place_where_each_has_ended_here(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert not are_in_place(tmp_path, out)
    save(tmp_path / "html", "../out", finished())
    assert are_in_place(tmp_path, out)
    save(tmp_path / "text", "../other", finished())
    assert not are_in_place(tmp_path, out)
    save(tmp_path / "text", "../out", finished())
    begin(tmp_path / "text", "../out")
    assert not are_in_place(tmp_path, out)


def test_a_record_of_elsewhere_tells_of_here(tmp_path: Path) -> None:
    told = {"page": {"one": [[30, "no file /srv/site/docs/x.png", "/srv/site/one.rst:3", "", ""]]}}
    save(tmp_path, "out", finished(sources={"/srv/site/one.rst": ("1 2 3", "digest")}, messages=told, copied=["/srv"]))
    there = Places({"source folder": "/home/ada/a", "folder of conf.py": "/home/ada/b"})

    found = load(tmp_path, there)

    assert found is not None
    assert list(found["sources"]) == ["/home/ada/a/one.rst"]
    assert found["messages"]["page"]["one"] == [[30, "no file /home/ada/b/x.png", "/home/ada/a/one.rst:3", "", ""]]
    assert found["copied"] == ["/srv"]


@FEW
@given(st.lists(HOSTILE, max_size=3), st.dictionaries(HOSTILE, HOSTILE, max_size=3))
def test_a_record_comes_back_as_it_was(paths: list[str], pages: dict[str, str]) -> None:
    with TemporaryDirectory() as parent:
        folder = Path(parent, "doctrees")
        for told in (finished(), finished(copied=paths, pages=pages, extra=sorted(pages))):
            save(folder, "out", told)
            assert load(folder, HERE) == told
        assert {file.name for file in folder.iterdir()} == {RECORD, STATE}, "nothing is left beside them"


def test_a_record_keeps_the_names_of_files_that_are_not_utf_8(tmp_path: Path) -> None:
    told = finished(copied=[os.fsdecode(b"caf\xe9")])
    save(tmp_path, "out", told)
    assert load(tmp_path, HERE) == told


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


def test_a_page_without_a_source_goes_though_the_record_is_lost(site: Site) -> None:
    site.write(small.FILES)
    site.build()
    shutil.rmtree(site.doctrees)
    site.write({path: contents for path, contents in small.FILES.items() if path != "two.rst"}, small.FILES)

    result = site.build()

    assert "one.html" in result.files
    assert "two.html" not in result.files
