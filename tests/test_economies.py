"""What is spared: it costs no document anything, changes no byte, and would cost each document without us."""

from __future__ import annotations

import functools
import logging
import os
import re
from collections import ChainMap
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import quote

import docutils.frontend
import docutils.utils
import myst_parser.mdit_to_docutils.base as myst
import myst_parser.parsers.options
import pydata_sphinx_theme.toctree
import pytest
import sphinx.builders
import sphinx.builders.html
import sphinx.events
import sphinx.locale
import sphinx.util.docutils
import sphinx_book_theme
from docutils.readers.standalone import Reader
from hypothesis import given
from hypothesis import strategies as st
from jinja2.sandbox import SandboxedEnvironment
from markdown_it import MarkdownIt
from myst_parser.parsers import directives, sphinx_
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.options import TokenizeError, options_to_tokens
from sphinx.events import EventManager
from sphinx.util import osutil

from weblog import builder, economies, exports
from weblog.stock import Stock
from weblog.talk_pages import TalkPages

from .sites import Site
from .strategies import TITLES

POSTS = 9
REPEATED = {
    "the options of docutils": (docutils.frontend.OptionParser, "populate_from_components", 2),
    "the search for docutils' style sheet": (docutils.utils, "find_file_in_dirs", 3),
    "the parts of a parser of Markdown": (MarkdownIt, "configure", 1),
    "the search for translations": (sphinx.locale, "translation", 1),
    "the folder of the theme": (sphinx_book_theme, "get_html_theme_path", 1),
    "the files behind styles and scripts": (sphinx.builders.html, "_file_checksum", 5),
    "the files of the theme": (os, "stat", 2),
    "functions that remember": (functools, "update_wrapper", 5),
    "a button to launch a notebook": (sphinx_book_theme, "add_launch_buttons", 1),
    "the way to a page, taken to pieces": (sphinx.builders.html, "relative_uri", 10),
    "the address of a page": (sphinx.builders.html, "quote", 10),
    "what all templates know": (ChainMap, "__iter__", 5),
    "an option, letter by letter": (myst_parser.parsers.options.StreamBuffer, "peek", 20),
}
"""What -> the function that does it, and how often it would for each document."""
ABOUT = {"the files of the theme": "sphinx_book_theme"}
"""What -> the word in the arguments of the calls that count, where not all of them do."""


