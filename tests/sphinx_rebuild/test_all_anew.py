"""Arguments of `sphinx-build` that ask for more than what changed, or for less, and programs that aren't there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .builds import Surroundings, assert_same_files
from .sites import small

if TYPE_CHECKING:
    from .builds import Contents
    from .conftest import BuiltSites, CleanBuilds

PIXEL = b"GIF89a\x01\x00\x01\x00\x00\xff\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;"
CONF = """\
from sphinx.util.logging import getLogger
from sphinx_rebuild import Contributor, contribute

extensions = ["sphinx.ext.graphviz", "sphinx_rebuild"]
graphviz_dot = "no-such-dot"
html_theme = "basic"


class Whole(Contributor):
    name = "whole"

    def __init__(self, app):
        self.app = app

    def all_read(self):
        getLogger("whole").warning("told of the whole", location="index")


def setup(app):
    contribute(app, Whole)
"""
FILES: dict[str, Contents] = {
    "conf.py": CONF,
    "index.rst": "Top\n===\n\n.. image:: pixel.gif\n\n.. toctree::\n   :glob:\n\n   page-*\n",
    "pixel.gif": PIXEL,
    **{f"page-{number}.rst": f"Page {number}\n======\n\n.. digraph:: a{number}\n" for number in range(24)},
}
MISSING = "dot command 'no-such-dot' cannot be run"


@pytest.mark.parametrize("option", ["-a", "-E", "-q"])
def test_options_change_nothing_that_is_left_or_told(sites: BuiltSites, option: str) -> None:
    site, first = sites.take(FILES)

    again = site.build(option)

    assert again.outcome == first.outcome
    assert_same_files(again.files, first.files)
    sites.give_back(FILES, site, first)


def test_pages_that_were_not_asked_for_are_written_by_the_next_build(sites: BuiltSites, clean: CleanBuilds) -> None:
    after = {**small.FILES, "one.rst": str(small.FILES["one.rst"]).replace("One\n===", "First\n=====")}
    underway = clean.start(after)
    site, first = sites.take(small.FILES)

    site.write(after, small.FILES)
    some = site.build(only=["one.rst"])
    result = site.build()

    assert b"First" in some.files["one.html"]
    assert some.files["index.html"] == first.files["index.html"]
    assert_same_files(result.files, underway().files)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_program_that_is_missing_is_told_once(jobs: int, clean: CleanBuilds) -> None:
    first = clean.start(FILES, surroundings=Surroundings(jobs=jobs))()

    assert sum(MISSING in warning for warning in first.warnings) == 1


def test_a_missing_program_is_told_for_the_page_that_still_wants_it(sites: BuiltSites) -> None:
    """Sphinx tells it of the page that it writes first, which is not the one that is edited last."""
    site, first = sites.take(FILES)
    site.write({"page-0.rst": "Page 0\n======\n"})

    again = site.build()

    assert sum(MISSING in warning for warning in again.warnings) == 1
    assert again.status == first.status == 1
