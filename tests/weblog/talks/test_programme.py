"""Who spoke where, in which order: events, talks and speakers put together."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from weblog.posts.model import Label, PostData
from weblog.talks.names import as_typed
from weblog.talks.people import Fault
from weblog.talks.programme import newest_first

from ...words import FEW
from ..strategies import (
    AMSTERDAM,
    NEW_YORK,
    PROGRAMMES,
    PROGRAMMES_IN_TWO_ORDERS,
    Stored,
    a_post,
    a_speaker,
    a_talk,
    an_event,
    day,
    programme_of,
)

if TYPE_CHECKING:
    from weblog.talks.model import Event, Talk
    from weblog.talks.programme import Programme

JUNE_24, JUNE_25, JUNE_26, JUNE_27, JUNE_28 = (date(2020, 6, number) for number in range(24, 29))
HALF_PAST_TWO, HALF_PAST_MIDNIGHT = time(14, 30), time(0, 30)


def made_of(stored: Stored, *, show_drafts: bool = False) -> Programme:
    events, talks, speakers, posts = stored
    return programme_of(events=events, talks=talks, speakers=speakers, posts=posts, show_drafts=show_drafts)


def ids(things: tuple[Talk, ...] | tuple[Event, ...]) -> list[str]:
    return [thing.id for thing in things]


def draft(post: PostData) -> PostData:
    return {**post, "unpublished_as": "Draft"}


# What always holds


@FEW
@given(PROGRAMMES_IN_TWO_ORDERS)
def test_the_order_of_reading_changes_neither_programme_nor_faults(both: tuple[Stored, Stored]) -> None:
    one, other = map(made_of, both)
    assert one == other
    assert repr(one) == repr(other)
    assert one.events == other.events
    assert repr(one.labels_by_post) == repr(other.labels_by_post)
    assert list(one.talks_by_name) == list(other.talks_by_name)


@FEW
@given(PROGRAMMES)
def test_every_speaker_of_a_talk_is_in_speakers_by_name_and_listed_once(stored: Stored) -> None:
    found = made_of(stored, show_drafts=True)
    for talk in found.talks:
        assert len(set(talk.speakers)) == len(talk.speakers)
        for speaker in talk.speakers:
            assert found.speakers_by_name[as_typed(speaker.name)] == speaker
            assert talk in found.by_speaker[speaker.slug]
    told = {name for talk in stored[1] for name in talk["speakers"] or ()}
    assert set(map(as_typed, told)) <= set(found.speakers_by_name)
    assert set(found.speakers) == set(found.speakers_by_name.values())
    assert len(set(found.speakers)) == len(found.speakers)


@FEW
@given(PROGRAMMES)
def test_talks_are_in_the_order_of_what_is_shown_of_their_time_those_without_one_last(stored: Stored) -> None:
    found = made_of(stored, show_drafts=True)
    for talks in (found.talks, *found.by_event.values(), *found.by_speaker.values(), *found.by_document.values()):
        for one, other in pairwise(talks):
            assert not (other.day and not one.day)
            assert not (one.day and other.day) or one.day <= other.day
        for one, other in pairwise([talk for talk in talks if talk.start]):
            assert one.start
            assert other.start
            assert one.start.timestamp() <= other.start.timestamp()


@FEW
@given(PROGRAMMES)
def test_every_talk_is_once_in_its_document_and_its_event(stored: Stored) -> None:
    found = made_of(stored, show_drafts=True)
    assert len({talk.id for talk in found.talks}) == len(found.talks)
    assert sum(map(len, found.by_document.values())) == len(found.talks)
    assert sum(map(len, found.by_event.values())) == sum(1 for talk in found.talks if talk.event)
    for talk in found.talks:
        assert found.talks_by_name[talk.id] == talk
        assert talk in found.by_document[talk.docname]
        assert not talk.event or talk in found.by_event[talk.event.id]


@FEW
@given(PROGRAMMES)
def test_no_talk_is_lost_without_a_fault(stored: Stored) -> None:
    found = made_of(stored, show_drafts=True)
    same = [fault for fault in found.faults if fault.kind == "id" and fault.message.startswith("the talk")]
    assert len(found.talks) + len(same) == len(stored[1])
    known = [fault for fault in found.faults if fault.kind == "id" and fault.message.startswith("the event")]
    assert len(found.events) + len(known) == len(stored[0])


@FEW
@given(PROGRAMMES)
def test_a_fault_stands_where_an_author_typed_something(stored: Stored) -> None:
    places = {(data["docname"], data["line"]) for found in stored[:3] for data in found}
    for fault in made_of(stored, show_drafts=True).faults:
        assert (fault.docname, fault.line) in places
        assert fault.kind in ("address", "date", "id", "reference", "speaker")


@FEW
@given(PROGRAMMES)
def test_nothing_of_an_unpublished_post_is_shown_but_in_a_preview(stored: Stored) -> None:
    published, preview = made_of(stored), made_of(stored, show_drafts=True)
    assert all(not talk.unpublished_as for talk in published.talks)
    marked = {(talk.docname, talk.line) for talk in preview.talks if talk.unpublished_as}
    assert marked.isdisjoint((talk.docname, talk.line) for talk in published.talks)
    posts = {(post["docname"], post["section"]) for post in stored[3] if post["unpublished_as"]}
    assert posts.isdisjoint(published.posts.values())


@FEW
@given(PROGRAMMES)
def test_editions_lead_there_and_back_from_the_first_to_the_last(stored: Stored) -> None:
    found = made_of(stored)
    assert set(found.editions) == {event.id for event in found.events if event.series}
    for name, (before, after) in found.editions.items():
        for other, place in ((before, 1), (after, 0)):
            if other:
                assert other.series.casefold() == found.events_by_id[name].series.casefold()
                back = found.editions[other.id][place]
                assert back
                assert back.id == name


# Events


@pytest.mark.parametrize(
    ("docname", "expected"),
    [
        ("events/conf-2020", "conf-2020"),
        ("events/2020/conf", "conf"),
        ("events/conf/index", "conf"),
        ("conf", "conf"),
        ("events/index-2020", "index-2020"),
    ],
)
def test_an_events_id_is_its_files_name(docname: str, expected: str) -> None:
    assert ids(programme_of(events=[an_event(docname)]).events) == [expected]


def test_two_files_of_one_name_are_told_and_the_first_one_counts() -> None:
    found = programme_of(events=[an_event("events/2020/conf", line=4), an_event("events/2019/conf")])
    assert [event.docname for event in found.events] == ["events/2019/conf"]
    assert found.faults == (
        Fault(
            kind="id",
            message='the event "conf" is already the one of events/2019/conf: rename one of the two files',
            docname="events/2020/conf",
            line=4,
        ),
    )


def test_the_newest_event_comes_first_by_its_own_day_or_its_first_talks() -> None:
    found = programme_of(
        events=[
            an_event("events/a", JUNE_25, JUNE_27),
            an_event("events/b", JUNE_26),
            an_event("events/by-post"),
            an_event("events/no-day"),
            an_event("events/c", JUNE_26),
        ],
        talks=[a_talk("posts/2", event="by-post"), a_talk("posts/1", event="by-post")],
        posts=[a_post("posts/1", day(6, 24)), a_post("posts/2", day(6, 28))],
    )
    assert ids(found.events) == ["b", "c", "a", "by-post", "no-day"]
    by_id = found.events_by_id
    assert [found.first_day(by_id[name]) for name in ("a", "by-post", "no-day")] == [JUNE_25, JUNE_24, None]


@pytest.mark.parametrize(("place", "online"), [("online", True), ("ONLINE", True), ("Utrecht", False), ("", False)])
def test_an_event_is_online_where_its_place_says_so(place: str, online: bool) -> None:
    (event,) = programme_of(events=[an_event(place=place)]).events
    assert event.is_online is online


def test_a_series_goes_from_its_first_edition_to_its_last() -> None:
    found = programme_of(
        events=[
            an_event("events/conf-2020", JUNE_25, series="Conf"),
            an_event("events/conf-2018", date(2018, 6, 1), series="conf"),
            an_event("events/conf-2019", date(2019, 6, 1), series="CONF"),
            an_event("events/other", date(2019, 6, 2), series="Other"),
            an_event("events/alone", date(2019, 6, 3)),
        ]
    )
    editions = {name: tuple(event and event.id for event in both) for name, both in found.editions.items()}
    assert editions == {
        "conf-2018": (None, "conf-2019"),
        "conf-2019": ("conf-2018", "conf-2020"),
        "conf-2020": ("conf-2019", None),
        "other": (None, None),
    }


def test_an_edition_without_a_day_does_not_come_before_the_first_one() -> None:
    found = programme_of(
        events=[an_event("events/conf-2020", JUNE_25, series="Conf"), an_event("events/conf-2021", series="Conf")]
    )
    assert found.editions["conf-2020"][0] is None


# Which talk


@pytest.mark.parametrize(
    ("talk", "expected", "anchor"),
    [
        (a_talk("posts/a"), "posts/a", ""),
        (a_talk("posts/a", "part"), "posts/a#part", "#part"),
        (a_talk("posts/a", named="keynote"), "keynote", ""),
        (a_talk("posts/a", "part", named="keynote"), "keynote", "#part"),
    ],
)
def test_a_talk_goes_by_its_id_or_by_its_place(talk: Any, expected: str, anchor: str) -> None:
    (found,) = programme_of(talks=[talk]).talks
    assert (found.id, found.anchor) == (expected, anchor)


def test_two_talks_of_one_id_are_told_and_the_first_one_counts() -> None:
    found = programme_of(talks=[a_talk("posts/b", named="x", line=9), a_talk("posts/a", named="x")])
    assert [talk.docname for talk in found.talks] == ["posts/a"]
    assert found.faults == (
        Fault(
            kind="id",
            message='the talk "x" is already the one of posts/a, line 7: give one of the two another id, or none',
            docname="posts/b",
            line=9,
        ),
    )


def test_a_talk_is_found_by_id_by_path_and_by_its_last_part_where_only_one_has_it() -> None:
    found = programme_of(
        talks=[
            a_talk("posts/2020/a", named="keynote"),
            a_talk("posts/2019/a"),
            a_talk("posts/b", "part", line=8),
            a_talk("posts/c", named="part"),
            a_talk("posts/d/index"),
        ]
    )
    assert {name: talk.docname for name, talk in found.talks_by_name.items()} == {
        "keynote": "posts/2020/a",
        "posts/2020/a": "posts/2020/a",
        "posts/2019/a": "posts/2019/a",
        "posts/b#part": "posts/b",
        "part": "posts/c",
        "c": "posts/c",
        "posts/c": "posts/c",
        "d": "posts/d/index",
        "posts/d/index": "posts/d/index",
    }


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ((), ("posts/a", "")),
        (("one",), ("posts/a", "one")),
        (("deep", "one"), ("posts/a", "one")),
        (("deep", "other"), ("posts/a", "")),
    ],
)
def test_a_talk_is_summarised_in_the_nearest_post_around_it(
    sections: tuple[str, ...], expected: tuple[str, str]
) -> None:
    posts = [a_post("posts/a", section="one"), a_post("posts/a"), a_post("posts/b", section="deep")]
    found = programme_of(talks=[a_talk("posts/a", *sections)], posts=posts)
    assert list(found.posts.values()) == [expected]


def test_the_talks_of_a_post_that_has_the_first_section_of_its_page_are_that_posts() -> None:
    posts = [a_post("posts/a", section="top"), a_post("posts/a", section="other")]
    talks = [a_talk("posts/a", line=5), a_talk("posts/a", "part", line=9), a_talk("posts/a", "other", line=13)]
    found = programme_of(talks=talks, posts=posts)
    assert [found.posts[talk.id][1] for talk in found.talks] == ["top", "top", "other"]


def test_a_talk_on_a_page_that_is_no_post_is_a_talk_all_the_same() -> None:
    found = programme_of(talks=[a_talk("notes/a", speakers=["Ada"])], posts=[a_post("posts/a")])
    assert (ids(found.talks), found.posts, found.labels_by_post) == (["notes/a"], {}, {})


def test_the_talks_of_a_draft_and_their_speakers_are_there_in_a_preview_alone() -> None:
    stored = {
        "talks": [a_talk("posts/a", speakers=["Ada"], event="nowhere")],
        "posts": [draft(a_post("posts/a", None))],
    }
    published: Any = programme_of(**stored)  # type: ignore[arg-type]
    assert (published.has_content, published.faults) == (False, ())
    preview = programme_of(**stored, show_drafts=True)  # type: ignore[arg-type]
    assert [(talk.unpublished_as, talk.day) for talk in preview.talks] == [("Draft", None)]
    assert len(preview.faults) == 1


# What a talk tells, and what others tell of it


@pytest.mark.parametrize("before", ["Conf", "conf-2020", "The Conf", "CONF"])
def test_a_heading_may_begin_with_any_name_of_the_event(before: str) -> None:
    event = an_event("events/conf-2020", title="Conf", other_names=["The Conf"])
    talk = a_talk("posts/a", heading=f"{before}: the title - Ada", event="conf-2020")
    (found,) = programme_of(events=[event], talks=[talk]).talks
    assert (found.title, [speaker.name for speaker in found.speakers]) == ("The title", ["Ada"])


def test_the_name_of_an_event_that_the_talk_is_not_of_stays_in_its_title() -> None:
    (found,) = programme_of(events=[an_event(title="Conf")], talks=[a_talk("posts/a", heading="Conf: the title")]).talks
    assert found.title == "Conf: the title"


def test_a_title_of_its_own_goes_before_the_heading_which_tells_the_speakers_all_the_same() -> None:
    (found,) = programme_of(talks=[a_talk("posts/a", heading="Notes - Ada", title="The title")]).talks
    assert (found.title, [speaker.name for speaker in found.speakers]) == ("The title", ["Ada"])


def test_an_apostrophe_is_one_however_it_is_written() -> None:
    """Sphinx makes curly ones of those in headings, and leaves options as they are."""
    curly, straight = "Pat O\N{RIGHT SINGLE QUOTATION MARK}Brien", "Pat O'Brien"
    event = an_event("events/conf", other_names=["O'Reilly"])
    talks = [
        a_talk("posts/a", event="conf", heading=f"O\N{RIGHT SINGLE QUOTATION MARK}Reilly: One - {curly}"),
        a_talk("posts/b", heading=f"Two - {curly}", speakers=[straight]),
        a_talk("posts/c", heading="Three", speakers=[straight]),
    ]
    found = programme_of(events=[event], talks=talks)
    assert [talk.title for talk in found.talks] == ["One", "Two", "Three"]
    assert found.faults == ()
    (speaker,) = found.speakers
    assert (speaker.name, list(found.speakers_by_name)) == (curly, [straight])
    assert len(found.by_speaker[speaker.slug]) == 3


@pytest.mark.parametrize("name", ["Dw “Rock” J", "Gerard \u201at Hooft", "Anne\N{EN DASH}Marie"])
def test_a_name_is_one_with_the_quotes_and_dashes_that_one_types(name: str) -> None:
    talks = [a_talk("posts/a", heading=f"One - {name}"), a_talk("posts/b", heading="Two", speakers=[as_typed(name)])]
    found = programme_of(talks=talks)
    assert ([speaker.name for speaker in found.speakers], found.faults) == ([name], ())


def test_talks_of_which_nobody_knows_the_day_are_last_in_either_order() -> None:
    talks = [a_talk("notes/a"), a_talk("posts/b", day=JUNE_24), a_talk("notes/c"), a_talk("posts/d", day=JUNE_25)]
    found = programme_of(talks=talks).talks
    assert ids(found) == ["posts/b", "posts/d", "notes/a", "notes/c"]
    assert ids(tuple(newest_first(found))) == ["posts/d", "posts/b", "notes/c", "notes/a"]


def test_a_post_that_tells_a_day_alone_tells_no_time_of_its_talk() -> None:
    talks = [a_talk("posts/a"), a_talk("posts/b", time=time(9)), a_talk("posts/c", time=time(17))]
    found = programme_of(talks=talks, posts=[a_post(f"posts/{name}", day(6, 25)) for name in "abc"])
    assert ids(found.talks) == ["posts/b", "posts/c", "posts/a"]


def test_a_speaker_under_two_names_is_one_speaker_of_a_talk() -> None:
    ada = a_speaker("people/ada", "Ada Lovelace", other_names=["Ada King"])
    found = programme_of(
        talks=[
            a_talk("posts/a", speakers=["Ada King", "Bo", "Ada Lovelace"]),
            a_talk("posts/b", speakers=["Ada King"]),
        ],
        speakers=[ada],
    )
    assert [speaker.name for speaker in found.talks_by_name["a"].speakers] == ["Ada Lovelace", "Bo"]
    assert ids(found.by_speaker["ada-lovelace"]) == ["posts/a", "posts/b"]


def test_speakers_with_a_page_and_without_talks_are_speakers() -> None:
    found = programme_of(speakers=[a_speaker("people/bo", "Bo Zed"), a_speaker("people/ada", "Ada Abel")])
    assert found.has_content
    assert [speaker.name for speaker in found.speakers] == ["Ada Abel", "Bo Zed"]
    assert set(found.speakers_by_document) == {"people/ada", "people/bo"}
    assert found.by_speaker == {}


@pytest.mark.parametrize(
    ("written", "end"),
    [
        ("conf2020", '; did you mean "conf-2020"?'),
        ("Something else", "; an event is a file with an {event} directive, and its id is that file's name"),
    ],
)
def test_an_event_that_is_not_there_is_told_and_the_talk_is_of_none(written: str, end: str) -> None:
    found = programme_of(events=[an_event("events/conf-2020")], talks=[a_talk("posts/a", event=written)])
    assert found.talks[0].event is None
    message = f'there is no event "{written}"{end}'
    assert found.faults == (Fault(kind="reference", message=message, docname="posts/a", line=7),)


# Days and times

ONE_DAY, SOME_DAYS, NO_DAYS = (JUNE_25,), (JUNE_25, JUNE_27), ()


@pytest.mark.parametrize(
    ("dates", "told", "at", "published", "expected", "start"),
    [
        (ONE_DAY, None, None, None, JUNE_25, None),
        (ONE_DAY, None, None, JUNE_27, JUNE_25, None),
        (ONE_DAY, None, HALF_PAST_TWO, JUNE_27, JUNE_25, "2020-06-25T14:30:00+02:00"),
        (ONE_DAY, None, time(0), JUNE_27, JUNE_25, "2020-06-26T00:00:00+02:00"),
        (ONE_DAY, None, HALF_PAST_MIDNIGHT, JUNE_25, JUNE_25, "2020-06-26T00:30:00+02:00"),
        (ONE_DAY, None, HALF_PAST_MIDNIGHT, JUNE_26, JUNE_25, "2020-06-26T00:30:00+02:00"),
        (ONE_DAY, JUNE_25, HALF_PAST_MIDNIGHT, None, JUNE_25, "2020-06-25T00:30:00+02:00"),
        (ONE_DAY, JUNE_26, HALF_PAST_MIDNIGHT, None, JUNE_25, "2020-06-26T00:30:00+02:00"),
        (SOME_DAYS, JUNE_26, time(3, 59), None, JUNE_25, "2020-06-26T03:59:00+02:00"),
        (SOME_DAYS, JUNE_26, time(4), None, JUNE_26, "2020-06-26T04:00:00+02:00"),
        (SOME_DAYS, JUNE_28, HALF_PAST_MIDNIGHT, None, JUNE_27, "2020-06-28T00:30:00+02:00"),
        (SOME_DAYS, None, HALF_PAST_MIDNIGHT, JUNE_28, JUNE_27, "2020-06-28T00:30:00+02:00"),
        (SOME_DAYS, None, HALF_PAST_MIDNIGHT, JUNE_25, JUNE_25, "2020-06-26T00:30:00+02:00"),
        (NO_DAYS, JUNE_26, HALF_PAST_MIDNIGHT, None, JUNE_26, "2020-06-26T00:30:00+02:00"),
        (SOME_DAYS, None, None, None, JUNE_25, None),
        (SOME_DAYS, None, None, JUNE_26, JUNE_26, None),
        (SOME_DAYS, None, None, date(2020, 7, 1), JUNE_25, None),
        (SOME_DAYS, None, HALF_PAST_TWO, JUNE_26, JUNE_26, "2020-06-26T14:30:00+02:00"),
        (SOME_DAYS, JUNE_27, HALF_PAST_TWO, JUNE_26, JUNE_27, "2020-06-27T14:30:00+02:00"),
        (SOME_DAYS, JUNE_27, None, JUNE_26, JUNE_27, None),
        (NO_DAYS, None, None, JUNE_26, JUNE_26, None),
        (NO_DAYS, None, HALF_PAST_TWO, JUNE_26, JUNE_26, "2020-06-26T14:30:00+02:00"),
        (NO_DAYS, JUNE_25, HALF_PAST_TWO, JUNE_26, JUNE_25, "2020-06-25T14:30:00+02:00"),
        (NO_DAYS, None, HALF_PAST_TWO, None, None, None),
        (NO_DAYS, None, None, None, None, None),
    ],
)
def test_a_talks_day_is_what_it_tells_or_its_event_or_its_post(
    dates: tuple[date, ...],
    told: date | None,
    at: time | None,
    published: date | None,
    expected: date | None,
    start: str | None,
) -> None:
    posts = [a_post("posts/a", datetime.combine(published, time(8), tzinfo=AMSTERDAM))] if published else []
    talk = a_talk("posts/a", event="conf", day=told, time=at)
    found = programme_of(events=[an_event("events/conf", *dates)], talks=[talk], posts=posts)
    (made,) = found.talks
    assert (made.day, made.start and made.start.isoformat()) == (expected, start)
    assert found.faults == ()


def test_what_begins_after_midnight_comes_last_in_its_evening_and_much_later_is_no_day_of_the_event() -> None:
    talks = [
        a_talk("posts/night", event="conf", day=JUNE_28, time=HALF_PAST_MIDNIGHT),
        a_talk("posts/evening", event="conf", day=JUNE_27, time=time(23)),
        a_talk("posts/morning", event="conf", day=JUNE_28, time=time(9)),
    ]
    found = programme_of(events=[an_event("events/conf", *SOME_DAYS)], talks=talks)
    assert [talk.docname for talk in found.talks] == ["posts/evening", "posts/night", "posts/morning"]
    assert [fault.docname for fault in found.faults] == ["posts/morning"]


def test_a_posts_event_is_that_of_its_talks_that_name_none() -> None:
    events = [an_event("events/conf", *SOME_DAYS), an_event("events/other", *SOME_DAYS)]
    talks = [a_talk("posts/a", "one"), a_talk("posts/a", "two", event="other"), a_talk("posts/b")]
    posts: list[PostData] = [{**a_post("posts/a"), "event": "conf"}, a_post("posts/b")]
    found = programme_of(events=events, talks=talks, posts=posts)
    assert {talk.id: talk.event and talk.event.id for talk in found.talks} == {
        "posts/a#one": "conf",
        "posts/a#two": "other",
        "posts/b": None,
    }


@pytest.mark.parametrize("published", [JUNE_24, date(2020, 7, 1), None])
def test_a_time_alone_that_may_be_of_any_day_of_the_event_is_told(published: date | None) -> None:
    posts = [a_post("posts/a", datetime.combine(published, time(8), tzinfo=AMSTERDAM))] if published else []
    talk = a_talk("posts/a", event="conf", time=HALF_PAST_TWO)
    found = programme_of(events=[an_event("events/conf", *SOME_DAYS)], talks=[talk], posts=posts)
    message = (
        '":start: 14:30" may be of any day of "conf", from 2020-06-25 to 2020-06-27: '
        'write the day too, like "2020-06-25 14:30"'
    )
    assert found.faults == (Fault(kind="date", message=message, docname="posts/a", line=7),)
    assert found.talks[0].day == JUNE_25


@pytest.mark.parametrize(
    ("dates", "days"), [(ONE_DAY, "2020-06-25"), (SOME_DAYS, "2020-06-25 to 2020-06-27"), ((JUNE_26, JUNE_27), None)]
)
@pytest.mark.parametrize("wrong", [JUNE_24, date(2020, 6, 28)])
def test_a_talk_on_another_day_than_its_event_is_told(dates: tuple[date, ...], days: str | None, wrong: date) -> None:
    events = [an_event("events/conf", *dates, line=5)]
    found = programme_of(events=events, talks=[a_talk("posts/a", event="conf", day=wrong, time=HALF_PAST_TWO)])
    days = days or "2020-06-26 to 2020-06-27"
    message = f'":start: {wrong}" is no day of "conf", which has {days} (events/conf, line 5): correct one of them'
    assert found.faults == (Fault(kind="date", message=message, docname="posts/a", line=7),)
    assert found.talks[0].day == wrong


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (date(2020, 1, 25), "2020-01-25T14:30:00+01:00"),
        (date(2020, 3, 28), "2020-03-28T14:30:00+01:00"),
        (date(2020, 3, 29), "2020-03-29T14:30:00+02:00"),  # the clock changed that night
    ],
)
def test_a_start_is_a_moment_in_the_weblogs_time_zone(told: date, expected: str) -> None:
    (found,) = programme_of(talks=[a_talk("posts/a", day=told, time=HALF_PAST_TWO)]).talks
    assert found.start
    assert found.start.isoformat() == expected


def test_a_posts_day_is_that_of_the_weblogs_time_zone() -> None:
    posts = [a_post("posts/a", datetime(2020, 6, 25, 1, tzinfo=AMSTERDAM))]
    (found,) = programme_of(talks=[a_talk("posts/a")], posts=posts, zone=NEW_YORK).talks
    assert found.day == JUNE_24


def test_talks_come_by_day_then_by_start_or_post_and_on_one_page_by_their_place() -> None:
    found = programme_of(
        events=[an_event("events/conf", JUNE_25, JUNE_27)],
        talks=[
            a_talk("posts/unknown"),
            a_talk("posts/late", event="conf", day=JUNE_25, time=time(16)),
            a_talk("posts/a", "two", line=20, event="conf"),
            a_talk("posts/a", "one", line=10, event="conf"),
            a_talk("posts/noon", event="conf"),
            a_talk("notes/of-event", event="conf"),
            a_talk("posts/late-too", event="conf", day=JUNE_25),
            a_talk("posts/z", event="conf", day=JUNE_26, time=time(9)),
        ],
        posts=[
            a_post("posts/late", day(6, 1)),
            a_post("posts/late-too", day(7, 1)),
            a_post("posts/z", day(6, 1)),
            a_post("posts/a", datetime(2020, 6, 26, 12, tzinfo=AMSTERDAM)),
            a_post("posts/noon", datetime(2020, 6, 25, 12, tzinfo=AMSTERDAM)),
        ],
    )
    assert ids(found.talks) == [
        *("posts/noon", "posts/late", "posts/late-too", "notes/of-event"),
        *("posts/z", "posts/a#one", "posts/a#two", "posts/unknown"),
    ]


def test_a_post_has_the_labels_of_the_events_and_speakers_of_its_talks() -> None:
    found = programme_of(
        events=[an_event("events/conf", title="Conf")],
        talks=[
            a_talk("posts/a", "one", line=5, event="conf", speakers=["Ada", "Bo"]),
            a_talk("posts/a", "two", line=9, speakers=["Ada"]),
            a_talk("posts/b", speakers=["Bo"]),
        ],
        speakers=[a_speaker("people/ada", "Ada")],
        posts=[a_post("posts/a"), a_post("posts/a", section="two"), a_post("posts/b")],
    )
    conf = Label(kind="event", name="Conf", slug="conf", pagename="events/conf")
    ada = Label(kind="speaker", name="Ada", slug="ada", pagename="people/ada")
    bo = Label(kind="speaker", name="Bo", slug="bo", pagename="speakers/bo")
    assert found.labels_by_post == {("posts/a", ""): [conf, ada, bo], ("posts/a", "two"): [ada], ("posts/b", ""): [bo]}


def test_what_a_page_is_about_is_found_by_its_name() -> None:
    found = programme_of(
        events=[an_event("events/conf")],
        talks=[a_talk("posts/a", speakers=["Bo"])],
        speakers=[a_speaker("people/ada", "Ada")],
    )
    assert {name: event.id for name, event in found.events_by_document.items()} == {"events/conf": "conf"}
    assert {name: speaker.name for name, speaker in found.speakers_by_document.items()} == {"people/ada": "Ada"}
    pages = {name: speaker.name for name, speaker in found.speakers_by_page.items()}
    assert pages == {"people/ada": "Ada", "speakers/bo": "Bo"}
