"""What each page of the sample shows."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import feedparser
import pytest
from lxml import etree

from ..checkout import build
from ..parsing import parse, texts

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup

ADDRESS = "https://notes.example/"
HARBOUR_DAYS = [
    "Harbourdays 2021: signals and flags, a history - Noor el Amrani",
    "Harbourdays 2021: Dredging without regrets - Tove Lind",
    "Harbourdays 2021: can a bridge keep time? - Joris van de Brug",
]
TITLES = [*HARBOUR_DAYS, "February kite evening", "A pump and its token", "Lock keepers’ meetup (NL)"]


def posts(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    return {name: page for name, page in pages.items() if name.startswith("posts/")}


def test_every_promised_page_is_there(pages: dict[str, BeautifulSoup]) -> None:
    """Addresses are promises: none of these may ever go."""
    assert set(pages) == {
        *("index", "about", "events", "feeds", "statistics", "talks", "speakers", "search", "404"),
        *(f"events/{name}" for name in ("harbour-days-2021", "kite-evening-2021-02", "lock-meetup-2020-09")),
        *("weblog", "weblog/archive", "weblog/2020", "weblog/2021", "weblog/2020/09", "weblog/2020/11"),
        *("weblog/2021/02", "weblog/2021/05", "weblog/author", "weblog/author/mira-jansen", "weblog/tag"),
        *(f"weblog/tag/{name}" for name in ("boats", "harbours", "kites", "locks", "tools")),
        *(f"speakers/{name}" for name in ("ada-quist", "ines-da-costa", "joris-van-de-brug", "noor-el-amrani")),
        *(f"speakers/{name}" for name in ("pim-vos", "tove-lind", "wim-sluis", "yara-mertens")),
        *(f"posts/2021/05/20/{name}" for name in ("can-a-bridge-keep-time", "dredging-without-regrets")),
        *("posts/2021/05/20/signals-and-flags", "posts/2021/02/11/kite-evening"),
        *("posts/2020/11/03/a-pump-and-its-token", "posts/2020/09/30/lock-keepers-meetup"),
    }


def test_each_page_has_a_title_of_its_own_and_one_main_heading(pages: dict[str, BeautifulSoup]) -> None:
    """By titles readers tell tabs, bookmarks and hits of a search from one another."""
    titles = {name: texts(page, "head title") for name, page in pages.items()}
    assert {name: len(found) for name, found in titles.items()} == dict.fromkeys(pages, 1)
    pages_by_title: dict[str, list[str]] = {}
    for name, (title,) in titles.items():
        pages_by_title.setdefault(title, []).append(name)
    assert [names for names in pages_by_title.values() if len(names) > 1] == []
    assert {name: len(page.select("h1")) for name, page in pages.items()} == dict.fromkeys(pages, 1)


def test_the_front_page_shows_the_newest_posts(pages: dict[str, BeautifulSoup]) -> None:
    cards = pages["index"].select(".post-cards > li")
    assert [" ".join(card.h2.get_text().split()) for card in cards if card.h2] == TITLES
    for card in cards:
        assert card.select_one("time")
        assert card.select(".post-facts a")
        assert len(texts(card, ".post-excerpt")[0]) > 100
        link, more = card.select_one("h2 a"), card.select_one(".post-more a")
        assert link
        assert more
        assert link["href"] == more["href"]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("weblog", TITLES),
        ("weblog/2021", TITLES[:4]),
        ("weblog/2021/05", HARBOUR_DAYS),
        ("weblog/tag/harbours", HARBOUR_DAYS),
        ("weblog/tag/boats", TITLES[3:5]),
        ("weblog/tag/locks", TITLES[5:]),
    ],
)
def test_lists_hold_their_posts_newest_first(pages: dict[str, BeautifulSoup], name: str, titles: list[str]) -> None:
    assert texts(pages[name], ".ablog-post-title") == titles


def test_archive_and_tags_count(pages: dict[str, BeautifulSoup]) -> None:
    assert texts(pages["weblog/archive"], "h2") == ["2021 4 posts", "2020 2 posts"]
    months = ["May 2021 3 posts", "February 2021 1 post", "November 2020 1 post", "September 2020 1 post"]
    assert texts(pages["weblog/archive"], ".label-list li") == months
    tags = ["boats 2 posts", "harbours 3 posts", "kites 1 post", "locks 1 post", "tools 1 post"]
    assert texts(pages["weblog/tag"], ".label-list li") == tags


def test_the_statistics_count_it_all_and_each_page_leads_there(pages: dict[str, BeautifulSoup]) -> None:
    page = pages["statistics"]
    assert (
        texts(page, ".facts")[0]
        == "6 posts · 30 September 2020 \N{EN DASH} 20 May 2021 · 8 talks · 3 events · 8 speakers"
    )
    years = page.select("table[aria-label='By year'] tbody tr")
    assert [texts(year, "th, .bar") for year in years] == [["2021", "4"], ["2020", "2"]]
    assert texts(page, "table[aria-label=Tags] tbody th") == [
        *("harbours 2021", "boats 2020 \N{EN DASH} 2021", "kites 2021", "tools 2020", "locks 2020")
    ]
    assert texts(page, "table[aria-label=Tags] .bar") == ["3", "2", "1", "1", "1"]
    assert texts(page, "table[aria-label=Events] thead th") == ["Event", "Talks"]
    assert not page.select("table[aria-label=Speakers]"), "who were heard once each"
    assert {name for name, found in pages.items() if "Statistics" not in texts(found, "footer a")} == set()


def test_a_post_shows_what_it_is(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in posts(pages).items():
        (byline,) = texts(page, "h1 + .post-byline")
        assert re.fullmatch(r"\d{1,2} \w+ 20\d\d · Mira Jansen · [\w, ]+ · \d+ minutes? to read", byline), name
        time = page.select_one("h1 + .post-byline time")
        assert time
        assert str(time["datetime"])[:10] == "-".join(name.split("/")[1:4])
    page = pages["posts/2021/02/11/kite-evening"]
    assert texts(page, ".neighbours .before a") == ["A pump and its token"]
    assert texts(page, ".neighbours .after a") == [HARBOUR_DAYS[-1]]


def test_the_sidebar_leads_to_pages_and_not_to_posts(pages: dict[str, BeautifulSoup]) -> None:
    titles = ["About", "Archive", "Tags", "Events", "Talks", "Speakers", "Feeds"]
    assert {tuple(texts(page, ".weblog-navigation li")) for page in pages.values()} == {tuple(titles)}
    current = pages["weblog/tag"].select(".weblog-navigation [aria-current=page]")
    assert [link.get_text() for link in current] == ["Tags"]


EVERYWHERE = {"colour-mode.js", "scroll-by-keyboard.js", "search-key.js", "search-marks.js"}


def test_no_page_has_scripts_that_are_not_needed(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        scripts = [str(script["src"]) for script in page.select("script[src]")]
        files = {script.partition("?")[0].rpartition("/")[2] for script in scripts}
        assert name == "search" or files == EVERYWHERE, name


def test_a_page_announces_its_own_feed_first(pages: dict[str, BeautifulSoup]) -> None:
    feeds = pages["weblog/tag/boats"].select("link[type='application/atom+xml']")
    assert [link["href"] for link in feeds] == ["boats/atom.xml", "../atom.xml"]


def test_feeds_hold_the_posts_of_their_pages(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    """Those of events and speakers hold the summaries of their talks."""
    for file in sorted(html.rglob("atom.xml")):
        page = pages[file.parent.relative_to(html).as_posix()]
        entries = feedparser.parse(file.read_bytes()).entries
        if file.is_relative_to(html / "weblog"):
            assert [entry.title for entry in entries] == texts(page, ".ablog-post-title"), file
        else:
            talks = {str(link["href"]).partition("#")[0] for link in page.select(".talk-rows .p-name")}
            summaries = {(file.parent.parent / link).resolve().relative_to(html.resolve()).as_posix() for link in talks}
            assert {entry.link.removeprefix(ADDRESS) for entry in entries} == summaries, file
        assert all(len(entry.content[0].value) > 500 for entry in entries)


def test_a_feed_says_that_a_post_was_updated_only_where_it_tells_of_an_update(
    html: Path, pages: dict[str, BeautifulSoup]
) -> None:
    """Feed readers show a post anew whose `updated` is another one."""
    moments: dict[str, set[tuple[str, str]]] = {}
    for file in html.rglob("atom.xml"):
        for entry in feedparser.parse(file.read_bytes()).entries:
            name = entry.link.removeprefix(ADDRESS).removesuffix(".html")
            moments.setdefault(name, set()).add((entry.published, entry.updated))
    assert set(moments) == set(posts(pages))
    for name, page in posts(pages).items():
        ((published, updated),) = moments[name]
        if page.select(".update"):
            assert (published[:10], updated[:10]) == ("2020-11-03", "2020-11-20"), name
        else:
            assert published == updated, name
    assert len(pages["posts/2020/11/03/a-pump-and-its-token"].select(".update")) == 1


def test_the_feeds_page_lists_every_feed(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    listed = {str(link["href"]) for link in pages["feeds"].select("article a[href$='.xml'], article a[href^='feed']")}
    feeds = {file.relative_to(html).as_posix() for file in html.rglob("*.xml")} - {"sitemap.xml"}
    assert len(feeds) == len(["all", "combination", "author"]) + 2 + 5 + 3 + 8, "years, tags, events, speakers"
    assert listed == feeds | {"feeds.opml", "feed.json"}
    lines = list(etree.parse(html / "feeds.opml").getroot().iter("outline"))
    followed = {path for path in feeds if path == "weblog/atom.xml" or path.startswith("weblog/tag/")}
    assert {f"{ADDRESS}{path}" for path in followed} == {line.get("xmlUrl") for line in lines} - {None}


def test_a_description_is_a_posts_first_paragraph(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in posts(pages).items():
        description = page.select_one("meta[name=description]")
        assert description, name
        assert str(description["content"]) == texts(page, ".e-content > p")[0], name


def test_the_posts_summarise_eight_talks_of_three_events(html: Path, pages: dict[str, BeautifulSoup]) -> None:
    data = json.loads((html / "talks.json").read_bytes())
    assert {event["id"]: len(event["talks"]) for event in data["events"]} == {
        "harbour-days-2021": 3,
        "kite-evening-2021-02": 3,
        "lock-meetup-2020-09": 2,
    }
    assert len(data["talks"]) == len(data["speakers"]) == 8
    assert all(len(talk["speakers"]) == 1 and talk["day"] for talk in data["talks"])
    assert texts(pages["talks"], ".talk-rows .p-name") == [
        talk["title"] for event in data["events"] for talk in data["talks"] if talk["event"] == event["id"]
    ]
    names = texts(pages["speakers"], ".label-list a")
    assert names == [speaker["name"] for speaker in data["speakers"]]
    assert names[:2] == ["Noor el Amrani", "Joris van de Brug"], "by family name"
    assert texts(pages["posts/2021/05/20/can-a-bridge-keep-time"], ".talk-line") == [
        "One of my summaries of the talks at Harbour Days 2021: a talk by Joris van de Brug."
    ]
    others = texts(pages["posts/2021/05/20/can-a-bridge-keep-time"], ".others h2")
    assert "Posts that refer to this one" in others


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
    build(
        copy,
        tmp_path / "html",
        *(word for option, values in given.items() for value in values for word in (option, value)),
    )
    page, without, about = (parse(tmp_path / "html" / f"{name}.html") for name in ("with", "without", "about"))
    assert page.select(".page-sections")
    assert not without.select(".page-sections")
    assert page.select_one("html")["data-theme"] == "dark"  # type: ignore[index]
    (search,) = page.select('link[type="application/opensearchdescription+xml"]')
    assert search["href"] == "_static/opensearch.xml"
    assert texts(page, ".bd-header-announcement b") == ["News"]
    around = about.select('link[rel="next"], link[rel="prev"]')
    assert [link["href"] for link in around] == ["events.html", "index.html"]
