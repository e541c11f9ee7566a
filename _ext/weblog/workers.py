"""Work that is split over several processes where that is faster, and done in this one where it isn't.

Owns: when and how work is split. Must not: know what the work is. In: items and what to do with some of them. Out: the
work done or under way; warnings of several processes come in any order.
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


def start(app: Sphinx, items: Sequence[T], do: Callable[[Sequence[T]], None], /) -> Callable[[], None]:
    """Does something with all items; with many of them in processes whose memory is gone afterwards.

    Each process takes every so-manyeth item: neighbours are of a kind, and as long to make. Gives what waits for them.
    """
    if app.parallel < 2 or len(items) < ENOUGH or not (parallel_available and app.is_parallel_allowed("write")):
        do(items)
        return done
    tasks = ParallelTasks(app.parallel)
    for place in range(app.parallel):
        tasks.add_task(do, items[place :: app.parallel])
    return tasks.join


def done() -> None:
    """Nothing is under way."""
