"""What a site's own hooks find where ablog keeps it: `env.ablog_posts`.

Owns: when it is there. Must not: make it (the bridge does). In: a `Whole`, once a hook looks. Out: a mapping on the
environment while pages are written; it is never pickled with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.environment import BuildEnvironment

    Posts = Mapping[str, list[dict[str, Any]]]

NAME = "ablog_posts"


class PostsByDocument(Mapping[str, list[dict[str, Any]]]):
    """Document -> its posts, as ablog keeps them; put together when first looked at, for most sites have no hook."""

    def __init__(self, posts: Callable[[], Posts], /) -> None:
        self._posts = posts

    def __getitem__(self, docname: str, /) -> list[dict[str, Any]]:
        """The posts of a document."""
        return self._posts()[docname]

    def __iter__(self) -> Iterator[str]:
        """The documents that have posts."""
        return iter(self._posts())

    def __len__(self) -> int:
        """How many documents have posts."""
        return len(self._posts())


def show(env: BuildEnvironment, posts: Callable[[], Posts], /) -> None:
    """Has hooks find the posts from now on: the environment is pickled."""
    setattr(env, NAME, PostsByDocument(posts))


def hide(env: BuildEnvironment, /) -> None:
    """Takes the posts out of the environment, which another build in this process may pickle."""
    if NAME in vars(env):
        delattr(env, NAME)
