"""Which source files Sphinx gets to see.

Owns: that drafts and scheduled posts are kept from it, so that nothing of them can reach a published site, and that two
files for one page are told. Must not: parse, keep anything between builds. In: what Sphinx is about to read. Out: the
same without unpublished posts, which Sphinx thinks aren't there.

A file that was held back counts as new in the next build, so it is looked at again then: a scheduled post appears in
the first build after its moment, without anybody touching its file, and a draft costs one look at its text.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE

from .config import Subtype, warn
from .metadata import post_argument, post_date

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx.environment import BuildEnvironment

    from .config import Settings


def hold_back(
    env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str], settings: Settings, /
) -> None:
    """Takes unpublished posts from what Sphinx will read; one that was published before counts as removed.

    `added` may be Sphinx's own set of all documents (it is, when the configuration changed), which is why the names
    are collected first.
    """
    held = [docname for docname in sorted(added | changed) if is_held_back(env, docname, settings)]
    for docname in held:
        if docname in env.all_docs:
            removed.add(docname)
        for names in (added, changed, env.found_docs):
            names.discard(docname)


def is_held_back(env: BuildEnvironment, docname: str, settings: Settings, /) -> bool:
    """Whether a document is a post that isn't published yet."""
    path = Path(env.doc2path(docname))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False  # Sphinx tells it better when it reads the file
    argument = post_argument(text, path.suffix, by_pattern=docname in env.config.matched_blog_posts)
    if argument is None:
        return False
    date, problem = post_date(argument, docname, settings.zone)
    if problem and date is None:
        return False  # a date that can't be read is no draft: it is read, so that the mistake is told
    return mark(date, settings) != ""


def warn_doubles(env: BuildEnvironment, /) -> None:
    """Tells of files that differ in their ending alone, of which only one can have the page."""
    for docname in sorted(env.found_docs):
        taken = Path(env.doc2path(docname))
        base = str(taken).removesuffix(
            "".join(suffix for suffix in env.project.source_suffix if taken.name.endswith(suffix))
        )
        for suffix in env.project.source_suffix:
            other = Path(base + suffix)
            if other != taken and other.is_file():
                warn(
                    Subtype.ADDRESS,
                    f"this file and {taken.name} want the same address, {docname}.html, and {taken.name} gets it: "
                    "rename one of them, or put their texts together",
                    location=(f"{other}:1"),
                )


def silence_doubles() -> None:
    """Silences Sphinx's own words on files that differ in their ending alone: they name no place and have no type."""
    logger = logging.getLogger(f"{NAMESPACE}.sphinx.project")
    if not any(isinstance(known, _NoDoubles) for known in logger.filters):
        logger.addFilter(_NoDoubles())


class _NoDoubles(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith("multiple files found for the document")


def mark(date: datetime | None, settings: Settings, /) -> str:
    """How an unpublished post is marked in a preview: "Draft", "Scheduled", or "" for a published one."""
    if date is None:
        return "Draft"
    return "Scheduled" if date > settings.now else ""
