"""Extensions find their own tables, and pages show what is in them: however an extension looks at a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .builds import ENGINE, assert_same_files, files_of

if TYPE_CHECKING:
    from .builds import Contents, Result, Site

SITE = files_of(
    """
%% conf.py
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
extensions = ["ENGINE", "tables"]
html_theme = "basic"

%% index.rst
Top
===

.. toctree::

   one
   two

%% one.rst
One
===

Words.

%% two.rst
Two
===

Words, too.
"""
)
IN_ENVIRONMENT = """
import copy
import pickle
from collections import OrderedDict, defaultdict
from pathlib import Path

from docutils import nodes


class Named(dict):
    def __init__(self):
        super().__init__()
        self.name = self.recorder = "mine"


def put(env, docname, length):
    vars(env).setdefault("steps", OrderedDict())["reading"] = docname
    for kind in KINDS:
        table = vars(env).setdefault(kind.__name__, kind())
        table[f"{docname}!" if kind is OrderedDict else docname] = length
        if docname == "one" and kind is OrderedDict:
            table.move_to_end("one!", last=False)


def forget(app, env, docname):
    for kind in KINDS:
        vars(env).get(kind.__name__, {}).pop(f"{docname}!" if kind is OrderedDict else docname, None)


def merge(app, env, docnames, other):
    for docname in sorted(docnames):
        put(env, docname, other.dict[docname])


def show(app, doctree, docname):
    app.env.steps["writing"] = docname
    if docname in LOOKS:
        kind, look = LOOKS[docname]
        try:
            text = str(eval(look, globals(), {"table": getattr(app.env, kind)}))
        except Exception as error:
            text = repr(error)
        doctree += nodes.paragraph("", text)


def tell_steps(app, exception):
    Path(app.outdir, "steps.txt").write_text(" ".join(app.env.steps))


def setup(app):
    app.connect("doctree-read", lambda app, doctree: put(app.env, app.env.docname, len(doctree.astext())))
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("doctree-resolved", show)
    app.connect("build-finished", tell_steps, priority=20_000)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


KINDS = (dict, OrderedDict, defaultdict, Named)
LOOKS = """
FORMER = "{name: table[name] for name in ['index', 'one', 'two', *LOOKS]}"
LOOKS = {
    "length": ("dict", "len(table)"),
    "truth": ("dict", "bool(table)"),
    "text": ("dict", "table"),
    "text-with-a-factory": ("defaultdict", "table"),
    "copy": ("dict", "sorted(table.copy().items())"),
    "copied-by-python": ("dict", "sorted(copy.copy(table).items())"),
    "deep-copy": ("dict", "sorted(copy.deepcopy(table).items())"),
    "pickled": ("dict", "sorted(pickle.loads(pickle.dumps(table)).items())"),
    "united": ("dict", "sorted((table | {}).items())"),
    "united-the-other-way": ("dict", "sorted(({} | table).items())"),
    "compared": ("dict", f"table == {FORMER}"),
    "compared-the-other-way": ("dict", f"{FORMER} != table"),
    "backwards": ("dict", "list(reversed(table))"),
    "order": ("OrderedDict", "list(table.items())"),
    "order-as-text": ("OrderedDict", "table"),
    "order-copied": ("OrderedDict", "list(table.copy())"),
    "attributes": ("Named", "(table.name, table.recorder, len(table))"),
    "attributes-copied": ("Named", "(len(table.copy()), copy.copy(table).name)"),
}
"""The name of a document -> a table of the environment, and what its page shows of it."""
DOMAIN = """
from collections import defaultdict

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.domains import Domain


class Note(Directive):
    required_arguments = 1

    def run(self):
        env = self.state.document.settings.env
        env.get_domain("noted").data["places"][self.arguments[0]].append(env.docname)
        return []


class Noted(Domain):
    name = label = "noted"
    directives = {"note": Note}
    initial_data = {"places": defaultdict(list)}

    def clear_doc(self, docname):
        for places in self.data["places"].values():
            places[:] = [place for place in places if place != docname]

    def merge_domaindata(self, docnames, other):
        for name, places in other["places"].items():
            self.data["places"][name] += [place for place in places if place in docnames]


def show(app, doctree, docname):
    places = app.env.get_domain("noted").data["places"]
    doctree += nodes.paragraph("", str(sorted((name, sorted(found)) for name, found in places.items() if found)))


def setup(app):
    app.add_domain(Noted)
    app.connect("doctree-resolved", show)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
"""
NAMES = """
from docutils import nodes
from sphinx.domains import Domain

LOOKS = {
    "by-item": lambda data: data["names"],
    "by-get": lambda data: data.get("names"),
    "by-default": lambda data: data.setdefault("names", ()),
}


class Named(Domain):
    name = label = "named"
    initial_data = {"names": ()}

    def clear_doc(self, docname):
        self.data["names"] = tuple(name for name in self.data["names"] if name != docname)

    def process_doc(self, env, docname, document):
        self.data["names"] = tuple(sorted({*self.data["names"], docname}))

    def merge_domaindata(self, docnames, other):
        self.data["names"] = tuple(sorted({*self.data["names"], *docnames}))


def show(app, doctree, docname):
    if docname in LOOKS:
        doctree += nodes.paragraph("", str(LOOKS[docname](app.env.get_domain("named").data)))


