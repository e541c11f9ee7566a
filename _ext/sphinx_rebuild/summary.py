"""What a build says of itself at its end: which pages it has written, which are gone.

Owns: the words of it. Must not: know how pages are written. In: page names. Out: lines for Sphinx's status.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SHOWN = 5
"""How many names are told: what one edit touches; of more, a number says as much."""


def some_of(names: Collection[str], /) -> str:
    """Names in order, but for very many: the first few, and how many more there are."""
    first = sorted(names)[:SHOWN]
    return ", ".join(first) + (f" and {len(names) - len(first)} more" if len(names) > len(first) else "")


def of_pages(written: Collection[str], removed: Collection[str], /) -> list[str]:
    """What has become of pages, a line each."""
    if not written and not removed:
        return ["pages: all are as they were"]
    told = (("written", written), ("removed", removed))
    return [f"pages {what}: {len(names)} ({some_of(names)})" for what, names in told if names]
