"""Builds after builds that a random edit would hardly find: each leaves what a clean build leaves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_rebuild import page_inputs, processes
from sphinx_rebuild.other_pages import OtherPages
from weblog.site import preparation

from ..checkout import PROJECT
from .sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def clean_contents(site: Site, **overrides: Any) -> Mapping[str, bytes]:
    """What a build of the same source from nothing leaves."""
    clean = Site(Path(tempfile.mkdtemp(dir=site.source.parent)))
    shutil.copytree(site.source, clean.source)
    clean.build(**overrides)
    return clean.contents(overrides.get("builder", "html"))


def test_another_builder_that_shares_the_environment_hides_no_change(site: Site) -> None:
    site.post("2020/06/01/a", "A")
    site.post("2020/06/02/b", "B")
    site.build()
    (site.source / "posts/2020/06/01/a.md").unlink()
    site.post("2020/06/03/c", "C")
    site.build(builder="text")
    site.build()
    assert site.contents() == clean_contents(site)


def test_pages_that_were_not_asked_for_are_written_by_the_next_build(site: Site) -> None:
    site.post("2020/06/01/a", "A")
    site.post("2020/06/02/b", "B")
    site.build()
    site.post("2020/06/02/b", "Better")
    command: list[str | Path] = [sys.executable, "-m", "sphinx", "-q", "-d", site.doctrees, site.source, site.out]
    path = {**os.environ, "PYTHONPATH": str(PROJECT / "_ext")}
    subprocess.run([*command, site.source / "posts/2020/06/02/b.md"], check=True, env=path)
    assert "Better" not in site.page("posts/2020/06/01/a").text
    site.build()
    assert "Better" in site.page("posts/2020/06/01/a").text


def test_the_search_index_numbers_kinds_of_objects_as_a_clean_build_does(site: Site) -> None:
    site.write("a.md", "---\norphan: true\n---\n\n# A\n\n```{envvar} ALPHA\n```\n")
    site.write("b.md", "---\norphan: true\n---\n\n# B\n\n```{glossary}\nterm\n: Words\n```\n")
    site.build()
    site.write("b.md", (site.source / "b.md").read_text(encoding="utf-8") + "\nMore.\n")
    site.build()
    assert site.contents()["searchindex.js"] == clean_contents(site)["searchindex.js"]


def test_a_label_without_a_heading_takes_the_place_of_a_posts_name(site: Site) -> None:
    site.post("2020/06/01/one", "One")
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\nSee {ref}`one`.\n")
    assert site.build().warnings == []
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\n(one)=\nSee {ref}`one`.\n")
    (warning,) = site.build().warnings
    assert 'the label "one" has no heading to take a text from' in warning


def test_sphinxs_own_labels_stay_its_own(site: Site) -> None:
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\nSee {ref}`search`.\n")
    site.post("2020/06/01/a", body="(search)=\n## Mine\n\nWords.")
    (warning,) = site.build().warnings
    assert 'the label "search" belongs to Sphinx, which has a page of that name' in warning
    (site.source / "posts/2020/06/01/a.md").unlink()
    assert site.build().warnings == []
    link = site.page("about").select_one("a[href='search.html']")
    assert link


def test_where_the_extension_is_installed_is_not_in_the_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = [Site.from_root(tmp_path / name, "talks") for name in ("here", "there")]
    sites[0].build()
    monkeypatch.setattr(preparation, "TEMPLATES", shutil.copytree(preparation.TEMPLATES, str(tmp_path / "templates")))
    sites[1].build()
    assert sites[0].contents() == sites[1].contents()


def test_a_changed_setting_leaves_no_note_on_the_former_one(site: Site) -> None:
    site.build()
    site.build(html_title="Another title")
    assert site.contents() == clean_contents(site, html_title="Another title")


def test_the_search_page_follows_the_titles_in_the_navigation(site: Site) -> None:
    """It is none of Sphinx's documents, and none of ours, but has a sidebar all the same."""
    shown = "{% for target in weblog.navigation %}{{ target.text }}{% endfor %}"
    site.write("_templates/search.html", f'{{% extends "layout.html" %}}{{% block body %}}{shown}{{% endblock %}}')
    settings: dict[str, Any] = {"templates_path": ["_templates"], "weblog_navigation": ["about"]}
    site.write("about.md", "---\norphan: true\n---\n\n# Before\n")
    site.build(**settings)
    site.write("about.md", "---\norphan: true\n---\n\n# After\n")
    site.build(**settings)
    assert "After" in site.page("search").get_text()
    assert site.contents() == clean_contents(site, **settings)


