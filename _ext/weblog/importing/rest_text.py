"""reStructuredText as lines: its title, the directives and comments that tell of a post, how a text is written in it.

Owns: where these begin and end. Must not: parse what is between them. In: a source's text. Out: values, and the text
without them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DIRECTIVE = re.compile(r"(?P<indent> *)\.\.[ \t]+(?P<name>[\w.:+-]*\w)[ \t]?::(?:[ \t]+(?P<argument>.*))?$")
OPTION = re.compile(r"[ \t]+:(?P<name>[^:\s][^:]*):(?:[ \t]+(?P<value>.*))?$")
FIELD = re.compile(r":(?P<name>[^:\s][^:]*):(?:[ \t]+(?P<value>.*))?$")
LINE = re.compile(r"([!-/:-@\[-`{-~])\1*[ \t]*$")
"""What stands below a title, and perhaps above it, too."""
MARKUP = re.compile(r"[\\*`|_@]|(?<=\w):(?=\S)|(?<=\bwww)\.", re.IGNORECASE)
"""Signs that may be more than text."""
GONE = "\0"
"""Stands in a body for a line that was taken out, so that the others keep their numbers."""
BLANK = f" \t{GONE}"
BEGINNING = re.compile(
    r"(?:[-+\u2022\u2023\u2043.:>=!#$%&'(),/;<?\[\]^{}~\"](?=\S|\s|$)|\w+[.)](?=\s|$)|\(\w+\)(?=\s|$))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """A directive of a text: the numbers of its first line and of the one after its last, from 0 on."""

    name: str
    argument: str  # on one line
    options: Mapping[str, str]
    content: str
    first: int
    end: int
    indent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A title: its text as it is written, and its lines, from 0 on, with the one after the last."""

    text: str
    first: int
    end: int


def directive_at(lines: list[str], number: int, /) -> Directive | None:
    """The directive that begins in a line, if there is one."""
    found = DIRECTIVE.match(lines[number])
    if not found:
        return None
    end = _end_of_block(lines, number, len(found["indent"]))
    rest = lines[number + 1 : end]
    argument = [(found["argument"] or "").strip()]
    while rest and rest[0].strip() and not OPTION.match(rest[0]):
        argument.append(rest.pop(0).strip())
    options: dict[str, str] = {}
    while rest and rest[0].strip():
        if option := OPTION.match(rest[0]):
            options[option["name"]] = (option["value"] or "").strip()
        elif options:
            options[[*options][-1]] += f" {rest[0].strip()}"
        rest.pop(0)
    return Directive(
        name=found["name"],
        argument=" ".join(argument).strip(),
        options=options,
        content="\n".join(rest).strip("\n"),
        first=number,
        end=end,
        indent=found["indent"],
    )


def without_directives(lines: list[str], names: Iterable[str], /) -> tuple[list[str], list[Directive]]:
    """A text in which those directives at its margin are GONE that have certain names, and these directives."""
    wanted, found, left = {*names}, [], list(lines)
    for number in range(len(lines)):
        directive = directive_at(lines, number) if lines[number].startswith("..") else None
        if directive and directive.name in wanted:
            found.append(directive)
            left[number : directive.end] = [GONE] * (directive.end - number)
    return left, found


def numbered(body: str, /) -> str:
    """A body in which each line has the number that it had."""
    return body.replace(GONE, "")


def closed(body: str, /) -> str:
    """A body without the lines that are gone, nor the empty ones below these."""
    return re.sub(rf"^{GONE}\n(?:[ \t]*\n|{GONE}\n)*|^{GONE}$", "", body, flags=re.MULTILINE).strip("\n") + "\n"


def _end_of_block(lines: list[str], number: int, indent: int) -> int:
    end = number + 1
    for place in range(number + 1, len(lines)):
        line = lines[place]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        if line.strip():
            end = place + 1
    return end


def heading_of(lines: list[str], /) -> Heading | None:
    """The first title of a text; None where something else comes first that readers see."""
    number = 0
    while number < len(lines):
        line = lines[number]
        if not line.strip(BLANK):
            number += 1
        elif line.startswith("..") or FIELD.match(line):
            number = _end_of_block(lines, number, 0)
        else:
            return _heading_at(lines, number)
    return None


def _heading_at(lines: list[str], number: int) -> Heading | None:
    line, *below = [part.rstrip() for part in lines[number : number + 3]]
    if LINE.match(line) and len(below) == 2 and below[1] == line and below[0].strip():
        return Heading(text=below[0].strip(), first=number, end=number + 3)
    if below and LINE.match(below[0]) and len(below[0]) >= min(4, width(line)) and not line[0].isspace():
        return Heading(text=line, first=number, end=number + 2)
    return None


def fields_at(lines: list[str], number: int, /) -> tuple[dict[str, str], int]:
    """The fields that begin in a line, their names in small letters, and the number of the line after them."""
    found: dict[str, str] = {}
    while number < len(lines):
        if not lines[number].strip(BLANK):
            if found and not any(FIELD.match(line) for line in lines[number + 1 : number + 2]):
                break
            number += 1
            continue
        field = FIELD.match(lines[number])
        if not field:
            break
        end = _end_of_block(lines, number, 0)
        more = " ".join(line.strip() for line in lines[number + 1 : end])
        found[field["name"].lower()] = f"{field['value'] or ''} {more}".strip()
        number = end
    return found, number


def width(text: str, /) -> int:
    """How many columns a text takes, as docutils counts them."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(bool(unicodedata.combining(sign)) for sign in text)


def escaped(text: str, /) -> str:
    """A text that reStructuredText shows as it is, in a title."""
    safe = MARKUP.sub(lambda sign: f"\\{sign[0]}", " ".join(text.split()))
    if LINE.match(safe):
        return f"\\ {safe}"  # a space that isn't shown, so that it is no line below something
    return f"\\{safe}" if BEGINNING.match(safe) else safe


def title(text: str, sign: str = "=", /) -> str:
    """A title, of a text that is shown as it is."""
    line = escaped(text)
    return f"{line}\n{sign * max(4, width(line))}\n"


def directive(name: str, options: Mapping[str, str], argument: str = "", content: str = "", /) -> str:
    """A directive; options that say nothing are left out."""
    lines = "".join(f"   :{key}: {value}\n" for key, value in options.items() if value)
    inner = "".join(f"   {line}".rstrip() + "\n" for line in content.split("\n")) if content else ""
    return f".. {name}::{' ' if argument else ''}{argument}\n{lines}{chr(10) if inner else ''}{inner}"
