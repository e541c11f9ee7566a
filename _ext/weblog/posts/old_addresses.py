"""What a post says of the places that it was at before: addresses that lead to it, and its id in other feeds.

Owns: how these are checked. Must not: know posts. In: the options of a {post}. Out: page names and an id; warnings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_rebuild.files import fits
from weblog.posts.config import Subtype, warn
from weblog.posts.drafts import RESERVED

if TYPE_CHECKING:
    from docutils.nodes import Element


NO_OLD_ADDRESS = re.compile(
    r"[:?\\\x00-\x1f\x7f\ufffd]|//|(^|/)\.\.?(/|$)|^_(static|images|sources|downloads)(/|$)|"
    r"\.(html?|xml|js|css|inv|json|opml|ics)/"
)
"""What leads elsewhere or can't be read, is in a folder of Sphinx's, or would be below a file as if that were one."""
OTHER_ENDING = re.compile(
    r"\.(php\d?|phtml|aspx?|jspx?|jsf|cgi|cfm|s?htm|[sx]html|xml|rss|atom|rdf|json|opml|ics|pdf|txt)$", re.IGNORECASE
)
"""Endings of addresses that weblogs have had; a name may have a dot, as "python-3.11" and "asp.net" have."""


FEED_ID = re.compile(r"(?!(?i:javascript|vbscript|data):)[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"\x00-\x1f\x7f\ufffd]+")
"""An IRI, which some readers take for a link."""


def old_address(written: str, /, *, with_section: bool = False) -> str:
    """An old address as a page name: below the site, without ending; perhaps with "#section". "" if it is none.

    The address of a folder keeps the slash at its end.
    """
    path, _, section = unquote(written).partition("#")
    name = path.removeprefix("/").removesuffix(".html")
    if not name or NO_OLD_ADDRESS.search(name) or ("#" in written and not with_section):
        return ""
    return f"{name}#{section}" if section else name


def is_of_no_page(written: str, /) -> bool:
    """True for an address like "old/page.php": what servers show there is no page with the ending .html."""
    return bool(OTHER_ENDING.search(unquote(written).partition("#")[0]))


def page_at(address: str, /) -> str:
    """The page name behind an old address; a folder's page is its index."""
    name = address.partition("#")[0]
    return f"{name}index" if name.endswith("/") else name


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
        elif not fits(name):
            message = f'"{address[:40]}..." can\'t be an address of this site: it is too long for the name of a file'
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
    if written and not FEED_ID.fullmatch(written):
        message = f'":feed-id: {written}" is no id: copy it whole from the feed that the post was in, "tag:..." or "https://..."'
        warn(Subtype.OPTION, message, location=node)
        return ""
    return written
