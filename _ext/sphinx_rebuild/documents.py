"""Which documents are read.

Owns: which files Sphinx gets to see, which documents are read though Sphinx thinks them up to date, and which aren't
though it thinks they changed. Must not: parse. In: the files, and what the last build noted of them. Out: the sets that
Sphinx reads by.

What counts is content, never a time: a file whose size and times are those that they were isn't read to know that it is
the same, any other is (a checkout, a copy, a restored version). A file that a document asked for in vain is looked for
again.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from glob import glob
from itertools import chain
from typing import TYPE_CHECKING, Any

from sphinx import addnodes
from sphinx.util import logging

from .digests import digest_of_bytes, digest_of_catalog
from .files import fits, is_older, is_settled, state_of_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
    from pathlib import Path

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from .environment_data import EnvironmentData

logger = logging.getLogger(__name__)

CATALOG = ".mo"
"""How the names of compiled catalogs end, which Sphinx makes where they are missing, each with the time of day."""
UNKNOWN = "not known"
"""In place of a digest, where it is no file; in place of a state, where what a document has read may be older."""
NO_FILE = "(no regular file)"
"""Stands behind the path of a pipe or the like, in messages too."""
DOCUMENTS = "documents"
"""Beside the files that a document asked for: the documents that it names."""


def files_of_documents(env: BuildEnvironment, /) -> dict[str, list[str]]:
    """Document -> each file that it is made of, or could be made of."""
    # Strings, since Sphinx makes two paths for each question, and this is asked for each document of each build.
    endings = env.project.source_suffix
    found = {}
    for docname in sorted(env.found_docs):
        files = [f"{env.srcdir}/{docname}{ending}" for ending in endings]
        dependencies = env.dependencies.get(docname, ())
        files += [os.path.normpath(os.path.join(env.srcdir, file)) for file in dependencies]  # noqa: PTH118
        found[docname] = files
    return found


class Sources:
    """The source files of one build: what is in each, read only where that isn't known from the last one."""

    def __init__(self, last: Mapping[str, Sequence[str]], now: dict[str, tuple[str, str]], begun: int, /) -> None:
        """`last`: file -> its state and digest in the last build; `now`: the same of this one, filled here; `begun`:
        when it began to look at them (ns).
        """
        self.last, self.now, self.begun = last, now, begun

    def has_changed(self, file: str, /) -> bool:
        """True if a file isn't what it was, or isn't there any more, or wasn't before; always if it is no file."""
        state, digest = self.last.get(file, ("", ""))
        return self.digest(file) != digest or UNKNOWN in (state, digest)

    def digest(self, file: str, /) -> str:
        """The digest of a file; "" where there is none."""
        if file not in self.now:
            state = state_of_file(file)
            if not state:
                return ""
            known = self.last.get(file, ("", ""))
            digest = known[1] if known[0] == state else _digest_of_file(file)
            self.now[file] = (state if is_settled(state, self.begun) else "", digest)
        return self.now[file][1]

    def all_read(self, files: Mapping[str, Iterable[str]], read: Set[str], /) -> None:
        """Notes the files that documents turned out to be made of, and forgets others.

        `files` are those of each document; of the documents that weren't `read` all have been looked at.

        One that was written since the build began may have been read before: the next build reads it again. Catalogs
        stay, which Sphinx names before it reads, and forgets.
        """
        current = set(chain(*files.values()))
        for file in sorted(self.now.keys() - current):
            if not file.endswith(CATALOG):
                del self.now[file]
        for file in sorted({file for name in read for file in files.get(name, ())} - self.now.keys()):
            if state := state_of_file(file):
                self.now[file] = ("" if is_older(state, self.begun) else UNKNOWN, _digest_of_file(file))


def _digest_of_file(path: str) -> str:
    if not os.path.isfile(path):  # noqa: PTH113 - of each source file of a first build
        return UNKNOWN  # a folder, say, or a pipe, at which one would wait for ever
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - of each source file of a first build
            return digest_of_catalog(file) if path.endswith(CATALOG) else digest_of_bytes(file.read())
    except OSError:
        return UNKNOWN


def is_read_anyway(env: BuildEnvironment, docname: str, /) -> bool:
    """True if Sphinx reads a document for another reason than that a file of its has another time."""
    return docname in env.reread_always or not os.path.isfile(f"{env.doctreedir}/{docname}.doctree")  # noqa: PTH113


