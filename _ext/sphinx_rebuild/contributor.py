"""What an extension tells the engine about pages that hang on more than their own sources.

Owns: `Contributor`, and the values that go through it. Must not: do anything itself. In: an extension's own class. Out:
what the engine asks it for, in the order of the build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from datetime import datetime

    from docutils import nodes
    from sphinx.application import Sphinx

    from .build_view import BuildView

EVENT = "sphinx-rebuild-contributors"
"""The event that asks extensions for their contributors, when the builder is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A generated page: its address, its template and all that it shows."""

    pagename: str
    template: str
    title: str  # as text
    facts: Mapping[str, object]
    owner: str = ""  # the document that a redirect leads to
    line: int = 1  # where that document asks for it
    is_searched: bool = False  # its title is a hit of the search

    @property
    def title_as_html(self) -> str:
        """The title as templates are given it."""
        return escape(self.title)


class LaterFacts(Mapping[str, object]):
    """What a page shows, put together when first looked at: an edit that is no news to other pages asks for few."""

    def __init__(self, make: Callable[[], Mapping[str, object]], /) -> None:
        self._make = make

    @cached_property
    def _facts(self) -> Mapping[str, object]:
        return self._make()

    def __getitem__(self, name: str, /) -> object:
        """One fact."""
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        """The names of all facts."""
        return iter(self._facts)

    def __len__(self) -> int:
        """How many facts there are."""
        return len(self._facts)

    def __repr__(self) -> str:
        return repr(self._facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """An entry in the table of contents of a book (EPUB): a page, or a place on it. The highest level is 1."""

    level: int
    title: str  # as text
    pagename: str
    anchor: str = ""  # "#place"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A generated file: its path in the output, the digest of what it is made of, and how it is made."""

    path: str
    digest: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Something that a document defines and an earlier one has defined: a label, a term, a function, ..."""

    domain: str
    table: str  # of the domain's data
    key: Hashable
    docname: str
    line: int | None
    owner: str  # the document whose definition counts; "" for one of Sphinx's own
    owner_line: int | None
    is_explicit: bool  # the author gave the name; an extension that names headings didn't


class Contributor:
    """An extension's part in a build. Each method has a default of "nothing"."""

    name: str
    tables: tuple[str, ...] = ()
    """Names of plain data by document, which the engine keeps in the environment, purges, merges and digests."""
    signatures: Mapping[str, tuple[bytes, ...]] = MappingProxyType({})
    """Ending of generated files -> what they have in them, by which those of a lost build are known."""
    settings_left_out: frozenset[str] = frozenset()
    """Settings that hold names of files, and no content."""
    code_left_out: frozenset[str] = frozenset()
    """Modules and packages of its own that no page is made with: commands, which may build a site or not."""
    files_at_top: tuple[str, ...] = ()
    """Files in the output folder that no other program makes."""

    def begin(self, site: BuildView, /) -> None:
        """Takes the site, when the builder and the environment are there."""
        self.site = site

    def hold_back(self, docnames: Iterable[str], /) -> list[str]:
        """The documents among these that this build is not to see."""
        return []

    def reread(self) -> Iterable[str]:
        """The documents to read though their files are as they were."""
        return ()

    def all_read(self) -> None:
        """Puts together what all documents have said; once a build in which anything changed.

        What it warned of in the last build is told again where documents share what they shared, and it isn't heard.
        """

    def facts(self, docname: str, /) -> object:
        """One plain value: all that a document's page shows beyond its source and what it looks up."""
        return None

    def on_every_page(self) -> object:
        """One plain value: what stands on every page."""
        return None

    def besides_documents(self) -> object:
        """One plain value: what it takes from other files than documents. With another one all is put together anew."""
        return None

    def lacking_output(self) -> set[str]:
        """The documents whose pages have to be written for the sake of other files."""
        return set()

    def pages(self) -> Mapping[str, Page]:
        """The generated pages, by their names."""
        return {}

    def page_variables(self) -> Mapping[str, object]:
        """What the templates of all generated pages are given besides the page's facts: functions and the like, which
        are the same in each build.
        """
        return {}

    def files(self) -> Iterable[File]:
        """The generated files."""
        return ()

    def tidy(self) -> None:
        """Removes what it keeps beside the environment and has no use for any more."""

    def has_search(self) -> bool:
        """True if it has a search page in the place of Sphinx's."""
        return False

    def before_html(self, docname: str, doctree: nodes.document, /) -> None:
        """Changes a resolved document right before it becomes HTML; what is searched is taken before."""

    def page_context(self, pagename: str, context: Mapping[str, Any], /) -> Mapping[str, Any]:
        """What is added to the context of a page's template."""
        return {}

    def is_written_over(self, docname: str, /) -> bool:
        """True for a document whose page is written like a generated one: other extensions are given no doctree."""
        return False

    def keeps_good_pages(self) -> bool:
        """True if a document with a mistake is to keep the page that it had."""
        return False

    def static_files_copied(self) -> None:
        """Finishes static files before any page names them."""

    # Of a book (EPUB), which is made anew in each build

    def left_out_of_book(self) -> frozenset[str]:
        """The documents that a book goes without."""
        return frozenset()

    def book_pages(self) -> Iterable[Page]:
        """The pages that a book has beside documents, in the place of one that it goes without, if of its name."""
        return ()

    def book_contents(self, chapters: Sequence[Chapter], /) -> Sequence[Chapter]:
        """The table of contents, by which a book is read, made of the one that Sphinx has."""
        return chapters

    def book_moment(self) -> datetime | None:
        """When what a book holds was last changed, aware; None if nobody knows."""
        return None

    def warn_duplicate(self, duplicate: Duplicate, /) -> bool:
        """Tells of a duplicate; False leaves that to the engine."""
        return False

    def is_slow(self, docname: str, /) -> bool:
        """True for a document whose page takes far longer to write than its source tells."""
        return False


def contribute(app: Sphinx, contributor: Callable[[Sphinx], Contributor], /) -> None:
    """Has a contributor made and asked in each build of an application."""
    if EVENT not in app.events.events:
        app.add_event(EVENT)
    app.connect(EVENT, contributor)
