"""A list of todos names the file and line of each: what stands in one document changes with what moves in another.

Sphinx writes the file's whole path into the page (unless `todo_link_only` is set). That is its own doing: a clean build
has it, so the engine leaves it, and what counts is that each build leaves the path and the lines of a clean one.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from .builds import ENGINE, Surroundings, assert_same, files_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .builds import Contents, Site

FILES = files_of(
    """
%% conf.py
project = "Jobs"
copyright = "nobody"
extensions = ["ENGINE", "sphinx.ext.todo"]
html_theme = "basic"
todo_include_todos = True

%% index.rst
Jobs
====

.. toctree::

   one
   two
   todos

%% one.rst
One
===

.. todo:: Fire it.

%% two.rst
Two
===

.. todo:: Glaze it.

.. todolist::

%% todos.rst
Todos
=====

.. todolist::
"""
)
MORE_ABOVE: Mapping[str, Contents] = {**FILES, "one.rst": "One\n===\n\nWords.\n\nMore.\n\n.. todo:: Fire it.\n"}


def places(site: Site, *lines: int) -> list[str]:
    """What a list says of where the todos of one and two are, if these are their lines."""
    return [
        f" is located in {site.source / name}, line {line}."
        for name, line in zip(("one.rst", "two.rst"), lines, strict=True)
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_list_tells_the_lines_of_a_clean_build_after_lines_come_above_a_todo(site: Site, jobs: int) -> None:
    surroundings = Surroundings(jobs=jobs)
    site.write(FILES)
    first = site.build(surroundings=surroundings)
    for path in ("todos.html", "two.html"):
        assert all(place in first.files[path].decode() for place in places(site, 4, 4))

    site.write(MORE_ABOVE, FILES)
    result = site.build(surroundings=surroundings)
    for folder in (site.out, site.doctrees):
        shutil.rmtree(folder)
    expected = site.build(surroundings=surroundings)

    for path in ("todos.html", "two.html"):
        assert all(place in expected.files[path].decode() for place in places(site, 8, 4))
    assert result.read == ("one",)
    assert_same(result, expected)


def test_a_list_says_what_it_says_without_the_engine(site: Site) -> None:
    site.write(FILES)
    site.build()
    site.write(MORE_ABOVE, FILES)
    result = site.build()
    site.clear()
    site.write({**MORE_ABOVE, "conf.py": str(FILES["conf.py"]).replace(f'"{ENGINE}",', "")})

    expected = site.build()

    for path in ("index.html", "one.html", "two.html", "todos.html", "searchindex.js"):
        assert result.files[path] == expected.files[path], path
