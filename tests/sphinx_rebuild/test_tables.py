"""Extensions find their own tables, and pages show what is in them: however an extension looks at a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .builds import ENGINE, assert_same_files, files_of

if TYPE_CHECKING:
    from .builds import Contents, Result, Site

SITE = files_of(
    """
%% conf.py
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
extensions = ["ENGINE", "tables"]
html_theme = "basic"

%% index.rst
Top
===

.. toctree::

   one
   two

%% one.rst
One
===

Words.

%% two.rst
Two
===

Words, too.
"""
)
DOMAIN = """
from collections import defaultdict

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.domains import Domain


class Note(Directive):
    required_arguments = 1

    def run(self):
        env = self.state.document.settings.env
        env.get_domain("noted").data["places"][self.arguments[0]].append(env.docname)
        return []


class Noted(Domain):
    name = label = "noted"
    directives = {"note": Note}
    initial_data = {"places": defaultdict(list)}

    def clear_doc(self, docname):
        for places in self.data["places"].values():
            places[:] = [place for place in places if place != docname]

    def merge_domaindata(self, docnames, other):
        for name, places in other["places"].items():
            self.data["places"][name] += [place for place in places if place in docnames]


def show(app, doctree, docname):
    places = app.env.get_domain("noted").data["places"]
    doctree += nodes.paragraph("", str(sorted((name, sorted(found)) for name, found in places.items() if found)))


def setup(app):
    app.add_domain(Noted)
    app.connect("doctree-resolved", show)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
"""


def after_an_edit(site: Site, files: dict[str, Contents], edit: dict[str, Contents]) -> tuple[Result, Result]:
    """What a build leaves after an edit, and what Sphinx alone leaves of the same files."""
    site.write(files)
    first = site.build()
    assert first.outcome == (0, ())
    site.write(edit)
    result = site.build()
    site.clear()
    site.write({**files, **edit, "conf.py": f'{files["conf.py"]!s}\nextensions = ["tables"]\n'})
    return result, site.build()


def assert_same_pages(ours: Result, theirs: Result) -> None:
    assert ours.outcome == theirs.outcome == (0, ())
    assert_same_files({**ours.files, ".buildinfo": b""}, {**theirs.files, ".buildinfo": b""})


def test_a_domain_has_tables_of_the_kind_that_it_asked_for(site: Site) -> None:
    noted = {name: f"{SITE[name]!s}\n.. noted:note:: {name}\n" for name in ("one.rst", "two.rst")}
    files = {**SITE, **noted, "tables.py": DOMAIN}

    assert_same_pages(*after_an_edit(site, files, {"one.rst": f"{SITE['one.rst']!s}\n.. noted:note:: more\n"}))


@pytest.mark.skipif(not ENGINE, reason="Sphinx writes all that refer to a document")
def test_a_title_that_is_as_it_was_has_no_other_page_written(site: Site) -> None:
    site.write({**SITE, "conf.py": str(SITE["conf.py"]).replace(', "tables"', "")})
    site.build()

    site.write({"two.rst": f"{SITE['two.rst']!s}\n.. _place:\n\nMore words.\n"})
    result = site.build()

    assert re.findall(r"^writing output\.\.\. \[.+\] (.+?) *$", result.told, re.MULTILINE) == ["two"]
