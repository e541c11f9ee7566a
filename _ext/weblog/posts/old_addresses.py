"""What a post says of the places that it was at before: addresses that lead to it, and its id in other feeds.

Owns: how these are checked. Must not: know posts. In: the options of a {post}. Out: page names and an id; warnings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weblog.posts.config import Subtype, warn
from weblog.posts.drafts import RESERVED
from weblog.posts.metadata import is_of_no_page, old_address

if TYPE_CHECKING:
    from docutils.nodes import Element


def old_addresses(node: Element, option: str, /) -> list[str]:
    """What an option lists of the post's old addresses, as page names; a folder's end with a slash."""
    found = []
    for address in node[option]:
        name = old_address(address, with_section=option == "was")
        if is_of_no_page(address):
            message = (
                f'"{address}" can\'t be an address of this site, whose pages are files that end in ".html" or folders, '
                '"old/page/": have the web server lead on from there'
            )
            warn(Subtype.ADDRESS, message, location=node)
        elif name and name.rstrip("/") not in RESERVED:
            found.append(name)
        else:
            message = f'"{address}" is no old address: write the path of a page below this site, like "old/folder/page"'
            warn(Subtype.ADDRESS, message, location=node)
    return found


def feed_id(node: Element, /) -> str:
    """The id that a post had in the feeds of another place; RFC 4287, section 4.2.6, asks for an IRI."""
    written: str = node["feed-id"]
    if written and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+", written):
        message = f'":feed-id: {written}" is no id: copy it whole from the feed that the post was in, "tag:..." or "https://..."'
        warn(Subtype.OPTION, message, location=node)
        return ""
    return written
