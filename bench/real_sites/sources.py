"""The sources of a site that is edited, as files and lines.

Owns: which files there are, and how one is read and written. Must not: decide what is edited. In: the folder with
conf.py, and an untouched copy of it. Out: files, lines, and what was done in words, for whoever has to find out what
went wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

WORDS = ("zebra", "rebuilds", "Rebuilding", "naïve", "the", "quickly", "toctree", "Übergröße", "2038")
"""What is written into sources: words that the search knows, knows in another form, leaves out, or has never seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site's sources: the folder with conf.py, and the same folder as it was at the start."""

    folder: Path
    untouched: Path

    def files(self, *patterns: str) -> list[Path]:
        """The files that match a pattern, in order."""
        return sorted(file for pattern in patterns for file in self.folder.rglob(pattern) if file.is_file())

    def documents(self) -> list[Path]:
        """The files of all documents."""
        return self.files("*.rst", "*.md")

    def name(self, file: Path, /) -> str:
        """The file's path as messages have it."""
        return file.relative_to(self.folder.parent).as_posix()

    def write(self, file: Path, lines: Sequence[str], what: str) -> str:
        """Writes a file's lines, and says so."""
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return f"{self.name(file)}: {what}"

    def a_line(self, random: Random, pattern: re.Pattern[str], *, below: bool = False) -> tuple[Path, list[str], int]:
        """One of the lines in documents that match, with its file and all of the file's lines.

        With `below`, only lines that stand right below text that isn't indented.
        :raises LookupError: if there is none
        """
        documents = self.documents()
        for file in random.sample(documents, len(documents)):
            lines = lines_of(file)
            above = ["", *lines]
            found = [
                number
                for number, line in enumerate(lines)
                if pattern.fullmatch(line) and not (below and not above[number][:1].strip())
            ]
            if found:
                return file, lines, random.choice(found)
        raise LookupError(pattern.pattern)


def lines_of(file: Path, /) -> list[str]:
    """The lines of a text file."""
    return file.read_text(encoding="utf-8").splitlines()


def bytes_of(file: Path, /) -> bytes | None:
    """The bytes of a file, None if it isn't there."""
    return file.read_bytes() if file.is_file() else None
