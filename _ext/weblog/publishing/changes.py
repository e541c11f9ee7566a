"""What a publication does to readers: what is new to them, what leads on, what they lose.

Owns: `changes`, which addresses readers can have linked to, and the sentence about it. Must not: read or write files.
In: the inventory of what is published, and of what would be. Out: plain values, a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weblog.publishing.inventory import Inventory

BY_PAGES_ALONE = (".js", ".css", ".map", ".woff", ".woff2", ".ttf", ".eot", ".mo", ".po")
"""Endings of what pages fetch and nobody links to: scripts, the search's index among them, styles, fonts."""
LINKED_TO = ("_downloads",)
"""The one of Sphinx's folders whose files pages have links to. What is in _static and _images they show themselves, and
what is in _sources is for Sphinx's search: it comes and goes with the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a publication does, in order of addresses and ids.

    A post that has moved and leads on is neither new nor removed.
    """

    new_posts: tuple[str, ...] = ()
    changed_posts: tuple[str, ...] = ()
    removed_posts: tuple[str, ...] = ()
    new_entries: tuple[str, ...] = ()
    """Ids that no feed had: every reader of a feed that has them now sees them as new."""
    changed_entries: tuple[str, ...] = ()
    """Ids of entries that are other ones now in a feed that had them."""
    redirects: tuple[str, ...] = ()
    """Addresses that lead on now, and didn't before."""
    lost: tuple[str, ...] = ()
    """Addresses that readers can have linked to, at which there is nothing any more."""

    def sentence(self) -> str:
        """All of it in numbers."""
        posts = f"{_number(self.new_posts, 'new post')}, {len(self.changed_posts)} changed"
        if self.removed_posts:
            posts += f", {len(self.removed_posts)} removed"
        entries = f"{_number(self.new_entries, 'new entry', 'new entries')}, {len(self.changed_entries)} changed"
        redirects = f"{_number(self.redirects, 'address', 'addresses')} redirect{'s' * (len(self.redirects) == 1)}"
        lost = f"{_number(self.lost, 'address', 'addresses')} lost"
        return f"{posts}; feeds: {entries}; {redirects}; {lost}"


def changes(old: Inventory, new: Inventory, /) -> Changes:
    """What is different for readers once `new` is published where `old` was."""
    gone = [post for post in old.posts if post not in new.posts]
    moved = {post: target for post in gone if (target := new.redirects.get(post, "")) in new.posts}
    arrived = {*moved.values()}
    return Changes(
        new_posts=_ordered(post for post in new.posts if post not in old.posts and post not in arrived),
        changed_posts=_ordered(
            place for post, words in old.posts.items() if new.posts.get(place := moved.get(post, post), words) != words
        ),
        removed_posts=_ordered(post for post in gone if post not in moved),
        new_entries=_ordered(_ids(new) - _ids(old)),
        changed_entries=_ordered(
            entry
            for feed, entries in new.feeds.items()
            for entry, digest in entries.items()
            if old.feeds.get(feed, {}).get(entry, digest) != digest
        ),
        redirects=_ordered(new.redirects.keys() - old.redirects.keys()),
        lost=_ordered(address for address in old.files.keys() - new.files.keys() if can_be_linked_to(address)),
    )


def can_be_linked_to(address: str, /) -> bool:
    """True for what a reader, a feed reader or another site may ask for by its address."""
    if address.endswith(BY_PAGES_ALONE):
        return False
    *folders, name = address.split("/")
    if any(part.startswith(".") and part != ".well-known" for part in (*folders, name)):
        return False  # servers don't show it
    is_page = address.endswith(".html") and "_static" not in folders
    return is_page or not any(part.startswith("_") and part not in LINKED_TO for part in folders)


def _ids(inventory: Inventory) -> set[str]:
    return {entry for entries in inventory.feeds.values() for entry in entries}


def _ordered(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*found}))


def _number(things: tuple[str, ...], one: str, many: str = "") -> str:
    return f"{len(things)} {one if len(things) == 1 else many or f'{one}s'}"
