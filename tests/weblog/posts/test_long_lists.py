"""Which lists are long, and what their years are called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from weblog.posts.long_lists import anchor_of, by_year, is_divided, places_in, title_of


@dataclass(frozen=True, kw_only=True)
class Some:
    """Part of a list."""

    title: str = ""
    anchor: str = ""
    lines: int


@pytest.mark.parametrize(
    ("lines", "has_places"),
    [
        ([], False),
        ([99], False),
        ([10, 10], False),
        ([10, 11], True),
        ([1] * 5, False),
        ([1] * 6, True),
    ],
)
def test_the_top_of_a_long_list_leads_to_its_parts(lines: list[int], has_places: bool) -> None:
    parts = [Some(lines=number) for number in lines]
    assert list(places_in(parts)) == (parts if has_places else [])


@pytest.mark.parametrize(
    ("lines", "years", "expected"), [(20, 3, False), (21, 3, True), (21, 1, False), (99, 0, False)]
)
def test_a_long_list_of_several_years_is_divided(lines: int, years: int, expected: bool) -> None:
    assert is_divided(lines, years) is expected


def test_years_keep_the_order_and_what_has_no_day_has_a_place_of_its_own() -> None:
    days = [date(2020, 6, 25), date(2020, 1, 1), date(2019, 12, 31), None]
    assert list(by_year(days, lambda day: day)) == [
        ("2020", (days[0], days[1])),
        ("2019", (days[2],)),
        ("", (None,)),
    ]
    assert [title_of("2020"), title_of("")] == ["2020", "Without a date"]


def test_anchors_are_none_that_docutils_makes_of_a_heading() -> None:
    assert [anchor_of("posts", period) for period in ("2020", "2020/06", "")] == [
        "posts_2020",
        "posts_2020-06",
        "posts_undated",
    ]
