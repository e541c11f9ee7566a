"""Events, talks and speakers for other programmes: talks.json, and a calendar file for each event.

Owns: the form of both. Must not: know Sphinx, write files. In: a `Programme`, how addresses are made. Out: bytes, the
same for the same programme.

Calendars are of RFC 5545, by icalendar. The fields of talks.json are told in docs/talks-json.md; they may come to be
more, and `version` rises when one goes or means something else.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from weblog.posts.published_site import PublishedSite
    from weblog.talks.model import Event, Speaker, Talk
    from weblog.talks.programme import Programme

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What a text may not have (RFC 5545, section 3.1)."""
VERSION = 1
PRODUCT = "-//weblog//Sphinx extension//EN"


def talks_json(programme: Programme, site: PublishedSite, /) -> bytes:
    """All events, talks and speakers as data. Events are newest first, talks in order of time, speakers from A to Z."""
    lines = [
        f'"version": {VERSION}',
        f'"title": {_json(site.title)}',
        f'"home_page_url": {_json(site.url(site.front_page))}',
        f'"events": {_list(_event(event, programme, site) for event in programme.events)}',
        f'"talks": {_list(_talk(talk, site) for talk in programme.talks)}',
        f'"speakers": {_list(_speaker(speaker, programme, site) for speaker in programme.speakers)}',
    ]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8", "surrogatepass")


def _list(values: Iterable[dict[str, Any]]) -> str:
    """A JSON list with each value on a line of its own, so that two versions can be compared."""
    return "[\n" + ",\n".join(map(_json, values)) + "\n]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _event(event: Event, programme: Programme, site: PublishedSite) -> dict[str, Any]:
    return {
        "id": event.id,
        "title": event.title,
        "url": site.url(event.docname),
        "first_day": event.first.isoformat() if event.first else None,
        "last_day": event.last.isoformat() if event.last else None,
        "place": event.place or None,
        "website": event.url or None,
        "series": event.series or None,
        "other_names": list(event.other_names),
        "talks": [talk.id for talk in programme.by_event.get(event.id, ())],
    }


def _talk(talk: Talk, site: PublishedSite) -> dict[str, Any]:
    return {
        "id": talk.id,
        "title": talk.title,
        "url": site.url(talk.docname, talk.anchor),
        "kind": talk.kind,
        "event": talk.event.id if talk.event else None,
        "speakers": [speaker.name for speaker in talk.speakers],
        "day": talk.day.isoformat() if talk.day else None,
        "start": talk.start.isoformat() if talk.start else None,
        "slides": talk.materials.get("slides"),
        "video": talk.materials.get("video"),
        "code": talk.materials.get("code"),
    }


def _speaker(speaker: Speaker, programme: Programme, site: PublishedSite) -> dict[str, Any]:
    return {
        "name": speaker.name,
        "url": site.url(speaker.pagename),
        "other_names": list(speaker.other_names),
        "links": [{"text": text, "url": address} for text, address in speaker.links],
        "talks": [talk.id for talk in programme.by_speaker.get(speaker.slug, ())],
    }


def load_icalendar() -> ModuleType:
    """The library of calendars. To load it takes a tenth of the start of a build, which may have no use for it."""
    import icalendar

    return icalendar


def calendar(event: Event, identity: str, address: str, /) -> bytes:
    """The calendar file of an event that has dates: whole days. `identity` is its UID for ever."""
    icalendar = load_icalendar()
    moment, uri = icalendar.vDDDTypes, icalendar.vUri

    class Text(icalendar.vText):  # type: ignore[misc, name-defined]
        """A text in which a backslash and a capital N stay themselves: icalendar writes a line break."""

        def to_ical(self) -> bytes:
            """The text as it stands in the file (RFC 5545, section 3.3.11)."""
            return rb"\\N".join(icalendar.vText(part).to_ical() for part in self.split(r"\N"))

    entry = icalendar.Event(uid=Text(identity), summary=Text(CONTROLS.sub("", event.title)))
    if event.first and event.last:
        # RFC 5545 wants to know when this was written down (3.8.7.2), which has to be the same in every build.
        entry["dtstamp"] = moment(datetime.combine(event.first, datetime.min.time(), tzinfo=UTC))
        entry["dtstart"] = moment(event.first)
        entry["dtend"] = moment(event.last + timedelta(days=1))  # the first day that isn't of it
    if event.place:
        entry["location"] = Text(CONTROLS.sub("", event.place))
    entry.update(url=uri(event.url or address), description=Text(address), transp=Text("TRANSPARENT"))
    found = icalendar.Calendar(prodid=Text(PRODUCT), version=Text("2.0"))
    found.add_component(entry)
    written: bytes = found.to_ical()
    return written
