"""The tests' own builds: what they start from, whichever tests have run before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sphinx.config import Config

from .builds import ENGINE, Surroundings
from .sites import notebooks, small

if TYPE_CHECKING:
    from .builds import Site

ASKS_WHAT_IS_LOADED = """
import sys

assert {"furo", "myst_nb.sphinx_ext", "sphinx.ext.viewcode"} <= sys.modules.keys()
"""
ASKS_FOR_SIZES = """
from sphinx_rebuild import processes, writing

assert (processes.ENOUGH, writing.BATCH) == (2, 3)
"""


def test_what_another_site_left_in_this_process_is_nothing_to_a_build(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sphinx puts the suffixes of a site's extensions into the setting's default, where the next site finds them."""
    default = Config.config_values["source_suffix"].default
    assert isinstance(default, dict)
    monkeypatch.setitem(default, ".md", "markdown")
    site.write(notebooks.FILES)

    result = site.build()

    assert result.outcome == (0, ())


def test_a_build_finds_all_loaded(site: Site) -> None:
    sizes = ASKS_FOR_SIZES if ENGINE else ""
    site.write({**small.FILES, "conf.py": f"{small.FILES['conf.py']!s}{ASKS_WHAT_IS_LOADED}{sizes}"})

    result = site.build()

    assert result.outcome == (0, ())


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_says_what_it_is_at(jobs: int, site: Site) -> None:
    site.write(small.FILES)

    result = site.build(surroundings=Surroundings(jobs=jobs))

    assert {*re.findall(r"^([a-z ]+\.\.\. )\[ *\d+%\]", result.told, re.MULTILINE)} >= {
        "reading sources... ",
        "writing output... ",
    }
