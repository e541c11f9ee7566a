"""What lists of posts and feeds ask for: values.

Owns: the queries of {postlist}, {feeds} and {statistics}. Must not: know Sphinx, answer them. In: options that
were read. Out: plain values that the environment stores.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

PLAIN_FORMAT = "{date} - {title}"
"""The `:format:` of a {postlist} that has none; another one is left to ablog."""
BY_EVENT = "by-event"
"""The option of {postlist}, and the node's attribute, that has the posts of one event stand together."""
FORMAT_PARTS = ("date", "title", "author", "location", "language", "category", "tags")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostQuery:
    """What a {postlist} directive asks for; `labels` are (kind, name), all of which a post must have."""

    length: int | None
    labels: tuple[tuple[str, str], ...]
    oldest_first: bool
    excerpts: bool
    has_format: bool  # written by ablog, which may show anything of a post
    date_form: str = ""  # of the dates; "" for post_date_format_short
    style: str = "none"  # of the bullets, as CSS names it
    read_on: str = ""  # what leads to the rest of a post; "" for our own words
    by_event: bool = False  # posts about one event together, the first with its first words


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedQuery:
    """What a {feeds} directive asks for: all feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsQuery:
    """What a {statistics} directive asks for: how much there is of everything."""


def format_problem(form: str, /) -> str:
    """What is wrong with the `:format:` of a {postlist}; "" if nothing is."""
    try:
        unknown = [name for _, name, _, _ in Formatter().parse(form) if name is not None and name not in FORMAT_PARTS]
    except ValueError:
        unknown = [form]
    parts = ", ".join(f"{{{name}}}" for name in FORMAT_PARTS)
    return f'":format: {form}" can have these parts: {parts}' if unknown else ""
