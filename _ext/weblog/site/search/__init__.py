"""The search in one build: which words are kept of which document, and the file that is made of them.

Owns: when the index of the search page is there and what it hangs on. Must not: know its form, read a document. In: the
build, resolved documents, a `Whole`. Out: a `File` for the engine.

What cuts words and makes the index is imported when first needed: a build that has nothing to do goes without.
"""

from __future__ import annotations

import pickle
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

from sphinx_rebuild import File
from sphinx_rebuild.digests import digest
from sphinx_rebuild.files import write_if_different
from weblog.posts.byline import show_date
from weblog.site.search.own_file import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_rebuild import BuildView
    from weblog.site.search.index import Entries
    from weblog.site.search.places import Places
    from weblog.site.search.text import KeptText, Parts, SearchTexts, State, Stems
    from weblog.site.whole import Whole

TEMPLATE = "weblog/search.html"
NO_SEARCH = ("no-search", "nosearch")
"""A page's fields by which its author keeps its words from any search of Sphinx's."""


def shows_search(app: Sphinx, /) -> bool:
    """True if the site's own template of the search page shows the weblog's."""
    files = (Path(app.confdir, folder, "search.html") for folder in app.config.templates_path)
    found = next((file for file in files if file.is_file()), None)
    return found is not None and TEMPLATE in found.read_text(encoding="utf-8", errors="replace")


class Kept(TypedDict):
    """What a build leaves to the next one."""

    inputs: str  # the digest of what all pages hang on
    shared: str  # that of what documents give to other pages
    texts: dict[str, KeptText]  # by document
    entries: Entries
    places: Places
    days: dict[date, str]  # as readers see them


class Search:
    """The search of one build."""

    def __init__(self, build: BuildView, /) -> None:
        self.build, self.app = build, build.app
        setting = self.app.config.weblog_search
        self.is_wanted = build.makes_pages and bool(shows_search(self.app) if setting is None else setting)
        self.kept = build.folder / "search.pickle"

    @cached_property
    def texts(self) -> SearchTexts:
        """The words of documents, as they are kept."""
        from weblog.site.search.text import SearchTexts

        return SearchTexts(self.build.folder / "words")

    @cached_property
    def _stems(self) -> Stems:
        from weblog.site.search.text import Stems

        return Stems(self.app.builder.indexer.lang)  # type: ignore[attr-defined]

    def lacking(self) -> set[str]:
        """The documents whose words aren't kept."""
        return self.texts.lacking(self.build.env.found_docs) if self.is_wanted else set()

    def keep_words(self, docname: str, doctree: nodes.document, whole: Whole, /) -> None:
        """Keeps the words of a document."""
        from weblog.site.search.text import NO_WORDS, parts_of

        if self.is_wanted:
            programme = whole.talk_pages.programme
            sections = {talk.section for talk in programme.by_document.get(docname, ())}
            sections |= {post.section for post in whole.catalog.in_document(docname)}
            parts = parts_of(doctree, sections - {""}, self._stems)
            if any(name in self.build.env.metadata[docname] for name in NO_SEARCH):
                parts = dict.fromkeys(parts, NO_WORDS)
            self.texts.keep(docname, parts)

    def files(self, whole: Whole, /) -> Iterator[File]:
        """The index, if conf.py asks for it."""
        if not self.is_wanted:
            return
        states = self.texts.states()
        content_digest = digest(self.build.inputs(), self.build.shared(), states)
        path = path_of(whole.catalog.settings.path)
        yield File(path=path, digest=content_digest, make=partial(self._make, whole, states))

    def _make(self, whole: Whole, states: Mapping[str, State]) -> bytes:
        from weblog.site.search import index, places

        inputs, shared = self.build.inputs(), self.build.shared()
        last = self._last()
        texts = self.texts.parts(sorted(self.build.env.found_docs), states, last["texts"] if last else {})
        parts = {docname: found for docname, (_, found) in texts.items()}
        days = last["days"] if last else {}
        entries = last["entries"] if last and last["shared"] == shared else self._entries(whole, parts, days)
        own_parts = index.parts_of(entries, parts)
        of_entries = zip(entries["keys"], entries["columns"]["titles"], own_parts, strict=True)
        sources = {key: (title, part["words"]) for key, title, part in of_entries if part}
        before = last["places"] if last else places.NOTHING
        found = places.places_of(entries["keys"], sources, before, self._stems.of_text)
        kept: Kept = {
            "inputs": inputs,
            "shared": shared,
            "texts": texts,
            "entries": entries,
            "places": found,
            "days": days,
        }
        write_if_different(self.kept, pickle.dumps(kept))
        return index.script(entries, own_parts, found["signs"], has_stems=self._stems.is_stemmed)

    def _entries(self, whole: Whole, parts: Parts, days: dict[date, str]) -> Entries:
        """All that can be found; `days` are those that are written out already, and take the others."""
        from weblog.site.search import index

        env, config = self.build.env, self.app.config

        def shown(day: date) -> str:
            if day not in days:
                days[day] = show_date(day, config)
            return days[day]

        titles = {docname: env.titles[docname].astext() for docname in env.found_docs}
        return index.entries_of(whole, titles, parts, self.app.builder.get_target_uri, shown)

    def _last(self) -> Kept | None:
        """What the last build has kept, so that a word costs little; nothing if it was made by other rules."""
        try:
            found = cast("Kept", pickle.loads(self.kept.read_bytes()))
            return found if found["inputs"] == self.build.inputs() else None
        except (OSError, ValueError, LookupError, TypeError, EOFError, pickle.PickleError, AttributeError):
            return None

    def tidy(self) -> None:
        """Removes what is kept of documents that are gone."""
        if self.is_wanted:
            self.texts.tidy(self.build.env.found_docs)
