"""What each document gives to other pages: all of it in one digest, so that one sees when nothing of it changed.

Owns: which parts of the environment other pages are made of. Must not: know what they make of them. In: the environment
when all is read. Out: one digest of what all documents give.

A word that is changed in a post's text changes nothing here, and so no other page: nobody has to look at them, nor at
the feeds of other posts, the list of feeds and the sitemap. Left out are the headings within a page, which a nested
table of contents elsewhere may show, and what other domains than the standard one keep beside their objects.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .model import reading_minutes
from .record import digest
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment


def of_all(env: BuildEnvironment, /) -> str:
    """The digest of what all documents give; those that were read since the last time are looked at anew."""
    store = Store(env)
    known = store.contributions
    _look_at(env, store, [name for name in env.found_docs if name not in known])
    return digest(sorted((name, known[name]) for name in env.found_docs))


def _look_at(env: BuildEnvironment, store: Store, docnames: Iterable[str]) -> None:
    talks = env.domaindata["talks"]
    objects: dict[str, list[object]] = defaultdict(list)
    standard = env.domains.standard_domain
    for table in (standard.labels, standard.anonlabels):
        for key, found in table.items():
            objects[found[0]].append((key, found))
    for domain in env.domains.sorted():
        if domain.name not in ("std", "talks"):  # the talks are put together from what all documents say, below
            for known in domain.get_objects():
                objects[known[3]].append((domain.name, known))
    images: dict[str, list[str]] = defaultdict(list)
    for path, (users, _) in env.images.items():
        for name in users:
            images[name].append(path)
    for name in docnames:
        posts = [{**post, "words": reading_minutes(post["words"])} for post in store.posts.get(name, ())]
        store.contributions[name] = digest(
            posts,
            store.lists.get(name),
            store.quotes.get(name),
            store.targets.get(name),
            [talks[kind].get(name) for kind in ("events", "talks", "speakers")],
            str(env.titles.get(name)),
            env.toc_fignumbers.get(name),
            store.definitions.get(name),
            env.metadata.get(name, {}).get("myst_slugs"),
            env.toctree_includes.get(name),
            sorted(map(repr, objects[name])),
            sorted(images[name]),
        )
