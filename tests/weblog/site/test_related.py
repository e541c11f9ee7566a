"""What else there is for the reader of a post: windows of other talks, back-links, related posts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weblog.posts.links import Link
from weblog.site.related import BESIDE, NEAR, RELATED, OtherTalks, Related

from ...words import FEW
from ..strategies import AMSTERDAM, PROGRAMMES, Stored, a_post, a_talk, an_event, day, programme_of, talk_pages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weblog.posts.model import PostData
    from weblog.talks.model import TalkData

START = datetime(2020, 3, 1, 10, tzinfo=AMSTERDAM)
EVENTS = [an_event("events/conf", title="Conf"), an_event("events/meetup", title="Meetup")]


def related(
    talks: Iterable[TalkData], posts: list[PostData], referrers: Mapping[str, list[str]] | None = None
) -> Related:
    pages = talk_pages_of(programme_of(events=EVENTS, talks=talks, posts=posts), posts)
    return Related(pages, pages.catalog, referrers or {})


def of_stored(stored: Stored, referrers: Mapping[str, list[str]]) -> Related:
    events, talks, speakers, posts = stored
    pages = talk_pages_of(programme_of(events=events, talks=talks, speakers=speakers, posts=posts), posts)
    return Related(pages, pages.catalog, referrers)


def in_a_row(count: int, **options: Any) -> list[TalkData]:
    """Talks on posts/00, posts/01, ..."""
    return [a_talk(f"posts/{place:02}", title=f"Talk {place}", **{"speakers": [], **options}) for place in range(count)]


def posts_in_a_row(count: int, *tags: str) -> list[PostData]:
    """Posts posts/00, posts/01, ... an hour after each other, none at midnight, which is a day without a time."""
    return [a_post(f"posts/{place:02}", START + timedelta(hours=place, minutes=1), tags=tags) for place in range(count)]


def unique_names(links: Iterable[Link]) -> list[str]:
    return [link.pagename.removeprefix("posts/") for link in links]


def window(others: OtherTalks) -> tuple[list[str], list[str]]:
    return unique_names(row.link for row in others.before), unique_names(row.link for row in others.after)


def all_links(found: Mapping[str, Any]) -> list[Link]:
    rows = [
        row
        for kind in ("at_events", "by_speakers")
        for others in found.get(kind, ())
        for row in (*others.before, *others.after)
    ]
    return [*(row.link for row in rows), *found.get("referring", ()), *found.get("related", ())]


# Windows


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        (0, [], ["01", "02", "03"]),
        (1, ["00"], ["02", "03", "04"]),
        (4, ["01", "02", "03"], ["05", "06", "07"]),
        (8, ["05", "06", "07"], ["09"]),
        (9, ["06", "07", "08"], []),
    ],
)
@pytest.mark.parametrize(
    ("options", "kind", "whole"),
    [
        ({"event": "conf"}, "at_events", Link(text="Conf", pagename="events/conf")),
        ({"speakers": ["Ada"]}, "by_speakers", Link(text="Ada", pagename="speakers/ada")),
    ],
)
def test_a_post_shows_the_talks_just_before_and_after_its_own(
    options: dict[str, Any], kind: str, whole: Link, place: int, before: list[str], after: list[str]
) -> None:
    found: Any = related(in_a_row(10, **options), posts_in_a_row(10)).facts_of(f"posts/{place:02}")
    (others,) = found[kind]
    assert others.all_talks == whole
    assert window(others) == (before, after)
    assert [bool(value) for name, value in found.items() if name != kind] == [False, False, False]


def test_a_post_of_several_talks_shows_those_around_the_first_of_them() -> None:
    talks = in_a_row(5, event="conf")
    talks += [a_talk("posts/01", "part", line=20, event="conf"), a_talk("posts/03", "part", line=20, event="meetup")]
    found: Any = related(talks, posts_in_a_row(5))
    assert [window(others) for others in found.facts_of("posts/01")["at_events"]] == [(["00"], ["02", "03", "04"])]
    assert [window(others) for others in found.facts_of("posts/03")["at_events"]] == [(["01", "01", "02"], ["04"])]


def test_a_talk_alone_at_its_event_and_by_its_speaker_has_no_others() -> None:
    assert related([a_talk("posts/00", event="conf", speakers=["Ada"])], posts_in_a_row(1)).facts_of("posts/00") == {}


def test_each_speaker_of_a_talk_has_a_window_in_the_order_of_the_talk() -> None:
    talks = [
        a_talk("posts/00", speakers=["Bo"]),
        a_talk("posts/01", speakers=["Bo", "Ada", "Cy"]),
        a_talk("posts/02", speakers=["Ada"]),
    ]
    found: Any = related(talks, posts_in_a_row(3)).facts_of("posts/01")
    assert [(others.all_talks.text, window(others)) for others in found["by_speakers"]] == [
        ("Bo", (["00"], [])),
        ("Ada", ([], ["02"])),
    ]


@pytest.mark.parametrize("docname", ["events/conf", "notes/a", "nowhere"])
def test_a_page_that_is_no_post_shows_nothing(docname: str) -> None:
    talks = [*in_a_row(3, event="conf", speakers=["Ada"]), a_talk("notes/a", event="conf", speakers=["Ada"])]
    assert related(talks, posts_in_a_row(3), {docname: ["posts/00"]}).facts_of(docname) == {}


# Back-links


def test_the_posts_that_refer_to_a_post_are_shown_the_newest_first() -> None:
    referrers = {"posts/00": ["posts/02", "about", "posts/04", "posts/01"]}
    found: Any = related([], posts_in_a_row(5), referrers).facts_of("posts/00")
    assert unique_names(found["referring"]) == ["04", "02", "01"]
    assert related([], posts_in_a_row(5), referrers).facts_of("posts/02") == {}


def test_a_document_of_several_posts_refers_once() -> None:
    posts = [
        *posts_in_a_row(1),
        a_post("posts/a", section="one", title="One"),
        a_post("posts/a", day(6, 2), section="two"),
    ]
    found: Any = related([], posts, {"posts/00": ["posts/a"]}).facts_of("posts/00")
    assert unique_names(found["referring"]) == ["a"]


# Related posts


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"a": ["x"]}, ["a"]),
        ({"a": []}, []),
        ({"a": ["x"], "b": ["y"], "c": ["x", "y"]}, ["c", "b", "a"]),
        ({"a": ["x"], "b": ["x"], "c": ["x"], "d": ["x"]}, ["d", "c", "b"]),
        ({"a": ["x", "y"], "b": ["x"], "c": ["x"], "d": ["x"]}, ["a", "d", "c"]),
        ({"a": ["z"], "b": ["z"]}, []),
    ],
)
def test_posts_with_the_most_tags_in_common_are_related_and_of_them_the_nearest(
    tags: dict[str, list[str]], expected: list[str]
) -> None:
    posts = [a_post(f"posts/{name}", day(5, place), tags=found) for place, (name, found) in enumerate(tags.items(), 1)]
    between = a_post("posts/between", day(5, 31))  # its neighbour is shown as such
    found: Any = related([], [*posts, between, a_post("posts/own", day(6, 1), tags=["x", "y"])]).facts_of("posts/own")
    assert unique_names(found.get("related", ())) == expected


def test_of_posts_with_as_many_tags_in_common_the_nearest_in_time_comes_first() -> None:
    posts = [
        a_post("posts/old", day(1, 1), tags=["rare"]),
        a_post("posts/b", day(5, 29), tags=["x"]),
        a_post("posts/c", day(5, 30), tags=["x"]),
        a_post("posts/neighbour", day(5, 31), tags=["x"]),
        a_post("posts/own", day(6, 1), tags=["x", "rare"]),
    ]
    found: Any = related([], posts).facts_of("posts/own")
    assert unique_names(found["related"]) == ["c", "b", "old"]


def test_a_post_that_is_shown_already_is_not_related_as_well() -> None:
    talks = [
        *in_a_row(2, speakers=["Ada"]),
        a_talk("posts/02", event="conf", speakers=[]),
        a_talk("posts/03", event="conf"),
    ]
    talks[1] = a_talk("posts/01", event="conf", speakers=["Ada"])
    found: Any = related(talks, posts_in_a_row(7, "x"), {"posts/01": ["posts/04"]}).facts_of("posts/01")
    assert unique_names(found["referring"]) == ["04"]
    assert unique_names(found["related"]) == ["05", "06"]
    assert len({link.pagename for link in all_links(found)}) == len(all_links(found)) == 6


def test_other_talks_of_the_event_are_not_related_even_beyond_the_window() -> None:
    found: Any = related(in_a_row(8, event="conf"), posts_in_a_row(10, "x")).facts_of("posts/00")
    assert unique_names(found["related"]) == ["08"], "those of the event are looked for in its list"


def test_a_page_of_several_posts_has_no_related_ones() -> None:
    posts = [a_post("posts/00", section="one", tags=["x"]), a_post("posts/00", section="two", tags=["x"])]
    assert related([], [*posts, a_post("posts/01", tags=["x"])]).facts_of("posts/00") == {}


# What always holds


@FEW
@given(st.integers(1, 14), st.data())
def test_a_window_is_the_nearest_talks_on_either_side(count: int, data: st.DataObject) -> None:
    at_conf = data.draw(st.sets(st.integers(0, count - 1), min_size=1))
    talks = [{**talk, "event": "conf" if place in at_conf else ""} for place, talk in enumerate(in_a_row(count))]
    found = related(talks, posts_in_a_row(count))  # type: ignore[arg-type]
    for own in at_conf:
        before = [f"{place:02}" for place in sorted(at_conf) if place < own][-BESIDE:]
        after = [f"{place:02}" for place in sorted(at_conf) if place > own][:BESIDE]
        shown: Any = found.facts_of(f"posts/{own:02}").get("at_events", ())
        assert [window(others) for others in shown] == ([(before, after)] if before or after else [])


@FEW
@given(PROGRAMMES, st.dictionaries(st.sampled_from(["posts/a", "posts/b"]), st.just(["posts/c", "posts/2020/a", "x"])))
def test_no_window_is_wider_than_it_may_be_and_no_page_shows_itself(
    stored: Stored, referrers: dict[str, list[str]]
) -> None:
    found = of_stored(stored, referrers)
    for docname in {post["docname"] for post in stored[3]}:
        shown: Any = found.facts_of(docname)
        for others in (*shown.get("at_events", ()), *shown.get("by_speakers", ())):
            assert len(others.before) <= BESIDE
            assert len(others.after) <= BESIDE
            assert others.before or others.after
        assert len(shown.get("related", ())) <= RELATED
        assert docname not in {link.pagename for link in all_links(shown)}


@FEW
@given(st.integers(0, 25), st.integers(0, 25))
def test_a_talk_changes_the_pages_of_its_neighbours_alone(changed: int, seen: int) -> None:
    options: dict[str, Any] = {"event": "conf", "speakers": ["Ada"]}
    talks, posts = in_a_row(26, **options), posts_in_a_row(26)
    before = related(talks, posts).facts_of(f"posts/{seen:02}")
    talks[changed] = a_talk(f"posts/{changed:02}", title="Another title", **options)
    after = related(talks, posts).facts_of(f"posts/{seen:02}")
    assert (before == after) == (changed == seen or abs(changed - seen) > BESIDE)


@FEW
@given(st.integers(0, 25), st.integers(0, 25))
def test_a_tag_more_changes_the_pages_of_near_posts_alone(changed: int, seen: int) -> None:
    posts = posts_in_a_row(26, "x", "y")
    before = related([], posts).facts_of(f"posts/{seen:02}")
    posts[changed] = {**posts[changed], "title": "Another", "tags": ["x"]}
    after = related([], posts).facts_of(f"posts/{seen:02}")
    assert before == after or abs(changed - seen) <= NEAR + RELATED


@FEW
@given(st.integers(0, 24), st.integers(0, 25))
def test_a_new_post_at_the_end_changes_the_pages_of_the_last_ones_alone(count: int, seen: int) -> None:
    options: dict[str, Any] = {"event": "conf", "speakers": ["Ada"]}
    seen = min(seen, count)
    before, after = (
        related(in_a_row(many, **options), posts_in_a_row(many, "x")).facts_of(f"posts/{seen:02}")
        for many in (count + 1, count + 2)
    )
    assert (before == after) == (count + 1 - seen > BESIDE)
