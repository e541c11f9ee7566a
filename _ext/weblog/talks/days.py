"""When a talk is: its day in the programme, and the moment of its start.

Owns: what {talk}, event and post together tell of it, and that a talk after midnight belongs to the evening before.
Must not: know documents, other talks. In: what was told. Out: a day, a moment, what contradicts itself.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from weblog.talks.model import Event, TalkData

NIGHT = time(4)
"""Until then a talk belongs to the evening before: pretalx has talks until 03:00, and its days end at 03:59."""


def day_and_start(
    data: TalkData, event: Event | None, published: date | None, zone: ZoneInfo, /
) -> tuple[date | None, datetime | None]:
    """The day in whose programme a talk is, and its start; each None where nobody tells it.

    A talk that tells no day is of its post's, if that is one of the event's days, else of the event's first.
    """
    told, clock = data["day"], data["time"]
    if not event or not event.first or not event.last:
        day = told or published
        return day, _at(day, clock, zone)
    if clock is None or clock >= NIGHT:
        day = told or (published if published and event.first <= published <= event.last else event.first)
        return day, _at(day, clock, zone)
    written = published if published and event.first < published <= _after(event.last) else None
    real = told or written or _after(event.first)
    evening = real - timedelta(days=1) if real > event.first else real
    return (evening if evening <= event.last else real), _at(real, clock, zone)


def contradiction(
    data: TalkData, event: Event | None, published: date | None, found: tuple[date | None, datetime | None], /
) -> str:
    """What a talk says of its time that its event contradicts, or leaves open; "" if all is well."""
    day, start = found
    if not event or not event.first or not event.last:
        return ""
    if data["day"] and day and not event.first <= day <= event.last:
        days = f"{event.first}" if event.first == event.last else f"{event.first} to {event.last}"
        where = f"{event.docname}, line {event.line}"
        return f'":start: {data["day"]}" is no day of "{event.id}", which has {days} ({where}): correct one of them'
    is_known = data["day"] or event.first == event.last or published in (day, start.date() if start else day)
    if start and not is_known:
        return (
            f'":start: {start:%H:%M}" may be of any day of "{event.id}", from {event.first} to {event.last}: '
            f'write the day too, like "{start:%Y-%m-%d %H:%M}"'
        )
    return ""


def _at(day: date | None, clock: time | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, clock, tzinfo=zone) if day and clock is not None else None


def _after(day: date) -> date:
    """The next day; the last one that there is has none."""
    return day + timedelta(days=1) if day < date.max else day
