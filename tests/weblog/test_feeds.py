"""Feeds of built weblogs: conf.py's settings, what stays when posts move, what a page's content becomes."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from sphinx.errors import ConfigError

from weblog.posts import ablog_bridge

if TYPE_CHECKING:
    from .sites import Site

BASE = "https://small.example/site/"


def feed_of(site: Site, path: str = "blog/atom.xml") -> Any:
    """A feed, as a feed reader reads it."""
    feed = feedparser.parse((site.out / path).read_bytes())
    assert not feed.bozo, feed.bozo_exception
    return feed


def content_of(site: Site, body: str, **overrides: Any) -> BeautifulSoup:
    """What a post's text becomes in the feed."""
    site.post("2020/06/25/a", body=body)
    assert site.build(**overrides).warnings == []
    (entry,) = feed_of(site).entries
    return BeautifulSoup(entry.content[0].value, "lxml")


def test_feeds_show_the_sites_pictures(site: Site) -> None:
    site.post("2020/06/25/a")
    site.write("pictures/my icon.svg", "<svg/>")
    settings: dict[str, Any] = {
        "html_favicon": "pictures/my icon.svg",
        "html_logo": "https://pictures.example/logo.png",
    }
    assert site.build(**settings).warnings == []
    icon = f"{BASE}_static/my%20icon.svg"
    assert site.exists("_static/my icon.svg")
    feed = feed_of(site).feed
    assert (feed.icon, feed.logo) == (icon, settings["html_logo"])
    listed = json.loads((site.out / "feed.json").read_bytes())
    assert (listed["favicon"], listed["icon"]) == (icon, settings["html_logo"])
    assert site.build().warnings == []
    assert "icon" not in feed_of(site).feed


# ablog's settings


def feeds(site: Site) -> set[str]:
    """The files that are feeds or lists of feeds."""
    found = {path for path in site.contents() if path.endswith((".xml", ".json", ".opml"))}
    return {path for path in found if not path.startswith("_static")} - {"sitemap.xml"}


LISTS = {"feed.json", "feeds.opml"}
WEBLOGS_OWN = {"blog/atom.xml", *LISTS}
MAIN = {"blog/atom.xml", "blog/all.xml", "blog/for/all.xml", "log/book/atom.xml"}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"blog_baseurl": ""}, set()),
        ({"blog_feed_archives": False}, WEBLOGS_OWN),
        ({}, WEBLOGS_OWN | {"blog/2020/atom.xml", "blog/tag/x/atom.xml", "blog/author/ada-example/atom.xml"}),
        (
            {"blog_feed_archives": False, "blog_feed_templates": {"atom": {}, "social": {"content": "{{ title }}"}}},
            WEBLOGS_OWN | {"blog/social.xml"},
        ),
        (
            {
                "blog_feed_archives": False,
                "blog_feed_templates": {"atom": {}, "for/social": {"content": "{{ title }}"}},
            },
            WEBLOGS_OWN | {"blog/for/social.xml"},
        ),
        (
            {"blog_feed_archives": False, "blog_feed_templates": {"for/all": {}, "social": {}}},
            LISTS | {"blog/for/all.xml", "blog/social.xml"},
        ),
        (
            {"blog_feed_archives": False, "blog_feed_templates": {"all": {}}},
            LISTS | {"blog/all.xml"},
        ),
        (
            {"blog_feed_archives": False, "blog_path": "log/book"},
            LISTS | {"log/book/atom.xml"},
        ),
        (
            {"blog_feed_archives": False, "weblog_feeds": {"planet": {"tags": ["x"]}}},
            WEBLOGS_OWN | {"blog/feeds/planet.xml"},
        ),
    ],
)
def test_conf_py_says_which_feeds_there_are(site: Site, settings: dict[str, Any], expected: set[str]) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: x")
    site.write("feeds.md", "---\norphan: true\n---\n\n# Feeds\n\n```{feeds}\n```\n")
    assert site.build(**settings).warnings == []
    assert feeds(site) == expected
    announced = {str(link["href"]) for link in site.page("index").select("link[type='application/atom+xml']")}
    assert announced == {path for path in expected if path in MAIN}
    listed = {str(link["href"]) for link in site.page("feeds").select("ul.label-list a")}
    assert listed == {path for path in expected if path.endswith(".xml") and "social" not in path}


