"""What an author has left to do in a document: words like TODO, sections without a word, images without words.

Owns: what is seen in a document as Sphinx has read it. Must not: open files. In: a doctree. Out: plain
values that can be kept, and findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes

from weblog.checking import left
from weblog.checking.finding import Finding, Subject
from weblog.checking.lines import line_of
from weblog.talks.directives import TalkNode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TO_DO = re.compile(r"\b(TODO|FIXME|XXX)\b")
NO_TEXT = (nodes.FixedTextElement, nodes.literal, nodes.math, nodes.math_block, nodes.raw, nodes.Invisible, nodes.image)
NO_WORDS = (nodes.Titular, nodes.Invisible, nodes.system_message, nodes.docinfo, nodes.decoration, TalkNode)
"""What may stand in a section that has nothing to read."""
LARGEST = 300
"""KiB of an image that a phone in a conference room still shows at once."""
IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
ALT = re.compile(r"\salt\s*=", re.IGNORECASE)
SRC = re.compile(r"""\ssrc\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)

Remarks = Mapping[str, list[Any]]
"""What is kept of a document: "to_do" -> line and word, "empty" -> line and heading, "bare" -> line and image,
"images" -> line and path of a local one, "left" -> the lines of which no hint is told (`left`).
"""

NOTHING: Mapping[str, list[Any]] = {"to_do": [], "empty": [], "bare": [], "images": [], "left": []}


def read(doctree: nodes.document, source: Callable[[], str], /) -> Remarks:
    """What is to be remarked on in a document; `source` gives its source."""
    return {
        "to_do": [*_words_to_do(doctree)],
        "empty": [*_empty_sections(doctree)],
        "left": left.ranges(doctree, source),
        "bare": [*_images_without_words(doctree)],
        "images": [
            [line_of(image), path]
            for image in doctree.findall(nodes.image)
            for path in _candidates(image)
            if "://" not in path and not path.startswith("data:")
        ],
    }


def check(place: str, remarks: Remarks, sizes: Mapping[str, int], /) -> Iterator[Finding]:
    """The findings in one document; `sizes` are those of images, in bytes, by path."""
    for line, word in remarks["to_do"]:
        yield Finding(subject=Subject.TEXTS, place=place, line=line, message=f'"{word}" stands in the text')
    for line, heading in remarks["empty"]:
        message = f'nothing stands below "{heading}": write something, or take the heading out'
        yield Finding(subject=Subject.TEXTS, place=place, line=line, message=message)
    for line, name in remarks["bare"]:
        message = f'the image "{name}" has no words for those who can\'t see it: say what it shows, ![like this](...)'
        yield Finding(subject=Subject.IMAGES, place=place, line=line, message=message)
    for line, path in remarks["images"]:
        size = sizes.get(path, 0) // 1024
        if size > LARGEST:
            message = f'the image "{path}" has {size:,} KiB, for which everybody waits: bring it below {LARGEST}'
            yield Finding(subject=Subject.IMAGES, place=place, line=line, message=message)


def sizes_of(paths: set[str], source: Path, /) -> dict[str, int]:
    """The sizes of images, by their paths below the source."""
    return {path: (source / path).stat().st_size for path in sorted(paths) if (source / path).is_file()}


def _words_to_do(doctree: nodes.document) -> Iterator[list[Any]]:
    for block in doctree.findall(nodes.TextElement):
        if isinstance(block, (*NO_TEXT, nodes.Inline)) or isinstance(block.parent, NO_TEXT):
            continue
        text = _text(block)
        for found in TO_DO.finditer(text):
            yield [line_of(block) + text.count("\n", 0, found.start()), found[0]]


def _text(node: nodes.Node) -> str:
    """The text of a node without code; lines are those of the source."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, nodes.Element) and not isinstance(node, NO_TEXT):
        return "".join(map(_text, node.children))
    return " "


def _empty_sections(doctree: nodes.document) -> Iterator[list[Any]]:
    for section in doctree.findall(nodes.section):
        if all(isinstance(child, NO_WORDS) for child in section.children):
            heading = section.next_node(nodes.title)
            title = heading.astext() if heading is not None else ""
            yield [line_of(section if heading is None else heading), title]


def _images_without_words(doctree: nodes.document) -> Iterator[list[Any]]:
    for image in doctree.findall(nodes.image):
        if not image.get("alt", "").strip():
            yield [line_of(image), image["uri"].rpartition("/")[2]]
    for raw in doctree.findall(nodes.raw):
        for found in IMG.finditer(raw.astext() if "html" in raw.get("format", "") else ""):
            if not ALT.search(found[0]):
                line = line_of(raw) + raw.astext().count("\n", 0, found.start())
                source = SRC.search(found[0])
                yield [line, source[1].rpartition("/")[2] if source else ""]


def _candidates(image: nodes.image) -> list[str]:
    """The files that an image may be, one for each builder."""
    found: dict[str, str] = image.get("candidates", {})
    return list(dict.fromkeys(found.values()))
