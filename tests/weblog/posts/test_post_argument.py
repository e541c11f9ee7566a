"""How the {post} directive of a file is found before Sphinx reads it, so that a draft can be kept from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weblog.posts.metadata import post_arguments

from ..strategies import SOURCES

KINDS = {True: "markdown", False: "restructuredtext"}


def first(text: str, *, markdown: bool, by_pattern: bool = False) -> str | None:
    """The argument of a file's first post; None if it is none."""
    return next(iter(post_arguments(text, kind=KINDS[markdown], by_pattern=by_pattern)), None)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["```{post} 2020-06-25", ":tags: a", "```", "", "# Title"], "2020-06-25"),
        (["```{post}", "```"], ""),
        (["```{post}   25 June 2020  ", "```"], "25 June 2020"),
        (["``` {post} 2020-06-25", "```"], "2020-06-25"),
        (["````{post} 2020-06-25", "````"], "2020-06-25"),
        (["~~~{post} 2020-06-25", "~~~"], "2020-06-25"),
        ([":::{post} 2020-06-25", ":::"], "2020-06-25"),
        (["   ```{post} 2020-06-25", "   ```"], "2020-06-25"),
        (["# Title", "", "Words.", "", "```{post} 2020-06-25", "```"], "2020-06-25"),
        (["```{note}", "Words.", "```", "```{post} 2020-06-25", "```"], "2020-06-25"),
        (["~~~", "```", "~~~", "```{post} 2020-06-25", "```"], "2020-06-25"),
        (["```{post} 2020-06-25"], "2020-06-25"),
        (["```{post} 1999-01-01", "```", "```{post} 2020-06-25", "```"], "1999-01-01"),
        # examples of how a post is written are none
        (["````md", "```{post} 2020-06-25", "```", "````"], None),
        (["````md", "```", "```{post} 2020-06-25", "```", "````"], None),
        (["~~~md", "```{post} 2020-06-25", "```", "~~~"], None),
        (["::::{note}", ":::{post} 2020-06-25", ":::", "::::"], None),
        (["```md", "```{post} 2020-06-25", "```"], None),
        (["```", "never closed", "", "```{post} 2020-06-25"], None),
        (["    ```{post} 2020-06-25", "    ```"], None),
        (["``{post} 2020-06-25``", "`{post}`"], None),
        (["```post", "```"], None),
        (["```{postlist} 5", "```"], None),
        (["```{post-note}", "```"], None),
        (["Write ```{post} 2020-06-25``` at the top."], None),
        (["> ```{post} 2020-06-25", "> ```"], None),
        ([".. post:: 2020-06-25"], None),
        ([], None),
    ],
)
def test_the_post_directive_of_a_markdown_file_is_found_at_its_top_level(
    ends: str, lines: list[str], expected: str | None
) -> None:
    assert first(ends.join([*lines, ""]), markdown=True) == expected
    assert first(ends.join(lines), markdown=True) == expected


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([".. post:: 2020-06-25", "   :tags: a", "", "Title", "====="], "2020-06-25"),
        ([".. post::"], ""),
        ([".. post::", "2020-06-25"], ""),
        ([":orphan:", "", ".. post:: 25 June 2020  ", ""], "25 June 2020"),
        (["::", "", "   .. post:: 2020-06-25"], None),
        ([".. postlist:: 5"], None),
        (["See .. post:: 2020-06-25"], None),
        (["```{post} 2020-06-25", "```"], None),
    ],
)
def test_the_post_directive_of_a_restructuredtext_file_is_found_at_its_margin(
    ends: str, lines: list[str], expected: str | None
) -> None:
    assert first(ends.join(lines), markdown=False) == expected


