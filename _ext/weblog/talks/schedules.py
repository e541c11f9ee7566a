"""Others' saved schedules: which of the shapes that are called schedule.json and schedule.xml it is, and its talks.

Owns: how each shape is told and read. Must not: fetch anything, follow what a file refers to, take more of it than
`scheduled` keeps. In: a file. Out: a `Schedule`, or what is wrong with the file.

Read of pretalx, frab, Pentabarf (FOSDEM), wafer (DebConf), the hub of the Chaos Computer Club and PyConFR's pages.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from weblog.posts.mistake import MistakeError
from weblog.talks import scheduled
from weblog.talks.scheduled import LONGEST, NIGHT, Schedule, ScheduledTalk, in_order, one_line, unique

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo
    from pathlib import Path

LARGEST = 50_000_000
"""Bytes; 36C3's, with 1,351 sessions and all their words, has 6 million."""
CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?")
KNOWN = (
    "pretalx and frab (JSON or XML), Pentabarf (XML), the hub's schedule (JSON) and pretalx' API as PyConFR has it "
    "(JSON) can be read"
)


class _Unreadable(Exception):  # noqa: N818 - told to nobody under this name
    """A session that has no title, start or sense."""


def read(path: Path, zone: tzinfo, /) -> Schedule:
    """The schedule in a file; `zone` is the event's where the file tells none.

    :raises MistakeError: that names the file and says what is wrong with it.
    """
    try:
        if not path.is_file():
            raise MistakeError(f"{path}: there is no such file")
        if path.stat().st_size > LARGEST:
            raise MistakeError(f"{path}: {path.stat().st_size // 1_000_000} MB are no schedule; {KNOWN}")
        content = path.read_bytes()
    except OSError as error:
        raise MistakeError(f"{path}: it can't be read: {error.strerror}") from None
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    try:
        schedule = _of_xml(content, zone, path) if start == b"<" else _of_json(content, zone, path)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        if isinstance(error, MistakeError):
            raise
        raise MistakeError(f"{path}: it looks like a schedule, but isn't one throughout; {KNOWN}") from None
    if not schedule.talks:
        raise MistakeError(f"{path}: this is a schedule ({schedule.shape}), but none of its sessions is a talk")
    return schedule


# JSON


def _of_json(content: bytes, zone: tzinfo, path: Path) -> Schedule:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise MistakeError(f"{path}: it isn't UTF-8, as JSON is") from None
    except json.JSONDecodeError as error:
        raise MistakeError(f"{path}:{error.lineno}: this is no JSON: {error.msg}") from None
    if isinstance(found, dict) and scheduled.OURS in found:
        return scheduled.from_file(found)
    inner = found.get("schedule") if isinstance(found, dict) else None
    if not isinstance(inner, dict):
        keys = ", ".join(map(repr, [*found][:4])) if isinstance(found, dict) and found else "none"
        raise MistakeError(f'{path}: it has no "schedule" (its first keys: {keys}); {KNOWN}')
    if isinstance(conference := inner.get("conference"), dict):
        zone = _zone(conference.get("time_zone_name")) or zone
        title = one_line(conference.get("title"))
        if isinstance(inner.get("events"), list):
            return _schedule("the hub's schedule", title, map(_hub_session, inner["events"]), zone)
        if isinstance(conference.get("days"), list):
            return _schedule("pretalx or frab, JSON", title, _frab_sessions(conference["days"]), zone)
    days = [key for key in inner if re.fullmatch(r"\d{4}-\d\d-\d\d", key)]
    if days and len(days) == len(inner):
        return _schedule("pretalx' API, by day, hour and minute", "", _api_sessions(inner), zone)
    raise MistakeError(f'{path}: its "schedule" has none of the shapes that are known; {KNOWN}')


