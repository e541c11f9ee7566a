"""Sites to build in tests: real source files, built by a real `sphinx-build` in a process of its own.

Owns: how a site comes to the disk, how it is built, and what is kept of a build. Must not: know what a site is about.
In: a site's files as plain values. Out: what a build left and said.

A build runs in a fork of a process that has loaded Sphinx and all extensions, and does nothing else: it starts at once,
and no build sees what another one, or a test, has imported or kept. Sphinx keeps some for the whole of a process: a
suffix that one site's extension registers is a setting of the next site.
"""

from __future__ import annotations

import gc
import locale
import mimetypes
import multiprocessing
import os
import re
import shutil
import sys
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.forkserver import ensure_running
from typing import TYPE_CHECKING

import pytest
from docutils.core import publish_doctree
from pygments.lexers import get_lexer_by_name
from sphinx.application import Sphinx, builtin_extensions
from sphinx.cmd.build import main

from .. import compiled
from ..asked_once import ask_once, without_details
from ..sizes import count_a_few_as_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

ENGINE = os.environ.get("REBUILD_ENGINE", "sphinx_rebuild")
"""The extension under test. Without any, `REBUILD_ENGINE= pytest tests/sphinx_rebuild`, Sphinx is what is tested."""
OTHERS = [
    *("a11y_pygments", "alabaster.support", "docutils.languages.de", "docutils.languages.en"),
    *("docutils.parsers.rst.directives.tables", "docutils.parsers.rst.languages.de", "encodings.unicode_escape"),
    *("encodings.utf_8_sig", "furo", "jinja2.ext", "myst_nb.core.lexers", "myst_nb.sphinx_ext", "notfound.extension"),
    *("pydata_sphinx_theme", "pygments.lexers.python", "pygments.lexers.shell", "sphinx_basic_ng"),
    *("sphinx_book_theme", "sphinx_copybutton", "sphinx_design.extension", "sphinx_sitemap"),
    *("sphinx.builders.latex.transforms", "sphinx.ext.autodoc", "sphinx.ext.autosectionlabel"),
    *("sphinx.ext.autosummary.generate", "sphinx.ext.intersphinx", "sphinx.ext.mathjax", "sphinx.ext.napoleon"),
    *("sphinx.ext.todo", "sphinx.ext.viewcode", "sphinx.search.de", "sphinx.search.en"),
    *("sphinxext.opengraph", "sphinxext.rediraffe", "xml.dom.minidom"),
    *(name for name in ("sphinx_rtd_theme", "sphinxcontrib.jquery", "zipp") if find_spec(name)),
]
SHOWN = 60
"""Lines of differences that are shown: more of them would be of the same kind."""
PATIENCE = 60
"""Seconds until a build is given up."""
READING = re.compile(r"^reading sources\.\.\. +\[ *\d+%\] (.+)$", re.MULTILINE)
MARKS = re.compile(r"\x1b\[[0-9;]*[a-zA-Z]|\x01|\x02")
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([f"{__package__}.loaded", "pytest"])  # pytest is what forks take for the main module
for extension in builtin_extensions:
    import_module(extension)  # before any build in this process: theirs would have their words in its language for ever

Contents = bytes | str
"""A file's bytes, or its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that a site is made of: its files, path -> contents, and the arguments of `sphinx-build`."""

    files: Mapping[str, Contents]
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a build must not depend on."""

    jobs: int = 1
    zone: str = "UTC"
    locale: str = "C"


USUAL = Surroundings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build left and said."""

    status: int
    warnings: tuple[str, ...]
    """Sorted; each with the place that it names, as a path below the source folder."""
    told: str
    read: tuple[str, ...]
    """The names of the documents that it read."""
    files: Mapping[str, bytes] = field(repr=False)
    """Path in the output folder -> contents."""
    written: frozenset[str] = field(repr=False)
    """Paths of files that are others, or were touched, since the build began."""

    @property
    def outcome(self) -> tuple[int, tuple[str, ...]]:
        """The exit status and the warnings."""
        return self.status, self.warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A build that is under way."""

    site: Site
    process: ForkServerProcess
    before: Mapping[str, tuple[int, int]]
    logs: Path

    def wait(self) -> Result:
        """What the build left and said, once it has ended."""
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            raise AssertionError(f"the build of {self.site.folder.name} doesn't end")
        status = self.process.exitcode
        assert status is not None
        told, said = (
            (self.logs / name).read_bytes().decode("utf-8", "backslashreplace").replace("\r", "\n")
            for name in ("stdout", "stderr")
        )
        for name in (str(self.site.source), os.path.relpath(self.site.source)):  # docutils names files from here
            said = said.replace(f"{name}/", "").replace(name, "SOURCE")
        said = MARKS.sub("", said)
        after = stamps(self.site.out)
        return Result(
            status=status,
            warnings=tuple(sorted(line for line in said.splitlines() if line.strip())),
            told=MARKS.sub("", told),
            read=tuple(sorted(match.strip() for match in READING.findall(MARKS.sub("", told)))),
            files={path: (self.site.out / path).read_bytes() for path in after},
            written=frozenset(path for path, stamp in after.items() if self.before.get(path) != stamp),
        )


@dataclass(frozen=True, slots=True)
class Site:
    """The folders of one site: source, output, doctrees."""

    folder: Path
    builder: str = "html"

    @property
    def source(self) -> Path:
        """Where the site's files are."""
        return self.folder / "source"

    @property
    def out(self) -> Path:
        """Where the pages are."""
        return self.folder / "out"

    @property
    def doctrees(self) -> Path:
        """Where Sphinx keeps its environment."""
        return self.folder / "doctrees"

    def write(self, files: Mapping[str, Contents], former: Mapping[str, Contents] | None = None) -> None:
        """Writes the source files that are others than the former ones, and removes those that are no more."""
        former = former or {}
        for path in former.keys() - files.keys():
            (self.source / path).unlink()
            if path.endswith(".po"):  # Sphinx has put the compiled catalog beside it
                (self.source / path).with_suffix(".mo").unlink()
        for path, contents in files.items():
            if former.get(path) != contents:
                file = self.source / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(contents.encode() if isinstance(contents, str) else contents)

    def start(
        self, *arguments: str, only: Sequence[str] = (), surroundings: Surroundings = USUAL, logs: str = "logs"
    ) -> Running:
        """Starts `sphinx-build -W --keep-going`, whose messages go into a folder that is named.

        `only`: the files of the documents whose pages alone are asked for.
        """
        command = ["-b", self.builder, "-W", "--keep-going", "-j", str(surroundings.jobs), "--no-color", *arguments]
        command += ["-d", str(self.doctrees), str(self.source), str(self.out)]
        command += [str(self.source / path) for path in only]
        before = stamps(self.out)
        folder = self.folder / logs
        folder.mkdir(parents=True, exist_ok=True)
        process = FORKS.Process(target=build_here, args=(folder, command, surroundings))
        process.start()
        return Running(site=self, process=process, before=before, logs=folder)

    def build(self, *arguments: str, only: Sequence[str] = (), surroundings: Surroundings = USUAL) -> Result:
        """Runs `sphinx-build -W --keep-going`."""
        return self.start(*arguments, only=only, surroundings=surroundings).wait()

    def clear(self) -> None:
        """Removes all that there is."""
        shutil.rmtree(self.folder, ignore_errors=True)


