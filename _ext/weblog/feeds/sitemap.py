"""The list of all pages for search engines, as bytes.

Owns: the form of sitemap.xml (sitemaps.org, version 0.9). Must not: know which pages there are. In: addresses, and days
of last changes. Out: XML. Posts alone tell such a day: of other pages none is known without the clock or files' times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(base: str, pages: Iterable[tuple[str, str]], /) -> bytes:
    """The sitemap of pages, given as addresses and days ("2020-06-25" or "").

    The addresses are relative to `base`, the site's address with a slash at its end.
    """
    root = etree.Element("urlset", xmlns=NAMESPACE)
    for address, day in pages:
        url = etree.SubElement(root, "url")
        etree.SubElement(url, "loc").text = urljoin(base, address)
        if day:
            etree.SubElement(url, "lastmod").text = day
    xml: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return xml
