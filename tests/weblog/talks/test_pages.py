"""The pages of speakers, the overviews, and what lists of talks show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from sphinx_rebuild.digests import digest
from weblog.posts.links import Link
from weblog.talks.model import TALK_KINDS
from weblog.talks.queries import EventQuery, SpeakerQuery, TalkGroup, TalkQuery, TalkRow

from ...words import FEW
from ..strategies import (
    CATALOG_SETTINGS,
    FEEDS,
    PROGRAMMES,
    PROGRAMMES_IN_TWO_ORDERS,
    Stored,
    a_post,
    a_speaker,
    a_talk,
    an_event,
    day,
    programme_of,
    talk_pages_of,
)

if TYPE_CHECKING:
    from sphinx_rebuild.contributor import Page
    from weblog.talks.model import TalkData
    from weblog.talks.pages import TalkPages

CONF, MEETUP, LATER = "events/conf", "events/meetup", "events/later"
EVENTS = [
    an_event(CONF, date(2020, 6, 10), date(2020, 6, 11), title="Conf 2020", series="Conf", place="Utrecht"),
    an_event(MEETUP, date(2019, 3, 1), title="Meetup"),
    an_event("events/conf-2019", date(2019, 6, 1), title="Conf 2019", series="conf"),
    an_event(LATER, title="Later"),
]
SLIDES, VIDEO = "https://a.example/slides.pdf", "https://a.example/video"
OPENING = a_talk(
    "posts/opening",
    title="Opening",
    event="conf",
    speakers=["Ada Lovelace"],
    time=time(9),
    kind="keynote",
    materials={"video": VIDEO, "slides": SLIDES},
)
TALKS = [
    a_talk(
        "posts/closing", title="a closing", event="conf", speakers=["Bo Zed", "Ada Lovelace"], day=date(2020, 6, 11)
    ),
    OPENING,
    a_talk("posts/meeting", title="Meeting", event="meetup", speakers=["Ada Lovelace"]),
    a_talk("posts/alone", title="Alone", speakers=["Cy Young"]),
]
SPEAKERS = [
    a_speaker("people/ada", "Ada Lovelace", other_names=["Ada King", "ada"], links=[("Weblog", "https://ada.example")])
]
POSTS = [
    a_post("posts/opening", day(6, 10), tags=["web", "python"]),
    a_post("posts/closing", day(6, 11), tags=["web"]),
    a_post("posts/meeting", day(6, 1), tags=["python"]),
    a_post("posts/alone", day(6, 2)),
]


def some_pages(talks: list[TalkData] = TALKS) -> TalkPages:
    return talk_pages_of(programme_of(events=EVENTS, talks=talks, speakers=SPEAKERS, posts=POSTS), POSTS)


def of_stored(stored: Stored) -> TalkPages:
    events, talks, speakers, posts = stored
    found = programme_of(events=events, talks=talks, speakers=speakers, posts=posts, show_drafts=True)
    return talk_pages_of(found, posts)


def titles(groups: tuple[TalkGroup, ...]) -> dict[str, list[str]]:
    return {group.title: group.texts for group in groups}


def rows_in(groups: tuple[TalkGroup, ...]) -> list[TalkRow]:
    """The rows of groups, and of the groups in them."""
    return [row for group in groups for row in (*rows_in(group.groups), *group.rows)]


def by_name(pages: TalkPages) -> dict[str, Page]:
    return {page.pagename: page for page in pages.generated()}


# Generated pages


def test_overviews_speakers_without_a_page_and_redirects_are_generated() -> None:
    pages = list(some_pages().generated())
    assert [(page.pagename, page.template, page.title) for page in pages] == [
        ("events", "weblog/overview.html", "Events"),
        ("talks", "weblog/overview.html", "Talks"),
        ("speakers", "weblog/overview.html", "Speakers"),
        ("speakers/ada-lovelace", "weblog/redirect.html", "Ada Lovelace"),
        ("speakers/ada-king", "weblog/redirect.html", "Ada Lovelace"),
        ("speakers/ada", "weblog/redirect.html", "Ada Lovelace"),
        ("speakers/cy-young", "weblog/speaker.html", "Cy Young"),
        ("speakers/bo-zed", "weblog/speaker.html", "Bo Zed"),
    ]
    redirect = pages[3]
    assert (redirect.owner, redirect.line) == ("people/ada", 3)
    assert redirect.facts == {"target": Link(text="Ada Lovelace", pagename="people/ada")}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"events": [an_event()]}, ["events", "talks"]),
        ({"talks": [a_talk("posts/a")]}, ["events", "talks"]),
        ({"speakers": [a_speaker("people/ada", "Ada")]}, ["speakers", "speakers/ada"]),
        (
            {"speakers": [a_speaker("speakers/ada", "Ada Lovelace", other_names=["Ada"])]},
            ["speakers", "speakers/ada-lovelace"],
        ),
    ],
)
def test_a_weblog_has_the_overviews_of_what_it_has(given: dict[str, Any], expected: list[str]) -> None:
    assert list(by_name(talk_pages_of(programme_of(**given)))) == expected


def test_a_name_that_another_speaker_keeps_leads_nowhere_else() -> None:
    speakers = [
        a_speaker("people/a", "Ada", other_names=["Ada King"]),
        a_speaker("people/b", "Bo", other_names=["Ada King"]),
    ]
    redirects = [page for page in by_name(talk_pages_of(programme_of(speakers=speakers))).values() if page.owner]
    assert [(redirect.pagename, redirect.owner) for redirect in redirects] == [
        ("speakers/ada", "people/a"),
        ("speakers/ada-king", "people/a"),
        ("speakers/bo", "people/b"),
    ]


def test_the_page_of_a_speaker_shows_all_talks_the_newest_first() -> None:
    pages = some_pages()
    facts = pages.facts_of_speaker(pages.programme.speakers_by_name["ada"])
    groups: Any = facts["groups"]
    assert titles(groups) == {"": ["a closing", "Opening", "Meeting"]}
    assert {name: value for name, value in facts.items() if name != "groups"} == {
        "name": "Ada Lovelace",
        "other_names": ("Ada King", "ada"),
        "links": (("Weblog", "https://ada.example"),),
        "feed": Link(text="Talks by Ada Lovelace", pagename="speakers/ada-lovelace/atom.xml"),
    }


def test_the_page_of_an_event_shows_its_talks_in_order_and_the_editions_around_it() -> None:
    pages = some_pages()
    conf, later = (pages.facts_of_event(pages.programme.events_by_id[name]) for name in ("conf", "later"))
    rows: Any = conf["rows"]
    assert [row.link.text for row in rows] == ["Opening", "a closing"]
    assert {name: value for name, value in conf.items() if name != "rows"} == {
        "name": "Conf 2020",
        "words": ("Some words.", "Some words."),
        "previous": Link(text="Conf 2019", pagename="events/conf-2019"),
        "next": None,
        "feed": Link(text="Conf 2020", pagename="events/conf/atom.xml"),
        "show": ("day", "start", "speakers"),
        "calendar": "events/conf.ics",
    }
    nothing = dict.fromkeys(("previous", "next", "feed"))
    shown = ("day", "start", "speakers")
    assert later == {"name": "Later", "rows": (), "words": (), "show": shown, "calendar": "", **nothing}


@pytest.mark.parametrize(("feeds", "calendar"), [(None, ""), (replace(FEEDS, archives=False), "events/conf.ics")])
def test_an_event_leads_to_no_feed_that_is_not_there(feeds: Any, calendar: str) -> None:
    found = programme_of(events=EVENTS, talks=TALKS, posts=POSTS)
    pages = talk_pages_of(found, POSTS, replace(CATALOG_SETTINGS, feed_plan=feeds))
    facts = pages.facts_of_event(found.events_by_id["conf"])
    assert (facts["feed"], facts["calendar"]) == (None, calendar)


# Rows


def test_a_row_shows_a_talk_with_its_materials_in_their_order() -> None:
    pages = some_pages()
    row = pages.row(pages.programme.talks_by_name["opening"])
    assert row.link == Link(text="Opening", pagename="posts/opening")
    assert row.speakers == (Link(text="Ada Lovelace", pagename="people/ada"),)
    assert row.event == Link(text="Conf 2020", pagename="events/conf")
    assert (row.day, row.kind, row.unpublished_as) == (date(2020, 6, 10), "keynote", "")
    assert row.start
    assert row.start.isoformat() == "2020-06-10T09:00:00+02:00"
    assert row.materials == (("slides", SLIDES), ("video", VIDEO))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"speakers": ["Bo Zed"]},
        {"event": "meetup"},
        {"time": time(9, 1)},
        {"time": None},
        {"kind": "talk"},
        {"materials": {"slides": SLIDES}},
        {"section": "part"},
    ],
)
def test_whatever_a_row_shows_changes_the_digest_of_a_page_with_it(change: dict[str, Any]) -> None:
    changed: Any = [{**talk, **change} if talk is OPENING else talk for talk in TALKS]
    before, after = (pages.talk_groups(TalkQuery()) for pages in (some_pages(), some_pages(changed)))
    assert digest(before) != digest(after)
    assert digest(before) == digest(some_pages().talk_groups(TalkQuery()))


def test_the_rows_of_one_talk_are_one() -> None:
    pages = some_pages()
    ((first,), (second, _)) = (
        pages.talk_groups(asked)[0].rows for asked in (TalkQuery(kind="keynote"), TalkQuery(event="conf"))
    )
    assert first is second


# Lists


def test_all_talks_are_grouped_by_year_and_event_the_newest_first_and_those_of_none_come_last() -> None:
    later, earlier = some_pages().talk_groups(TalkQuery())
    assert (later.title, later.anchor, earlier.title) == ("2020", "talks_2020", "2019")
    assert titles(later.groups) == {"Conf 2020": ["Opening", "a closing"], "Elsewhere": ["Alone"]}
    assert titles(earlier.groups) == {"Meetup": ["Meeting"]}
    cards = [group.event for year in (later, earlier) for group in year.groups]
    assert [card and (card.link.pagename, card.first, card.talks) for card in cards] == [
        (CONF, date(2020, 6, 10), 2),
        None,
        (MEETUP, date(2019, 3, 1), 1),
    ]


def test_talks_at_no_event_stand_below_their_year_and_those_without_a_day_come_last() -> None:
    talks = [a_talk("posts/a", title="A", day=date(2019, 1, 1)), a_talk("posts/b", title="B", day=date(2020, 1, 1))]
    talks.append(a_talk("posts/c", title="C", event="later"))
    found = programme_of(events=EVENTS, talks=talks)
    groups = talk_pages_of(found).talk_groups(TalkQuery())
    assert {year.title: titles(year.groups) for year in groups} == {
        "2020": {"": ["B"]},
        "2019": {"": ["A"]},
        "Without a date": {"Later": ["C"]},
    }
    assert groups[-1].anchor == "talks_undated"


@pytest.mark.parametrize(("count", "is_divided"), [(20, False), (21, True)])
@pytest.mark.parametrize("order", ["", "oldest"])
def test_many_talks_in_order_of_time_stand_below_their_years(count: int, is_divided: bool, order: str) -> None:
    talks = [
        a_talk(f"posts/{number}", speakers=["Ada"], day=date(2018 + number % 3, 1, 1 + number))
        for number in range(count)
    ]
    pages = talk_pages_of(programme_of(talks=talks))
    years = ["2020", "2019", "2018"] if is_divided else [""]
    groups = pages.talk_groups(TalkQuery(speaker="Ada", order=order))
    assert [group.title for group in groups] == (years[::-1] if order else years)
    assert sum(len(group.rows) for group in groups) == count
    of_speaker: Any = pages.facts_of_speaker(pages.programme.speakers[0])["groups"]
    assert [group.title for group in of_speaker] == years
    assert len(pages.talk_groups(TalkQuery(order="title"))) == 1
    assert len(pages.talk_groups(TalkQuery(year=2020))) == 1


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"event": "conf"}, ["Opening", "a closing"]),
        ({"event": "conf", "order": "oldest"}, ["Opening", "a closing"]),
        ({"event": "conf", "order": "title"}, ["a closing", "Opening"]),
        ({"event": "later"}, []),
        ({"event": "nowhere"}, []),
        ({"speaker": "Ada Lovelace"}, ["a closing", "Opening", "Meeting"]),
        ({"speaker": "ada"}, ["a closing", "Opening", "Meeting"]),
        ({"speaker": "Nobody"}, []),
        ({"speaker": "Bo Zed", "event": "conf"}, ["a closing"]),
        ({"tag": "web"}, ["a closing", "Opening"]),
        ({"tag": "python", "order": "oldest"}, ["Meeting", "Opening"]),
        ({"tag": "Web"}, []),
        ({"kind": "keynote"}, ["Opening"]),
        ({"year": 2019}, ["Meeting"]),
        ({"year": 2020}, ["a closing", "Opening", "Alone"]),
        ({"year": 0}, []),
        ({"limit": 2}, ["a closing", "Opening"]),
        ({"limit": 2, "order": "oldest"}, ["Meeting", "Alone"]),
        ({"order": "title"}, ["a closing", "Alone", "Meeting", "Opening"]),
        ({"limit": 1, "event": "conf"}, ["Opening"]),
        ({"limit": 99, "kind": "panel"}, []),
    ],
)
def test_a_list_shows_the_talks_that_fit_all_it_asks_for(asked: dict[str, Any], expected: list[str]) -> None:
    (group,) = some_pages().answer(TalkQuery(**asked))
    assert (group.title, group.texts) == ("", expected)


def test_titles_stand_in_order_whatever_their_accents_and_quotes() -> None:
    titles = [
        "10 things",
        "apple",
        "Élan",
        "\N{LEFT DOUBLE QUOTATION MARK}Quoted\N{RIGHT DOUBLE QUOTATION MARK} words",
        "Zebra",
    ]
    pages = some_pages([a_talk(f"posts/{place}", title=title) for place, title in enumerate(reversed(titles))])
    (group,) = pages.answer(TalkQuery(order="title"))
    assert group.texts == titles


def test_events_are_listed_by_year_the_newest_first_with_the_number_of_their_talks() -> None:
    groups = some_pages().answer(EventQuery())
    assert titles(groups) == {"2020": ["Conf 2020"], "2019": ["Conf 2019", "Meetup"], "Without a date": ["Later"]}
    (card,) = groups[0].events
    assert (card.first, card.last, card.place, card.talks) == (date(2020, 6, 10), date(2020, 6, 11), "Utrecht", 2)


@pytest.mark.parametrize("series", ["Conf", "conf", "CONF"])
def test_a_series_is_listed_whatever_the_case_of_its_name(series: str) -> None:
    assert titles(some_pages().answer(EventQuery(series=series))) == {"2020": ["Conf 2020"], "2019": ["Conf 2019"]}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("", {"L": ["Ada Lovelace"], "Y": ["Cy Young"], "Z": ["Bo Zed"]}),
        ("conf", {"L": ["Ada Lovelace"], "Z": ["Bo Zed"]}),
        ("later", {}),
        ("nowhere", {}),
    ],
)
def test_speakers_are_listed_from_a_to_z(event: str, expected: dict[str, list[str]]) -> None:
    groups = some_pages().answer(SpeakerQuery(event=event))
    assert titles(groups) == expected
    counts = {link.text: link.count for group in groups for link in group.speakers}
    assert counts.items() <= {"Ada Lovelace": 2 if event else 3, "Cy Young": 1, "Bo Zed": 1}.items()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (TalkQuery(), []),
        (TalkQuery(event="conf", speaker="Ada King", tag="web", kind="panel", year=1999), []),
        (TalkQuery(event="Conf"), [("event", "Conf", {"conf", "meetup", "later", "conf-2019"})]),
        (TalkQuery(speaker="Bo"), [("speaker", "Bo", {"Ada Lovelace", "Ada King", "ada", "Bo Zed", "Cy Young"})]),
        (TalkQuery(tag="Web"), [("tag", "Web", {"web", "python"})]),
        (TalkQuery(event="x", tag="y"), [("event", "x", None), ("tag", "y", None)]),
        (EventQuery(), []),
        (EventQuery(series="CONF"), []),
        (EventQuery(series="Con"), [("series", "Con", {"Conf", "conf"})]),
        (SpeakerQuery(), []),
        (SpeakerQuery(event="later"), []),
        (SpeakerQuery(event="x"), [("event", "x", None)]),
    ],
)
def test_what_is_asked_for_and_is_not_there_is_told_with_what_there_is(
    query: TalkQuery | EventQuery | SpeakerQuery, expected: list[tuple[str, str, set[str] | None]]
) -> None:
    found = list(some_pages().unknown(query))
    assert [(kind, name) for kind, name, _ in found] == [(kind, name) for kind, name, _ in expected]
    for (_, _, names), (_, _, there) in zip(found, expected, strict=True):
        assert there is None or set(names) == there


# What always holds


@FEW
@given(PROGRAMMES)
def test_the_overviews_show_everything_exactly_once(stored: Stored) -> None:
    pages = of_stored(stored)
    programme = pages.programme
    rows = [row.link for row in rows_in(pages.talk_groups(TalkQuery()))]
    assert sorted(map(repr, rows)) == sorted(repr(pages.row(talk).link) for talk in programme.talks)
    events = [card.link.pagename for group in pages.event_groups(EventQuery()) for card in group.events]
    assert events == [event.docname for event in programme.events]
    speakers = [link.pagename for group in pages.speaker_groups(SpeakerQuery()) for link in group.speakers]
    assert speakers == [speaker.pagename for speaker in programme.speakers]
    for groups in (pages.event_groups(EventQuery()), pages.speaker_groups(SpeakerQuery())):
        assert len({group.title for group in groups}) == len(groups)


@FEW
@given(PROGRAMMES)
def test_lists_by_kind_and_by_year_share_out_the_talks(stored: Stored) -> None:
    pages = of_stored(stored)
    by_kind = [pages.talk_groups(TalkQuery(kind=kind))[0].rows for kind in TALK_KINDS]
    assert sum(map(len, by_kind)) == len(pages.programme.talks)
    years = {talk.day.year for talk in pages.programme.talks if talk.day}
    by_year = [pages.talk_groups(TalkQuery(year=year))[0].rows for year in years]
    assert sum(map(len, by_year)) == sum(1 for talk in pages.programme.talks if talk.day)


@FEW
@given(PROGRAMMES)
def test_every_link_of_an_overview_leads_to_a_document_or_a_generated_page(stored: Stored) -> None:
    pages = of_stored(stored)
    there = {page.pagename for page in pages.generated()} | {data["docname"] for found in stored[:3] for data in found}
    groups = pages.talk_groups(TalkQuery())
    rows = rows_in(groups)
    links = [link for row in rows for link in (row.link, *row.speakers, *((row.event,) if row.event else ()))]
    links += [part.event.link for year in groups for part in year.groups if part.event]
    links += [link for group in pages.speaker_groups(SpeakerQuery()) for link in group.speakers]
    assert {link.pagename for link in links} <= there


@FEW
@given(PROGRAMMES_IN_TWO_ORDERS)
def test_the_order_of_reading_changes_no_page(both: tuple[Stored, Stored]) -> None:
    one, other = ([(page, digest(page.facts)) for page in of_stored(stored).generated()] for stored in both)
    assert one == other
