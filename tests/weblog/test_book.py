"""The weblog as a book, by Sphinx's own builder of EPUBs, and by its other builders."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from ..books import XHTML, checked, faults_of, open_book
from ..parsing import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..books import Book
    from .sites import Site

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
ODD = """
Words on $a < b$, with a footnote.[^one] A [post](/posts/2020/05/31/later.md), a [page](/lists.md), [feeds](/feeds.md),
[elsewhere](https://example.org/?a=1&b=2), {speaker}`Bo Sample`, <kbd>x</kbd><br>and &nbsp; more.

![A square](/square.svg)

<p>Never closed<ul><li>one<li>two</ul>
<svg viewBox="0 0 9 9"><rect width="9" height="9"/></svg>
<iframe src="https://video.example/1" title="A film"></iframe> <img src="https://video.example/a.png" alt="Seen">

```python
print("words")
```

[^one]: A note.
"""
LISTS = """# Lists

## Posts

```{postlist} 5
:excerpts:
```

```{postlist}
:tags: web
```

## Talks

```{talks}
```

```{events}
```

```{speakers}
```

```{statistics}
```
"""


@pytest.fixture
def weblog(root: Callable[[str], Site]) -> Site:
    """A weblog with all that a book has trouble with."""
    site = root("talks")
    with (site.source / "conf.py").open("a") as settings:
        settings.write(SETTINGS)
    site.post("2020/06/01/odd", "Odd *words* & more", "", ":tags: web, gone", body=ODD)
    site.post("2020/05/31/later", "An earlier one", "")
    site.post("2019/01/02/first", "The first one", "", ":language: nl")
    site.post("drafts/secret", "A secret draft")
    site.post("2030/01/01/to-come", "A scheduled one", "")
    site.write("square.svg", PICTURE)
    site.write("lists.md", LISTS)
    site.write("feeds.md", "# Feeds\n\nRead them.\n\n```{feeds}\n```\n")
    site.write("404.md", "---\norphan: true\n---\n# Nothing here\n")
    site.write("über.rst", ":orphan:\n\nÜber\n====\n\nA page of its own.\n")
    front = "Small weblog\n============\n\nNew:\n\n.. postlist:: 3\n\n.. toctree::\n   :hidden:\n\n"
    site.write("index.rst", f"{front}   lists\n   feeds\n   talks\n   overview\n")
    return site


SETTINGS = """
copyright = "2021, Ada"
html_math_renderer = "weblog-mathml"
myst_enable_extensions = ["dollarmath"]
epub_show_urls = "no"
epub_tocdepth = 4
"""


def book_of(site: Site, *, parallel: Any = 1, **settings: Any) -> Book:
    built = site.build(builder="epub", parallel=parallel, **settings)
    assert built.warnings == []
    return open_book(site.out.with_name("epub"))


def test_a_book_is_whole_and_nothing_in_it_leads_nowhere(weblog: Site) -> None:
    book = book_of(weblog)
    assert faults_of(book) == []
    post = book.text("posts/2020/06/01/odd.xhtml")
    hrefs = [link.get("href") for link in book.page("posts/2020/06/01/odd.xhtml").iter(f"{XHTML}a")]
    assert {"../../05/31/later.xhtml", "../../../../lists.xhtml", "https://example.org/?a=1&b=2"} < set(hrefs)
    assert '<a href="https://video.example/1">A film</a> <a href="https://video.example/a.png">Seen</a>' in post
    assert ">feeds</span></span>" in post
    pages = " ".join(book.spine)
    for name in ("404", "feeds", "talks", "index", "blog/tag", "search", "genindex"):
        assert f"{name}.xhtml" not in pages
    assert "lists.xhtml" in pages, "it has headings of its own"
    assert book.spine[-1] == "über.xhtml"
    assert "_static/weblog/book.css" in book.parts
    assert "_static/weblog/lists.css" not in book.parts, "old readers can't read it"


def test_what_stands_below_a_page_that_is_left_out_stays(weblog: Site) -> None:
    weblog.write("feeds.md", "# Feeds\n\n```{feeds}\n```\n\n```{toctree}\ndeep\n```\n")
    weblog.write("deep.md", "# Deep\n\n## Deeper\n")
    weblog.write(
        "index.rst", "Small\n=====\n\n.. postlist::\n\n.. toctree::\n\n   feeds\n   lists\n   talks\n   overview\n"
    )
    contents = [(depth, words) for depth, words, _ in book_of(weblog).contents]
    assert contents[:4] == [(1, "Small weblog"), (1, "Deep"), (2, "Deeper"), (1, "Lists")]


def test_epubcheck_finds_nothing(weblog: Site) -> None:
    checked(book_of(weblog))


def test_a_book_is_read_by_year_and_event(weblog: Site) -> None:
    book = book_of(weblog)
    contents = [(depth, words) for depth, words, _ in book.contents if "Overview" not in words]
    years = contents.index((1, "2019"))
    assert contents[0] == (1, "Small weblog")
    assert contents[years : years + 9] == [
        (1, "2019"),
        (2, "The first one"),
        (2, "Conf 2019"),
        (1, "2020"),
        (2, "An earlier one"),
        (2, "Odd words & more"),
        (2, "Conf <Utrecht> 2020"),
        (3, "Conf 2020: opening the doors - Ada Example and Łucja Nowak"),
        (3, "Something else"),
    ]
    assert contents[-2:] == [(1, "Speakers"), (2, "Ada Example")]
    places = [book.spine.index(address.partition("#")[0]) for _, _, address in book.contents]
    assert places == sorted(places), "the contents follow the order in which it is read"


def test_its_title_page_says_whose_book_it_is(weblog: Site) -> None:
    book = book_of(weblog, blog_feed_subtitle="Words & more")
    page = "".join(book.page("title-page.xhtml").find(f".//{XHTML}section").itertext())  # type: ignore[union-attr]
    assert [line.strip() for line in page.splitlines() if line.strip()] == [
        "Small weblog",
        "Words & more",
        "Ada Example",
        "2019-01-02\N{THIN SPACE}\N{EN DASH}\N{THIN SPACE}2020-12-01",
        "https://small.example/site/",
    ]
    assert book.spine[0] == "title-page.xhtml"


def test_it_is_described_by_the_weblogs_settings(weblog: Site) -> None:
    facts = book_of(weblog, blog_feed_subtitle="Words & more", language="pt_BR").facts
    assert {
        name: facts[name] for name in ("title", "creator", "publisher", "identifier", "language", "description")
    } == {
        "title": "Small weblog",
        "creator": "Ada Example",
        "publisher": "Ada Example",
        "identifier": "https://small.example/site/",
        "language": "pt-BR",
        "description": "Words & more",
    }
    own = ("epub_title", "epub_author", "epub_publisher", "epub_identifier", "epub_description")
    facts = book_of(weblog, **dict.fromkeys(own, "Mine"), epub_language="de").facts
    assert [facts[name] for name in ("title", "creator", "publisher", "identifier", "description")] == ["Mine"] * 5
    assert facts["language"] == "de"
    facts = book_of(weblog, blog_title="Blog", project="The project", author="Bo", epub_basename="Smallweblog").facts
    assert (facts["title"], facts["creator"]) == ("The project", "Bo"), "where the weblog has no title of its own"


def test_it_is_in_its_language(weblog: Site) -> None:
    book = book_of(weblog, language="ar")
    page = book.page("posts/2020/05/31/later.xhtml")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert 'page-progression-direction="rtl"' in book.text("content.opf")
    dutch = book.page("posts/2019/01/02/first.xhtml").find(f".//{XHTML}div[@lang='nl']")
    assert dutch is not None
    assert dutch.get("dir") == "ltr"
    book = book_of(weblog, language="nl")
    assert book.contents[-2][1] == "Sprekers"
    assert "<h1>Inhoudsopgave</h1>" in book.text("nav.xhtml")


def test_drafts_and_scheduled_posts_are_nowhere(weblog: Site) -> None:
    for part in book_of(weblog).parts.values():
        assert b"secret" not in part
        assert b"to-come" not in part
        assert b"scheduled one" not in part


def test_a_book_is_the_same_however_and_whenever_it_is_made(weblog: Site) -> None:
    out = weblog.out.with_name("epub")
    file = book_of(weblog).file
    first, state = file.read_bytes(), file.stat()
    book_of(weblog)
    assert file.stat() == state, "nothing has changed, so it isn't touched"
    weblog.post("2020/06/01/odd", "Odd", "", ":tags: new", body="Other words.")
    (weblog.source / "über.rst").unlink()
    weblog.post("2020/11/11/new", "A new one", "")
    shutil.copytree(weblog.source, weblog.source.parent / "clean" / "source")
    again = book_of(weblog).file.read_bytes()
    assert again != first
    assert weblog.contents("epub").keys() >= {"über.xhtml"}, "what is left of former books isn't part of this one"
    for parallel in (1, 2):
        shutil.rmtree(out)
        shutil.rmtree(weblog.doctrees)
        assert book_of(weblog, parallel=parallel).file.read_bytes() == again


def test_a_weblog_without_a_post_or_with_pages_of_those_names_makes_a_book(site: Site) -> None:
    book = book_of(site, copyright="2021, Ada")
    assert faults_of(book) == []
    assert (book.spine, book.facts["date"]) == (["title-page.xhtml", "index.xhtml"], "1980-01-01T00:00:00Z")
    for name in ("blog/2020", "title-page"):
        site.write(f"{name}.md", "---\norphan: true\n---\n# Mine\n")
    site.post("2020/01/01/é ü", "Ünï", "")
    book = book_of(site, copyright="2021, Ada")
    assert faults_of(book) == []
    assert book.spine == ["index.xhtml", "blog/2020.xhtml", "posts/2020/01/01/é ü.xhtml", "title-page.xhtml"]
    assert "Mine" in book.text("blog/2020.xhtml")


def test_a_book_tells_its_mistakes_each_time(weblog: Site) -> None:
    weblog.write("lists.md", f"{LISTS}\n```{{postlist}}\n:tags: wbe\n```\n")
    weblog.post("2020/05/31/later", "An earlier one", "", ":tags: Web")
    first, second = (weblog.build(builder="epub").warnings for _ in range(2))
    assert len(first) == 3
    assert "Web" in first[0]
    assert 'no post has the tag "wbe"' in first[-1]
    assert first == second


# Other builders

BUILDERS = (
    *("singlehtml", "dirhtml", "latex", "texinfo", "man", "text", "xml", "pseudoxml"),
    *("gettext", "changes", "dummy"),
)


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_works_and_says_the_same_each_time(weblog: Site, builder: str) -> None:
    assert [weblog.build(builder=builder).warnings for _ in range(2)] == [[], []]


def test_no_link_in_a_single_page_leads_nowhere(weblog: Site) -> None:
    weblog.write(
        "index.rst", "Small\n=====\n\n.. toctree::\n\n   lists\n   posts/2020/06/26/closing\n   events/conf-2020\n"
    )
    assert weblog.build(builder="singlehtml", suppress_warnings="toc.not_included").warnings == []
    page = parse(weblog.out.with_name("singlehtml") / "index.html")
    ids = {f"#{node['id']}" for node in page.select("[id]")}
    hrefs = [str(link["href"]) for link in page.select(".body a[href]")]
    assert "#document-posts/2020/06/26/closing" in hrefs
    assert [href for href in hrefs if href not in ids and not href.startswith("https://")] == []
    dead = [link.get_text() for link in page.select(".post-cards h2 span.p-name")]
    assert "No talk at all" in dead


@pytest.mark.parametrize(
    ("builder", "file"), [("epub", "feeds.xhtml"), ("singlehtml", "index.html"), ("text", "feeds.txt")]
)
def test_where_there_are_no_feeds_none_is_listed(weblog: Site, builder: str, file: str) -> None:
    weblog.write("feeds.md", "# Feeds\n\nRead them.\n\n```{feeds}\n```\n\n## More\n\nWords.\n")
    weblog.build(builder=builder)
    text = (weblog.out.with_name(builder) / file).read_text(encoding="utf-8")
    assert "Read them." in text
    assert "Posts tagged" not in text
    assert "OPML" not in text


def test_a_list_of_several_groups_says_what_each_is_about(weblog: Site) -> None:
    weblog.write("talks.md", "# Talks\n\n```{talks}\n```\n")
    weblog.build(builder="text")
    text = (weblog.out.with_name("text") / "talks.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    place = lines.index("* Conf <Utrecht> 2020")
    assert lines[place + 1 : place + 4] == ["  * Opening the doors", "  * In the middle: a panel", "  * Closing"]
