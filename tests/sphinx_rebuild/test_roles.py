"""Roles that one document defines and another one uses, which docutils lets it: as in a clean build in each build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .builds import ENGINE, Surroundings, assert_same, assert_same_files, files_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .builds import Contents, Site
    from .conftest import BuiltSites, CleanBuilds

FILES = files_of(
    """
%% conf.py
project = "Roles"
copyright = "nobody"
extensions = ["ENGINE", "sphinx.ext.todo"]
html_theme = "basic"

%% index.rst
Roles
=====

.. toctree::
   :glob:

   *

A :shout:`word`, as it is in horns.

%% bells.rst
Bells
=====

.. role:: shout(strong)
   :class: loud

:shout:`Ring`

%% clocks.rst
Clocks
======

:shout:`Tick`

%% doors.rst
Doors
=====

Nothing that is shouted.

%% horns.rst
Horns
=====

.. role:: shout(emphasis)

:shout:`Blow`

%% whistles.rst
Whistles
========

:shout:`Blow, too`, and :whisper:`hush`.
"""
)
WHISPER = "\n.. role:: whisper(subscript)\n"


def text(name: str) -> str:
    """The text of a document, or of conf.py."""
    return str(FILES.get(f"{name}.rst") or FILES[f"{name}.py"])


EDITS: Mapping[str, Mapping[str, Contents | None]] = {
    "a word beside one": {"clocks.rst": f"{text('clocks')}\nMore.\n"},
    "a use more": {"doors.rst": f"{text('doors')}\n:shout:`Bang`\n"},
    "another definition": {"bells.rst": text("bells").replace("loud", "very-loud")},
    "another base": {"horns.rst": text("horns").replace("emphasis", "superscript")},
    "a definition gone": {"bells.rst": text("bells").replace(".. role:: shout(strong)\n   :class: loud\n", "")},
    "a document gone": {"horns.rst": None},
    "a definition added": {"doors.rst": text("doors") + WHISPER},
    "a definition added after its use": {"zithers.rst": f"Zithers\n=======\n{WHISPER}"},
    "a definition before all": {"apples.rst": f"Apples\n======\n{WHISPER}\n.. role:: shout(strong)\n"},
    "a definition of its own": {"whistles.rst": f"{text('whistles')}{WHISPER}\n.. role:: shout(strong)\n"},
    "a role upon another": {"clocks.rst": f"{text('clocks')}\n.. role:: whisper(shout)\n"},
    "the name of one of docutils' own": {"bells.rst": f"{text('bells')}\n.. role:: emphasis(strong)\n"},
}


@pytest.mark.parametrize("edit", EDITS)
def test_each_build_has_the_roles_of_a_clean_one(edit: str, sites: BuiltSites, clean: CleanBuilds) -> None:
    edited = {path: contents for path, contents in {**FILES, **EDITS[edit]}.items() if contents is not None}
    underway = clean.start(edited)
    site, first = sites.take(FILES)

    for jobs in (1, 2):
        site.write(edited, FILES)
        result = site.build(surroundings=Surroundings(jobs=jobs))
        site.write(FILES, edited)
        undone = site.build(surroundings=Surroundings(jobs=3 - jobs))

        assert_same(result, underway())
        assert_same_files(undone.files, first.files)  # that there is no such role may be told once in vain, see below
    sites.give_back(FILES, site, first)


def test_a_clean_build_has_what_it_has_without_the_engine(clean: CleanBuilds) -> None:
    underway = clean.start(FILES, surroundings=Surroundings(jobs=2))
    expected = clean.start({**FILES, "conf.py": text("conf").replace(f'"{ENGINE}",', "")})()
    result = underway()

    assert result.warnings == expected.warnings
    assert len(expected.warnings) == 1
    for path, content in expected.files.items():
        if path.endswith(".html"):
            assert result.files[path] == content, path


def test_the_document_of_a_role_is_read_with_those_that_use_it_and_with_no_other(sites: BuiltSites) -> None:
    site, _ = sites.take(FILES)
    site.write({**FILES, "clocks.rst": f"{text('clocks')}\nMore.\n"}, FILES)

    result = site.build()

    assert result.read == ("bells", "clocks")
    assert "bells.html" not in result.written

    site.write({"doors.rst": f"{text('doors')}\nMore.\n"})
    assert site.build().read == ("doors",)


def test_a_file_that_is_included_only_now_has_the_roles_of_others(site: Site, clean: CleanBuilds) -> None:
    """Nobody can know what it asks for before it is read: that there is no such role may be told once in vain."""
    edited = {**FILES, "doors.rst": f"{text('doors')}\n.. include:: part.txt\n", "part.txt": ":shout:`Bang`"}
    underway = clean.start(edited)
    site.write(FILES)
    site.build()
    site.write(edited, FILES)
    first, second = site.build(), site.build()
    expected = underway()

    assert_same_files(first.files, expected.files)
    assert_same(second, expected)


def test_a_role_that_all_documents_define_has_no_other_read(site: Site) -> None:
    files = {**FILES, "conf.py": f'{text("conf")}\nrst_prolog = ".. role:: shout(strong)\\n\\n"\n'}
    site.write(files)
    site.build()
    site.write({"whistles.rst": f"{text('whistles')}\nMore.\n"})

    assert site.build().read == ("whistles",)
