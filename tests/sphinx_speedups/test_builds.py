"""A build with the extension: what is made is the same, and nothing of it is left when it ends, however that is."""

from __future__ import annotations

import ast
import gc
import logging
import subprocess
import sys
from functools import wraps
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

import docutils.frontend
import pytest
import sphinx.events
from pygments.formatters.html import HtmlFormatter
from sphinx.errors import SphinxError

import sphinx_speedups

from .docs import BOTH, Docs

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

REPLACED = {
    "one parser of docutils' options for all documents": "sphinx.util.docutils:_get_settings",
    "one parser of docutils' options for what MyST throws away": (
        "myst_parser.mdit_to_docutils.base:get_default_settings"
    ),
    "a search for nodes where there may be any": "docutils.nodes:Node.findall",
    "documents found without path objects": "sphinx.project:Project.discover",
    "one formatter for blocks of code that are shown alike": "sphinx.highlighting:PygmentsBridge.get_formatter",
}
"""A patch's name -> the place of the function that it replaces."""
ELSEWHERE = [
    "a search for garbage now and then",
    "no search for garbage at the very end",
    "no messages that nobody sees",
    "tables of contents that stay pickled",
    "templates that stay compiled",
]
"""The other patches, which have a test file each."""
ALONE = 'extensions = ["myst_parser"]\nsource_suffix = {".rst": "restructuredtext", ".md": "markdown"}\n'
EVENTS = ("config-inited", "builder-inited", "env-before-read-docs", "doctree-read", "build-finished")


def owner_of(place: str) -> tuple[Any, str]:
    """The module or class that has a function, "module:name", and the function's own name."""
    module, _, path = place.partition(":")
    owner, _, name = path.rpartition(".")
    return resolve_name(f"{module}:{owner}"), name


def state() -> list[object]:
    """All that the extension changes."""
    functions = [getattr(*owner_of(place)) for place in REPLACED.values()]
    return [
        *functions,
        gc.isenabled(),
        gc.get_threshold(),
        logging.getLogger("sphinx").level,
        vars(sphinx.events).get("repr"),
    ]


def noting(noted: list[list[object]], event: str) -> Callable[[Sphinx], None]:
    """Has the state noted at an event."""

    def prepare(app: Sphinx) -> None:
        app.connect(event, lambda *_: noted.append(state()), priority=999)

    return prepare


@pytest.fixture
def docs(tmp_path: Path) -> Docs:
    """A documentation in Markdown, which asks for the extension."""
    return Docs(tmp_path)


def test_each_patch_is_a_case_here() -> None:
    assert {patch.name for patch in sphinx_speedups.PATCHES} == {*REPLACED, *ELSEWHERE}


@pytest.mark.parametrize("name", REPLACED)
def test_a_patch_is_in_effect_during_a_build_alone(docs: Docs, name: str) -> None:
    owner, function = owner_of(REPLACED[name])
    before, during = getattr(owner, function), list[object]()

    def prepare(app: Sphinx) -> None:
        for event in EVENTS[2:]:
            app.connect(event, lambda *_: during.append(getattr(owner, function)))

    docs.build(prepare=prepare)
    assert before not in during
    assert len(during) > len(EVENTS[2:])
    assert getattr(owner, function) is before


def test_garbage_is_looked_for_seldom_during_a_build_alone(docs: Docs) -> None:
    before, during = state(), list[list[object]]()
    docs.build(prepare=noting(during, "doctree-read"))
    assert {tuple(one[-4:-2]) for one in during} == {(True, (20_000, *gc.get_threshold()[1:]))}
    assert state() == before


@pytest.mark.parametrize("parallel", [1, 2])
@pytest.mark.parametrize("settings", [BOTH, 'extensions = ["sphinx_speedups"]\n'])
def test_what_is_made_is_the_same_with_and_without(tmp_path: Path, settings: str, parallel: int) -> None:
    ours, theirs = Docs(tmp_path / "ours", settings, 9), Docs(tmp_path / "theirs", settings, 9)
    theirs.write("conf.py", settings.replace('"sphinx_speedups", ', "").replace('"sphinx_speedups"', ""))
    told = [docs.build(parallel=parallel) for docs in (ours, theirs)]
    assert ours.contents() == theirs.contents()
    assert "WARNING" not in "".join(told)


def test_a_second_build_is_the_same_too(tmp_path: Path) -> None:
    ours, theirs = Docs(tmp_path / "ours"), Docs(tmp_path / "theirs", ALONE)
    for docs in (ours, theirs):
        docs.build()
        docs.write("page-1.md", "# Another\n\nOther words[^2].\n\n[^2]: Note.\n")
        docs.build()
    assert ours.contents() == theirs.contents()


