"""How names become addresses, and how posts are ordered."""

from __future__ import annotations

import re
import unicodedata

import pytest
from ablog.blog import slugify
from hypothesis import example, given
from hypothesis import strategies as st

from weblog.posts.model import LONGEST_SLUG, Label, Post, PostData, order_key, reading_minutes, slug

from ...words import FEW, WORDS
from ..strategies import IN_TWO_ORDERS, TAGS, a_post, catalog_of, day


def posts_of(stored: list[PostData]) -> list[Post]:
    catalog = catalog_of(stored)
    return [*catalog.posts, *catalog.drafts]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Django", "django"),
        ("django", "django"),
        ("two words", "two-words"),
        ("  two \t\n words ", "two-words"),
        ("two_words", "two_words"),
        ("a - b", "a-b"),
        ("-a-", "a"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("F#", "f-sharp"),
        ("C/C++", "cc-plus-plus"),
        (".NET", "net"),
        ("node.js", "nodejs"),
        ("../../etc", "etc"),
        ("a\\b", "ab"),
        ("Café", "cafe"),
        ("CAFE\N{COMBINING ACUTE ACCENT}", "cafe"),
        ("ﬁne", "fine"),
        ("Straße", "straße"),
        ("日本", "日本"),
        ("バス", "バス"),
        ("パス", "パス"),
        ("한국어", "한국어"),
        ("हिन्दी", "हिन्दी"),
        ("ภาษาไทย", "ภาษาไทย"),
        ("Йога", "иога"),
        ("Tiếng Việt", "tieng-viet"),
        ("<b>", "b"),
        ("\N{HOT BEVERAGE}", "hot-beverage"),
        ("tea \N{HOT BEVERAGE}", "tea"),
        ("Index", "index-itself"),
        ("..", "full-stop-full-stop"),
        ("/", "solidus"),
        ("_", "_"),
        ("-", "hyphen-minus"),
        ("+", "plus"),
        ("#", "sharp"),
        ("\0", "u0"),
        ("", "unnamed"),
        (" ", "unnamed"),
    ],
)
def test_a_name_becomes_part_of_an_address(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_names_that_differ_in_their_signs_get_addresses_that_differ() -> None:
    names = ["C", "C+", "C++", "C#", "+", "#", ".", "..", "!", "\N{HOT BEVERAGE}", "\N{PILE OF POO}"]
    assert len({slug(name) for name in names}) == len(names)


@given(TAGS | st.text())
@example("\u1e9e")
@example("\u0130 \u03a3")
@example("x" * 300)
@example("日" * 100)
@example("\N{GRINNING FACE}" * 40)
@example("a" * (LONGEST_SLUG - 10) + " " + "b" * 20)
def test_a_slug_is_safe_in_an_address_and_stays_what_it_is(name: str) -> None:
    found = slug(name)
    assert all(re.match(r"[\w-]", sign) or unicodedata.category(sign) in ("Mn", "Mc") for sign in found)
    assert found
    assert found == found.lower()
    assert found.strip("-") == found
    assert "--" not in found
    assert slug(found) == found
    assert len(found.encode()) <= LONGEST_SLUG


def test_long_names_that_differ_at_their_ends_get_addresses_that_differ() -> None:
    assert len({slug("x" * 300 + end) for end in ("", "a", "b")}) == 3
    assert slug("x" * LONGEST_SLUG) == "x" * LONGEST_SLUG


@given(st.lists(WORDS, min_size=1, max_size=3), st.sampled_from([" ", "-", "  ", " - "]))
def test_addresses_of_plain_names_are_those_that_ablog_gave(words: list[str], between: str) -> None:
    name = between.join(words)
    assert slug(name) == slugify(name)


@FEW
@given(IN_TWO_ORDERS)
def test_the_order_of_posts_does_not_hang_on_the_order_in_which_they_come(
    both: tuple[list[PostData], list[PostData]],
) -> None:
    one, other = map(posts_of, both)
    assert sorted(one, key=order_key) == sorted(other, key=order_key)
    assert len({order_key(post) for post in one}) == len(one), "no two posts are equal in it"


def test_drafts_come_first_then_the_newest_and_posts_of_one_moment_from_z_to_a() -> None:
    stored = [
        a_post("posts/c", day(6, 1), title="Part 2"),
        a_post("posts/b", day(6, 1), title="Part 3"),
        a_post("posts/a", day(6, 1), title="Part 1", section="first"),
        a_post("posts/a", day(6, 1), title="Part 1", section="second"),
        a_post("posts/old", day(5, 1), title="Z"),
        a_post("posts/draft", None, title="A"),
    ]
    ordered = sorted(posts_of(stored), key=order_key, reverse=True)
    assert [f"{post.docname}{post.anchor}" for post in ordered] == [
        "posts/draft",
        "posts/b",
        "posts/c",
        "posts/a#second",
        "posts/a#first",
        "posts/old",
    ]


def test_a_post_gives_its_labels_by_kind_in_the_authors_order() -> None:
    (post,) = posts_of([a_post("posts/a", tags=["Zope", "ablog"], author=["Grace", "Ada"])])
    assert post.tags == (
        Label(kind="tags", name="Zope", slug="zope"),
        Label(kind="tags", name="ablog", slug="ablog"),
    )
    assert [label.name for label in post.labels_of("author")] == ["Grace", "Ada"]
    assert post.labels_of("location") == ()


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (238, 1), (356, 1), (358, 2), (476, 2), (595, 2), (596, 3), (2380, 10)]
)
def test_reading_takes_whole_minutes_and_at_least_one(words: int, minutes: int) -> None:
    assert reading_minutes("word " * words) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"), [("題" * 7000, 27), ("題名の" * 1190, 10), ("題" * 255 + " word" * 238, 2), ("읽기 " * 476, 2)]
)
def test_signs_without_spaces_between_words_count(text: str, minutes: int) -> None:
    assert reading_minutes(text) == minutes