def build_here(logs: Path, command: Sequence[str], surroundings: Surroundings) -> None:
    """Runs `sphinx-build` in this process, and ends it."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(logs / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") for number in (1, 2))
    os.environ["TZ"] = surroundings.zone
    time.tzset()
    if surroundings.locale != "C":  # which needn't be installed for its messages to be shown
        locale.getlocale = lambda *_: (surroundings.locale, "UTF-8")
    sys.dont_write_bytecode = True  # an edit within a second that leaves a module's size would not be seen by Python
    warnings.simplefilter("ignore")  # of other people's code
    warnings.filterwarnings("error", module=rf"{ENGINE}(\.|$)")
    build = Sphinx.build

    def build_with_compiled_templates(app: Sphinx, force_all: bool = False, filenames: Sequence[Path] = ()) -> None:
        compiled.keep_compiled(app)
        build(app, force_all, filenames)

    Sphinx.build = build_with_compiled_templates  # type: ignore[assignment,method-assign]
    with without_details():
        status = main(command)
    sys.stdout.flush()
    sys.stderr.flush()
    sys.exit(status)


def start_loading() -> None:
    """Starts the process that builds are forks of, unless it runs already; it loads what they need."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))  # it begins without what pytest has added
        ensure_running()


def load() -> None:
    """Loads what builds need."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in [*OTHERS, *([ENGINE] if ENGINE else [])]:
            import_module(name)
        for lexer in ("pycon", "python"):  # their patterns are compiled when one is made first
            get_lexer_by_name(lexer)
        publish_doctree("Words.\n")  # so are docutils'; a third of a small build's time goes into these
        mimetypes.init()
    if ENGINE:
        count_a_few_as_many()
    ask_once()
    compiled.folder()  # of all builds
    gc.collect()
    gc.freeze()  # so that no fork walks through what it shares with the others


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Each file's path below a folder -> its time, and its number on the disk."""
    found = {}
    for file in folder.rglob("*"):
        if file.is_file():
            status = file.stat()
            found[file.relative_to(folder).as_posix()] = status.st_mtime_ns, status.st_ino
    return found


def files_of(text: str) -> dict[str, Contents]:
    """Files from a text in which a line "%% path" stands before each; ENGINE is the extension under test."""
    parts = re.split(r"^%% (.+)\n", text, flags=re.MULTILINE)[1:]
    engine = f'"{ENGINE}"' if ENGINE else ""
    found: dict[str, Contents] = {}
    for path, body in zip(parts[::2], parts[1::2], strict=True):
        found[path] = re.sub('"ENGINE",?', f"{engine}," if engine else "", body.strip("\n")) + "\n"
    return found


def assert_same(ours: Result, theirs: Result) -> None:
    """Fails, with what differs, unless both builds left and said the same."""
    assert ours.outcome == theirs.outcome, f"{ours.outcome} where a clean build has {theirs.outcome}"
    assert_same_files(ours.files, theirs.files)


def assert_same_files(ours: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> None:
    """Fails, with what differs, unless the files of both are the same."""
    found = differences(ours, theirs)
    assert not found, "\n".join(found[:SHOWN])


def differences(ours: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> list[str]:
    """The files that differ, each with what only we have, and what only they have."""
    told = []
    for path in sorted({*ours, *theirs}):
        if ours.get(path) == theirs.get(path):
            continue
        if path not in ours or path not in theirs:
            told.append(f"{path}: only in the {'incremental' if path in ours else 'clean'} build")
            continue
        one, other = (pieces(files[path]) for files in (ours, theirs))
        told += [f"{path}:", *(f"  incremental: {line}" for line in (one - other).elements())][:8]
        told += [f"  clean: {line}" for line in (other - one).elements()][:8]
    return told


def pieces(contents: bytes) -> Counter[str]:
    """A file's lines; where they are long, their parts."""
    text = contents.decode("utf-8", "backslashreplace")
    lines: Iterable[str] = text.splitlines()
    if any(len(line) > 1000 for line in lines):
        lines = re.split(r"(?<=[,}\]])", text)
    return Counter(line.strip()[:300] for line in lines)