def test_a_site_without_the_extension_runs_the_libraries_own_afterwards(docs: Docs, tmp_path: Path) -> None:
    before, during = state(), list[list[object]]()
    docs.build()
    Docs(tmp_path / "theirs", ALONE).build(prepare=noting(during, "doctree-read"))
    assert during
    assert all(one == before for one in during)


FAILING = """
from sphinx.errors import ConfigError

def setup(app):
    if {event!r} == "setup":
        fail()
    app.connect({event!r}, fail, priority=999)

def fail(*args):
    raise {exception}
"""
"""Settings of a site that fails at some event."""


@pytest.mark.parametrize("exception", ["ConfigError('no')", "KeyboardInterrupt"])
@pytest.mark.parametrize("event", ["setup", *EVENTS])
def test_all_is_as_it_was_after_a_failure(docs: Docs, event: str, exception: str) -> None:
    before = state()
    docs.write("conf.py", BOTH + FAILING.format(event=event, exception=exception))
    with pytest.raises((SphinxError, KeyboardInterrupt)):
        docs.build()
    assert state() == before


def test_nothing_is_changed_by_an_application_that_never_builds(docs: Docs) -> None:
    before, noted = state(), list[list[object]]()

    def stop(app: Sphinx) -> None:
        noted.append(state())
        raise LookupError

    with pytest.raises(LookupError):
        docs.build(prepare=stop)
    assert [*noted, state()] == [before, before]


@pytest.mark.parametrize("name", REPLACED)
def test_a_patch_stays_out_where_somebody_else_has_been(docs: Docs, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    owner, function = owner_of(REPLACED[name])
    library, calls = getattr(owner, function), []

    @wraps(library)
    def theirs(*args: Any, **kwargs: Any) -> object:
        calls.append(args)
        return library(*args, **kwargs)

    monkeypatch.setattr(owner, function, theirs)
    told = docs.build(verbosity=1)
    assert len(calls) >= 2
    assert getattr(owner, function) is theirs
    lines = [line for line in told.splitlines() if "sphinx_speedups" in line and "stays out" in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"sphinx_speedups: {name} stays out: {REPLACED[name].replace(':', '.')} isn't")
    assert "sphinx_speedups" not in docs.build(verbosity=0)


def test_no_patch_stays_out_of_what_is_installed(docs: Docs) -> None:
    """A new version of a library has changed what a patch replaces: is the patch still right, and needed?"""
    assert "stays out" not in docs.build(verbosity=1)


REPEATED = {
    "options of docutils": (docutils.frontend.OptionParser, "populate_from_components", 2),
    "a style sheet of Pygments": (HtmlFormatter, "_create_stylesheet", 1),
}
"""What -> the function that does it, and how often it does for each document without us."""


def times(folder: Path, settings: str, pages: int, what: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a build of so many pages does it."""
    owner, name, _ = REPEATED[what]
    calls, function = [], getattr(owner, name)

    def counted(*args: Any, **kwargs: Any) -> object:
        calls.append(name)
        return function(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, counted)
        patch.setattr(sphinx_speedups.patch.Patch, "check", lambda patch: None)
        Docs(folder, settings, pages).build()
    return len(calls)


@pytest.mark.parametrize("what", REPEATED)
def test_more_documents_ask_for_it_no_more_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    few, many = (times(tmp_path / str(count), BOTH, count, what, monkeypatch) for count in (2, 9))
    assert few == many


@pytest.mark.parametrize("what", REPEATED)
def test_without_us_each_document_asks_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """A canary: on the day that this fails, the patch can go."""
    assert times(tmp_path, ALONE, 9, what, monkeypatch) >= 9 * REPEATED[what][2]


FOLDER = Path(sphinx_speedups.__file__).parent


@pytest.mark.parametrize("file", [path.name for path in sorted(FOLDER.glob("*.py"))])
def test_a_module_names_none_of_the_other_packages(file: str) -> None:
    names = set[str]()
    for node in ast.walk(ast.parse((FOLDER / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    assert not names & {"weblog", "sphinx_rebuild", "ablog"}
    assert names <= {*sys.stdlib_module_names, "docutils", "sphinx", "myst_parser", "markdown_it", "jinja2"}


def test_no_other_package_is_loaded() -> None:
    code = "import sys, sphinx_speedups; print(*{name.partition('.')[0] for name in sys.modules})"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=FOLDER.parent)
    assert not {"weblog", "sphinx_rebuild", "ablog", "myst_parser"} & set(done.stdout.split())
