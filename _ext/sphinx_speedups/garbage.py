"""Python's search for garbage, for which a build need not wait: next to nothing that it makes is garbage earlier.

Owns: when Python looks for garbage during a build. Must not: leave anything changed. In: a build. Out: the same build,
with some more memory in use.

A document's nodes hold each other, so that Python finds them only by a search, and each search but the first goes
through what was there before, too: the environment, of some thousand objects a document.

Saves 12 % of a first build of 1,000 posts, and 9 % of a one-word edit, 6 % of it while loading (processor seconds).
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .leaving import leave_out_what_is_there
from .patch import Patch, StaysOutError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

DOCUMENTS = 20_000
"""New objects until Python looks for garbage: those of a few documents. With its own number it looks in each one."""
SHARES = 2_000_000
"""The same where several processes share the work: those of some thousand documents, more than a process reads.

A document waits for its writer, and is no garbage before; a process that is about to end needs no tidying.
"""
USUAL = 10_000
"""More than Python itself ever has as that number (700, 2,000): somebody else has chosen one."""


@contextmanager
def paused() -> Iterator[None]:
    """Looks for no garbage in the `with` block."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def pause_while_loading(app: Sphinx, /) -> None:
    """Has Python look for no garbage while this application unpickles its environment, which would set it off often.

    What is there then is in use until the build ends. Where the process ends with it, that is never looked through.
    """
    load = app._init_env

    def load_without_search(freshenv: bool) -> object:
        with paused():
            loaded = load(freshenv)
            if loaded.all_docs:
                leave_out_what_is_there()
            return loaded

    app._init_env = load_without_search  # type: ignore[method-assign, assignment]


@contextmanager
def apply(app: Sphinx, /) -> Iterator[None]:
    """Looks for garbage seldom."""
    former = gc.get_threshold()
    if not gc.isenabled() or not 0 < former[0] < USUAL:
        raise StaysOutError("somebody else has said when to look for garbage")
    if app.parallel == 1:  # in a first build by several processes, the rest would be looked through more often (5 %)
        leave_out_what_is_there()
    gc.set_threshold(SHARES if app.parallel > 1 else DOCUMENTS, *former[1:])
    try:
        yield
    finally:
        gc.set_threshold(*former)


PATCH = Patch(name="a search for garbage now and then", known={}, apply=apply)
