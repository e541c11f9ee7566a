"""tags.yml beside conf.py: one tag of several spellings, what it is about; builds write no more than that concerns."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from lxml import etree

from weblog.posts import tags_file

from .sites import Site

BEFORE = "python: A <language>\ndjango:\n"
AFTER = """\
python:
  description: A language & its people
  other-names: [py, Python 3]
django: A framework
"""
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def weblog(site: Site) -> Site:
    """Posts with several spellings of one tag."""
    for number, tags in enumerate(["python", "Py, python", "Python 3, django", "other"], 1):
        site.post(f"2020/06/0{number}/p{number}", f"Post {number}", "", f":tags: {tags}")
    return site


def written(site: Site, text: str) -> set[str]:
    """The files that a build writes anew after an edit of tags.yml, which leaves what a clean build leaves."""
    before = {path: (site.out / path).stat().st_mtime_ns for path in (site.contents() if site.out.exists() else ())}
    site.write("tags.yml", text)
    assert site.build().warnings == []
    clean = Site(Path(tempfile.mkdtemp(dir=site.source.parent)))
    shutil.copytree(site.source, clean.source)
    assert clean.build().warnings == []
    assert site.contents() == clean.contents()
    return {path for path in site.contents() if (site.out / path).stat().st_mtime_ns != before.get(path)}


def subtitle(site: Site, path: str) -> str | None:
    return etree.parse(site.out / path).findtext(f"{ATOM}subtitle")


def test_other_spellings_count_as_the_main_name_and_lead_to_its_page(weblog: Site) -> None:
    written(weblog, AFTER)
    page = weblog.page("blog/tag/python")
    assert [f"Post {number}" in page.text for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert "A language & its people" in page.text
    for other in ("py", "python-3"):
        refresh = weblog.page(f"blog/tag/{other}").select_one("meta[http-equiv=refresh]")
        assert refresh
        assert str(refresh["content"]).endswith("url=python.html")
        feed = (weblog.out / f"blog/tag/{other}/atom.xml").read_bytes()
        assert feed == (weblog.out / "blog/tag/python/atom.xml").read_bytes()
    byline = weblog.page("posts/2020/06/02/p2").select(".post-tags a")
    assert [(link.text, link["href"]) for link in byline] == [("python", "../../../../blog/tag/python.html")]
    assert "tag/py." not in (weblog.out / "sitemap.xml").read_text()
    assert subtitle(weblog, "blog/tag/python/atom.xml") == "A language & its people"
    assert subtitle(weblog, "blog/tag/other/atom.xml") is None


def test_lists_and_combined_feeds_take_any_spelling(weblog: Site) -> None:
    weblog.write("tags.yml", AFTER)
    weblog.write("index.rst", "Small weblog\n============\n\n.. postlist::\n   :tags: PY\n")
    feeds = {"planet": {"tags": ["py"], "without": ["Django"]}}
    assert weblog.build(weblog_feeds=feeds).warnings == []
    assert "Post 3" in weblog.page("index").text
    feed = etree.parse(weblog.out / "blog/feeds/planet.xml")
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["Post 2", "Post 1"]


def test_a_change_of_the_file_writes_the_pages_that_it_concerns(weblog: Site) -> None:
    (weblog.source / "posts/2020/06/02/p2.md").unlink()  # "Py" would be "python" with any file
    written(weblog, "")
    described = written(weblog, BEFORE)
    assert "A <language>" in weblog.page("blog/tag/python").text
    assert {path for path in described if path.endswith((".html", ".xml"))} == {
        "blog/tag/python.html",
        "blog/tag/python/atom.xml",
    }
    merged = {path for path in written(weblog, AFTER) if path.startswith("posts/")}
    assert merged == {"posts/2020/06/03/p3.html"}
    assert not weblog.exists("blog/tag/python-3/index.html")
    (weblog.source / "tags.yml").unlink()
    weblog.build()
    assert "Python 3" in weblog.page("posts/2020/06/03/p3").text
    assert weblog.page("blog/tag/python-3").select_one("h1")
    assert not weblog.exists("blog/tag/py.html")
    assert "0 added, 0 changed" in weblog.build().told


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"- python\n", 1, "write a tag like"),
        (b"python: [\n", 2, "this is no YAML: "),
        (b"a:\nb: \xff\n", 2, "this file isn't UTF-8"),
        (b"a: \x00\n", 1, "this is no YAML: "),
        (b"a:\nb, c:\n", 2, '"b, c" can\'t be a tag, for a comma separates tags: write a tag like'),
        (b"a:\n? [b]\n: c\n", 2, "here is no name of a tag: write a tag like"),
        (b"a:\nb:\n - c\n", 3, 'the tag "b" has a list: write a tag like'),
        (b"a:\n  about: b\n", 2, '"about" says nothing of the tag "a"; write a tag like'),
        (b"a:\n  descripton: b\n", 2, '"descripton" says nothing of the tag "a"; did you mean "description"?'),
        (b"a:\n  description: [b]\n", 2, '"description" says nothing of the tag "a"'),
        (b"a:\nb:\n  other-names:\n    - c\n    - A\n", 5, '"A" means "a" already (line 1)'),
        (b"a:\n  other-names: b\nB:\n", 3, '"B" means "a" already (line 2)'),
        (b"a:\n\nA:\n", 3, '"A" means "a" already (line 1)'),
        (b"x: &x {x: *x}\n", 1, '"x" says nothing of the tag "x"'),
        (b"[" * 3000, 1, "this is no YAML: "),
    ],
)
def test_a_mistake_is_told_by_its_line(content: bytes, line: int, message: str) -> None:
    (problem,) = tags_file.read(content).problems
    assert problem.line == line
    assert problem.message.startswith(message)


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"\xef\xbb\xbfa: b\n", b"a:\n  other-names: [A, a]\n"])
def test_what_is_no_mistake(content: bytes) -> None:
    assert tags_file.read(content).problems == ()


def test_descriptions_and_names_are_on_one_line() -> None:
    found = tags_file.read(b"two  words: >\n  a long\n  story\nb:\n  other-names: c,  d  e ,\n")
    assert found.description("two words") == "a long story"
    assert found.tags["b"].other_names == ("c", "d e")
    assert found.main_names(["D E", "c", "x"]) == ["b", "x"]