def test_a_setting_that_only_warns_is_heeded_at_once(site: Site) -> None:
    site.post("2020/06/01/a", body="See {py:class}`nothing.Here`.")
    assert site.build().warnings == []
    assert len(site.build(nitpicky=True).warnings) == 1


def test_a_logo_outside_of_the_static_folder_is_copied_anew(site: Site) -> None:
    for words in ("one", "two"):
        site.write("logo.svg", words)
        site.build(html_logo="logo.svg")
        assert (site.out / "_static/logo.svg").read_text() == words


def test_another_version_of_a_library_has_everything_read_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.post("2020/06/01/a", "A")
    site.build()
    assert "no targets are out of date" in site.build().told
    monkeypatch.setattr(page_inputs, "distributions", lambda folder: ["another-1.0.dist-info"])
    assert "0 added, 2 changed" in site.build().told


def test_an_extension_that_is_not_safe_for_several_processes_is_told_in_every_build(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "ENOUGH", 50)
    site.write("unsafe.py", "def setup(app):\n    return {'parallel_read_safe': False}\n")
    monkeypatch.syspath_prepend(site.source)
    site.post("2020/06/01/a", "A")
    for _ in range(2):
        warnings = site.build(parallel=2, extensions=["myst_parser", "weblog", "unsafe"]).warnings
        assert "the unsafe extension is not safe for parallel reading" in "\n".join(warnings)


def test_a_kept_page_that_feeds_need_more_of_is_written_all_the_same(site: Site) -> None:
    preview: dict[str, Any] = {"weblog_drafts": True, "weblog_keep_good_pages": True}
    site.write("posts/2020/06/01/a.md", "# A\n\nWords.\n")
    site.build(**preview)
    site.post("2020/06/01/a", "A", body="See [](nowhere.md), said the giraffe.")
    assert "nowhere" in "\n".join(site.build(**preview).warnings)
    assert b"giraffe" in site.contents()["blog/atom.xml"]


def test_a_post_that_leaves_all_feeds_is_left_alone_by_the_next_build(site: Site) -> None:
    settings: dict[str, Any] = {"blog_feed_length": 1, "blog_feed_archives": False}
    for day in (1, 2, 3):
        site.post(f"2020/06/0{day}/a", f"Day {day}")
        site.build(**settings)
    first = site.out / "posts/2020/06/01/a.html"
    before = first.stat().st_mtime_ns
    site.post("2020/06/03/a", "Day 3", body="Other words.")
    site.build(**settings)
    assert first.stat().st_mtime_ns == before


def test_feeds_follow_how_addresses_end(site: Site) -> None:
    site.post("2020/06/01/a", "A", "", ":tags: x")
    for ending in (".html", ""):
        site.build(html_link_suffix=ending)
        assert f'site/posts/2020/06/01/a{ending}"'.encode() in site.contents()["blog/atom.xml"]
        assert f'site/blog/tag/x{ending}"'.encode() in site.contents()["feeds.opml"]


def test_a_reference_to_a_feed_that_is_not_there_is_told(site: Site) -> None:
    site.post("2020/06/01/a", body="See {ref}`blog-feed`.")
    assert site.build().warnings == []
    assert len(site.build(blog_feed_templates={"all": {}}).warnings) == 1


def test_the_search_knows_a_dozen_kinds_of_objects_after_a_word_as_after_a_clean_build(site: Site) -> None:
    """Their numbers are text in the index, where "10" would come before "2"."""
    kinds = {
        "py": ("function:: f()", "class:: C", "data:: d", "exception:: E", "module:: m"),
        "js": ("function:: g()", "data:: x"),
        "c": ("function:: int h(void)", "var:: int v", "macro:: M"),
        "cpp": ("function:: int k()", "class:: K"),
        "rst": ("directive:: r",),
    }
    objects = "\n\n".join(f".. {domain}:{kind}" for domain, found in kinds.items() for kind in found)
    site.write("objects.rst", f":orphan:\n\nObjects\n=======\n\n{objects}\n")
    for body in ("Words.", "Words.\n\nAnother word."):
        site.post("2020/06/01/post", body=body)
        assert site.build().warnings == []
    index = json.loads((site.out / "searchindex.js").read_text().partition("(")[2].removesuffix(")"))
    assert len(index["objtypes"]) > 10
    assert site.contents() == clean_contents(site)