def _frab_sessions(days: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for day in days:
        for room, sessions in (day.get("rooms") or {}).items():
            for session in sessions:
                yield {**_common(session), "room": room, "day": day.get("date"), "people": session.get("persons")}


def _hub_session(session: dict[str, Any]) -> dict[str, Any]:
    room = session.get("room")
    people = [one for one in session.get("participants") or session.get("persons") or () if _speaks(one)]
    return {**_common(session), "room": room.get("name") if isinstance(room, dict) else room, "people": people}


def _speaks(one: object) -> bool:
    return not isinstance(one, dict) or str(one.get("role") or "SPEAKER").upper() in ("SPEAKER", "PRESENTER")


def _api_sessions(days: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Day -> room -> minute, or the other way round: wherever there is a session below a day."""
    for day, below in days.items():
        for session in _sessions_below(below, 4):
            slot = session.get("slot") or next(iter(session.get("slots") or ()), None) or {}
            yield {
                "title": _word(session.get("title")),
                "people": session.get("speakers"),
                "date": slot.get("start"),
                "start": "",
                "day": day,
                "end": slot.get("end"),
                "duration": session.get("duration"),
                "room": _word(slot.get("room")) or _word(session.get("room")),
                "kind": _word(session.get("submission_type")),
                "words": _word(session.get("abstract")) or _word(session.get("description")),
            }


def _sessions_below(found: object, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict) and "title" in found:
        yield found
    elif depth and isinstance(found, (dict, list)):
        for below in found.values() if isinstance(found, dict) else found:
            yield from _sessions_below(below, depth - 1)


def _word(found: object) -> str:
    """A text, the name of an object, or the English one of texts by language; else the first."""
    if isinstance(found, dict):
        found = found.get("name", found)
    if isinstance(found, dict):
        found = found.get("en") or next((text for text in found.values() if text), "")
    return one_line(found)


def _common(session: dict[str, Any]) -> dict[str, Any]:
    """What frab's JSON and the hub's call by the same names."""
    links = [one for one in session.get("links") or () if isinstance(one, dict)]
    files = [one for one in session.get("attachments") or () if isinstance(one, dict)]
    return {
        **{name: session.get(name) for name in ("title", "date", "start", "duration")},
        "kind": session.get("type"),
        "words": session.get("abstract") or session.get("description"),
        "links": [(one.get("title") or "", one.get("url")) for one in links],
        "slides": [one.get("url") for one in files if one.get("type") == "slides"],
    }


# XML


def _of_xml(content: bytes, zone: tzinfo, path: Path) -> Schedule:
    from lxml import etree  # here: a weblog whose schedules are JSON does without

    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(content, safe)
    except etree.XMLSyntaxError as error:
        raise MistakeError(f"{path}:{error.lineno or 1}: this is no XML: {error.msg}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise MistakeError(f"{path}: it has a DOCTYPE, which no schedule needs: take that out")
    entries = root.tag == "schedule" and root.find(".//entry") is not None
    if root.tag != "schedule" or root.find("day") is None or entries:
        hint = " (EuroPython's of 2014)" if entries else ""
        raise MistakeError(f"{path}: <{root.tag}>{hint} is none of the shapes that are known; {KNOWN}")
    zone = _zone(root.findtext("conference/time_zone_name")) or zone
    title = one_line(root.findtext("conference/title"))
    return _schedule("frab or Pentabarf, XML", title, _xml_sessions(root), zone)


def _xml_sessions(root: Any) -> Iterator[dict[str, Any]]:
    for day in root.iterfind("day"):
        for event in day.iterfind("room/event"):
            text = event.findtext
            yield {
                **{name: text(name) or "" for name in ("title", "date", "start", "duration")},
                "day": day.get("date"),
                "room": text("room") or event.getparent().get("name"),
                "people": [one.text for one in event.iterfind("persons/person")],
                "kind": text("type"),
                "words": text("abstract") or text("description"),
                "links": [(one.text or "", one.get("href")) for one in event.iterfind("links/link")],
                "slides": [one.get("href") for one in event.iterfind("attachments/attachment[@type='slides']")],
            }


# Both


def _schedule(shape: str, title: str, sessions: Iterable[dict[str, Any]], zone: tzinfo) -> Schedule:
    talks, left_out = [], 0
    for session in sessions:
        try:
            talks.append(_talk(session, zone))
        except _Unreadable:
            left_out += 1
    return Schedule(shape=shape, title=title, talks=in_order(talks), left_out=left_out)


def _talk(session: dict[str, Any], zone: tzinfo) -> ScheduledTalk:
    title = one_line(session["title"])
    people = unique([scheduled.person(_name(one)) for one in session.get("people") or ()])
    kind = scheduled.kind(session.get("kind"))
    # Breaks, meals and stands have neither persons nor words; a panel may have words alone.
    if not title or not (people or one_line(session.get("words")) or kind):
        raise _Unreadable
    start, moment = _times(session, zone)
    links = session.get("links") or ()
    return ScheduledTalk(
        title=title,
        speakers=people,
        start=start,
        moment=moment,
        minutes=_minutes(session, moment),
        room=one_line(session.get("room")),
        kind=kind,
        slides=next(filter(None, map(scheduled.address, session.get("slides") or ())), ""),
        video=next((url for text, url in links if "video" in str(text).lower() and scheduled.address(url)), ""),
    )


def _name(one: object) -> object:
    if not isinstance(one, dict):
        return one
    return next((one[key] for key in ("public_name", "name", "full_public_name") if one.get(key)), "")


def _times(session: dict[str, Any], zone: tzinfo) -> tuple[datetime, datetime]:
    """The start by the event's own clock, and as a moment.

    Files contradict themselves: UTC beside a local start, a zone's name that isn't that of the times. The clock in
    `start` is what stands on the doors, so whichever zone agrees with it counts, else what lies between the two.
    """
    clock = CLOCK.fullmatch(str(session.get("start") or "").strip())
    minutes = (int(clock[1]) * 60 + int(clock[2])) % (24 * 60) if clock else None
    try:
        moment = datetime.fromisoformat(str(session.get("date") or "").strip())
    except ValueError:
        return _of_day(session, minutes, zone)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    if minutes is None:
        local = moment.astimezone(zone) if moment.utcoffset() == timedelta() else moment
        return local.replace(tzinfo=None), moment
    for local in (moment, moment.astimezone(zone)):
        if local.hour * 60 + local.minute == minutes:
            return local.replace(tzinfo=None), moment
    universal = moment.astimezone(ZoneInfo("UTC"))
    between = (minutes - universal.hour * 60 - universal.minute + 12 * 60) % (24 * 60) - 12 * 60
    return (universal + timedelta(minutes=between)).replace(tzinfo=None), moment


def _of_day(session: dict[str, Any], minutes: int | None, zone: tzinfo) -> tuple[datetime, datetime]:
    """Where a session has no date: its day's. What begins in the night stands at the end of the day before."""
    if minutes is None:
        raise _Unreadable
    try:
        day = datetime.fromisoformat(str(session.get("day")).strip()[:10])
    except ValueError:
        raise _Unreadable from None
    start = day + timedelta(minutes=minutes, days=1 if minutes < NIGHT * 60 else 0)
    return start, start.replace(tzinfo=zone)


def _minutes(session: dict[str, Any], moment: datetime) -> int:
    """How long a talk takes; 0 where that isn't told."""
    duration = session.get("duration")
    if isinstance(duration, (int, float)):
        return max(0, min(int(duration), LONGEST))
    if clock := CLOCK.fullmatch(str(duration or "").strip()):
        return min(int(clock[1]) * 60 + int(clock[2]), LONGEST)
    try:
        end = datetime.fromisoformat(str(session.get("end")))
        return max(0, min(round((end - moment).total_seconds() / 60), LONGEST))
    except (TypeError, ValueError):
        return 0


def _zone(name: object) -> ZoneInfo | None:
    try:
        return ZoneInfo(one_line(name)) if one_line(name) else None
    except (LookupError, ValueError, OSError):
        return None
