"""A site that comes from ablog is told nothing that Sphinx didn't tell it, and its references and images work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from ..parsing import texts
from ..sphinx_speedups.docs import Docs

if TYPE_CHECKING:
    from pathlib import Path

    from .sites import Site

TOP = "{0}\n=\n\n.. _top:\n\nWords.\n"


def test_names_within_a_page_that_nothing_gives_a_text_are_no_duplicates_as_with_sphinx(site: Site) -> None:
    for name in "cba":
        site.write(f"{name}.rst", TOP.format(name))
        site.write("index.rst", "Small\n=====\n\n:ref:`up <top>`\n\n.. toctree::\n   :glob:\n\n   *\n")
        assert site.build().warnings == []
        assert site.page("index").select(".body p a")[0]["href"] == f"{name}.html#top"
    site.write("d.rst", "d\n=\n\n.. _top:\n\nPart\n----\n")
    site.write("index.rst", "Small\n=====\n\n:ref:`top` :ref:`up <top>`\n\n.. toctree::\n   :glob:\n\n   *\n")
    assert site.build().warnings == []
    assert [link["href"] for link in site.page("index").select(".body p a")[:2]] == ["d.html#top", "d.html#top"]
    site.write("e.rst", TOP.format("e"))
    (warning,) = site.build().warnings
    assert warning.startswith("e.rst:")
    assert 'the label "top" belongs to d.rst' in warning


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("ref.ref", "{ref}`nowhere`"),
        ("ref.doc", "{doc}`nowhere`"),
        ("ref", "{ref}`nowhere`"),
        ("myst.xref_missing", "[x](nowhere.md) [y](#nowhere)"),
        ("image.not_readable", "![x](nowhere.png)"),
    ],
)
def test_what_a_site_has_silenced_stays_silent(site: Site, kind: str, body: str) -> None:
    site.post("2020/06/01/a", "A", body=body)
    assert site.build().status == 1
    assert site.build(suppress_warnings=[kind]).warnings == []
    assert site.build().status == 1, "it is told again"


def test_a_markdown_link_that_a_site_has_excused_stays_silent(site: Site) -> None:
    site.post("2020/06/01/a", "A", body="[x](#nowhere)")
    assert site.build(nitpick_ignore=[("myst", "nowhere")]).warnings == []
    assert site.build(nitpick_ignore_regex=[("myst", "no.*")]).warnings == []


def test_equations_and_citations_of_one_name_are_silenced_as_with_sphinx(site: Site) -> None:
    for name in "ab":
        site.write(
            f"posts/{name}.rst",
            f".. post:: 2020-06-25\n\n{name}\n=\n\n.. [x] {name}, [x]_.\n\n.. math:: {name}\n   :label: e\n",
        )
    assert len(site.build().warnings) == 2
    assert site.build(suppress_warnings=["ref.citation", "ref.equation"]).warnings == []


@pytest.mark.parametrize(
    ("written", "file"), [("naïve.png", "naïve.png"), ("<two words.png>", "two words.png"), ("a%20b.png", "a%20b.png")]
)
def test_an_image_may_have_any_name(site: Site, written: str, file: str) -> None:
    site.post("2020/06/01/a", "A", body=f"![x]({written})")
    (warning,) = site.build().warnings
    assert f'there is no image "posts/2020/06/01/{unquote(file)}"' in warning
    (site.source / "posts/2020/06/01" / file).write_bytes(b"\x89PNG\r\n")
    assert site.build().warnings == []
    assert site.exists(f"_images/{file}")
    assert "no targets are out of date" in site.build().told


def test_an_authors_own_404_takes_the_place_of_ours(site: Site) -> None:
    site.write("404.md", "---\norphan: true\n---\n# Gone\n")
    assert site.build().warnings == []
    assert texts(site.page("404"), "h1") == ["Gone¶"]
    assert not site.page("404").select("base"), "in which links to its own headings would lead elsewhere"
    assert b"404" not in (site.out / "sitemap.xml").read_bytes()


@pytest.mark.parametrize(
    ("conf", "front_matter", "expected"),
    [
        ("", "", "First words of the post."),
        ("", '---\nmyst:\n  html_meta:\n    description: "By hand"\n---\n\n', "By hand"),
        ('extensions.append("sphinxext.opengraph")\nogp_description_length = 12\n', "", "First wor..."),
    ],
)
def test_a_page_has_one_description_and_that_of_its_author_or_another_extension_first(
    site: Site, conf: str, front_matter: str, expected: str
) -> None:
    site.write("conf.py", (site.source / "conf.py").read_text() + f"\n{conf}ogp_social_cards = {{'enable': False}}\n")
    site.write("posts/2020/06/01/a.md", f"{front_matter}```{{post}}\n```\n\n# A\n\nFirst words of the post.\n")
    assert site.build().warnings == []
    page = site.page("posts/2020/06/01/a")
    assert [meta["content"] for meta in page.select("meta[name=description]")] == [expected]
    assert [meta["content"] for meta in page.select("meta[property='og:description']")] == [expected]
    assert "1 minute to read" in page.get_text()
    assert '"read":' in site.contents()["searchindex.js"].decode(), "the line is found"


@pytest.mark.parametrize("has_own", [False, True])
def test_a_page_by_sphinx_notfound_page_stays_as_it_is(site: Site, has_own: bool) -> None:
    conf = (site.source / "conf.py").read_text()
    site.write("conf.py", conf + '\nextensions.append("notfound.extension")\nnotfound_urls_prefix = "/"\n')
    if has_own:
        site.write("404.md", "---\norphan: true\n---\n# Gone\n")
    assert site.build().warnings == []
    page = site.page("404")
    assert texts(page, "h1")[0] in (["Gone¶"] if has_own else ["Page not found"])
    assert has_own or "Unfortunately we couldn't find the content" in page.get_text()
    assert not page.select("base")
    before = site.contents()["404.html"]
    site.post("2020/06/01/a", "A")
    assert site.build().warnings == []
    assert site.contents()["404.html"] == before


def test_the_list_of_drafts_is_linked_to_where_there_is_one(site: Site) -> None:
    site.post("2020/06/01/a", "A", body="{ref}`blog-drafts` {ref}`mine <blog-drafts>`")
    site.post("b", "B")
    assert site.build().warnings == []
    post = site.page("posts/2020/06/01/a")
    assert "Drafts mine" in texts(post, "p")
    assert not post.select("p a[href*=drafts]")
    assert site.build(weblog_drafts=True).warnings == []
    links = site.page("posts/2020/06/01/a").select("p a[href*=drafts]")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("Drafts", "../../../../blog/drafts.html"),
        ("mine", "../../../../blog/drafts.html"),
    ]


def notebook(*cells: str, **fields: object) -> str:
    """A notebook of cells of text."""
    found = [
        {"cell_type": "markdown", "id": f"c{number}", "metadata": {}, "source": [text]}
        for number, text in enumerate(cells)
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": found, "metadata": {**kernel, **fields}, "nbformat": 4, "nbformat_minor": 5})


def test_a_notebook_without_a_date_is_a_draft(site: Site) -> None:
    site.write("posts/dated.ipynb", notebook("# Dated", blogpost=True, date="2020-06-25"))
    site.write("posts/undated.ipynb", notebook("# Undated", blogpost=True))
    notebooks: dict[str, Any] = {
        "extensions": ["myst_nb", "weblog"],
        "nb_execution_mode": "off",
        "source_suffix": {".rst": "restructuredtext", ".ipynb": "myst-nb"},
    }
    assert site.build(**notebooks).warnings == []
    assert site.exists("posts/dated.html")
    assert not site.exists("posts/undated.html")
    site.write("posts/two.ipynb", notebook("# Two", "## One\n```{post} 2020-06-25\n```", "## Other\n```{post}\n```"))
    (warning,) = site.build(**notebooks).warnings
    assert 'give it a notebook of its own, with "date" in its metadata [weblog.draft]' in warning


def test_a_theme_that_shows_nothing_of_extensions_in_its_head_has_feed_links_and_structured_data(site: Site) -> None:
    """sphinx-immaterial's layout: it defines this name, and takes this part in front of styles."""
    conf = (
        'html_theme_path = ["themes"]\nhtml_theme = "plain"\nhtml_context = {"sphinx_immaterial_set_page_title": 1}\n'
    )
    site.write("conf.py", f"{(site.source / 'conf.py').read_text()}\n{conf}")
    head = '{% include "partials/icons.html" %}<link rel="stylesheet" href="{{ pathto("_static/a.css", 1) }}">'
    site.write("themes/plain/theme.conf", "[theme]\ninherit = basic\n")
    site.write("themes/plain/partials/icons.html", '<link rel="icon" href="data:,">')
    site.write("themes/plain/layout.html", f"<html><head>{head}</head><body>{{{{ body }}}}</body></html>\n")
    site.post("2020/06/01/a", "A")
    assert site.build().warnings == []
    page = site.page("posts/2020/06/01/a")
    assert page.select_one('head link[type="application/atom+xml"]')
    assert page.select_one('head script[type="application/ld+json"]')
    on_any_address = site.page("404")
    assert [tag.name for tag in on_any_address.select("base, link[rel=stylesheet]")] == ["base", "link"]
    assert on_any_address.select_one("link[rel=icon]"), "the theme's own part"


def test_a_site_without_the_weblog_is_told_all_by_sphinx_afterwards(site: Site, tmp_path: Path) -> None:
    """Both messages are the weblog's own to tell, of its own sites."""
    site.post("2020/06/01/a", "A")
    assert site.build().status == 0
    docs = Docs(tmp_path / "docs", "", pages=0)
    docs.write("other.txt", "")
    docs.write("conf.py", 'source_suffix = {".rst": "restructuredtext", ".txt": "restructuredtext"}\n')
    docs.write("index.rst", "Words\n=====\n\n.. image:: nowhere.png\n")
    told = docs.build()
    assert told.count('multiple files found for the document "other"') == 1
    assert told.count("image file not readable: nowhere.png") == 1
