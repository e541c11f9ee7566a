"""Drafts and scheduled posts are kept from Sphinx, so that nothing of them can reach a published site.

Owns: which source files Sphinx doesn't get to see, before it reads any. Must not: parse, keep anything between builds.
In: what Sphinx is about to read. Out: the same without unpublished posts, which Sphinx thinks aren't there.

A file that was held back counts as new in the next build, so it is looked at again then: a scheduled post appears in
the first build after its moment, without anybody touching its file, and a draft costs one look at its text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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


def mark(date: datetime | None, settings: Settings, /) -> str:
    """How an unpublished post is marked in a preview: "Draft", "Scheduled", or "" for a published one."""
    if date is None:
        return "Draft"
    return "Scheduled" if date > settings.now else ""