@pytest.mark.parametrize(
    ("settings", "content"),
    [
        ({}, "First. Second."),
        ({"blog_feed_fulltext": False}, "First."),
        ({"weblog_feed_summaries": ["blog"]}, "First."),
        ({"weblog_feed_summaries": ["blog/tag/*"]}, "First. Second."),
        ({"blog_feed_titles": True}, ""),
    ],
)
def test_conf_py_says_what_an_entry_holds(site: Site, settings: dict[str, Any], content: str) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: x", body="First.\n\nSecond.")
    site.build(**settings)
    (entry,) = feed_of(site).entries
    assert entry.title == "A"
    assert BeautifulSoup(entry.get("content", [{"value": ""}])[0]["value"], "lxml").get_text(" ", strip=True) == content
    assert entry.get("summary", "") == ("First." if content else "")


def test_a_feed_without_whole_texts_has_the_first_words_with_their_links_and_picture(site: Site) -> None:
    (site.source / "dot.gif").write_bytes(b"GIF89a")
    body = "See [home](/index.rst), `code`.\n\n![Dot](/dot.gif)"
    site.post("2020/06/25/a", "A", "", ":image: 1", body=body)
    assert site.build(blog_feed_fulltext=False).warnings == []
    (entry,) = feed_of(site).entries
    assert entry.content[0].value == (
        f'<p>See <a href="{BASE}index.html">home</a>, <code>code</code>.</p>\n'
        f'<p><img alt="Dot" src="{BASE}_images/dot.gif" /></p>'
    )
    assert entry.summary == "See home, code."


