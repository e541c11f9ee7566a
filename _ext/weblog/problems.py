"""A mistake is told in every build until it is mended.

Owns: which documents gave a warning in this build, and which of Sphinx's warnings give way to ours. Must not: repeat
or store a message. In: what Sphinx logs. Out: the names of documents that have to be read again in the next build,
which then warn again if they still have a reason to.

Sphinx warns when it reads or writes a page; the next build finds the page up to date and passes. Reading it again
costs a mistake's price in each build, needs no copy of any message, and sees at once when the cause is mended
elsewhere (the missing image was added, the page that was linked to exists).
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

if TYPE_CHECKING:
    from sphinx.application import Sphinx


SAID_BETTER = {
    # by `sources`: Sphinx names no place
    "project": "multiple files found for the document",
    # by `labels`: Sphinx says it only if one process reads both documents in one build
    "domains.std": "duplicate label",
}
"""Module of Sphinx -> the beginning of a warning of its own, in place of which we give one."""


class ProblemHandler(logging.Handler):
    """Notes the documents that warnings are about."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.app = app
        self.paths: set[str] = set()
        """Source files, or "" for a warning that names none."""

    def emit(self, record: logging.LogRecord) -> None:
        """Notes one warning, unless conf.py silences its kind."""
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        if not is_suppressed_warning(kind, subtype, self.app.config.suppress_warnings):
            self.paths.add(self._path(getattr(record, "location", None)))

    def has(self, docname: str, /) -> bool:
        """Whether a warning was about a document."""
        return docname in self.app.env.found_docs and str(self.app.env.doc2path(docname)) in self.paths

    def _path(self, location: object) -> str:
        """The source file of a location, in each of the forms that Sphinx's logger takes."""
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        if isinstance(location, tuple):
            location = location[0]
        if not isinstance(location, str):
            return ""
        if ":" not in location:
            return str(self.app.env.doc2path(location))
        return location.rpartition(":")[0]


def watch(app: Sphinx, /) -> ProblemHandler:
    """Begins to note warnings; the handler goes with Sphinx's own when the next application sets up its logger."""
    handler = ProblemHandler(app)
    logging.getLogger(NAMESPACE).addHandler(handler)
    return handler


def silence_sphinx() -> None:
    """Silences the warnings of Sphinx in whose place we give others."""
    for module, beginning in SAID_BETTER.items():
        logger = logging.getLogger(f"{NAMESPACE}.sphinx.{module}")
        if not any(isinstance(known, _Without) for known in logger.filters):
            logger.addFilter(_Without(beginning))


class _Without(logging.Filter):
    def __init__(self, beginning: str) -> None:
        super().__init__()
        self.beginning = beginning

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(self.beginning)


def documents(app: Sphinx, paths: set[str], /) -> list[str]:
    """The documents to read again for the files that warnings named.

    An included file stands for the documents that include it; whatever can't be traced, for the front page.
    """
    env = app.env
    found = set()
    for path in paths:
        docname = env.path2doc(path) if path else None
        if docname in env.found_docs:
            found.add(docname)
            continue
        includers = [
            name for name, files in env.dependencies.items() if Path(path) in {Path(app.srcdir, file) for file in files}
        ]
        found.update(includers or [app.config.root_doc])
    return sorted(name for name in found if name)
