"""Posts that have another address than in the last build, though nothing leads on from the old one.

Owns: how such a post is known again. Must not: warn, for a clean build knows nothing of it. In: the posts of documents
that are gone, and those of new ones. Out: lines for the terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from weblog.posts.model import PostData


def told(gone: Iterable[PostData], new: Collection[PostData], there: Collection[str], /) -> Iterator[str]:
    """What to write into a post that has moved; `there` are the names of all pages that there are."""
    for old in gone:
        if old["docname"] in there or old["unpublished_as"]:
            continue
        for post in new:
            if post["title"] == old["title"] or (post["excerpt"]["text"] and post["excerpt"] == old["excerpt"]):
                yield (
                    f'"{old["title"]}" has moved from {old["docname"]} to {post["docname"]}: write '
                    f'":was: {old["docname"]}" in its {{post}}, and the old address leads there, and feed readers '
                    "know the post again"
                )
                break
