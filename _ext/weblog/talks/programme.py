"""All events, talks and speakers of one build, put together: who spoke where, in which order.

Owns: which talk belongs to which event and post, which names are one person, what contradicts what. Must not: know
Sphinx, pages or templates. In: what the environment stores. Out: a `Programme`, with the faults found on the way.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from weblog.posts.metadata import did_you_mean
from weblog.posts.model import Label, short_name
from weblog.talks import days, people
from weblog.talks.model import Event, Talk
from weblog.talks.names import as_typed
from weblog.talks.options import split_heading
from weblog.talks.people import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from weblog.posts.model import Excerpt, PostData
    from weblog.talks.model import EventData, Speaker, SpeakerData, TalkData

K = TypeVar("K")
V = TypeVar("V")
PostKey = tuple[str, str]
"""Where a post is: its document and section."""
ABOUT_EVENTS = "; an event is a file with an {event} directive, and its id is that file's name"


@dataclass(frozen=True, kw_only=True)
class Programme:
    """The talks in order of time; the speakers by family name; the events, newest first."""

    talks: tuple[Talk, ...]
    speakers: tuple[Speaker, ...]
    own_faults: tuple[Fault, ...]
    mentions: tuple[people.Mention, ...]
    posts: Mapping[str, PostKey]  # talk id -> the post that summarises it
    excerpts: Mapping[str, Excerpt]  # talk id -> its first words, where it isn't a whole page
    events_by_id: Mapping[str, Event]
    speakers_by_name: Mapping[str, Speaker]  # by every name that a speaker goes by, as `as_typed` has it

    @property
    def has_content(self) -> bool:
        """True if there is any event, talk or speaker."""
        return bool(self.events_by_id or self.talks or self.speakers)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with events, talks and speakers: near names, too, which take long to find."""
        return (*self.own_faults, *people.faults_of_near_names(self.speakers_by_name, self.mentions))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events by their days, the newest first, those without a day last."""

        def order(event: Event) -> tuple[bool, int, str]:
            day = self.first_day(event)
            return (day is None, -day.toordinal() if day else 0, event.id)

        return tuple(sorted(self.events_by_id.values(), key=order))

    @cached_property
    def by_event(self) -> Mapping[str, tuple[Talk, ...]]:
        """Event id -> its talks in order of time."""
        return _grouped((talk.event.id, talk) for talk in self.talks if talk.event)

    @cached_property
    def by_speaker(self) -> Mapping[str, tuple[Talk, ...]]:
        """Slug of a speaker -> their talks in order of time."""
        return _grouped((speaker.slug, talk) for talk in self.talks for speaker in talk.speakers)

    @cached_property
    def by_document(self) -> Mapping[str, tuple[Talk, ...]]:
        """Document -> its talks in order of time."""
        return _grouped((talk.docname, talk) for talk in self.talks)

    def talk_of_page(self, docname: str, /) -> Talk | None:
        """The talk that a whole page is about."""
        return next((talk for talk in self.by_document.get(docname, ()) if not talk.section), None)

    @cached_property
    def events_by_document(self) -> Mapping[str, Event]:
        """Document -> the event that it is about."""
        return {event.docname: event for event in self.events}

    @cached_property
    def speakers_by_document(self) -> Mapping[str, Speaker]:
        """Document -> the speaker whom it is about."""
        return {speaker.docname: speaker for speaker in self.speakers if speaker.docname}

    @cached_property
    def speakers_by_page(self) -> Mapping[str, Speaker]:
        """Page name -> the speaker whom it is about, whether the author wrote that page or not."""
        return {speaker.pagename: speaker for speaker in self.speakers}

    @cached_property
    def talks_by_name(self) -> Mapping[str, Talk]:
        """Each talk by its id, by its path, and by the last part of that where no other talk has it."""
        short = _grouped((_short(path), talk) for talk in self.talks for path in [f"{talk.docname}{talk.anchor}"])
        named = {name: talks[0] for name, talks in short.items() if len(talks) == 1}
        named |= {f"{talk.docname}{talk.anchor}": talk for talk in self.talks}
        return named | {talk.id: talk for talk in self.talks}

    @cached_property
    def labels_by_post(self) -> Mapping[PostKey, list[Label]]:
        """Post -> the labels of the events and speakers that it is about."""
        found: dict[PostKey, list[Label]] = defaultdict(list)
        for talk in self.talks:
            if post := self.posts.get(talk.id):
                if event := talk.event:
                    found[post].append(Label(kind="event", name=event.title, slug=event.id, pagename=event.docname))
                for speaker in talk.speakers:
                    slug, pagename = speaker.slug, speaker.pagename
                    found[post].append(Label(kind="speaker", name=speaker.name, slug=slug, pagename=pagename))
        return found

    @cached_property
    def editions(self) -> Mapping[str, tuple[Event | None, Event | None]]:
        """Event id -> the edition before it in its series, and the one after it."""
        days = {event.id: self.first_day(event) or date.max for event in self.events}
        in_time = sorted(self.events, key=lambda event: (days[event.id], event.id))
        series = _grouped((event.series.casefold(), event) for event in in_time if event.series)
        return {
            event.id: (
                found[position - 1] if position else None,
                found[position + 1] if position + 1 < len(found) else None,
            )
            for found in series.values()
            for position, event in enumerate(found)
        }

    def first_day(self, event: Event, /) -> date | None:
        """The day by which an event is ordered: its first, else that of its first talk."""
        return event.first or next((talk.day for talk in self.by_event.get(event.id, ()) if talk.day), None)


def newest_first(talks: Sequence[Talk], /) -> list[Talk]:
    """Turns talks in order of time around, so that the newest come first; those without a day stay last."""
    backwards = talks[::-1]
    return sorted(backwards, key=lambda talk: talk.day is None)


def build_programme(
    events: Iterable[EventData],
    talks: Iterable[TalkData],
    speakers: Iterable[SpeakerData],
    posts: Mapping[str, Sequence[PostData]],
    /,
    *,
    zone: ZoneInfo,
    show_drafts: bool = False,
) -> Programme:
    """The programme of what is published; with `show_drafts` of all of it. `posts` are by document."""
    faults: list[Fault] = []
    known = _events(sorted(events, key=lambda event: event["docname"]), faults)
    named = {event.id: {event.title, event.id, *event.other_names} for event in known.values()}
    found = []
    for stored in sorted(talks, key=lambda talk: (talk["docname"], talk["line"])):
        post = _post_of(stored, posts.get(stored["docname"], ()))
        if post and post["unpublished_as"] and not show_drafts:
            continue
        data: TalkData = {**stored, "event": stored["event"] or (post["event"] if post else "")}
        if data["event"] and data["event"] not in known:
            message = f'there is no event "{data["event"]}"{did_you_mean(data["event"], known, ABOUT_EVENTS)}'
            faults.append(Fault(kind="reference", message=message, docname=data["docname"], line=data["line"]))
        heading = split_heading(data["heading"], named.get(data["event"], ()), data["speakers"], data["title"])
        found.append((data, post, known.get(data["event"]), *heading))
    mentions = [(name, data["docname"], data["line"]) for data, *_, names in found for name in names]
    by_name = people.speakers_by_name(sorted(speakers, key=lambda speaker: speaker["docname"]), mentions, faults)
    made: dict[str, Talk] = {}
    summaries, excerpts = {}, {}
    for data, post, event, title, names in found:
        talk = _talk(
            data,
            post,
            event,
            title,
            tuple(people.unique_speakers(by_name[as_typed(name)] for name in names)),
            zone,
            faults,
        )
        if other := made.get(talk.id):
            message = (
                f'the talk "{talk.id}" is already the one of {other.docname}, line {other.line}: '
                "give one of the two another id, or none"
            )
            faults.append(Fault(kind="id", message=message, docname=talk.docname, line=talk.line))
            continue
        made[talk.id] = talk
        if post:
            summaries[talk.id] = (post["docname"], post["section"])
        if data["excerpt"]:
            excerpts[talk.id] = data["excerpt"]
    return Programme(
        talks=tuple(sorted(made.values(), key=lambda talk: talk.sort_key)),
        speakers=tuple(
            sorted(people.unique_speakers(by_name.values()), key=lambda speaker: (speaker.sort_key, speaker.slug))
        ),
        own_faults=tuple(faults),
        mentions=tuple(mentions),
        posts=summaries,
        excerpts=excerpts,
        events_by_id=known,
        speakers_by_name=by_name,
    )


def _events(stored: Iterable[EventData], faults: list[Fault]) -> dict[str, Event]:
    """The events by id; of two with one id the first document's."""
    known: dict[str, Event] = {}
    for data in stored:
        name = short_name(data["docname"])
        if other := known.get(name):
            message = f'the event "{name}" is already the one of {other.docname}: rename one of the two files'
            faults.append(Fault(kind="id", message=message, docname=data["docname"], line=data["line"]))
            continue
        known[name] = Event(
            id=name,
            docname=data["docname"],
            top=data["top"],
            line=data["line"],
            title=data["title"],
            first=data["first"],
            last=data["last"],
            place=data["place"],
            url=data["url"],
            series=data["series"],
            other_names=tuple(data["other_names"]),
        )
    return known