def setup(app):
    app.add_domain(Named)
    app.connect("doctree-resolved", show)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
"""
LENGTHS = """
from docutils import nodes


def put(app, doctree):
    vars(app.env).setdefault("lengths", {})[f"of {app.env.docname}"] = len(doctree.astext())


def forget(app, env, docname):
    vars(env).get("lengths", {}).pop(f"of {docname}", None)


def merge(app, env, docnames, other):
    vars(env).setdefault("lengths", {}).update({f"of {name}": other.lengths[f"of {name}"] for name in docnames})


def show(app, doctree, docname):
    if docname == "two":
        doctree += nodes.paragraph("", str(sum(app.env.lengths.values())))


def setup(app):
    app.connect("doctree-read", put)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("doctree-resolved", show)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
"""
NUMBERS = """
from docutils import nodes


def number(app, env):
    for position, docname in enumerate(sorted(env.found_docs)):
        env.titles[docname]["position"] = position


def show(app, doctree, docname):
    if docname == "one":
        doctree += nodes.paragraph("", str(app.env.titles["two"]["position"]))


def setup(app):
    app.connect("env-updated", number)
    app.connect("doctree-resolved", show)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
"""


def after_an_edit(site: Site, files: dict[str, Contents], edit: dict[str, Contents]) -> tuple[Result, Result]:
    """What a build leaves after an edit, and what Sphinx alone leaves of the same files."""
    site.write(files)
    first = site.build()
    assert first.outcome == (0, ())
    site.write(edit)
    result = site.build()
    site.clear()
    site.write({**files, **edit, "conf.py": f'{files["conf.py"]!s}\nextensions = ["tables"]\n'})
    return result, site.build()


def assert_same_pages(ours: Result, theirs: Result) -> None:
    assert ours.outcome == theirs.outcome == (0, ())
    assert_same_files({**ours.files, ".buildinfo": b""}, {**theirs.files, ".buildinfo": b""})


def test_a_page_shows_what_an_extension_finds_in_its_table(site: Site) -> None:
    """All of them see the document that comes, most by no entry's name; the last steps see what others have put in."""
    looks = {f"{name}.rst": f":orphan:\n\n{name}\n{'=' * len(name)}\n" for name in LOOKS}
    files = {**SITE, **looks, "tables.py": f"{IN_ENVIRONMENT}{LOOKS}\n"}

    assert_same_pages(*after_an_edit(site, files, {"zero.rst": ":orphan:\n\nZero\n====\n"}))


def test_a_domain_has_tables_of_the_kind_that_it_asked_for(site: Site) -> None:
    noted = {name: f"{SITE[name]!s}\n.. noted:note:: {name}\n" for name in ("one.rst", "two.rst")}
    files = {**SITE, **noted, "tables.py": DOMAIN}

    assert_same_pages(*after_an_edit(site, files, {"one.rst": f"{SITE['one.rst']!s}\n.. noted:note:: more\n"}))


def test_a_page_shows_what_a_domain_keeps_that_processes_cannot_share(site: Site) -> None:
    """Without a method that merges what several have read, there is one table of all documents."""
    without = DOMAIN[: DOMAIN.index("    def merge")] + DOMAIN[DOMAIN.index("\ndef show") :]
    noted = {name: f"{SITE[name]!s}\n.. noted:note:: {name}\n" for name in ("one.rst", "two.rst")}
    files = {**SITE, **noted, "tables.py": without.replace('"parallel_read_safe": True', '"parallel_read_safe": False')}

    assert_same_pages(*after_an_edit(site, files, {"one.rst": f"{SITE['one.rst']!s}\n.. noted:note:: more\n"}))


def test_a_page_shows_what_a_domain_keeps_in_no_table(site: Site) -> None:
    looks = {f"by-{name}.rst": f":orphan:\n\n{name}\n=======\n" for name in ("item", "get", "default")}
    files = {**SITE, **looks, "tables.py": NAMES}

    assert_same_pages(*after_an_edit(site, files, {"zero.rst": ":orphan:\n\nZero\n====\n"}))


def test_a_page_shows_a_table_that_has_no_documents_names(site: Site) -> None:
    files = {**SITE, "tables.py": LENGTHS}

    assert_same_pages(*after_an_edit(site, files, {"one.rst": f"{SITE['one.rst']!s}\nMore words.\n"}))


def test_a_page_shows_what_an_extension_puts_into_tables_of_sphinx_once_all_is_read(site: Site) -> None:
    files = {**SITE, "tables.py": NUMBERS}

    assert_same_pages(*after_an_edit(site, files, {"a.rst": ":orphan:\n\nA\n=\n"}))


@pytest.mark.skipif(not ENGINE, reason="Sphinx writes all that refer to a document")
def test_a_title_that_is_as_it_was_has_no_other_page_written(site: Site) -> None:
    site.write({**SITE, "conf.py": str(SITE["conf.py"]).replace(', "tables"', "")})
    site.build()

    site.write({"two.rst": f"{SITE['two.rst']!s}\n.. _place:\n\nMore words.\n"})
    result = site.build()

    assert re.findall(r"^writing output\.\.\. \[.+\] (.+?) *$", result.told, re.MULTILINE) == ["two"]
