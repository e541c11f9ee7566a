"""What a built site is for its readers: addresses, posts, old addresses that lead on, feeds with their entries.

Owns: `Inventory`, how one is read from a folder, and how it is kept as JSON. Must not: import Sphinx, write, know the
source. In: a folder of built files. Out: plain values.

It is read from the files alone, as readers get them: what makes a page a post, or has it lead on, stands in the page.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import posixpath
import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

VERSION = 1
"""Of the JSON: another one is of a program that saw other things in a site."""
PAGES, FEEDS = (".html",), (".xml",)
LEADS_ON = re.compile(
    rb"""<meta\s[^>]*http-equiv=["']?refresh\b[^>]*content=["']\s*\d+\s*;\s*url=(?P<target>[^"'>]+)""", re.IGNORECASE
)
"""How a page has browsers go elsewhere: ours, ablog's and sphinxext-rediraffe's do it like this."""
DESCRIPTION = re.compile(rb'<script type="application/ld\+json">(?P<json>.*?)</script>', re.DOTALL)
"""What search engines read of a page, in the words of schema.org."""
POST = "BlogPosting"
ATOM = "{http://www.w3.org/2005/Atom}"
NOT_SENT = (".buildinfo", ".doctrees")
"""What Sphinx keeps in an output folder for itself: by it the next build knows the output."""
HEAD = 8192
"""Bytes of a page in which LEADS_ON may stand: such a page is nothing else."""


class UnreadableError(ValueError):
    """An inventory that this program can't read: it is of another version, or no inventory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """A built site. An address is a file's path below the site, with slashes, as it stands on the disk."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Address -> digest of the file's bytes."""
    posts: Mapping[str, str] = field(default_factory=dict)
    """Address, with "#anchor" where a page has several -> digest of the post's own words, not of what stands around."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Address -> the address that it leads to; a whole one of another site."""
    feeds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Address of an Atom feed -> id of an entry -> digest of the entry."""

    def as_json(self) -> str:
        """The text from which `from_json` makes the same value."""
        return json.dumps({"version": VERSION, **asdict(self)}, indent=0, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes, /) -> Inventory:
        """An inventory that was kept.

        :raises UnreadableError: if it is of another version, or none.
        """
        try:
            found = json.loads(text)
            version = found.pop("version")
            if version == VERSION and all(isinstance(part, dict) for part in found.values()):
                return cls(**found)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            version = VERSION
        if version == VERSION:
            raise UnreadableError("this is no inventory of a site")
        raise UnreadableError(f"this inventory is of version {version}; this program reads version {VERSION}")


def inventory(folder: Path, known: Inventory | None = None, /) -> Inventory:
    """The inventory of a built site.

    What `known`, one of an earlier build, says of a file with the same bytes isn't read from it once more.
    """
    known = known or Inventory()
    known_posts: dict[str, dict[str, str]] = {}
    for post, digest in known.posts.items():
        known_posts.setdefault(post.partition("#")[0], {})[post] = digest
    files, posts, redirects, feeds = {}, {}, {}, {}
    for address, entry in _files(str(folder)):
        with open(entry.path, "rb") as file:  # noqa: PTH123 - for each file of a site
            content = file.read()
        files[address] = _digest(content)
        is_known = known.files.get(address) == files[address]
        if address.endswith(PAGES):
            target = known.redirects.get(address, "") if is_known else _target(address, content)
            if target:
                redirects[address] = target
            else:
                posts.update(known_posts.get(address, {}) if is_known else _posts(address, content))
        elif address.endswith(FEEDS):
            entries = known.feeds.get(address) if is_known else _entries(content)
            if entries is not None:
                feeds[address] = entries
    return Inventory(files=files, posts=posts, redirects=redirects, feeds=feeds)


def states(folder: Path, /) -> dict[str, tuple[int, int, int]]:
    """The files of a site, and what changes whenever one of them does: its number, size and time."""
    found = ((address, entry.stat()) for address, entry in _files(str(folder)))
    return {address: (status.st_ino, status.st_size, status.st_ctime_ns) for address, status in found}


def _files(folder: str, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files of a site by their addresses, in order.

    Those included that servers don't show: another .htaccess changes what they do.
    """
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if (address := f"{below}{entry.name}") in NOT_SENT:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{address}/")
        elif entry.is_file():
            yield address, entry


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:20]  # in half the time of blake2b, where processors know it


def _target(address: str, content: bytes) -> str:
    """The address to which a page leads on; "" if it is a page to stay on."""
    if not (match := LEADS_ON.search(content[:HEAD])):
        return ""
    target = html.unescape(match["target"].decode("utf-8", "replace")).strip()
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target):
        return target
    path, mark, anchor = target.partition("#")
    place = "index.html" if path.endswith("/") else ""  # of a page that is a folder
    path = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(path), place))
    return f"{path}{mark}{anchor}"


def _posts(address: str, content: bytes) -> dict[str, str]:
    """The posts of a page: one for each that it tells search engines of, digested with its own words."""
    anchors = [
        str(thing.get("url", "")).partition("#")[2]
        for match in DESCRIPTION.finditer(content)
        for thing in _things(match["json"])
        if isinstance(thing, dict) and thing.get("@type") == POST
    ]
    if not anchors:
        return {}
    from lxml import html as lxml_html

    page = lxml_html.document_fromstring(content)
    contents = [found for found in page.iter("div", "section") if "e-content" in found.get("class", "")]
    entries = [
        found for content in contents for found in content.iterancestors() if "h-entry" in found.get("class", "")
    ]
    own = {str(found.get("id", "")): found for found in entries}
    first = entries[0] if entries else page
    return {
        f"{address}#{anchor}" if anchor else address: _digest(
            lxml_html.tostring(own.get(anchor, first) if anchor else first, with_tail=False)
        )
        for anchor in anchors
    }


def _things(text: bytes) -> list[object]:
    try:
        described = json.loads(text)
    except ValueError:
        return []
    graph = described.get("@graph", [described]) if isinstance(described, dict) else described
    return graph if isinstance(graph, list) else []


def _entries(content: bytes) -> dict[str, str] | None:
    """The entries of a feed by their ids; None for a file that is no Atom feed."""
    from lxml import etree

    try:
        feed = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return None
    if feed.tag != f"{ATOM}feed":
        return None
    return {
        (entry.findtext(f"{ATOM}id") or "").strip(): _digest(etree.tostring(entry, method="c14n", with_tail=False))
        for entry in feed.iterfind(f"{ATOM}entry")
    }
