"""A mistake is told in every build until it is mended.

Owns: what was told, by what was under way when it was told, and its being told again where that isn't done anew. Must
not: judge a message by its words. In: what Sphinx logs. Out: the same warnings and exit status as those of a clean
build.

Sphinx warns when it reads or writes a document; the next build finds the page up to date and passes. A message belongs
to the work that it came from (the reading of a document, the writing of a page, ...), whatever place it names: where
that work is left out, since nothing that it hangs on has changed, the message is told again.
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.util.logging import NAMESPACE, get_node_location, getLogger, is_suppressed_warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx

Work = tuple[str, str]
"""A kind of work and what it is about: ("read", document), ("page", page name), ("step", name)."""
READ, PAGE, STEP = "read", "page", "step"

WORK, PROCESS = "rebuild_work", "rebuild_process"
"""The attributes of a log record that say which work it came from, and which process has noted it."""

logger = getLogger(__name__)


class Message(NamedTuple):
    """A message, as Sphinx's logger takes it."""

    level: int
    text: str
    location: str | None
    type: str
    subtype: str


class MessageLog(logging.Handler):
    """Notes what is told, by the work that it came from."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.app = app
        self.work: Work | None = None
        """What is under way in this process."""
        self.is_told = False
        """True while that was told of as in an earlier build, so that nobody is to hear it twice."""
        self.found: dict[Work, list[Message]] = {}
        self.without_place: set[str] = set()
        """What was told in this build without a place, such as of a program that isn't there: once is enough."""

    def emit(self, record: logging.LogRecord) -> None:
        """Notes one message, once: Sphinx holds messages back and hands them on a second time."""
        if getattr(record, PROCESS, None) == os.getpid():
            return
        if not hasattr(record, WORK):
            setattr(record, WORK, self.work)
        setattr(record, PROCESS, os.getpid())
        if self.is_told:
            record.levelno = logging.DEBUG
        elif work := getattr(record, WORK):
            told = Message(
                level=record.levelno,
                text=record.getMessage(),
                location=self._location(getattr(record, "location", None)),
                type=getattr(record, "type", None) or "",
                subtype=getattr(record, "subtype", None) or "",
            )
            self.found.setdefault(work, []).append(told)
            if told.location is None and work[0] == PAGE and told.text in self.without_place:
                record.levelno = logging.DEBUG  # each process tells it of the first page that it writes
            if told.location is None:
                self.without_place.add(told.text)

    @contextmanager
    def during(self, kind: str, name: str, /, *, is_told: bool = False) -> Iterator[None]:
        """Has messages belong to a piece of work, within another of which they belong to that no more.

        `is_told`: what it tells is left out, since it was told again.
        """
        before = self.work, self.is_told
        self.work, self.is_told = (kind, name), is_told
        try:
            yield
        finally:
            self.work, self.is_told = before

    def attach(self) -> None:
        """Begins to note messages in this process, before other handlers change them.

        Sphinx takes all handlers away when it sets up the next application, and in each process that it starts.
        """
        logging.getLogger(NAMESPACE).handlers.insert(0, self)

    def forget(self, kind: str, name: str, /) -> None:
        """Forgets what was told in this build during a piece of work that is done again."""
        self.found.pop((kind, name), None)

    def of(self, kind: str, name: str, /) -> list[Message]:
        """What was told in this build during a piece of work."""
        return self.found.get((kind, name), [])

    def repeat(self, kind: str, name: str, messages: Iterable[Message], /) -> None:
        """Tells again what was told in an earlier build, and notes it for the next one."""
        for told in messages:
            if told.location is None and told.text in self.without_place:
                self.found.setdefault((kind, name), []).append(told)  # it isn't of this work alone
                continue
            logger.log(
                told.level,
                "%s",
                told.text,
                location=told.location,
                type=told.type or None,
                subtype=told.subtype or None,
                extra={WORK: (kind, name)},
            )

    def has_mistake(self, docname: str, /) -> bool:
        """True if anything that isn't silenced was told of a document."""
        silenced = self.app.config.suppress_warnings
        told = [*self.of(READ, docname), *self.of(PAGE, docname)]
        return any(not is_suppressed_warning(found.type, found.subtype, silenced) for found in told)

    def _location(self, location: object) -> str | None:
        """A place in the form in which Sphinx's logger takes it once more."""
        if isinstance(location, nodes.Node):
            return get_node_location(location)
        if isinstance(location, tuple):
            docname, line = location
            return f"{self.app.env.doc2path(docname)}:{line}" if docname and line else docname
        return location if isinstance(location, str) else None


def ask_first(make: Callable[[], logging.Filter], /) -> None:
    """Has each of an application's handlers ask a filter of its own before any other, which may count what it sees.

    Handlers end with their application: of the next one in the same process none is asked.
    """
    for handler in logging.getLogger(NAMESPACE).handlers:
        handler.filters.insert(0, make())


def watch(app: Sphinx, /) -> MessageLog:
    """Begins to note messages."""
    handler = MessageLog(app)
    handler.attach()
    return handler
