"""Options of a post in every shape that YAML and JSON have, from each place where they may stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import ablog.post
import pytest

from weblog.posts.metadata import fields_of, is_post
from weblog.posts.post_options import OPTIONS, line_of, read

from ..sites import Site

if TYPE_CHECKING:
    from pathlib import Path

    from weblog.posts.dates import Problem

NAMES = [
    ("tags: one, two", ["one", "two"]),
    ("tags: [one, two]", ["one", "two"]),
    ("tags:\n- one\n- two, or three", ["one", "two, or three"]),
    ("tags: ['C#', \"C++\"]", ["C#", "C++"]),
    ("tags: 2020", ["2020"]),
    ("tags: [2020, true]", ["2020", "true"]),
    ("tags: one, one,, two ", ["one", "two"]),
    ("author: [Ada Example, Bo Sample]", ["Ada Example", "Bo Sample"]),
    ("author: {name: Ada}", ["Ada"]),
    ("author:\n- name: Ada\n  email: a@example.org\n- Bo", ["Ada", "Bo"]),
    ("category: [News]", ["News"]),
    ("authors: [Ada, Bo]", ["Ada", "Bo"]),
    ("Author: Ada", ["Ada"]),
    ("language: no", ["no"]),
    ("redirect: [old/a, old/b]", ["old/a", "old/b"]),
    ("was: old/a, old/b", ["old/a", "old/b"]),
]
NOTHING = [
    "tags:",
    "tags: null",
    "tags: []",
    "tags: ''",
    "tags: ~",
    "title:",
    "excerpt:",
    "image: null",
    "date: ~",
    "date:",
]
OTHERS = [
    ("title: 'Peas: at last'", "Peas: at last"),
    ("title: 2020", "2020"),
    ("excerpt: 2", 2),
    ("excerpt: 0", 0),
    ("image: 1", 1),
    ("image: '1'", 1),
    ("date: 2020-06-25", "2020-06-25"),
    ("date: [2020-06-25]", '["2020-06-25"]'),  # which is no date, and told with the dates
    ("title: '[Draft]'", "[Draft]"),
    ("blogpost: true", True),
    ("nocomments: true", True),
    ("exclude:", True),
    ("external_link: https://example.org/", "https://example.org/"),
]
UNSAID = ["nocomments: false", "exclude: no"]
WRONG = [
    "image: /img/cover.png",
    "image: true",
    "image: [1, 2]",
    "image: -1",
    "excerpt: much",
    "tags: {a: b}",
    "tags: [[a]]",
    "author: {email: a@example.org}",
    "title: [a]",
    "title: {a: b}",
    "nocomments: perhaps",
    "blogpost: perhaps",
    "external_link: javascript:alert(1)",
    "canonical_link: 'data:text/html,x'",
]


def read_matter(matter: str) -> tuple[dict[str, Any], dict[str, Problem]]:
    """What front matter says."""
    return read(fields_of(f"---\n{matter}\n---\n", "markdown") or {})


@pytest.mark.parametrize(("matter", "expected"), [*NAMES, *OTHERS])
def test_an_option_is_read_whatever_its_shape(matter: str, expected: object) -> None:
    name = matter.partition(":")[0].lower().replace("authors", "author")
    assert read_matter(matter) == ({name: expected}, {})


@pytest.mark.parametrize("matter", [*NOTHING, *UNSAID])
def test_an_option_without_a_value_says_nothing(matter: str) -> None:
    found, problems = read_matter(matter)
    assert not any(found.values())
    assert not problems


@pytest.mark.parametrize("matter", WRONG)
def test_what_makes_no_sense_is_told_and_left_out(matter: str) -> None:
    found, problems = read_matter(matter)
    name = matter.partition(":")[0]
    assert found == {}
    assert problems.keys() == {name}
    assert problems[name].message.startswith(f'"{name}: ')


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[one, two]", ["one", "two"]),
        ('["old/a", "two, or three"]', ["old/a", "two, or three"]),
        ("[C++, 3.10, 'no']", ["C++", "3.10", "no"]),
        ("one, [two]", ["one", "[two]"]),
        ("[one", ["[one"]),
        ("{name: Ada}", ["Ada"]),
        ("[]", []),
    ],
)
def test_a_list_in_a_directive_or_field_is_one(written: str, expected: list[str]) -> None:
    for name in ("tags", "author", "redirect", "was"):
        assert read({name: written}) == ({name: expected}, {})


def test_each_option_of_ablog_is_read() -> None:
    assert ablog.post.PostDirective.option_spec.keys() <= OPTIONS.keys()


@pytest.mark.parametrize(("said", "expected"), [("true", True), ("", True), ("false", False), ("no", False)])
@pytest.mark.parametrize("by_pattern", [True, False])
def test_blogpost_says_whether_it_is_a_post(said: str, by_pattern: bool, expected: bool) -> None:
    assert is_post({"blogpost": said}, by_pattern=by_pattern) == expected
    assert is_post({}, by_pattern=by_pattern) == by_pattern


def test_a_notebooks_metadata_are_fields() -> None:
    metadata = {"date": "2020-06-25", "tags": ["one", 2], "image": 1, "nocomments": True, "title": None}
    fields = fields_of(json.dumps({"cells": [], "metadata": metadata}), "myst-nb") or {}
    assert read(fields) == ({"date": "2020-06-25", "tags": ["one", "2"], "image": 1, "nocomments": True}, {})
    assert fields_of('{"metadata": 1}', "myst-nb") is None
    assert fields_of("{", "myst-nb") is None


def test_the_line_of_an_option_is_found_in_each_kind_of_file() -> None:
    assert line_of("---\ntitle: a\nimage: b\n---\n", "image") == 3
    assert line_of(":date: 2020\n:image: b\n", "image") == 2
    assert line_of('{\n "metadata": {\n  "image": "b"\n }}', "image") == 3
    assert line_of("---\nAuthors: [a]\n---\n", "author") == 2
    assert line_of("---\n{title: a,\nimage: b}\n---\n", "image") == 3
    assert line_of("# None\n", "image") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":tags: one,\n   two\n:date: 2020-06-25\n", {"tags": "one, two", "date": "2020-06-25"}),
        (":tags: a\n\n:date: 2020-06-25\n\nTitle\n", {"tags": "a", "date": "2020-06-25"}),
        (".. A comment\n   in two lines\n.. _top:\n\n:Date: 2020-06-25\n", {"date": "2020-06-25"}),
        (":two words: x\n:nocomments:\n", {"two words": "x", "nocomments": ""}),
        (".. post:: 2020-06-25\n   :tags: a\n\n:date: x\n", None),
        ("Title\n=====\n\n:date: x\n", None),
        (":ref:`x` words\n", None),
        ("", None),
    ],
)
def test_the_fields_of_restructuredtext(text: str, expected: dict[str, str] | None) -> None:
    assert fields_of(text, "restructuredtext") == expected


def test_a_date_of_any_shape_is_told_once_with_its_line(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    for number, date in enumerate(("[2020-06-25]", "{a: b}", "soon", "true")):
        site.write(f"posts/{number}.md", f"---\nblogpost: true\ntags: a\ndate: {date}\n---\n\n# A post\n\nWords.\n")
    warnings = site.build().warnings
    assert [warning.partition(": WARNING")[0] for warning in warnings] == [
        f"posts/{number}.md:4" for number in range(4)
    ]
    assert all("is not a date" in warning for warning in warnings)


@pytest.mark.parametrize("date", ["", "null", "~"])
def test_a_post_without_a_date_in_its_front_matter_is_a_draft(tmp_path: Path, date: str) -> None:
    site = Site.from_root(tmp_path)
    site.write("posts/one.md", f"---\nblogpost: true\ndate: {date}\n---\n\n# A post\n\nWords.\n")
    assert site.build().warnings == []
    assert not site.exists("posts/one.html")


def test_a_directive_counts_where_front_matter_says_that_it_is_a_post_too(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    site.write("posts/one.md", "---\nblogpost: true\n---\n\n```{post} 2020-06-25\n```\n\n# A post\n\nWords.\n")
    assert site.build().warnings == []
    assert texts(site, "posts/one", ".post-date") == ["2020-06-25"]


def texts(site: Site, name: str, selector: str) -> list[str]:
    """The texts of some elements of a page."""
    return [" ".join(found.get_text().split()) for found in site.page(name).select(selector)]


MATTER = "---\nblogpost: true\ndate: 2020-06-25\n{}\n---\n\n# A post\n\nWords.\n"


def test_front_matter_and_directive_make_the_same_page(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    site.write("posts/one.md", MATTER.format("tags: [red, blue]\nauthor:\n- Ada Example\n- Bo Sample"))
    site.write(
        "posts/two.rst",
        ".. post:: 2020-06-25\n   :tags: red, blue\n   :author: Ada Example, Bo Sample\n\nA post\n======\n",
    )
    site.write("posts/three.rst", ":blogpost: true\n:date: 2020-06-25\n:tags: red, blue\n\nA post\n======\n\nWords.\n")
    result = site.build()
    assert result.warnings == []
    for page in ("one", "two", "three"):
        assert texts(site, f"posts/{page}", ".post-tags a") == ["red", "blue"]
    assert texts(site, "posts/one", ".post-author") == texts(site, "posts/two", ".post-author")
    assert texts(site, "posts/one", ".post-author") == ["Ada Example, Bo Sample"]


def test_a_mistake_in_front_matter_is_told_with_its_line(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    site.write("posts/one.md", MATTER.format("image: /img/cover.png"))
    (warning,) = site.build().warnings
    assert "posts/one.md:4: WARNING:" in warning
    assert '"image: /img/cover.png" makes no sense here' in warning
    assert "[weblog.option]" in warning


def test_a_mistake_in_a_directive_is_told_with_its_line(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    site.post("one", "A post", "2020-06-25", ":image: /img/cover.png", ":tags: red")
    (warning,) = site.build().warnings
    assert "posts/one.md:1: WARNING:" in warning
    assert '"image: /img/cover.png" makes no sense here' in warning
    assert texts(site, "posts/one", ".post-tags a") == ["red"]


def test_fields_may_have_the_names_of_the_sites_language(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    site.write("posts/eins.rst", ":blogpost: true\n:Autor: Grete\n:Datum: 2020-06-25\n\nEins\n====\n\nWorte.\n")
    site.write("posts/zwei.rst", ":blogpost:\n:Autoren: Grete; Maier, H.\n:datum: 26.6.2020\n\nZwei\n====\n\nWorte.\n")
    site.write("posts/drei.md", "---\nblogpost: true\nAutor: Grete\nDatum: 2020-06-27\n---\n\n# Drei\n\nWorte.\n")
    assert site.build(language="de", post_date_format="%d.%m.%Y").warnings == []
    shown = {name: texts(site, f"posts/{name}", ".post-date, .post-author") for name in ("eins", "zwei", "drei")}
    assert shown == {
        "eins": ["25.06.2020", "Grete"],
        "zwei": ["26.06.2020", "Grete, Maier, H."],
        "drei": ["27.06.2020", "Grete"],
    }
    assert len(texts(site, "blog/author/grete", ".post-cards h2")) == 3


def test_what_is_no_post_by_its_front_matter_is_none(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    site.write("posts/one.md", "---\nblogpost: false\ndate: 2020-06-25\n---\n\n# A page\n\nWords.\n")
    site.build(blog_post_pattern="posts/*")
    assert texts(site, "posts/one", ".post-byline") == []


def test_the_byline_stands_above_words_that_come_before_a_heading(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    site.write(
        "posts/one.md", "---\nblogpost: true\ndate: 2020-06-25\ntitle: Frost\n---\n\nWords.\n\n# Later\n\nMore.\n"
    )
    site.build()
    page = site.page("posts/one")
    byline, words = page.select_one(".post-byline"), page.find(string="Words.")
    assert byline is not None
    assert words in list(byline.find_all_next(string=True))


CARD = {"**": ["ablog/postcard.html"]}


@pytest.mark.parametrize(
    ("settings", "is_there"),
    [
        ({}, True),
        ({"weblog_byline": False}, False),
        ({"html_sidebars": CARD}, False),
        ({"html_sidebars": CARD, "weblog_byline": True}, True),
        ({"html_sidebars": {**CARD, "posts/one": ["localtoc.html"]}}, True),
        ({"html_sidebars": {"posts/one": ["localtoc.html"], **CARD}}, True),
        ({"html_sidebars": {"**": [], "posts/one": ["ablog/postcard.html"]}}, False),
        ({"html_sidebars": {"posts/*": [], "**/[o]ne": ["ablog/postcard.html"]}}, True),
    ],
)
def test_the_byline_is_left_out_where_a_site_says_so_or_shows_the_same(
    tmp_path: Path, settings: dict[str, Any], is_there: bool
) -> None:
    site = Site.from_root(tmp_path)
    site.post("one", "A post", "2020-06-25")
    site.build(**settings)
    has_card = "ablog-sidebar-item" in (site.out / "posts/one.html").read_text()
    assert has_card != is_there or "weblog_byline" in settings, "Sphinx takes the same sidebar"
    assert bool(texts(site, "posts/one", ".post-byline")) == is_there
