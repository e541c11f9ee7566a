"""How documents are written: by several processes, the longest first.

Owns: the order of writing, and what a process gives back. Must not: decide which documents are written. In: names of
documents. Out: their pages, by the builder's own methods.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from sphinx.builders import _write_docname
from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks, make_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from docutils import nodes
    from sphinx.builders.html import StandaloneHTMLBuilder

    from .session import Session

logger = logging.getLogger(__name__)

BATCH = 1500
"""Documents that may wait to be written, 0.1 MB each: as many as have stayed in memory since they were read."""
WARNED = "_warned_"
"""What is in the names of a builder's attributes that keep a message from being told twice."""


class DocumentWriting:
    """Writes the documents of one build."""

    def __init__(self, builder: StandaloneHTMLBuilder, session: Session, /) -> None:
        self.builder = builder
        self.session = session

    def write_documents(self, docnames: Set[str], /) -> None:
        """Writes the documents: a few of them in this process alone, very many in batches.

        With several processes Sphinx resolves documents faster than they are written; those that wait are in memory.
        It would leave the processor on which it resolves them to nobody, once they all are. The longest come first, so
        that no process is left with a long one when the others are done.
        """
        processes = self.session.processes
        with processes.ending_all_on_error():
            if not self.builder.parallel_ok or not processes.pay_off(len(docnames)):
                self.builder.parallel_ok = False
                self._write_serial(sorted(docnames))
                return
            names = sorted(sorted(docnames), key=self._length, reverse=True)
            for start in range(0, len(names), BATCH):
                self._write_parallel(names[start : start + BATCH], processes.jobs)
                # Python would come to look for them long after, and each holds itself: they are garbage by now. What
                # was there before the last search isn't looked through.
                gc.collect(1)

    def _write_serial(self, docnames: Sequence[str]) -> None:
        builder = self.builder
        names = status_iterator(docnames, "writing output... ", "darkgreen", len(docnames), builder.config.verbosity)
        with nullcontext() if builder._app._exception_on_warning else logging.pending_warnings():
            for docname in names:
                self._write(docname)

    def _write(self, docname: str) -> None:
        self._forget_warned()
        with self.session.making(docname):
            _write_docname(docname, env=self.session.env, builder=self.builder, tags=self.builder.tags)
        self._forget()

    def _forget(self) -> None:
        self.session.env._pickled_doctree_cache.clear()  # in which Sphinx keeps each document that it wrote

    def _write_parallel(self, docnames: Sequence[str], jobs: int) -> None:
        builder, env = self.builder, self.session.env
        self._write(docnames[0])  # templates are loaded, and need not be in each process
        chunks = make_chunks(docnames[1:], jobs)
        tasks = ParallelTasks(jobs)
        progress = status_iterator(chunks, "writing output... ", "darkgreen", len(chunks), builder.config.verbosity)

        def take(share: object, notes: Mapping[str, Any]) -> None:
            self.session.take_notes(notes)
            next(progress)

        builder.phase = BuildPhase.RESOLVING
        for chunk in chunks:
            resolved = []
            for docname in chunk:
                with self.session.making(docname):
                    doctree = env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
                    builder.write_doc_serialized(docname, doctree)
                self._forget()
                resolved.append((docname, doctree))
            tasks.add_task(self.session.processes.ending_with_parent(self._write_share), resolved, take)
        tasks.join()
        logger.info("")

    def _write_share(self, resolved: Iterable[tuple[str, nodes.document]]) -> Mapping[str, Any]:
        gc.disable()  # what this process makes is gone when it has written its few documents
        self.builder.phase = BuildPhase.WRITING
        self.session.begin_notes()
        for docname, doctree in resolved:
            self._forget_warned()
            with self.session.making(docname):
                self.builder.write_doc(docname, doctree)
        return self.session.notes()

    def _forget_warned(self) -> None:
        """Has each page tell what isn't on this machine, so that it doesn't matter which one is written first.

        Sphinx's extensions note in the builder that they have told (`_graphviz_warned_dot`).
        """
        for name in [name for name in vars(self.builder) if WARNED in name]:
            delattr(self.builder, name)

    def _length(self, docname: str) -> int:
        """How long a document is when it was read. One that lists others shows far more, and counts as the longest."""
        if any(contributor.is_slow(docname) for contributor in self.session.contributors):
            return sys.maxsize
        return os.path.getsize(f"{self.builder.doctreedir}/{docname}.doctree")  # noqa: PTH202 - very many
