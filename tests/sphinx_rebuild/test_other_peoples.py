"""Other people's themes and extensions find what they expect, and get what they had without the engine."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from .builds import ENGINE, Site, State, assert_same, assert_same_files
from .inputs import INPUTS, SITES, edited
from .sites import documents, joined, small

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import BuiltSites, CleanBuilds

PRINTS_BUILDER = """
def setup(app):
    app.connect("builder-inited", lambda app: print("builder:", type(app.builder), app.builder.name))
"""
CLASSES = {"html": "html.StandaloneHTMLBuilder", "dirhtml": "dirhtml.DirectoryHTMLBuilder"}
COPIES_FILE = """
from pathlib import Path


def copy(app):
    folder = Path(app.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.css").write_text("p { color: black }")


def setup(app):
    app.connect("builder-inited", copy, priority=%d)
    app.add_css_file("mine.css")
"""
WRITES_BESIDE_PAGES = """
from pathlib import Path


def write(app, pagename, templatename, context, doctree):
    if doctree:
        Path(app.outdir, f"{pagename}.txt").write_text(doctree.astext())


def setup(app):
    app.connect("html-page-context", write)
"""
COPIES_WHAT_IT_READS = """
from pathlib import Path
from shutil import copyfile


def begin(app):
    app.env.read_now = {}


def note(app, docname, content):
    app.env.read_now[docname] = app.env.doc2path(docname, base=False)


def copy(app):
    for name in app.env.read_now.values():
        copyfile(Path(app.srcdir, name), Path(app.outdir, name))
    return []


def setup(app):
    app.connect("builder-inited", begin)
    app.connect("source-read", note)
    app.connect("html-collect-pages", copy)
"""
"""As nbsphinx publishes notebooks: those that this build has read, since the others are there."""
MAKES_PAGE_ONCE = """
from pathlib import Path

from sphinx.util.logging import getLogger


def pages(app):
    if not Path(app.outdir, "made.html").exists():
        yield "made", {"title": "Made", "body": "Words."}, "page.html"


def tell(app, pagename, templatename, context, doctree):
    if pagename == "made":
        getLogger("made").warning("told of what was made")


def setup(app):
    app.connect("html-collect-pages", pages)
    app.connect("html-page-context", tell)
"""
HAS_BUILDER = """
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
extensions.append("potters")
templates_path = ["."]
"""
DERIVES_BUILDER = """
from sphinx.builders.html import StandaloneHTMLBuilder


class Pots(StandaloneHTMLBuilder):
    name = "pots"

    def update_page_context(self, pagename, templatename, ctx, event_arg):
        about = "no document" if event_arg is None else "a document"
        ctx["note"] = f"{pagename}, by {templatename} of {about}, in {self.name}"
        ctx["css_tag"] = lambda css: f'<link href="{str(css.filename).rpartition("/")[2]} of {self.name}"/>'


def setup(app):
    app.add_builder(Pots)
"""
LAYOUT = """
{% extends "!layout.html" %}
{% block relbar1 %}<p>{{ note }}</p>{% endblock %}
"""
COPIED = {"_static/_sphinx_javascript_frameworks_compat.js", "_static/jquery.js"}
"""Files that sphinxcontrib-jquery copies by itself, in each build."""
SITEMAP = {"404", "alone", "cards", "code", "genindex", "index", "search"}
THEMES = [
    ("basic", "dirhtml"),
    ("alabaster", "html"),
    ("furo", "dirhtml"),
    ("furo", "html"),
    ("pydata_sphinx_theme", "html"),
    ("shibuya", "html"),
    ("sphinx_book_theme", "html"),
    *([("sphinx_rtd_theme", "html")] if find_spec("sphinx_rtd_theme") else []),  # it asks for an older docutils
]


def with_conf(more: str) -> dict[str, bytes | str]:
    """The small site with more in its conf.py."""
    return {**small.FILES, "conf.py": f"{small.FILES['conf.py']!s}{more}"}


@pytest.mark.parametrize(("theme", "builder"), THEMES)
def test_a_site_of_any_theme_is_built_as_from_nothing(theme: str, builder: str, tmp_path: Path) -> None:
    site, clean = Site(tmp_path / "incremental", builder), Site(tmp_path / "clean", builder)
    files = with_conf(f'html_theme = "{theme}"\n')
    after = {**files, "one.rst": str(files["one.rst"]).replace("One\n===", "First\n=====")}
    site.write(files)
    clean.write(after)

    underway = clean.start()
    first = site.build()
    site.write(after, files)
    result, again, wanted = site.build(), site.build(), underway.wait()

    assert first.outcome == result.outcome == again.outcome == wanted.outcome == (0, ())
    assert_same_files(result.files, wanted.files)
    assert result.read == ("one",)
    assert (again.read, again.written - COPIED) == ((), frozenset())


@pytest.mark.parametrize("name", SITES)
@pytest.mark.skipif(not ENGINE, reason="there is no engine")
def test_a_clean_build_leaves_what_sphinx_leaves(name: str, sites: BuiltSites, clean: CleanBuilds) -> None:
    """What the engine itself is made of isn't seen in any file, nor does it mend what incremental builds don't need."""
    underway = clean.start({**SITES[name], "conf.py": f'{SITES[name]["conf.py"]!s}\nextensions.remove("{ENGINE}")\n'})
    site, result = sites.take(SITES[name])
    sites.give_back(SITES[name], site, result)
    wanted = underway()

    assert result.outcome == wanted.outcome == (0, ())
    assert_same_files({**result.files, ".buildinfo": b""}, {**wanted.files, ".buildinfo": b""})


@pytest.mark.parametrize("builder", CLASSES)
def test_the_builder_is_sphinxs_own(builder: str, tmp_path: Path) -> None:
    site = Site(tmp_path / "site", builder)
    site.write(with_conf(PRINTS_BUILDER))

    result = site.build()

    assert f"builder: <class 'sphinx.builders.{CLASSES[builder]}'> {builder}" in result.told


@pytest.mark.parametrize("builder", CLASSES)
def test_redirects_and_sitemap_lead_to_pages_that_are_there(builder: str, tmp_path: Path) -> None:
    conf = f'{joined.FILES["conf.py"]!s}\nextensions.append("sphinx_sitemap")\nsitemap_url_scheme = "{{link}}"\n'
    site = Site(tmp_path / "site", builder)
    site.write({**joined.FILES, "conf.py": conf})

    first = site.build()
    site.write({"cards.rst": str(joined.FILES["cards.rst"]).replace("A card", "The card")})
    second = site.build()

    for result in (first, second):
        redirect = result.files["old.html" if builder == "html" else "old/index.html"].decode()
        assert ("cards.html" if builder == "html" else "cards/") in redirect
        addresses = re.findall("<loc>https://pots.example/(.*?)</loc>", result.files["sitemap.xml"].decode())
        assert len(addresses) == len(SITEMAP)
        assert {address.removesuffix("/").removesuffix(".html") or "index" for address in addresses} == SITEMAP
        assert {re.sub("(^|/)$", r"\1index.html", address) for address in addresses} <= {*result.files}


@pytest.mark.parametrize("priority", [100, 900])
def test_what_an_extension_has_copied_into_the_output_stays(priority: int, site: Site) -> None:
    site.write(with_conf(COPIES_FILE % priority))

    results = [site.build() for _ in range(2)]

    for result in results:
        assert result.outcome == (0, ())
        assert result.files["_static/mine.css"] == b"p { color: black }"
    assert_same_files(results[1].files, results[0].files)


def test_what_an_extension_writes_beside_each_page_stays(site: Site) -> None:
    site.write(with_conf(WRITES_BESIDE_PAGES))
    first = site.build()

    for number in range(2):  # the other documents' pages have no need to be written for it
        site.write({"two.rst": f"{small.FILES['two.rst']!s}\n.. _place-{number}:\n\nWords.\n"})
        result = site.build()

        assert result.outcome == (0, ())
        assert result.files.keys() == first.files.keys()


def test_the_sources_that_an_extension_publishes_stay_as_long_as_they_are_there(site: Site) -> None:
    site.write(with_conf(COPIES_WHAT_IT_READS))
    first = site.build()
    assert {"one.rst", "two.rst"} <= first.files.keys()

    site.write({"two.rst": f"{small.FILES['two.rst']!s}\n.. _place:\n\nWords.\n"})
    after_an_edit = site.build()
    (site.source / "one.rst").unlink()
    site.write({"two.rst": f"{small.FILES['two.rst']!s}\nMore words.\n"})
    without_one = site.build()

    assert after_an_edit.files.keys() == first.files.keys()
    assert b"_place" in after_an_edit.files["two.rst"]
    assert "one.rst" not in without_one.files
    assert "two.rst" in without_one.files


@pytest.mark.skipif(not ENGINE, reason="Sphinx forgets it")
def test_what_was_told_of_a_page_that_an_extension_makes_once_is_told_again(site: Site) -> None:
    site.write(with_conf(MAKES_PAGE_ONCE))

    results = [site.build() for _ in range(3)]

    for result in results:
        assert result.outcome == (1, ("WARNING: told of what was made",))
        assert "made.html" in result.files


def test_a_list_in_restructuredtext_within_markdown_is_read(site: Site) -> None:
    """MyST leaves the environment in such a document's doctree."""
    conf = f'extensions = ["myst_parser", "{ENGINE}"]\n'
    site.write({"conf.py": conf, "index.md": "# Lists\n\n```{eval-rst}\n- a\n- b\n\n| a line\n```\n"})

    results = [site.build() for _ in range(2)]

    assert [result.outcome for result in results] == [(0, ())] * 2
    assert results[1].read == ()


def test_a_builder_derived_from_sphinxs_gives_its_pages_what_it_has_for_them(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", "pots")
    site.write({**with_conf(HAS_BUILDER), "potters.py": DERIVES_BUILDER, "layout.html": LAYOUT})
    first = site.build()
    site.write({"one.rst": f"{small.FILES['one.rst']!s}\nMore words.\n"})

    result = site.build()

    assert first.outcome == result.outcome == (0, ())
    assert b"<p>one, by page.html of a document, in pots</p>" in result.files["one.html"]
    assert b"<p>search, by search.html of no document, in pots</p>" in result.files["search.html"]
    assert b'<link href="basic.css of pots"/>' in result.files["one.html"]
    assert "two.html" not in result.written


@pytest.mark.parametrize(
    "name",
    [
        "a heading two levels down",
        "a heading more two levels down",
        "a title two levels down",
        "a new document two levels down",
    ],
)
def test_tables_of_contents_that_stay_pickled_are_looked_at_like_others(
    name: str, sites: BuiltSites, clean: CleanBuilds
) -> None:
    """With `sphinx_speedups` beside the engine, as the weblog has them."""
    (row,) = (row for row in INPUTS if (row.site, row.name) == ("documents", name))
    conf = str(documents.FILES["conf.py"]).replace("extensions = [", 'extensions = ["sphinx_speedups", ')
    base = State(files={**documents.FILES, "conf.py": conf})
    after = edited(base, row)
    underway = clean.start(after.files, *after.arguments)
    site, _ = sites.take(base.files)

    site.write(after.files, base.files)

    assert_same(site.build(*after.arguments), underway())
