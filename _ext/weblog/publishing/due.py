"""What is scheduled: posts whose moment is still to come, as their files tell it.

Owns: how they are found without a build. Must not: import Sphinx, know the clock. In: the source, moments. Out: values,
the next one first, and lines for the author.

What is a post, and what its moment, is what `posts/drafts.py` asks, by the same functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from weblog.posts.dates import post_date
from weblog.posts.metadata import BIBLIOGRAPHIC, FRONT_MATTER, NOTEBOOK, RST, post_arguments
from weblog.posts.mistake import MistakeError
from weblog.posts.model import is_published
from weblog.site.sources import SOURCES, title_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from weblog.site.sources import Sources

MARKDOWN = ".md"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Due:
    """A post that no build shows before its moment, which is in the weblog's time zone."""

    moment: datetime
    path: str
    """Of its file, as seen from conf.py."""
    title: str


def scheduled(sources: Sources, now: datetime, /) -> list[Due]:
    """The posts whose moment is still to come, the next one first."""
    return [found for found in _dated(sources) if not is_published(found.moment, now)]


def fallen_due(sources: Sources, since: datetime, now: datetime, /) -> list[Due]:
    """The posts whose moment has come since another one, in their order."""
    return [found for found in _dated(sources) if is_published(found.moment, now) and found.moment > since]


def lines(found: Collection[Due], now: datetime, /) -> list[str]:
    """A line for each of them."""
    return [f"{it.moment:%Y-%m-%d %H:%M}  {_in_words(it.moment, now):>12}  {it.path}  {it.title}" for it in found]


def _in_words(moment: datetime, now: datetime) -> str:
    minutes = round((moment.timestamp() - now.timestamp()) / 60)
    units = (("day", 24 * 60), ("hour", 60), ("minute", 1))
    number, unit = next((abs(minutes) // size, unit) for unit, size in units if abs(minutes) >= size or size == 1)
    words = f"{number} {unit}{'s' * (number != 1)}"
    return f"in {words}" if minutes >= 0 else f"{words} ago"


def _dated(sources: Sources) -> list[Due]:
    """The posts that have a moment, in its order; of a file with several that which is the first to come."""
    form, kinds = str(sources.setting("post_date_format", "")), _kinds(sources)
    by_pattern = sources.setting("blog_post_pattern", [])
    patterns = [by_pattern] if isinstance(by_pattern, str) else by_pattern if isinstance(by_pattern, list) else []
    names = _names(str(sources.setting("language", "en") or "en"))
    found = []
    for path, text in sources.texts.items():
        ending = next((ending for ending in kinds if path.name.endswith(ending)), None)
        if ending is None:
            continue
        name = path.relative_to(sources.folder).as_posix()
        is_by_pattern = any(fnmatchcase(name, str(pattern)) for pattern in patterns)
        arguments = post_arguments(text, kind=kinds[ending], by_pattern=is_by_pattern, names=names)
        dates = [post_date(it, name.removesuffix(ending), sources.zone, form) for it in arguments]
        moments = [moment for moment, _ in dates if moment]
        if moments and not any(problem for _, problem in dates):  # with one it is read, so that it is told
            found.append(Due(moment=min(moments), path=name, title=title_in(FRONT_MATTER.sub("", text))))
    return sorted(found)


def _kinds(sources: Sources) -> Mapping[str, str]:
    """Ending of a source file -> what it is written in, as far as conf.py tells."""
    try:
        known = sources.setting("source_suffix", list(SOURCES))
    except MistakeError:
        known = list(SOURCES)
    endings = [known] if isinstance(known, str) else known if isinstance(known, list) else []
    found = known if isinstance(known, dict) else dict.fromkeys(endings)
    kinds = {str(it): str(kind or ("markdown" if it == MARKDOWN else RST)) for it, kind in found.items()}
    return {**kinds, NOTEBOOK: "markdown"}  # as `Sources` has its text


def _names(language: str) -> Mapping[str, str]:
    if language == "en":
        return BIBLIOGRAPHIC
    from weblog.posts.field_names import field_names  # here, since it needs docutils

    return field_names(language)
