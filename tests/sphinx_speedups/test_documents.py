"""The documents of a site are those that Sphinx finds, in its order, and what is wrong with a file is told by it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.project import Project

from sphinx_speedups import documents

from .docs import Docs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

NAMES = st.sampled_from(
    ["a", "b", ".c", "_sources", "Ünder", "U\u0308nder", "d.lproj", "e.md", "x.rst", ".md", "y.md.rst", "z"]
)
FILES = st.lists(st.lists(NAMES, min_size=1, max_size=4), max_size=12)
PATTERNS = st.lists(
    st.sampled_from(["**", "a", "a/**", "*/b", "**/x.rst", "[!a]*", "?", "_*", "**.md", "Ünder/*", "e.md", "[", "b|a"]),
    max_size=3,
)


def found(
    files: Sequence[Sequence[str]], included: Sequence[str], excluded: Sequence[str], app: Sphinx
) -> list[object]:
    """What a project knows of its documents: found by Sphinx, and by ours."""
    all_known: list[object] = []
    with tempfile.TemporaryDirectory() as name:
        for parts in files:
            file = Path(name, *parts)
            if not any(folder.is_file() for folder in file.parents) and not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("")
        original, ours = (Project(name, [".rst", ".md"]) for _ in range(2))
        original.discover(excluded, included)
        with documents.apply(app):
            ours.discover(excluded, included)
        for project in (original, ours):
            known = (project.docnames, list(project._path_to_docname.items()), list(project._docname_to_path.items()))
            all_known.append(known)
    return all_known


@given(files=FILES, included=PATTERNS, excluded=PATTERNS)
def test_the_documents_are_those_that_sphinx_finds(
    files: list[list[str]], included: list[str], excluded: list[str]
) -> None:
    theirs, ours = found(files, included or ["**"], excluded, None)  # type: ignore[arg-type]
    assert ours == theirs


@pytest.fixture
def docs(tmp_path: Path) -> Docs:
    """A documentation with links to a folder, and a folder for what isn't read."""
    docs = Docs(tmp_path)
    docs.write("conf.py", docs.source.joinpath("conf.py").read_text() + 'exclude_patterns = ["left-out"]\n')
    docs.write("left-out/page.md", "# No page\n")
    outside = tmp_path / "outside"
    outside.mkdir()
    outside.joinpath("linked.md").write_text("# Linked\n")
    docs.source.joinpath("folder").symlink_to(outside)
    return docs


def test_folders_are_left_out_and_links_followed(docs: Docs) -> None:
    docs.build()
    pages = docs.contents().keys()
    assert "folder/linked.html" in pages
    assert "left-out/page.html" not in pages


def test_two_files_of_a_document_are_told_by_sphinx(docs: Docs) -> None:
    docs.write("page-1.rst", "Two\n===\n")
    told = docs.build()
    assert told.count('multiple files found for the document "page-1"') == 1


def test_a_file_that_nobody_can_read_is_told_by_sphinx(docs: Docs) -> None:
    docs.source.joinpath("gone.md").symlink_to("nowhere.md")
    assert "Ignored unreadable document 'gone.md'" in docs.build()
