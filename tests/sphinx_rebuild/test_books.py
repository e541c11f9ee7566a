"""`sphinx-build -b epub` of any site."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from sphinx_rebuild.book_files import (
    BookPage,
    allowed_in_books,
    complete_package,
    files_of_sheet,
    packed,
    place_of,
    shut,
)

from ..books import XHTML, checked, faults_of, open_book
from .builds import USUAL, Contents, Site, assert_same_files

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
SETTINGS = """
import os

os.environ["SOURCE_DATE_EPOCH"] = "1600000000"
extensions = ["sphinx_rebuild", "sphinx.ext.mathjax"]
project = "Pots <and> pans"
author = "Ada"
copyright = "2021, Ada"
html_static_path = ["_static"]
html_css_files = ["own.css", "https://elsewhere.example/a.css"]
"""
FILES: dict[str, Contents] = {
    "conf.py": SETTINGS,
    "index.rst": """
Pots
====

.. toctree::

   één
   sub/deep

.. toctree::
   :hidden:

   sub/hidden

Words, a :download:`file <conf.py>`, :math:`a_b`. `Away <https://example.org/?a=1&b=2>`_. See :ref:`genindex`.
A footnote [1]_.

.. raw:: html

   <p>Never closed<br>and &nbsp; more <ul><li>a<li>b</ul>
   <img src="nowhere.png" alt="Gone">

.. [1] A note.
""",
    "één.rst": "Één\n===\n\nPart\n----\n\n.. image:: pot.svg\n\n.. _a:b:\n\nOther\n-----\n\nSee :ref:`a:b`.\n",
    "sub/deep.rst": "Deep\n====\n\n.. py:function:: stir(pot)\n\nSee :doc:`/één` and :func:`stir`.\n",
    "sub/hidden.rst": "Hidden\n======\n\n`Nowhere <nothing.html>`_\n",
    "orphan.rst": ":orphan:\n\nOrphan\n======\n\nNobody leads here.\n",
    "pot.svg": PICTURE,
    "_static/own.woff2": b"a font",
    "_static/own.css": """
@font-face { font-family: own; src: url(own.woff2) }
body { direction: ltr; background: url("bg.svg"); flex-direction: row }
""",
    "_static/bg.svg": PICTURE,
    "_static/unused.svg": PICTURE,
}


@pytest.fixture
def book(tmp_path: Path) -> Site:
    """A site of which a book is made; none of the machine's time is in it."""
    site = Site(tmp_path / "site", "epub")
    site.write(FILES)
    return site


def test_a_book_of_any_site_is_whole(book: Site) -> None:
    assert book.build().outcome == (0, ())
    found = open_book(book.out)
    assert faults_of(found) == []
    assert found.spine[-1] == "orphan.xhtml"
    assert {"_static/own.css", "_static/own.woff2", "_static/bg.svg", "_images/pot.svg"} < found.parts.keys()
    assert "_static/unused.svg" not in found.parts
    front = found.text("index.xhtml")
    assert "<p>Never closed<br />and \N{NO-BREAK SPACE} more </p><ul><li>a</li><li>b</li></ul>" in front
    assert "<span>Gone</span>" in front
    assert "elsewhere.example" not in front
    assert b"body {  background" in found.parts["_static/own.css"]
    assert b"flex-direction: row" in found.parts["_static/own.css"]
    assert "unknown" not in found.facts.values() or found.facts["identifier"] == "unknown"
    assert "description" not in found.facts


def test_epubcheck_finds_nothing_in_a_book_of_any_site(book: Site) -> None:
    book.build()
    checked(open_book(book.out))


def test_pages_say_their_language(book: Site) -> None:
    book.write({"conf.py": f"{SETTINGS}language = 'he'\n"})
    assert book.build().outcome == (0, ())
    page = open_book(book.out).page("index.xhtml")
    assert (page.get("lang"), page.get("dir")) == ("he", "rtl")


def test_a_book_hangs_on_its_sources_alone(book: Site) -> None:
    first = book.build()
    assert book.build().written.isdisjoint(path for path in first.files if path.endswith(".epub"))
    edited = {**FILES, "sub/deep.rst": "Deep\n====\n\nOther words.\n", "new.rst": ":orphan:\n\nNew\n===\n"}
    del edited["orphan.rst"]
    book.write(edited, FILES)
    second = book.build()
    assert second.read == ("new", "sub/deep")
    for jobs, zone in ((1, "UTC"), (2, "Asia/Tokyo")):
        clean = Site(book.folder.with_name(f"clean-{jobs}"), "epub")
        clean.write(edited)
        built = clean.build(surroundings=replace(USUAL, jobs=jobs, zone=zone))
        (name,) = [path for path in built.files if path.endswith(".epub")]
        assert_same_files({name: second.files[name]}, {name: built.files[name]})


