"""The first words of posts, in lists and feeds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from weblog.posts.inline_html import cleaned

from ..parsing import texts

if TYPE_CHECKING:
    from .sites import Site

LIST = "Small\n=====\n\n.. postlist::\n   :excerpts:\n"


def excerpts(site: Site, page: str = "index") -> list[str]:
    """The blocks of all excerpts on a page, as HTML."""
    return [str(found.decode_contents()) for found in site.page(page).select(".post-excerpt")]


def summary(site: Site) -> str:
    """The text of the one post in the feeds."""
    (entry,) = json.loads((site.out / "feed.json").read_bytes())["items"]
    return str(entry["summary"])


def test_an_excerpt_begins_with_what_the_post_begins_with_even_a_list(site: Site) -> None:
    site.write("index.rst", LIST)
    body = "- [One](https://one.example/)\n\n  with more\n- Two\n\n:::{note}\nA note.\n:::\n\nBye.\n"
    site.post("2020/06/01/a", "A", "", ":excerpt: 4", body=body)
    assert site.build().warnings == []
    assert excerpts(site) == ['<a href="https://one.example/">One</a>', "with more", "Two", "A note."]
    assert summary(site) == "One with more Two A note."


def test_what_is_not_the_text_of_a_post_is_in_no_excerpt(site: Site) -> None:
    site.write("index.rst", LIST)
    contents = ".. contents::\n\n.. |x| image:: x.png\n\n|x|\n\nPart\n----\n\nWords [#]_.\n\n.. [#] A note.\n"
    site.write("posts/a.rst", f".. post:: 2020-06-01\n   :excerpt: 3\n\nA\n=\n\n{contents}")
    (site.source / "posts/x.png").write_bytes(b"\x89PNG\r\n")
    assert site.build().warnings == []
    assert excerpts(site) == ["Words ."]


def test_the_picture_of_a_post_is_there_for_lists_though_the_page_shows_another(site: Site) -> None:
    site.write("index.rst", LIST)
    (site.source / "dot.gif").write_bytes(b"GIF89a")
    body = "Words.\n\n```{only} latex\n![Dot](/dot.gif)\n```"
    site.post("2020/06/01/a", "A", "", ":image: 1", body=body)
    assert site.build().warnings == []
    assert not site.page("posts/2020/06/01/a").select("img")
    assert [image["src"] for image in site.page("index").select("img.u-photo")] == ["_images/dot.gif"]
    assert site.exists("_images/dot.gif")
    site.write("index.rst", f"{LIST}\nMore.\n")
    assert site.build().warnings == []
    assert site.exists("_images/dot.gif")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_references_in_an_excerpt_lead_on_from_the_page_that_shows_it(site: Site, builder: str) -> None:
    site.write("index.rst", LIST + "\n.. toctree::\n\n   deep/other\n")
    site.write("deep/other.md", "(there)=\n# Other \\<page>\n")
    body = (
        "{doc}`/deep/other`, {ref}`there`, [file](../../../../deep/other.md), [here](#part), {ref}`tag-x-y`, "
        "[nowhere](nowhere.md), [home](/index.rst)\n\n## Part\n"
    )
    site.post("2020/06/01/a", "A", "", ":tags: x y", body=body)
    site.build(builder=builder)
    site.out = site.out.with_name(builder)
    end, tag_page = (".html", "blog/tag/x-y.html") if builder == "html" else ("/", "blog/tag/x-y/")
    for page in ("index.html", tag_page):
        (found,) = site.page(f"{page}index" if page.endswith("/") else page.removesuffix(".html")).select(
            ".post-excerpt"
        )
        links = {
            link.get_text(): urljoin(f"/{page}", str(link["href"])).removesuffix("#").removesuffix("index.html")
            for link in found.select("a")
        }
        assert found.get_text() == "Other <page>, Other <page>, file, here, x y, nowhere, home"
        assert links == {
            "Other <page>": f"/deep/other{end}#there",
            "file": f"/deep/other{end}",
            "here": f"/posts/2020/06/01/a{end}#part",
            "x y": f"/{tag_page}",
            "home": "/",
        }


def test_a_reference_says_in_an_excerpt_what_it_says_on_the_page(site: Site) -> None:
    site.write("index.rst", LIST + "\n.. toctree::\n\n   api\n")
    site.write("api.rst", "Words\n=====\n\n.. py:function:: box.lift\n\n.. glossary::\n\n   RSS\n      Memory.\n")
    roles = ":py:func:`~box.lift`, :py:meth:`box.shut`, :py:func:`say <box.lift>`, :term:`RSS`, :doc:`/api`."
    site.write("posts/a.rst", f".. post:: 2020-06-01\n\nA\n=\n\n{roles}\n")
    assert site.build().warnings == []
    code, term = '<a href="api.html#box.lift"><code>{}</code></a>', '<a href="api.html#term-RSS">RSS</a>'
    links = [code.format("lift()"), "<code>box.shut()</code>", code.format("say"), term, '<a href="api.html">Words</a>']
    assert excerpts(site) == [", ".join(links) + "."]
    assert summary(site) == "lift(), box.shut(), say, RSS, Words."


def test_a_list_that_ablog_writes_has_such_excerpts_too(site: Site) -> None:
    site.write("index.rst", f"{LIST}   :format: {{title}}\n")
    site.post(
        "2020/06/01/a", "A", "", ":excerpt: 2", body="See [home](/index.rst) & *more*.\n\n- One\n\n(spot)=\n## C\n"
    )
    site.post("2020/06/02/b", "B", body="[x](#spot)")
    assert site.build().warnings == []
    found = [str(found.decode_contents()) for found in site.page("index").select(".ablog-post-excerpt")]
    assert found == [
        '<a href="posts/2020/06/01/a.html#spot">x</a>',
        'See <a href="">home</a> &amp; <em>more</em>.',
        "One",
    ]
    assert site.build(builder="text").warnings == []
    assert "See home & *more*.".replace("*", "") in site.contents("text")["index.txt"].decode()


def test_the_tags_of_an_author_stay_in_lists_and_the_text_says_what_they_mean(site: Site) -> None:
    site.write("index.rst", LIST)
    keys = "press <kbd class='x'>C</kbd><script>x</script> <b>now."
    body = f"About 10<sup>6</sup> users of H{{sub}}`2`O; it is <del>not</del> safe: {keys}"
    site.post("2020/06/01/a", "Press <kbd>C</kbd>", body=body)
    assert site.build().warnings == []
    (found,) = excerpts(site)
    assert found == (
        "About 10<sup>6</sup> users of H<sub>2</sub>O; it is <del>not</del> safe: press <kbd>C</kbd> <b>now.</b>"
    )
    assert summary(site) == "About 10⁶ users of H₂O; it is safe: press C now."
    assert texts(site.page("index"), ".post-cards h2") == ["Press C"]
    post = (site.out / "posts/2020/06/01/a.html").read_text(encoding="utf-8")
    assert '"headline":"Press C"' in post
    assert ">Press <kbd>C</kbd>" in post


@pytest.mark.parametrize(
    ("html", "expected", "text"),
    [
        ("a &lt;b&gt; &amp; c", "a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<b>a <i>b</b> c</i>", "<b>a <i>b</i></b> c", "a b c"),
        ("a</b> <!-- c --> b", "a  b", "a b"),
        (
            '<a href="x" onclick="y" title="&quot;">a <a href="z">b</a></a>',
            '<a href="/x" title="&quot;">a b</a>',
            "a b",
        ),
        ("<div>a</div><br>b<img alt='c'>", "a<br>bc", "a bc"),
        ("x<sup>n+1</sup> <s>no</s>", "x<sup>n+1</sup> <s>no</s>", "xn⁺¹"),
    ],
)
def test_html_is_cleaned(html: str, expected: str, text: str) -> None:
    assert cleaned(html, lambda link: f"/{link}") == (expected, text)
