"""Bodies in Markdown: they stay, but for what this weblog's Markdown would take for more than the old one did.

Owns: which signs those are, where links and images lead. Must not: write. In: an old post and its place. Out: a body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weblog.importing import counting, doctrees
from weblog.importing.bodies import Levels, NewBody, keep_images
from weblog.importing.model import Note
from weblog.importing.moves import unknown_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from weblog.importing.bodies import Desk
    from weblog.importing.moves import Place

CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ ]*$|\Z)|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(
    r"(?P<before>\]\(<?)(?P<to>[^\s()<>]+)|(?P<name>^ {0,3}\[[^\]\n]+\]:[ ]+<?)(?P<target>[^\s<>]+)", re.M
)
HEADING = re.compile(r"^(?P<signs>#{1,6})(?=[ ])", re.MULTILINE)


def convert(place: Place, desk: Desk, /) -> NewBody:
    """A body as this weblog's builds read it."""
    post = place.post
    before = outside_code(post.body, lambda text: text.replace("{{", r"\{\{")) if not post.has_heading else post.body
    if not post.has_heading:
        before = below_title(before)
    body = outside_code(before, lambda text: LINK.sub(lambda found: _moved(found, place, desk), text))
    document = doctrees.markdown(body, desk.known)
    counts = counting.of_doctree(document)
    notes = [
        Note(file=post.file, line=post.line, message=f'the directive "{name}" is unknown here: the build will tell it')
        for _, name in doctrees.unknown_directives(document)
    ]
    notes += unknown_names(LINK, CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), body), post)
    images = keep_images(doctrees.images_of(document), place, desk)
    for old, new in images.names.items():
        body = re.sub(rf"(?<=\(|<| ){re.escape(old)}(?=[)>\s])", lambda _, new=new: new, body)  # type: ignore[misc]
    return NewBody(
        text=body.strip("\n") + "\n",
        form="markdown",
        numbers=counts.numbers,
        notes=(*notes, *images.notes),
        files=images.files,
    )


def below_title(text: str, /) -> str:
    """A text whose headings are below a post's title, without gaps."""
    levels = Levels()
    return outside_code(
        text, lambda part: HEADING.sub(lambda found: "#" * levels.below_title(len(found["signs"])), part)
    )


def outside_code(text: str, change: Callable[[str], str], /) -> str:
    """A text changed where it is no code."""
    parts, begin = [], 0
    for code in CODE.finditer(text):
        parts += [change(text[begin : code.start()]), code[0]]
        begin = code.end()
    return "".join([*parts, change(text[begin:])])


def _moved(found: re.Match[str], place: Place, desk: Desk) -> str:
    before, to = found["before"] or found["name"], found["to"] or found["target"]
    page, anchor = desk.moves.page_of(to, place.post.address)
    return f"{before}{desk.file_of(page)}{anchor if place.post.has_heading else ''}" if page else found[0]
