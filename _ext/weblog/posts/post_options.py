"""A post's options, read in one way wherever they stand: in its {post}, in front matter, in a notebook's metadata.

Owns: what each option may be, whatever shape YAML or JSON gave it. Must not: know Sphinx, docutils, ablog, read files.
In: options as they were written. Out: values, and a `Problem` for each that makes no sense.

A file's fields say more than a post's options: whatever has no name of these is somebody else's.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml

from weblog.posts.addresses import WEB, is_path, is_whole, way_out
from weblog.posts.dates import Problem
from weblog.posts.metadata import NO, NULL, unique_names, written_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Value = str | int | bool | list[str] | None

YES = {"true", "yes", "on", "1"}


def names(written: object, /) -> list[str] | Problem:
    """Names: a list, which in a directive or field stands in brackets, or a text with commas between them."""
    written = _unpacked(written)
    parts = written if isinstance(written, list) else [written]
    found = []
    for part in parts:
        name = part.get("name") if isinstance(part, dict) else part  # as MyST writes authors
        if not isinstance(name, str):
            return Problem("write names with commas between them, like: one, two")
        found += name.split(",") if part is written else [name]
    return [name for name in unique_names(found) if name not in NULL]


def _unpacked(written: object) -> object:
    """A list or mapping that was written as text, as YAML in a file's front matter has it; anything else as it is."""
    if not isinstance(written, str) or not written.strip().startswith(("[", "{")):
        return written
    try:
        found = yaml.load(written, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return written
    return found if isinstance(found, (list, dict)) else written


def text(written: object, /) -> str | Problem | None:
    """A text; None for an empty one."""
    if not isinstance(written, str):
        return Problem("write a text, not a list")
    return None if written.strip() in NULL else written.strip()


def name(written: object, /) -> str | None:
    """A name that means nothing but a text: in a file's fields, whatever else has that name is somebody else's."""
    return " ".join(written.split()) if isinstance(written, str) and written.strip() not in NULL else None


def address(written: object, /) -> str | Problem | None:
    """An address that a link may lead to, or the path of a page from the site's first page."""
    found = text(written)
    if isinstance(found, str) and not (is_whole(found) or is_path(found)):
        return Problem(way_out(found, 'write an address that begins with "https://", or the path of a page'))
    return found


def whole_address(written: object, /) -> str | Problem | None:
    """An address on the web, for machines, which would look for any other below the page's own."""
    found = text(written)
    if isinstance(found, str) and not WEB.fullmatch(found):
        return Problem(way_out(found, 'write it whole, "https://..."'))
    return found


def number(written: object, /) -> int | Problem | None:
    """A number from 0 on; None for an empty one."""
    if isinstance(written, str) and written.strip() in NULL:
        return None
    if not isinstance(written, str) or not written.strip().isdecimal():
        return Problem("write a number, like 2")
    return int(written)


def image(written: object, /) -> int | Problem | None:
    """Which of the page's images stands for the post, from 1 on."""
    found = number(written)
    if isinstance(found, Problem):
        return Problem("write which of the page's images it is by its number, like 1 for the first")
    return found


def flag(written: object, /) -> bool | Problem:
    """True where it is there, unless it says no."""
    word = written.strip().lower() if isinstance(written, str) else None
    if word in NO:
        return False
    return True if word == "" or word in YES else Problem("write nothing behind it, or true or false")


OPTIONS: Mapping[str, Callable[[object], Value | Problem]] = {
    **dict.fromkeys(("tags", "author", "category", "location", "language", "redirect", "was"), names),
    **dict.fromkeys(("title", "feed-id"), text),
    "event": name,
    "canonical_link": whole_address,
    "external_link": address,
    "date": written_date,
    "image": image,
    "excerpt": number,
    **dict.fromkeys(("exclude", "nocomments", "blogpost"), flag),
}
"""Name of an option -> how it is read."""


def read(written: Mapping[str, object], /) -> tuple[dict[str, Value], dict[str, Problem]]:
    """The options that say something, and by name what is wrong with those that make no sense."""
    found: dict[str, Value] = {}
    problems = {}
    for name, value in written.items():
        if name in OPTIONS:
            made = OPTIONS[name](value)
            if isinstance(made, Problem):
                shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                problems[name] = Problem(f'"{name}: {shown}" makes no sense here: {made.message}')
            elif made is not None and made is not False and made != "":
                found[name] = made
    return found, problems


def line_of(text: str, name: str, /) -> int:
    """The line of a field at the top of a file, from 1 on; 1 where it isn't found."""
    name = "authors?" if name == "author" else re.escape(name)
    found = re.search(rf"""^[ \t{{,]*:?["']?{name}["']?[ \t]*:""", text, re.MULTILINE | re.IGNORECASE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
