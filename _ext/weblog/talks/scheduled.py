"""What a saved schedule says of a conference: its talks, and which of them run now.

Owns: the values, which name a schedule's persons, kind and addresses can have with us, our own file of them. Must not:
know the shapes of others' files (`schedules` does), ask anybody. In: values as they were saved. Out: values that
can be typed into a {talk}.

Nothing but title, persons, times, room and addresses is kept: older exports hold private answers of persons.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from weblog.posts.addresses import WEB
from weblog.talks.names import KINDS, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OURS = "weblog-schedule"
"""The key by which our own file is known; its value is the version of its shape."""
LONGEST = 24 * 60
"""Minutes of a session, at most."""
NIGHT = 4
"""The hour until which a talk belongs to the evening before: pretalx has talks until 03:00, and days end at 03:59."""
KIND_WORDS = {
    "keynote": r"keynote",
    "lightning": r"lightning",
    "tutorial": r"workshop|tutorial|hands-on",
    "panel": r"panel|podium",
}
"""A kind of talk -> words by which the free text of a schedule tells it."""
NO_NAME = re.compile(r"unnamed speaker|unbenannte[rn]? vortragende[rn]?|t\.?b\.?[acd]\.?|n/?a|-+", re.IGNORECASE)
"""What stands for a person who isn't named."""
ORGANISATION = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledTalk:
    """One talk of a schedule. `start` is by the event's clock, without a zone; `moment` is the same, aware."""

    title: str
    speakers: tuple[str, ...]
    start: datetime
    moment: datetime
    minutes: int  # 0 where it isn't told
    room: str
    kind: str  # "" for a talk, or whatever can't be told
    slides: str
    video: str

    @property
    def key(self) -> tuple[str, datetime, str]:
        """What tells sessions apart: one title may be there many times."""
        return fold(self.title), self.start, self.room

    @property
    def end(self) -> datetime:
        """The moment of its end; half an hour after its start where that isn't told."""
        return self.moment + timedelta(minutes=self.minutes or 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A conference's schedule: the shape that was met, and its talks in order of time."""

    shape: str
    title: str
    talks: tuple[ScheduledTalk, ...]
    left_out: int  # sessions that are no talks: breaks, stands

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day as programmes count them; two empty texts without talks."""
        days = sorted({evening_of(talk.start) for talk in self.talks})
        return (days[0], days[-1]) if days else ("", "")

    def named(self, title: str, /) -> list[ScheduledTalk]:
        """The sessions with a title, however it is capitalised and accented."""
        wanted = fold(title) or title
        return [talk for talk in self.talks if wanted in (fold(talk.title), talk.title)]

    def around(self, now: datetime, /) -> list[ScheduledTalk]:
        """All talks, those that run now first, then by their distance: what has just been, and what comes."""

        def distance(talk: ScheduledTalk) -> tuple[float, datetime, str]:
            gap = max(talk.moment - now, now - talk.end, timedelta())
            return gap.total_seconds(), talk.moment, talk.room

        return sorted(self.talks, key=distance)


def evening_of(start: datetime, /) -> str:
    """The day of whose programme a talk is: "2026-11-28", also for one that begins in the night after it."""
    return f"{start - timedelta(hours=NIGHT):%Y-%m-%d}"


def runs(talk: ScheduledTalk, now: datetime, /) -> bool:
    """True while a talk runs."""
    return talk.moment <= now < talk.end


def one_line(text: object, /) -> str:
    """A text as one types it: on one line, without signs that nobody sees."""
    written = text if isinstance(text, str) else ""
    return " ".join(
        re.sub(r"[\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", " ", written).split()
    )


def person(text: object, /) -> str:
    """A person's name without the company in brackets behind it; "" for what stands for nobody."""
    name = one_line(text)
    name = name[1:-1].strip() if re.fullmatch(r"\"[^\"]+\"|'[^']+'", name) else name
    name = ORGANISATION.sub("", name) or name
    return "" if NO_NAME.fullmatch(name) else name


def kind(text: object, /) -> str:
    """The kind of a talk that a free text tells by a word."""
    written = one_line(text)
    return next((name for name, words in KIND_WORDS.items() if re.search(words, written, re.IGNORECASE)), "")


def address(text: object, /) -> str:
    """An address on the web; "" for one that hangs on the page that it was on."""
    written = text.strip() if isinstance(text, str) else ""
    return written if WEB.fullmatch(written) and one_line(written) == written else ""


def in_order(talks: Iterable[ScheduledTalk], /) -> tuple[ScheduledTalk, ...]:
    """Talks in order of time and room; a session that a merged schedule has twice is there once.

    What has a year that no conference had is left out, since times near the ends of the calendar can't be counted with.
    """
    found = {talk.key: talk for talk in talks if all(1950 < it.year < 2150 for it in (talk.start, talk.moment))}
    return tuple(sorted(found.values(), key=lambda talk: (talk.moment, talk.room, talk.title)))


def as_file(schedule: Schedule, /) -> str:
    """Our own file: what a {talk} can need, and nothing else of whatever the schedule held."""
    talks = [
        {**asdict(talk), "start": talk.start.isoformat(), "moment": talk.moment.isoformat()} for talk in schedule.talks
    ]
    return json.dumps({OURS: 1, "title": schedule.title, "talks": talks}, indent=1, ensure_ascii=False) + "\n"


def from_file(found: dict[str, object], /) -> Schedule:
    """What `as_file` has written.

    :raises KeyError, TypeError, ValueError: if somebody else has.
    """
    stored = found["talks"]
    if found[OURS] != 1 or not isinstance(stored, list):
        raise ValueError(found[OURS])
    talks = [
        ScheduledTalk(
            **{
                **talk,
                "speakers": tuple(map(one_line, talk["speakers"])),
                "title": one_line(talk["title"]),
                "start": datetime.fromisoformat(talk["start"]).replace(tzinfo=None),
                "moment": _aware(talk["moment"]),
                "minutes": max(0, min(int(talk["minutes"]), LONGEST)),
                "room": one_line(talk["room"]),
                "kind": talk["kind"] if talk["kind"] in KINDS else "",
                "slides": address(talk["slides"]),
                "video": address(talk["video"]),
            }
        )
        for talk in stored
    ]
    return Schedule(shape="the weblog's own", title=one_line(found["title"]), talks=in_order(talks), left_out=0)


def unique(names: Sequence[str], /) -> tuple[str, ...]:
    """Names in their order, each once, without empty ones."""
    return tuple(dict.fromkeys(name for name in names if name))


def _aware(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(f"{written} is of no zone")
    return moment
