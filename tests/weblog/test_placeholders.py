"""Documents at the addresses of lists: a site keeps them for its table of contents, and words of its own."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .sites import Site

WORDS = "Words of an author."
LISTS = ["blog", "blog/archive", "blog/2020", "blog/2020/06"]
LISTS += ["blog/tag", "blog/tag/x", "blog/author", "blog/author/ada-example"]


def placeholder(site: Site, name: str, more: str = "") -> None:
    site.write(f"{name}.md", f"---\norphan: true\n---\n\n# A title\n\n{WORDS}\n\n{more}\n")


def shown(site: Site, name: str) -> list[tuple[str, str]]:
    """The links of a page's main part, with their texts, but for those to its own parts."""
    links = site.page(name).select("[role=main] a[href], main a[href], div.body a[href]")
    return [(link.get_text(), str(link["href"])) for link in links if "headerlink" not in link.get("class", ())]


def addresses(site: Site, name: str) -> list[str]:
    """The addresses that these links lead to."""
    return [address for _, address in shown(site, name)]


@pytest.mark.parametrize("name", LISTS)
def test_a_document_at_the_address_of_a_list_shows_its_own_words_and_the_list(site: Site, name: str) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: x")
    assert site.build().warnings == []
    before = shown(site, name)
    assert before
    placeholder(site, name)
    assert site.build().warnings == []
    text = site.page(name).get_text()
    assert text.index("A title") < text.index(WORDS)
    assert shown(site, name) == before, "the same list, behind it"
    site.post("2020/06/26/b", "B", "", ":tags: x")
    assert site.build().warnings == []
    after = site.contents()[f"{name}.html"]
    assert "B" in site.page(name).get_text() or "2" in site.page(name).get_text()
    for folder in (site.doctrees, site.out):
        shutil.rmtree(folder)
    assert site.build(parallel=2).warnings == []
    assert site.contents()[f"{name}.html"] == after, "it follows the posts as a clean build does"
    assert not site.build().told.count("writing output... [100%] blog"), "and is left alone where nothing changed"


def test_a_document_with_a_list_of_its_own_keeps_it_alone(site: Site) -> None:
    site.post("2020/06/25/a", "A")
    site.post("2020/06/26/b", "B")
    placeholder(site, "blog", "```{postlist} 1\n```\n")
    assert site.build().warnings == []
    assert "posts/2020/06/26/b.html" in addresses(site, "blog")
    assert "posts/2020/06/25/a.html" not in addresses(site, "blog")
    assert "../posts/2020/06/25/a.html" in addresses(site, "blog/2020"), "all are listed somewhere"


def test_the_list_is_behind_the_words_in_dirhtml(site: Site) -> None:
    site.post("2020/06/25/a", "A")
    placeholder(site, "blog/index")
    assert site.build(builder="dirhtml").warnings == []
    page = site.contents("dirhtml")["blog/index.html"].decode()
    assert page.index(WORDS) < page.index("../posts/2020/06/25/a/")


def test_the_list_announces_its_feed_and_is_in_no_search(site: Site) -> None:
    site.post("2020/06/25/a", "A", "", ":tags: x", body="Some wordsofthepost.")
    placeholder(site, "blog/tag/x")
    assert site.build().warnings == []
    feeds = site.page("blog/tag/x").select("link[type='application/atom+xml']")
    assert [str(link["href"]) for link in feeds] == ["x/atom.xml", "../atom.xml"]
    index = json.loads(site.contents()["searchindex.js"].decode().removeprefix("Search.setIndex(").removesuffix(")"))
    found = index["terms"]["wordsofthepost"]
    assert index["docnames"][found] == "posts/2020/06/25/a"
