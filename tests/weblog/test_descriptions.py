"""What a page tells those who find or share it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from .sites import Site

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE = "https://small.example/site/"
POST = "posts/2020/06/25/a"
WORDS = "first words & more of them"


@pytest.fixture(scope="module")
def weblog(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A weblog with a page of each kind, built once."""
    site = Site.from_root(tmp_path_factory.mktemp("weblog"))
    site.write("conf.py", (site.source / "conf.py").read_text() + f'html_baseurl = "{BASE}"\n')
    site.write("events/conf.md", "# Conf\n\n```{event}\n:dates: 2020-06-25\n```\n\nOwn words.\n")
    site.post(
        "2020/06/25/a", "A & B", "", ":tags: x", body=f"A post's {WORDS}.\n\n```{{update}} 2020-07-01\nOops.\n```"
    )
    site.post("2020/06/25/b", "Conf: doors - Ada", body="```{talk}\n:event: conf\n```\n\nOn doors.")
    site.write(
        "about.md", f"---\norphan: true\n---\n\n# About\n\n```{{note}}\nA note.\n```\n\nA page's {WORDS}.\n\nMore.\n"
    )
    site.write("long.md", "---\norphan: true\n---\n\n# Long\n\n" + "word " * 200)
    site.write("empty.md", "---\norphan: true\n---\n\n# Empty\n")
    assert site.build().warnings == []
    return site


def told(site: Site, name: str) -> Mapping[str, str]:
    """The <meta> elements of a page. None is there twice, but that of Sphinx's own layout."""
    tags = [tag for tag in site.page(name).select("meta[content]") if tag.get("name") != "viewport"]
    found = {str(tag.get("name") or tag.get("property")): str(tag["content"]) for tag in tags}
    assert len(found) == len(tags)
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (POST, f"A post\N{RIGHT SINGLE QUOTATION MARK}s {WORDS}."),
        ("about", f"A page's {WORDS}."),
        ("events/conf", "Conf: Doors"),
        ("speakers/ada", "Ada: Doors"),
        ("blog/tag/x", "Posts tagged x: A & B"),
        ("blog/tag", "Tags: x"),
        ("blog", "All posts: 2020"),
        ("long", " ".join(["word"] * 60) + "\N{HORIZONTAL ELLIPSIS}"),
    ],
)
def test_every_page_with_words_is_described_once(weblog: Site, name: str, expected: str) -> None:
    found = told(weblog, name)
    assert found["description"].replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") == expected.replace(
        "\N{RIGHT SINGLE QUOTATION MARK}", "'"
    )
    assert found["og:description"] == found["description"]


def test_a_page_without_words_has_no_description(weblog: Site) -> None:
    assert not {"description", "og:description"} & told(weblog, "empty").keys()


@pytest.mark.parametrize(
    ("name", "title", "kind", "address"),
    [
        ("index", "Small weblog", "website", ""),
        (POST, "A & B", "article", f"{POST}.html"),
        ("posts/2020/06/25/b", "Conf: doors - Ada", "article", "posts/2020/06/25/b.html"),
        ("speakers/ada", "Ada", "profile", "speakers/ada.html"),
        ("blog/tag/x", "Posts tagged x", "website", "blog/tag/x.html"),
    ],
)
def test_who_shares_a_page_shows_its_title_and_address(
    weblog: Site, name: str, title: str, kind: str, address: str
) -> None:
    found = told(weblog, name)
    assert (found["og:title"], found["og:type"], found["og:url"]) == (title, kind, BASE + address)
    assert (found["og:site_name"], found["twitter:card"]) == ("Small weblog", "summary")
    (canonical,) = weblog.page(name).select("link[rel=canonical]")
    assert canonical["href"] == BASE + address


@pytest.mark.parametrize("name", ["search", "404"])
def test_pages_that_nobody_looks_for_are_in_no_index(weblog: Site, name: str) -> None:
    found = told(weblog, name)
    assert found["robots"] == "noindex"
    assert not [key for key in found if key.startswith(("og:", "twitter:"))]


def test_the_front_page_says_whose_site_it_is(weblog: Site) -> None:
    (script,) = weblog.page("index").select('script[type="application/ld+json"]')
    things = {thing["@type"]: thing for thing in json.loads(script.get_text())["@graph"]}
    assert things["WebSite"] == {"@type": "WebSite", "name": "Small weblog", "url": BASE, "inLanguage": "en"}
    assert things["Blog"]["url"] == BASE
    feeds = [link["href"] for link in weblog.page("index").select('link[type="application/feed+json"]')]
    assert feeds == ["feed.json"]
    assert not weblog.page("about").select('link[type="application/feed+json"]')


def test_the_sitemap_has_the_front_page_by_its_short_address_and_the_days_of_posts(weblog: Site) -> None:
    root = etree.fromstring((weblog.out / "sitemap.xml").read_bytes())
    names = {url.findtext("{*}loc"): url.findtext("{*}lastmod") for url in root}
    assert BASE in names
    assert f"{BASE}index.html" not in names
    assert names[f"{BASE}{POST}.html"] == "2020-07-01"
    assert names[f"{BASE}posts/2020/06/25/b.html"] == "2020-06-25"
    assert names[f"{BASE}about.html"] is None


def test_an_update_moves_the_day_in_the_sitemap(site: Site) -> None:
    site.post("2020/06/25/a")
    site.build()
    site.post("2020/06/25/a", body="```{update} 2020-07-02\nOops.\n```")
    assert site.build().warnings == []
    assert b"<lastmod>2020-07-02<" in (site.out / "sitemap.xml").read_bytes()


def test_what_the_author_or_another_extension_says_goes_first(site: Site) -> None:
    own = 'html_meta:\n    description: Mine\n    robots: nofollow\n    "property=og:title": "My title"\n'
    site.write("about.md", f"---\norphan: true\nmyst:\n  {own}---\n\n# About\n\nWords.\n")
    assert site.build().warnings == []
    found = told(site, "about")
    assert (found["description"], found["robots"], found["og:title"]) == ("Mine", "nofollow", "My title")
    assert "og:url" not in found


def test_a_site_without_an_address_shares_nothing_that_needs_one(site: Site) -> None:
    site.post("2020/06/25/a", body="Words.")
    assert site.build(blog_baseurl="").warnings == []
    found = told(site, POST)
    assert found["description"] == "Words."
    assert not [key for key in found if key.startswith(("og:", "twitter:"))]


def test_the_description_of_a_list_follows_its_posts(site: Site) -> None:
    site.post("2020/06/25/a", "One", "", ":tags: x")
    site.build()
    site.post("2020/06/25/a", "Two", "", ":tags: x")
    site.build()
    assert told(site, "blog/tag/x")["description"] == "Posts tagged x: Two"
