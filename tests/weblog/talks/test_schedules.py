"""Saved schedules of conferences, in the shapes that real ones have: what is kept of them, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from weblog.posts.mistake import MistakeError
from weblog.talks.model import TALK_KINDS
from weblog.talks.names import KINDS
from weblog.talks.scheduled import KIND_WORDS, as_file, from_file, person, runs
from weblog.talks.schedules import read

from ...checkout import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from weblog.talks.scheduled import Schedule

DATA = PROJECT / "tests/data/schedules"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def schedule(name: str) -> Schedule:
    return read(DATA / name, AMSTERDAM)


def lines(found: Schedule) -> list[str]:
    return [f"{talk.start:%d %H:%M} {talk.room}: {talk.title} - {', '.join(talk.speakers)}" for talk in found.talks]


def test_a_pretalx_export() -> None:
    found = schedule("pretalx.json")
    assert (found.shape, found.title) == ("pretalx or frab, JSON", "Sample Conference 2026")
    assert lines(found) == [
        "28 10:00 Great Hall: Opening the doors - Ada Example",
        "28 11:00 Cellar: Licence to solder - ",
        "28 11:00 Great Hall: SELECT code_execution FROM * USING `SQLite`; [and Docker] #1 - "
        "Bo Sample, Cy Smith & Sons",
        "29 00:30 Cellar: Night of the panel - ",
        "29 14:00 Cellar: Licence to solder - @dee",
        "30 00:15 Cellar: Last words - and a song - Ada Example",
    ]
    assert found.left_out == 1
    assert found.days == ("2026-11-28", "2026-11-29")
    first, *rest = found.talks
    assert (first.video, first.slides) == ("https://videos.example/1.mp4", "https://slides.example/1.pdf")
    assert {talk.video for talk in rest} == {""}
    assert [talk.kind for talk in found.talks] == ["keynote", "tutorial", "", "panel", "tutorial", "lightning"]
    assert [talk.minutes for talk in found.talks] == [45, 90, 30, 60, 90, 20]


def test_a_pentabarf_file_has_no_dates_but_those_of_its_days() -> None:
    found = schedule("pentabarf.xml")
    assert lines(found) == [
        "28 10:00 H.1301: 2 Billion $ & a query - Bo Sample, Ada Example",
        "29 01:00 Bar: Songs of the night - Cy Song",
    ]
    assert found.talks[0].moment == datetime(2026, 11, 28, 9, tzinfo=UTC)
    assert (found.talks[0].video, found.talks[0].slides) == (
        "https://video.example/12.mp4",
        "https://files.example/12.pdf",
    )


def test_the_shape_of_the_api() -> None:
    found = schedule("api.json")
    assert lines(found) == [
        "28 09:00 Room A: Des tests rapides - Zoé Exemple",
        "29 10:00 Room B: Atelier - Zoé Exemple, Léo Modèle",
    ]
    assert [talk.minutes for talk in found.talks] == [30, 120]
    assert [talk.kind for talk in found.talks] == ["", "tutorial"]


def test_the_hubs_contributors_are_no_speakers() -> None:
    assert lines(schedule("hub.json")) == ["28 13:00 Saal 1: Open hub - Ada Example"]


@pytest.mark.parametrize(
    ("date", "start", "zone", "expected"),
    [
        ("2026-09-10T05:00:00+00:00", "10:30", "", "2026-09-10 10:30"),  # DebConf's, in India
        ("2026-09-09T21:30:00+00:00", "03:00", "", "2026-09-10 03:00"),
        ("2026-09-10T05:00:00+00:00", "17:00", "Pacific/Auckland", "2026-09-10 17:00"),
        ("2026-09-10T10:30:00+05:30", "10:30", "UTC", "2026-09-10 10:30"),
        ("2026-09-10T10:30:00+05:30", "", "UTC", "2026-09-10 10:30"),
        ("2026-09-10T10:30:00", "10:30", "", "2026-09-10 10:30"),
    ],
)
def test_the_clock_is_that_of_the_doors(tmp_path: Path, date: str, start: str, zone: str, expected: str) -> None:
    talk = {"title": "One", "date": date, "start": start, "persons": [{"name": "Ada"}]}
    conference = {"title": "C", "time_zone_name": zone, "days": [{"date": "2026-09-09", "rooms": {"A": [talk]}}]}
    file = tmp_path / "s.json"
    file.write_text(json.dumps({"schedule": {"conference": conference}}))
    (found,) = read(file, AMSTERDAM).talks
    assert f"{found.start:%Y-%m-%d %H:%M}" == expected


def test_our_own_file_holds_what_talks_need_and_nothing_private() -> None:
    found = schedule("pretalx.json")
    text = as_file(found)
    assert "PRIVATE" not in text
    assert "avatar" not in text
    assert from_file(json.loads(text)).talks == found.talks


def test_what_runs_now_comes_first_then_what_is_near() -> None:
    found = schedule("pretalx.json")
    now = datetime(2026, 11, 28, 11, 15, tzinfo=AMSTERDAM)
    assert [talk.room for talk in found.talks if runs(talk, now)] == ["Cellar", "Great Hall"]
    assert [talk.title for talk in found.around(now)][2] == "Opening the doors"
    assert {talk.start.day for talk in found.named("LICENCE to  solder")} == {28, 29}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  Ada  Example ", "Ada Example"),
        ("Ada Example (ACME)", "Ada Example"),
        ("(ACME)", "(ACME)"),
        ('"Ada"', "Ada"),
        ('Ada "the countess"', 'Ada "the countess"'),
        ("Unnamed speaker", ""),
        ("TBA", ""),
        ("a\u202eb\nc", "a b c"),
        ("a\ud800b", "a b"),
        (None, ""),
    ],
)
def test_a_person_is_a_name_alone(written: object, expected: str) -> None:
    assert person(written) == expected


OWN: dict[str, object] = {"title": "One", "speakers": [], "start": "2026-11-28T10:00", "moment": "2026-11-28T10:00Z"}
OWN |= {"minutes": 10**30, "room": "", "kind": "", "slides": "", "video": ""}
ENTITIES = '<!DOCTYPE schedule [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><schedule><day><x>&b;</x></day></schedule>'
OUTSIDE = '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/hostname">]><schedule><day>&x;</day></schedule>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ":1: this is no JSON: Expecting value"),
        (b"{", ":1: this is no JSON: "),
        (b'{"schedule": "\xff"}', "it isn't UTF-8, as JSON is"),
        (b"[1]", 'it has no "schedule" (its first keys: none); pretalx and frab'),
        (b'{"talks": []}', "it has no \"schedule\" (its first keys: 'talks'); pretalx and frab"),
        (b'{"schedule": {"conference": {"title": "x"}}}', 'its "schedule" has none of the shapes that are known; '),
        (b'{"schedule": {"conference": {"days": [7]}}}', "it looks like a schedule, but isn't one throughout; "),
        (b'{"schedule": {"conference": {"days": []}}}', "this is a schedule (pretalx or frab, JSON), but none of its"),
        (b'{"weblog-schedule": 2, "title": "", "talks": []}', "it looks like a schedule, but isn't one throughout"),
        (
            json.dumps({"weblog-schedule": 1, "title": "", "talks": [OWN | {"moment": "2026-11-28T10:00"}]}).encode(),
            "it looks like a schedule, but isn't one throughout",
        ),
        (
            json.dumps({"weblog-schedule": 1, "title": "", "talks": [OWN | {"moment": "9999-12-31T10:00Z"}]}).encode(),
            "none of its sessions is a talk",
        ),
        (b"[" * 100_000, "it looks like a schedule, but isn't one throughout; "),
        (b"<schedule>", ":1: this is no XML: "),
        (b"<rss><channel/></rss>", "<rss> is none of the shapes that are known; "),
        (b"<schedule><entry/></schedule>", "<schedule> (EuroPython's of 2014) is none of the shapes that are known"),
        (b"<schedule><day><entry/></day></schedule>", "<schedule> (EuroPython's of 2014) is none of the shapes"),
        (ENTITIES.encode(), "it has a DOCTYPE, which no schedule needs: take that out"),
        (OUTSIDE.encode(), "it has a DOCTYPE, which no schedule needs: take that out"),
        (b"<schedule>" + b"<a>" * 5000, ":1: this is no XML: "),
        (
            b'<schedule><day date="0001-01-01"><room name="a"><event><title>x</title><start>00:10</start><persons>'
            b"<person>Ada</person></persons></event></room></day></schedule>",
            "none of its sessions is a talk",
        ),
    ],
)
def test_a_file_that_is_no_schedule_is_named_with_what_is_wrong(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "s.json"
    file.write_bytes(content)
    with pytest.raises(MistakeError) as told:
        read(file, AMSTERDAM)
    assert str(told.value).startswith(f"{file}:")
    assert message in str(told.value)


def test_what_is_no_file_or_too_large_is_told(tmp_path: Path) -> None:
    with pytest.raises(MistakeError, match="there is no such file"):
        read(tmp_path, AMSTERDAM)
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(MistakeError, match="60 MB are no schedule"):
        read(tmp_path / "large.json", AMSTERDAM)


def test_the_kinds_of_talk_are_the_same_everywhere() -> None:
    assert tuple(TALK_KINDS) == KINDS
    assert {*KIND_WORDS} < {*KINDS}
