"""Whatever a source holds is text: its titles, tags and words are shown as they were, and nothing of it runs."""

from __future__ import annotations

from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.parsers.options import options_to_items

from weblog.importing import doctrees, files, html_bodies, moves, rest_text
from weblog.importing.bodies import Desk, NewBody
from weblog.importing.images import Images
from weblog.importing.model import OldPost
from weblog.posts.mistake import MistakeError
from weblog.posts.post_options import names

from ..sites import Site
from .moving import moved_in

if TYPE_CHECKING:
    from weblog.importing.model import Form

EXTENSIONS = ["attrs_inline", "colon_fence", "deflist", "fieldlist", "substitution", "dollarmath", "gfm_autolink"]
EXTENSIONS += ["strikethrough", "tasklist", "attrs_block", "amsmath", "html_admonition", "html_image"]
KNOWN = doctrees.Known(directives=frozenset(), roles=frozenset(), myst={"myst_enable_extensions": EXTENSIONS})
DESK = Desk(known=KNOWN, moves=moves.Moves(), images=Images(root=Path("nowhere"), fetches=False), forms={})
HEAD = files.Head(zone=ZoneInfo("UTC"), author="", prefix="", talks={})
SIGNS = st.text("ab1 \n*_`$%{}[]()<>#+-=|~:!&\\.\"'@^/é;,?", min_size=1, max_size=30)
WORDS = SIGNS.map(lambda text: " ".join(text.split())).filter(bool)


def post_of(title: str, form: Form, **more: Any) -> moves.Place:
    values = {"body": "", "file": "feed.xml", **more}
    post = OldPost(title=title, moment=datetime(2020, 6, 25), form=form, **values)
    return moves.Place(post=post, docname="posts/2020/06/25/x")


def text_of(place: moves.Place, form: Form) -> str:
    return HEAD.text(place, NewBody(text="Words.\n", form=form, numbers={}))


def parsed(text: str, form: Form) -> nodes.document:
    with doctrees.reading(KNOWN):
        return doctrees.rest(text) if form == "rest" else doctrees.markdown(text, KNOWN)


@pytest.mark.parametrize("form", ["rest", "markdown"])
@given(title=WORDS)
def test_a_title_is_text(form: Form, title: str) -> None:
    document = parsed(text_of(post_of(title, form), form), form)
    assert [node.astext() for node in document.findall(nodes.title)] == [title]
    assert not [*document.findall(nodes.raw), *document.findall(nodes.reference), *document.findall(nodes.problematic)]


@pytest.mark.parametrize("form", ["rest", "markdown"])
@given(tags=st.lists(WORDS, max_size=3))
def test_tags_are_text(form: Form, tags: list[str]) -> None:
    text = text_of(post_of("A title", form, tags=tuple(tags)), form)
    lines = [line.strip() for line in text.split("\n\n")[0].split("\n") if ":tags:" in line]
    written = "".join(line.removeprefix(":tags:").strip() for line in lines)
    if form == "markdown" and lines:
        ((_, written),) = options_to_items(lines[0][1:])[0]
    found = names(written)
    expected = {" ".join(tag.replace(",", " ").split()) for tag in tags} - {"", "~"}
    assert isinstance(found, list)
    assert {*found} == expected


@given(words=WORDS)
def test_words_of_html_are_text(words: str) -> None:
    body = html_bodies.convert(post_of("x", "html", body=f"<p>{escape(words)}</p>"), DESK)
    document = parsed(body.text, "markdown")
    assert " ".join(document.astext().split()) == words
    kinds = {type(node) for node in document.findall(nodes.Element)} - {nodes.document, nodes.reference}
    assert kinds == {nodes.paragraph}


@given(code=SIGNS.filter(str.strip))
def test_code_of_html_is_code(code: str) -> None:
    body = html_bodies.convert(post_of("x", "html", body=f"<pre>\n{escape(code)}</pre>"), DESK)
    (block,) = parsed(body.text, "markdown").findall(nodes.literal_block)
    assert block.astext().strip() == code.rstrip().removeprefix("\n").strip()


@given(title=WORDS)
def test_a_title_in_restructuredtext_is_found_again(title: str) -> None:
    found = rest_text.heading_of(rest_text.title(title).split("\n"))
    assert found
    assert found.first == 0


OUTSIDE = """<!DOCTYPE rss [<!ENTITY a SYSTEM "/etc/hostname">]>
<rss><channel><item><title>x&a;</title></item></channel></rss>"""
NASTY = [
    "<script>alert(1)</script> & <b>bold</b>",
    "`code` *stars* _under_ |bars| $x$ {{ y }}",
    "- a list: `x <javascript:alert(1)>`_",
    "# 1. ![x](y) {ref}`z`",
    "quotes; and \\ slashes #",
    "::: note",
]


def test_hostile_posts_make_a_site_without_a_warning_in_which_they_are_text(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    items = "".join(
        f"<item><title>{escape(escape(title))}</title><guid>https://a.example/{number}</guid>"
        f"<link>https://a.example/{number}.html</link><pubDate>0{number + 1} Jun 2020 10:00:00 GMT</pubDate>"
        f"<category>{escape(title)}</category><description>{escape(f'<p>{escape(title)}</p>')}</description></item>"
        for number, title in enumerate(NASTY)
    )
    (tmp_path / "feed.xml").write_text(f'<rss version="2.0"><channel>{items}</channel></rss>', encoding="utf-8")
    moved_in(site, tmp_path / "feed.xml")
    assert site.build().warnings == []
    for number, title in enumerate(NASTY):
        page = site.page(f"posts/2020/06/0{number + 1}/{number}")
        assert page.select("h1")[0].text.removesuffix("\N{PILCROW SIGN}") == title
        assert title in [part.text for part in page.select("p")]
        assert title.replace(",", " ") in [link.text for link in page.select("a")]
        assert not [script for script in page.select("script:not([type])") if "alert" in script.text]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no weblog of a kind that can be read"),
        ("<rss version='2.0'><channel><item></channel></rss>", "feed.xml:1: it is no XML"),
        (OUTSIDE, ""),
        ("<html><body/></html>", "is no weblog of a kind that can be read"),
    ],
)
def test_a_file_that_is_no_feed_is_refused_and_none_opens_another(tmp_path: Path, text: str, message: str) -> None:
    site = Site.from_root(tmp_path)
    (tmp_path / "feed.xml").write_text(text, encoding="utf-8")
    if not message:
        moved_in(site, tmp_path / "feed.xml")
        (post,) = (site.source / "posts").rglob("*.md")
        assert Path("/etc/hostname").read_text().strip() not in post.read_text()
        return
    with pytest.raises(MistakeError) as caught:
        moved_in(site, tmp_path / "feed.xml")
    assert message in str(caught.value)
