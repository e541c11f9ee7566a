"""Bodies in reStructuredText: what this weblog doesn't know becomes something that it does, and links follow.

Owns: what stands for an unknown directive or role, where relative links lead from a post's new place. Must not: write.
In: an old post and its place. Out: a body, and notes of what became of it.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from weblog.importing import counting, doctrees, rest_text
from weblog.importing.bodies import NewBody, keep_images
from weblog.importing.model import Note
from weblog.importing.moves import BY_NAME, unknown_names
from weblog.posts.addresses import WEB
from weblog.posts.model import slug

if TYPE_CHECKING:
    from weblog.importing.bodies import Desk
    from weblog.importing.moves import Moves, Place
    from weblog.importing.rest_text import Directive

LINK = re.compile(
    r"(?P<before>`[^`]*<)(?P<to>(?:link://)?[^<>`\s:]+)(?P<after>>`_)"
    r"|^(?P<name>\.\. _[^\n:]+:[ ]+)(?P<target>(?:link://)?[^\s:]+)$",
    re.M,
)
DOCUMENT = re.compile(r"(?P<before>:doc:`(?:[^`<]*<)?)(?P<to>[^`<>]+)(?P<after>>?`)")
IMAGE = re.compile(r"(?P<before>\b(?:image|figure)::[ \t]+)(?P<uri>\S+)")
NAMES_FILE = re.compile(
    r"^[ ]*\.\. (?P<name>include|literalinclude|plot|graphviz)::[ \t]+\S|:(?P<role>download):`|"
    r"^[ ]*\.\. (?P<with_option>csv-table|raw)::.*\n[ ]+:(?:file|url):",
    re.M,
)
"""What would open a file while a weblog is built."""


ADDRESSES = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "gist": "https://gist.github.com/",
}
"""Directives of others -> the address of what they name."""
FIGURES = {"thumbnail": "figure"}
"""Directives of others -> those that are the same here, or nearly."""


def convert(place: Place, desk: Desk, /) -> NewBody:
    """A body that this weblog's builds read without a mistake of the old one's making."""
    post = place.post
    old = moved(post.body, place, desk.moves)
    numbered = rest_text.numbered(old)
    document = doctrees.rest(numbered)
    counts = counting.of_doctree(document)
    notes = []
    lines = old.split("\n")
    for number, name in doctrees.unknown_directives(document):
        found = rest_text.directive_at(lines, number - 1) if 0 < number <= len(lines) else None
        became = _put_substitute(lines, found) if found else "it stays, and the build will tell it"
        message = f'the directive "{name}" is unknown here: {became}'
        notes.append(Note(file=post.file, line=post.line + number - 1, message=message))
    body = rest_text.closed("\n".join(lines))
    notes += unknown_names(LINK, numbered, post)
    if names := doctrees.unknown_roles(document):
        shown = ", ".join(f'"{name}"' for name in names)
        message = f"what has the unknown role {shown} is words without a meaning now"
        notes.append(Note(file=post.file, line=post.line, message=message))
        body = _with_roles(body, names)
    new = doctrees.rest(body) if notes else document
    lost = counts.without(counting.of_doctree(new)) if notes else counting.Counts()
    for named in NAMES_FILE.finditer(numbered):
        message = f'"{named["name"] or named["role"] or named["with_option"]}" names a file: put that beside the post'
        notes.append(Note(file=post.file, line=post.line + numbered.count("\n", 0, named.start()), message=message))
    images = keep_images(doctrees.images_of(new), place, desk)
    body = IMAGE.sub(lambda it: it["before"] + images.names.get(it["uri"], it["uri"]), body)
    return NewBody(
        text=body, form="rest", numbers=counts.numbers, lost=lost, notes=(*notes, *images.notes), files=images.files
    )


def moved(body: str, place: Place, moves: Moves, /) -> str:
    """A body whose relative links lead where they led from the old place; its lines keep their numbers."""
    post = place.post
    here = posixpath.dirname(place.docname)

    def link(found: re.Match[str]) -> str:
        before, to = found["before"] or found["name"], found["to"] or found["target"]
        return f"{before}{_relative(to, post.address, here, moves)}{found['after'] or ''}"

    def document(found: re.Match[str]) -> str:
        to, mark, anchor = found["to"].partition("#")
        names = (to, *(f"{BY_NAME}slug/{name}" for name in (to, slug(to))))
        page = next((page for name in names if (page := moves.page_of(name, post.address)[0])), "")
        if page and anchor and found["after"].startswith(">"):
            return f"{found['before'].removeprefix(':doc:')}{posixpath.relpath(page, here)}.html{mark}{anchor}>`__"
        return f"{found['before']}/{page}{found['after']}" if page else found[0]

    if not post.address:
        return body
    return DOCUMENT.sub(document, LINK.sub(link, body))


def _relative(to: str, address: str, here: str, moves: Moves) -> str:
    """A relative link from a new place; any other one as it is."""
    path, mark, anchor = to.partition("#")
    if path.startswith(BY_NAME):
        page, _ = moves.page_of(to, address)
        return f"{posixpath.relpath(page, here)}.html{mark}{anchor}" if page else to
    if not path or to.startswith(("//", "mailto:")) or not (path.endswith((".html", "/")) or to.startswith((".", "/"))):
        return to
    page, _ = moves.page_of(to, address)
    old = moves.below(path, address)
    if old.startswith("..") or here == posixpath.dirname(address):
        return to
    ending = "/" if old.endswith("/") and not page else ""
    return posixpath.relpath(f"{page}.html" if page else old, here) + ending + mark + anchor


def _put_substitute(lines: list[str], found: Directive) -> str:
    """Puts something in the place of a directive, as many lines; says what it is."""
    indent, size = found.indent, found.end - found.first
    content = found.content.split("\n") if found.content else []
    if found.name in FIGURES:
        lines[found.first] = lines[found.first].replace(found.name, FIGURES[found.name], 1)
        return f'it is "{FIGURES[found.name]}" now'
    address = f"{ADDRESSES.get(found.name, '')}{found.argument}"
    if WEB.fullmatch(address):
        text = found.options.get("alt") or address
        new = [f"{indent}`{rest_text.escaped(text).replace('<', chr(92) + '<')} <{address}>`__"]
        new += ["", *_dedented(content, indent)] if content else []
        became = "its address is a link now"
    elif content:
        new = [f"{indent}.. container:: {re.sub(r'[^a-z]+', '-', found.name.lower()).strip('-') or 'box'}", ""]
        if found.argument:
            new += [f"{indent}   {rest_text.escaped(found.argument)}", ""]
        new += [f"{indent}   {line}".rstrip() for line in _dedented(content, "")]
        became = "its content is a box now"
    else:
        new = [f"{indent}.. {found.name}: {found.argument}".rstrip()]
        became = "it is a comment now"
    lines[found.first : found.end] = (
        [*new[: size - 1], "\n".join(new[size - 1 :])]
        if len(new) > size
        else [
            *new,
            *[""] * (size - len(new)),
        ]
    )
    return became


def _dedented(content: list[str], indent: str) -> list[str]:
    margin = min((len(line) - len(line.lstrip()) for line in content if line.strip()), default=0)
    return [f"{indent}{line[margin:]}".rstrip() for line in content]


def _with_roles(body: str, names: list[str]) -> str:
    """A body that defines roles, each as words alone: below its title, or at its top."""
    lines = body.split("\n")
    heading = rest_text.heading_of(lines)
    end = heading.end if heading else 0
    defined = [line for name in names for line in (f".. role:: {name}", "")]
    return "\n".join([*lines[:end], *([""] if end else []), *defined, *lines[end:]])
