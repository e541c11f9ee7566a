"""Files are written where they differ from what is there, whole, and once a build."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from sphinx_rebuild.files import Writer, files_below, replace_if_different, state_of_file, write_if_different

from ..words import FEW
from .folders import FILES, files_in, put

LONG_AGO = 1_000_000_000


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
@given(FILES, FILES)
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


def test_files_below_a_folder_are_named_from_it_in_order(tmp_path: Path) -> None:
    put(tmp_path, {"elsewhere/x": b"", "folder/b/z": b"", "folder/a": b""})
    (tmp_path / "folder/link").symlink_to(tmp_path / "elsewhere")
    assert files_below(tmp_path / "folder") == ["a", "b/z"]
    assert files_below(tmp_path / "folder", follows_links=True) == ["a", "b/z", "link/x"]


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build may be killed while it writes."""
    file = put(tmp_path, {"a/page.html": b"old"}) / "a/page.html"

    def killed(beside: Path, target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            write_if_different(file, b"new")
    assert file.read_bytes() == b"old"
    write_if_different(file, b"new")
    assert files_in(tmp_path) == {"a/page.html": b"new"}, "what the last one left beside it is gone"


def test_folders_are_made_for_a_new_file(tmp_path: Path) -> None:
    write_if_different(tmp_path / "a/b/c.html", b"new")
    assert files_in(tmp_path) == {"a/b/c.html": b"new"}
