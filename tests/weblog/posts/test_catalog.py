"""How posts are grouped and ordered: years, months, labels, neighbours, clashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from weblog.posts.catalog import Catalog, build_catalog
from weblog.posts.labels import LABEL_KINDS, Combination, FeedPlan
from weblog.posts.model import Collection, Feed, Post, PostData, order_key, slug

from ...words import FEW
from ..strategies import AMSTERDAM, CATALOG_SETTINGS, FEEDS, IN_TWO_ORDERS, NOW, WEBLOGS, a_post, catalog_of, day


def docnames(posts: tuple[Post, ...]) -> list[str]:
    return [post.docname for post in posts]


def shape(collections: tuple[Collection, ...]) -> dict[str, list[str]]:
    """Page name -> documents of its posts."""
    return {found.pagename: docnames(found.posts) for found in collections}


def labels(catalog: Catalog) -> list[Collection]:
    return [found for collections in catalog.labelled.values() for found in collections]


@FEW
@given(WEBLOGS)
def test_a_published_post_is_in_one_year_one_month_and_each_of_its_labels(stored: list[PostData]) -> None:
    catalog = catalog_of(stored)
    for post in catalog.posts:
        assert post in catalog.everything.posts
        (year,) = [year for year in catalog.years if post in year.posts]
        (month,) = [month for month in catalog.months if post in month.posts]
        assert month in catalog.months_of(year)
        assert {found.label for found in labels(catalog) if post in found.posts} == set(post.labels)


@FEW
@given(WEBLOGS)
def test_counts_add_up(stored: list[PostData]) -> None:
    catalog = catalog_of(stored)
    published = len(catalog.posts)
    assert published + len(catalog.drafts) == len(stored)
    assert sum(len(year.posts) for year in catalog.years) == published
    assert sum(len(month.posts) for month in catalog.months) == published
    for kind, collections in catalog.labelled.items():
        assert sum(len(found.posts) for found in collections) == sum(
            len(post.labels_of(kind)) for post in catalog.posts
        )


@FEW
@given(WEBLOGS)
def test_every_collection_has_posts_the_newest_first_and_an_address_of_its_own(stored: list[PostData]) -> None:
    everything, *others = catalog_of(stored).collections
    for collection in (everything, *others):
        keys = [order_key(post) for post in collection.posts]
        assert keys == sorted(set(keys), reverse=True)
    assert all(collection.posts for collection in others)
    assert len({collection.pagename for collection in others}) == len(others)


@FEW
@given(WEBLOGS)
def test_drafts_and_scheduled_posts_are_in_no_collection(stored: list[PostData]) -> None:
    catalog = catalog_of(stored)
    unpublished = {post["docname"] for post in stored if not post["date"] or post["date"].timestamp() > NOW.timestamp()}
    assert set(docnames(catalog.drafts)) == unpublished
    for collection in catalog.collections:
        assert unpublished.isdisjoint(docnames(collection.posts))


@FEW
@given(WEBLOGS)
def test_neighbours_lead_there_and_back_from_the_newest_to_the_oldest(stored: list[PostData]) -> None:
    catalog = catalog_of(stored)
    for newer, older in pairwise(catalog.posts):
        assert catalog.neighbours(newer)[0] == older
        assert catalog.neighbours(older)[1] == newer
    if catalog.posts:
        assert catalog.neighbours(catalog.posts[0])[1] is None
        assert catalog.neighbours(catalog.posts[-1])[0] is None
    for draft in catalog.drafts:
        assert catalog.neighbours(draft) == (None, None)


@FEW
@given(IN_TWO_ORDERS)
def test_the_order_of_reading_changes_nothing(both: tuple[list[PostData], list[PostData]]) -> None:
    (one, clashes), (other, other_clashes) = (build_catalog(stored, CATALOG_SETTINGS, now=NOW) for stored in both)
    assert repr(one.collections) == repr(other.collections)
    assert one.drafts == other.drafts
    assert clashes == other_clashes


@FEW
@given(WEBLOGS)
def test_each_clash_names_two_labels_of_one_address_and_a_post_of_each(stored: list[PostData]) -> None:
    catalog, clashes = build_catalog(stored, CATALOG_SETTINGS, now=NOW)
    for clash in clashes:
        assert clash.first < clash.second
        assert slug(clash.first) == slug(clash.second) == clash.slug
        assert clash.first in clash.other[clash.kind]  # type: ignore[literal-required]
        assert clash.second in clash.post[clash.kind]  # type: ignore[literal-required]
    used = {kind: {name for post in stored for name in post[kind]} for kind in LABEL_KINDS}  # type: ignore[literal-required]
    assert len(clashes) == sum(len(names) - len({slug(name) for name in names}) for names in used.values())
    kept = {(found.label.kind, found.label.name) for found in labels(catalog)}
    assert kept.isdisjoint((clash.kind, clash.second) for clash in clashes)


@pytest.mark.parametrize(
    ("names", "clashing"),
    [
        (["C", "C++", "C#"], []),
        (["Django", "django"], [("Django", "django")]),
        (["b", "B", "b!"], [("B", "b"), ("B", "b!")]),
        (["two words", "two-words"], [("two words", "two-words")]),
        (["Café", "cafe"], [("Café", "cafe")]),
    ],
)
def test_names_that_would_share_a_page_clash(names: list[str], clashing: list[tuple[str, str]]) -> None:
    stored = [a_post(f"posts/{number}", tags=[name]) for number, name in enumerate(names)]
    catalog, clashes = build_catalog(stored, CATALOG_SETTINGS, now=NOW)
    assert [(clash.first, clash.second) for clash in clashes] == clashing
    for clash in clashes:
        assert (clash.other["tags"], clash.post["tags"]) == ([clash.first], [clash.second])
    assert len(catalog.labelled["tags"]) == len(names) - len(clashing)
    assert sum(len(found.posts) for found in catalog.labelled["tags"]) == len(names), "no post is lost"


def test_names_of_two_kinds_do_not_clash() -> None:
    _, clashes = build_catalog([a_post("posts/a", tags=["Ada"], author=["ada"])], CATALOG_SETTINGS, now=NOW)
    assert clashes == []


def test_collections_stand_at_the_addresses_that_were_promised() -> None:
    catalog = catalog_of(
        [
            a_post("posts/a", day(6, 1), tags=["C++"], author=["Ada Lovelace"]),
            a_post("posts/b", day(6, 25), tags=["c", "C++"]),
            a_post("posts/c", datetime(2019, 12, 31, tzinfo=AMSTERDAM)),
        ]
    )
    assert shape(catalog.collections) == {
        "weblog": ["posts/b", "posts/a", "posts/c"],
        "weblog/2020": ["posts/b", "posts/a"],
        "weblog/2019": ["posts/c"],
        "weblog/2020/06": ["posts/b", "posts/a"],
        "weblog/2019/12": ["posts/c"],
        "weblog/tag/c": ["posts/b"],
        "weblog/tag/c-plus-plus": ["posts/b", "posts/a"],
        "weblog/author/ada-lovelace": ["posts/a"],
    }
    assert [found.title for found in catalog.collections] == [
        *("A weblog", "2020", "2019", "June 2020", "December 2019"),
        *("Posts tagged c", "Posts tagged C++", "Posts by Ada Lovelace"),
    ]
    assert [shape(catalog.months_of(year)) for year in catalog.years] == [
        {"weblog/2020/06": ["posts/b", "posts/a"]},
        {"weblog/2019/12": ["posts/c"]},
    ]


def test_labels_are_listed_by_name_whatever_its_case() -> None:
    tags = catalog_of([a_post("posts/a", tags=["b", "Z", "a", "C", "é"])]).labelled["tags"]
    assert [found.label.name for found in tags] == ["a", "b", "C", "Z", "é"]


def test_a_post_belongs_to_the_year_that_its_date_shows() -> None:
    new_year = datetime(2020, 1, 1, 0, 30, tzinfo=AMSTERDAM)
    assert [year.title for year in catalog_of([a_post("posts/a", new_year)]).years] == ["2020"]
    assert [year.title for year in catalog_of([a_post("posts/a", new_year.astimezone(UTC))]).years] == ["2019"]


@pytest.mark.parametrize(("locale", "title"), [("en", "June 2020"), ("nl", "juni 2020"), ("pl", "czerwiec 2020")])
def test_a_month_is_named_in_the_language_of_the_site(locale: str, title: str) -> None:
    (month,) = catalog_of([a_post("posts/a")], replace(CATALOG_SETTINGS, locale=locale)).months
    assert month.title == title


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (None, []),
        (replace(FEEDS, archives=False), ["weblog/atom.xml"]),
        (FEEDS, [f"weblog{folder}/atom.xml" for folder in ("", "/2020", "/tag/x", "/author/ada")]),
        (replace(FEEDS, archives=False, file_name="all"), ["weblog/all.xml"]),
    ],
)
def test_conf_py_says_which_collections_have_a_feed(plan: FeedPlan | None, expected: list[str]) -> None:
    catalog = catalog_of([a_post("posts/a", tags=["x"], author=["Ada"])], replace(CATALOG_SETTINGS, feed_plan=plan))
    assert [found.feed.path for found in catalog.collections if found.feed] == expected


@pytest.mark.parametrize(
    ("full_text", "patterns", "short"),
    [
        (True, (), []),
        (True, ("weblog",), ["weblog"]),
        (True, ("weblog/tag/*",), ["weblog/tag/x"]),
        (False, (), ["weblog", "weblog/2020", "weblog/tag/x"]),
    ],
)
def test_conf_py_says_which_feeds_hold_summaries(full_text: bool, patterns: tuple[str, ...], short: list[str]) -> None:
    plan = replace(FEEDS, full_text=full_text, summaries=patterns)
    catalog = catalog_of([a_post("posts/a", tags=["x"])], replace(CATALOG_SETTINGS, feed_plan=plan))
    assert [found.pagename for found in catalog.collections if found.feed and not found.feed.full_text] == short


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["posts/web", "posts/python", "posts/none", "posts/both"]),
        ({"tags": ("python", "web")}, ["posts/both"]),
        ({"tags": ("python", "web"), "any": True}, ["posts/web", "posts/python", "posts/both"]),
        ({"tags": ("python",), "without": ("web",)}, ["posts/python"]),
        ({"language": "nl"}, ["posts/web"]),
        ({"language": "Nederlands", "tags": ("python",)}, []),
        ({"tags": ("Python",)}, []),
    ],
)
def test_a_combination_draws_from_the_posts_that_it_asks_for(wanted: dict[str, Any], expected: list[str]) -> None:
    usual = dict.fromkeys(("tags", "without"), ())
    combination = Combination(
        **{
            "name": "x",
            "title": "X",
            "any": False,
            "language": "",
            "event": "",
            "full_text": True,
            "path": "weblog/feeds/x.xml",
            **usual,
            **wanted,
        }
    )
    names = replace(
        CATALOG_SETTINGS,
        feed_plan=replace(FEEDS, combinations=(combination,)),
        full_names={"language": {"nl": ("Nederlands", None)}},
    )
    stored = [
        a_post("posts/both", tags=["python", "web"]),
        a_post("posts/none"),
        a_post("posts/python", tags=["python"]),
        {**a_post("posts/web", tags=["web"]), "language": ["nl"]},
    ]
    (found,) = catalog_of(stored, names).combinations  # type: ignore[arg-type]
    assert docnames(found.posts) == expected
    assert (found.pagename, found.feed) == ("weblog", Feed(path="weblog/feeds/x.xml", full_text=True))


@pytest.mark.parametrize(
    ("moved", "same"),
    [
        ({}, []),
        ({"was": ["posts/2019/a"]}, []),
        ({"was": ["posts/a"]}, ["tag:weblog.example.org,2000:/posts/a"]),
        ({"was": ["posts/old", "posts/a"]}, []),
        ({"was": ["posts/a"], "feed_id": "tag:else.example,2001:1"}, []),
        ({"feed_id": "tag:weblog.example.org,2000:/posts/a"}, ["tag:weblog.example.org,2000:/posts/a"]),
    ],
)
def test_a_post_is_known_by_its_first_address_or_the_id_that_it_brought_along(
    moved: dict[str, Any], same: list[str]
) -> None:
    catalog = catalog_of([a_post("posts/a"), a_post("posts/b", **moved)])
    assert [found.id for found in catalog.same_ids] == same
    assert len({post.id for post in catalog.posts}) == 2


@pytest.mark.parametrize(("later", "published"), [(-1, True), (0, True), (1, False)])
def test_a_post_is_published_from_its_moment_on(later: int, published: bool) -> None:
    catalog = catalog_of([a_post("posts/a", NOW + timedelta(seconds=later))])
    assert docnames(catalog.posts) == (["posts/a"] if published else [])
    assert docnames(catalog.drafts) == ([] if published else ["posts/a"])


def test_the_last_update_counts_wherever_it_stands_on_the_page() -> None:
    posts = catalog_of(
        [
            a_post("posts/a", day(6, 1)),
            a_post("posts/b", day(5, 1), updates=[day(5, 3), day(5, 2)]),
            a_post("posts/c", day(4, 1), updates=[day(3, 3)]),  # written before it was published
            a_post("posts/d", None, updates=[day(5, 3)]),
        ]
    )
    assert [post.updated for post in posts.posts] == [day(6, 1), day(5, 3), day(4, 1)]
    assert posts.drafts[0].updated == day(5, 3)


def test_conf_py_gives_full_names_addresses_and_what_a_post_leaves_out() -> None:
    names = replace(
        CATALOG_SETTINGS,
        full_names={"author": {"ada": ("Ada Lovelace", "https://ada.example/")}},
        default_labels={"author": ["ada"]},
    )
    stored = [a_post("posts/a", author=["Ada Lovelace"]), a_post("posts/b", author=["ada", "Grace"]), a_post("posts/c")]
    ada, grace = catalog_of(stored, names).labelled["author"]
    assert (ada.title, ada.label.url, docnames(ada.posts)) == (
        "Posts by Ada Lovelace",
        "https://ada.example/",
        ["posts/c", "posts/b", "posts/a"],
    )
    assert (grace.title, grace.label.url, docnames(grace.posts)) == ("Posts by Grace", None, ["posts/b"])


def test_each_kind_of_label_has_a_folder_and_titles_of_its_own() -> None:
    post = {**a_post("posts/a"), **{kind: ["X"] for kind in LABEL_KINDS}}
    catalog = catalog_of([post])  # type: ignore[list-item]
    assert {found.pagename: found.title for found in labels(catalog)} == {
        "weblog/tag/x": "Posts tagged X",
        "weblog/author/x": "Posts by X",
        "weblog/category/x": "Posts in X",
        "weblog/location/x": "Posts from X",
        "weblog/language/x": "Posts in X",
    }


def test_a_post_may_lead_elsewhere() -> None:
    links = {"canonical_link": "https://one.example/", "external_link": "https://two.example/"}
    without, with_links = catalog_of([a_post("posts/a", options={**links}), a_post("posts/b")]).posts
    assert (with_links.canonical_link, with_links.external_link) == ("https://one.example/", "https://two.example/")
    assert (without.canonical_link, without.external_link) == ("", "")


def test_the_posts_of_a_document_are_found_drafts_too() -> None:
    stored = [
        a_post("posts/a", day(6, 1), section="first"),
        a_post("posts/a", day(6, 2), section="second"),
        a_post("posts/a", None, section="third"),
        a_post("posts/b"),
    ]
    catalog = catalog_of(stored)
    assert [post.section for post in catalog.in_document("posts/a")] == ["third", "second", "first"]
    assert catalog.in_document("posts/c") == ()


def test_a_post_of_the_hour_that_the_clock_shows_twice_is_published_at_its_moment() -> None:
    first = datetime(2020, 10, 25, 2, 30, tzinfo=AMSTERDAM)
    later = first.replace(minute=10, fold=1)  # 40 minutes later
    catalog, _ = build_catalog([a_post("posts/a", first, updates=[later])], CATALOG_SETTINGS, now=later)
    (post,) = catalog.posts
    assert post.updated is not None
    assert post.updated.timestamp() == later.timestamp()
