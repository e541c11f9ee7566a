"""Which pages the weblog adds, and what each shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from hypothesis import given
from hypothesis import strategies as st

from sphinx_rebuild.contributor import Page
from weblog.posts.links import Link
from weblog.posts.queries import PostQuery
from weblog.site.cards import PostCard
from weblog.site.pages import Around, PostGroup, feeds, generated, neighbours_of
from weblog.site.post_lists import answer

from ...words import FEW
from ..strategies import CATALOG_SETTINGS, IN_TWO_ORDERS, WEBLOGS, a_post, catalog_of, day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weblog.posts.model import PostData

EVERYTHING = PostQuery(length=None, labels=(), oldest_first=False, excerpts=False, has_format=False)


def pages_of(stored: list[PostData], *, drafts: bool = False) -> dict[str, Page]:
    return {page.pagename: page for page in generated(catalog_of(stored), drafts=drafts)}


def links_in(value: object) -> Iterator[Link]:
    """Every link in a page's facts, however deep."""
    if isinstance(value, Link):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from links_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from links_in(tuple(value.values()))
    elif isinstance(value, tuple):
        for item in value:
            yield from links_in(item)


def cards_of(page: Page) -> list[PostCard]:
    """The cards of a page, those of its groups among them."""
    found: Any = [page.facts.get("cards", ()), *(group.cards for group in page.facts.get("groups", ()))]  # type: ignore[attr-defined]
    return [card for cards in found for card in cards]


@FEW
@given(WEBLOGS, st.booleans())
def test_no_page_is_made_twice(stored: list[PostData], drafts: bool) -> None:
    names = [page.pagename for page in generated(catalog_of(stored), drafts=drafts)]
    assert len(names) == len(set(names))
    assert {"weblog", "weblog/archive", "weblog/tag", "404"} <= set(names)
    assert ("weblog/drafts" in names) is drafts


@FEW
@given(WEBLOGS, st.booleans())
def test_every_link_leads_to_a_page_or_a_feed(stored: list[PostData], drafts: bool) -> None:
    catalog = catalog_of(stored)
    pages = list(generated(catalog, drafts=drafts))
    shown = (*catalog.posts, *catalog.drafts) if drafts else catalog.posts
    known = {
        *(post.docname for post in shown),
        *(page.pagename for page in pages),
        *(collection.feed.path for collection in catalog.collections if collection.feed),
    }
    for page in pages:
        targets = {link.pagename for link in links_in(page)}
        if page.pagename == "weblog/drafts":  # a tag or the like that only drafts have has no page
            targets = {name for name in targets if not name.startswith("weblog/")}
        assert targets <= known, page.pagename


@FEW
@given(WEBLOGS)
def test_a_count_is_the_number_of_posts_on_the_page_that_it_leads_to(stored: list[PostData]) -> None:
    catalog = catalog_of(stored)
    counts = {found.pagename: len(found.posts) for found in catalog.collections}
    counted = [link for page in generated(catalog, drafts=False) for link in links_in(page) if link.count is not None]
    assert {link.pagename: link.count for link in counted} == counts
    of_feeds = {line.link.pagename: line.posts for group in feeds(catalog) for line in group.feeds}
    assert of_feeds == {found.feed.path: len(found.posts) for found in catalog.collections if found.feed}


@FEW
@given(IN_TWO_ORDERS, st.booleans())
def test_equal_posts_give_equal_facts(both: tuple[list[PostData], list[PostData]], drafts: bool) -> None:
    one, other = (list(generated(catalog_of(stored), drafts=drafts)) for stored in both)
    assert repr(one) == repr(other)
    for post in both[0]:
        catalogs = [catalog_of(stored) for stored in both]
        one_facts, other_facts = (
            [neighbours_of(catalog, post["docname"], neighbours=True), answer(catalog, EVERYTHING, ""), feeds(catalog)]
            for catalog in catalogs
        )
        assert repr(one_facts) == repr(other_facts)


def test_an_empty_weblog_has_its_lists_and_a_page_for_what_is_not_found() -> None:
    pages = pages_of([])
    assert list(pages) == ["weblog", "weblog/archive", "weblog/tag", "404"]
    assert pages["weblog"].facts["groups"] == ()
    assert pages["weblog/tag"].facts == {"list": "weblog/labels.html", "groups": (), "kind": "tags"}


