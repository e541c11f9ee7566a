"""The names of kinds of talk, of speakers, of events and of their files: how they are written, compared and ordered.

Owns: which signs and words of a name count. Must not: know who has it, import Sphinx, which the author's commands do
without. In: names. Out: names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = ("talk", "keynote", "lightning", "tutorial", "panel")
"""The kinds of talk, as an option names them."""

SCHEDULES = (".schedule.json", ".schedule.xml")
"""How the names of saved schedules end, beside the event's own file."""

SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\b\.?", re.IGNORECASE)
"""What may follow a family name."""
STROKED = re.compile(r"LATIN (?:SMALL|CAPITAL) (?:LETTER|LIGATURE) ([A-Z]+)(?: WITH .*)?$")
"""Unicode's names of letters that have no decomposition ("LATIN SMALL LETTER L WITH STROKE")."""

SHORTEST = 6
"""Letters that a name needs to be compared; of shorter ones ("Ann Li", "Ana Li") many are near by chance."""
TYPED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u2039\u203a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        "\N{EN DASH}": "--",
        "\N{EM DASH}": "---",
        "\N{HORIZONTAL ELLIPSIS}": "...",
    }
)
"""What Sphinx's smart quotes make of quotes and dashes in a heading, and not in an option -> what one types."""


def as_typed(name: str, /) -> str:
    """A name or title as it is looked up: with the quotes and dashes that one types."""
    return name if name.isascii() else name.translate(TYPED)


def family_name(name: str, /) -> str:
    """The last word of a name: "Graaf" of "Sander van de Graaf", as Dutch alphabets have it."""
    head, *tail = name.split(",")
    words = (head if all(SUFFIX.fullmatch(part.strip()) for part in tail) else name.replace(",", " ")).split()
    words = words or name.replace(",", " ").split() or [name]
    return words[-2] if len(words) > 1 and SUFFIX.fullmatch(words[-1]) else words[-1]


@cache
def fold(name: str, /) -> str:
    """A name as it is compared and ordered: small letters without accents and strokes, one space between words."""
    if name.isascii():
        return " ".join("".join(sign if sign.isalnum() else " " for sign in name.lower()).split())
    folded = []
    for sign in unicodedata.normalize("NFKD", name).casefold():
        if unicodedata.combining(sign):
            continue
        if not sign.isascii() and (match := STROKED.match(unicodedata.name(sign, ""))) and len(match[1]) <= 2:
            sign = match[1].lower()
        folded.append(sign if sign.isalnum() else " ")
    return unicodedata.normalize("NFC", " ".join("".join(folded).split()))


def nearness_keys(name: str, /) -> Iterable[str]:
    """A name, and the name without each of its letters: two that differ in one letter have one of them in common."""
    if len(name) < SHORTEST:
        return (name,)
    return dict.fromkeys([name, *(name[:position] + name[position + 1 :] for position in range(len(name)))])
