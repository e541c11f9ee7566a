"""Hints that an author wants to stay: a comment above what they are about, `check: leave this`.

Owns: what such a comment says, and how far it reaches. Must not: find anything else. In: a doctree, findings. Out:
plain values that can be kept, and the findings that are left to tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from weblog.checking.finding import Finding, Subject
from weblog.checking.lines import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

WORDS = re.compile(r"check: leave this\b")
"""How the comment begins; its reason may follow."""
LINE = re.compile(rf"[ \t>]*(?:%|\.\.)[ \t]+{WORDS.pattern}")


def ranges(doctree: nodes.document, source: Callable[[], str], /) -> list[list[int]]:
    """The line of each such comment, and the last one of the block below it; above a heading, that of the heading.

    MyST tells no lines of comments, so that they are looked for in the source.
    """
    comments = [comment for comment in doctree.findall(nodes.comment) if WORDS.match(comment.astext())]
    written = [number for number, line in enumerate(source().split("\n"), 1) if LINE.match(line)] if comments else []
    lines = written if len(written) == len(comments) else map(line_of, comments)
    blocks = (comment.next_node(_is_shown, descend=False, siblings=True, ascend=True) for comment in comments)
    return [[line, _last_line(block) if block else 0] for line, block in zip(lines, blocks, strict=True)]


def to_tell(found: Iterable[Finding], left: Mapping[str, Sequence[Sequence[int]]], /) -> Iterator[Finding]:
    """The findings but for hints that are to stay, and the comments that leave nothing; `left`: file -> ranges."""
    used = set()
    for finding in found:
        above = [first for first, last in left.get(finding.place, ()) if first < finding.line <= last]
        if finding.is_mistake or not above:
            yield finding
        used |= {(finding.place, first) for first in above if not finding.is_mistake}
    for place, comments in left.items():
        for line, _ in comments:
            if (place, line) not in used:
                message = "there is no hint below for this comment to leave: take it out"
                yield Finding(subject=Subject.TEXTS, place=place, line=line, message=message)


def _is_shown(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and not isinstance(node, (nodes.Invisible, nodes.system_message))


def _last_line(block: nodes.Node) -> int:
    if isinstance(block, nodes.section):
        return line_of(next(block.findall(nodes.title), block))
    parts = [part for part in block.findall(nodes.Element) if isinstance(part, (nodes.TextElement, nodes.image))]
    return max((line_of(part) + part.astext().count("\n") for part in parts), default=line_of(block))