RECIPES = """
from sphinx.domains import Domain, ObjType
from sphinx.util.docutils import SphinxDirective

class Use(SphinxDirective):
    required_arguments = 1

    def run(self):
        uses = self.env.domains["recipes"].data["uses"]
        uses.setdefault(self.env.current_document.docname, []).append(self.arguments[0])
        return []

class Recipes(Domain):
    name, label, directives = "recipes", "Recipes", {"use": Use}
    object_types = {"ingredient": ObjType("ingredient")}
    initial_data = {"uses": {}}

    def clear_doc(self, docname):
        self.data["uses"].pop(docname, None)

    def get_objects(self):
        count = sum(uses.count("salt") for uses in self.data["uses"].values())
        yield "salt", f"salt, {count} times", "ingredient", "index", "salt", 1

def setup(app):
    app.add_domain(Recipes)
"""


def test_objects_that_depend_on_other_documents_are_current_in_the_search(site: Site) -> None:
    site.write("conf.py", (site.source / "conf.py").read_text() + RECIPES)
    for uses in (1, 2):
        site.write("soup.rst", ":orphan:\n\nSoup\n====\n\n" + ".. recipes:use:: salt\n" * uses)
        site.build()
    assert b"salt, 2 times" in site.contents()["searchindex.js"]
    assert site.contents() == clean_contents(site)


@pytest.mark.parametrize("is_older", [False, True])
@pytest.mark.parametrize("what", ["a text", "another title", "a new post"])
def test_what_was_changed_when_other_pages_alone_were_asked_for_is_written_later(
    site: Site, what: str, *, is_older: bool
) -> None:
    site.write("about.rst", ":orphan:\n\nAbout\n=====\n")
    site.post("2020/06/01/post")
    site.build()
    body = "Some words.\n\nA zebra."
    match what:
        case "a text":
            site.post("2020/06/01/post", body=body)
        case "another title":
            site.post("2020/06/01/post", "Another title")
        case _:
            site.post("2020/06/02/new", "New", body=body)
    if is_older:
        for file in site.source.rglob("posts/**/*.md"):
            os.utime(file, (1_000_000_000, 1_000_000_000))
    assert site.build("about.rst").warnings == []
    assert site.build().warnings == []
    assert site.contents() == clean_contents(site)


@pytest.mark.parametrize("has_edit", [False, True])
def test_a_search_index_that_is_gone_is_made_anew(site: Site, *, has_edit: bool) -> None:
    for day in ("01", "02"):
        site.post(f"2020/06/{day}/post")
    site.build()
    (site.out / "searchindex.js").unlink()
    if has_edit:
        site.post("2020/06/01/post", body="Some words.\n\nA zebra.")
    assert site.build().warnings == []
    assert site.contents() == clean_contents(site)


@pytest.mark.parametrize(
    ("text", "kind"),
    [(b"```{post}\n```\n\n# A post\n\nStill secret.\n", ""), (b"# Caf\xe9, still secret\n", "weblog.encoding")],
)
def test_a_file_that_takes_the_place_of_a_newer_one_is_held_back_as_ever(site: Site, text: bytes, kind: str) -> None:
    """Sphinx goes by its time, and thinks that nothing has changed."""
    site.post("post", "A post", "2020-06-25")
    site.post("2020/06/26/other")
    site.build()
    file = site.source / "posts/post.md"
    file.write_bytes(text)
    os.utime(file, (1_000_000_000, 1_000_000_000))
    for _ in range(2):
        warnings = site.build().warnings
        assert [warning for warning in warnings if kind not in warning or not kind] == []
        assert len(warnings) == bool(kind)
        assert [name for name, content in site.contents().items() if b"secret" in content] == []
    assert site.contents() == clean_contents(site)


@pytest.mark.parametrize("path", ["events/conf", "posts/2020/06/25/post", "speakers/ada-x", "talks"])
def test_a_page_whose_file_moves_keeps_its_address(root: Callable[[str], Site], path: str) -> None:
    """events/conf.md and events/conf/index.md are two documents, and one address where each has its folder."""
    site = root("talks")
    site.post("2020/06/24/talk", "Talk - Ada X", "", body="```{talk}\n```")
    texts = {
        "events/conf": "# Conf\n\n```{event}\n```\n",
        "speakers/ada-x": "# Ada X\n\n```{speaker}\n```\n",
        "talks": "# All\n\n```{talks}\n```\n",
    }
    text = texts.get(path, "```{post} 2020-06-25\n```\n\n# Post\n")
    flat, deep = f"{path}.md", f"{path}/index.md"
    site.build(builder="dirhtml")
    wanted: dict[str | None, Mapping[str, bytes]] = {}
    for now, before in ((flat, deep), (deep, flat), (flat, deep), (None, flat), (deep, None), (None, deep)):
        if before:
            (site.source / before).unlink(missing_ok=True)
        if now:
            site.write(now, text)
        site.build(builder="dirhtml")
        if now not in wanted:
            wanted[now] = clean_contents(site, builder="dirhtml")
        assert site.contents("dirhtml") == wanted[now], now


