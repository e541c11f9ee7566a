"""The page with the weblog in numbers, by {statistics}."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..parsing import texts
from .test_incremental import clean_contents

if TYPE_CHECKING:
    from .sites import Site

PAGE = "---\norphan: true\n---\n\n# Statistics\n\n```{statistics}\n```\n"
TALK = "```{talk}\n:event: conf\n```\n\nWords."


@pytest.fixture
def weblog(site: Site) -> Site:
    """A few posts of two years, one about a talk, and their statistics."""
    site.write("statistics.md", PAGE)
    site.write("events/conf.md", "# Conf\n\n```{event}\n:dates: 2020-06-25\n```\n")
    site.post("2018/01/02/a", "A", "", ":tags: x")
    site.post("2020/06/25/b", "B", "", ":tags: x, y<i>")
    site.post("2020/06/25/c", "Conf: C - Ada Example", body=TALK)
    return site


def rows(site: Site, table: str) -> list[list[str]]:
    """The cells of each row of a table, by its name."""
    return [
        [" ".join(cell.get_text().split()) for cell in row.select("th, td")]
        for row in site.page("statistics").select(f"table[aria-label='{table}'] tr")
    ]


def test_each_number_stands_in_a_table_as_text(weblog: Site) -> None:
    assert weblog.build().warnings == []
    page = weblog.page("statistics")
    assert texts(page, ".facts") == ["3 posts · 2018-01-02 \N{EN DASH} 2020-06-25 · 1 talk · 1 event · 1 speaker"]
    years = [["2020", "2", "1", "1"], ["2019", "0", "0", "0"], ["2018", "1", "0", "0"]]
    assert rows(weblog, "By year") == [["Year", "Posts", "Talks", "Events"], *years]
    heads, *months = rows(weblog, "By month")
    assert heads[:3] == ["Year", "JanuaryJanJ", "FebruaryFebF"]
    assert months[0] == ["2020", *"00000", "2: June 2020", *"000000"]
    assert rows(weblog, "Tags") == [
        ["Tag", "Posts"],
        ["x 2018 \N{EN DASH} 2020", "2"],
        ["y<i> 2020", "1"],
    ]
    assert rows(weblog, "Tags of each year") == [["Year", "Tags"], ["2020", "x 1y<i> 1"], ["2018", "x 1"]]
    assert rows(weblog, "Speakers") == [], "of whom nobody was heard more than once"
    assert rows(weblog, "Events") == [["Event", "Talks"], ["Conf 2020", "1"]]
    assert {svg.get("aria-hidden") for svg in page.select("table svg")} == {"true"}
    assert {cell.get("scope") for cell in page.select("table th")} == {"col", "row"}
    (june,) = page.select("table.months td a[href='blog/2020/06.html']")
    assert june.parent
    assert june.parent["class"] == ["shade-4"]


def test_speakers_are_listed_who_were_heard_more_than_once(weblog: Site) -> None:
    for number in range(1, 4):
        weblog.post(f"2020/07/0{number}/d", f"D - Ada Example, Bo {number}", body=TALK)
    assert weblog.build().warnings == []
    assert rows(weblog, "Speakers") == [["Speaker", "Talks"], ["Ada Example 2020", "4"]]
    assert texts(weblog.page("statistics"), ".facts")[1:] == ["and 3 with one talk each"]


def test_it_follows_every_change_and_no_other_page_hangs_on_it(weblog: Site) -> None:
    weblog.write("about.md", "---\norphan: true\n---\n\n# About\n\nWords.\n")
    weblog.build()
    before = weblog.contents()
    weblog.post("2020/07/01/d", "D", "", ":tags: y<i>", body=TALK)
    weblog.build()
    after = weblog.contents()
    assert after == clean_contents(weblog)
    changed = {path for path in before if after[path] != before[path]}
    assert "statistics.html" in changed
    assert changed.isdisjoint({"about.html", "blog/2018.html", "blog/tag/x.html"})
    (weblog.source / "posts/2020/07/01/d.md").unlink()
    weblog.build()
    assert weblog.contents() == before


def test_a_word_more_in_a_post_leaves_it_alone(weblog: Site) -> None:
    weblog.build()
    written = (weblog.out / "statistics.html").stat().st_mtime_ns
    weblog.post("2018/01/02/a", "A", "", ":tags: x", body="Some words more.")
    weblog.build()
    assert (weblog.out / "statistics.html").stat().st_mtime_ns == written


@pytest.mark.parametrize("drafts", [False, True])
def test_what_is_not_published_does_not_count(weblog: Site, *, drafts: bool) -> None:
    weblog.post("later", "Conf: D - Bo", "2030-01-01", ":tags: secret", body=TALK)
    weblog.write("drafts/e.md", f"```{{post}}\n:tags: secret\n```\n\n# Conf: E - Bo\n\n{TALK}\n")
    weblog.build(weblog_drafts=drafts)
    text = weblog.page("statistics").get_text(" ")
    assert "3 posts" in text
    assert "1 talk " in text
    assert "secret" not in text
    assert "2030" not in text
    assert "Bo" not in text


def test_a_weblog_without_posts_or_talks_says_so_in_a_line(site: Site) -> None:
    site.write("statistics.md", PAGE)
    site.build()
    assert texts(site.page("statistics"), "h2, table, section > p") == ["No posts yet."]
    site.post("2020/06/25/a", "A")
    site.build()
    assert texts(site.page("statistics"), "h2") == ["By year", "By month"]
    assert rows(site, "By year") == [["Year", "Posts"], ["2020", "1"]]


def test_words_months_and_numbers_are_those_of_the_language(weblog: Site) -> None:
    weblog.build(language="nl")
    for number in range(1001):
        weblog.write(f"many/{number}.md", f"```{{post}} 2020-03-01\n:tags: y\n```\n\n# Post {number}\n")
    assert weblog.build("statistics.md", language="nl").warnings == [], "that page alone, and the lists"
    assert texts(weblog.page("statistics"), "h2") == [
        *("Per jaar", "Per maand", "Trefwoorden", "Trefwoorden van elk jaar", "Evenementen")
    ]
    assert rows(weblog, "Per jaar")[1] == ["2020", "1.003", "1", "1"]
    assert rows(weblog, "Per maand")[0][3] == "maartmrtM"
    assert texts(weblog.page("blog/tag/y"), ".collection-size") == ["1.001 berichten"]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "text", "latex", "epub"])
def test_other_builders_have_the_numbers_too(weblog: Site, builder: str) -> None:
    weblog.write("index.rst", "Home\n====\n\n.. toctree::\n\n   statistics\n")
    first = weblog.build(builder=builder)
    assert first.warnings == weblog.build(builder=builder).warnings
    out = weblog.out.with_name(builder)
    written = "".join(
        file.read_text(encoding="utf-8")
        for file in out.rglob("*")
        if file.suffix in (".html", ".txt", ".tex", ".xhtml")
    )
    assert ("By year" if builder == "dirhtml" else "2020: 2 posts") in written
