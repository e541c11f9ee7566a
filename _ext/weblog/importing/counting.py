"""What a text holds: its words, links, images and lines of code, to tell what another form of it has lost.

Owns: what is counted. Must not: parse. In: a doctree, or HTML as elements. Out: `Counts`, and what of one isn't in
another.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

WORD = re.compile(r"\w+")
UNSEEN = (nodes.comment, nodes.system_message, nodes.substitution_definition, nodes.problematic, nodes.target)
"""What no reader sees, or sees marked as a mistake."""
INLINE = re.compile(
    "a|abbr|acronym|b|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|su[bp]|tt|u|var|wbr"
)
"""Elements of HTML that part no words."""
SHOWN = 5
"""How many lost words are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often a text has each word, each link, each line of code; how many images."""

    words: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    code: Counter[str] = field(default_factory=Counter)
    images: int = 0

    def without(self, other: Counts, /) -> Counts:
        """What the other one lacks."""
        return Counts(
            words=self.words - other.words,
            links=self.links - other.links,
            code=self.code - other.code,
            images=max(0, self.images - other.images),
        )

    @property
    def numbers(self) -> dict[str, int]:
        """What there is -> how many of it."""
        return {
            "words": self.words.total(),
            "links": self.links.total(),
            "images": self.images,
            "lines of code": self.code.total(),
        }

    def __str__(self) -> str:
        named = {"words": self.words, "links": self.links, "lines of code": self.code}
        parts = []
        for what, number in self.numbers.items():
            if number:
                some = ", ".join(f'"{name}"' for name in list(named.get(what, ()))[:SHOWN])
                more = ", ..." if len(named.get(what, ())) > SHOWN else ""
                parts.append(f"{number} {what[:-1] if number == 1 and what != 'lines of code' else what}")
                parts[-1] += f" ({some}{more})" if some else ""
        return "; ".join(parts)


def of_doctree(document: nodes.document, /) -> Counts:
    """What a page of it would show."""
    raw = [node.astext() for node in document.findall(nodes.raw) if "html" in node["format"].split()]
    images = sum(1 for _ in document.findall(nodes.image))
    found = of_html(raw) if raw else Counts()
    found = Counts(words=found.words, links=found.links, code=found.code, images=found.images + images)
    for text in _texts(document):
        found.words.update(WORD.findall(text))
    found.links.update(node["refuri"] for node in document.findall(nodes.reference) if "refuri" in node)
    for block in document.findall(lambda node: isinstance(node, (nodes.literal_block, nodes.doctest_block))):
        found.code.update(_lines(block.astext()))
    return found


def of_html(parts: list[str], /) -> Counts:
    """What HTML shows; several parts are those of one page."""
    from lxml import html

    try:
        root = html.fragment_fromstring(" ".join(parts), create_parent="div")
    except (ValueError, html.etree.ParserError):
        return Counts()
    return of_element(root)


def of_element(root: Any, /) -> Counts:
    """What an element of HTML shows."""
    found = Counts(images=sum(1 for _ in root.iter("img")))
    found.words.update(WORD.findall("".join(_pieces(root))))
    found.links.update(link.get("href").strip() for link in root.iter("a") if (link.get("href") or "").strip())
    for block in root.iter("pre"):
        found.code.update(_lines("".join(_pieces(block))))
    return found


def _pieces(element: Any) -> Iterator[str]:
    """The texts of an element, with a space where a reader sees two words."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    gap = "" if INLINE.fullmatch(element.tag) else "\n" if element.tag == "br" else " "
    yield gap
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield gap


def _texts(node: nodes.Node) -> Iterator[str]:
    """The texts that a reader sees, whole words in one piece."""
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.TextElement):
        if not isinstance(node, (*UNSEEN, nodes.raw)):
            yield "".join(map(_shown, node.findall(nodes.Text)))
    elif not isinstance(node, UNSEEN):
        for child in node.children:
            yield from _texts(child)


def _shown(text: nodes.Text) -> str:
    """A text as a reader sees it: of HTML within it, line ends alone."""
    if isinstance(text.parent, nodes.raw):
        return "\n" if "<br" in text.astext() else ""
    return text.astext()


def _lines(text: str) -> list[str]:
    """The lines of a piece of code that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