@pytest.mark.parametrize("text", [None, "```{post}\n```\n\n# A draft now\n"])
def test_a_list_of_pages_forgets_one_that_is_gone(site: Site, text: str | None) -> None:
    """Sphinx reads again what lists pages by a pattern, and leaves alone what names them."""
    for name in "abc":
        site.post(name, name.upper(), "2020-06-25")
    names = "".join(f"   posts/{name}\n" for name in "abc")
    site.write("index.rst", f"Small\n=====\n\n.. toctree::\n\n{names}")
    site.build()
    (site.source / "posts/b.md").unlink()
    if text:
        site.write("posts/b.md", text)
    (told,) = site.build().warnings
    assert "posts/b" in told
    assert site.contents() == clean_contents(site)


@pytest.mark.parametrize("link", ["[](/posts/2020/06/26/gone.md)", "[words](../26/gone.md#there)", "{doc}`../26/gone`"])
def test_a_link_to_a_page_that_is_gone_is_shown_as_in_a_clean_build(site: Site, link: str) -> None:
    site.post("2020/06/25/one", "One", body=f"See {link}.")
    site.post("2020/06/26/gone", "Gone", body="## There\n\nWords.")
    site.build()
    (site.source / "posts/2020/06/26/gone.md").unlink()
    (told,) = site.build().warnings
    assert told.startswith('posts/2020/06/25/one.md:6: WARNING: there is no page "posts/2020/06/26/gone"')
    assert site.contents() == clean_contents(site)


@pytest.mark.parametrize("lost", ["folder", "record", "half a record"])
def test_a_build_without_a_record_of_the_last_one_leaves_nothing_of_it(site: Site, lost: str) -> None:
    """Nobody knows then what a page that is there belongs to; it may be of a post that was taken back."""
    site.post("2020/06/25/secret", "A secret", "", ":tags: secret")
    site.post("2020/06/26/other", "Another")
    site.build()
    (site.source / "posts/2020/06/25/secret.md").unlink()
    record = site.doctrees / "sphinx_rebuild/html/record.json"
    match lost:
        case "folder":
            shutil.rmtree(site.doctrees)
        case "record":
            record.unlink()
        case _:
            record.write_text("{", encoding="utf-8")
    site.build()
    assert [name for name, content in site.contents().items() if "secret" in name or b"secret" in content] == []
    assert site.contents() == clean_contents(site)


def test_two_output_folders_in_turns_have_what_a_clean_build_has(site: Site) -> None:
    site.post("2020/06/25/one", "One", "", ":tags: first")
    site.build()
    first, site.out = site.out, site.out.with_name("other") / "html"
    site.build()
    (site.source / "posts/2020/06/25/one.md").unlink()
    site.build()
    site.out = first
    site.build()
    assert site.contents() == clean_contents(site)


def test_the_search_follows_the_language(site: Site) -> None:
    """Words of pages without a source, too, whose titles stay the same."""
    site.post("2020/06/25/one", "One - Dieter Handlungen", "", body="```{talk}\n```")
    for language in ("en", "de", "fr"):
        site.build(language=language)
        assert site.contents()["searchindex.js"] == clean_contents(site, language=language)["searchindex.js"]


def test_templates_and_static_files_behind_a_link_are_followed(site: Site) -> None:
    shared = site.source.with_name("shared")
    for kind in ("_templates", "_static"):
        (site.source / kind).mkdir(exist_ok=True)
        (shared / kind).mkdir(parents=True)
        (site.source / kind / "more").symlink_to(shared / kind)
    site.write(
        "_templates/layout.html",
        '{% extends "!layout.html" %}{% block footer %}{% include "more/x.html" %}{% endblock %}',
    )
    settings: dict[str, Any] = {"templates_path": ["_templates"], "html_static_path": ["_static"]}
    for words in ("zebra", "giraffe"):
        (shared / "_templates/x.html").write_text(words, encoding="utf-8")
        (shared / "_static/x.css").write_text(f".{words} {{}}", encoding="utf-8")
        site.build(**settings)
        assert words in site.page("index").text
        assert words in (site.out / "_static/more/x.css").read_text(encoding="utf-8")
    (shared / "_static/x.css").unlink()
    site.build(**settings)
    assert not site.exists("_static/more/x.css")


