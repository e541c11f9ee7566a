"""Copies of sources that an author wants no more go, and come back with their settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .builds import Site, assert_same
from .sites import small

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import BuiltSites, CleanBuilds


@pytest.mark.parametrize("setting", ["html_copy_source = False", 'html_sourcelink_suffix = ".rst"'])
def test_copies_of_sources_are_those_that_a_setting_asks_for(
    setting: str, sites: BuiltSites, clean: CleanBuilds, tmp_path: Path
) -> None:
    after = {**small.FILES, "conf.py": f"{small.FILES['conf.py']!s}{setting}\n"}
    underway = clean.start(after)
    site, first = sites.take(small.FILES)

    site.write(after, small.FILES)
    result = site.build()
    site.write(small.FILES, after)
    undone = site.build()

    if "copy_source" in setting:  # Sphinx makes a folder for the copies, all the same
        bare = Site(tmp_path)
        bare.write(after)
        bare.build()
        assert not (bare.out / "_sources").exists()
    assert "_sources/one.rst.txt" in first.files
    assert "_sources/one.rst.txt" not in result.files
    assert_same(result, underway())
    assert_same(undone, first)
    sites.give_back(small.FILES, site, first)
