"""Work that is split over several processes where that is faster, and done in this one where it isn't.

Owns: when and how work is split, and that no process outlives it. Must not: know what is made. In: documents, or items
and what to do with some of them. Out: the work done or under way; warnings of several processes come in any order.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
import time
from contextlib import contextmanager
from math import ceil
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks, parallel_available

from .store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence, Set

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

T = TypeVar("T")

ENOUGH = 50
"""Documents, pages or files from which on several processes are faster: each has to be started."""
SHARE = 1000
"""Documents that a process reads before it sends back what it knows of them."""
BATCH = 1500
"""Documents that may wait to be written, 0.1 MB each: as many as have stayed in memory since they were read."""


def start(app: Sphinx, items: Sequence[T], do: Callable[[Sequence[T]], None], /) -> ParallelTasks:
    """Does something with all items; with many of them in processes whose memory is gone afterwards.

    Each process takes every so-manyeth item: neighbours are of a kind, and as long to make. Gives what is under way.
    """
    tasks = ParallelTasks(app.parallel)
    if app.parallel < 2 or len(items) < ENOUGH or not (parallel_available and app.is_parallel_allowed("write")):
        do(items)
        return tasks

    def do_attached(share: Sequence[T]) -> None:
        if isinstance(app.builder, SharesOut):
            app.builder.attach()
        do(share)

    for place in range(app.parallel):
        tasks.add_task(do_attached, items[place :: app.parallel])
    return tasks


class SharesOut(StandaloneHTMLBuilder):
    """An HTML builder that shares out its documents, and leaves no process behind."""

    def init(self) -> None:
        """Takes note of the process that the others come from."""
        super().init()
        self.first_process = self.attached_process = os.getpid()
        self.under_way: list[ParallelTasks] = []

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Reads documents in one share a process, or several of a thousand if there are very many.

        Sphinx makes a dozen shares or more, and each sends back the whole environment, with all that it had before.
        """
        count = min(len(docnames), nproc * ceil(len(docnames) / nproc / SHARE))
        shares = [docnames[start::count] for start in range(count)]
        progress = status_iterator(shares, "reading sources... ", "purple", count, self.config.verbosity)
        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)

        def merge(share: list[str], written: bytes) -> None:
            self.env.merge_info_from(share, pickle.loads(written), self._app)
            next(progress)

        with self._nobody_left_behind():
            tasks = ParallelTasks(nproc)
            for share in shares:
                tasks.add_task(self._read_share, share, merge)
            tasks.join()
        logger.info("")

    def _read_share(self, docnames: Iterable[str]) -> bytes:
        self.env._app = self._app
        self.attach()
        for docname in docnames:
            self.read_doc(docname, _cache=False)
        return pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

    def write_documents(self, docnames: Set[str]) -> None:
        """Writes the documents: a few of them in this process alone, very many in batches.

        With several processes Sphinx resolves documents faster than they are written; those that wait are in memory.
        It would leave the processor on which it resolves them to nobody, once they all are. The longest come first, so
        that no process is left with a long one when the others are done.
        """
        with self._nobody_left_behind():
            if not self.parallel_ok or len(docnames) < ENOUGH:
                self.parallel_ok = False
                super().write_documents(docnames)
                return
            names = sorted(sorted(docnames), key=self._length, reverse=True)
            for start in range(0, len(names), BATCH):
                self._write_parallel(names[start : start + BATCH], nproc=self._app.parallel)

    @contextmanager
    def _nobody_left_behind(self) -> Iterator[None]:
        """Ends all that is under way if anything fails: one that nobody listens to may wait to be heard for ever."""
        others = multiprocessing.active_children()  # a program's that has Sphinx build, and those that are under way
        try:
            yield
        except BaseException:
            for tasks in self.under_way:
                tasks.terminate()
            for process in set(multiprocessing.active_children()).difference(others):
                process.terminate()  # it was begun by Sphinx itself
            raise

    def _length(self, docname: str) -> int:
        """How long a document is when it was read. A list shows far more than that, so it counts as the longest."""
        if docname in Store(self.env).lists:
            return sys.maxsize
        return os.path.getsize(f"{self.doctreedir}/{docname}.doctree")  # noqa: PTH202 - very many

    def finish(self) -> None:
        """Does what Sphinx does last, and waits for all that is under way."""
        with self._nobody_left_behind():
            super().finish()
            for tasks in self.under_way:
                tasks.join()

    def attach(self) -> None:
        """Has this process end soon after the first one, whatever it waits for: the next build writes the same files.

        A process can't see in any other way that nobody listens to it, since all of them hold all ends of its pipe.
        """
        if self.attached_process != os.getpid():
            self.attached_process = os.getpid()
            Thread(target=_leave_after, args=(self.first_process,), daemon=True).start()


def _leave_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
