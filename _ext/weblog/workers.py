"""Work that is split over several processes where that is faster, and done in this one where it isn't.

Owns: when and how work is split. Must not: know what the work is. In: items and what to do with some of them. Out: the
work done; warnings of several processes come in any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sphinx.util.parallel import ParallelTasks, parallel_available

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

T = TypeVar("T")

ENOUGH = 50
"""Documents, pages or files from which on several processes are faster: each has to be started."""
SHARES = 3
"""Shares for each process, so that none waits long for the last one."""


def work(app: Sphinx, items: Sequence[T], do: Callable[[Sequence[T]], None], /) -> None:
    """Does something with all items; with many of them in processes whose memory is gone afterwards."""
    if app.parallel < 2 or len(items) < ENOUGH or not (parallel_available and app.is_parallel_allowed("write")):
        do(items)
        return
    tasks = ParallelTasks(app.parallel)
    size = -(-len(items) // (app.parallel * SHARES))
    for start in range(0, len(items), size):
        tasks.add_task(do, items[start : start + size])
    tasks.join()
