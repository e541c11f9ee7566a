"""What reader modes and extractors need of a post's page to show all of it, under its title and its author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from bs4 import BeautifulSoup

from ..parsing import texts
from .sites import THEMES

if TYPE_CHECKING:
    from .sites import Site

NOTES = "One thing[^a] and another[^b].\n\nThe first again[^a].\n\n[^b]: A *second* note.\n[^a]: A first note.\n"
NOTES_RST = """.. post:: 2020-06-25

Title
=====

One thing [#a]_, a thing by hand [4]_, and one with a sign [*]_.

.. [#a] A first note.
.. [4] A fourth note.
.. [*] A note with a sign.

.. rubric:: More

Behind the notes.
"""


def notes_of(page: BeautifulSoup) -> list[tuple[str, str]]:
    """The number or sign of each footnote within the post's words, and its words."""
    found = page.select(".e-content section.endnotes[role=doc-endnotes] > ol > li.endnote")
    return [(str(note.get("value", "")), re.sub(r" [^\w.]+$", "", " ".join(note.get_text().split()))) for note in found]


@pytest.mark.parametrize("theme", THEMES)
def test_footnotes_are_a_list_at_the_end_of_the_posts_words(site: Site, theme: str) -> None:
    site.post("2020/06/25/a", "Title", body=NOTES)
    assert site.build(html_theme=theme).warnings == []
    page = site.page("posts/2020/06/25/a")
    assert notes_of(page) == [("1", "A first note."), ("2", "A second note.")]
    assert not page.select("aside.footnote, hr.footnotes")
    references = page.select("a.footnote-reference")
    for link in references:
        note = page.select_one(f"li.endnote{link['href']}")
        assert note
        assert f"#{link['id']}" in [back["href"] for back in note.select("a[role=doc-backlink]")]
    assert {str(back["aria-label"]) for back in page.select("a[role=doc-backlink]")} == {"Back to the text"}


def test_notes_of_a_restructuredtext_post_stay_in_their_place_with_numbers_and_signs(site: Site) -> None:
    site.write("posts/x.rst", NOTES_RST)
    assert site.build().warnings == []
    page = site.page("posts/x")
    assert notes_of(page) == [("1", "A first note."), ("4", "A fourth note."), ("", "* A note with a sign.")]
    (notes,) = page.select("section.endnotes")
    assert notes.find_next("p", class_="rubric")


def test_each_post_of_a_page_has_the_notes_that_it_refers_to(site: Site) -> None:
    parts = [f"## Part {name}\n\n```{{post}} 2020-06-2{name}\n```\n\nWords[^{name}], both[^x].\n" for name in "12"]
    notes = "".join(f"[^{name}]: Note {name}.\n" for name in "12x")
    site.write("diary.md", "---\norphan: true\n---\n\n# Diary\n\n" + "\n".join([*parts, notes]))
    assert site.build().warnings == []
    found = [texts(content, "li.endnote p") for content in site.page("diary").select(".e-content")]
    assert [[note.partition(".")[0] for note in notes] for notes in found] == [["Note 1", "Note x"], ["Note 2"]]
    for entry in feedparser.parse(site.contents()["blog/atom.xml"]).entries:
        notes_there = BeautifulSoup(entry.content[0].value, "lxml").select("ol > li")
        assert [note.get_text(strip=True) for note in notes_there][-1] == "Note x."
        assert len(notes_there) == 2, "each entry has all of its own"


def test_feeds_have_the_list_without_links_back(site: Site) -> None:
    site.post("2020/06/25/a", "Title", body=NOTES)
    site.build()
    (entry,) = feedparser.parse(site.contents()["blog/atom.xml"]).entries
    content = BeautifulSoup(entry.content[0].value, "lxml")
    assert texts(content, "ol > li") == ["A first note.", "A second note."]
    assert [str(note["value"]) for note in content.select("ol > li")] == ["1", "2"]
    assert not [link for link in content.select("li a") if link["href"]]


def test_a_page_that_is_no_post_is_as_sphinx_writes_it(site: Site) -> None:
    site.write("page.md", f"---\norphan: true\n---\n\n# Page\n\n{NOTES}\n```python\n1\n```\n")
    assert site.build().warnings == []
    page = site.page("page")
    assert len(page.select("aside.footnote")) == 2
    assert not page.select(".endnotes ol, [class*=language-], meta[name=author]")


def test_code_tells_its_language(site: Site) -> None:
    site.post("2020/06/25/a", body="```python\n1\n```\n\n```{code-block} c++\nint a;\n```\n\n```\nplain\n```\n")
    assert site.build().warnings == []
    blocks = site.page("posts/2020/06/25/a").select(".e-content div[class*=highlight-]")
    found = [[name for name in block["class"] if name.startswith("language-")] for block in blocks]
    assert found == [["language-python"], ["language-c++"], []]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-06-25", "2020-06-25"),
        ("2020-06-25 14:30", "2020-06-25T14:30:00-04:00"),
        ("2020-06-25T04:00Z", "2020-06-25"),  # midnight in New York
    ],
)
def test_a_post_without_a_time_is_dated_by_its_day_alone(site: Site, written: str, expected: str) -> None:
    site.post("2020/06/25/a", "Title", written, ":tags: x")
    assert site.build(weblog_list_titles=[]).warnings == []
    for name in ("posts/2020/06/25/a", "blog", "blog/tag/x"):
        assert [str(time["datetime"]) for time in site.page(name).select("time.dt-published")] == [expected], name
    assert f'"datePublished":"{expected}"' in str(site.page("posts/2020/06/25/a"))
    (entry,) = feedparser.parse(site.contents()["blog/atom.xml"]).entries
    assert entry.published[:19] == f"{expected}T00:00:00"[:19], "feeds need a time"


def authors_of(site: Site, name: str) -> list[str]:
    return [str(meta["content"]) for meta in site.page(name).select("meta[name=author]")]


@pytest.mark.parametrize(
    ("options", "settings", "expected"),
    [
        ([], {}, ["Ada Example"]),
        ([":author: ada, Bo <Sample>"], {}, ["Ada Example", "Bo <Sample>"]),
        ([], {"blog_default_author": [], "author": 'The "team"'}, ['The "team"']),
    ],
)
def test_a_post_names_its_authors(
    site: Site, options: list[str], settings: dict[str, Any], expected: list[str]
) -> None:
    site.post("2020/06/25/a", "A", "", *options)
    assert site.build(**settings).warnings == []
    assert authors_of(site, "posts/2020/06/25/a") == expected
    assert authors_of(site, "index") == authors_of(site, "blog") == []


def test_an_author_that_somebody_gave_in_the_head_is_the_one(site: Site) -> None:
    head = '---\nblogpost: true\ndate: 2020-06-25\nmyst:\n  html_meta:\n    author: "Cy"\n---\n'
    site.write("posts/a.md", f"{head}\n# A\n\nWords.\n")
    assert site.build().warnings == []
    assert authors_of(site, "posts/a") == ["Cy"]


def test_lists_have_no_byline_that_looks_like_the_pages_own(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: x")
    assert site.build(weblog_list_titles=[]).warnings == []
    assert site.page("blog/tag/x").select(".post-facts")
    assert not site.page("blog/tag/x").select("[class*=byline], [id*=byline]")
    assert len(site.page("posts/2020/06/25/a").select(".post-byline")) == 1
