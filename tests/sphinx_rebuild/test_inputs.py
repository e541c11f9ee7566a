"""Whatever a page is made of: once it has changed, a build writes the pages that it is in, and no other one."""

from __future__ import annotations

from functools import reduce
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from .builds import State, Surroundings, assert_same
from .inputs import ALL, SITES, Input, edited
from .sites import joined
from .walks import walks

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from .conftest import BuiltSites, CleanBuilds

SUFFIXES = {".css", ".inv", ".js", ".json", ".svg", ".txt"}
"""Of all files but pages."""
WALKS = walks()
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


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: f"{walk[0].site}: {', '.join(row.name for row in walk)}")
def test_what_an_edit_changes_is_written_and_nothing_else(
    walk: list[Input], sites: BuiltSites, clean: CleanBuilds
) -> None:
    # given a site, built, and what a clean build leaves of it after all edits of a walk
    before = State(files=SITES[walk[0].site])
    after = reduce(edited, walk, before)
    site, first = sites.take(before.files)
    underway = clean.start(after.files, *after.arguments, surroundings=ELSEWHERE[WALKS.index(walk) % 2])
    assert first.outcome == (0, ())

    # when one edit is made after the other
    state, last = before, first
    for row in walk:
        former, state = state, edited(state, row)
        site.write(state.files, former.files)
        result = site.build(*state.arguments)

        # then each changes what the table says, and nothing else is written or read
        seen = changed(last.files, result.files)
        assert seen == expected(row, last.files, result.files), row.name
        assert result.written - joined.WRITTEN_ANYWAY - {".buildinfo"} <= seen, row.name
        assert row.reads == ALL or {*result.read} <= {*row.reads.split()}, row.name
        assert len(result.warnings) == len(last.warnings) + row.warns, row.name
        last = result

    # and all is as in the clean build, also when it is built again, and as it was when all is undone
    again = site.build(*after.arguments)
    site.write(before.files, after.files)
    undone = site.build()
    wanted = underway()
    assert_same(last, wanted)
    assert_same(again, wanted)
    assert (again.read, again.written - joined.WRITTEN_ANYWAY) == ((), frozenset())
    assert_same(undone, first)
    sites.give_back(before.files, site, first)
