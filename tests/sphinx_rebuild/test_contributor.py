"""What a site's own extension contributes: each build has the pages, files, documents and messages of a clean one."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from .builds import Surroundings, assert_same, files_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .builds import Contents, Site
    from .conftest import BuiltSites, CleanBuilds

FILES = files_of(
    """
%% conf.py
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "parts"))
for name in ("jars", "jars.late"):
    sys.modules.pop(name, None)
project = "Shelf"
copyright = "nobody"
extensions = ["ENGINE", "jars"]
html_theme = "basic"
templates_path = ["_templates"]

%% parts/jars/__init__.py
import json
from pathlib import Path

from sphinx.util.logging import getLogger
from sphinx_rebuild import Contributor, File, Page, contribute

import jars_command


class Jars(Contributor):
    name = "jars"
    tables = ("jars",)
    files_at_top = ("jars.json", "lids.json")
    code_left_out = frozenset({"jars_command"})

    def __init__(self, app):
        app.connect("doctree-read", self.on_doctree_read)

    def begin(self, site, /):
        super().begin(site)
        self.jars = site.table("jars")

    def hold_back(self, docnames, /):
        return [name for name in docnames if "sealed" in self.site.env.doc2path(name).read_text()]

    def on_doctree_read(self, app, doctree):
        if found := [line for line in doctree.astext().splitlines() if line.startswith("Jar ")]:
            self.jars[app.env.current_document.docname] = found

    def besides_documents(self):
        attic = Path(self.site.app.confdir, "attic.txt")
        return attic.read_text().splitlines() if attic.exists() else []

    def all_read(self):
        self.all = sorted([jar for jars in self.jars.values() for jar in jars] + self.besides_documents())
        if len(self.all) > 5:
            getLogger("jars").warning("too many jars")

    def facts(self, docname, /):
        return self.all[:1] if docname in self.jars else None

    def page_context(self, pagename, context, /):
        if pagename == "lid-wormwood":
            getLogger("jars").warning("wormwood is bitter")
        return {"first": self.facts(pagename), "project_of_app": self.site.app.config.project}

    def page_variables(self):
        return {"place": "of the"}

    def pages(self):
        return {
            f"lid-{jar[4:].lower()}": Page(
                pagename=f"lid-{jar[4:].lower()}", template="lid.html",
                title=f"The lid of {jar}",
                facts={"jar": jar, "count": len(self.all)}, is_searched=True
            )
            for jar in self.all
        }

    def files(self):
        text = json.dumps(self.all)
        yield File(path="jars.json", digest=text, make=text.encode)
        made_of = f"{self.site.inputs()} {self.site.shared()} {self.sources()} {text}"
        if self.site.is_current("labels.json", made_of):
            assert self.site.last_digest_of_file("labels.json") == made_of
        yield File(path="labels.json", digest=made_of, make=self.labels)

    def sources(self):
        return sorted(Path(path).name for path in self.site.sources())

    def labels(self):
        from jars import late

        return late.labels(self)


def setup(app):
    app.setup_extension("sphinx_rebuild")
    contribute(app, Jars)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

%% parts/jars/late.py
import json


def labels(jars):  # what code says, what documents are called, and which files there are
    titles = {name: title.astext() for name, title in sorted(jars.site.env.titles.items())}
    return json.dumps([f"The lid of {jars.all}", titles, jars.sources()]).encode()

%% parts/jars_command.py
USE = "python -m jars_command"

%% _templates/lid.html
{% extends "layout.html" %}
{% block body %}
<h1>{{ title }}</h1>
<p>{{ jar }}, one of {{ count }} {{ place }} {{ project_of_app }}</p>
{{ toctree() }}
{% endblock %}

%% _templates/page.html
{% extends "!page.html" %}
{% block body %}{{ super() }}{% if first %}<p>First: {{ first[0] }}</p>{% endif %}{% endblock %}

%% index.rst
Shelf
=====

.. toctree::
   :glob:

   *

%% cellar.rst
Cellar
======

Jar Plum

%% kitchen.rst
Kitchen
=======

Jar Quince

Jar Raspberry

Jar Sloe

%% garden.rst
Garden
======

Nothing in jars.
"""
)
KITCHEN = str(FILES["kitchen.rst"])
EDITS: Mapping[str, Mapping[str, Contents | None]] = {
    "nothing": {},
    "a word": {"garden.rst": "Garden\n======\n\nNothing at all in jars.\n"},
    "another title": {"garden.rst": "Gardens\n=======\n\nNothing in jars.\n"},
    "one more": {"garden.rst": "Garden\n======\n\nJar Rhubarb\n"},
    "another first one": {"garden.rst": "Garden\n======\n\nJar Apple\n"},
    "one that is told of": {"garden.rst": "Garden\n======\n\nJar Wormwood\n"},
    "one of another name": {"cellar.rst": "Cellar\n======\n\nJar Pear\n"},
    "held back": {"kitchen.rst": f"{KITCHEN}\nIt is sealed.\n"},
    "gone": {"kitchen.rst": None},
    "too many": {"garden.rst": "Garden\n======\n\nJar Apple\n\nJar Rhubarb\n"},
    "a file that is no document": {"attic.txt": "Jar Walnut\n"},
    "a first one in it": {"attic.txt": "Jar Apple\n"},
    "code that is loaded late": {
        "parts/jars/late.py": str(FILES["parts/jars/late.py"]).replace("The lid of", "A lid of")
    },
    "code": {"parts/jars/__init__.py": str(FILES["parts/jars/__init__.py"]).replace("The lid of", "A lid of")},
}


def files(edit: str) -> dict[str, Contents]:
    """The site's files after an edit."""
    return {path: contents for path, contents in {**FILES, **EDITS[edit]}.items() if contents is not None}


