"""Events, talks and speakers for other programmes: talks.json and calendar files."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from hypothesis import example, given

from weblog.talks.exports import calendar, talks_json

from ...words import FEW, HOSTILE
from ..strategies import (
    BASE,
    PROGRAMMES_IN_TWO_ORDERS,
    SITE,
    TITLES,
    Stored,
    a_post,
    a_speaker,
    a_talk,
    an_event,
    day,
    programme_of,
)

if TYPE_CHECKING:
    from weblog.talks.model import Event

FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
"""The control characters that no text of a calendar may have (RFC 5545, section 3.1)."""


def a_made_event(**options: Any) -> Event:
    dates = options.pop("dates", (date(2020, 6, 25), date(2020, 6, 26)))
    (made,) = programme_of(events=[an_event("events/conf", *dates, **options)]).events
    return made


def read(written: bytes) -> Any:
    """The one entry of a calendar file."""
    (found,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    return found


def in_calendar(**options: Any) -> Any:
    return read(calendar(a_made_event(**options), "tag:weblog.example,2000:/events/conf", f"{BASE}events/conf.html"))


# talks.json


def test_talks_json_tells_all_of_events_talks_and_speakers() -> None:
    programme = programme_of(
        events=[
            an_event("events/old", title="Old"),
            an_event(
                "events/conf",
                date(2020, 6, 25),
                date(2020, 6, 26),
                title="Conf",
                place="Utrecht",
                url="https://conf.example/",
                series="Confs",
                other_names=["C"],
            ),
        ],
        talks=[
            a_talk("posts/b", title="Alone"),
            a_talk(
                "posts/a",
                "part",
                named="opening",
                title="Opening",
                event="conf",
                speakers=["Bo Zed", "Ada"],
                time=time(9),
                kind="keynote",
                materials={
                    "slides": "https://a.example/s",
                    "video": "https://a.example/v",
                    "code": "https://a.example/c",
                },
            ),
        ],
        speakers=[a_speaker("people/ada", "Ada", other_names=["A"], links=[("Weblog", "https://ada.example/")])],
        posts=[a_post("posts/a", day(6, 25))],
    )
    assert json.loads(talks_json(programme, SITE)) == {
        "version": 1,
        "title": "A weblog",
        "home_page_url": BASE,
        "events": [
            {
                "id": "conf",
                "title": "Conf",
                "url": f"{BASE}events/conf.html",
                "first_day": "2020-06-25",
                "last_day": "2020-06-26",
                "place": "Utrecht",
                "website": "https://conf.example/",
                "series": "Confs",
                "other_names": ["C"],
                "talks": ["opening"],
            },
            {
                "id": "old",
                "title": "Old",
                "url": f"{BASE}events/old.html",
                **dict.fromkeys(("first_day", "last_day", "place", "website", "series")),
                "other_names": [],
                "talks": [],
            },
        ],
        "talks": [
            {
                "id": "opening",
                "title": "Opening",
                "url": f"{BASE}posts/a.html#part",
                "kind": "keynote",
                "event": "conf",
                "speakers": ["Bo Zed", "Ada"],
                "day": "2020-06-25",
                "start": "2020-06-25T09:00:00+02:00",
                "slides": "https://a.example/s",
                "video": "https://a.example/v",
                "code": "https://a.example/c",
            },
            {
                "id": "posts/b",
                "title": "Alone",
                "url": f"{BASE}posts/b.html",
                "kind": "talk",
                "speakers": [],
                **dict.fromkeys(("event", "day", "start", "slides", "video", "code")),
            },
        ],
        "speakers": [
            {
                "name": "Ada",
                "url": f"{BASE}people/ada.html",
                "other_names": ["A"],
                "links": [{"text": "Weblog", "url": "https://ada.example/"}],
                "talks": ["opening"],
            },
            {
                "name": "Bo Zed",
                "url": f"{BASE}speakers/bo-zed.html",
                "other_names": [],
                "links": [],
                "talks": ["opening"],
            },
        ],
    }


@FEW
@given(PROGRAMMES_IN_TWO_ORDERS)
def test_talks_json_is_the_same_in_every_build_and_complete_in_itself(both: tuple[Stored, Stored]) -> None:
    one, other = (
        talks_json(programme_of(events=events, talks=talks, speakers=speakers, posts=posts), SITE)
        for events, talks, speakers, posts in both
    )
    assert one == other
    found = json.loads(one)
    lines = [line.removesuffix(b",") for line in one.split(b"\n") if line.startswith(b"{")][1:]
    assert list(map(json.loads, lines)) == [*found["events"], *found["talks"], *found["speakers"]]
    events, talks = ({thing["id"] for thing in found[kind]} for kind in ("events", "talks"))
    speakers = {speaker["name"] for speaker in found["speakers"]}
    for talk in found["talks"]:
        assert talk["event"] is None or talk["event"] in events
        assert set(talk["speakers"]) <= speakers
    for thing in (*found["events"], *found["speakers"]):
        assert set(thing["talks"]) <= talks


# Calendar files


@pytest.mark.parametrize(
    ("dates", "first", "after"),
    [
        ((date(2020, 6, 25),), date(2020, 6, 25), date(2020, 6, 26)),
        ((date(2020, 6, 25), date(2020, 6, 26)), date(2020, 6, 25), date(2020, 6, 27)),
        ((date(2019, 12, 30), date(2019, 12, 31)), date(2019, 12, 30), date(2020, 1, 1)),
        ((date(2020, 2, 28), date(2020, 2, 29)), date(2020, 2, 28), date(2020, 3, 1)),
    ],
)
def test_an_event_takes_whole_days_up_to_the_first_one_after_it(
    dates: tuple[date, ...], first: date, after: date
) -> None:
    entry = in_calendar(dates=dates)
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (first, after)
    assert entry["dtstart"].params["VALUE"] == entry["dtend"].params["VALUE"] == "DATE"
    assert entry["dtstamp"].dt == datetime(first.year, first.month, first.day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "url", "location"),
    [
        ({}, f"{BASE}events/conf.html", None),
        ({"url": "https://conf.example/", "place": "Utrecht"}, "https://conf.example/", "Utrecht"),
        ({"url": "https://conf.example/?a=1,2;b=3"}, "https://conf.example/?a=1,2;b=3", None),
    ],
)
def test_an_entry_leads_to_the_events_site_or_else_its_page(
    options: dict[str, str], url: str, location: str | None
) -> None:
    entry = in_calendar(**options)
    assert (entry["url"], entry.get("location")) == (url, location)
    assert entry["description"] == f"{BASE}events/conf.html"
    assert entry["uid"] == "tag:weblog.example,2000:/events/conf"
    assert entry["transp"] == "TRANSPARENT", "nobody is busy all day because of it"


@given(TITLES, HOSTILE)
@example("a\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:b", "a,b;c\\n:\\")
@example(r"The \Nabla operator", r"\\N\n")
@example("é" * 100, "日" * 60)
@example(" " * 80 + "x", "\N{PILE OF POO}" * 40)
def test_a_calendar_is_read_back_with_what_people_typed(title: str, place: str) -> None:
    written = calendar(a_made_event(title=title, place=place), "an id", "https://weblog.example/")
    entry = read(written)
    assert FORBIDDEN.sub("", str(entry["summary"])) == FORBIDDEN.sub("", title)
    assert FORBIDDEN.sub("", str(entry.get("location", ""))) == FORBIDDEN.sub("", place)
    assert str(entry["uid"]) == "an id"
    lines = written.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75, "RFC 5545, section 3.1: bytes of a line"
    assert sum(line == b"BEGIN:VEVENT" for line in lines) == 1
    for line in lines:
        line.decode()  # no character is torn apart


def test_a_calendar_is_the_same_in_every_build() -> None:
    one, other = (calendar(a_made_event(title="Conf", place="Utrecht"), "an id", BASE) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("sign", ["\0", "\b", "\x0b", "\x1b", "\x7f"])
def test_a_calendar_has_no_control_characters(sign: str) -> None:
    written = calendar(a_made_event(title=f"a{sign}b", place=f"c{sign}d"), "an id", BASE).decode()
    assert not FORBIDDEN.search(written.replace("\r\n", ""))
