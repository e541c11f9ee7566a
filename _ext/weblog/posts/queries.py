"""What lists of posts and feeds ask for: values.

Owns: the queries of {postlist} and {feeds}. Must not: know Sphinx, answer them. In: options that were read. Out: plain
values that the environment stores.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PostQuery:
    """What a {postlist} directive asks for; `labels` are (kind, name), all of which a post must have."""

    length: int | None
    labels: tuple[tuple[str, str], ...]
    oldest_first: bool
    excerpts: bool
    has_format: bool  # written by ablog, which may show anything of a post


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedQuery:
    """What a {feeds} directive asks for: all feeds."""