@pytest.mark.parametrize(
    ("text", "by_pattern", "expected"),
    [
        ("---\nblogpost: true\ndate: 2020-06-25\n---\n", False, "2020-06-25"),
        ("---\nblogpost: true\ndate: '2020-06-25 14:30'\n---\n", False, "2020-06-25 14:30"),
        ('---  \ndate: "25 June 2020"\nblogpost: true\n...\n', False, "25 June 2020"),
        ("---\nblogpost: true\n---\n", False, ""),
        ("---\ndate: 2020-06-25\n---\n", False, None),
        ("---\ndate: 2020-06-25\n---\n", True, "2020-06-25"),
        ("---\ntitle: A draft\n---\n", True, ""),
        ("---\ntitle: A page\n---\n```{post} 2020-06-25\n```\n", False, "2020-06-25"),
        ("---\nblogpost: true\n", False, None),
        ("Words.\n---\nblogpost: true\n---\n", False, None),
        ("# Title\n", True, None),
    ],
)
def test_front_matter_makes_a_post_as_with_ablog(text: str, by_pattern: bool, expected: str | None) -> None:
    for ends in ("\n", "\r\n", "\r"):
        assert first(text.replace("\n", ends), markdown=True, by_pattern=by_pattern) == expected


def test_every_post_of_a_file_is_found() -> None:
    text = "# Diary\n\n```{post} 2020-01-01\n```\n\n## Later\n\n```{POST}\n```\n"
    assert post_arguments(text, kind="markdown") == ["2020-01-01", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. post::\n   2020-06-25\n   :tags: a\n", "2020-06-25"),
        (".. post::\n   :tags: a\n", ""),
        ("..  POST:: 2030-01-01\n", "2030-01-01"),
        (".. post :: 2030-01-01\n", "2030-01-01"),
        (":blogpost: true\n:date: 2030-01-01\n\nTitle\n=====\n", "2030-01-01"),
        (":date: 2030-01-01\n\nTitle\n=====\n", None),
    ],
)
def test_restructuredtext_has_more_ways_to_write_a_post(text: str, expected: str | None) -> None:
    assert first(text, markdown=False) == expected


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ('"blogpost": true\n"date": 2030-01-01', "2030-01-01"),
        ("{blogpost: true, date: 2030-01-01}", "2030-01-01"),
        ("blogpost: true\ndate: 2030-01-01 # after the release", "2030-01-01"),
        ("blogpost: true\ndate: 20300101", "20300101"),
        ("blogpost: true\ndate: 2030-01-01 14:30:00", "2030-01-01 14:30:00"),
        ("blogpost: true\ndate: 2030-01-01T14:30:00+02:00", "2030-01-01T14:30:00+02:00"),
        ("blogpost: true\ndate:", ""),
        ("more:\n  blogpost: true", None),
        ("blogpost", None),
        ("blogpost: [", None),
        ("# blogpost: true", None),
    ],
)
def test_front_matter_is_yaml(matter: str, expected: str | None) -> None:
    assert first(f"---\n{matter}\n---\n", markdown=True) == expected


def test_a_fence_within_a_list_is_closed_within_it() -> None:
    assert first("1. ```\n   x\n   ```\n\n```{post} 2030-01-01\n```\n", markdown=True) == "2030-01-01"


@given(SOURCES, st.booleans(), st.booleans())
def test_any_file_has_arguments_or_none(text: str, markdown: bool, by_pattern: bool) -> None:
    for argument in post_arguments(text, kind=KINDS[markdown], by_pattern=by_pattern):
        assert argument == argument.strip()


@pytest.mark.parametrize("date", ["2020-13-45", "2020-02-30", "2020-06-25T25:00:00", "2020-06-25T14:30:00+99:00"])
def test_a_date_in_front_matter_that_cannot_be_read_is_given_as_it_is_written(date: str) -> None:
    assert post_arguments(f"---\nblogpost: true\ndate: {date}\n---\n", kind="markdown") == [date]


@pytest.mark.parametrize(
    "text", ["<!--\n```{post}\n```\n-->\n", "~~~md `x`\n```{post}\n```\n~~~\n"], ids=["comment", "tildes"]
)
def test_more_examples_of_posts_are_none(text: str) -> None:
    assert post_arguments(text, kind="markdown") == []
