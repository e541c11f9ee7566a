"""One build at a time in a folder.

Owns: the lock. Must not: know what is built. In: a folder. Out: the right to write into it, at once or when the other
build is done.
"""

from __future__ import annotations

import os
import weakref
from typing import TYPE_CHECKING

from sphinx.util import logging

try:
    import fcntl
except ImportError:  # Windows, where Sphinx has one process, too
    HAS_LOCKS = False
else:
    HAS_LOCKS = True

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

logger = logging.getLogger(__name__)


class Lock:
    """A lock of this process. The system lets go of it when the process ends, however it does."""

    def __init__(self, folder: Path, /) -> None:
        self.folder = folder
        self.release: Callable[[], object] = lambda: None
        """Lets go of the folder."""

    def acquire(self) -> None:
        """Takes the folder; says so if another build has it, and waits for that one to end."""
        if not HAS_LOCKS:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        file = os.open(self.folder / "lock", os.O_WRONLY | os.O_CREAT)
        self.release = weakref.finalize(self, os.close, file)  # also of a build that can't start
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            logger.info("another build is at work in %s; waiting for it to end", self.folder.parent)
            fcntl.lockf(file, fcntl.LOCK_EX)
