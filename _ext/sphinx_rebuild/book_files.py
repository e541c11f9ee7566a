"""The files of a book: what they refer to, and what has to be said of them.

Owns: which files belong to a book, where links in it may lead, the words of its package file. Must not: know Sphinx.
In: texts of pages, style sheets and of the package file. Out: the same as an EPUB has them.

https://www.w3.org/TR/epub-33/.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import escape, unescape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .xhtml import tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

LINK = re.compile(r"<a\b([^>]*?)\shref=\"([^\"]*)\"([^>]*)>(.*?)</a>", re.DOTALL)
FRAME = re.compile(r"<(img|iframe)\b([^>]*?)\ssrc=\"([^\"]*)\"([^>]*?)(?:/>|>(?:.*?</\1>)?)", re.DOTALL)
OTHER_WORDS = re.compile(r'\s(?:alt|title)="([^"]*)"')
OF_LINKS = re.compile(r'\s(?:rel|target|download|ping|hreflang|type|referrerpolicy)="[^"]*"')
"""Attributes that an element without an address can't have."""
SHEET = re.compile(r"\s*<(link|script)\b[^>]*?\s(?:href|src)=\"([^\"]*)\"[^>]*?(?:/>|>(?:</script>)?)")
IN_SHEET = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")
FORBIDDEN = re.compile(r"(?<![\w-])(?:direction|unicode-bidi)\s*:[^;}]*;?")
ITEM = re.compile(r'<item id="[^"]*" href="([^"]*)" media-type="application/xhtml\+xml" />')
IN_SPINE = re.compile(r'\n\s*<itemref idref="([^"]*)"[^>]*/>')
UNTOLD = re.compile(r'\n\s*(?:<meta property="ibooks:version"></meta>|<dc:(\w+)>(?:unknown)?</dc:\1>)')
"""What Sphinx writes of settings that nobody has made; where EPUB wants none of it, there is nothing to tell."""
NEEDED = ("language", "title", "date")
SVG, MATHML = "{http://www.w3.org/2000/svg}svg", "{http://www.w3.org/1998/Math/MathML}math"
ADDRESSES = ("src", "href", "data", "poster", "{http://www.w3.org/1999/xlink}href")
PACKAGE = "content.opf"
DATE = re.compile(rb"(?<=<dc:date>)[^<]+|(?<=<meta property=\"dcterms:modified\">)[^<]+")
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Before which no file of a zip can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """What a page of a book has in it: its elements' ids, and the files of the book that it is shown with."""

    ids: frozenset[str]
    files: frozenset[str]
    properties: str  # as the package file tells them

    @classmethod
    def of(cls, page: str, path: str, /) -> BookPage:
        """A page's, by its path in the book; of one that is no XML, nothing."""
        tree = tree_of(page)
        found: set[str] = set()
        properties = set()
        ids = set()
        for element in tree.iter() if tree is not None else ():
            ids.add(element.get("id", ""))
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag in (SVG, MATHML):
                properties.add("svg" if tag == SVG else "mathml")
            elif tag.endswith("}script"):
                properties.add("scripted")
            if not tag.endswith("}a"):
                addresses = [element.get(name, "") for name in ADDRESSES]
                found |= {place for address in addresses if (place := place_of(address, path)[0])}
                if any(urlsplit(address).scheme in ("http", "https") for address in addresses):
                    properties.add("remote-resources")
        return cls(ids=frozenset(ids), files=frozenset(found), properties=" ".join(sorted(properties)))


def place_of(address: str, path: str, /) -> tuple[str, str]:
    """The file in the book that an address leads to from another one, and the id in it; ("", "") for one elsewhere."""
    try:
        found = urlsplit(address)
    except ValueError:
        return "", ""
    if found.scheme or found.netloc or found.path.startswith("/") or not address:
        return "", ""
    folder = posixpath.dirname(path)
    file = posixpath.normpath(posixpath.join(folder, unquote(found.path))) if found.path else path
    return file, unquote(found.fragment)


