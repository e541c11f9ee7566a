"""Silences warnings of Sphinx that the weblog replaces with its own.

Owns: how they are told from all others: by the place in Sphinx that they come from. Must not: say anything. In: log
records. Out: the same but for those.
"""

from __future__ import annotations

import logging

from sphinx.project import Project
from sphinx.util.logging import NAMESPACE


def silence_rival_files() -> None:
    """Silences what Sphinx says of several files for one document, without a place; `drafts` names each of them."""
    logger = logging.getLogger(f"{NAMESPACE}.{Project.__module__}")
    if not any(isinstance(known, _RivalFiles) for known in logger.filters):
        logger.addFilter(_RivalFiles())


class _RivalFiles(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """True but for the one message of that module which is given once for each document."""
        return not getattr(record, "once", False)
