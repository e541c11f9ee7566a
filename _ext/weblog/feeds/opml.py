"""The menu of feeds that a feed reader takes in at once: OPML 2.0 (opml.org/spec2.opml), as bytes.

Owns: which feeds are on it. Must not: know Sphinx, read or write files. In: the groups of collections that have feeds.
Out: XML. Somebody who takes all of it in is to have each post from the weblog and from its tags, not seven times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from weblog.feeds.formats import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weblog.feeds.formats import FeedSource
    from weblog.posts.model import Collection

ON_MENU = ("blog", "tags")
"""The kinds of collections that are on it; the page of feeds has all."""


def opml(groups: Iterable[tuple[str, Iterable[Collection]]], source: FeedSource, /) -> bytes:
    """The feeds of the weblog and its tags, in groups with titles."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = source.title
    body = etree.SubElement(root, "body")
    for title, collections in groups:
        found = [collection for collection in collections if collection.label.kind in ON_MENU]
        group = etree.SubElement(body, "outline", text=title) if found else body
        for collection in found:
            name = title_of(collection, source.settings)
            feed = source.file_url(collection.feed.path if collection.feed else "")
            page = source.home_of(collection)
            etree.SubElement(group, "outline", type="rss", text=name, title=name, xmlUrl=feed, htmlUrl=page)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
