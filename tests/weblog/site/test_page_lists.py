"""What the lists on an author's own pages show: {postlist} and {feeds}."""

from __future__ import annotations

from dataclasses import replace

import pytest

from weblog.posts.labels import Combination, FeedPlan
from weblog.posts.queries import PostQuery
from weblog.site.pages import feeds
from weblog.site.post_lists import answer, cards_asked_for, posts_asked_for, unknown_labels

from ..strategies import CATALOG_SETTINGS, FEEDS, a_post, catalog_of, day

EVERYTHING = PostQuery(length=None, labels=(), oldest_first=False, excerpts=False, has_format=False)


@pytest.mark.parametrize(
    ("query", "besides", "expected"),
    [
        (EVERYTHING, "index", ["C", "B", "A"]),
        (EVERYTHING, "posts/b", ["C", "A"]),
        (replace(EVERYTHING, length=2), "index", ["C", "B"]),
        (replace(EVERYTHING, length=2), "posts/c", ["B", "A"]),
        (replace(EVERYTHING, length=2, oldest_first=True), "index", ["B", "C"]),
        (replace(EVERYTHING, length=0), "index", []),
        (replace(EVERYTHING, labels=(("tags", "x"),)), "index", ["C", "A"]),
        (replace(EVERYTHING, labels=(("tags", "x"), ("tags", "y"))), "index", ["A"]),
        (replace(EVERYTHING, labels=(("tags", "x"), ("author", "Ada"))), "index", ["C"]),
        (replace(EVERYTHING, labels=(("tags", "x"),), length=1), "index", ["C"]),
        (replace(EVERYTHING, labels=(("author", "x"),)), "index", []),
    ],
)
def test_a_list_shows_what_its_directive_asks_for_but_never_its_own_page(
    query: PostQuery, besides: str, expected: list[str]
) -> None:
    stored = [
        a_post("posts/a", day(6, 1), title="A", tags=["x", "y"]),
        a_post("posts/b", day(6, 2), title="B", tags=["y"], author=["Ada"]),
        a_post("posts/c", day(6, 3), title="C", tags=["x"], author=["Ada"]),
        a_post("posts/d", None, title="D", tags=["x", "y"], author=["Ada"]),
    ]
    catalog = catalog_of(stored)
    posts, cards = posts_asked_for(catalog, query, besides=besides), cards_asked_for(catalog, query, besides=besides)
    assert [post.title for post in posts] == [card.link.text for card in cards] == expected
    assert answer(catalog, query, besides) == cards
    assert answer(catalog, replace(query, has_format=True), besides) == posts


def test_a_list_may_ask_by_the_short_names_of_conf_py() -> None:
    names = replace(CATALOG_SETTINGS, full_names={"author": {"ada": ("Ada Lovelace", None)}})
    catalog = catalog_of([a_post("posts/a", author=["Ada Lovelace"], tags=["x", "y"])], names)
    query = replace(EVERYTHING, labels=(("author", "ada"), ("tags", "x")))
    assert len(cards_asked_for(catalog, query, besides="index")) == 1
    assert unknown_labels(catalog, query) == []
    wrong = replace(query, labels=(("author", "grace"), ("tags", "z")))
    assert unknown_labels(catalog, wrong) == [("author", "grace", ["Ada Lovelace"]), ("tag", "z", ["x", "y"])]


@pytest.mark.parametrize(("excerpts", "expected"), [(True, (("p", "a &amp; b"),)), (False, ())])
def test_a_list_shows_excerpts_where_it_is_asked_to(excerpts: bool, expected: tuple[tuple[str, str], ...]) -> None:
    catalog = catalog_of([a_post("posts/a", summary="a & b")])
    (card,) = cards_asked_for(catalog, replace(EVERYTHING, excerpts=excerpts), besides="index")
    assert card.excerpt == expected


COMBINATION = Combination(
    name="planet",
    title="For a planet",
    tags=("x",),
    any=False,
    without=(),
    language="",
    event="",
    full_text=False,
    path="weblog/feeds/planet.xml",
)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (None, {}),
        (replace(FEEDS, archives=False), {"Everything": ["weblog/atom.xml"]}),
        (
            replace(FEEDS, combinations=(COMBINATION,)),
            {
                "Everything": ["weblog/atom.xml"],
                "Combinations": ["weblog/feeds/planet.xml"],
                "Years": ["weblog/2020/atom.xml"],
                "Tags": ["weblog/tag/x/atom.xml"],
            },
        ),
    ],
)
def test_all_feeds_are_listed_in_groups(plan: FeedPlan | None, expected: dict[str, list[str]]) -> None:
    groups = feeds(catalog_of([a_post("posts/a", tags=["x"])], replace(CATALOG_SETTINGS, feed_plan=plan)))
    assert {group.title: [line.link.pagename for line in group.feeds] for group in groups} == expected
