"""Posts in reStructuredText become Markdown, where nothing of them is lost; the others stay, and it is said why.

Owns: what is a loss. Must not: convert by itself (rst-to-myst does, in a Python of its own, since it needs an older
docutils). In: bodies in reStructuredText. Out: bodies.
"""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from weblog.importing import counting, doctrees
from weblog.importing.markdown_bodies import CODE, below_title, outside_code
from weblog.importing.model import Note
from weblog.posts.mistake import MistakeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weblog.importing.bodies import Desk, NewBody
    from weblog.importing.moves import Place

SCRIPT = Path(__file__).with_name("rest_converter.py")
AT_ONCE = 100
PAGE = re.compile(r"\[(?P<text>[^\]`<>]*)\]\((?P<to>[^)\s:#]+\.html)\)")
"""A link to another page of the site, by the address of that."""


def converted(found: list[tuple[Place, NewBody]], desk: Desk, python: str, /) -> Iterator[tuple[Place, NewBody]]:
    """The bodies of posts, those in reStructuredText in Markdown where that loses nothing.

    :raises MistakeError: if that Python can't convert.
    """
    for begin in range(0, len(found), AT_ONCE):
        part = found[begin : begin + AT_ONCE]
        made = _run(python, [body.text for _, body in part if body.form == "rest"])
        for place, body in part:
            yield place, _checked(place, body, made.pop(0), desk) if body.form == "rest" else body


def _run(python: str, texts: list[str]) -> list[list[str] | None]:
    try:
        done = subprocess.run(
            [python, "-I", str(SCRIPT)], input=json.dumps(texts), capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        told = str(getattr(error, "stderr", "") or error).strip().splitlines() or [str(error)]
        raise MistakeError(f"{python} can't make Markdown: {told[-1]}. It needs rst-to-myst") from None
    found: list[list[str] | None] = json.loads(done.stdout)
    return found


def _checked(place: Place, body: NewBody, made: list[str] | None, desk: Desk) -> NewBody:
    """The body in Markdown, or as it was with a note that says why."""
    post = place.post
    old = doctrees.rest(body.text)
    text = _with_pages(made[0], place) if made else ""
    if not post.has_heading:
        text = below_title(text)
    problem = _problem(old, text, made, has_heading=post.has_heading)
    if not problem:
        counts = counting.of_doctree(old)
        new = doctrees.markdown(text, desk.known)
        problem = str(counts.without(counting.of_doctree(new)))
        problem = f"it would lose {problem}" if problem else ""
    if problem:
        note = Note(file=post.file, line=post.line, message=f"it stays reStructuredText: {problem}")
        return replace(body, notes=(*body.notes, note))
    notes = body.notes
    if pieces := len(re.findall(r"^`{3,}\{eval-rst\}", text, re.MULTILINE)):
        message = f"{pieces} of its directives are reStructuredText in Markdown, in {{eval-rst}}"
        notes = (*notes, Note(file=post.file, line=post.line, message=message))
    return replace(body, text=text, form="markdown", notes=notes)


def _problem(old: nodes.document, text: str, made: list[str] | None, *, has_heading: bool) -> str:
    """What Markdown would make of it beyond what is counted; "" for nothing."""
    if not made or text.startswith("---"):
        return "it has substitutions" if made else "it can't be read"
    if "no visit method" in made[1]:
        return "it has lines or options that Markdown has no signs for"
    if has_heading and not text.startswith("# "):
        return "something stands above its title"
    if any("refid" in node for node in old.findall(nodes.reference)):
        return "it refers to its own parts"
    if "{{" in CODE.sub("", text):
        return "it has braces that would be a substitution"
    return "it has links to pages that are no posts" if re.search(r"\]\([^):]*\.html[)#]", text) else ""


def _with_pages(text: str, place: Place) -> str:
    """A text whose links to other posts name these."""
    here = posixpath.dirname(place.docname)

    def named(found: re.Match[str]) -> str:
        page = posixpath.normpath(posixpath.join(here, found["to"])).removesuffix(".html")
        is_post = page.startswith(f"{here.partition('/')[0]}/")
        return f"{{doc}}`{found['text']} </{page}>`" if is_post else found[0]

    return outside_code(text, lambda part: PAGE.sub(named, part))
