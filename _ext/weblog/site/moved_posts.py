"""Posts that have moved without saying so: they lose their readers, and feeds show them as new.

Owns: which post that is gone has come back elsewhere. Must not: warn, since a clean build can't know of it: that would
fail with `-W` in one folder, and pass in another. In: posts of the last build, and of this one. Out: sentences.

What is gone is kept in the environment until the move is told by a post; it touches no page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from sphinx.environment import BuildEnvironment

    from weblog.posts.model import PostData

GONE = "weblog_gone_posts"
"""The environment's attribute."""


class GonePost(TypedDict):
    """A published post whose document is gone; `place` is the document that has it now, "" for none."""

    title: str
    date: datetime | None
    text: str
    place: str


def note_gone(env: BuildEnvironment, posts: Mapping[str, list[PostData]], removed: Iterable[str], /) -> None:
    """Notes the published posts of the last build whose documents are gone in this one."""
    gone: dict[str, GonePost] = vars(env).setdefault(GONE, {})
    for docname in sorted(removed):
        own = posts.get(docname, ())
        if len(own) == 1 and not own[0]["section"] and not own[0]["unpublished_as"]:
            gone[docname] = _described(own[0])


def note_places(env: BuildEnvironment, posts: Mapping[str, list[PostData]], added: Iterable[str], /) -> None:
    """Notes where they are now, of the documents that are new in this build; forgets those that are nowhere."""
    gone: dict[str, GonePost] = vars(env).setdefault(GONE, {})
    new = {docname: _described(own[0]) for docname in sorted(added) if len(own := posts.get(docname, [])) == 1}
    for post in gone.values():
        post["place"] = post["place"] or max(new, key=lambda name: _likeness(post, new[name]), default="")
        if post["place"] in new and _likeness(post, new[post["place"]]) < 2:
            post["place"] = ""
    for docname, post in list(gone.items()):
        if post["place"] in gone:  # it has moved once more
            post["place"] = gone[post["place"]]["place"]
        if post["place"] not in posts:
            del gone[docname]


def messages(env: BuildEnvironment, posts: Mapping[str, list[PostData]], address: Callable[[str], str], /) -> list[str]:
    """A line for each of them that doesn't tell where it was; `address` gives a page's, or "" if something is there."""
    told = {name.partition("#")[0] for own in posts.values() for post in own for name in post["redirects"]}
    found = []
    gone: Mapping[str, GonePost] = vars(env).get(GONE, {})
    for docname, post in gone.items():
        if docname not in told and post["place"] in posts and (there := address(docname)):
            here, *_ = posts[post["place"]]
            found.append(
                f"{env.doc2path(post['place'], base=False)}:{here['line']}: {there} was this post's address until it "
                f'moved: with ":was: {", ".join([*here["was"], docname])}" in its {{post}} that leads on, and feeds '
                "don't show the post as new"
            )
    return found


def _described(post: PostData) -> GonePost:
    return GonePost(title=post["title"], date=post["date"], text=post["excerpt"]["text"], place="")


def _likeness(one: GonePost, other: GonePost) -> int:
    """How many of title, date and first words are the same: two of them tell a post from all others."""
    return sum(bool(one[part]) and one[part] == other[part] for part in ("title", "date", "text"))
