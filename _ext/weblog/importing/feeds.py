"""Posts of a feed, Atom or RSS, that was saved.

Owns: what its entries tell. Must not: fetch. In: the file. Out: old posts, as the feed has them.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from weblog.importing import xml_text
from weblog.importing.model import Kind, Note, OldPost
from weblog.importing.reading_rest import moment_of
from weblog.posts.metadata import unique_names
from weblog.posts.model import slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from lxml.etree import _Element

    from weblog.importing.model import Form

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
RSS = ("rss", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF")
OF_RDF = "{http://purl.org/rss/1.0/}"
NO_NAME = re.compile(r"\.(html?|php|aspx?)$")


def fits(file: Path, /) -> bool:
    """True for a feed."""
    return file.is_file() and xml_text.name_of_root(file) in (f"{ATOM}feed", *RSS)


def read(file: Path, /) -> Iterator[OldPost | Note]:
    """The entries of a feed."""
    root = xml_text.root_of(file)
    if root.tag == f"{ATOM}feed":
        found = [_atom(entry, file.name) for entry in root.iter(f"{ATOM}entry")]
    else:
        items = [*root.iter("item"), *root.iter(f"{OF_RDF}item")]
        found = [_rss(item, file.name) for item in items]
    yield Note(file=file.name, line=1, message=f"a feed holds the newest posts alone, here {len(found)}")
    for post in found:
        if not post.body.strip():
            yield Note(file=post.file, line=post.line, message="the feed has no words of this post")
        yield post


def _atom(entry: _Element, file: str) -> OldPost:
    links = {
        str(link.get("rel") or "alternate"): str(link.get("href") or "")
        for link in reversed(entry.findall(f"{ATOM}link"))
    }
    content = next(
        (found for name in ("content", "summary") if (found := entry.find(f"{ATOM}{name}")) is not None), None
    )
    body, form = _atom_text(content)
    title, title_form = _atom_text(entry.find(f"{ATOM}title"))
    base = str(entry.xpath("string(ancestor-or-self::*/@xml:base)") or "")
    return _post(
        title=xml_text.words_of_html(title) if title_form == "html" else " ".join(title.split()),
        moment=moment_of(xml_text.text_of(entry, f"{ATOM}published") or xml_text.text_of(entry, f"{ATOM}updated")),
        updated=moment_of(xml_text.text_of(entry, f"{ATOM}updated")),
        body=body,
        form=form,
        file=file,
        line=xml_text.line_of(entry),
        url=urljoin(base, links.get("alternate", "")),
        entry_id=xml_text.text_of(entry, f"{ATOM}id"),
        tags=[str(tag.get("label") or tag.get("term") or "") for tag in entry.findall(f"{ATOM}category")],
        authors=[xml_text.text_of(author, f"{ATOM}name") for author in entry.findall(f"{ATOM}author")],
    )


def _atom_text(element: _Element | None) -> tuple[str, Form]:
    """A text construct (RFC 4287, section 3.1), as HTML or, with the form "markdown", as words alone."""
    if element is None:
        return "", "html"
    kind = str(element.get("type") or "text")
    if kind == "xhtml":
        inner = b"".join(etree.tostring(child, method="html", with_tail=False) for child in element)
        return inner.decode(), "html"
    text = "".join(map(str, element.itertext()))
    return (text, "html") if kind in ("html", "text/html") else (text, "markdown")


def _rss(item: _Element, file: str) -> OldPost:
    def text(*names: str) -> str:
        return next((found for name in names if (found := xml_text.text_of(item, name))), "")

    link = text("link", f"{OF_RDF}link")
    guid = item.find("guid")
    identity = text("guid")
    is_address = guid is not None and guid.get("isPermaLink", "true") == "true"
    return _post(
        title=xml_text.words_of_html(text("title", f"{OF_RDF}title")),
        moment=moment_of(text("pubDate", f"{DC}date")),
        body=text(CONTENT, f"{ATOM}content", "description", f"{OF_RDF}description"),
        form="html",
        file=file,
        line=xml_text.line_of(item),
        url=link or (identity if is_address else ""),
        entry_id=identity or link,
        tags=[str(tag.text or "") for tag in item.findall("category")]
        + [str(tag.text or "") for tag in item.findall(f"{DC}subject")],
        authors=[text(f"{DC}creator")],
    )


def _post(*, form: Form, body: str, url: str, tags: list[str], authors: list[str], **more: Any) -> OldPost:
    if form == "markdown":  # words alone
        body = "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", body) if part.strip())
    moment: datetime | None = more["moment"]
    return OldPost(
        form="html",
        body=body,
        url=url,
        name=name_of(url) or slug(more["title"]),
        address=address_of(url),
        is_draft=moment is None,
        tags=tuple(unique_names(tags)),
        authors=tuple(unique_names(authors)),
        **more,
    )


def address_of(url: str, /) -> str:
    """The address of a page below its host, "" where that hangs on a query."""
    parts = urlsplit(url)
    path = unquote(parts.path).lstrip("/")
    return "" if parts.query or not path else path.removesuffix(".html")


def name_of(url: str, /) -> str:
    """The last part of an address, as the name of a file."""
    path = unquote(urlsplit(url).path).strip("/")
    last = NO_NAME.sub("", path.rpartition("/")[2])
    last = path.split("/")[-2] if last == "index" and "/" in path else last
    return slug(last) if last and not urlsplit(url).query else ""


KIND = Kind(name="feed", what="a feed", fits=fits, read=read)
