"""Where a built page leads to within its site, and what can be led to on it.

Owns: how HTML is read for that, and how an address in it is resolved. Must not: judge. In: a page's bytes, its path.
Out: plain values that can be kept.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict
from urllib.parse import unquote, urlsplit

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTSIDE = "//"
"""What a target begins with that lies on the site's host, but not in the site."""
OPENING = ('"', "'", "(", "<", " ")
"""What stands before an address in Markdown, HTML and reStructuredText."""
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
SCHEME_AND_HOST = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*")
IDS = etree.XPath("//@id | //a/@name", smart_strings=False)
ADDRESSES = etree.XPath("//@href[not(parent::base)] | //@src | //@poster | //form/@action", smart_strings=False)
SETS = etree.XPath("//@srcset", smart_strings=False)
REFRESH = etree.XPath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content", smart_strings=False)
BASE = etree.XPath("//base/@href", smart_strings=False)


class PageFacts(TypedDict):
    """What is kept of a page."""

    ids: list[str]
    targets: list[str]  # path in the site and perhaps "#fragment", as they are on the disk; or `OUTSIDE` and an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the site will stand: its address, with a slash at its end; "" if it has none yet."""

    address: str

    @property
    def path(self) -> str:
        """The address on its host, with slashes around it."""
        return urlsplit(self.address).path or "/"

    def resolve(self, written: str, page: str, base: str = "", /) -> str:
        """Where an address on a page leads to: a target as `PageFacts` has it; "" if that is elsewhere."""
        written = written.strip()
        if self.address and written.startswith(self.address):
            written = self.path + written[len(self.address) :]
        elif SCHEME.match(written):
            return ""
        address, mark, fragment = written.partition("#")
        path = unquote(address.partition("?")[0])
        if not path:
            return f"{page}{mark}{unquote(fragment)}"
        whole = posixpath.join(self.path, base or posixpath.dirname(page), path)
        joined = posixpath.normpath(whole) + ("/" if whole.endswith("/") and len(whole) > 1 else "")
        if joined in (self.path, self.path.rstrip("/")):
            joined = f"{self.path}index.html"
        if not joined.startswith(self.path):
            return f"{OUTSIDE}{joined.lstrip('/')}"
        inner = joined[len(self.path) :]
        return f"{inner}{'index.html' if inner.endswith('/') else ''}{mark}{unquote(fragment)}"


def read(content: bytes, page: str, place: Place, /) -> PageFacts:
    """What a page leads to, each once, and its anchors."""
    tree = parsed(content)
    if tree is None:
        return PageFacts(ids=[], targets=[])
    targets = {target for _, target in addresses(tree, page, place) if target}
    return PageFacts(ids=sorted({*_texts(IDS, tree)}), targets=sorted(targets - {page}))


def parsed(content: bytes, /) -> html.HtmlElement | None:
    """A page as a tree; None for one without anything in it."""
    try:
        return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None


def addresses(tree: html.HtmlElement, page: str, place: Place, /) -> Iterator[tuple[str, str]]:
    """The addresses on a page as they are written there, and where they lead to."""
    base = SCHEME_AND_HOST.sub("", "".join(_texts(BASE, tree)[:1]))
    written = _texts(ADDRESSES, tree)
    written += [part.split()[0] for value in _texts(SETS, tree) for part in value.split(",") if part.split()]
    written += [content.partition("=")[2] for content in _texts(REFRESH, tree) if "=" in content]
    for address in dict.fromkeys(written):
        yield address, place.resolve(address, page, base)


def line_of_link(content: bytes, page: str, place: Place, target: str, source: str, /) -> int:
    """The line of a page's source in which a link to a target is written; 0 where it isn't."""
    if (tree := parsed(content)) is None:
        return 0
    written = [address for address, found in addresses(tree, page, place) if found == target]
    fragments = [f"#{fragment}" for address in written if (fragment := address.partition("#")[2])]
    words_to_find = [f"{sign}{address}" for address in written for sign in OPENING] + written + fragments
    for words in dict.fromkeys(words_to_find):
        if (start := source.find(words)) >= 0:
            return source.count("\n", 0, start) + 1
    return 0


def _texts(question: etree.XPath, tree: html.HtmlElement) -> list[str]:
    found: Any = question(tree)
    return [*found]
