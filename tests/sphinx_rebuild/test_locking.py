"""Two builds in one folder: one waits for the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .builds import Site, assert_same_files
from .sites import small

if TYPE_CHECKING:
    from pathlib import Path

SLOW = """
import time


def setup(app):
    app.connect("html-page-context", lambda *_: time.sleep(0.05))
"""


def test_two_builds_at_a_time_leave_what_one_leaves(tmp_path: Path) -> None:
    # given a site that takes a while
    files = {**small.FILES, "conf.py": f"{small.FILES['conf.py']!s}{SLOW}"}
    site, other = Site(tmp_path / "site"), Site(tmp_path / "other")
    site.write(files)
    other.write(files)
    # when it is built twice at a time, in one folder
    running = [site.start(logs="first"), site.start(logs="second")]
    expected = other.build()
    results = [build.wait() for build in running]
    # then both builds succeed, and the files are those of one build
    assert [result.outcome for result in results] == [(0, ()), (0, ())]
    assert_same_files(results[0].files, expected.files)
    assert results[1].files.keys() == expected.files.keys()  # no "*.new", nothing half written
    # and one has waited for the other, and read nothing
    assert sorted(len(result.read) for result in results) == [0, 3]
