"""What is spared: it costs no document anything, changes no byte, and would cost each document without us."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import TYPE_CHECKING

import docutils.frontend
import docutils.utils
import myst_parser.mdit_to_docutils.base as myst
import pytest
import sphinx.builders.html
import sphinx.events
import sphinx.locale
import sphinx.util.docutils
import sphinx_book_theme
from docutils.readers.standalone import Reader
from jinja2.sandbox import SandboxedEnvironment
from markdown_it import MarkdownIt
from myst_parser.parsers import sphinx_
from myst_parser.parsers.mdit import create_md_parser
from sphinx.events import EventManager

from weblog import builder, economies

from .sites import Site

if TYPE_CHECKING:
    from pathlib import Path

POSTS = 9
REPEATED = {
    "the options of docutils": (docutils.frontend.OptionParser, "populate_from_components", 2),
    "the search for docutils' style sheet": (docutils.utils, "find_file_in_dirs", 3),
    "the parts of a parser of Markdown": (MarkdownIt, "configure", 1),
    "the search for translations": (sphinx.locale, "translation", 1),
    "the folder of the theme": (sphinx_book_theme, "get_html_theme_path", 1),
    "the files behind styles and scripts": (sphinx.builders.html, "_file_checksum", 5),
}
"""What -> the function that does it, and how often it would for each document."""


def times(site: Site, monkeypatch: pytest.MonkeyPatch, where: object, name: str) -> int:
    """How often a build calls a function."""
    calls = 0
    function = getattr(where, name)

    def counted(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        return function(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(where, name, counted)
        assert site.build(html_theme="sphinx_book_theme").warnings == []
    return calls


def spend(patch: pytest.MonkeyPatch) -> None:
    """Leaves everything as Sphinx has it."""
    patch.setattr(sphinx.util.docutils, "OptionParser", docutils.frontend.OptionParser)
    patch.setattr(myst, "get_default_settings", docutils.frontend.get_default_settings)
    patch.setattr(sphinx_, "create_md_parser", create_md_parser)
    for name in ("of_messages", "of_options", "of_markdown", "of_translations", "of_templates", "of_theme"):
        patch.setattr(economies, name, lambda *_: None)
    for name in ("update_page_context", "prepare_writing"):
        patch.delattr(builder.LeavesAlone, name)


@pytest.mark.parametrize("what", REPEATED)
def test_more_documents_ask_for_it_no_more_often(site: Site, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    where, name, _ = REPEATED[what]
    site.post("2020/06/01/post", "The first")
    before = times(site, monkeypatch, where, name)
    for day in range(2, 2 + POSTS):
        site.post(f"2020/06/{day:02}/post", f"Post {day}")
    assert times(site, monkeypatch, where, name) <= before


@pytest.mark.parametrize("what", REPEATED)
def test_sphinx_alone_still_does_it_for_each_document(site: Site, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """A canary: on the day that this fails, the economy can go."""
    where, name, each = REPEATED[what]
    spend(monkeypatch)
    for day in range(1, 1 + POSTS):
        site.post(f"2020/06/{day:02}/post", f"Post {day}")
    assert times(site, monkeypatch, where, name) >= each * POSTS


def test_each_document_is_parsed_by_its_own_settings(site: Site) -> None:
    """The parser of one is that of the next only where both have the same settings."""
    own = "---\norphan: true\nmyst:\n  enable_extensions: [deflist]\n---\n\n"
    common = "---\norphan: true\n---\n\n"
    for name, head in (("a", common), ("b", own), ("c", common), ("d", own)):
        site.write(f"{name}.md", f"{head}# Title\n\nTerm\n: Meaning\n")
    site.build(myst_enable_extensions=[])
    assert [bool(site.page(name).select("dl")) for name in "abcd"] == [False, True, False, True]


def test_a_document_parsed_within_another_has_a_parser_of_its_own(site: Site) -> None:
    site.write("inner.txt", "Inner words[^1].\n\n[^1]: An inner note.\n")
    nested = "```{eval-rst}\n.. include:: /inner.txt\n   :parser: myst_parser.sphinx_\n```"
    site.write("outer.md", f"# Outer\n\nOuter words[^2].\n\n{nested}\n\n## Last\n\n[^2]: An outer note.\n")
    site.write("before.md", "# Before\n")
    site.write("index.rst", "Weblog\n======\n\n.. toctree::\n\n   before\n   outer\n")
    assert site.build().warnings == []
    shown = " ".join(site.page("outer").get_text().split())
    assert [words in shown for words in ("Inner words", "inner note", "Last", "outer note")] == [True] * 4


def test_what_is_made_is_what_sphinx_alone_would_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = [Site.from_root(tmp_path / name, "talks") for name in ("ours", "theirs")]
    sites[0].build()
    spend(monkeypatch)
    sites[1].build()
    assert sites[0].contents() == sites[1].contents()


@pytest.mark.filterwarnings("ignore:The frontend:DeprecationWarning")
def test_options_asked_for_otherwise_are_others() -> None:
    parser = economies._LastParser()
    first = parser(components=[Reader], defaults={"traceback": True})
    assert parser(components=[Reader()], defaults={"traceback": True}) is first
    other = parser(components=[Reader], defaults={"traceback": False})
    assert (other is not first, other.get_default_values().traceback) == (True, False)


@pytest.mark.filterwarnings("ignore:The frontend:DeprecationWarning")
def test_each_document_has_settings_of_its_own() -> None:
    parser = economies._LastParser()
    one, other = (parser(components=[Reader], defaults={}).get_default_values() for _ in range(2))
    one.record_dependencies.add("a-file")
    one.title = "Another title"
    assert (other.record_dependencies.list, other.title) == ([], None)


@pytest.mark.parametrize(("verbosity", "is_told"), [(-1, False), (0, False), (1, False), (2, True)])
def test_who_wants_to_see_every_event_sees_it(verbosity: int, is_told: bool) -> None:
    economies.of_messages(verbosity)
    assert logging.getLogger("sphinx.sphinx.events").isEnabledFor(logging.DEBUG) == is_told
    assert logging.getLogger("sphinx.sphinx.events").isEnabledFor(logging.INFO)


@pytest.mark.parametrize(("verbosity", "is_told"), [(0, False), (2, True)])
def test_what_an_event_is_about_is_written_out_for_those_alone_who_see_it(verbosity: int, is_told: bool) -> None:
    written_out = []

    class Value:
        def __repr__(self) -> str:
            written_out.append(self)
            return "value"

    economies.of_messages(verbosity)
    events = EventManager(SimpleNamespace(pdb=False))  # type: ignore[arg-type]
    events.add("seen")
    events.emit("seen", Value())
    assert bool(written_out) == is_told


def test_a_build_makes_no_message_that_nobody_sees(site: Site) -> None:
    site.build()
    assert not logging.getLogger("sphinx.sphinx.events").isEnabledFor(logging.DEBUG)


def test_templates_may_do_what_a_sandbox_refuses() -> None:
    environment = SandboxedEnvironment()
    economies.of_templates(environment)
    assert environment.from_string("{{ word.__class__.__name__ }} {{ word.upper() }}").render(word="a") == "str A"
