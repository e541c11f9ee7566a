"""Whatever a page is made of: once it has changed, a build writes the pages that it is in, and no other one."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from .builds import Site, State, Surroundings, assert_same
from .inputs import ALL, INPUTS, SITES, Input, edited
from .sites import joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Set
    from pathlib import Path

    from .conftest import BuiltSites

SUFFIXES = {".css", ".inv", ".js", ".json", ".svg", ".txt"}
"""Of all files but pages."""
ELSEWHERE = [Surroundings(jobs=jobs, zone="Pacific/Auckland") for jobs in (1, 2)]


def expected(row: Input, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """The files that an edit changes, as the table has it."""
    pages = {path for path in before if path.endswith(".html")} & after.keys()
    found = {path if PurePosixPath(path).suffix in SUFFIXES else f"{path}.html" for path in row.changes.split()} - {
        "*.html"
    }
    copies = {f"_sources/{path}.txt" for path in row.edit} & {*before, *after}
    return found | copies | (pages if ALL in row.changes.split() else set())


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Set[str]:
    """The files that are others in one build's output than in another's."""
    return {path for path in {*before, *after} if before.get(path) != after.get(path)} - {".buildinfo"}


@pytest.mark.parametrize("row", INPUTS, ids=lambda row: f"{row.site}: {row.name}")
def test_what_an_edit_changes_is_written_and_nothing_else(row: Input, sites: BuiltSites, tmp_path: Path) -> None:
    before = State(files=SITES[row.site])
    after = edited(before, row)
    site, first = sites.take(row.site)
    clean = Site(tmp_path / "elsewhere")
    clean.write(after.files)

    underway = clean.start(*after.arguments, surroundings=ELSEWHERE[INPUTS.index(row) % 2])
    site.write(after.files, before.files)
    result = site.build(*after.arguments)
    again = site.build(*after.arguments)
    site.write(before.files, after.files)
    undone = site.build()
    wanted = underway.wait()

    assert first.outcome == (0, ())
    assert len(wanted.warnings) == row.warns
    assert changed(first.files, wanted.files) == expected(row, first.files, wanted.files)
    assert_same(result, wanted)
    assert result.written - joined.WRITTEN_ANYWAY - {".buildinfo"} <= changed(first.files, wanted.files)
    assert row.reads == ALL or {*result.read} <= {*row.reads.split()}
    assert_same(again, wanted)
    assert (again.read, again.written - joined.WRITTEN_ANYWAY) == ((), frozenset())
    assert_same(undone, first)
    sites.give_back(row.site, site, first)
