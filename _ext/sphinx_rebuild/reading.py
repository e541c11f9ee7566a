"""How documents are read: each by itself, whatever was read before it and in which process.

Owns: what hangs on the builder's instance for reading, the order of what is done before and after. Must not: know the
builder's format. In: Sphinx's calls. Out: the environment, with what `environment_data` holds of each document.
"""

from __future__ import annotations

import pickle
import time
from math import ceil
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

from . import circles, corrections, definitions, documents, shared_data
from .messages import READ, STEP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .session import Session
    from .skipping import Skipping

logger = logging.getLogger(__name__)

DUPLICATES = "duplicates"
SHARE = 1000
"""Documents that a process reads before it sends back what it knows of them."""
IN_MEMORY = 1500
"""Documents that stay in memory, 0.1 MB each, between being read and being written. Sphinx has no limit."""


class Reading:
    """Reads the documents of one build. Its methods take the place of the builder's, on that builder alone."""

    sources: documents.Sources

    def __init__(self, builder: Builder, session: Session, skipping: Skipping, /) -> None:
        self.builder = builder
        self.session, self.skipping = session, skipping
        self.env, self.env_data = session.env, session.env_data
        self.original_read_doc = builder.read_doc
        self.original_read_serial = builder._read_serial
        for name in ("read_doc", "_read_serial", "_read_parallel"):
            setattr(builder, name, getattr(self, name))
        self.original_outdated_files = self.env.get_outdated_files
        self.env.get_outdated_files = self.outdated_files  # type: ignore[method-assign, assignment]
        circles.leave_out_circles(self.env.project)

    # Before

    def outdated_files(self, config_changed: bool, /) -> tuple[set[str], set[str], set[str]]:
        """In place of Sphinx's comparison of each file's time: the documents that are added, to be read for another
        reason, and removed. Sphinx asks once, before it pickles the environment, which has its own method again.
        """
        env = self.env
        del env.get_outdated_files
        if config_changed:
            return self.original_outdated_files(config_changed)
        known = env.all_docs.keys()
        changed = {name for name in env.found_docs & known if documents.is_read_anyway(env, name)}
        return env.found_docs - known, changed, known - env.found_docs

    def outdated(self, added: set[str], changed: set[str], removed: set[str], /) -> set[str]:
        """The documents that are read though Sphinx may think them up to date; some are kept from Sphinx altogether."""
        env, contributors = self.env, self.session.contributors
        self.sources = documents.Sources(self.session.last["sources"], self.session.now["sources"], time.time_ns())
        documents.keep_from(env, documents.irregular(env, sorted(added | changed)), added, changed, removed)
        other = {name for contributor in contributors for name in contributor.reread()} & env.found_docs
        with_other_files = self._with_other_files() & env.found_docs
        changed |= (other := other | with_other_files)
        for contributor in contributors:
            held = contributor.hold_back(sorted(added | changed))
            documents.keep_from(env, held, added, changed, removed)
        documents_asking = documents.documents_asking(env, self.env_data, added, removed)
        always = (env.reread_always & changed) - other - added - documents_asking
        self.session.read_always = {name: documents.digest_of_doctree(env, name) for name in always}
        return documents_asking

    def _with_other_files(self) -> set[str]:
        """The documents of whose files any isn't the one of the last build; all of them if in doubt."""
        changed = set()
        for name, files in documents.files_of_documents(self.env).items():
            found = [self.sources.has_changed(file) for file in files]  # all of them, for the next build
            if any(found):
                changed.add(name)
        return changed if self.skipping.may_build_on else set(self.env.found_docs)

    def begin(self, docnames: list[str], /) -> None:
        """Adds the documents that others want the roles of; forgets all that will be read before any of it is, as
        Sphinx does when it reads in parallel.
        """
        definers = self._definers(docnames)
        docnames[:] = sorted({*docnames, *definers})
        self.session.definitions.detach()
        for docname in docnames:
            self._forget(docname)

    def _definers(self, docnames: Collection[str]) -> set[str]:
        found = self.session.roles.definers(docnames)
        self.session.read_always |= {name: documents.digest_of_doctree(self.env, name) for name in found}
        return found

    def _forget(self, docname: str) -> None:
        self.session.read.add(docname)
        self.session.viewed.forget([docname])
        self.env_data.purge(docname)
        self.env.clear_doc(docname)

    # Reading

    def read_doc(self, docname: str, *, _cache: bool = True) -> None:
        """Reads a document, and notes what it defines, asks for and has told, apart from all others."""
        session, env = self.session, self.env
        with (
            session.message_log.during(READ, docname),
            session.definitions.of(docname),
            session.roles.of(docname),
            session.viewed.of(docname),
            documents.files_asked_for(env, self.env_data, docname),
        ):
            try:
                self.original_read_doc(docname, _cache=_cache)
            except RecursionError:
                self._read_as_empty(docname, _cache=_cache)
        if len(env._write_doc_doctree_cache) > IN_MEMORY:
            env._write_doc_doctree_cache.popitem()  # the last one; it is read from its file when it is written

    def _read_as_empty(self, docname: str, *, _cache: bool) -> None:
        """Tells of a document that no parser gets to the end of, and has an empty one in its place."""
        logger.warning(
            "this file includes itself, or has quotes, lists or directives too deep in one another to be read, so it "
            "is left empty: take it apart",
            location=docname,
            type="sphinx_rebuild",
            subtype="depth",
        )
        env, events = self.env, self.builder.events

        def empty(app: object, name: str, source: list[str]) -> None:
            source[0] = ""

        events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        self.env_data.purge(docname)
        listener = events.connect("source-read", empty, 1000)
        try:
            self.original_read_doc(docname, _cache=_cache)
        finally:
            events.disconnect(listener)
        env.metadata[docname]["orphan"] = True  # that it is in no table of contents is told of whole documents

    def _read_serial(self, docnames: list[str]) -> None:
        self.original_read_serial(docnames)
        self.all_read()

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Reads documents in one share a process, or several of a thousand if there are very many.

        Sphinx makes a dozen shares or more, and each sends back the whole environment, with all that it had before.
        """
        builder, env, processes = self.builder, self.env, self.session.processes
        if not processes.pay_off(len(docnames)):
            self._read_serial(docnames)
            return
        definers = list(filter(self.session.roles.may_define, docnames))
        self.original_read_serial(definers)  # each process is to have their roles
        docnames = [docname for docname in docnames if docname not in set(definers)]
        count = min(len(docnames), nproc * ceil(len(docnames) / nproc / SHARE))
        shares = [docnames[start::count] for start in range(count)]
        progress = status_iterator(shares, "reading sources... ", "purple", count, builder.config.verbosity)
        for docname in docnames:
            builder.events.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)

        def merge(share: list[str], written: bytes) -> None:
            self._merge(share, pickle.loads(written))
            next(progress)

        with processes.ending_all_on_error():
            tasks = ParallelTasks(nproc)
            for share in shares:
                tasks.add_task(processes.ending_with_parent(self._read_share), share, merge)
            tasks.join()
        logger.info("")
        self.all_read()

    def _merge(self, docnames: Iterable[str], other: BuildEnvironment) -> None:
        """Takes over what another process has read; what documents define is merged when all of them are read."""
        env = self.env
        for docname in docnames:
            env.all_docs[docname] = other.all_docs[docname]
            env.included[docname] = other.included[docname]
            if docname in other.reread_always:
                env.reread_always.add(docname)
        env.events.emit("env-merge-info", env, frozenset(docnames), other)

    def _read_share(self, docnames: Sequence[str]) -> Any:
        env = self.env
        env._app = self.builder._app
        self.session.message_log.attach()
        for docname in docnames:
            self.builder.read_doc(docname, _cache=False)
        env.domaindata = {}  # those of all documents, as they were before
        self.env_data.keep_only(docnames)
        return pickle.dumps(env)

    # After

    def all_read(self) -> None:
        """Puts together what documents have said, in the order of their names, whatever was read when."""
        session, data = self.session, self.env_data.data
        self._read_for_roles()
        self.sources.all_read(documents.files_of_documents(self.env), session.read)
        for docname in session.read:
            data["messages"][docname] = session.message_log.of(READ, docname)
        for docname in sorted(data["messages"].keys() - session.read):
            session.message_log.repeat(READ, docname, data["messages"][docname])
        session.viewed.merge()
        shared_data.sort_tables(self.env)
        corrections.forget_numbers(self.env)
        corrections.note_catalogs(self.env, self.builder, session.read)
        defined = session.definitions.digest_of_all()
        # A contributor may have added to the tables what is another by now.
        if data["merged"] != defined or (session.read and session.contributors):
            with session.step(DUPLICATES):
                conflicts = session.definitions.merge()
                for duplicate in session.definitions.duplicates(conflicts):
                    if not any(contributor.warn_duplicate(duplicate) for contributor in session.contributors):
                        definitions.warn(duplicate, self.env)
            data["merged"] = defined
            data["messages_of_all"][DUPLICATES] = session.message_log.of(STEP, DUPLICATES)
        else:
            session.definitions.attach()
            session.message_log.repeat(STEP, DUPLICATES, data["messages_of_all"].get(DUPLICATES, ()))

    def _read_for_roles(self) -> None:
        """Reads the documents to which another one gives a role that has changed, been added or been taken away."""
        roles, was_read = self.session.roles, set[str]()
        while outdated := roles.outdated() - was_read:
            for docname in sorted(outdated | self._definers(outdated)):
                self._forget(docname)
                self.session.message_log.forget(READ, docname)
                self.builder.events.emit("env-purge-doc", self.env, docname)
                self.builder.read_doc(docname)
            was_read |= outdated