def test_the_pages_stand_at_the_addresses_that_were_promised_with_what_they_show() -> None:
    pages = pages_of([a_post("posts/a", day(6, 1), title="A", tags=["C++"], summary="a < b"), a_post("posts/b", None)])
    assert {page.pagename: (page.facts.get("list", page.template), page.title) for page in pages.values()} == {
        "weblog": ("weblog/posts.html", "All posts"),
        "weblog/archive": ("weblog/archive.html", "Archive"),
        "weblog/2020": ("weblog/posts.html", "Posts of 2020"),
        "weblog/2020/06": ("weblog/collection.html", "Posts of June 2020"),
        "weblog/tag": ("weblog/labels.html", "Tags"),
        "weblog/tag/c-plus-plus": ("weblog/collection.html", "Posts tagged C++"),
        "weblog/tag/c": ("weblog/redirect.html", "Posts tagged C++"),  # where ablog has it
        "404": ("weblog/404.html", "Page not found"),
    }
    card = PostCard(
        link=Link(text="A", pagename="posts/a"),
        external="",
        date=day(6, 1),
        labels=(("p-category", (Link(text="C++", pagename="weblog/tag/c-plus-plus"),)),),
        excerpt=(("p", "a &lt; b"),),
    )
    year, month = (Link(text=text, pagename=f"weblog/{name}", count=1) for text, name in _PERIODS)
    assert pages["weblog"].facts == {
        "list": "weblog/posts.html",
        "part": "weblog/cards.html",
        "groups": (PostGroup(heading=year, anchor="posts_2020", cards=(card,)),),
        "feed": Link(text="A weblog", pagename="weblog/atom.xml"),
    }
    line = replace(card, labels=(), excerpt=())
    by_year = PostGroup(heading=year, anchor="posts_2020", links=(month,), cards=(line,))
    assert pages["weblog/archive"].facts["groups"] == (by_year,)
    assert pages["weblog/2020"].facts["groups"] == (PostGroup(heading=month, anchor="posts_2020-06", cards=(card,)),)
    assert pages["weblog/2020/06"].facts == {
        "list": "weblog/collection.html",
        "part": "weblog/cards.html",
        "size": 1,
        "cards": (card,),
        "older": (),
        "url": None,
        "about": "",
        "feed": None,
        "way": (Link(text="2020", pagename="weblog/2020"), Link(text="June 2020", pagename="weblog/2020/06")),
        "around": Around(before=None, after=None, by_time=True),
    }
    tag = Link(text="C++", pagename="weblog/tag/c-plus-plus", count=1)
    assert pages["weblog/tag"].facts["groups"] == (PostGroup(heading=tag, cards=(line,)),)


_PERIODS = (("2020", "2020"), ("June 2020", "2020/06"))


def test_each_kind_of_label_that_is_used_has_an_overview() -> None:
    post: PostData = {
        **a_post("posts/a", author=["Ada"]),
        "category": ["Talks"],
        "location": ["Delft"],
        "language": ["Dutch"],
    }
    overviews = {
        page.title: [group.heading for group in groups]
        for page in pages_of([post]).values()
        if "kind" in page.facts and isinstance(groups := page.facts["groups"], tuple)
    }
    assert overviews == {
        "Tags": [],
        "Authors": [Link(text="Ada", pagename="weblog/author/ada", count=1)],
        "Categories": [Link(text="Talks", pagename="weblog/category/talks", count=1)],
        "Locations": [Link(text="Delft", pagename="weblog/location/delft", count=1)],
        "Languages": [Link(text="Dutch", pagename="weblog/language/dutch", count=1)],
    }


def test_drafts_have_a_list_in_a_preview_alone() -> None:
    stored = [a_post("posts/a"), a_post("posts/b", None, title="A draft", summary="a < b")]
    assert "A draft" not in repr(pages_of(stored))
    page = pages_of(stored, drafts=True)["weblog/drafts"]
    assert (page.template, page.title) == ("weblog/list.html", "Drafts")
    card = PostCard(link=Link(text="A draft", pagename="posts/b"), external="", date=None, excerpt=(("p", "a &lt; b"),))
    assert page.facts == {
        "list": "weblog/collection.html",
        "part": "weblog/cards.html",
        "size": 1,
        "cards": (card,),
        "older": (),
        "url": None,
        "feed": None,
    }


def test_a_list_of_titles_holds_nothing_of_a_post_but_its_title_and_date() -> None:
    settings = replace(CATALOG_SETTINGS, title_lists=("weblog", "weblog/tag/*"))
    catalog = catalog_of([a_post("posts/a", title="A", tags=["x"], author=["Ada"], summary="Words.")], settings)
    pages = {page.pagename: page for page in generated(catalog, drafts=False)}
    for name, page in pages.items():
        if "part" not in page.facts:
            continue
        titles = name in ("weblog", "weblog/tag/x")
        assert page.facts["part"] == ("weblog/rows.html" if titles else "weblog/cards.html")
        for card in cards_of(page):
            assert bool(card.excerpt) is not titles
            assert bool(card.labels) is not titles


