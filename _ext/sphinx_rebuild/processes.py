"""Work that is split over several processes where that is faster, and done in this one where it isn't.

Owns: when and how work is split, and that no process outlives it. Must not: know what is made. In: items and what to do
with some of them. Out: the work done or under way, and what each process gives back.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx.util.parallel import ParallelTasks, parallel_available

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.application import Sphinx

T = TypeVar("T")

ENOUGH = 50
"""Documents, pages or files from which on several processes are faster: each has to be started."""


class Processes:
    """The processes of one build."""

    def __init__(self, app: Sphinx, jobs: int, /) -> None:
        """`jobs`: how many may be at work."""
        self.app = app
        self.jobs = jobs
        self.under_way: list[ParallelTasks] = []
        self.first = self.attached = os.getpid()

    @property
    def is_first(self) -> bool:
        """True in the process that the others come from."""
        return os.getpid() == self.first

    def pay_off(self, count: int, /) -> bool:
        """True if so much work is done faster by several."""
        return self.jobs > 1 and count >= ENOUGH and parallel_available

    def start(self, items: Sequence[T], do: Callable[[Sequence[T]], Any], take: Callable[[Any], None], /) -> None:
        """Begins to write something for all items; `take` gets what `do` gives back, in this process.

        Each process takes every so-manyeth item: neighbours are of a kind, and as long to make. Few items are done now.
        """
        if not (self.app.builder.parallel_ok and self.pay_off(len(items))):
            take(do(items))
            return
        tasks = ParallelTasks(self.jobs)
        for place in range(self.jobs):
            tasks.add_task(self.ending_with_parent(do), items[place :: self.jobs], lambda share, given: take(given))
        self.under_way.append(tasks)

    def join(self) -> None:
        """Waits for all that is under way."""
        for tasks in self.under_way:
            tasks.join()
        self.under_way.clear()

    @contextmanager
    def ending_all_on_error(self) -> Iterator[None]:
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

    def ending_with_parent(self, do: Callable[[T], Any], /) -> Callable[[T], Any]:
        """The same work, done by a process that ends soon after the first one, whatever it waits for.

        The next build writes the same files. A process can't see in any other way that nobody listens to it, since all
        of them hold all ends of its pipe.
        """

        def do_attached(share: T) -> Any:
            if self.attached != os.getpid():
                self.attached = os.getpid()
                Thread(target=_leave_after, args=(self.first,), daemon=True).start()
            return do(share)

        return do_attached


def _leave_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
