"""Where each post goes, and what leads to where it was: the links between posts follow them.

Owns: the paths of new files, and the new target of a link. Must not: read or write files. In: old posts. Out: paths,
addresses.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from weblog.importing.model import Note
from weblog.posts.drafts import RESERVED
from weblog.posts.model import slug
from weblog.posts.old_addresses import is_of_no_page, old_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weblog.importing.model import OldPost

NAME = re.compile(r"[\w][\w.+-]*")
"""A file's name that can stay."""
BY_NAME = "link://"
"""What a link of Nikola begins with that names something, and tells no address: "link://slug/name"."""
LINK = re.compile(r"(?P<path>[^#?]*)(?P<query>\?[^#]*)?(?P<anchor>#.*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A post, the page name that it gets, and the old address that leads to it: "" where there is none to keep."""

    post: OldPost
    docname: str
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Old address of a page, or a name of it -> the page name of today; the hosts whose pages these were."""

    pages: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    base: str = ""  # the part of the old site's address that was before all others

    def page_of(self, link: str, address: str, /) -> tuple[str, str]:
        """The page of today that a link on an old page leads to, and what is behind it, "#part"; "" for none."""
        name, mark, fragment = link.partition("#")
        if found := self.names.get(unquote(name)):
            return found, mark + fragment
        parts = urlsplit(link)
        if (parts.netloc or parts.scheme) and parts.hostname not in self.hosts:
            return "", ""
        found = self.pages.get(_key(self.below(parts.path, address)), "") if parts.path and not parts.query else ""
        return found, f"#{parts.fragment}" if parts.fragment else ""

    def below(self, path: str, address: str, /) -> str:
        """The address that a path on an old page means, from the old site's first page."""
        if path.startswith("/"):
            return posixpath.normpath(path).lstrip("/").removeprefix(self.base) + ("/" * path.endswith("/"))
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(path)))
        return whole + "/" * path.endswith("/")


def places(posts: Iterable[OldPost], into: str, base: str, /) -> list[Place]:
    """A place for each post; of two that would have one file, the later gets a number."""
    taken: set[str] = set()
    found = []
    for post in posts:
        name = post.name if NAME.fullmatch(post.name) and len(post.name) <= 100 else slug(post.name or post.title)
        name = "index-itself" if name == "index" else name
        moment = post.moment
        folder = f"{into}/drafts" if post.is_draft or not moment else f"{into}/{moment:%Y/%m/%d}"
        docname, number = f"{folder}/{name}", 1
        while docname.casefold() in taken:
            number += 1
            docname = f"{folder}/{name}-{number}"
        taken.add(docname.casefold())
        is_kept = post.address and not post.is_draft and not is_of_no_page(post.address)
        was = old_address(post.address.removeprefix(base)) if is_kept else ""
        is_needless = was == docname or "," in was or was.rstrip("/") in RESERVED
        found.append(Place(post=post, docname=docname, was="" if is_needless else was))
    return found


def moves(found: Iterable[Place], base: str, /) -> Moves:
    """What leads where."""
    found = list(found)
    hosts = {urlsplit(place.post.url).hostname or "" for place in found} - {""}
    published = [place for place in found if place.post.address and not place.post.is_draft]
    pages = {_key(place.post.address.removeprefix(base)): place.docname for place in published}
    named = [(name, place.docname) for place in published for name in place.post.names]
    counts = Counter(name for name, _ in named)
    names = {name: docname for name, docname in named if counts[name] == 1}
    return Moves(pages=pages, names=names, hosts=frozenset(hosts), base=base)


def unknown_names(link: re.Pattern[str], text: str, post: OldPost, /) -> list[Note]:
    """What is to be told of links of a text that are names still; the groups of `link` are "to" and "target"."""
    found = [(it["to"] or it["target"], it.start("to" if it["to"] else "target")) for it in link.finditer(text)]
    return [
        Note(
            file=post.file,
            line=post.line + text.count("\n", 0, start),
            message=f'"{name}" names nothing that moves along: write where the link is to lead',
        )
        for name, start in found
        if name.startswith(BY_NAME)
    ]


def _key(address: str) -> str:
    """One spelling of an address, with or without ".html", "index.html" and a slash at its end, or of a source file."""
    return re.sub(r"\.(html|md|rst|txt)$", "", unquote(address).strip("/")).removesuffix("/index").strip("/")
