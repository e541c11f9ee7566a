"""Pieces of HTML that an author wrote, as parts of another page: without what would spoil that, and as plain text.

Owns: which elements stay, and how text shows what is raised or struck out. Must not: know docutils, resolve addresses.
In: HTML. Out: HTML in which each element that is opened is closed, and text on one line.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT_ELEMENTS = {
    *("a", "abbr", "b", "bdi", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "li", "mark", "ol", "q"),
    *("rp", "rt", "ruby", "s", "samp", "small", "strike", "strong", "sub", "sup", "time", "u"),
    *("ul", "var"),
}
WITHOUT_END = {"br", "wbr"}
KEPT_ATTRIBUTES = {"datetime", "dir", "lang", "title", "value"}
HIDDEN = {"script", "style", "template"}
STRUCK_OUT = {"del", "s", "strike"}
SIGNS = "0123456789+-=()"
RAISED = str.maketrans(SIGNS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
LOWERED = str.maketrans(SIGNS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
"""Unicode has no letters of this kind that fonts would have."""


def cleaned(html: str, address_of: Callable[[str], str], /) -> tuple[str, str]:
    """The HTML and the text of a piece of HTML; `address_of` gives a link's address as it is to be, or "" for none."""
    parser = _Cleaner(address_of)
    parser.feed(html)
    parser.close()
    parser.close_down_to(0)
    return "".join(parser.html), " ".join("".join(parser.texts).split())


class _Cleaner(HTMLParser):
    def __init__(self, address_of: Callable[[str], str]) -> None:
        super().__init__()
        self.address_of = address_of
        self.html: list[str] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        """The elements that are open, with those that aren't kept but say something of the text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element that is kept."""
        given = {name: value or "" for name, value in attrs}
        if tag in WITHOUT_END:
            self.html.append(f"<{tag}>")
            self.texts.append(" " if tag == "br" else "")
        elif tag == "img":
            self.handle_data(given.get("alt", ""))
        elif tag in HIDDEN | KEPT_ELEMENTS and not (tag == "a" and "a" in self.open):
            kept = {name: value for name, value in given.items() if name in KEPT_ATTRIBUTES}
            if tag == "a" and "href" in given and (address := self.address_of(given["href"])):
                kept = {"href": address, **kept}
            if tag in KEPT_ELEMENTS:
                attributes = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
                self.html.append(f"<{tag}{attributes}>")
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closes an element, with those in it that nobody has closed."""
        if tag in self.open:
            position = len(self.open) - 1 - self.open[::-1].index(tag)
            self.close_down_to(position)
            self.texts.append(" " if tag == "li" else "")

    def close_down_to(self, count: int) -> None:
        """Closes elements until as many are open."""
        while len(self.open) > count:
            tag = self.open.pop()
            self.html.append(f"</{tag}>" if tag in KEPT_ELEMENTS else "")

    def handle_data(self, data: str) -> None:
        """Takes words."""
        if HIDDEN.intersection(self.open):
            return
        self.html.append(escape(data, quote=False))
        if not STRUCK_OUT.intersection(self.open):
            signs = RAISED if "sup" in self.open else LOWERED if "sub" in self.open else {}
            self.texts.append(data.translate(signs))
