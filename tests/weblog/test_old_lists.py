"""Old addresses of lists lead to the lists of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .sites import Site

WANTED = {
    "blog/index": "blog",
    "blog/tags/index": "blog/tag",
    "blog/tags/{tag}": "blog/tag/{tag}",
    "blog/{year}/index": "blog/{year}",
    "blog/{year}/{month}/index": "blog/{year}/{month}",
    "blog/{year}/{month}/{day}/index": "blog/{year}/{month}",
}


def leads_to(site: Site, name: str) -> str:
    page = site.page(name)
    assert page.find("meta", attrs={"http-equiv": "refresh"})
    (link,) = page.select("a")
    return f"{link.text}: {link['href']}"


def test_old_addresses_of_lists_lead_to_the_lists_of_today(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: C++, two words")
    site.post("2019/12/01/b", "B", "", ":tags: two words")
    for _ in range(2):
        assert site.build(weblog_redirects=WANTED).warnings == []
    found = {
        "blog/index": "All posts: ../blog.html",
        "blog/tags/index": "Tags: ../tag.html",
        "blog/tags/C++": "Posts tagged C++: ../tag/c-plus-plus.html",
        "blog/tags/two words": "Posts tagged two words: ../tag/two-words.html",
        "blog/2020/index": "Posts of 2020: ../2020.html",
        "blog/2019/12/index": "Posts of December 2019: ../12.html",
        "blog/2020/06/25/index": "Posts of June 2020: ../../06.html",
    }
    assert {name: leads_to(site, name) for name in found} == found
    assert not site.exists("blog/2020/12/index.html")
    assert "index.html" not in (site.out / "sitemap.xml").read_text().replace("org/index.html", "")
    site.post("2020/06/25/a", "A")
    site.build(weblog_redirects=WANTED)
    assert not site.exists("blog/tags/C++.html")
    assert site.exists("blog/tags/two words.html")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "tags/{tag}",
            "blog/tags/{tag}",
            'weblog_redirects["tags/{tag}"] leads from "tags/x" to "blog/tags/x", which is no page; '
            'did you mean "blog/tag/x"?',
        ),
        ("posts/2020/06/25/a", "blog", 'weblog_redirects: there is a page at "posts/2020/06/25/a": take it out'),
    ],
)
def test_an_old_address_that_cannot_lead_on_is_told(site: Site, old: str, new: str, message: str) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: x")
    for _ in range(2):
        (warning,) = site.build(weblog_redirects={old: new}).warnings
        assert message in warning


def test_where_each_page_is_a_folder_there_is_nothing_to_lead_on_from(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: x")
    assert site.build(builder="dirhtml", weblog_redirects=WANTED).warnings == []
    out = site.out.with_name("dirhtml")
    assert "Posts of 2020" in (out / "blog/2020/index.html").read_text()
    assert "../../tag/x/" in (out / "blog/tags/x/index.html").read_text()