def irregular(env: BuildEnvironment, docnames: Iterable[str], /) -> list[str]:
    """Tells of files that are named like documents and can't be read as such; gives their names."""
    found = []
    for docname in docnames:
        shown = docname.encode("utf-8", "backslashreplace").decode()
        if shown != docname:
            logger.warning(
                'the name of the file "%s" isn\'t UTF-8, so the file is left out: rename it',
                shown,
                type="sphinx_rebuild",
                subtype="file",
            )
            found.append(docname)
            continue
        if not fits(docname):
            logger.warning(
                'the name of the file "%s" is too long for a page, so the file is left out: shorten it',
                docname,
                type="sphinx_rebuild",
                subtype="file",
            )
            found.append(docname)
            continue
        path = env.doc2path(docname)
        try:
            is_file = stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - of each new document
        except OSError:
            continue  # Sphinx tells it
        if not is_file:
            logger.warning(
                '"%s" is no regular file, so it is left out: move it away, or name it in exclude_patterns',
                env.doc2path(docname, base=False),
                type="sphinx_rebuild",
                subtype="file",
            )
            found.append(docname)
    return found


def keep_from(
    env: BuildEnvironment, docnames: Iterable[str], added: set[str], changed: set[str], removed: set[str], /
) -> None:
    """Has Sphinx think that some documents aren't there. `added` may be Sphinx's own set of all documents."""
    for docname in list(docnames):
        if docname in env.all_docs:
            removed.add(docname)
        for names in (added, changed, env.found_docs):
            names.discard(docname)


def digest_of_doctree(env: BuildEnvironment, docname: str, /) -> str:
    """The digest of what was read of a document; "" if nothing is there."""
    file = env.doctreedir / f"{docname}.doctree"
    return digest_of_bytes(file.read_bytes()) if file.is_file() else ""


class _Asking:
    """The `relfn2path` of an environment, which notes what was there, and has no pipe opened: one would wait for ever.

    A pickle has Sphinx's own in its place: MyST's `{eval-rst}` leaves the environment in the doctrees of lists.
    """

    def __init__(self, env: BuildEnvironment, asked: dict[str, Any]) -> None:
        self.env = env
        self.asked = asked
        self.original = env.relfn2path

    def __call__(self, filename: str | Path, docname: str | None = None) -> tuple[str, str]:
        relative, absolute = self.original(filename, docname)
        if absolute not in self.asked:
            self.asked[absolute] = _is_there(absolute)
        if not self.asked[absolute] and os.path.exists(absolute):  # noqa: PTH110
            absolute = f"{absolute}/{NO_FILE}"  # so that whoever wants to read it tells that it can't be read
        return relative, absolute

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (self.env, "relfn2path")


@contextmanager
def files_asked_for(env: BuildEnvironment, env_data: EnvironmentData, docname: str, /) -> Iterator[None]:
    """Notes the files that a document asks for while it is read."""
    asked: dict[str, Any] = {}
    env.relfn2path = _Asking(env, asked)  # type: ignore[method-assign]
    try:
        yield
    finally:
        del env.relfn2path
    names = {name for path, is_there in asked.items() if is_there and (name := env.path2doc(path)) in env.found_docs}
    found = {path: is_there for path, is_there in asked.items() if not is_there or "*" in path}
    if found or names:
        env_data.data["files_asked_for"].setdefault(docname, {DOCUMENTS: []}).update(found)
        note_documents(env_data, docname, filter(None, names))


def note_linked_documents(env_data: EnvironmentData, docname: str, doctree: nodes.document, /) -> None:
    """Keeps which documents a document's links name: of a link to one that is there, MyST keeps no other name."""
    names = [
        str(node["reftarget"]) for node in doctree.findall(addnodes.pending_xref) if node.get("refdomain") == "doc"
    ]
    if names:
        note_documents(env_data, docname, names)


def note_documents(env_data: EnvironmentData, docname: str, names: Iterable[str], /) -> None:
    """Keeps the names of documents that a document hangs on."""
    entry = env_data.data["files_asked_for"].setdefault(docname, {DOCUMENTS: []})
    entry[DOCUMENTS] = sorted({*names, *entry[DOCUMENTS]})


def documents_asking(
    env: BuildEnvironment, env_data: EnvironmentData, added: set[str], removed: set[str], /
) -> set[str]:
    """The documents that asked for a file or a document which has come or gone."""
    found = set()
    moved = added | removed
    for docname, asked in env_data.data["files_asked_for"].items():
        if any(name in moved for name in asked[DOCUMENTS]) or any(
            _is_there(path) != state for path, state in asked.items() if path != DOCUMENTS
        ):
            found.add(docname)
    if removed:
        found.update(name for name, listed in env.toctree_includes.items() if removed.intersection(listed))
    return found & env.found_docs


def _is_there(path: str) -> object:
    if "*" in path:
        return sorted(glob(path))  # noqa: PTH207 - an absolute pattern
    return os.path.isfile(path) or os.path.isdir(path)  # noqa: PTH112, PTH113 - of each image and link of each document
