"""The pages of events, talks and speakers, and what other pages show of them: their facts.

Owns: the generated pages of speakers, the overviews, the lists that directives ask for. Must not: know Sphinx, render
anything. In: a `Programme` and a `Catalog`. Out: `Page`s and plain values of exactly what is shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_rebuild.contributor import LaterFacts, Page
from weblog.posts.excerpt import shortened
from weblog.posts.links import REDIRECT, Link, link_to_feed
from weblog.posts.long_lists import anchor_of, by_year, is_divided, title_of
from weblog.posts.model import slug
from weblog.posts.words import say
from weblog.talks.model import EVENTS, MATERIALS, SPEAKERS, TALKS
from weblog.talks.names import as_typed, fold
from weblog.talks.programme import newest_first
from weblog.talks.queries import (
    EventCard,
    EventQuery,
    SpeakerQuery,
    TalkGroup,
    TalkQuery,
    TalkRow,
    link_to_event,
    link_to_speaker,
    link_to_talk,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weblog.posts.catalog import Catalog
    from weblog.posts.model import Collection
    from weblog.talks.model import Event, Speaker, Talk
    from weblog.talks.programme import Programme

SPEAKER = "weblog/speaker.html"
"""The template of a speaker's generated page."""
LONGEST = 140
"""Characters of the first words of a talk that its event's page shows: two lines, three on a phone."""