def test_a_file_of_the_output_that_is_gone_comes_back(site: Site) -> None:
    site.write("pictures/one.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.post("2020/06/25/one", "One", "", body="![one](/pictures/one.svg)")
    site.post("2020/06/26/two", "Two")
    site.build()
    before = site.contents()
    for path in before:
        (site.out / path).unlink()
        site.build()
        assert site.contents() == before, path


def test_starting_over_spares_sources_and_what_no_weblog_has_made(site: Site) -> None:
    """An output folder may hold the source, as docs holds docs/source, and other sites."""
    site.out = site.source.parent / "html"
    site.source = site.source.rename(site.source.parent / "inside")
    site.out.mkdir()
    site.source = site.source.rename(site.out / "source")
    site.doctrees = site.out / "doctrees"
    site.write("_templates/layout.html", '{% extends "!layout.html" %}{# data-content_root= #}')
    site.post("2020/06/25/one", "One", "", ":tags: first")
    site.build(templates_path=["_templates"])
    others = {"api/index.html": "<html data-content_root=./>", "api/objects.inv": "", "own/page.html": "By hand."}
    for name, text in others.items():
        (site.out / name).parent.mkdir(exist_ok=True)
        (site.out / name).write_text(text, encoding="utf-8")
    shutil.rmtree(site.doctrees)
    (site.source / "posts/2020/06/25/one.md").unlink()
    assert site.build(templates_path=["_templates"]).warnings == []
    assert (site.source / "_templates/layout.html").exists()
    assert {name: (site.out / name).read_text(encoding="utf-8") for name in others} == others
    assert not site.exists("posts/2020/06/25/one.html")
    assert not site.exists("blog/tag/first.html")
    assert not site.exists("blog/tag/first/atom.xml")


def test_a_first_build_that_died_is_not_trusted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.post("2020/06/01/a")
    site.post("2020/06/02/b")

    def die(pages: OtherPages) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(OtherPages, "gen_additional_pages", die)
        with pytest.raises(KeyboardInterrupt):
            site.build()
    (site.source / "posts/2020/06/02/b.md").unlink()
    site.build()
    assert site.contents() == clean_contents(site)


def test_an_image_that_html_does_not_show_has_nothing_written_again(site: Site) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    site.write("pic.svg", svg)
    site.write("pic.png", "")
    site.write("other.png", "")
    site.write(
        "about.rst", ":orphan:\n\nAbout\n=====\n\n.. image:: pic.*\n\n.. only:: latex\n\n   .. image:: other.png\n"
    )
    site.build()
    before = (site.out / "about.html").stat().st_mtime_ns
    site.build()
    assert (site.out / "about.html").stat().st_mtime_ns == before


def test_a_reference_follows_an_equation_to_another_document(site: Site) -> None:
    equation = ".. math:: e\n   :label: word\n"
    site.write("index.rst", "Small\n=====\n\nSee :any:`word`.\n")
    for name, body in (("a", equation), ("b", "Words.")):
        site.write(f"{name}.rst", f":orphan:\n\n{name}\n=\n\n{body}\n")
    assert site.build().warnings == []
    for name, body in (("b", equation), ("a", "Words.")):
        site.write(f"{name}.rst", f":orphan:\n\n{name}\n=\n\n{body}\n")
    assert site.build().warnings == []
    assert "b.html#equation-word" in {link["href"] for link in site.page("index").select("a")}
    assert site.contents() == clean_contents(site)


def test_a_reference_follows_a_citation_to_another_document(site: Site) -> None:
    """Though there is a label of its name elsewhere, which stays where it is."""
    site.write("index.rst", "Small\n=====\n\nSee [Word]_.\n")
    for name, body in (("a", ".. _word:\n\nHere\n----\n\nWords."), ("b", ".. [Word] One."), ("c", ".. [Word] Other.")):
        site.write(f"{name}.rst", f":orphan:\n\n{name}\n=\n\n{body}\n")
    site.build()
    site.write("b.rst", ":orphan:\n\nb\n=\n\nWords.\n")
    site.build()
    assert "c.html#word" in {link["href"] for link in site.page("index").select("a")}
    assert site.contents() == clean_contents(site)


def test_more_processes_than_documents_are_no_mistake(site: Site) -> None:
    for day in range(1, 6):
        site.post(f"2020/06/0{day}/post")
    assert site.build(parallel=16).warnings == []
    assert site.contents() == clean_contents(site)
