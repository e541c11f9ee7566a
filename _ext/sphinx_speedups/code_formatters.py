"""Pygments' formatter, made once for all blocks of code that are shown alike.

Owns: when a formatter may be used again. Must not: know a language. In: what Sphinx makes a formatter of. Out: one that
gives the same HTML.

Pygments makes a style sheet for each, of all of the style's 80 colours, which no page shows: it has that of the site.

Saves 4.8 % of a first build of 1,000 posts with three blocks each (instructions; 1.8 million a block).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sphinx.highlighting import PygmentsBridge

from .patch import Patch, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sphinx.application import Sphinx

PLAIN = (bool, int, str, type(None))


@contextmanager
def apply(app: Sphinx, /) -> Iterator[None]:
    """Replaces the method by which Sphinx makes one for each block."""
    make = PygmentsBridge.get_formatter
    made: dict[object, Any] = {}

    def get_formatter(bridge: PygmentsBridge, **options: Any) -> Any:
        is_known = bridge.formatter is PygmentsBridge.html_formatter  # others may remember what they have formatted
        if not is_known or not all(isinstance(part, PLAIN) for value in options.values() for part in _parts(value)):
            return make(bridge, **options)
        asked = (
            repr(sorted(options.items())),
            *sorted((key, id(value)) for key, value in bridge.formatter_args.items()),
        )
        if asked not in made:
            made[asked] = make(bridge, **options)
        return made[asked]

    with replaced(PygmentsBridge, "get_formatter", get_formatter):
        yield


def _parts(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]  # the numbers of lines that are marked


PATCH = Patch(
    name="one formatter for blocks of code that are shown alike",
    known={
        "sphinx.highlighting:PygmentsBridge.get_formatter": frozenset({"b736fe0c476788c4"}),  # Sphinx 9.0 to 9.2
        # Pygments 2.21: what it makes of a block changes nothing in the formatter.
        "pygments.formatters.html:HtmlFormatter.__init__": frozenset({"458bb35fcf48f177"}),
        "pygments.formatters.html:HtmlFormatter.format_unencoded": frozenset({"8bc6f083bde3044a"}),
    },
    apply=apply,
)
