"""Messages that somebody is to see are told; others aren't made."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from .docs import Docs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.application import Sphinx


@pytest.fixture
def docs(tmp_path: Path) -> Docs:
    """A documentation that warns."""
    docs = Docs(tmp_path, 'extensions = ["sphinx_speedups"]\n')
    docs.write("other.rst", "Other\n=====\n\n:doc:`nowhere`\n")
    return docs


class Argument:
    """An event's argument, which counts how often it is written down."""

    def __init__(self) -> None:
        self.written = 0

    def __repr__(self) -> str:
        self.written += 1
        return "an argument"


def emitting(argument: Argument) -> Callable[[Sphinx], None]:
    """Emits an event of a site's own while documents are read."""

    def prepare(app: Sphinx) -> None:
        app.add_event("own")
        app.connect("env-before-read-docs", lambda *_: app.emit("own", argument) and None)

    return prepare


@pytest.mark.parametrize(("verbosity", "written"), [(-1, 0), (0, 0), (1, 0), (2, 1)])
def test_an_event_is_written_down_where_that_is_to_be_seen(docs: Docs, verbosity: int, written: int) -> None:
    argument = Argument()
    told = docs.build(verbosity=verbosity, prepare=emitting(argument))
    assert argument.written == written
    assert ("emitting event: 'own'(an argument,)" in told) == bool(written)
    assert "unknown document: 'nowhere'" in told


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_the_same_is_told_with_and_without(tmp_path: Path, verbosity: int) -> None:
    told = []
    for name, settings in (("ours", 'extensions = ["sphinx_speedups"]\n'), ("theirs", "")):
        docs = Docs(tmp_path / name, settings)
        docs.write("other.rst", "Other\n=====\n\n:doc:`nowhere`\n")
        lines = docs.build(verbosity=verbosity).replace(f"/{name}/", "/").splitlines()
        told.append([line for line in lines if "speedups" not in line])
    assert told[0] == told[1]


def test_who_wants_all_messages_gets_them(docs: Docs) -> None:
    noted: list[str] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            noted.append(record.getMessage())

    docs.build(prepare=lambda app: logging.getLogger("sphinx").addHandler(Noting(logging.DEBUG)))
    assert any("emitting event: 'doctree-read'" in message for message in noted)


def test_who_has_set_a_level_keeps_it(docs: Docs) -> None:
    levels: list[int] = []

    def prepare(app: Sphinx) -> None:
        logging.getLogger("sphinx").setLevel(logging.WARNING)
        app.connect("build-finished", lambda *_: levels.append(logging.getLogger("sphinx").level))

    docs.build(prepare=prepare)
    assert levels == [logging.WARNING]