def files_of_sheet(sheet: str, path: str, /) -> set[str]:
    """The files that a style sheet refers to."""
    found = (place_of("".join(names).strip(), path)[0] for names in IN_SHEET.findall(sheet))
    return {place for place in found if place}


def allowed_in_books(sheet: str, /) -> str:
    """A style sheet without the two properties that EPUB forbids: pages say the direction of their texts."""
    return FORBIDDEN.sub("", sheet)


def shut(page: str, path: str, ids: Mapping[str, frozenset[str]], has_file: Callable[[str], bool], /) -> str:
    """A page whose links within the book all lead somewhere: `ids` are those of its pages, by their paths.

    A link to what isn't in the book is its words alone; one to a place that isn't there leads to that page. What would
    come from other hosts is left out, or a link to it: a book is read where there is no network.
    """

    def kept(match: re.Match[str]) -> str:
        before, address, after, words = match.groups()
        is_elsewhere = urlsplit(unescape(address)).scheme or address.startswith("//")
        file, place = place_of(unescape(address), path)
        if is_elsewhere or (file in ids and (not place or place in ids[file])):
            return match[0]
        if file in ids and file != path:
            return f'<a{before} href="{escape(unescape(address).partition("#")[0])}"{after}>{words}</a>'
        return as_words(before + after, words)

    def of_this_book(match: re.Match[str]) -> str:
        return "" if urlsplit(unescape(match[2])).netloc else match[0]

    def shown(match: re.Match[str]) -> str:
        before, address, after = match.groups()[1:]
        file, _ = place_of(unescape(address), path)
        if has_file(file) if file else address.startswith("data:"):
            return match[0]
        words = next((told[1] for told in OTHER_WORDS.finditer(before + after) if told[1]), "")
        if urlsplit(unescape(address)).scheme in ("http", "https"):
            return f'<a href="{address}">{words or address}</a>'
        return f"<span>{words}</span>"

    return FRAME.sub(shown, LINK.sub(kept, SHEET.sub(of_this_book, page)))


def as_words(attributes: str, words: str, /) -> str:
    """The words of a link that leads nowhere, with what it has besides an address."""
    return f"<span{OF_LINKS.sub('', attributes)}>{words}</span>"


def complete_package(package: str, pages: Mapping[str, BookPage], /, *, direction: str) -> str:
    """The package file with what Sphinx leaves out: what is in which page, and that all of it is read in its turn."""
    seen: set[str] = set()

    def with_properties(match: re.Match[str]) -> str:
        page = pages.get(unquote(unescape(match[1])))
        told = f' properties="{page.properties}"' if page and page.properties else ""
        return match[0].replace(" />", f"{told} />")

    def in_turn(match: re.Match[str]) -> str:
        is_new = match[1] not in seen
        seen.add(match[1])
        return match[0].replace(' linear="no"', "") if is_new else ""

    package = UNTOLD.sub(lambda match: match[0] if match[1] in NEEDED else "", package)
    package = IN_SPINE.sub(in_turn, ITEM.sub(with_properties, package))
    return package.replace('page-progression-direction="ltr"', f'page-progression-direction="{direction}"')


def date_of(file: Path, /) -> str:
    """The date that a book says it is of; "" where there is none."""
    try:
        with ZipFile(file) as book:
            found = DATE.search(book.read(PACKAGE))
    except (OSError, KeyError, BadZipFile):
        return ""
    return found[0].decode() if found else ""


def packed(parts: Mapping[str, bytes], moment: datetime, /) -> bytes:
    """The book as one file, its first part stored as it is; `moment` is the time of all of them, in UTC."""
    time = max(moment.timetuple()[:6], EARLIEST)
    book = BytesIO()
    with ZipFile(book, "w", ZIP_DEFLATED) as archive:
        for position, (name, content) in enumerate(parts.items()):
            part = ZipInfo(name, time)
            part.compress_type = ZIP_DEFLATED if position else ZIP_STORED
            part.create_system, part.external_attr = 3, 0o644 << 16
            archive.writestr(part, content)
    return book.getvalue()
