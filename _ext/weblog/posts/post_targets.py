"""What `{ref}` can lead to: posts by their names.

Owns: which labels posts have. Must not: resolve references. In: the posts by document. Out: entries in Sphinx's table
of labels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weblog.posts.model import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.environment import BuildEnvironment

    from weblog.posts.model import PostData


def make_targets(env: BuildEnvironment, posts: Mapping[str, list[PostData]], /) -> None:
    """Makes each post a target by its path and, where no other post or label has it, by its file's name.

    ablog knows the name alone, and when two posts share it the last one read wins.
    """
    standard = env.domains.standard_domain
    tables: tuple[dict[str, Any], ...] = (standard.labels, standard.anonlabels)
    named = posts_by_name(posts)
    for docname in sorted(posts):
        name = short_name(docname)
        names = [docname, name] if named[name] == [docname] else [docname]
        for label in map(str.lower, names):
            if not any(label in table for table in tables):
                standard.labels[label] = (docname, "", posts[docname][0]["title"])
                standard.anonlabels[label] = (docname, "")


def posts_by_name(posts: Iterable[str], /) -> dict[str, list[str]]:
    """File name -> the posts that have it, in order; a post called index has its folder's name."""
    named: dict[str, list[str]] = {}
    for docname in sorted(posts):
        named.setdefault(short_name(docname), []).append(docname)
    return named
