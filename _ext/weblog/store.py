"""What the weblog keeps in Sphinx's environment.

Owns: the shape of it, and that it is purged and merged. Must not: compute anything. In: what was found in documents.
Out: the same, by document, in this build and the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Set

    from .definitions import Definition
    from .labels import Target
    from .model import PostData
    from .pages import FeedQuery, Query
    from .quotes import Reference
    from .talk_lists import EventQuery, SpeakerQuery, TalkQuery

    Asked = Query | FeedQuery | TalkQuery | EventQuery | SpeakerQuery


class Store:
    """What the weblog keeps in the environment, by document: plain data that is purged and merged."""

    def __init__(self, env: Any, /) -> None:
        if not hasattr(env, "weblog"):
            env.weblog = {
                "posts": {},
                "lists": {},
                "quotes": {},
                "targets": {},
                "definitions": {},
                "labels": [],
                "held": [],
                "changes": [0],
                "contributions": {},
            }
        self.posts: dict[str, list[PostData]] = env.weblog["posts"]
        self.lists: dict[str, list[Asked]] = env.weblog["lists"]
        self.quotes: dict[str, list[Reference]] = env.weblog["quotes"]
        self.targets: dict[str, dict[str, Target]] = env.weblog["targets"]
        self.definitions: dict[str, list[Definition]] = env.weblog["definitions"]
        self.labels: list[str] = env.weblog["labels"]  # the labels that were made for posts
        self.contributions: dict[str, str] = env.weblog["contributions"]  # a digest of what each gives to other pages
        self._changes: list[int] = env.weblog["changes"]
        self.held: list[str] = env.weblog["held"]  # documents that were held back in this build

    @property
    def changes(self) -> int:
        """How often a document was read or forgotten, by whichever builder."""
        return self._changes[0]

    def purge(self, docname: str, /) -> None:
        """Forgets what a document said."""
        self._changes[0] += 1
        for by_document in (*self._found, self.contributions):
            by_document.pop(docname, None)

    def merge(self, docnames: Set[str], other: Store, /) -> None:
        """Takes over what another process has read."""
        for ours, theirs in zip(self._found, other._found, strict=True):
            ours.update((name, value) for name, value in theirs.items() if name in docnames)

    @property
    def _found(self) -> tuple[dict[str, Any], ...]:
        return (self.posts, self.lists, self.quotes, self.targets, self.definitions)
