"""How the dates and names that an author typed are read."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from weblog.posts.metadata import Problem, folder_date, parse_date, post_date, unique_names

from ...words import HOSTILE
from ..strategies import AMSTERDAM, DATE_LIKE, MOMENTS, NEW_YORK, TAGS, ZONES

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def shown(moment: datetime | Problem | None) -> str:
    assert isinstance(moment, datetime)
    return moment.isoformat()


# Dates


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-06-25", "2020-06-25T00:00:00+02:00"),
        ("2020-01-25", "2020-01-25T00:00:00+01:00"),
        ("2020-03-29", "2020-03-29T00:00:00+01:00"),  # the clock changes later that day
        ("2020-03-30", "2020-03-30T00:00:00+02:00"),
        ("2020-10-25", "2020-10-25T00:00:00+02:00"),
        ("2020-10-26", "2020-10-26T00:00:00+01:00"),
        ("2020-06-25 14:30", "2020-06-25T14:30:00+02:00"),
        ("2020-06-25T14:30:15", "2020-06-25T14:30:15+02:00"),
        ("2020-06-25T14:30Z", "2020-06-25T16:30:00+02:00"),
        ("2020-06-25 14:30+05:30", "2020-06-25T11:00:00+02:00"),
        ("2020-01-01T00:30+05:30", "2019-12-31T20:00:00+01:00"),
        ("25 June 2020 14:30 UTC", "2020-06-25T16:30:00+02:00"),
    ],
)
def test_a_date_is_a_moment_in_the_weblogs_time_zone(written: str, expected: str) -> None:
    assert shown(parse_date(written, AMSTERDAM)) == expected


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(
    ("usual", "others"),
    [
        (
            "2020-06-25",
            ["  2020-06-25\n", "20200625", "2020-6-25", "2020/06/25", "25.06.2020", "25 June 2020", "25 june 2020"],
        ),
        (
            "2020-06-25",
            ["June 25, 2020", "Jun 25 2020", "25th of June 2020", "Thursday, 25 June 2020", "2020-06-25 0:00"],
        ),
        (
            "2020-06-25 14:30",
            ["2020-06-25T14:30:00", "25 June 2020 14:30", "2020-06-25 2:30 pm", "June 25, 2020, 2:30PM"],
        ),
        ("2020-06-25T14:30Z", ["2020-06-25 16:30+02:00", "25 June 2020 14:30 UTC", "25 June 2020 10:30 -0400"]),
        ("1999-01-01", ["1 January 1999"]),
        ("2000-01-02", ["2 January 2000"]),
        ("2020-02-29", ["29 February 2020"]),
    ],
)
def test_spellings_of_one_date_are_one_moment(zone: ZoneInfo, usual: str, others: list[str]) -> None:
    expected = shown(parse_date(usual, zone))
    assert [shown(parse_date(other, zone)) for other in others] == [expected] * len(others)


@pytest.mark.parametrize(
    ("written", "form", "month"),
    [
        ("05.06.2020", "%d.%m.%Y", 6),
        ("5.6.2020", "%-d.%-m.%Y", 6),
        ("05.06.2020", "", 5),
        ("05.06.2020", "%d %B %Y", 5),  # hangs on a locale, so it doesn't count
        ("2020-06-05", "%Y-%d-%m", 6),
    ],
)
def test_the_weblogs_own_form_of_dates_goes_before_a_guess_but_not_before_iso_8601(
    written: str, form: str, month: int
) -> None:
    assert shown(parse_date(written, AMSTERDAM, form)).startswith(f"2020-{month:02}-")
    moment, problem = post_date(written, "posts/slug", AMSTERDAM, form)
    assert moment == parse_date(written, AMSTERDAM, form)
    assert (problem is not None) == (month == 5)


@pytest.mark.parametrize(
    ("written", "form", "is_told"),
    [
        ("06/05/2020", "", True),
        ("6-5-2020 14:30", "", True),
        ("06/05/2020", "%d/%m/%Y", False),
        ("06/05/2020", "%d.%m.%Y", True),
        ("06/06/2020", "", False),
        ("25/06/2020", "", False),
        ("06/25/2020", "", False),
        ("2020-06-05", "", False),
        ("6 May 2020", "", False),
    ],
)
def test_numbers_that_may_be_two_days_are_told(written: str, form: str, is_told: bool) -> None:
    moment, problem = post_date(written, "posts/slug", AMSTERDAM, form)
    assert moment is not None
    assert (problem is not None and "may be 2020-" in problem.message) == is_told


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "\0", "tomorrow", "now", "draft", "12", "2020", "June", "June 2020", "2020-06", "25 June", "06-25"),
        *("2020-13-45", "2020-02-30", "2019-02-29", "31 June 2020", "2020-06-25 25:00", "2020-06-25 14:61", "14:30"),
        *("25 June 20", "25/06/20", "2020-00-10", "0000-01-01", "2020-06-25 and more", "25 juni 2020", str(10**30)),
        *("9" * 5000, "2020-06-25" * 20, "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"),
        *("25 June 2020 14:30 +9900", "2020-06-25 14:30 XYZT"),
    ],
    ids=lambda written: written[:30] or "nothing",
)
def test_what_is_no_whole_date_is_refused_with_what_would_be_right(written: str) -> None:
    assert parse_date(written, AMSTERDAM) == Problem(
        f'"{written.strip()}" is not a date; write it as 2020-06-25, or 2020-06-25 14:30 with a time of day'
    )


@pytest.mark.filterwarnings("ignore")
def test_the_name_of_an_unknown_zone_is_refused_whatever_becomes_of_warnings() -> None:
    assert isinstance(parse_date("2020-06-25 14:30 XYZT", AMSTERDAM), Problem)


@given(st.text() | HOSTILE | DATE_LIKE, st.sampled_from(ZONES))
@example("2020-06-25", AMSTERDAM)
def test_any_text_is_a_moment_or_a_problem(text: str, zone: ZoneInfo) -> None:
    result = parse_date(text, zone)
    assert isinstance(result, Problem) or result.tzinfo is zone


@given(MOMENTS, st.sampled_from(ZONES))
def test_a_written_moment_is_read_as_that_moment(moment: datetime, zone: ZoneInfo) -> None:
    parsed = parse_date(moment.isoformat(), zone)
    assert isinstance(parsed, datetime)
    assert parsed.timestamp() == moment.timestamp()
    assert parsed.tzinfo is zone


@given(st.dates(date(1995, 1, 1), date(2035, 12, 31)), st.sampled_from(ZONES))
def test_a_folder_and_a_directive_that_name_one_day_agree(day: date, zone: ZoneInfo) -> None:
    written, docname = day.isoformat(), f"posts/{day:%Y/%m/%d}/slug"
    assert folder_date(docname, zone) == parse_date(written, zone)
    assert post_date(written, docname, zone) == post_date(None, docname, zone) == (parse_date(written, zone), None)


@pytest.mark.parametrize(
    ("docname", "expected"),
    [
        ("posts/2020/06/25/slug", "2020-06-25T00:00:00+02:00"),
        ("2020/6/5/slug", "2020-06-05T00:00:00+02:00"),
        ("posts/2019/01/01/2020/06/25/slug", "2020-06-25T00:00:00+02:00"),
        ("posts/2020/06/slug", None),
        ("posts/2020/06/25", None),
        ("posts/2020/06/25/images/slug", "2020-06-25T00:00:00+02:00"),
        ("posts/x2020/06/25/slug", None),
        ("slug", None),
    ],
)
def test_the_folders_above_a_post_tell_its_day(docname: str, expected: str | None) -> None:
    found = folder_date(docname, AMSTERDAM)
    assert not isinstance(found, Problem)
    assert (found and found.isoformat()) == expected


def test_an_impossible_folder_is_a_problem() -> None:
    found = folder_date("posts/2020/13/45/slug", AMSTERDAM)
    assert found == Problem("the folder 2020/13/45 is no date; name it by year, month and day, as in 2020/06/25")
    assert post_date(None, "posts/2020/13/45/slug", AMSTERDAM) == (None, found)
    assert post_date("2020-06-25", "posts/2020/13/45/slug", AMSTERDAM)[0] == parse_date("2020-06-25", AMSTERDAM)


@pytest.mark.parametrize(
    ("written", "docname", "expected"),
    [
        (None, "drafts/slug", None),
        ("  ", "drafts/slug", None),
        (None, "posts/2020/06/25/slug", "2020-06-25T00:00:00+02:00"),
        ("", "posts/2020/06/25/slug", "2020-06-25T00:00:00+02:00"),
        ("2020-06-25 14:30", "posts/2020/06/25/slug", "2020-06-25T14:30:00+02:00"),
        ("2020-06-25", "posts/slug", "2020-06-25T00:00:00+02:00"),
    ],
)
def test_a_post_is_of_the_day_that_it_says_or_else_its_folder(
    written: str | None, docname: str, expected: str | None
) -> None:
    moment, problem = post_date(written, docname, AMSTERDAM)
    assert (moment and moment.isoformat()) == expected
    assert problem is None


@pytest.mark.parametrize(
    ("docname", "expected"), [("posts/slug", None), ("posts/2020/06/25/slug", "2020-06-25T00:00:00+02:00")]
)
def test_a_date_that_cannot_be_read_is_told_and_the_folder_believed(docname: str, expected: str | None) -> None:
    moment, problem = post_date("soon", docname, AMSTERDAM)
    assert (moment and moment.isoformat()) == expected
    assert problem == parse_date("soon", AMSTERDAM)


@pytest.mark.parametrize(
    ("docname", "folder", "right"),
    [
        ("posts/2020/06/25/slug", "posts/2020/06/25", "posts/2020/06/26"),
        ("2020/6/25/slug", "2020/6/25", "2020/06/26"),
        ("posts/2020/06/25/parts/slug", "posts/2020/06/25", "posts/2020/06/26"),
        ("2019/01/01/2020/06/25/slug", "2019/01/01/2020/06/25", "2019/01/01/2020/06/26"),
    ],
)
def test_a_date_that_is_not_the_folders_is_told_with_the_folder_to_move_to(
    docname: str, folder: str, right: str
) -> None:
    moment, problem = post_date("2020-06-26", docname, AMSTERDAM)
    assert moment == parse_date("2020-06-26", AMSTERDAM)
    assert problem == Problem(
        f"the post is dated 2020-06-26, but its folder {folder} says 2020-06-25: "
        f"move it to {right}, or correct the date"
    )


def test_a_date_of_another_zone_may_be_of_another_day_than_the_folder() -> None:
    written, docname = "2020-06-25T23:00Z", "posts/2020/06/25/slug"
    assert post_date(written, docname, NEW_YORK)[1] is None
    assert post_date(written, docname, AMSTERDAM)[1] is not None


# Names


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        (["b", "a", "b"], ["b", "a"]),
        (["", " ", "\n"], []),
        (["  two \n words ", "two words"], ["two words"]),
        (["Django", "django"], ["Django", "django"]),
    ],
)
def test_names_keep_their_order_without_empty_ones_and_doubles(values: list[str], expected: list[str]) -> None:
    assert unique_names(values) == expected


@given(st.lists(TAGS, max_size=6))
def test_names_are_clean_once_and_for_all(values: list[str]) -> None:
    found = unique_names(values)
    assert unique_names(found) == found
    places = [[value.split() for value in values].index(name.split()) for name in found]
    assert places == sorted(set(places))
    assert all(not value.split() or " ".join(value.split()) in found for value in values)


@pytest.mark.parametrize("written", ["Thursday 2020", "Thu June 2020", "Sat 2020-06"])
def test_a_weekday_does_not_make_a_date_whole(written: str) -> None:
    assert isinstance(parse_date(written, AMSTERDAM), Problem)


@pytest.mark.parametrize("machine", ["UTC", "America/New_York", "Europe/Amsterdam"])
@pytest.mark.parametrize("name", ["EST", "EDT", "CET", "CEST"])
def test_a_zones_name_means_the_same_on_every_machine(monkeypatch: pytest.MonkeyPatch, machine: str, name: str) -> None:
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    try:
        assert isinstance(parse_date(f"2020-06-25 14:30 {name}", AMSTERDAM), Problem)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("form", ["%Y-%m-%d (%Y)", "%d%d"])
def test_a_form_that_cannot_be_read_by_is_no_form(form: str) -> None:
    assert isinstance(parse_date("soon", AMSTERDAM, form), Problem)


@pytest.mark.parametrize(("written", "form"), [("06/2020", "%m/%Y"), ("2020", "%Y"), ("14:30", "%H:%M")])
def test_a_form_without_a_day_does_not_make_a_date_whole(written: str, form: str) -> None:
    assert isinstance(parse_date(written, AMSTERDAM, form), Problem)