@pytest.mark.parametrize("edit", EDITS)
def test_each_build_has_what_a_clean_one_has(edit: str, sites: BuiltSites, clean: CleanBuilds) -> None:
    """There are so many lids that another process writes some of them, whose notes count as well."""
    edited = files(edit)
    underway = clean.start(edited)

    for surroundings in (Surroundings(jobs=1), Surroundings(jobs=2)):
        site, first = sites.take(FILES, surroundings)
        site.write(edited, FILES)
        results = [site.build(surroundings=surroundings) for _ in range(2)]
        site.write(FILES, edited)
        undone = site.build(surroundings=surroundings)

        for result in results:
            assert_same(result, underway())
        assert results[1].written == frozenset()
        assert_same(undone, first)
        sites.give_back(FILES, site, first, surroundings)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_it_contributes_is_there(jobs: int, clean: CleanBuilds) -> None:
    result = clean.start(FILES, surroundings=Surroundings(jobs=jobs))()

    assert result.outcome == (0, ())
    assert b"<p>Jar Plum, one of 4 of the Shelf</p>" in result.files["lid-plum.html"]
    assert b"First: Jar Plum" in result.files["kitchen.html"]
    assert b"First" not in result.files["garden.html"]
    assert result.files["jars.json"] == b'["Jar Plum", "Jar Quince", "Jar Raspberry", "Jar Sloe"]'
    _, titles, paths = json.loads(result.files["labels.json"])
    assert titles == {"cellar": "Cellar", "garden": "Garden", "index": "Shelf", "kitchen": "Kitchen"}
    assert paths == ["cellar.rst", "garden.rst", "index.rst", "kitchen.rst"]
    assert b'"lid"' in result.files["searchindex.js"] or b"lid:" in result.files["searchindex.js"]


def test_a_document_that_is_held_back_is_nowhere(sites: BuiltSites) -> None:
    site, _ = sites.take(FILES)
    site.write(files("held back"), FILES)

    result = site.build()

    assert not {"kitchen.html", "lid-quince.html"} & result.files.keys()
    assert b"Kitchen" not in result.files["index.html"] + result.files["searchindex.js"]


def test_a_build_without_a_record_makes_its_files_anew_also_those_that_were_never_there(
    sites: BuiltSites, clean: CleanBuilds
) -> None:
    edited = files("gone")
    underway = clean.start(edited)
    site, _ = sites.take(FILES)
    shutil.rmtree(site.doctrees)
    site.write(edited, FILES)

    assert_same(site.build(), underway())


def test_what_is_gone_of_the_output_is_made_again(sites: BuiltSites) -> None:
    site, first = sites.take(FILES)

    for path in ("lid-plum.html", "jars.json", "labels.json"):
        (site.out / path).unlink()
        result = site.build()

        assert_same(result, first)
        assert result.written == {path}
    sites.give_back(FILES, site, first)


def test_what_it_tells_of_the_whole_is_told_in_each_build(site: Site) -> None:
    site.write(files("too many"))

    results = [site.build() for _ in range(2)]

    assert [result.outcome for result in results] == [(1, ("WARNING: too many jars",))] * 2


def test_what_it_tells_of_the_whole_is_told_once_when_a_word_is_edited(site: Site) -> None:
    site.write(files("too many"))
    site.build()
    garden = str(files("too many")["garden.rst"])

    site.write({"garden.rst": f"{garden}\n\nAnother word.\n"})
    word = site.build()
    site.write({"garden.rst": str(FILES["garden.rst"])})
    mended = site.build()

    assert (word.read, word.outcome) == (("garden",), (1, ("WARNING: too many jars",)))
    assert mended.outcome == (0, ())


def test_an_edit_writes_what_shows_it(sites: BuiltSites) -> None:
    site, _ = sites.take(FILES)
    site.write(files("one more"), FILES)

    written = {path for path in site.build().written if path.endswith((".html", ".json"))}

    assert written >= {"garden.html", "lid-rhubarb.html", "jars.json"}
    assert not written & {"index.html", "cellar.html", "kitchen.html"}


def test_a_file_that_is_no_document_writes_what_shows_it(sites: BuiltSites) -> None:
    site, first = sites.take(FILES)
    site.write(files("a first one in it"), FILES)

    result = site.build()

    written = {path for path in result.written if path.endswith(".html")}
    assert written >= {"cellar.html", "kitchen.html", "lid-apple.html"}
    assert not written & {"index.html", "garden.html"}
    assert result.read == ()
    assert site.build().written == frozenset()
    site.write(FILES, files("a first one in it"))
    assert_same(site.build(), first)
    sites.give_back(FILES, site, first)


def test_code_that_makes_no_page_is_none_of_the_sites(sites: BuiltSites) -> None:
    site, first = sites.take(FILES)
    site.write({**FILES, "parts/jars_command.py": "USE = None\n"}, FILES)

    result = site.build()

    assert (result.read, result.written) == ((), frozenset())
    assert_same(result, first)