def test_a_card_on_the_page_of_a_collection_has_the_labels_that_ablog_shows() -> None:
    post: PostData = {
        **a_post("posts/a", day(6, 1), tags=["x"], author=["Ada"], updates=[day(6, 9)]),
        "location": ["Delft"],
        "category": ["News"],
        "language": ["Dutch"],
    }
    (card,) = cards_of(pages_of([post])["weblog/tag/x"])
    assert [link.text for link in links_in(card.labels)] == ["Ada", "Delft", "Dutch", "News", "x"]
    assert card.updated == day(6, 9)


def test_a_redirect_leads_to_its_post_and_tells_whose_it_is() -> None:
    stored = [
        a_post("posts/a", section="part", title="A", redirects=["old", "2010/older"]),
        a_post("posts/b", None, redirects=["secret"]),
    ]
    pages = pages_of(stored)
    for name in ("old", "2010/older"):
        assert pages[name] == Page(
            pagename=name,
            template="weblog/redirect.html",
            title="A",
            facts={"target": Link(text="A", pagename="posts/a", anchor="#part")},
            owner="posts/a",
            line=1,
        )
    assert "secret" not in pages
    assert "secret" in pages_of(stored, drafts=True)


def test_a_new_post_changes_the_pages_that_it_is_on_alone() -> None:
    old = [
        a_post("posts/a", day(5, 1), tags=["x", "y"]),
        a_post("posts/b", day(6, 1), tags=["y"]),
        a_post("posts/c", day(1, 1).replace(year=2019), tags=["y"]),
    ]
    before, after = pages_of(old), pages_of([*old, a_post("posts/new", day(6, 2), tags=["x"])])
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"weblog", "weblog/archive", "weblog/2020", "weblog/2020/06", "weblog/tag", "weblog/tag/x"}


def test_a_collection_has_those_before_and_after_it() -> None:
    pages = pages_of(
        [
            a_post("posts/a", day(5, 1), tags=["x", "y"]),
            a_post("posts/b", day(6, 1), tags=["y", "z"]),
            a_post("posts/c", day(1, 1).replace(year=2019), tags=["y"]),
        ]
    )

    def around(name: str) -> tuple[str | None, str | None]:
        found = cast("Around", pages[f"weblog/{name}"].facts["around"])
        return (
            found.before.pagename if found.before else None,
            found.after.pagename if found.after else None,
        )

    assert around("2019") == (None, "weblog/2020")
    assert around("2020") == ("weblog/2019", None)
    assert around("2020/05") == ("weblog/2019/01", "weblog/2020/06")
    assert around("tag/x") == (None, "weblog/tag/y")
    assert around("tag/y") == ("weblog/tag/x", "weblog/tag/z")


def test_a_document_shows_its_neighbours_unless_it_is_no_post_or_several() -> None:
    catalog = catalog_of(
        [
            a_post("posts/a", day(6, 1), title="A"),
            a_post("posts/b", day(6, 2), title="B"),
            a_post("posts/diary", day(6, 3), title="One", section="one"),
            a_post("posts/diary", day(6, 4), title="Two", section="two"),
            a_post("posts/draft", None),
        ]
    )
    assert neighbours_of(catalog, "posts/b", neighbours=True) == {
        "older": Link(text="A", pagename="posts/a"),
        "newer": Link(text="One", pagename="posts/diary", anchor="#one"),
    }
    assert neighbours_of(catalog, "posts/a", neighbours=True)["older"] is None
    assert neighbours_of(catalog, "posts/b", neighbours=False)["older"] is None
    shown = neighbours_of(catalog, "posts/b", neighbours=True, besides={"posts/a"})
    assert (shown["older"], shown["newer"] is None) == (None, False)
    for name in ("posts/diary", "posts/draft", "about"):
        assert neighbours_of(catalog, name, neighbours=True) == {"older": None, "newer": None}


def test_where_ablog_has_the_page_of_a_label_a_redirect_stands_unless_another_label_has_it() -> None:
    alone = pages_of([a_post("posts/a", tags=["C++", "バス"])])
    assert alone["weblog/tag/c"].facts["target"] == Link(text="Posts tagged C++", pagename="weblog/tag/c-plus-plus")
    assert alone["weblog/tag/ハス"].template == "weblog/redirect.html"
    beside = pages_of([a_post("posts/a", tags=["C++", "C", "C#"])])
    assert beside["weblog/tag/c"].title == "Posts tagged C"