def test_the_titles_and_tags_of_feeds_are_those_that_ablog_gives(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: open source")
    assert site.build(blog_title="Log").warnings == []
    assert feed_of(site).feed.title == "Log"
    assert feed_of(site, "blog/2020/atom.xml").feed.title == "Log - Posted in 2020"
    of_tag = feed_of(site, "blog/tag/open-source/atom.xml")
    assert of_tag.feed.title == "Log - Posts tagged open source"
    assert [(tag.term, tag.label) for tag in of_tag.entries[0].tags] == [("opensource", "open source")]


@pytest.mark.parametrize(
    ("settings", "titles", "content"),
    [
        ({"blog_feed_length": 1}, ["B"], "Second."),
        ({"blog_feed_length": 0}, ["B", "A"], "Second."),
        ({"blog_feed_titles": True}, ["B", "A"], ""),
        ({"blog_feed_fulltext": False}, ["B", "A"], "First."),
        ({"blog_title": "Other"}, ["B", "A"], "Second."),
    ],
)
def test_a_changed_setting_changes_the_feed_in_the_next_build(
    site: Site, settings: dict[str, Any], titles: list[str], content: str
) -> None:
    site.post("2020/06/25/a", "A", body="First.\n\nSecond.")
    site.post("2020/06/26/b", "B", body="First.\n\nSecond.")
    site.build()
    site.build(**settings)
    entries = feed_of(site).entries
    assert [entry.title for entry in entries] == titles
    for entry in entries:
        assert content in entry.get("content", [{"value": ""}])[0]["value"]
        assert ("content" in entry) == bool(content)


@pytest.mark.parametrize("base", ["https://small.example/site", "https://small.example/site/", "https://small.example"])
def test_addresses_are_whole_whether_the_sites_ends_with_a_slash_or_not(site: Site, base: str) -> None:
    site.post("2020/06/25/a", body="See [](/posts/2020/06/25/a.md).")
    site.build(blog_baseurl=base)
    feed = feed_of(site)
    root = base.rstrip("/")
    assert [link.href for link in feed.feed.links] == [f"{root}/", f"{root}/blog/atom.xml"]
    assert feed.entries[0].link == f"{root}/posts/2020/06/25/a.html"
    assert f'href="{root}/posts/2020/06/25/a.html"' in feed.entries[0].content[0].value


def test_conf_py_names_the_feed_and_says_how_long_it_is(site: Site) -> None:
    for day in range(1, 5):
        site.post(f"2020/06/0{day}/a", f"Day {day}")
    site.build(blog_feed_length=2, blog_feed_subtitle="About <this> & that", blog_title="A & B")
    feed = feed_of(site)
    assert [entry.title for entry in feed.entries] == ["Day 4", "Day 3"]
    assert (feed.feed.title, feed.feed.subtitle) == ("A & B", "About <this> & that")
    assert feed.feed.generator == "weblog", "ablog's own generator has run"
    assert len(json.loads((site.out / "feed.json").read_bytes())["items"]) == 2


def test_templates_of_conf_py_write_entries_for_other_places(site: Site) -> None:
    site.post("2020/06/25/a", "A title", "", ":tags: two words, x")
    templates: dict[str, Any] = {
        "atom": {},
        "social": {"content": "{{ title }}{% for tag in post.tags %}, {{ tag.name }}{% endfor %}"},
    }
    site.build(blog_feed_templates=templates)
    assert feed_of(site, "blog/social.xml").entries[0].content[0].value == "A title, two words, x"
    assert "Some words." in feed_of(site).entries[0].content[0].value
    assert feed_of(site, "blog/social.xml").feed.id != feed_of(site).feed.id


@pytest.mark.parametrize("text", ["{{ post.nothing.at_all }}", "{% include 'x' %}"])
def test_a_template_that_cannot_be_filled_in_is_told_and_left_out(site: Site, text: str) -> None:
    site.post("2020/06/25/a", "A title")
    (warning,) = site.build(blog_feed_archives=False, blog_feed_templates={"atom": {"title": text}}).warnings
    assert 'conf.py: blog_feed_templates, for blog/atom.xml: "title": ' in warning
    assert feed_of(site).entries[0].title == "A title"


def test_a_site_without_an_author_has_its_name_for_one(site: Site) -> None:
    site.post("2020/06/25/a", "A")
    for author in ("Author name not set", ""):
        site.build(blog_default_author=[], author=author)
        assert feed_of(site).feed.author == "Small weblog"


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("weblog_feeds", {"Planet X": {}}, "'Planet X' becomes part of an address"),
        (
            "weblog_feeds",
            {"planet": {"tag": ["x"]}},
            '"planet" can say title, tags, any, without',
        ),
        ("weblog_feeds", {"planet": {"tags": "x"}}, '"planet": "tags" must be a list of tags'),
        ("weblog_feeds", {"planet": {"any": "yes"}}, '"planet": "any" must be a bool'),
        ("weblog_feeds", ["x"], "weblog_feeds must be a dict, not list"),
        ("weblog_feeds", {"x": {"path": "../x.xml"}}, '"x": "path" is a file\'s, from the site\'s first page'),
        ("weblog_feeds", {"x": {"path": "sitemap.xml"}}, 'like "weblog/pythonfeed.xml", not "sitemap.xml"'),
        ("weblog_feeds", {"x": {"path": "a.xml"}, "y": {"path": "a.xml"}}, 'two of them have the path "a.xml"'),
        ("weblog_feeds", {"x": {"id": "planet"}}, '"id" is copied whole from the feed that readers know'),
        ("weblog_feeds", {"x": {"length": 0}}, '"length" is a number of posts, like 10, not 0'),
        ("weblog_feeds", {"x": {"length": True}}, '"length" is a number of posts, like 10, not True'),
        ("weblog_entry_ids", ("http://a.example/{page}",), "is no form and day; write ("),
        ("weblog_entry_ids", ("http://a.example/", "2020-06-25"), 'makes no id of a "{page}"'),
        ("weblog_entry_ids", ("{page}.html", "2020-06-25"), 'makes no id of a "{page}"'),
        ("weblog_entry_ids", ("http://a.example/{page}", "soon"), '"soon" is no day; write ('),
        ("weblog_redirects", {"tags/{tag}": 5}, "both are page names, as texts"),
        ("weblog_redirects", {"/tags/{tag}": "blog/tag"}, '"/tags/{tag}" is no page name, like "weblog/tags/{tag}"'),
        ("weblog_redirects", {"../{tag}": "blog/tag"}, '"../{tag}" is no page name'),
        ("weblog_redirects", {"tags/{label}": "blog/tag"}, "in braces there may be {year}, {month}, {day}, {tag}"),
        ("weblog_redirects", {"tags.html": "blog/tag"}, '"tags.html": write the page name, "tags"'),
        ("weblog_redirects", {"tags/": "blog/tag"}, '"tags/": write the page name, "tags/index"'),
        ("weblog_redirects", {"{year}": "blog/{year}/{month}"}, '"{year}" doesn\'t tell the {month} of'),
        ("weblog_feed_summaries", [1], "1: write page names"),
        ("weblog_feed_authority", "weblog.example.org", '"weblog.example.org" is no domain and date'),
        ("weblog_feed_authority", "https://weblog.example.org,2026", "is no domain and date"),
        ("blog_feed_length", "ten", "blog_feed_length must be a number from 0 on, not 'ten'"),
        ("blog_feed_length", -1, "blog_feed_length must be a number from 0 on, not -1"),
        ("blog_feed_subtitle", 5, "blog_feed_subtitle must be a text"),
        ("blog_feed_templates", {"": {}}, "blog_feed_templates must name files"),
        ("blog_feed_templates", {"atom": {"content": "{{ title"}}, "blog_feed_templates must name files"),
        ("blog_feed_templates", {"atom": {"body": "x"}}, "blog_feed_templates must name files"),
    ],
)
def test_a_mistake_in_conf_py_is_told(site: Site, setting: str, value: Any, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        site.build(**{setting: value})
    assert message in str(caught.value)


def test_a_combination_of_a_tag_that_no_post_has_is_told(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: python")
    for _ in range(2):
        (warning,) = site.build(weblog_feeds={"planet": {"tags": ["pyhton"]}}).warnings
        assert 'weblog_feeds["planet"] names the tag "pyhton", which no post has; did you mean "python"?' in warning


def test_summaries_for_no_feed_are_told(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: python")
    (warning,) = site.build(weblog_feed_summaries=["blog/tag/pyhton", "blog/2020"]).warnings
    assert (
        'weblog_feed_summaries names "blog/tag/pyhton", no page with a feed; did you mean "blog/tag/python"?' in warning
    )


def test_a_combination_says_what_it_is(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: python, web")
    site.post("2020/06/26/b", "B", "", ":tags: python")
    wanted = {"title": "Python alone", "tags": ["python"], "without": ["web"], "summary": True}
    site.build(weblog_feeds={"planet": wanted})
    feed = feed_of(site, "blog/feeds/planet.xml")
    assert feed.feed.title == "Small weblog - Python alone"
    assert feed.feed.id == f"{BASE}blog/feeds/planet.xml"
    assert [(entry.title, [part.value for part in entry.content]) for entry in feed.entries] == [
        ("B", ["<p>Some words.</p>"])
    ]


def test_a_weblog_without_posts_has_a_feed(site: Site) -> None:
    assert site.build().warnings == []
    assert feed_of(site).entries == []
    assert json.loads((site.out / "feed.json").read_bytes())["items"] == []


# What ablog gives


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize(
    "settings",
    [
        {"blog_feed_archives": False},
        {
            "blog_feed_templates": {"atom": {}, "social": {"content": "{{ title }}"}},
            "blog_baseurl": "https://a.example",
        },
        {"blog_feed_templates": {"all": {}}, "blog_path": "log/book", "blog_feed_length": None},
    ],
)
def test_a_reader_of_ablogs_feeds_finds_them_and_their_entries_again(
    site: Site, builder: str, settings: dict[str, Any]
) -> None:
    def found() -> dict[str, Any]:
        contents = {path: content for path, content in site.contents(builder).items() if path.endswith(".xml")}
        read = {path: feedparser.parse(content) for path, content in contents.items() if b"<feed" in content}
        return {path: [(entry.id, entry.title) for entry in feed.entries] for path, feed in read.items()}

    site.post("2020/06/25/a", "A", "2020-06-25", ":tags: snake_case, two words")
    site.post("2020/06/26/Two words é", "B", "2020-06-26", ":external_link: https://else.example/", ":category: C d")
    site.post("c/index", "C", "2020-06-27", ":author: ada", ":location: Here", ":language: Nederlands")
    parts = "".join(f"## Part {name}\n\n```{{post}} 2020-06-1{name}\n```\n\nWords.\n\n" for name in "123")
    site.write("diary.md", f"---\norphan: true\n---\n\n# Diary\n\n{parts}")
    ablog_bridge.new_build(datetime(2021, 1, 1, tzinfo=UTC))  # ablog keeps its settings for a whole process
    site.build(builder=builder, extensions=["myst_parser", "ablog"], **settings)
    with_ablog = found()
    own_id = feedparser.parse(site.contents(builder)[min(with_ablog, key=len)]).feed.id
    for folder in (site.doctrees, site.out.with_name(builder)):
        shutil.rmtree(folder)
    site.build(builder=builder, **settings)
    ours = found()
    assert {path: ours.get(path) for path in with_ablog} == with_ablog
    weblogs_own = min(with_ablog, key=len)
    ids = {path: feedparser.parse(site.contents(builder)[path]).feed.id for path in ours}
    assert ids[weblogs_own] == own_id, "ablog gives it to all of them"
    assert len(set(ids.values())) == len(ids)


def test_feeds_are_as_ablogs_manual_says_where_conf_py_says_nothing(site: Site) -> None:
    conf = site.source / "conf.py"
    lines = conf.read_text().splitlines()
    conf.write_text("\n".join(line for line in lines if not line.startswith(("blog_feed_full", "blog_feed_length"))))
    for number in range(1, 26):
        site.post(f"2020/05/{number:02}/a", f"Post {number}", body="First.\n\nSecond.")
    assert site.build().warnings == []
    entries = feed_of(site).entries
    assert len(entries) == 25, "all of them"
    assert not any("Second" in entry.content[0].value for entry in entries), "not the whole text"


# What stays


def test_a_post_that_moves_keeps_its_id_and_its_old_addresses(site: Site) -> None:
    site.post("2020/06/25/a", "A")
    site.build()
    (before,) = feed_of(site).entries
    for number, place in enumerate(("2020/06/26/b", "2020/06/27/c")):
        old = ["2020/06/25/a", "2020/06/26/b"][: number + 1]
        (site.source / f"posts/{old[-1]}.md").unlink()
        site.post(place, "A", "", ":was: " + ", ".join(f"posts/{name}.html" for name in old))
        assert site.build().warnings == []
        (entry,) = feed_of(site).entries
        assert entry.id == before.id
        assert entry.link == f"{BASE}posts/{place}.html"
        for name in old:
            target = site.page(f"posts/{name}").select_one("meta[http-equiv=refresh]")
            assert target
            assert str(target["content"]).endswith(f"{place.partition('06/')[2]}.html")


@pytest.mark.parametrize(
    ("builder", "made"),
    [
        ("html", ["old/slash/index.html", "2019/index.html", "plain.html"]),
        ("dirhtml", ["old/slash/index.html", "2019/index.html", "plain/index.html"]),
    ],
)
def test_the_old_address_of_a_folder_leads_on_and_gives_the_id_that_it_always_gave(
    site: Site, builder: str, made: list[str]
) -> None:
    for was in ("old/slash/", "old/slash/#a", "old/slash"):
        site.post("2020/06/25/a", "A", "", f":was: {was}", ":redirect: /2019/, plain, plain")
        assert site.build(builder=builder).warnings == []
        files = site.contents(builder)
        found = ["old/slash.html" if builder == "html" and was == "old/slash" else made[0], *made[1:]]
        assert [path for path, content in sorted(files.items()) if b'http-equiv="refresh"' in content] == sorted(found)
        for path in found:
            target = urljoin(path, re.findall(r'content="\d; url=([^"]+)"', files[path].decode())[0])
            assert f"{target}index.html" if target.endswith("/") else target in files
        entry = feedparser.parse(files["blog/atom.xml"]).entries[0]
        assert entry.id == f"{BASE}old/slash{'/' if builder == 'dirhtml' else '.html'}{'#a' if '#' in was else ''}"


def test_an_old_address_of_a_folder_that_a_page_has_is_told(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":redirect: about/")
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\nWords.\n")
    assert site.build().warnings == []
    assert site.exists("about/index.html")
    assert "About" in site.page("about").get_text()
    (warning,) = site.build(builder="dirhtml").warnings
    assert 'the old address "about/index" is taken by the page of that name' in warning
    assert b"Words" in site.contents("dirhtml")["about/index.html"]


def test_a_post_from_elsewhere_keeps_the_id_that_it_had_there(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":feed-id: http://old.example/?p=12&x")
    assert site.build().warnings == []
    assert feed_of(site).entries[0].id == "http://old.example/?p=12&x"
    assert json.loads((site.out / "feed.json").read_bytes())["items"][0]["id"] == "http://old.example/?p=12&x"


def test_front_matter_says_it_as_well(site: Site) -> None:
    for was in ("a/b, c", "[a/b, c]", '["a/b", "c"]'):
        head = f"---\nblogpost: true\ndate: 2020-06-25\nwas: {was}\n---\n"
        site.write("posts/x.md", f"{head}\n# A\n\nWords.\n")
        assert site.build().warnings == []
        assert feed_of(site).entries[0].id == f"{BASE}a/b.html"
        assert site.exists("a/b.html")
        assert site.exists("c.html")


def test_sections_of_a_page_that_moved_keep_their_ids(site: Site) -> None:
    def parts(was: str) -> str:
        day = "```{{post}} 2020-06-2{}\n{}```\n\n"
        return "\n".join(
            f"## Part {name}\n\n" + day.format(number, f":was: {was}#part-{name}\n" if was else "") + "Words.\n"
            for number, name in enumerate("ab")
        )

    site.write("diary.md", "---\norphan: true\n---\n\n# Diary\n\n" + parts(""))
    assert site.build().warnings == []
    before = [entry.id for entry in feed_of(site).entries]
    assert len(set(before)) == 2
    (site.source / "diary.md").unlink()
    site.write("book.md", "---\norphan: true\n---\n\n# Diary\n\n" + parts("diary"))
    assert site.build().warnings == []
    assert [entry.id for entry in feed_of(site).entries] == before
    assert site.page("diary").select_one("link[rel=canonical][href^='book.html']")


@pytest.mark.parametrize(("option", "is_told"), [("", True), (":feed-id: tag:else.example,2001:1\n", False)])
def test_a_section_that_is_known_by_its_number_alone_is_told(site: Site, option: str, is_told: bool) -> None:
    first = "## A\n\n```{post} 2020-06-20\n```\n\nWords.\n"
    second = f"## 日本\n\n```{{post}} 2020-06-21\n{option}```\n\nWords.\n"
    site.write("diary.md", f"---\norphan: true\n---\n\n# Diary\n\n{first}\n{second}")
    warnings = site.build().warnings
    assert [warning.partition(" WARNING: ")[0] for warning in warnings] == (["diary.md:16:"] if is_told else [])


def test_only_an_update_makes_an_entry_new(site: Site) -> None:
    site.post("2020/06/25/a", "A")
    site.build()
    before = feed_of(site).entries[0]
    site.post("2020/06/25/a", "Another title", body="Other words.")
    site.build()
    changed = feed_of(site).entries[0]
    assert (changed.updated, changed.id) == (before.updated, before.id)
    site.post("2020/06/25/a", "A", body="Words.\n\n```{update} 2020-12-24 18:30\nMore.\n```")
    site.build()
    entry, feed = feed_of(site).entries[0], feed_of(site).feed
    assert (entry.published, entry.updated) == ("2020-06-25T00:00:00-04:00", "2020-12-24T18:30:00-05:00")
    assert feed.updated == entry.updated


def test_references_in_a_summary_and_in_a_content_show_titles_as_they_are_now(site: Site) -> None:
    site.post("2020/06/25/a", "A", body="See [](/posts/2020/06/24/b.md) and {ref}`tag-x`.")
    for title in ("B", "Better"):
        site.post("2020/06/24/b", title, "", ":tags: x")
        site.build()
        entry = feed_of(site).entries[0]
        assert entry.summary == f"See {title} and x."
        assert BeautifulSoup(entry.content[0].value, "lxml").get_text().strip() == f"See {title} and x."


# What a page's content becomes


def test_an_admonition_looks_set_apart_without_styles(site: Site) -> None:
    quote = content_of(site, "```{warning}\nMind the gap.\n```").blockquote
    assert quote
    assert [part.get_text() for part in quote("p")] == ["Warning", "Mind the gap."]
    assert quote.strong


def test_code_keeps_its_lines_and_has_no_numbers(site: Site) -> None:
    code = content_of(site, "```{code-block} python\n:linenos:\n:emphasize-lines: 2\n\ndef f():\n    return 1\n```").pre
    assert code
    assert code.get_text() == "def f():\n    return 1\n"


def test_tables_lists_footnotes_and_sizes_survive(site: Site) -> None:
    (site.source / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    body = (
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\nTerm[^1]\n: Meaning\n\n[^1]: A note.\n\n"
        "```{image} /a.svg\n:width: 300px\n:alt: A drawing\n```\n\n```{raw} html\n"
        '<iframe src="/talk" title="The talk"></iframe><video poster="p.png" src="v.mp4"></video>\n```\n'
    )
    content = content_of(site, body, myst_enable_extensions=["colon_fence", "deflist"])
    assert [cell.get_text() for cell in content("td")] == ["1", "2"]
    assert content("td")[1]["align"] == "right"
    assert content.dl
    assert [part.get_text() for part in content.dl("dd")] == ["Meaning\n"]
    note = content.select_one(f"a[href^='{BASE}posts/2020/06/25/a.html#']")
    assert note
    assert "A note." in content.get_text()
    image = content.img
    assert image
    assert (image["width"], image["alt"], image["src"]) == ("300", "A drawing", f"{BASE}_images/a.svg")
    assert content.select_one("a[href='https://small.example/talk']").get_text() == "The talk"  # type: ignore[union-attr]
    assert content.video
    assert content.video["poster"] == f"{BASE}posts/2020/06/25/p.png"


def test_maths_is_readable(site: Site) -> None:
    content = content_of(
        site,
        "Take $a^2 < b$.\n\n$$\nx = y\n$$\n",
        myst_enable_extensions=["dollarmath"],
        extensions=["myst_parser", "weblog", "sphinx.ext.mathjax"],
    )
    assert [code.get_text() for code in content("code")] == [r"\(a^2 < b\)"]
    assert [block.get_text().strip() for block in content("pre")] == [r"\[x = y\]"]


def test_a_post_of_several_talks_is_one_entry(site: Site) -> None:
    site.post("2020/06/25/a", "A day", body="Words.\n\n## One\n\nFirst.\n\n## Two\n\nSecond.")
    site.build()
    (entry,) = feed_of(site).entries
    assert [part.get_text() for part in BeautifulSoup(entry.content[0].value, "lxml")("h2")] == ["One", "Two"]


def test_every_feed_of_the_site_has_the_form_of_the_rfc(site: Site, grammar: etree.RelaxNG) -> None:
    site.post("2020/06/25/a", "Ünï <b> & \N{PILE OF POO} שלום", "", ":tags: C++, a/b, ..", ":language: nl")
    site.post("2020/06/26/b", "B", "2020-06-26 14:30", ":author: ada, Grace")
    assert site.build(blog_languages={"nl": ("Nederlands", None)}).warnings == []
    *_, second, first = etree.parse(site.out / "blog/atom.xml").getroot()
    assert [entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in (second, first)] == [None, "nl"]
    files = sorted(site.out.rglob("atom.xml"))
    assert len(files) == 8
    for file in files:
        assert grammar.validate(etree.parse(file)), (file, grammar.error_log)


def test_the_entries_of_several_posts_in_a_file_have_their_footnotes(site: Site) -> None:
    """MyST puts the footnotes of a file below all of its sections."""
    sections = [f"## {name}\n\n```{{post}} 2020-06-25\n```\n\nOf {name}[^{name}].\n" for name in ("one", "two")]
    notes = "[^one]: The first note[^deep].\n\n[^two]: The second note.\n\n[^deep]: A note on it.\n"
    site.write("posts/both.md", "\n".join(["# Both\n", *sections, notes]))
    assert site.build().warnings == []
    items = json.loads((site.out / "feed.json").read_bytes())["items"]
    found = {
        item["title"]: " ".join(BeautifulSoup(item["content_html"], "lxml").get_text(" ").split()) for item in items
    }
    assert found == {
        "one": "Of one [1] . The first note [3] . A note on it.",
        "two": "Of two [2] . The second note.",
    }


def test_a_title_has_the_words_of_its_heading_without_its_footnotes(site: Site) -> None:
    heading = "A <b>bold</b> title[^1] *it* ![x](https://x.example/x.png) HTML"
    site.post("2020/06/25/one", heading, body="Words.\n\n[^1]: A note.")
    site.build()
    (entry,) = json.loads((site.out / "feed.json").read_bytes())["items"]
    assert entry["title"] == "A bold title it x HTML"
    assert entry["content_html"].startswith("<div>\n<p>Words.</p>")


def test_a_feed_keeps_the_address_the_id_and_the_length_that_its_readers_know(site: Site) -> None:
    for day in (23, 24, 25):
        site.post(f"2020/06/{day}/a", f"Post {day}", "", ":tags: python")
    known = "urn:sample:feed"
    feeds = {
        "python": {"tags": ["python"], "path": "old/pythonfeed.xml", "id": known, "length": 2},
        "all": {"path": "blog/atom.xml", "id": known, "length": 1},
    }
    for builder in ("html", "dirhtml"):
        assert site.build(weblog_feeds=feeds, builder=builder).warnings == []
    for path, titles in {"old/pythonfeed.xml": ["Post 25", "Post 24"], "blog/atom.xml": ["Post 25"]}.items():
        feed = feed_of(site, path)
        assert feed.feed.id == known
        assert [entry.title for entry in feed.entries] == titles
        (link,) = [link.href for link in feed.feed.links if link.rel == "self"]
        assert link == f"{BASE}{path}"
    assert not site.exists("blog/feeds")
    assert len(feed_of(site, "blog/tag/python/atom.xml").entries) == 3


def test_two_feeds_of_one_address_are_told(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: python")
    feeds = {"python": {"path": "blog/tag/python/atom.xml"}, "all": {"tags": ["python"], "path": "blog/atom.xml"}}
    python, everything = site.build(weblog_feeds=feeds).warnings
    assert 'weblog_feeds["python"] wants the address of another feed, "blog/tag/python/atom.xml": give it' in python
    assert 'weblog_feeds["all"] wants the address of another feed, "blog/atom.xml": give it another path' in everything


def test_entries_before_a_day_have_ids_of_the_form_that_they_had(site: Site) -> None:
    site.post("2020/06/25/moved", "Moved", "", ":was: blog/2020/06/25/first, blog/second")
    site.post("2020/06/26/stayed", "Stayed")
    site.post("2020/06/26/told", "Told", "", ":feed-id: tag:ada.example,2020:told")
    site.post("2020/06/27/new", "New")
    for form, moved, stayed in (
        ("http://ada.example/{page}.html", "/blog/2020/06/25/first.html", "/posts/2020/06/26/stayed.html"),
        (
            "http://ada.example/{date}:{page}",
            "/2020-06-25:blog/2020/06/25/first",
            "/2020-06-26:posts/2020/06/26/stayed",
        ),
    ):
        settings = {"weblog_entry_ids": (form, "2020-06-27"), "weblog_feed_authority": "ada.example,2027"}
        assert site.build(**settings).warnings == []  # type: ignore[arg-type]
        assert {entry.title: entry.id for entry in feed_of(site).entries} == {
            "Moved": f"http://ada.example{moved}",
            "Stayed": f"http://ada.example{stayed}",
            "Told": "tag:ada.example,2020:told",
            "New": "tag:ada.example,2027:/posts/2020/06/27/new",
        }
