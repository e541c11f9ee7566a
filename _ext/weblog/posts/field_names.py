"""What the fields at the top of a file are called in the language of a site.

Owns: the names under which docutils takes a field for a date or for authors, as ablog then has them. Must not: read
files. In: the language. Out: names, in small letters, and the English one of each.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from docutils.languages import get_language

from weblog.posts.metadata import BIBLIOGRAPHIC

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def field_names(language: str, /) -> Mapping[str, str]:
    """The names in a language, beside the English ones: "datum" -> "date"."""
    known: dict[str, str] = get_language(language or "en").bibliographic_fields  # type: ignore[assignment]  # a dict
    return BIBLIOGRAPHIC | {name: english for name, english in known.items() if english in BIBLIOGRAPHIC}
