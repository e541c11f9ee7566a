"""Lists, bylines and comments as a site that comes from ablog has them: its class names, settings and options."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from ..parsing import texts
from .sites import THEMES

if TYPE_CHECKING:
    from .sites import Site

FRONT_PAGE = "Small\n=====\n\n.. postlist::\n"
PNG = bytes.fromhex("89504e470d0a1a0a")


def an_image(site: Site, name: str) -> None:
    file = site.source / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(PNG)


def count(site: Site, name: str, selector: str) -> int:
    return len(site.page(name).select(selector))


# The names that ablog gives to what it writes, which themes and sites style


def test_lists_and_ends_have_the_class_names_of_ablog(site: Site) -> None:
    site.write("index.rst", f"{FRONT_PAGE}   :excerpts:\n   :expand: More ...\n\n.. postlist::\n")
    for number in (1, 2, 3):
        site.post(f"2020/06/0{number}/a", f"Post {number}", "", ":tags: x")
    assert site.build().warnings == []
    card = ".ablog-post:has(> .ablog-post-title a):has(> .ablog-archive):has(> .ablog-post-excerpt)"
    card += ":has(> .ablog-post-expand a)"
    assert count(site, "index", f"ul.postlist.postlist-style-none > {card}") == 3
    assert count(site, "index", "ul.postlist > .ablog-post > a.ablog-post-title") == 3
    assert count(site, "blog/tag/x", f".ablog__collection > {card}") == 3
    assert count(site, "blog", ".ablog__collection > .ablog__collection_meta > a") == 3
    assert count(site, "blog/tag", ".ablog__catalog_header > h2 > a") == 1
    assert count(site, "blog/tag", ".ablog__catalog_header > ul > .ablog-post > a") == 3
    assert count(site, "blog/archive", ".ablog__catalog_header h2 > a") == 1
    ends = site.page("posts/2020/06/02/a").select_one(".ablog__prev-next")
    assert ends is not None
    assert texts(ends, ".ablog__prev a, .ablog__next a") == ["Post 1", "Post 3"]


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_gets_the_style_sheet_and_shows_its_own_page_around_a_list(site: Site, theme: str) -> None:
    """In furo the block `body` is the whole page."""
    site.post("2020/06/01/a", "A post", "", ":tags: x")
    site.write("events/one.md", "# An event\n\n```{event}\n```\n")
    result = site.build(html_theme=theme)
    assert [line for line in result.warnings if "theme" not in line] == []
    for name in ("index", "posts/2020/06/01/a", "blog", "blog/tag/x", "events", "404"):
        page = site.page(name)
        assert page.select("link[href*='_static/weblog/lists.css?v=']"), name
        assert page.select("head link[type='application/atom+xml']"), name
        assert page.select("[role=main], main, div.body, article"), name
    assert site.page("posts/2020/06/01/a").select("head script[type='application/ld+json']")
    assert b".post-cards" in site.contents()["_static/weblog/lists.css"]


def test_a_site_has_its_own_style_sheet_in_the_place_of_ours(site: Site) -> None:
    site.write("_static/weblog/lists.css", "/* nothing */")
    site.build(html_static_path=["_static"])
    assert site.contents()["_static/weblog/lists.css"] == b"/* nothing */"


# What a list shows


def test_a_card_on_a_page_of_posts_has_author_category_location_and_language(site: Site) -> None:
    site.post("2020/06/01/a", "A", "", ":tags: x, y", ":category: News", ":location: Delft", ":language: Dutch")
    site.build()
    assert texts(site.page("blog/tag/x"), ".post-facts") == ["2020-06-01 · Ada Example · Delft · Dutch · News · x, y"]
    hrefs = [str(link["href"]) for link in site.page("blog/tag/x").select(".post-facts a")]
    folders = ["author/ada-example", "location/delft", "language/dutch", "category/news"]
    assert hrefs == [f"../{name}.html" for name in folders] + ["#", "y.html"]


def test_an_update_is_told_on_a_page_of_posts(site: Site) -> None:
    site.post("2020/06/01/a", "A", "", ":tags: x", body="Words.\n\n```{update} 2020-06-09\nMore.\n```")
    site.build()
    assert texts(site.page("blog/tag/x"), ".post-facts") == ["2020-06-01 · updated 2020-06-09 · Ada Example · x"]


@pytest.mark.parametrize(
    ("settings", "titles_alone"),
    [
        ({"weblog_list_titles": []}, set()),
        ({}, {"blog", "blog/2020"}),
        ({"blog_archive_titles": True}, {"blog", "blog/2020", "blog/2020/06", "blog/tag/x"}),
    ],
)
def test_pages_of_posts_hold_first_words_unless_a_setting_asks_for_titles(
    site: Site, settings: dict[str, Any], titles_alone: set[str]
) -> None:
    site.post("2020/06/01/a", "A", "", ":tags: x", body="First words.")
    site.build()
    site.build(**settings)  # what the last build wrote follows
    for name in ("blog", "blog/2020", "blog/2020/06", "blog/tag/x"):
        assert ("First words." not in site.page(name).get_text()) == (name in titles_alone), name
        assert "A" in texts(site.page(name), ".ablog-post-title")


def test_overviews_hold_the_titles_of_posts_unless_a_setting_asks_for_names(site: Site) -> None:
    site.post("2020/06/01/a", "A", "", ":tags: x, y")
    site.post("2020/05/01/b", "B", "", ":tags: x")
    site.build(weblog_list_names=["blog/tag", "blog/archive"])
    assert texts(site.page("blog/tag"), ".label-list li") == ["x 2 posts", "y 1 post"]
    for name in ("blog/tag", "blog/archive"):
        assert texts(site.page(name), ".ablog-post-title") == []
    assert texts(site.page("blog/author"), ".ablog-post-title") == ["A", "B"]
    site.build()  # what the last build wrote follows
    assert texts(site.page("blog/tag"), "h2") == ["x 2 posts", "y 1 post"]
    assert texts(site.page("blog/tag"), ".ablog-post-title") == ["A", "B", "A"]
    assert texts(site.page("blog/archive"), ".ablog-post-title") == ["A", "B"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "01 June"),
        ([":date: %d.%m.%Y"], "01.06.2020"),
    ],
)
def test_a_list_has_its_dates_in_the_short_form_or_in_that_of_the_directive(
    site: Site, options: list[str], expected: str
) -> None:
    site.post("2020/06/01/a", "A")
    for more in ([], [":excerpts:"]):
        site.write("index.rst", FRONT_PAGE + "".join(f"   {option}\n" for option in [*options, *more]))
        site.build(post_date_format_short="%d %B")
        assert texts(site.page("index"), ".postlist time") == [expected]


def test_a_list_without_excerpts_is_lines_of_dates_and_titles(site: Site) -> None:
    site.post("2020/06/01/a", "A", "", ":tags: x")
    site.write("index.rst", FRONT_PAGE)
    site.build()
    assert texts(site.page("index"), ".postlist li") == ["2020-06-01 A"]
    assert count(site, "index", "h2") == 0, "which are no parts of the page"


def test_a_list_has_the_bullets_and_the_last_words_of_its_directive(site: Site) -> None:
    site.post("2020/06/01/a", "A")
    site.write("index.rst", f"{FRONT_PAGE}   :list-style: circle\n   :excerpts:\n   :expand: More & more\n")
    site.build()
    (link,) = site.page("index").select("ul.postlist-style-circle .ablog-post-expand a")
    assert link.get_text() == "More & more: A"
    assert link["href"] == "posts/2020/06/01/a.html"


# The picture that stands for a post


def pictures(site: Site, name: str) -> list[tuple[str, str]]:
    return [(str(image["src"]), str(image["alt"])) for image in site.page(name).select(".ablog-post-excerpt img")]


TWO_PICTURES = "Words.\n\n![One](one.png)\n\n![Two & more](sub/two&.png)"


@pytest.mark.parametrize(
    ("option", "automatic", "expected"),
    [
        ("", 0, []),
        ("", 1, [("_images/one.png", "One")]),
        (":image: 2", 1, [("_images/two%26.png", "Two & more")]),
        (":image: 3", 0, []),
    ],
)
def test_a_post_shows_the_picture_in_lists_that_ablog_shows(
    site: Site, option: str, automatic: int, expected: list[tuple[str, str]]
) -> None:
    an_image(site, "posts/2020/06/01/one.png")
    an_image(site, "posts/2020/06/01/sub/two&.png")
    site.post("2020/06/01/a", "A", "", ":tags: x", option or ":title: A", body=TWO_PICTURES)
    site.write("index.rst", f"{FRONT_PAGE}   :excerpts:\n\n.. postlist::\n   :excerpts:\n   :format: {{title}}\n")
    assert site.build(post_auto_image=automatic).warnings == []
    assert pictures(site, "index")[:1] == expected
    assert pictures(site, "blog/tag/x") == [(f"../../{source}", words) for source, words in expected]
    assert all(site.exists(source.replace("%26", "&")) for source, _ in expected)
    shown = [str(image["src"]) for image in site.page("index").select(".postlist img")]
    assert shown == [source for source, _ in expected] * 2, "in ablog's own lists, too"


def test_a_list_follows_a_picture_that_is_renamed(site: Site) -> None:
    an_image(site, "posts/2020/06/01/one.png")
    site.post("2020/06/01/a", "A", "", ":tags: x", ":image: 1", body="![One](one.png)")
    site.build()
    an_image(site, "posts/2020/06/01/other.png")
    site.post("2020/06/01/a", "A", "", ":tags: x", ":image: 1", body="![One](other.png)")
    site.build()
    assert pictures(site, "blog/tag/x") == [("../../_images/other.png", "One")]


# Comments


def comments(site: Site, name: str) -> list[dict[str, str]]:
    """What Disqus is told of a page."""
    scripts = "".join(script.string or "" for script in site.page(name).select(".ablog__comments script"))
    return [json.loads(found) for found in re.findall(r"this\.page, (\{.*?\})\);", scripts)]


def test_posts_have_comments_by_the_name_that_ablog_gives_them(site: Site) -> None:
    site.post("2020/06/01/a", "A < b & more")
    site.post("2020/06/02/b", "B", "", ":nocomments:")
    site.write("posts/2020/06/03/index.md", "```{post}\n```\n\n# C\n")
    site.build()
    assert b"disqus" not in b"".join(site.contents().values())
    site.build(disqus_shortname="small")
    known = {"identifier": "/posts/2020/06/01/a/", "title": "A < b & more"}
    assert comments(site, "posts/2020/06/01/a") == [
        known | {"url": "https://small.example/site/posts/2020/06/01/a.html"}
    ]
    (script,) = site.page("posts/2020/06/01/a").select(".ablog__comments script[src]")
    assert script["src"] == "https://small.disqus.com/embed.js"
    assert comments(site, "posts/2020/06/02/b") == [], "that says :nocomments:"
    assert comments(site, "posts/2020/06/03/index")[0]["identifier"] == "/posts/2020/06/03/"
    for name in ("index", "blog", "blog/2020", "search"):
        assert comments(site, name) == [], name


def test_pages_have_comments_where_a_site_asks_for_that(site: Site) -> None:
    site.write("about.md", "---\norphan: true\n---\n\n# About\n")
    site.build(disqus_shortname="small", disqus_pages=True)
    assert comments(site, "about")[0]["identifier"] == "/about/"
    assert comments(site, "index")[0]["identifier"] == "/"
    assert comments(site, "blog") == []
    site.build(disqus_shortname="small", disqus_pages=True, blog_baseurl="")
    assert comments(site, "about") == [], "as with ablog"


@pytest.mark.parametrize("drafts", [False, True])
def test_a_draft_in_a_preview_has_comments_where_a_site_asks_for_that(site: Site, drafts: bool) -> None:
    site.post("a", "A draft")
    site.build(disqus_shortname="small", disqus_drafts=drafts, weblog_drafts=True)
    assert bool(comments(site, "posts/a")) == drafts


# The byline


CARD = ["ablog/postcard.html"]


@pytest.mark.parametrize(
    "settings",
    [
        {"html_sidebars": {"posts/one": CARD, "about": ["searchbox.html"]}},
        {"html_sidebars": {"posts/o*": ["postcard.html"]}},
        {"html_theme": "pydata_sphinx_theme", "html_theme_options": {"secondary_sidebar_items": {"posts/one": CARD}}},
        {"weblog_byline": ["posts/one"]},
    ],
)
def test_the_byline_is_left_out_on_the_pages_alone_whose_sidebars_show_the_same(
    site: Site, settings: dict[str, Any]
) -> None:
    site.post("one", "One", "2020-06-01")
    site.post("two", "Two", "2020-06-02")
    site.build()
    site.build(**settings)  # pages that were there follow
    assert [count(site, f"posts/{name}", ".post-byline") for name in ("one", "two")] == [0, 1]


def test_posts_of_one_page_keep_their_bylines_since_the_card_is_of_pages_alone(site: Site) -> None:
    parts = [f"## {number}\n\n```{{post}} 2020-06-0{number}\n```\n\nWords.\n" for number in (1, 2)]
    site.write("diary.md", "---\norphan: true\n---\n\n# Diary\n\n" + "\n".join(parts))
    site.build(html_sidebars={"**": CARD})
    assert count(site, "diary", ".post-byline") == 2


def test_an_author_who_writes_all_posts_is_told_from_one_of_several(site: Site) -> None:
    """Such a name stands at the end of each page of this weblog, whose style leaves it out of the line."""
    site.post("one", "One", "2020-06-01")
    site.post("two", "Two", "2020-06-02", ":author: Bo Guest")
    site.build()
    assert [count(site, f"posts/{name}", ".post-author.p-author") for name in ("one", "two")] == [1, 1]
    assert texts(site.page("posts/one"), ".post-byline > .sole-author") == ["· Ada Example"]
    assert count(site, "posts/two", ".sole-author") == 0
    site.build(blog_authors={"ada": ("Ada Example", None), "bo": ("Bo Guest", None)})
    assert [count(site, f"posts/{name}", ".sole-author") for name in ("one", "two")] == [0, 0]
