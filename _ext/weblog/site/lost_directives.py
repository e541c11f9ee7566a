"""Directives of Markdown that are none any more: a formatter made code or text of them, and nobody would see it.

Owns: how such a one is recognized, and what is said of it; of a tab among a directive's options, too. Must not: know
posts or talks: any directive that this build knows counts. In: a doctree that was just read, and the lines of its
files. Out: warnings.

Where it stands decides, so that a text about directives may show them: in a longer fence, in a `{code-block}`, between
backticks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives

from weblog.posts.config import Subtype, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    Known = Callable[[], frozenset[str]]
    Lines = Callable[[str], Sequence[str]]

MARK = r"(?P<mark>`{3,}|~{3,}|:{3,})"
FENCE = re.compile(rf"(?:[>*+\s-]|\d+[.)])*{MARK}[ \t]*(?:\\|[^\s{{}}`\\]+[ \t]*)\\?\{{(?P<name>[^\s{{}}\\]+)\\?\}}")
"""The first line of a fence whose brace comes after something else: "```text {talk}", ":::\\{note}"."""
TEXT = re.compile(rf"^{MARK}[ \t]*\{{(?P<name>[^\s{{}}]+)\}}", re.MULTILINE)
"""The same in words, where a line of the source begins with it."""
SUSPECT = ("\t", ":::", "\\`", "\\~", "\\:", "\\{")
SUSPECT_FENCES = (re.compile(r"```[ \t]*[^\s{}`]+[ \t]*\{"), re.compile(r"~~~[ \t]*[^\s{}`]+[ \t]*\{"))
"""What a file has somewhere that holds any of these; few have, and no other document is searched."""


def note(app: Sphinx, doctree: nodes.document, /) -> None:
    """Tells of what were directives in a document that isn't reStructuredText."""
    file = str(doctree["source"])
    kinds = app.config.source_suffix
    if kinds.get(next((ending for ending in kinds if file.endswith(ending)), "")) == "restructuredtext":
        return
    if not doctree.settings.record_dependencies.list and not _is_suspect(_text(file)):
        return  # a document that includes another may have its faults
    known, lines = cache(lambda: known_directives(app)), cache(lambda name: _text(name).splitlines())
    for node in doctree.findall(nodes.Element):
        if isinstance(node, nodes.paragraph):
            _note_text(node, known)
        elif isinstance(node, nodes.literal_block) or "is_div" in node:
            _note_fence(node, lines, known)
        elif isinstance(node, nodes.system_message):
            _note_tab(node, lines)


def fence(line: str, known: Known, /) -> re.Match[str] | None:
    """What looks like a directive in the first line of a fence that is none."""
    found = FENCE.match(line)
    return found if found and found["name"] in known() else None


def option_with_tab(lines: Sequence[str], start: int, /) -> int | None:
    """The number of the first option from `start` on that has a tab; both from 1 on."""
    in_yaml = start > 1 and lines[start - 2].strip() == "---"
    for number, line in enumerate(lines[start - 1 :], start):
        if not in_yaml and not line.lstrip(" \t>").startswith(":"):
            return None
        if in_yaml and line.startswith("---"):
            return None
        if "\t" in line:
            return number
    return None


def known_directives(app: Sphinx, /) -> frozenset[str]:
    """The names of all directives, as a document can write them."""
    domains = app.env.domains
    short = {domain.name for domain in domains.sorted()} & {app.config.primary_domain, "std"}
    return frozenset(
        {*directives._directive_registry, *directives._directives, "eval-rst"}  # type: ignore[attr-defined]  # private
        | {f"{domain.name}:{name}" for domain in domains.sorted() for name in domain.directives}
        | {name for domain in domains.sorted() if domain.name in short for name in domain.directives}
    )


def _is_suspect(text: str) -> bool:
    return any(part in text for part in SUSPECT) or any(fence.search(text) for fence in SUSPECT_FENCES)


def _note_fence(node: nodes.Element, lines: Lines, known: Known) -> None:
    number = node.line or 0
    if not (found := fence("".join(lines(node.source or "")[max(number - 1, 0) : number]), known)):
        return
    name = found["name"]
    warn(
        Subtype.DIRECTIVE,
        f'"{found[0].strip()}" is no directive, so that {{{name}}} does nothing here: write "```{{{name}}}"; to show '
        "it as it is, put it into a longer fence",
        location=node,
    )


def _note_text(node: nodes.paragraph, known: Known) -> None:
    """Looks at the words alone, not at code and whatever else is in a paragraph."""
    words = "".join(child.astext() if isinstance(child, nodes.Text) else "\0" for child in node.children)
    if "{" not in words:
        return
    for found in TEXT.finditer(words):
        if (name := found["name"]) in known():
            warn(
                Subtype.DIRECTIVE,
                f'"{found[0]}" is text here, and no directive: write "```{{{name}}}" with an end of its own, "```", '
                "and without a backslash; to speak of it, put it between backticks",
                location=node,
            )


def _note_tab(node: nodes.system_message, lines: Lines) -> None:
    """MyST says that an option's format is wrong, and has left all options out."""
    if "line" not in node or not node.astext().endswith("[myst.directive_option]"):
        return
    file = node["source"]
    if number := option_with_tab(lines(file), node["line"]):
        message = "a tab stands among these options, of which none counts therefore: write a space in its place"
        warn(Subtype.OPTION, message, location=f"{file}:{number}")


def _text(file: str) -> str:
    try:
        with open(file, encoding="utf-8-sig") as text:  # noqa: PTH123 - for each document
            return text.read()
    except (OSError, UnicodeDecodeError):
        return ""  # made by an extension, or no text
