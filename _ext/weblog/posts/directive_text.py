"""Options that were written as text, since their first colon is missing: `tags: python` in a {post}.

Owns: how such a line is recognised. Must not: read options. In: a directive that is about to run. Out: warnings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils.statemachine import StateMachine

from weblog.posts.config import Subtype, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.parsers.rst import Directive

WRITTEN = re.compile(r"\s*(?P<name>[A-Za-z][\w-]*)\s*:(?:\s+(?P<value>.*))?")


def warn_of_options(directive: Directive, /) -> int:
    """Tells of options at the beginning of a directive's text; gives their number."""
    found = list(_options_in(directive))
    for number, name, value in found:
        written = f":{name}: {value}".strip()
        warn(
            Subtype.OPTION,
            f'"{name}: {value}" is text here: write "{written}", with a colon in front of the name, too',
            location=_place_of_line(directive, number),
        )
    return len(found)


def warn_of_text(directive: Directive, instead: str, /) -> None:
    """Tells of any text in a directive that holds options alone; `instead` says where it belongs."""
    options = warn_of_options(directive)
    rest = [text.strip() for text in directive.content[options:] if text.strip()]
    if rest:
        name = directive.name.rpartition(":")[2]
        source, line = directive.state_machine.get_source_and_line(directive.lineno)
        warn(
            Subtype.OPTION,
            f'{{{name}}} holds options alone, and "{rest[0]}" is none: {instead}',
            location=f"{source}:{line}",
        )


def _options_in(directive: Directive) -> Iterator[tuple[int, str, str]]:
    known = {name.lower(): name for name in directive.option_spec or ()}
    for number, text in enumerate(directive.content):
        match = WRITTEN.fullmatch(text)
        if match is None or match["name"].lower() not in known:
            return
        yield number, known[match["name"].lower()], (match["value"] or "").strip()


def _place_of_line(directive: Directive, number: int) -> str:
    """Where a line of the text stands; MyST counts from the directive's own line, docutils from the file's first."""
    begin = 0 if isinstance(directive.state_machine, StateMachine) else directive.lineno
    source, line = directive.state_machine.get_source_and_line(begin + directive.content_offset + number + 1)
    return f"{source}:{line}"
