"""The weblog as a book (EPUB): which documents it has, in which order, and what stands between them.

Owns: the chapters, and the pages that a book alone has: of its title, its years, its speakers. Must not: know how it
is packed. In: what the weblog consists of when all is read, the site's own table of contents. Out: `Page`s, `Chapter`s.

A year is a chapter; in it events and other posts stand in order of date, an event's posts in the order of its talks.
The site's other pages stand before them as in its own table of contents. Pages that are lists and little else lead
around a site; in a book its table of contents does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from babel.dates import format_date

from sphinx_rebuild.contributor import Chapter, Page
from weblog.posts.links import Link
from weblog.posts.words import say
from weblog.talks.model import SPEAKERS
from weblog.talks.queries import link_to_event, link_to_talk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from weblog.posts.catalog import Catalog
    from weblog.posts.model import Post
    from weblog.talks.model import Event
    from weblog.talks.programme import Programme

TITLE_PAGE = "title-page"
NO_POST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first day that files in a zip can be of."""
NOT_FOUND = frozenset({"404", "search"})
"""Documents that other extensions show in the place of a page that isn't there, or of the search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a chapter: an event with its posts, a post with its talks."""

    link: Link
    day: date
    moment: float  # in seconds, which orders the posts of a day
    inner: tuple[Part, ...] = ()


class Book:
    """The weblog in one book."""

    def __init__(
        self,
        catalog: Catalog,
        programme: Programme,
        documents: Collection[str],
        title_of: Callable[[str], str],
        facts: Mapping[str, object],
        /,
    ) -> None:
        """`documents` are those that the book has, `facts` what its title page shows."""
        self.catalog, self.programme, self.title_of = catalog, programme, title_of
        self.documents = frozenset(documents)
        self.facts = facts

    @cached_property
    def moment(self) -> datetime:
        """When a post was last changed; without any a day that doesn't hang on the clock."""
        moments = [moment for post in self.catalog.visible if (moment := post.updated or post.date)]
        return max(moments, default=NO_POST)

    # Its parts

    @cached_property
    def years(self) -> Mapping[int, list[Part]]:
        """The years with their parts, in order of time."""
        found: dict[int, list[Part]] = {}
        for part in sorted(self._parts(), key=lambda part: (part.day, part.moment, part.link.pagename)):
            found.setdefault(part.day.year, []).append(part)
        return found

    def _parts(self) -> Iterator[Part]:
        by_document: dict[str, list[Post]] = {}
        for post in reversed(self.catalog.visible):
            if post.date and post.docname in self.documents:
                by_document.setdefault(post.docname, []).append(post)
        by_event: dict[str, list[Part]] = {}
        for docname, posts in by_document.items():
            part = self._part_of(docname, posts)
            event = self._event_of(posts)
            if event is None or event.docname == docname:
                yield part
            else:
                by_event.setdefault(event.id, []).append(part)
        for event in self.programme.events:
            parts = by_event.get(event.id, [])
            first = self.programme.first_day(event) or min((part.day for part in parts), default=None)
            if event.docname in self.documents and event.docname not in by_document and first:
                inner = sorted(parts, key=self._place_in(event))
                yield Part(link=link_to_event(event), day=first, moment=0.0, inner=tuple(inner))
            else:
                yield from parts

    def _event_of(self, posts: Iterable[Post]) -> Event | None:
        """The one event that the posts of a document are about."""
        names = {label.slug for post in posts for label in post.labels_of("event")}
        return self.programme.events_by_id.get(names.pop()) if len(names) == 1 else None

    def _place_in(self, event: Event) -> Callable[[Part], tuple[int, date, float, str]]:
        places: dict[str, int] = {}
        for place, talk in enumerate(self.programme.by_event.get(event.id, ())):
            places.setdefault(talk.docname, place)
        return lambda part: (
            places.get(part.link.pagename, len(places)),
            part.day,
            part.moment,
            part.link.pagename,
        )

    def _part_of(self, docname: str, posts: Sequence[Post]) -> Part:
        """A document with posts, the oldest first: one, or several sections."""
        first = posts[0].date or datetime.min
        whole = next((post for post in posts if not post.section), None)
        inner = [Link(text=post.title, pagename=docname, anchor=post.anchor) for post in posts if post.section]
        inner = inner or [link_to_talk(talk) for talk in self.programme.by_document.get(docname, ()) if talk.section]
        return Part(
            link=Link(text=whole.title if whole else self.title_of(docname), pagename=docname),
            day=first.date(),
            moment=first.timestamp(),
            inner=tuple(Part(link=link, day=first.date(), moment=0.0) for link in inner),
        )

    def _year_page(self, year: int) -> Link:
        titles = {found.label.slug: found.title for found in self.catalog.years}
        locale = self.catalog.settings.locale
        title = titles.get(f"{year:04}") or format_date(date(year, 1, 1), "yyyy", locale=locale)
        return Link(text=title, pagename=f"{self.catalog.settings.path}/{year:04}")

    @cached_property
    def speakers(self) -> tuple[tuple[Link, tuple[Link, ...]], ...]:
        """The speakers by family name, and their talks."""
        return tuple(
            (
                Link(text=speaker.name, pagename=speaker.docname if speaker.docname in self.documents else ""),
                tuple(map(link_to_talk, self.programme.by_speaker.get(speaker.slug, ()))),
            )
            for speaker in self.programme.speakers
        )

    # What the engine is told

    def pages(self) -> Iterator[Page]:
        """The pages that have no document, but for those in whose place the author has put one."""
        for page in self._pages():
            if page.pagename not in self.documents:
                yield page

    def _pages(self) -> Iterator[Page]:
        yield Page(
            pagename=TITLE_PAGE,
            template="weblog/book-title.html",
            title=str(self.facts["book_title"]),
            facts=self.facts,
        )
        for year, parts in self.years.items():
            link = self._year_page(year)
            yield Page(
                pagename=link.pagename, template="weblog/book-year.html", title=link.text, facts={"parts": parts}
            )
        if self.speakers:
            facts = {"speakers": self.speakers}
            yield Page(pagename=SPEAKERS, template="weblog/book-speakers.html", title=say("Speakers"), facts=facts)

    def contents(self, chapters: Sequence[Chapter], /) -> Iterator[Chapter]:
        """The title, what the site has in its own table of contents, the years, the speakers."""
        if TITLE_PAGE not in self.documents:
            yield Chapter(level=1, title=str(self.facts["book_title"]), pagename=TITLE_PAGE)
        chronicle = [
            *(found for year, parts in self.years.items() for found in _chapters(1, self._year_page(year), parts)),
            *self._of_speakers(),
        ]
        placed = {chapter.pagename for chapter in chronicle}
        yield from (chapter for chapter in chapters if chapter.pagename not in placed)
        yield from chronicle

    def _of_speakers(self) -> Iterator[Chapter]:
        if self.speakers:
            yield Chapter(level=1, title=say("Speakers"), pagename=SPEAKERS)
        for speaker, _ in self.speakers:
            if speaker.pagename:
                yield Chapter(level=2, title=speaker.text, pagename=speaker.pagename)


def _chapters(level: int, link: Link, parts: Iterable[Part]) -> Iterator[Chapter]:
    yield Chapter(level=level, title=link.text, pagename=link.pagename, anchor=link.anchor)
    for part in parts:
        yield from _chapters(level + 1, part.link, part.inner)
