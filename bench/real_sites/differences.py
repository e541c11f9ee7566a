"""What two builds of the same sources have left that isn't the same.

Owns: the comparison of files, warnings and exit statuses, and how a difference is told. Must not: build. In: two copies
and their last builds. Out: a line a difference.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from .copies import Built, Copy

MESSAGE = re.compile(r"(?:.*: )?(?:WARNING|ERROR|CRITICAL): ")
SHOWN = 5
"""Differences of one kind that are shown."""


def differences(incremental: Copy, again: Built, clean: Copy, anew: Built) -> Iterator[str]:
    """All that isn't the same after two builds, a line each."""
    if again.status != anew.status:
        yield f"exit status: {again.status} instead of {anew.status}"
    told, wanted = warnings(incremental), warnings(clean)
    for name, more in (("too many", told - wanted), ("missing", wanted - told)):
        yield from (f"warning {name}: {message}" for message in shortened(more))
    ours, theirs = contents(incremental.output), contents(clean.output)
    for name, files in (("left over", ours.keys() - theirs.keys()), ("missing", theirs.keys() - ours.keys())):
        yield from (f"file {name}: {file}" for file in shortened(dict.fromkeys(sorted(files), 1)))
    differing = [name for name in sorted(ours.keys() & theirs.keys()) if ours[name] != theirs[name]]
    for name in differing[:SHOWN]:
        yield f"file differs: {name}: {first_difference(ours[name], theirs[name])}"
    if len(differing) > SHOWN:
        yield f"files differ: {len(differing) - SHOWN} more"


def warnings(copied: Copy, /) -> Counter[str]:
    """Each message of the last build -> how often it was told.

    A message has all the lines that belong to it, and no folder: the copies lie in two of them.
    """
    messages: list[str] = []
    for line in copied.messages.read_text(encoding="utf-8").replace(f"{copied.folder}/", "").splitlines():
        if MESSAGE.match(line) or not messages:
            messages.append(line)
        else:
            messages[-1] += f"\n{line}"
    return Counter(messages)


def contents(folder: Path, /) -> Mapping[str, bytes]:
    """File below a folder -> its bytes."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def shortened(found: Mapping[str, int], /) -> Iterator[str]:
    """The first of many lines, and how many there are beyond them."""
    for line, times in list(found.items())[:SHOWN]:
        yield line.splitlines()[0] + f" ({times} times)" * (times > 1)
    if len(found) > SHOWN:
        yield f"and {len(found) - SHOWN} more"


def first_difference(ours: bytes, theirs: bytes, /) -> str:
    """Where two files part: what the incremental build has there, and what a clean one has."""
    around = 60
    shorter = min(len(ours), len(theirs))
    place = next((place for place in range(shorter) if ours[place] != theirs[place]), shorter)
    part = slice(max(0, place - around // 2), place + around)
    return f"{ours[part]!r} instead of {theirs[part]!r} at byte {place:,} of {len(theirs):,}"
