"""The list of all pages for search engines, as bytes.

Owns: the form of sitemap.xml (sitemaps.org, version 0.9). Must not: know which pages there are. In: addresses. Out:
XML. There is no `lastmod`: a page's last change is known to nobody without the clock or the files' times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(base: str, addresses: Iterable[str], /) -> bytes:
    """The sitemap of pages whose addresses are relative to `base`, the site's address with a slash at its end."""
    root = etree.Element("urlset", xmlns=NAMESPACE)
    for address in addresses:
        location = etree.SubElement(etree.SubElement(root, "url"), "loc")
        location.text = urljoin(base, address)
    xml: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return xml