def test_a_mistake_in_a_book_is_told_each_time(book: Site) -> None:
    book.write({"one.rst": ":orphan:\n\nOne\n===\n\nSee :ref:`nothing` and :doc:`gone`.\n"})
    told = [book.build(surroundings=replace(USUAL, jobs=jobs)).outcome for jobs in (1, 1, 2)]
    assert told[0][0] == 1
    assert len(told[0][1]) == 2
    assert told[1] == told[2] == told[0]


def test_what_an_author_puts_before_and_behind_a_book_is_in_it(book: Site) -> None:
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><head><title>T</title></head><body/></html>'
    )
    settings = """
html_extra_path = ["extra"]
epub_pre_files = [("before.xhtml", "Before")]
epub_post_files = [("behind.xhtml", "Behind")]
epub_cover = ("_static/unused.svg", "epub-cover.html")
epub_use_index = True
"""
    book.write({"conf.py": f"{SETTINGS}{settings}", "extra/before.xhtml": page, "extra/behind.xhtml": page})
    assert book.build().outcome == (0, ())
    found = open_book(book.out)
    assert faults_of(found) == []
    assert found.spine[:3] == ["epub-cover.xhtml", "before.xhtml", "index.xhtml"]
    assert found.contents[0][1] == "Before"
    assert found.contents[-1][1] == "Behind"
    assert "genindex.xhtml" in found.spine


def test_the_clock_alone_makes_no_other_book(book: Site) -> None:
    settings = SETTINGS.replace('os.environ["SOURCE_DATE_EPOCH"] =', 'os.environ.pop("SOURCE_DATE_EPOCH", None) #')
    book.write({"conf.py": settings})
    first = book.build()
    time.sleep(1)  # which is as exact as a book's date is
    second = book.build()
    (name,) = [path for path in first.files if path.endswith(".epub")]
    assert name not in second.written
    book.write({"new.rst": ":orphan:\n\nNew\n===\n"})
    assert name in book.build().written
    (book.out / name).write_bytes(b"no book")
    assert book.build().outcome == (0, ())
    assert faults_of(open_book(book.out)) == []


COLOPHON = """
from datetime import UTC, datetime

from sphinx_rebuild import Chapter, Contributor, Page, contribute


class Colophon(Contributor):
    name = "colophon"

    def all_read(self):
        self.words = f"{len(self.site.env.found_docs)} pages."

    def left_out_of_book(self):
        return frozenset({"orphan"})

    def book_pages(self):
        yield Page(pagename="orphan", template="colophon.html", title="Made <of>", facts={"words": self.words})

    def book_contents(self, chapters):
        return [*chapters, Chapter(level=1, title="Made <of>", pagename="orphan")]

    def book_moment(self):
        return datetime(2020, 2, 2, tzinfo=UTC)


def setup(app):
    contribute(app, lambda app: Colophon())
"""


def test_a_contributor_adds_and_leaves_out_pages(book: Site) -> None:
    settings = SETTINGS.replace('os.environ["SOURCE_DATE_EPOCH"] =', 'os.environ.pop("SOURCE_DATE_EPOCH", None) #')
    settings += 'import sys\nsys.path.insert(0, os.path.dirname(__file__))\nextensions += ["colophon"]\n'
    page = '{% extends "layout.html" %}{% block body %}<p>{{ words }}</p>{% endblock %}'
    book.write({"conf.py": f'{settings}templates_path = ["_templates"]\n', "colophon.py": COLOPHON})
    book.write({"_templates/colophon.html": page})
    for _ in range(2):
        assert book.build().outcome == (0, ())
        found = open_book(book.out)
        assert faults_of(found) == []
        assert "<p>5 pages.</p>" in found.text("orphan.xhtml")
        assert found.contents[-1] == (1, "Made <of>", "orphan.xhtml")
        assert found.facts["date"] == "2020-02-02T00:00:00Z"


def test_html_and_a_book_may_share_what_was_read(book: Site) -> None:
    book.build()
    html = Site(book.folder)
    shutil.rmtree(book.out)
    html.build()
    book.write({"orphan.rst": ":orphan:\n\nOther\n=====\n"})
    Site(book.folder, "epub").build()
    shutil.rmtree(book.out)
    assert b"Other" in html.build().files["orphan.html"]


