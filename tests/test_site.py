"""The real weblog, built once: what has to hold on every page of it, and what each page shows."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from .sites import parse, texts

ADDRESS = "https://weblog.example.org/"
DEVOPSDAYS = [
    "Devopsdays 2020: can you keep a secret? - Sarah Polan",
    "Devopsdays 2020: Five ways to screw up your devops transformation - Dave van Herpen",
    "Devopsdays 2020: moving from project to product - Edward Pearson",
    "Devopsdays 2020: BizDevOps, bridging the dominant divide between business and IT - Henk van der Schuur",
    "Devopsdays 2020: securing your devops transformation - April Edwards",
    "Devopsdays 2020: Microsoft’s not-so-easy evolution into the world of DevOps - Abel Wang",
    "Devopsdays 2020: importance of devops in the new world - Michael Ducy",
]
TITLES = [
    *DEVOPSDAYS,
    "Rotterdam python meetup",
    "Github basic auth deprecation and jenkins",
    "October Kubernetes meetup (NL)",
]


LISTS = ["Events", "Talks", "Speakers"]


@pytest.fixture(scope="session")
def pages(html: Path) -> dict[str, BeautifulSoup]:
    """Page name -> its tree, for every page."""
    files = [file for file in sorted(html.rglob("*.html")) if "_static" not in file.parts]
    return {file.relative_to(html).with_suffix("").as_posix(): parse(file) for file in files}


def posts(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    return {name: page for name, page in pages.items() if name.startswith("posts/")}


def test_every_promised_page_is_there(pages: dict[str, BeautifulSoup]) -> None:
    """Addresses are promises: none of these may ever go."""
    promised = {
        *("index", "about", "events", "feeds", "search", "404"),
        *("events/devopsdays-amsterdam-2020", "events/rotterdam-python-meetup-2020-03"),
        "events/kubernetes-meetup-amsterdam-2019-10",
        *("weblog", "weblog/archive", "weblog/2019", "weblog/2020"),
        *("weblog/2019/10", "weblog/2020/02", "weblog/2020/03", "weblog/2020/06"),
        *("weblog/tag", "weblog/tag/devopsdays", "weblog/tag/django", "weblog/tag/kubernetes", "weblog/tag/python"),
        *(f"posts/{name}" for name in ("2019/10/02/kubernetes-meetup", "2020/02/17/github-basic-auth-jenkins")),
        *("talks", "speakers", "speakers/sarah-polan", "speakers/sander-van-de-graaf", "speakers/bas-nijholt"),
        *(f"posts/{name}" for name in ("2020/03/05/rotterdam-python-meetup", "2020/06/25/can-you-keep-a-secret")),
    }
    assert promised <= set(pages)
    assert len(posts(pages)) == 10


def test_the_front_page_shows_the_ten_newest_posts(pages: dict[str, BeautifulSoup]) -> None:
    cards = pages["index"].select(".post-cards > li")
    assert [" ".join(card.h2.get_text().split()) for card in cards if card.h2] == TITLES
    for card in cards:
        assert card.select_one("time")
        assert card.select(".post-byline a")
        assert len(texts(card, ".post-excerpt")[0]) > 100
        link, more = card.select_one("h2 a"), card.select_one(".post-more a")
        assert link
        assert more
        assert link["href"] == more["href"]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("weblog", TITLES),
        ("weblog/2020", TITLES[:9]),
        ("weblog/2020/06", DEVOPSDAYS),
        ("weblog/tag/devopsdays", DEVOPSDAYS),
        ("weblog/tag/python", TITLES[7:9]),
        ("weblog/tag/django", TITLES[7:9]),
        ("weblog/tag/kubernetes", TITLES[9:]),
    ],
)
def test_lists_hold_their_posts_newest_first(pages: dict[str, BeautifulSoup], name: str, titles: list[str]) -> None:
    assert texts(pages[name], ".post-cards h2, .post-rows a") == titles


def test_archive_and_tags_count(pages: dict[str, BeautifulSoup]) -> None:
    assert texts(pages["weblog/archive"], "h2") == ["2020 9 posts", "2019 1 post"]
    months = ["June 2020 7 posts", "March 2020 1 post", "February 2020 1 post", "October 2019 1 post"]
    assert texts(pages["weblog/archive"], ".label-list li") == months
    tags = ["devopsdays 7 posts", "django 2 posts", "kubernetes 1 post", "python 2 posts"]
    assert texts(pages["weblog/tag"], ".label-list li") == tags


def test_a_post_shows_what_it_is(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in posts(pages).items():
        (byline,) = texts(page, "h1 + .post-byline")
        assert re.fullmatch(r"\d{1,2} \w+ 20\d\d · Reinout van Rees · [\w, ]+ · \d+ minutes? to read", byline), name
        time = page.select_one("h1 + .post-byline time")
        assert time
        assert str(time["datetime"])[:10] == "-".join(name.split("/")[1:4]), "the date is the folder's"
    page = pages["posts/2020/03/05/rotterdam-python-meetup"]
    assert texts(page, ".neighbours .before a") == ["Github basic auth deprecation and jenkins"]
    assert texts(page, ".neighbours .after a") == [DEVOPSDAYS[-1]]


def test_the_sidebar_leads_to_pages_and_not_to_posts(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        assert texts(page, ".weblog-navigation li") == ["About", "Archive", "Tags", *LISTS, "Feeds"], name
    current = pages["weblog/tag"].select(".weblog-navigation [aria-current=page]")
    assert [link.get_text() for link in current] == ["Tags"]


def test_every_link_within_the_site_leads_somewhere(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    checked = 0
    for name, page in pages.items():
        for element in page.select("[href], [src]"):
            address = urlsplit(str(element.get("href") or element.get("src")))
            if address.scheme or address.netloc or not (address.path or address.fragment) or name == "404":
                continue
            target = (html / name).parent / unquote(address.path) if address.path else html / f"{name}.html"
            assert target.is_file(), f"{name}: {element}"
            if address.fragment and target.suffix == ".html":
                there = pages[target.resolve().relative_to(html.resolve()).with_suffix("").as_posix()]
                assert there.find(id=address.fragment), f"{name}: {element}"
            checked += 1
    assert checked > 500


def test_no_page_asks_another_host(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        loaded = page.select(
            "link[rel=stylesheet], link[rel=icon], link[rel=preload], script[src], img, iframe, source"
        )
        addresses = [str(element.get("href") or element.get("src")) for element in loaded]
        assert not [address for address in addresses if urlsplit(address).netloc], name
    used = {str(link["href"]).split("?")[0] for link in pages["index"].select("link[rel=stylesheet]")}
    for sheet in used:
        assert not re.search(r"url\([\"']?(https?:)?//", (html / sheet).read_text(encoding="utf-8")), sheet


def test_no_page_has_inline_scripts_or_scripts_that_are_not_needed(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        scripts = page.select("script:not([type='application/ld+json'])")  # which is data
        assert not [script for script in scripts if not script.get("src")], name
        files = {Path(str(script["src"]).split("?")[0]).name for script in scripts}
        if name != "search":
            assert files == {"colour-mode.js", "scroll-by-keyboard.js"}, name


def test_titles_headings_and_ids_are_in_order(pages: dict[str, BeautifulSoup]) -> None:
    seen: dict[str, str] = {}
    for name, page in pages.items():
        assert len(page.select("h1")) == 1, name
        assert page.title
        assert page.title.get_text() not in seen, f"{name} has the title of {seen.get(page.title.get_text())}"
        seen[page.title.get_text()] = name
        ids = [element["id"] for element in page.select("[id]")]
        assert len(ids) == len(set(ids)), name
        assert page.html
        assert page.html["lang"] == "en"


def test_pages_announce_their_own_feed_first(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        feeds = [str(link["href"]) for link in page.select("link[type='application/atom+xml']")]
        assert all(((html / name).parent / feed).is_file() for feed in feeds) or name == "404", name
        assert feeds[-1].endswith("atom.xml")
    feeds = [str(link["href"]) for link in pages["weblog/tag/python"].select("link[type='application/atom+xml']")]
    assert feeds == ["python/atom.xml", "../atom.xml"]


def test_feeds_hold_the_posts_of_their_pages(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    files = sorted(html.rglob("atom.xml"))
    assert len(files) >= 7
    for file in files:
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo, file
        page = pages[file.parent.relative_to(html).as_posix()]
        if file.is_relative_to(html / "weblog"):
            assert [entry.title for entry in feed.entries] == texts(page, ".post-cards h2, .post-rows a"), file
        else:
            talks = {str(link["href"]).partition("#")[0] for link in page.select(".talk-rows .p-name")}
            summaries = {(file.parent.parent / link).resolve().relative_to(html.resolve()).as_posix() for link in talks}
            assert {entry.link.removeprefix(ADDRESS) for entry in feed.entries} == summaries, file
        for entry in feed.entries:
            assert entry.link.startswith(f"{ADDRESS}posts/")
            assert (html / entry.link.removeprefix(ADDRESS)).is_file()
            assert entry.published == entry.updated
            content = BeautifulSoup(entry.content[0].value, "lxml")
            assert len(content.get_text()) > 500
            assert not content.select(".headerlink, [id], script, h1, .post-byline")
            assert all(urlsplit(str(link["href"])).scheme for link in content.select("a"))


def test_the_feeds_page_lists_every_feed(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    listed = {str(link["href"]) for link in pages["feeds"].select("article a[href$='.xml'], article a[href^='feed']")}
    feeds = {file.relative_to(html).as_posix() for file in html.rglob("*.xml")} - {"sitemap.xml"}
    assert len(feeds) == 9 + 3 + 14
    assert listed == feeds | {"feeds.opml", "feed.json"}
    lines = list(etree.parse(html / "feeds.opml").getroot().iter("outline"))
    assert {f"{ADDRESS}{path}" for path in feeds} == {line.get("xmlUrl") for line in lines} - {None}
    assert all(
        (html / str(line.get("htmlUrl")).removeprefix(ADDRESS)).is_file() for line in lines if line.get("xmlUrl")
    )


def test_the_sitemap_has_every_page_that_readers_look_for(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    tree = etree.parse(html / "sitemap.xml")
    found = [str(element.text) for element in tree.iter("{*}loc")]
    assert sorted(found) == sorted(f"{ADDRESS}{name}.html" for name in pages if name not in ("404", "search"))


def test_a_description_is_a_posts_first_paragraph(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in posts(pages).items():
        description = page.select_one("meta[name=description]")
        assert description, name
        assert str(description["content"]) == texts(page, ".e-content > p")[0], name


def test_the_record_of_the_build_stays_out_of_the_site(html: Path) -> None:
    assert not list(html.rglob("weblog-*"))
    assert not list(html.rglob("*.py"))
    assert not list(html.glob("_sources/*"))


def test_the_posts_summarise_fourteen_talks_of_three_events_by_fourteen_speakers(
    html: Path, pages: dict[str, BeautifulSoup]
) -> None:
    data = json.loads((html / "talks.json").read_bytes())
    assert {event["id"]: len(event["talks"]) for event in data["events"]} == {
        "devopsdays-amsterdam-2020": 7,
        "rotterdam-python-meetup-2020-03": 4,
        "kubernetes-meetup-amsterdam-2019-10": 3,
    }
    assert len(data["talks"]) == len(data["speakers"]) == 14
    assert all(len(talk["speakers"]) == 1 and talk["day"] for talk in data["talks"])
    assert texts(pages["talks"], ".talk-rows .p-name") == [
        talk["title"] for event in data["events"] for talk in data["talks"] if talk["event"] == event["id"]
    ]
    assert texts(pages["speakers"], ".label-list a") == [speaker["name"] for speaker in data["speakers"]]
    secret = pages["posts/2020/06/25/can-you-keep-a-secret"]
    assert texts(secret, ".talk-line") == [
        "One of my summaries of the talks at Devopsdays Amsterdam 2020: a talk by Sarah Polan."
    ]
    assert "Posts that refer to this one" in texts(
        pages["posts/2020/06/25/securing-your-devops-transformation"], ".others h2"
    )


# In other forms


@pytest.mark.parametrize(("builder", "made"), [("singlehtml", "index.html"), ("epub", "*.epub")])
def test_the_weblog_can_be_a_single_page_or_a_book(source: Path, tmp_path: Path, builder: str, made: str) -> None:
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-d"]
    subprocess.run([*command, tmp_path / "doctrees", source, tmp_path], check=True, capture_output=True, text=True)
    assert list(tmp_path.glob(made))


def test_a_page_heeds_what_the_theme_and_sphinx_let_an_author_set(source: Path, tmp_path: Path) -> None:
    copy = tmp_path / "source"
    shutil.copytree(source, copy)
    sections = "# Page\n\n## One\n\nWords.\n\n## Two\n\nWords.\n"
    (copy / "with.md").write_text(f"---\norphan: true\n---\n{sections}")
    (copy / "without.md").write_text(f"---\norphan: true\nhtml_theme.sidebar_secondary.remove: true\n---\n{sections}")
    given = {"-D": [f"html_use_opensearch={ADDRESS}"], "-A": ["default_mode=dark", "theme_announcement=<b>News</b>"]}
    settings = [word for option, values in given.items() for value in values for word in (option, value)]
    command = [sys.executable, "-m", "sphinx", "-W", "-b", "html", *settings, str(copy), str(tmp_path / "html")]
    subprocess.run(command, check=True, capture_output=True, text=True)
    page, without, about = (parse(tmp_path / "html" / f"{name}.html") for name in ("with", "without", "about"))
    assert page.select(".page-sections")
    assert not without.select(".page-sections")
    assert page.select_one("html")["data-theme"] == "dark"  # type: ignore[index]
    (search,) = page.select('link[type="application/opensearchdescription+xml"]')
    assert search["href"] == "_static/opensearch.xml"
    assert texts(page, ".bd-header-announcement b") == ["News"]
    around = about.select('link[rel="next"], link[rel="prev"]')
    assert [link["href"] for link in around] == ["events.html", "index.html"]
