"""How the options of events, talks and speakers and the heading of a talk are read."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from weblog.posts.dates import Problem
from weblog.talks.model import TALK_KINDS
from weblog.talks.options import (
    read_address,
    read_dates,
    read_kind,
    read_links,
    read_place,
    read_start,
    split_heading,
    split_names,
    split_people,
)

from ...words import HOSTILE, WORDS
from ..strategies import AMSTERDAM, DATE_LIKE, HEADINGS, NEW_YORK

JUNE_25, JUNE_26, JUNE_27 = date(2020, 6, 25), date(2020, 6, 26), date(2020, 6, 27)
WRITE_DATES = 'write "2020-06-25", or "2020-06-25 to 2020-06-27" for several days'
WRITE_TIME = 'write "14:30", or "2020-06-25 14:30" where an event has more days'
TYPED = st.text() | HOSTILE | DATE_LIKE


def words(*texts: str) -> set[str]:
    """The words of some texts, in capitals or not."""
    return set(re.findall(r"\w+", " ".join(texts).upper().casefold()))


# Days of an event


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-06-25", (JUNE_25, JUNE_25)),
        ("25 June 2020", (JUNE_25, JUNE_25)),
        ("2020-06-25 to 2020-06-27", (JUNE_25, JUNE_27)),
        ("  2020-06-25  TO\n 2020-06-27 ", (JUNE_25, JUNE_27)),
        ("2020-06-25 until 2020-06-27", (JUNE_25, JUNE_27)),
        ("25 June 2020 till 27 June 2020", (JUNE_25, JUNE_27)),
        ("2020-06-25 - 2020-06-27", (JUNE_25, JUNE_27)),
        ("2020-06-25 \N{EN DASH} 2020-06-27", (JUNE_25, JUNE_27)),
        ("2020-06-25 \N{EM DASH} 2020-06-27", (JUNE_25, JUNE_27)),
        ("2020-06-25 to 2020-06-25", (JUNE_25, JUNE_25)),
    ],
)
def test_an_event_has_a_first_and_a_last_day(written: str, expected: tuple[date, date]) -> None:
    assert read_dates(written, AMSTERDAM) == expected


@pytest.mark.parametrize("written", ["", "  ", "\n"])
def test_an_event_without_dates_is_no_mistake(written: str) -> None:
    assert read_dates(written, AMSTERDAM) is None


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("25 June", f"can't be read as days: {WRITE_DATES}"),
        ("2020-06-25 to 27", f"can't be read as days: {WRITE_DATES}"),
        ("25 to 27 June 2020", f"can't be read as days: {WRITE_DATES}"),
        ("2020-06-25 to", f"can't be read as days: {WRITE_DATES}"),
        ("2020-02-30", f"can't be read as days: {WRITE_DATES}"),
        ("Amsterdam", f'can\'t be read as days: {WRITE_DATES}; if it is a place, write ":place: Amsterdam"'),
        ("2020-06-27 to 2020-06-25", f"ends before it begins: {WRITE_DATES}"),
        ("2020-06-25 to 2020-06-26 to 2020-06-27", f"names more than a first and a last day: {WRITE_DATES}"),
    ],
)
def test_days_that_cannot_be_are_told_with_what_would_be_right(written: str, message: str) -> None:
    assert read_dates(written, AMSTERDAM) == Problem(f'":dates: {written}" {message}')


@pytest.mark.parametrize(
    "written",
    [
        "25-27 June 2020",
        "1-3 June 2020",
        "June 25-27, 2020",
        "25/27 June 2020",
        "25 and 26 June 2020",
        "25, 26 June 2020",
        "25-26-27 June 2020",
    ],
)
def test_days_in_short_are_never_taken_for_another_year(written: str) -> None:
    found = read_dates(written, AMSTERDAM)
    assert isinstance(found, Problem) or (found and {day.year for day in found} == {2020})


@pytest.mark.parametrize("written", ["25.06.2020", "25-06-2020", "25/06/2020", "6/25/2020", "25-06-2020 to 25-06-2020"])
def test_a_day_in_numbers_is_not_taken_for_two_days(written: str) -> None:
    assert read_dates(written, AMSTERDAM) == (JUNE_25, JUNE_25)


@given(TYPED)
@example("2020-06-25 to 2020-06-27")
def test_any_text_is_two_days_in_order_or_a_problem_or_nothing(text: str) -> None:
    found = read_dates(text, AMSTERDAM)
    if isinstance(found, Problem):
        assert WRITE_DATES in found.message
    elif found is None:
        assert not text.strip()
    else:
        first, last = found
        assert first <= last


@given(st.dates(date(1995, 1, 1), date(2035, 12, 31)), st.integers(0, 400), st.sampled_from([" to ", " - ", " until "]))
def test_written_days_are_read_as_those_days(first: date, more: int, between: str) -> None:
    last = date.fromordinal(first.toordinal() + more)
    assert read_dates(f"{first}{between}{last}", NEW_YORK) == (first, last)


# Places


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Amsterdam", "Amsterdam"),
        ("  De Balie,\n Amsterdam ", "De Balie, Amsterdam"),
        ("online", "online"),
        ("", ""),
        ("1012 AB Amsterdam", "1012 AB Amsterdam"),
        ("Building 2020", "Building 2020"),
    ],
)
def test_a_place_is_any_text(written: str, expected: str) -> None:
    assert read_place(written, AMSTERDAM) == expected


@pytest.mark.parametrize("written", ["2020-06-25", "25 June 2020", "June 25, 2020"])
def test_a_date_is_no_place(written: str) -> None:
    assert read_place(written, AMSTERDAM) == Problem(
        f'":place: {written}" is a date; write it as ":dates: {written}", and as place a town or "online"'
    )


# Starts


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", (None, None)),
        ("14:30", (None, time(14, 30))),
        (" 9.05 ", (None, time(9, 5))),
        ("0:00", (None, time(0))),
        ("23:59", (None, time(23, 59))),
        ("2020-06-25 14:30", (JUNE_25, time(14, 30))),
        ("2020-06-25 0:00", (JUNE_25, time(0))),
        ("25 June 2020, 2:30 pm", (JUNE_25, time(14, 30))),
        ("2020-06-25T14:30Z", (JUNE_25, time(16, 30))),
        ("2020-06-25T23:30Z", (JUNE_26, time(1, 30))),
    ],
)
def test_a_talk_starts_at_a_time_perhaps_of_a_day(written: str, expected: tuple[date | None, time | None]) -> None:
    assert read_start(written, AMSTERDAM) == expected


@pytest.mark.parametrize("written", ["2020-06-25", "25 June 2020", "20200625", "25.06.2020"])
def test_a_day_alone_tells_no_time(written: str) -> None:
    assert read_start(written, AMSTERDAM) == (JUNE_25, None)


@pytest.mark.parametrize("written", ["24:00", "14:60", "half past two", "14", "9:30 am", "25 June 14:30", "14:30 CEST"])
def test_what_is_no_time_is_told_with_what_would_be_right(written: str) -> None:
    assert read_start(written, AMSTERDAM) == Problem(f'":start: {written}" is no time: {WRITE_TIME}')


@given(TYPED)
@example("99:99")
def test_any_text_is_a_start_or_a_problem(text: str) -> None:
    found = read_start(text, AMSTERDAM)
    if isinstance(found, Problem):
        assert WRITE_TIME in found.message
    else:
        day, moment = found
        assert (day or moment) is None or text.strip()
        assert moment is None or moment.tzinfo is None


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)), st.sampled_from([":", "."]))
def test_a_written_time_is_read_as_that_time(moment: time, between: str) -> None:
    assert read_start(f"{moment.hour}{between}{moment.minute:02}", AMSTERDAM) == (None, moment)


# Kinds, addresses, links


@pytest.mark.parametrize(("written", "expected"), [("", "talk"), (" Keynote ", "keynote"), ("PANEL", "panel")])
def test_a_talk_is_of_a_kind_whatever_its_case(written: str, expected: str) -> None:
    assert read_kind(written) == expected


@pytest.mark.parametrize(
    ("written", "hint"),
    [("lightening", '; did you mean "lightning"?'), ("keynotes", '; did you mean "keynote"?'), ("sermon", "")],
)
def test_an_unknown_kind_is_told_with_all_kinds_and_the_nearest(written: str, hint: str) -> None:
    assert read_kind(written) == Problem(f'":kind: {written}" is none of {", ".join(TALK_KINDS)}{hint}')


@pytest.mark.parametrize(
    "written", ["https://a.example/b?c=d&e=f#g", "http://localhost:8000", "https://é.example/日本"]
)
def test_a_whole_address_is_an_address(written: str) -> None:
    assert read_address("slides", f" {written}\n") == written


@pytest.mark.parametrize(
    "written",
    [
        *("slides.pdf", "/slides.pdf", "javascript:alert(1)", "file:///etc/passwd"),
        *("https://", "https://a.example/ b", 'https://a.example/"onclick="x', "https://a.example/<b>", "x https://a"),
    ],
)
def test_anything_else_is_none(written: str) -> None:
    assert read_address("slides", written) == Problem(
        f'":slides: {written}" is no address: write it whole, "https://..."'
    )


@pytest.mark.parametrize("written", ["www.a.example/", "//www.a.example/"])
def test_an_address_without_its_scheme_is_told_with_it(written: str) -> None:
    assert read_address("slides", written) == Problem(
        f'":slides: {written}" is no address: write "https://www.a.example/"'
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", []),
        ("https://ada.example/", [("ada.example", "https://ada.example/")]),
        ("https://www.ada.example/a/b/", [("ada.example/a/b", "https://www.ada.example/a/b/")]),
        ("Weblog <https://ada.example/>", [("Weblog", "https://ada.example/")]),
        ("<https://ada.example/>", [("ada.example", "https://ada.example/")]),
        (
            "My weblog <https://a.example/>, https://b.example",
            [("My weblog", "https://a.example/"), ("b.example", "https://b.example")],
        ),
        (
            "https://a.example,\n\n https://b.example",
            [("a.example", "https://a.example"), ("b.example", "https://b.example")],
        ),
        ("https://a.example/1,2", [("a.example/1,2", "https://a.example/1,2")]),
    ],
)
def test_links_are_addresses_perhaps_with_a_text(written: str, expected: list[tuple[str, str]]) -> None:
    assert read_links(written) == (expected, None)


@pytest.mark.parametrize("wrong", ["Weblog", "Weblog: https://b.example", "Weblog <b>", "Mail <mailto:a@b.example>"])
def test_the_first_link_that_is_none_is_told_and_those_before_it_kept(wrong: str) -> None:
    found, problem = read_links(f"https://a.example, {wrong}")
    assert found == [("a.example", "https://a.example")]
    assert problem == Problem(f'":links: {wrong}" is no address: write "https://..." or "Weblog <https://...>"')


@given(st.lists(st.sampled_from(["https://a.example/", "<", ">", ",", "\n", " ", "Weblog", "https://"]) | HOSTILE))
def test_every_link_leads_to_the_web_and_has_words(parts: list[str]) -> None:
    found, _ = read_links("".join(parts))
    for text, url in found:
        assert read_address("links", url) == url
        assert "<" not in text
        assert text.strip() or not re.search(r"\w", url.partition("://")[2])


# Names


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", []),
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("Ada and Bo", ["Ada", "Bo"]),
        ("Ada & Bo", ["Ada", "Bo"]),
        ("Ada + Bo", ["Ada", "Bo"]),
        ("Ada, Bo and Cy", ["Ada", "Bo", "Cy"]),
        ("Ada, Bo, and Cy", ["Ada", "Bo", "Cy"]),
        ("Ada,Bo ,Cy", ["Ada", "Bo", "Cy"]),
        (" Ada  Lovelace\nand Bo ", ["Ada Lovelace", "Bo"]),
        ("Andy Sand", ["Andy Sand"]),
        ("Ada, Andy", ["Ada", "Andy"]),
        ("AT&T Ada", ["AT&T Ada"]),
        ("Ada, Ada", ["Ada"]),
        ("Ada,, Bo,", ["Ada", "Bo"]),
        ("Ada Jansen en Bo de Vries", ["Ada Jansen", "Bo de Vries"]),
        ("Ada, Bo und Cy", ["Ada", "Bo", "Cy"]),
        ("Ada et Bo", ["Ada", "Bo"]),
        ("Ana García y Luis Pérez", ["Ana García", "Luis Pérez"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Pedro Costa e Silva", ["Pedro Costa e Silva"]),
        ("Анна и Борис", ["Анна", "Борис"]),
        ("张三、李四和王五", ["张三", "李四", "王五"]),
        ("李和平", ["李和平"]),
        ("آدا و بو", ["آدا", "بو"]),
        ("محمد وليد", ["محمد وليد"]),
        ('"Smith & Sons"', ["Smith & Sons"]),
        ("\N{LEFT DOUBLE QUOTATION MARK}Smith & Sons\N{RIGHT DOUBLE QUOTATION MARK}", ["Smith & Sons"]),
    ],
)
def test_people_stand_between_commas_and_ands(written: str, expected: list[str]) -> None:
    assert split_people(written) == expected


@pytest.mark.parametrize("last", ["Ada, Bo, & Cy", "Ada, Bo, + Cy"])
def test_a_comma_may_stand_before_any_word_for_and(last: str) -> None:
    assert split_people(last) == ["Ada", "Bo", "Cy"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Sammy Davis, Jr.", ["Sammy Davis, Jr."]),
        ("Ada Lovelace, PhD and Bo", ["Ada Lovelace, PhD", "Bo"]),
        ("Jo Smith, Ph.D. and Kim Lee, Jr.", ["Jo Smith, Ph.D.", "Kim Lee, Jr."]),
    ],
)
def test_a_comma_within_a_name_does_not_part_it(written: str, expected: list[str]) -> None:
    assert split_people(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ada, Md Rahman", ["Ada", "Md Rahman"]),
        ("Ada, Md. Rahman and Bo", ["Ada", "Md. Rahman", "Bo"]),
        ("Ada, Sr Maria", ["Ada", "Sr Maria"]),
    ],
)
def test_a_name_that_begins_like_a_suffix_is_a_name(written: str, expected: list[str]) -> None:
    assert split_people(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("DjangoCon; DCEU", ["DjangoCon", "DCEU"]),
        ("DjangoCon,\nDCEU, ", ["DjangoCon", "DCEU"]),
        ("Rock and Roll", ["Rock and Roll"]),
        ("a,a\n a", ["a"]),
    ],
)
def test_other_names_stand_between_commas_semicolons_and_lines(written: str, expected: list[str]) -> None:
    assert split_names(written) == expected


# Headings


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("The title", ("The title", [])),
        ("The title - Ada Lovelace", ("The title", ["Ada Lovelace"])),
        ("The title \N{EN DASH} Ada", ("The title", ["Ada"])),
        ("The title \N{EM DASH} Ada", ("The title", ["Ada"])),
        ("The title - Ada, Bo and Cy", ("The title", ["Ada", "Bo", "Cy"])),
        ("PyCon: the title - Ada", ("The title", ["Ada"])),
        ("pycon : The title", ("The title", [])),
        ("PyCon: iPhones", ("iPhones", [])),
        ("PyCon: état - Ada", ("État", ["Ada"])),
        ("Python: the title", ("Python: the title", [])),
        ("PyCon: Python: the title", ("Python: the title", [])),
        ("PyCon:", ("PyCon:", [])),
        ("PyCon: - Ada", ("PyCon:", ["Ada"])),
        ("Part one - part two - Ada", ("Part one - part two", ["Ada"])),
        ("Real-time well-being", ("Real-time well-being", [])),
        ("Counting -1", ("Counting -1", [])),
        ("  The \n title  -  Ada ", ("The title", ["Ada"])),
        ("- Ada", ("- Ada", [])),
        ("", ("", [])),
    ],
)
def test_a_heading_tells_title_and_speakers(heading: str, expected: tuple[str, list[str]]) -> None:
    assert split_heading(heading, ["PyCon", "pycon-2020"], None) == expected


@pytest.mark.parametrize(
    ("heading", "told", "expected"),
    [
        ("The title", ["Ada"], ("The title", ["Ada"])),
        ("The title - Ada", ["Ada"], ("The title", ["Ada"])),
        ("The title - Ada", ["Ada", "Bo"], ("The title", ["Ada", "Bo"])),
        ("The title - Bo and Ada", ["Ada", "Bo"], ("The title", ["Ada", "Bo"])),
        ("Python - a love story", ["Ada"], ("Python - a love story", ["Ada"])),
        ("Python - a love story - Ada", ["Ada"], ("Python - a love story", ["Ada"])),
        ("PyCon: python - a love story", ["Ada"], ("Python - a love story", ["Ada"])),
        ("The title - Ada and Cy", ["Ada", "Bo"], ("The title - Ada and Cy", ["Ada", "Bo"])),
    ],
)
def test_speakers_that_an_option_names_leave_dashes_to_the_title(
    heading: str, told: list[str], expected: tuple[str, list[str]]
) -> None:
    assert split_heading(heading, ["PyCon"], told) == expected


EN = "\N{EN DASH}"


@pytest.mark.parametrize(
    ("heading", "own", "expected"),
    [
        ("Testing - why bother", "Testing - why bother", ("Testing - why bother", [])),
        ("PyCon: testing - why bother", "Testing - why bother", ("Testing", ["why bother"])),
        ("PyCon: Testing - why bother", "Testing - why bother", ("Testing - why bother", [])),
        ("Testing - why bother - Ada", "Testing - why bother", ("Testing - why bother", ["Ada"])),
        ("Testing - Ada", "Why bother", ("Testing", ["Ada"])),
        ("Keynote - Ada", "Ada", ("Keynote", ["Ada"])),
        ("Why Rust - Ada Trust", "rust", ("Why Rust", ["Ada Trust"])),
        ("A part - of it - Ada", "part - of it - Ada", ("A part - of it - Ada", [])),
        ("Apart - of it", "part - of it", ("Apart", ["of it"])),
        (f"The “hard” parts {EN} really", 'The "hard" parts -- really', (f"The “hard” parts {EN} really", [])),
    ],
)
def test_a_title_that_an_option_tells_has_its_dashes_to_itself(
    heading: str, own: str, expected: tuple[str, list[str]]
) -> None:
    assert split_heading(heading, ["PyCon"], None, own) == expected


def test_an_event_with_a_colon_in_its_name_is_recognized() -> None:
    assert split_heading("Conf: Europe: the title - Ada", ["Conf: Europe"], None) == ("The title", ["Ada"])


@pytest.mark.parametrize("heading", [f"The “B” {EN} Meetup: second - Ada", 'The "B" -- Meetup: second - Ada'])
def test_an_event_is_recognized_whatever_its_quotes_and_dashes(heading: str) -> None:
    assert split_heading(heading, ['The "B" -- Meetup'], None) == ("Second", ["Ada"])


@given(
    HEADINGS, st.lists(WORDS | st.sampled_from(["conf", "meetup"]), max_size=3), st.none() | st.lists(WORDS, max_size=2)
)
@example("conf: - and", ["conf"], None)
@example("x - ,", [], ["ada"])
def test_a_heading_loses_no_words(heading: str, event_names: list[str], told: list[str] | None) -> None:
    title, speakers = split_heading(heading, event_names, told)
    assert words(heading) - {"and"} <= words(title, *speakers, *event_names)
    assert bool(title) == bool(heading.split())
    assert told is None or speakers == told
    assert all(" ".join(name.split()) == name for name in (title, *speakers[: 0 if told else None]))


@given(HEADINGS)
def test_a_title_that_was_split_keeps_its_event_and_its_spaces(heading: str) -> None:
    title, speakers = split_heading(heading, [], None)
    assert " ".join(heading.split()).startswith(title)
    assert len(set(speakers)) == len(speakers)


@pytest.mark.parametrize("written", ["9999-12-31", "05/06/2024", "5.6.2024", "2024-05-17 2024-05-18"])
def test_days_that_may_mean_others_are_refused(written: str) -> None:
    assert isinstance(read_dates(written, AMSTERDAM), Problem)


@pytest.mark.parametrize("between", [", ", " and ", " to ", " - "])
def test_two_days_may_be_written_in_several_ways(between: str) -> None:
    assert read_dates(f"2024-05-17{between}2024-05-18", AMSTERDAM) == (date(2024, 5, 17), date(2024, 5, 18))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"Smith & Sons", Ada', ["Smith & Sons", "Ada"]),
        ('Ada, Bo and "Smith, Jones & Co"', ["Ada", "Bo", "Smith, Jones & Co"]),
        ('Ada & "Smith & Sons" & Bo', ["Ada", "Smith & Sons", "Bo"]),
        ('Ada "the countess" Lovelace and Bo', ['Ada "the countess" Lovelace', "Bo"]),
    ],
)
def test_a_name_in_quotes_stays_whole_among_others(written: str, expected: list[str]) -> None:
    assert split_people(written) == expected
