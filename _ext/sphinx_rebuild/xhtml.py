"""HTML as XML, which the pages of a book have to be.

Owns: how HTML that a person or an extension wrote (`<br>`, `&nbsp;`, a list item that nobody ended) becomes XML. Must
not: know books, or judge elements. In: a page. Out: the same page, as XML.

https://html.spec.whatwg.org/multipage/syntax.html#optional-tags, https://www.w3.org/TR/epub-33/#sec-xhtml.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
"""Elements without an end."""
ENDS_A_PARAGRAPH = frozenset(
    (
        *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer", "form"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "ul",
        ),
    )
)
SIBLINGS = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"}, "tr": {"tr", "td", "th"}}
SIBLINGS |= {"td": {"td", "th"}, "th": {"td", "th"}, "tbody": {"thead", "tbody", "tr", "td", "th"}}
"""What ends where an element begins."""
AROUND = frozenset(("ol", "ul", "dl", "table", "select"))
"""What such an element looks no further than."""
NAME = re.compile(r"[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?")
PREFIXES = {"xml", "xlink", "epub"}
LANGUAGES = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}
NAMELESS = re.compile(r"<(svg|math)\b(?![^>]*\sxmlns=)")
XLINK = "http://www.w3.org/1999/xlink"
NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML can't have."""
CASES = {name.lower(): name for name in ("viewBox", "preserveAspectRatio", "gradientUnits", "clipPath", "textPath")}
CASES |= {name.lower(): name for name in ("linearGradient", "radialGradient", "foreignObject", "gradientTransform")}
"""Names in drawings that XML tells from those in small letters, which Python's parser makes of all."""


def tree_of(page: str, /) -> ET.Element | None:
    """A page's elements; None if it isn't XML."""
    try:
        return ET.fromstring(page)
    except ET.ParseError:
        return None


def as_xml(page: str, /) -> str:
    """A page as XML; what is XML already stays as it is. Drawings and formulas get the name of their language."""
    page = NAMELESS.sub(lambda found: f'<{found[1]} xmlns="{LANGUAGES[found[1]]}"', page)
    if tree_of(page) is not None:
        return page
    writer = _Writer()
    writer.feed(NO_CHARACTER.sub("", page))
    writer.close()
    return writer.finished()


class _Writer(HTMLParser):
    """Writes down what it reads, so that every element ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.open: list[str] = []

    def finished(self) -> str:
        """The page, all of whose elements are closed."""
        self._close(len(self.open))
        return "".join(self.written)

    def handle_decl(self, decl: str) -> None:
        """Keeps the document type."""
        self.written.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Ends what this element ends, and begins it."""
        tag = _name_of(tag)
        self._end_before(tag)
        self._start(tag, attrs, ending=" />" if tag in VOID else ">")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Writes an element that was written as empty; in HTML a slash ends none but those without an end."""
        if tag in VOID or "svg" in self.open or "math" in self.open:
            self._start(_name_of(tag), attrs, ending=" />")
        else:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Ends an element, and those within it that nobody ended; an end without a beginning is nothing."""
        if (tag := _name_of(tag)) in self.open:
            self._close(self.open[::-1].index(tag) + 1)

    def handle_data(self, data: str) -> None:
        """Writes text."""
        self.written.append(escape(data, quote=False))

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], ending: str) -> None:
        kept: dict[str, str] = {}
        for name, value in attrs:
            prefix = name.partition(":")[0] if ":" in name else ""
            if NAME.fullmatch(name) and (not prefix or prefix in PREFIXES or prefix == "xmlns"):
                kept.setdefault(name, value or "")
        if any(name.startswith("xlink:") for name in kept):
            kept.setdefault("xmlns:xlink", XLINK)
        shown = "".join(f' {CASES.get(name, name)}="{escape(value)}"' for name, value in kept.items())
        self.written.append(f"<{CASES.get(tag, tag)}{shown}{ending}")

    def _end_before(self, tag: str) -> None:
        if tag in ENDS_A_PARAGRAPH and "p" in self.open:
            self._close(self.open[::-1].index("p") + 1)
        for depth, name in enumerate(reversed(self.open), 1):
            if name in AROUND:
                break
            if name in SIBLINGS.get(tag, ()):
                self._close(depth)
                self._end_before(tag)
                break

    def _close(self, depth: int) -> None:
        for _ in range(depth):
            tag = self.open.pop()
            self.written.append(f"</{CASES.get(tag, tag)}>")


def _name_of(tag: str) -> str:
    """An element's name; one of an unknown language, as word processors write them, becomes one word."""
    name = tag.replace(":", "-")
    return name if NAME.fullmatch(name) else "span"
