"""The sitemap, read as search engines read it."""

from __future__ import annotations

from lxml import etree

from weblog.feeds.sitemap import sitemap


def test_a_sitemap_lists_addresses_in_their_order() -> None:
    addresses = ["index.html", "posts/a%20b.html", "", "weblog/?a=1&b=<"]
    pages = [(address, "2020-06-25" if address else "") for address in addresses]
    xml = sitemap("https://weblog.example.org/sub/", pages)
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = etree.fromstring(xml)
    assert root.tag == f"{namespace}urlset"
    assert [element.text for element in root.iterfind(f"{namespace}url/{namespace}loc")] == [
        f"https://weblog.example.org/sub/{address}" for address in addresses
    ]
    assert [element.findtext(f"{namespace}lastmod", "") for element in root] == [day for _, day in pages]
    assert sitemap("https://weblog.example.org/sub/", pages) == xml
    assert etree.fromstring(sitemap("https://weblog.example.org/", [])).tag == f"{namespace}urlset"
