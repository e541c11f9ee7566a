"""What several documents define: the first one counts, and the others are told, whatever is read when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .test_incremental import clean_contents

if TYPE_CHECKING:
    from .sites import Site

DEFINED = '{} "{}" is already defined in posts/FIRST.rst, line {}: keep one of the two, or rename one'
KINDS = {
    "term": (
        ".. glossary::\n\n   Word\n      Its meaning in {}.\n",
        ":term:`Word`",
        DEFINED.format("the term", "Word", 8),
        8,
    ),
    "variable": (".. envvar:: WORD\n\n   For {}.\n", ":envvar:`WORD`", DEFINED.format("the envvar", "WORD", 6), 6),
    "equation": (
        ".. math:: e = {}\n   :label: word\n",
        ":eq:`word`",
        DEFINED.format("the label of an equation", "word", 6),
        6,
    ),
    "citation": (".. [Word] From {}.\n", "See [Word]_.", DEFINED.format("the citation", "Word", 6), 6),
    "option": (".. option:: --word\n\n   For {}.\n", ":option:`--word`", "", 6),
}


def write(site: Site, name: str, text: str) -> None:
    title = f"Post {name}"
    site.write(f"posts/{name}.rst", f".. post:: 2020-06-25\n\n{title}\n{'=' * len(title)}\n\n{text}")


def told(site: Site) -> list[str]:
    """The warnings, of several processes in any order."""
    return sorted(site.build(parallel=2).warnings)


def expected(first: str, others: str) -> list[str]:
    """The warnings where one document of each kind defines first what others define as well."""
    return sorted(
        f"posts/{kind}-{name}.rst:{line}: WARNING: {message.replace('FIRST', f'{kind}-{first}')} [weblog.label]"
        for kind, (_, _, message, line) in KINDS.items()
        for name in others
        if message
    )


def test_the_first_definition_counts_and_others_are_told(site: Site) -> None:
    """Each kind has documents of its own, and one that refers to them."""
    for kind, (definition, reference, _, _) in KINDS.items():
        site.write(f"to-{kind}.rst", f":orphan:\n\nTo it\n=====\n\n{reference}\n")
        for name in "abc":
            write(site, f"{kind}-{name}", definition.format(name))
    assert told(site) == expected("a", "bc")

    for edited in ("b", "a", "c"):
        for kind, (definition, *_) in KINDS.items():
            write(site, f"{kind}-{edited}", f"{definition.format(edited)}\nMore.\n")
        assert told(site) == expected("a", "bc")
        assert site.contents() == clean_contents(site)
        for kind in KINDS:
            links = site.page(f"to-{kind}").select(".body a.internal")
            assert {str(link["href"]).partition("#")[0] for link in links} == {f"posts/{kind}-a.html"}

    for kind in KINDS:
        write(site, f"{kind}-a", "Nothing.\n")
    assert told(site) == expected("b", "c")
    assert site.contents() == clean_contents(site)

    for kind in KINDS:
        (site.source / f"posts/{kind}-b.rst").unlink()
    assert told(site) == []
    assert site.contents() == clean_contents(site)


def test_two_definitions_in_one_document_are_told(site: Site) -> None:
    write(site, "a", KINDS["term"][0] + "\n" + KINDS["term"][0])
    for _ in range(2):
        (warning,) = told(site)
        assert warning == "posts/a.rst:12: WARNING: duplicate term description of Word, other instance in posts/a"


@pytest.mark.parametrize(("before", "after", "line"), [("", "", 10), (":::{note}\n", ":::\n", 11)])
def test_a_term_has_its_line_in_markdown_too(site: Site, before: str, after: str, line: int) -> None:
    for name in "ab":
        site.post(
            name,
            name,
            "2020-06-25",
            body=f"{before}```{{glossary}}\n{name}\n  Its meaning.\n\nWord\n  Its meaning.\n```\n{after}",
        )
    (warning,) = told(site)
    assert warning.startswith(
        f'posts/b.md:{line}: WARNING: the term "Word" is already defined in posts/a.md, line {line}'
    )


def test_terms_that_differ_in_case_alone_are_two_of_which_the_first_is_found_by_either(site: Site) -> None:
    site.write("index.rst", "Small\n=====\n\n:term:`word` :term:`WORD`\n")
    write(site, "b", ".. glossary::\n\n   Word\n      Its meaning.\n")
    write(site, "a", ".. glossary::\n\n   WORD\n      Its meaning.\n")
    assert told(site) == []
    assert site.contents() == clean_contents(site)
    write(site, "b", ".. glossary::\n\n   Word\n      Another meaning.\n")
    assert told(site) == []
    assert site.contents() == clean_contents(site)


OTHER = """
from docutils.parsers.rst import Directive
from sphinx.domains.std import StandardDomain

class Mine(Directive):
    required_arguments = 1

    def run(self):
        env = self.state.document.settings.env
        env.domains.standard_domain.note_object("envvar", self.arguments[0], "place")
        return []

class Theirs(StandardDomain):
    directives = {**StandardDomain.directives, "mine": Mine}

def setup(app):
    app.add_domain(Theirs, override=True)
"""
"""Settings with a domain in the place of Sphinx's."""


def test_what_another_extensions_domain_is_told_is_noted_too(site: Site) -> None:
    site.write("conf.py", (site.source / "conf.py").read_text(encoding="utf-8") + OTHER)
    for name in "ab":
        write(site, name, ".. mine:: thing\n")
    for _ in range(2):
        (warning,) = told(site)
        assert warning == (
            'posts/b.rst: WARNING: the envvar "thing" is already defined in posts/a.rst: '
            "keep one of the two, or rename one [weblog.label]"
        )
