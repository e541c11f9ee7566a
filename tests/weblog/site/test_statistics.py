"""What is counted, and in which order it stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from hypothesis import given

from weblog.site.statistics import LONGEST, count

from ...words import FEW
from ..strategies import AMSTERDAM, IN_TWO_ORDERS, a_post, a_talk, an_event, catalog_of, day, programme_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weblog.posts.model import PostData
    from weblog.site.statistics import Line, Statistics
    from weblog.talks.model import TalkData


def statistics_of(
    posts: Iterable[PostData] = (), talks: Iterable[TalkData] = (), show_drafts: bool = False
) -> Statistics:
    events = [an_event("events/conf", date(2020, 3, 1), title="Conf"), an_event("events/empty", title="Empty")]
    posts = [*posts]
    return count(catalog_of(posts), programme_of(events=events, talks=talks, posts=posts, show_drafts=show_drafts))


def in_year(year: int, month: int = 1, tags: Iterable[str] = ()) -> PostData:
    return a_post(f"posts/{year}/{month}", datetime(year, month, 5, 10, tzinfo=AMSTERDAM), tags=tags)


def numbers(lines: Iterable[Line]) -> list[tuple[str, int | None, int, str]]:
    return [(line.link.text, line.link.count, line.share, line.years) for line in lines]


def test_posts_are_counted_by_year_and_month() -> None:
    found = statistics_of([in_year(2020, 1), in_year(2020, 2), in_year(2017, 12), in_year(2020, 6)])
    assert (found.posts, found.first, found.last) == (4, date(2017, 12, 5), date(2020, 6, 5))
    assert [(year.title, year.posts, year.share, bool(year.link)) for year in found.years] == [
        ("2020", 3, 100, True),
        *(("2019", 0, 0, False), ("2018", 0, 0, False)),
        ("2017", 1, 34, True),
    ]
    months = [[month.link.pagename if month.link else "" for month in year.months] for year in found.years]
    assert months[0] == ["weblog/2020/01", "weblog/2020/02", "", "", "", "weblog/2020/06", *([""] * 6)]
    assert months[1] == [""] * 12
    assert months[3] == [*([""] * 11), "weblog/2017/12"]


def test_a_month_is_the_darker_the_more_posts_it_has() -> None:
    posts = [a_post(f"posts/{month}/{number}", day(month, 2)) for month in range(1, 6) for number in range(2**month)]
    (year,) = statistics_of(posts).years
    assert [month.shade for month in year.months] == [1, 1, 1, 2, 4, *([0] * 7)]


def test_a_year_that_stands_far_apart_doesnt_drag_all_between_along() -> None:
    assert [year.title for year in statistics_of([in_year(1896), in_year(2019), in_year(2020)]).years] == [
        *("2020", "2019", "1896")
    ]
    assert len(statistics_of([in_year(2009), in_year(2020)]).years) == 12
    assert len(statistics_of([in_year(2008), in_year(2020)]).years) == 2


def test_drafts_and_scheduled_posts_do_not_count_nor_do_their_talks() -> None:
    posts = [
        a_post("posts/draft", None, tags=["a"]),
        a_post("posts/later", day(12, 1), tags=["a"]),
        a_post("posts/now", day(3, 1)),
    ]
    posts[0]["unpublished_as"], posts[1]["unpublished_as"] = "Draft", "Scheduled"
    talks = [a_talk(post["docname"], event="conf", speakers=[post["docname"]]) for post in posts]
    found = statistics_of(posts, talks, show_drafts=True)
    assert (found.posts, found.talks, found.events_heard, found.speakers_heard, found.tags) == (1, 1, 1, 1, ())
    assert (found.speakers, found.heard_once) == ((), 1)
    assert [(year.title, year.talks, year.events) for year in found.years] == [("2020", 1, 1)]


def test_tags_are_ordered_by_their_posts_then_by_the_last_one() -> None:
    found = statistics_of(
        [
            in_year(2018, 1, ["old", "both"]),
            in_year(2019, 1, ["new", "both"]),
            in_year(2020, 1, ["both", "Zebra", "ant"]),
        ]
    )
    assert numbers(found.tags) == [
        ("both", 3, 100, "2018\N{THIN SPACE}\N{EN DASH}\N{THIN SPACE}2020"),
        *(("Zebra", 1, 34, "2020"), ("ant", 1, 34, "2020"), ("new", 1, 34, "2019"), ("old", 1, 34, "2018")),
    ]
    assert [[tag.text for tag in year.tags] for year in found.years] == [
        *(["Zebra", "ant", "both"], ["both", "new"], ["both", "old"])
    ]
    assert found.tags[0].link.pagename == "weblog/tag/both"


def test_an_event_is_of_the_year_of_its_talks_and_counts_when_there_is_one() -> None:
    talks = [
        *(a_talk(f"posts/{number}", event="conf", speakers=["Ada", f"Bo {number}"]) for number in range(3)),
        *(a_talk(f"somewhere/{number}", speakers=["Cy"]) for number in range(2)),  # nobody knows when
    ]
    found = statistics_of([a_post(f"posts/{number}", day(5, 1)) for number in range(3)], talks)
    assert (found.talks, found.events_heard, found.speakers_heard) == (5, 1, 5)
    assert numbers(found.events) == [("Conf", 3, 0, "2020")]
    assert numbers(found.speakers) == [("Ada", 3, 100, "2020"), ("Cy", 2, 67, "")]
    assert found.heard_once == 3
    assert [(year.posts, year.talks, year.events) for year in found.years] == [(3, 3, 1)]


def test_lists_end_after_the_largest_numbers() -> None:
    posts = [a_post(f"posts/{n}-{m}", day(1, 1), tags=[f"tag {n:02}"]) for n in range(20) for m in range(20 - n)]
    assert [line.link.text for line in statistics_of(posts).tags] == [f"tag {n:02}" for n in range(LONGEST)]


def test_bars_that_would_all_be_alike_are_left_out() -> None:
    found = statistics_of([in_year(2019, tags=["a"]), in_year(2020, tags=["b"])])
    assert [year.share for year in found.years] == [line.share for line in found.tags] == [0, 0]


def test_a_weblog_without_anything_has_nothing_to_count() -> None:
    found = statistics_of()
    assert (found.posts, found.first, found.last, found.talks, found.years, found.tags) == (0, None, None, 0, (), ())


@FEW
@given(IN_TWO_ORDERS)
def test_the_order_of_reading_changes_nothing(stored: tuple[list[PostData], list[PostData]]) -> None:
    first, second = map(statistics_of, stored)
    assert first == second
    assert sum(year.posts for year in first.years) == first.posts
    assert sum(month.link.count or 0 for year in first.years for month in year.months if month.link) == first.posts