# The parts of it


def test_where_links_lead() -> None:
    assert place_of("b.xhtml#c%20d", "a/x.xhtml") == ("a/b.xhtml", "c d")
    assert place_of("../%C3%A9.xhtml", "a/x.xhtml") == ("é.xhtml", "")
    assert place_of("#c", "a/x.xhtml") == ("a/x.xhtml", "c")
    for elsewhere in ("https://example.org/a", "//example.org/a", "mailto:a@b", "/a", "", "http://[", "data:x"):
        assert place_of(elsewhere, "x.xhtml") == ("", "")


def test_links_that_lead_nowhere_are_words() -> None:
    ids = {"a.xhtml": frozenset({"one"}), "b/c.xhtml": frozenset({"two"})}
    pages = {
        '<a href="a.xhtml#one">x</a>': '<a href="a.xhtml#one">x</a>',
        '<a class="k" href="b/c.xhtml#gone" id="i">x</a>': '<a class="k" href="b/c.xhtml" id="i">x</a>',
        '<a class="k" href="d.xhtml" rel="next"><b>x</b></a>': '<span class="k"><b>x</b></span>',
        '<a href="#gone">x</a>': "<span>x</span>",
        '<a href="/d">x</a>': "<span>x</span>",
        '<a href="mailto:a@example.org">x</a>': '<a href="mailto:a@example.org">x</a>',
        '<img src="p.png" alt="A" />': '<img src="p.png" alt="A" />',
        '<img alt="A" src="q.png" />': "<span>A</span>",
        '<img src="https://x.example/q.png" />': '<a href="https://x.example/q.png">https://x.example/q.png</a>',
        '<img src="data:image/png;base64,AA==" />': '<img src="data:image/png;base64,AA==" />',
        '<iframe src="https://x.example/" title="Film"></iframe>': '<a href="https://x.example/">Film</a>',
        '<link rel="stylesheet" href="https://x.example/a.css" />': "",
        '<script src="https://x.example/a.js"></script>': "",
        '<link rel="stylesheet" href="a.css" />': '<link rel="stylesheet" href="a.css" />',
    }
    for page, expected in pages.items():
        assert shut(page, "a.xhtml", ids, lambda path: path == "p.png") == expected


@pytest.mark.parametrize(
    ("element", "properties"),
    [
        ('<video src="http://x.example/a.webm"></video>', "remote-resources"),
        ('<video src="https://x.example/a.webm"></video>', "remote-resources"),
        ('<video src="a.webm"></video>', ""),
        ('<a href="https://x.example/">x</a>', ""),
        ("<svg xmlns='http://www.w3.org/2000/svg'/><script>1</script>", "scripted svg"),
        ("<math xmlns='http://www.w3.org/1998/Math/MathML'/>", "mathml"),
    ],
)
def test_a_book_says_of_a_page_what_readers_have_to_have_for_it(element: str, properties: str) -> None:
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{element}</body></html>"
    assert BookPage.of(page, "a.xhtml").properties == properties


def test_a_style_sheet_is_as_a_book_may_have_it() -> None:
    assert allowed_in_books("p { direction: rtl; color: red; unicode-bidi:embed }") == "p {  color: red; }"
    assert files_of_sheet("@import 'a.css'; p { src: url( \"../b.woff\" ) url(https://x.example/c)}", "s/x.css") == {
        *("s/a.css", "b.woff")
    }


def test_the_package_file_says_what_is_in_pages() -> None:
    page = BookPage.of(f'<html xmlns="{XHTML[1:-1]}"><body id="i">{PICTURE}</body></html>', "a.xhtml")
    assert (page.ids, page.properties) == (frozenset({"i", ""}), "svg")
    package = """<dc:contributor>unknown</dc:contributor>
    <dc:description>unknown</dc:description>
    <meta property="ibooks:version"></meta>
    <item id="e" href="a.xhtml" media-type="application/xhtml+xml" />
    <itemref idref="e" linear="no" />
    <itemref idref="e" />"""
    assert complete_package(f"\n{package}", {"a.xhtml": page}, direction="ltr").split("\n") == [
        "",
        '    <item id="e" href="a.xhtml" media-type="application/xhtml+xml" properties="svg" />',
        '    <itemref idref="e" />',
    ]


def test_no_part_is_older_than_a_zip_can_tell() -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC)
    with ZipFile(BytesIO(packed({"a": b"1"}, moment))) as book:
        assert book.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
