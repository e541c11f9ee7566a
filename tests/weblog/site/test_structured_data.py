"""What search engines read of posts, events, talks and speakers."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

import pytest
from hypothesis import example, given

from weblog.posts.links import Link
from weblog.site.structured_data import breadcrumbs, event, post, speaker, talk_event, text

from ...words import HOSTILE
from ..strategies import BASE, SITE, TITLES, a_post, a_speaker, a_talk, an_event, catalog_of, day, programme_of

CONF = an_event(
    "events/conf",
    date(2020, 6, 25),
    date(2020, 6, 26),
    title="Conf 2020",
    place="Utrecht",
    url="https://conf.example/",
    other_names=["The Conf"],
)
OPENING = a_talk(
    "posts/a",
    "part",
    title="Opening",
    event="conf",
    speakers=["Ada", "Bo"],
    day=date(2020, 6, 25),
    time=time(9),
    materials={"video": "https://a.example/video", "slides": "https://a.example/slides"},
)
PLACE = {"@type": "Place", "name": "Utrecht", "address": "Utrecht"}
ADA = {"@type": "Person", "name": "Ada", "url": f"{BASE}speakers/ada.html"}
BO = {"@type": "Person", "name": "Bo", "url": f"{BASE}speakers/bo.html"}
CONF_ALONE = {
    "@type": "Event",
    "name": "Conf 2020",
    "url": f"{BASE}events/conf.html",
    "startDate": "2020-06-25",
    "endDate": "2020-06-26",
    "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    "location": PLACE,
    "alternateName": ["The Conf"],
    "sameAs": "https://conf.example/",
}
OPENING_ALONE = {
    "@type": "Event",
    "name": "Opening",
    "url": f"{BASE}posts/a.html#part",
    "startDate": "2020-06-25T09:00:00+02:00",
    "performer": [ADA, BO],
    "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    "location": PLACE,
}


def an_only_post(**options: Any) -> Any:
    return catalog_of([a_post("posts/a", day(6, 1), **options)]).posts[0]


def strings(value: Any) -> set[str]:
    """All that is written in some JSON."""
    if isinstance(value, dict):
        return {found for part in value.values() for found in strings(part)}
    if isinstance(value, list):
        return {found for part in value for found in strings(part)}
    return {value} if isinstance(value, str) else set()


def test_a_talk_is_an_event_within_its_event() -> None:
    (talk,) = programme_of(events=[CONF], talks=[OPENING]).talks
    assert talk_event(SITE, talk) == {
        **OPENING_ALONE,
        "superEvent": CONF_ALONE,
        "recordedIn": "https://a.example/video",
    }


def test_an_event_has_its_talks_with_its_place_each() -> None:
    programme = programme_of(events=[CONF], talks=[OPENING])
    found = event(SITE, programme.events[0], programme.talks)
    assert found == {**CONF_ALONE, "subEvent": [OPENING_ALONE]}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, {}),
        (
            {"place": "Online"},
            {"mode": "Online", "location": {"@type": "VirtualLocation", "url": f"{BASE}events/conf.html"}},
        ),
        (
            {"place": "online", "url": "https://a.example/"},
            {
                "mode": "Online",
                "location": {"@type": "VirtualLocation", "url": "https://a.example/"},
                "sameAs": "https://a.example/",
            },
        ),
        ({"place": "Utrecht"}, {"mode": "Offline", "location": PLACE}),
    ],
)
def test_an_event_says_where_it_was_and_nothing_that_nobody_knows(
    options: dict[str, str], expected: dict[str, Any]
) -> None:
    (made,) = programme_of(events=[an_event("events/conf", title="Conf", **options)]).events  # type: ignore[arg-type]
    if mode := expected.pop("mode", None):
        expected["eventAttendanceMode"] = f"https://schema.org/{mode}EventAttendanceMode"
    usual = {"@type": "Event", "name": "Conf", "url": f"{BASE}events/conf.html"}
    assert event(SITE, made) == {**usual, **expected}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, None),
        ({"day": date(2020, 6, 25)}, "2020-06-25"),
        ({"day": date(2020, 1, 25), "time": time(9)}, "2020-01-25T09:00:00+01:00"),
    ],
)
def test_a_talk_says_when_it_was_as_exactly_as_it_is_known(options: dict[str, Any], expected: str | None) -> None:
    (talk,) = programme_of(talks=[a_talk("posts/a", **options)]).talks
    assert talk_event(SITE, talk).get("startDate") == expected


def test_a_speaker_is_a_person_with_other_names_and_links_where_they_are_the_subject() -> None:
    links = [("Weblog", "https://ada.example/"), ("Code", "https://code.example/ada")]
    page = a_speaker("people/ada", "Ada", other_names=["Ada King"], links=links)
    (ada,) = programme_of(speakers=[page]).speakers
    brief = {"@type": "Person", "name": "Ada", "url": f"{BASE}people/ada.html"}
    assert speaker(SITE, ada, is_brief=True) == brief
    assert speaker(SITE, ada) == {
        **brief,
        "alternateName": ["Ada King"],
        "sameAs": ["https://ada.example/", "https://code.example/ada"],
    }


def test_a_post_is_part_of_the_weblog_and_about_its_talks() -> None:
    (talk,) = programme_of(events=[CONF], talks=[OPENING]).talks
    made = an_only_post(title="A post", section="part", tags=["x", "y"], updates=[day(6, 3)], author=["Ada"])
    assert post(SITE, made, [talk]) == {
        "@type": "BlogPosting",
        "headline": "A post",
        "url": f"{BASE}posts/a.html#part",
        "datePublished": "2020-06-01",
        "dateModified": "2020-06-03",
        "description": "Some words.",
        "keywords": ["x", "y"],
        "inLanguage": "en",
        "author": [{"@type": "Person", "name": "Ada"}],
        "isPartOf": {"@type": "Blog", "name": "A weblog", "url": BASE},
        "about": [talk_event(SITE, talk)],
    }


def test_a_post_without_an_author_is_by_the_weblogs() -> None:
    found = post(SITE, an_only_post(), [])
    assert found["author"] == [{"@type": "Person", "name": "Reinout"}]
    assert found.keys().isdisjoint({"keywords", "about"})


def test_the_way_to_a_page_begins_at_the_front_page() -> None:
    way = [Link(text="Events", pagename="events"), Link(text="Part", pagename="posts/a", anchor="#part")]
    assert [(step["position"], step["name"], step["item"]) for step in breadcrumbs(SITE, way)["itemListElement"]] == [
        (1, "A weblog", BASE),
        (2, "Events", f"{BASE}events.html"),
        (3, "Part", f"{BASE}posts/a.html#part"),
    ]


@given(TITLES, HOSTILE, TITLES)
@example("</script><script>alert(1)</script>", "<!-- <script>", "\N{LINE SEPARATOR}")
def test_what_people_typed_comes_back_as_it_is_and_ends_no_script(title: str, words: str, name: str) -> None:
    programme = programme_of(
        events=[an_event("events/conf", title=title, place=words, other_names=[words])],
        talks=[a_talk("posts/a", title=title, event="conf", speakers=[name])],
    )
    (talk,), (conf,), (person,) = programme.talks, programme.events, programme.speakers
    things = [
        post(SITE, an_only_post(title=title, summary=words, tags=[name]), [talk]),
        event(SITE, conf, [talk]),
        speaker(SITE, person),
        breadcrumbs(SITE, [Link(text=name, pagename="x")]),
    ]
    written = text(things)
    assert "<" not in written
    assert json.loads(written) == {"@context": "https://schema.org", "@graph": things}
    assert {title, name} | ({words} if words else set()) <= strings(json.loads(written))
