"""What a check finds.

Owns: `Finding`, and how it is written. Must not: look for any. In: a place, a sentence. Out: a line in the terminal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What a finding is about; findings are told by these, in this order."""

    TEXTS = "texts"
    TAGS = "tags"
    NAMES = "names"
    IMAGES = "images"
    LINKS = "links"
    FEEDS = "feeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; `place` is a file as seen from the source, `line` is 0 where none can be told.

    A mistake is what readers would stumble over; anything else is a hint.
    """

    subject: Subject
    place: str
    line: int
    message: str
    is_mistake: bool = False

    def __str__(self) -> str:
        return f"{self.place}:{self.line}: {self.message}" if self.line else f"{self.place}: {self.message}"