def times(site: Site, monkeypatch: pytest.MonkeyPatch, what: str) -> int:
    """How often a build does it."""
    where, name, _ = REPEATED[what]
    calls = 0
    function = getattr(where, name)

    def counted(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += what not in ABOUT or ABOUT[what] in repr(args)
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
    patch.setattr(directives, "options_to_tokens", options_to_tokens)
    patch.setattr(
        sphinx_book_theme,
        "get_html_theme_path",
        lambda: Path(sphinx_book_theme.__file__).parent / "theme/sphinx_book_theme",
    )
    patch.setattr(pydata_sphinx_theme.toctree, "cache", functools.cache)
    patch.setattr(sphinx.builders, "relative_uri", osutil.relative_uri)
    patch.setattr(sphinx.builders.html, "relative_uri", osutil.relative_uri)
    patch.setattr(sphinx.builders.html, "quote", quote)
    for name in vars(economies):
        if name.startswith("of_"):
            patch.setattr(economies, name, lambda *_: None)
    for name in ("update_page_context", "prepare_writing"):
        patch.delattr(builder.LeavesAlone, name)


@pytest.mark.parametrize("what", REPEATED)
def test_more_documents_ask_for_it_no_more_often(site: Site, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    site.post("2020/06/01/post", "The first", "", ":location: Utrecht, NL")
    before = times(site, monkeypatch, what)
    for day in range(2, 2 + POSTS):
        site.post(f"2020/06/{day:02}/post", f"Post {day}", "", ":location: Utrecht, NL")
    assert times(site, monkeypatch, what) <= before


@pytest.mark.parametrize("what", REPEATED)
def test_sphinx_alone_still_does_it_for_each_document(site: Site, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """A canary: on the day that this fails, the economy can go."""
    _, _, each = REPEATED[what]
    spend(monkeypatch)
    for day in range(1, 1 + POSTS):
        site.post(f"2020/06/{day:02}/post", f"Post {day}", "", ":location: Utrecht, NL")
    assert times(site, monkeypatch, what) >= each * POSTS


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


@pytest.mark.parametrize("theme", ["basic", "sphinx_book_theme"])
def test_what_is_made_is_what_sphinx_alone_would_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    sites = [Site.from_root(tmp_path / name, "talks") for name in ("ours", "theirs")]
    sites[0].build(html_theme=theme)
    spend(monkeypatch)
    sites[1].build(html_theme=theme)
    assert sites[0].contents() == sites[1].contents()


def test_what_a_page_shows_is_put_together_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    for owner, name in ((Stock, "facts_of"), (TalkPages, "talks"), (TalkPages, "events"), (TalkPages, "speakers")):
        function = getattr(owner, name)

        def noted(owner: object, of: object, *rest: object, function: Any = function, **options: object) -> object:
            asked.append(of)
            return function(owner, of, *rest, **options)

        monkeypatch.setattr(owner, name, noted)
    Site.from_root(tmp_path, "talks").build()
    assert sorted(map(repr, asked)) == sorted(map(repr, set(asked)))


def test_the_library_of_calendars_is_loaded_where_a_calendar_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = []
    load = exports.load_icalendar

    def noted() -> ModuleType:
        loaded.append("once more")
        return load()

    monkeypatch.setattr(exports, "load_icalendar", noted)
    site = Site.from_root(tmp_path, "talks")
    site.build()
    assert loaded
    loaded.clear()
    for name in ("posts/2020/06/26/closing", "events/conf-2020"):
        before = (site.source / f"{name}.md").read_text(encoding="utf-8")
        site.write(f"{name}.md", f"{before}\nA word.\n")
    site.build()
    assert loaded == []


def test_nobody_looks_for_garbage_when_a_build_is_done(site: Site) -> None:
    """All that it made would be looked through, only for Python to end then."""
    with (site.source / "conf.py").open("a") as settings:
        settings.write(HANDLERS)
    site.post("2020/06/01/post")
    site.build()
    before, after = (int((site.source / name).read_text()) for name in ("before", "after"))
    assert after == before


HANDLERS = """
import gc
kept = []
def before(app, exception):
    kept.extend([] for _ in range(2000))
    (app.srcdir / "before").write_text(str(gc.get_stats()[0]["collections"]))
def after(app, exception):
    kept.extend([] for _ in range(100))
    (app.srcdir / "after").write_text(str(gc.get_stats()[0]["collections"]))
def setup(app):
    app.connect("build-finished", before, priority=400)
    app.connect("build-finished", after, priority=600)
"""
"""Settings that note how often Python has looked for new garbage, before and after the extension is done."""
NAMES = st.sampled_from(["a", "b", "ab", "index.html", "a.html", "%C3%A9"])
FOLDERS = st.lists(st.sampled_from(["posts", "po", "2020", "a"]), max_size=4).map(
    lambda names: "".join(f"{name}/" for name in names)
)


@given(
    base=st.builds("{}{}{}".format, FOLDERS, NAMES, st.sampled_from(["", "#place", "#a/b"])),
    to=st.builds(
        "{}{}{}{}".format, st.sampled_from(["", "", "/"]), FOLDERS, NAMES | st.just(""), st.sampled_from(["", "#a/b"])
    ),
)
def test_the_way_to_a_page_is_the_one_that_sphinx_takes(base: str, to: str) -> None:
    assert economies.relative_uri(base, to) == osutil.relative_uri(base, to)


LINES = st.lists(
    st.one_of(
        st.builds(
            "{}:{}{}{}".format,
            st.sampled_from(["event", "other-names", "a b", "'a'", ""]),
            st.sampled_from(["", " ", "  "]),
            TITLES,
            st.sampled_from(["", " ", "\t"]),
        ),
        st.builds("  {}".format, TITLES),
        st.sampled_from(
            [
                "",
                "# comment",
                "event: a # comment",
                "url: https://a.example/b?c=d#e",
                "event: |",
                "event: 'a",
                "event: a\x85b",
            ]
        ),
    ),
    max_size=4,
)


@given(lines=LINES)
def test_options_are_what_myst_reads(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        expected = options_to_tokens(text)
    except TokenizeError as error:
        with pytest.raises(TokenizeError, match=re.escape(str(error))):
            economies._tokens(text)
    else:
        assert economies._tokens(text) == expected


def test_a_function_that_remembers_is_called_once_for_what_it_is_asked() -> None:
    calls = []

    @economies._remembers
    def function(*args: int, **kwargs: int) -> int:
        calls.append((args, kwargs))
        return len(calls)

    found = function(1), function(2), function(1), function(1, a=2), function(1, a=2), function(2)
    assert found == (1, 2, 1, 3, 3, 2)


def test_templates_see_what_others_add_to_what_all_of_them_know() -> None:
    environment = SandboxedEnvironment()
    economies.of_templates(environment)
    template = environment.from_string("{{ later }}{{ own }}", globals={"own": "!"})
    environment.globals["later"] = "seen"
    assert (template.render(), environment.from_string("{{ later }}{{ own }}").render()) == ("seen!", "seen")


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
