"""Long lists: under the years of what they hold, with links to the years on top.

Owns: which list is long, the years and their anchors: one rule for posts, talks and events. Must not: know what is
listed, render anything. In: things in order of time. Out: titles and anchors of parts.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Protocol, TypeVar

from weblog.posts.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

LINES, PARTS = 20, 5
"""How many things and how many parts of a list one finds one's way in by the eye alone: about a screen."""

T = TypeVar("T")


class Part(Protocol):
    """Part of a list under a heading of its own."""

    @property
    def title(self) -> str:
        """What its heading says."""

    @property
    def anchor(self) -> str:
        """The id of its heading."""

    @property
    def lines(self) -> int:
        """How many things it holds."""


def by_year(items: Iterable[T], day_of: Callable[[T], date | None], /) -> Iterator[tuple[str, tuple[T, ...]]]:
    """The years of things in order of time, each with its things; what has no day is of the year ""."""
    for year, found in groupby(items, key=lambda item: str(day.year) if (day := day_of(item)) else ""):
        yield year, tuple(found)


def title_of(year: str, /) -> str:
    """What stands above the things of a year."""
    return year or say("Without a date")


def anchor_of(kind: str, period: str, /) -> str:
    """The id of the heading of a year, a month or the like.

    No heading of an author's has it: docutils makes ids without underscores.
    """
    return f"{kind}_{period.replace('/', '-') or 'undated'}"


def is_divided(lines: int, years: int, /) -> bool:
    """True for a list of so many things that it has a heading for each of its years, where there are several."""
    return years > 1 and lines > LINES


def places_in(parts: Sequence[Part], /) -> Sequence[Part]:
    """The parts that the top of a list leads to: none of one that can be seen as a whole."""
    lines = sum(part.lines for part in parts)
    return parts if len(parts) > PARTS or (len(parts) > 1 and lines > LINES) else ()
