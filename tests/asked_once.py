"""What each build asks anew, and is the same as long as a process lives: a seventh of a small build's time.

Owns: what is asked once. Must not: change what a build does, leave anything changed that other tests look at. Out:
Sphinx's functions in this process, and in those that it forks, which remember.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import sphinx.registry
import sphinx.theming

if TYPE_CHECKING:
    from collections.abc import Iterator


def ask_once() -> None:
    """Has Sphinx look once for what is installed."""
    found = cache(entry_points)
    for module in (sphinx.registry, sphinx.theming):
        module.entry_points = found  # type: ignore[attr-defined]


@contextmanager
def without_details() -> Iterator[None]:
    """Makes none of the hundreds of messages of a build that are for Sphinx's own developers, which nobody is shown."""
    logging.disable(logging.DEBUG)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
