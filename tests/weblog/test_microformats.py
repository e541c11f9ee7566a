"""Lists of posts as programs read them: h-feed and h-entry (microformats.org/wiki/h-feed)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mf2py
import pytest

if TYPE_CHECKING:
    from .sites import Site

BASE = "https://small.example/site/"
A, B = (f"{BASE}posts/2020/06/{name}.html" for name in ("25/a", "26/b"))


@pytest.fixture
def weblog(site: Site) -> Site:
    """Two posts, and pages that list them in each way."""
    site.post("2020/06/25/a", "A", "2020-06-25 14:30", ":tags: x")
    site.post("2020/06/26/b", "B", "", ":tags: x, y", body="```{update} 2020-07-01\nWords.\n```")
    site.write("plain.md", "---\norphan: true\n---\n\n# Plain & `<simple>`\n\n```{postlist}\n```\n")
    site.write("cards.md", "---\norphan: true\n---\n\n# Cards\n\n```{postlist}\n:excerpts:\n```\n")
    site.write("blog/tag/y.md", "---\norphan: true\n---\n\n# My own words\n\nHello.\n")
    return site


def feeds_of(site: Site, page: str) -> list[dict[str, Any]]:
    """The lists of a page."""
    html = (site.out / f"{page}.html").read_text(encoding="utf-8")
    return [item for item in mf2py.parse(html, url=f"{BASE}{page}.html")["items"] if "h-feed" in item["type"]]


def entries_of(feed: dict[str, Any]) -> list[dict[str, Any]]:
    return [item["properties"] for item in feed.get("children", ()) if "h-entry" in item["type"]]


@pytest.mark.parametrize(
    ("page", "name", "urls"),
    [
        ("blog", "All posts", [B, A]),
        ("blog/2020", "Posts of 2020", [B, A]),
        ("blog/2020/06", "Posts of June 2020", [B, A]),
        ("blog/tag/x", "Posts tagged x", [B, A]),
        ("blog/author/ada-example", "Posts by Ada Example", [B, A]),
        ("blog/tag/y", "My own words", [B]),
        ("plain", "Plain & <simple>", [B, A]),
        ("cards", "Cards", [B, A]),
    ],
)
def test_a_list_has_a_name_an_address_and_entries_that_say_what_when_and_who(
    weblog: Site, page: str, name: str, urls: list[str]
) -> None:
    assert weblog.build().warnings == []
    (feed,) = feeds_of(weblog, page)
    own = feed["properties"]
    assert (own["name"], own["url"]) == ([name], [f"{BASE}{page}.html"])
    entries = entries_of(feed)
    assert [entry["url"] for entry in entries] == [[url] for url in urls]
    titles = {A: "A", B: "B"}
    when = {A: "2020-06-25T14:30:00-0400", B: "2020-06-26"}
    for entry, url in zip(entries, urls, strict=True):
        assert entry["name"] == [titles[url]]
        assert entry["published"] == [when[url]]
        assert ("author" in entry) != ("author" in own)
        authors = entry.get("author") or own["author"]
        assert [author["properties"]["name"][0] if isinstance(author, dict) else author for author in authors] == [
            "Ada Example"
        ]
    assert set(own) <= {"name", "url", "author"}


@pytest.mark.parametrize("page", ["blog/archive", "blog/tag", "blog/author"])
def test_on_a_page_of_all_labels_or_years_each_is_a_list(weblog: Site, page: str) -> None:
    weblog.build()
    feeds = feeds_of(weblog, page)
    assert feeds
    for feed in feeds:
        own = feed["properties"]
        assert own["url"][0].startswith(f"{BASE}blog/")
        assert own["url"] != [f"{BASE}{page}.html"]
        assert own["author"] == ["Ada Example"]
        assert {entry["url"][0] for entry in entries_of(feed)} <= {A, B}
    weblog.build(weblog_list_names=["*"])
    assert feeds_of(weblog, page) == []


@pytest.mark.parametrize("page", ["blog", "plain", "cards", "blog/archive"])
def test_where_posts_have_different_authors_each_names_its_own(weblog: Site, page: str) -> None:
    weblog.post("2020/06/27/c", "C", "", ":author: Bo & Co, ada")
    weblog.build()
    (feed,) = feeds_of(weblog, page)
    assert "author" not in feed["properties"]
    assert [entry["author"] for entry in entries_of(feed)] == [
        *(["Bo & Co", "Ada Example"], ["Ada Example"], ["Ada Example"])
    ]


def test_posts_about_one_event_are_dated_entries_of_the_whole_list(weblog: Site) -> None:
    weblog.write("events/conf.md", "# Conf\n\n```{event}\n:dates: 2020-06-20\n:place: Delft\n```\n")
    for name in ("c", "d"):
        weblog.post(f"2020/06/28/{name}", f"Conf: {name} - Cy", body="```{talk}\n:event: conf\n```\n\nWords.")
    weblog.write("index.md", "# Home\n\n```{postlist}\n:by-event:\n```\n")
    (weblog.source / "index.rst").unlink(missing_ok=True)
    assert weblog.build().warnings == []
    (feed,) = feeds_of(weblog, "index")
    assert feed["properties"] == {"name": ["Home"], "url": [BASE], "author": ["Ada Example"]}
    entries = entries_of(feed)
    assert [entry["published"][0][:10] for entry in entries] == [*(["2020-06-28"] * 2), "2020-06-26", "2020-06-25"]
    (event,) = (item["properties"] for item in feed["children"] if "h-event" in item["type"])
    assert (event["name"], event["url"]) == (["Conf"], [f"{BASE}events/conf.html"])
    assert (event["start"], event["location"]) == (["2020-06-20"], ["Delft"])


def test_a_site_without_an_address_names_its_lists_all_the_same(weblog: Site) -> None:
    weblog.build(blog_baseurl="")
    for page, name in (("blog", "All posts"), ("plain", "Plain & <simple>")):
        (feed,) = feeds_of(weblog, page)
        assert feed["properties"] == {"name": [name], "author": ["Ada Example"]}