def _post_of(talk: TalkData, posts: Sequence[PostData]) -> PostData | None:
    """The post that a talk is summarised in: that of the nearest section around it, or the whole page."""
    by_section = {post["section"]: post for post in posts}  # "" is the whole page
    return next((by_section[section] for section in (*talk["sections"], "") if section in by_section), None)


def _talk(
    data: TalkData,
    post: PostData | None,
    event: Event | None,
    title: str,
    speakers: tuple[Speaker, ...],
    zone: ZoneInfo,
    faults: list[Fault],
) -> Talk:
    published = post["date"].astimezone(zone) if post and post["date"] else None
    told = published.date() if published else None
    day, start = days.day_and_start(data, event, told, zone)
    if message := days.contradiction(data, event, told, (day, start)):
        faults.append(Fault(kind="date", message=message, docname=data["docname"], line=data["line"]))
    section = data["section"]
    return Talk(
        id=data["id"] or (f"{data['docname']}#{section}" if section else data["docname"]),
        docname=data["docname"],
        section=section,
        top=data["top"],
        line=data["line"],
        title=data["title"] or title,
        heading=title,
        speakers=speakers,
        event=event,
        start=start,
        day=day,
        published=published,
        kind=data["kind"],
        materials=data["materials"],
        unpublished_as=post["unpublished_as"] if post else "",
    )


def _short(path: str) -> str:
    """The last part of a path: a section's id, or a file's name; a file called index has its folder's name."""
    page, _, section = path.partition("#")
    return section or short_name(page)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
