"""What two documents define is told, once, in each build; what Sphinx takes for no duplicate is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .builds import ENGINE, Surroundings, assert_same, files_of

if TYPE_CHECKING:
    from .builds import Contents, Site
    from .conftest import CleanBuilds

pytestmark = pytest.mark.skipif(not ENGINE, reason="Sphinx tells of fewer, and only when it reads both")

SITE = files_of(
    """
%% conf.py
extensions = ["ENGINE", "sphinx.ext.autosectionlabel"]
html_theme = "basic"

%% index.rst
Kilns
=====

To :ref:`place`, :ref:`the top <top>`, :term:`kiln`, :eq:`heat`.

.. toctree::
   :glob:

   *
"""
)
DOCUMENT = """
%% {0}.rst
{0}
=

.. _top:

The first words of {0}.

.. _place:

Place in {0}
-------------

.. glossary::

   kiln
      The oven of {0}.

.. math:: {0} = 1
   :label: heat

Tools
-----

.. option:: --hot

.. py:function:: fire()

.. [K1] Kilns, by {0}. [K1]_

.. c:function:: void glaze()

.. cpp:function:: void Jar::glaze()

.. cpp:function:: void Jar::fill({0} amount)

.. py:module:: ovens

.. js:module:: wheels
"""
IS_DEFINED = "is already defined in a.rst, line {0}: keep one of the two, or rename one"
OURS = "[sphinx_rebuild.duplicate]"
TOLD = {
    f'b.rst:11: WARNING: "place" (std) {IS_DEFINED.format(11)} {OURS}',
    f'b.rst:15: WARNING: "kiln" (std) {IS_DEFINED.format(15)} {OURS}',
    f'b.rst:18: WARNING: "heat" (math) {IS_DEFINED.format(18)} {OURS}',
    f'b.rst:22: WARNING: "tools" (std) {IS_DEFINED.format(22)} [autosectionlabel.b]',
    f'b.rst:22: WARNING: "ovens" (py) {IS_DEFINED.format(22)} {OURS}',  # a module's target has no line of its own
    f'b.rst:22: WARNING: "wheels" (js) {IS_DEFINED.format(22)} {OURS}',
    f'b.rst:26: WARNING: "fire" (py) {IS_DEFINED.format(26)} {OURS}',
    f'b.rst:28: WARNING: "K1" (citation) {IS_DEFINED.format(28)} {OURS}',
    "b.rst:30: WARNING: Duplicate C declaration, also defined at a:30.",
    "Declaration is '.. c:function:: void glaze()'. [duplicate_declaration.c]",
    "b.rst:32: WARNING: Duplicate C++ declaration, also defined at a:32.",
    "Declaration is '.. cpp:function:: void Jar::glaze()'. [duplicate_declaration.cpp]",
}


def files(names: str, conf: str = "") -> dict[str, Contents]:
    """The site with documents that define the same things; their titles are their names, and so are the titles' ids."""
    found = {**SITE, "conf.py": f"{SITE['conf.py']!s}{conf}"}
    for name in names:
        found |= files_of(DOCUMENT.format(name))
    return found


def test_what_two_documents_define_is_told_in_each_build(site: Site, clean: CleanBuilds) -> None:
    both, one = files("ab"), files("b")
    underway = [clean.start(found, surroundings=Surroundings(jobs=2)) for found in (both, one)]
    site.write(both)
    results = [site.build() for _ in range(2)]
    site.write(one, both)
    without_first = site.build()
    site.write(both, one)
    results.append(site.build())

    for result in results:
        assert {*result.warnings} == TOLD
        assert len(result.warnings) == len(TOLD)
        assert_same(result, underway[0]())
    assert without_first.outcome == (0, ())
    assert_same(without_first, underway[1]())


def test_a_label_of_a_heading_goes_before_one_of_a_mere_place(site: Site) -> None:
    site.write(
        {
            "conf.py": str(SITE["conf.py"]).replace(', "sphinx.ext.autosectionlabel"', ""),
            "index.rst": "Kilns\n=====\n\n:ref:`there <spot>`, :ref:`spot`\n\n.. toctree::\n\n   a\n   b\n",
            "a.rst": "A\n=\n\n.. _spot:\n\nWords.\n",
            "b.rst": "B\n=\n\n.. _spot:\n\nSpot in b\n---------\n",
        }
    )

    result = site.build()

    assert result.outcome == (0, ())
    for shown in ("there", "Spot in b"):
        assert f'href="b.html#spot"><span class="std std-ref">{shown}</span>' in result.files["index.html"].decode()


@pytest.mark.parametrize(
    ("silenced", "lines"),
    [
        (("ref.equation", "ref.citation"), (11, 15, 22, 22, 22, 26, 30, 32)),
        (("sphinx_rebuild", "duplicate_declaration.cpp"), (22, 30)),
        (("autosectionlabel.b", "duplicate_declaration.c"), (11, 15, 18, 22, 22, 26, 28, 32)),
    ],
)
def test_what_a_site_has_silenced_stays_silent(silenced: tuple[str, ...], lines: tuple[int, ...], site: Site) -> None:
    site.write(files("ab", f"suppress_warnings = {silenced}\n"))

    for _ in range(2):
        told = [warning for warning in site.build().warnings if "WARNING" in warning]

        assert [warning.partition(": ")[0] for warning in told] == [f"b.rst:{line}" for line in lines]