class TalkPages:
    """What pages show of one programme; every row is made once."""

    def __init__(self, programme: Programme, catalog: Catalog, words: Mapping[str, str], /) -> None:
        """`words`: talk id -> the first ones, of talks that aren't posts of their own."""
        self.programme = programme
        self.catalog = catalog
        self._words = words
        self._rows: dict[str, TalkRow] = {}
        self._lists: dict[TalkQuery | EventQuery | SpeakerQuery, tuple[TalkGroup, ...]] = {}
        self._collections: dict[str, dict[str, Collection]] = {
            kind: {found.label.slug: found for found in collections}
            for kind, collections in catalog.by_talk_label.items()
        }

    def generated(self) -> Iterator[Page]:
        """The pages that nobody wrote: a speaker's, the overviews, and redirects from a speaker's other names."""
        programme = self.programme
        if programme.events or programme.talks:
            yield self._overview(EVENTS, say("Events"), "event-list.html", EventQuery())
            yield self._overview(TALKS, say("Talks"), "talk-list.html", TalkQuery())
        if programme.speakers:
            yield self._overview(SPEAKERS, say("Speakers"), "speaker-list.html", SpeakerQuery())
        for speaker in programme.speakers:
            if not speaker.docname:
                address, name, facts = speaker.pagename, speaker.name, LaterFacts(partial(self._speaker, speaker))
                yield Page(pagename=address, template=SPEAKER, title=name, facts=facts, is_searched=True)
                continue
            names = (speaker.name, *speaker.other_names)
            own = [name for name in names if programme.speakers_by_name[as_typed(name)] == speaker]
            for address in (f"{SPEAKERS}/{slug(name)}" for name in own):
                if address != speaker.pagename:
                    yield Page(
                        pagename=address,
                        template=REDIRECT,
                        title=speaker.name,
                        facts={"target": link_to_speaker(speaker)},
                        owner=speaker.docname,
                        line=speaker.line,
                    )

    def _overview(self, pagename: str, title: str, part: str, query: TalkQuery | EventQuery | SpeakerQuery) -> Page:
        facts = LaterFacts(lambda: {"part": f"weblog/{part}", "groups": self.answer(query)})
        return Page(pagename=pagename, template="weblog/overview.html", title=title, facts=facts)

    def _speaker(self, speaker: Speaker) -> Mapping[str, object]:
        return {"speaker": self.facts_of_speaker(speaker)}

    def facts_of_speaker(self, speaker: Speaker, /) -> Mapping[str, object]:
        """What the page of a speaker shows: all talks, the newest first."""
        talks = self.programme.by_speaker.get(speaker.slug, ())
        return {
            "name": speaker.name,
            "other_names": speaker.other_names,
            "links": speaker.links,
            "groups": self._in_order_of_time(newest_first(talks), ("day", "event")) if talks else (),
            "feed": self._link_to_feed("speaker", speaker.slug),
        }

    def facts_of_event(self, event: Event, /) -> Mapping[str, object]:
        """What the page of an event shows beyond its own source: its talks in order, the editions around it."""
        previous, following = self.programme.editions.get(event.id, (None, None))
        talks = self.programme.by_event.get(event.id, ())
        return {
            "name": event.title,
            "rows": tuple(map(self.row, talks)),
            "words": tuple(map(self._first_words, talks)),
            "previous": link_to_event(previous) if previous else None,
            "next": link_to_event(following) if following else None,
            "feed": self._link_to_feed("event", event.id),
            "show": _fields_at(event),
            "calendar": f"{EVENTS}/{event.id}.ics" if event.first and self.catalog.settings.feed_plan else "",
        }

    def row(self, talk: Talk, /) -> TalkRow:
        """A talk as lists show it."""
        if talk.id not in self._rows:
            self._rows[talk.id] = TalkRow(
                link=link_to_talk(talk),
                speakers=tuple(map(link_to_speaker, talk.speakers)),
                event=link_to_event(talk.event) if talk.event else None,
                day=talk.day,
                start=talk.start,
                kind=talk.kind,
                materials=tuple((name, talk.materials[name]) for name in MATERIALS if name in talk.materials),
                unpublished_as=talk.unpublished_as,
            )
        return self._rows[talk.id]

    def _first_words(self, talk: Talk) -> str:
        own = (post.summary for post in self.catalog.in_document(talk.docname) if post.section == talk.section)
        return shortened(next(own, self._words.get(talk.id, "")), LONGEST)

    def answer(self, query: TalkQuery | EventQuery | SpeakerQuery, /) -> tuple[TalkGroup, ...]:
        """What a list shows; put together once, since a page asks for its digest and for itself."""
        if query not in self._lists:
            match query:
                case TalkQuery():
                    self._lists[query] = self.talk_groups(query)
                case EventQuery():
                    self._lists[query] = self.event_groups(query)
                case SpeakerQuery():
                    self._lists[query] = self.speaker_groups(query)
        return self._lists[query]

    def talk_groups(self, query: TalkQuery, /) -> tuple[TalkGroup, ...]:
        """The talks that are asked for; all of them by year and event, the newest first, else in their order."""
        programme = self.programme
        if query == TalkQuery():
            return self._years_of_talks()
        tagged = self._ids_of_tagged(query.tag) if query.tag else set()
        found = [talk for talk in programme.talks if self._fits(talk, query) and (not query.tag or talk.id in tagged)]
        if query.order == "title":
            found.sort(key=lambda talk: (fold(talk.title), talk.id))
        elif query.order == "newest" or not (query.order or query.event):
            found = newest_first(found)
        show = ("day", *(() if query.speaker else ("speakers",)), *(() if query.event else ("event",)))
        found = found[: query.limit]
        return self._one_list(found, show) if query.order == "title" else self._in_order_of_time(found, show)

    def _years_of_talks(self) -> tuple[TalkGroup, ...]:
        """All talks below their events, the events in their years; what was at none comes last in its year."""
        programme = self.programme
        years: dict[str, list[TalkGroup]] = defaultdict(list)
        for year, events in by_year(programme.events, programme.first_day):
            years[year] = [self._talks_at(event) for event in events if event.id in programme.by_event]
        elsewhere = [talk for talk in newest_first(programme.talks) if not talk.event]
        for year, talks in by_year(elsewhere, lambda talk: talk.day):
            title = say("Elsewhere") if years[year] else ""
            years[year].append(TalkGroup(title=title, rows=tuple(map(self.row, talks)), show=("day", "speakers")))
        return tuple(
            TalkGroup(title=title_of(year), anchor=anchor_of(TALKS, year), groups=tuple(years[year]))
            for year in sorted(years, key=lambda year: int(year or 0), reverse=True)
            if years[year]
        )

    def _talks_at(self, event: Event) -> TalkGroup:
        rows = tuple(map(self.row, self.programme.by_event[event.id]))
        return TalkGroup(title=event.title, event=self.card(event), rows=rows, show=_fields_at(event))

    def _in_order_of_time(self, talks: Sequence[Talk], show: tuple[str, ...]) -> tuple[TalkGroup, ...]:
        """Talks in one list; many of several years below their years."""
        years = list(by_year(talks, lambda talk: talk.day))
        if not is_divided(len(talks), len(years)):
            return self._one_list(talks, show)
        return tuple(
            TalkGroup(title=title_of(year), anchor=anchor_of(TALKS, year), rows=tuple(map(self.row, found)), show=show)
            for year, found in years
        )

    def _one_list(self, talks: Sequence[Talk], show: tuple[str, ...]) -> tuple[TalkGroup, ...]:
        return (TalkGroup(title="", rows=tuple(map(self.row, talks)), show=show),)

    def _fits(self, talk: Talk, query: TalkQuery) -> bool:
        speaker = self.programme.speakers_by_name.get(as_typed(query.speaker))
        return (
            (not query.event or (talk.event is not None and talk.event.id == query.event))
            and (not query.speaker or speaker in talk.speakers)
            and (not query.kind or talk.kind == query.kind)
            and (query.year is None or (talk.day is not None and talk.day.year == query.year))
        )

    def _ids_of_tagged(self, tag: str) -> set[str]:
        """The ids of the talks whose posts have a tag."""
        posts = {
            (post.docname, post.section)
            for found in self.catalog.labelled["tags"]
            if found.label.name == tag
            for post in found.posts
        }
        return {talk for talk, post in self.programme.posts.items() if post in posts}

    def event_groups(self, query: EventQuery, /) -> tuple[TalkGroup, ...]:
        """The events by year, the newest first."""
        wanted = query.series.casefold()
        events = [event for event in self.programme.events if not wanted or event.series.casefold() == wanted]
        return tuple(
            TalkGroup(title=title_of(year), anchor=anchor_of(EVENTS, year), events=tuple(map(self.card, found)))
            for year, found in by_year(events, self.programme.first_day)
        )

    def speaker_groups(self, query: SpeakerQuery, /) -> tuple[TalkGroup, ...]:
        """The speakers from A to Z, each with the number of talks."""
        of_event = self.programme.by_event.get(query.event, ())
        talks = of_event if query.event else self.programme.talks
        counts = Counter(speaker.slug for talk in talks for speaker in talk.speakers)
        speakers = [speaker for speaker in self.programme.speakers if not query.event or speaker.slug in counts]
        letters = groupby(speakers, key=lambda speaker: speaker.letter)
        return tuple(
            TalkGroup(title=letter, anchor=f"letter-{number}", speakers=tuple(_links_with_counts(found, counts)))
            for number, (letter, found) in enumerate(letters, start=1)
        )

    def unknown(self, query: TalkQuery | EventQuery | SpeakerQuery, /) -> Iterator[tuple[str, str, Iterable[str]]]:
        """What a list asks for that isn't there: its kind, its name, and the names that there are."""
        if isinstance(query, EventQuery):
            if query.series and not self.answer(query):
                yield "series", query.series, {event.series for event in self.programme.events if event.series}
            return
        if query.event and query.event not in self.programme.events_by_id:
            yield "event", query.event, self.programme.events_by_id
        if isinstance(query, TalkQuery):
            if query.speaker and as_typed(query.speaker) not in self.programme.speakers_by_name:
                yield "speaker", query.speaker, self.programme.speakers_by_name
            tags = [found.label.name for found in self.catalog.labelled["tags"]]
            if query.tag and query.tag not in tags:
                yield "tag", query.tag, tags

    def card(self, event: Event, /) -> EventCard:
        """An event as overviews show it."""
        talks = len(self.programme.by_event.get(event.id, ()))
        return EventCard(link=link_to_event(event), first=event.first, last=event.last, place=event.place, talks=talks)

    def _link_to_feed(self, kind: str, slug: str) -> Link | None:
        collection = self._collections[kind].get(slug)
        return link_to_feed(collection) if collection else None


def _fields_at(event: Event) -> tuple[str, ...]:
    """The fields of a talk's row that aren't the same for each talk of the event."""
    return ("start", "speakers") if event.first and event.first == event.last else ("day", "start", "speakers")


def _links_with_counts(speakers: Iterable[Speaker], counts: Mapping[str, int]) -> Iterator[Link]:
    for speaker in speakers:
        yield Link(text=speaker.name, pagename=speaker.pagename, count=counts.get(speaker.slug, 0))
