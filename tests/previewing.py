"""A preview that runs: `python -m weblog serve` in a process of its own.

Owns: how it is started and ended, what it has told. In: a source folder and a command. Out: what its pages show.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

ENDED = re.compile(r"^(all is well|mistakes: \d+) - ", re.MULTILINE)
"""What it says when a build is done."""
PATIENCE = 60
"""Seconds; nothing takes a tenth of it, but on a machine that does ten other things."""


class Preview:
    """A preview and its terminal."""

    def __init__(self, source: Path, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.source = source
        self.log = source.with_name("log")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=source,
                env={**environment, "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def told(self) -> str:
        """What stands in the terminal."""
        return self.log.read_text(encoding="utf-8", errors="replace")  # it may be in the middle of a sign

    @property
    def address(self) -> str:
        """Where it is, once it has said so."""
        found = re.search(r"serving (http://127\.0\.0\.1:\d+/)", self.told())
        return found[1] if found else "http://127.0.0.1:9/"

    def builds(self) -> int:
        """How often it has built."""
        return self.told().count("building\n")

    def is_quiet(self) -> bool:
        """True if no build is under way."""
        return len(ENDED.findall(self.told())) == self.builds()

    def has_built_since(self, told: str) -> bool:
        """True if a build has ended since this was all that stood in the terminal."""
        return bool(ENDED.search(self.told().removeprefix(told)))

    def page(self, name: str) -> str:
        """A page's HTML; nothing while the server isn't there yet."""
        try:
            with urlopen(f"{self.address}{name}.html", timeout=PATIENCE) as answer:
                html: bytes = answer.read()
        except (OSError, HTTPException):
            return ""
        return html.decode()

    def write(self, path: str, text: str) -> None:
        """Puts a text in the place of a source file, at one stroke, as many editors do."""
        beside = self.source.with_name("beside")
        beside.write_text(text, encoding="utf-8")
        beside.replace(self.source / path)

    def add(self, path: str, text: str) -> None:
        """Adds text to a source file, as an author who saves it."""
        self.write(path, (self.source / path).read_text(encoding="utf-8") + text)

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Waits until something is so."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < end, self.told()
            time.sleep(0.02)

    def stop(self) -> int:
        """Presses Ctrl-C; gives the exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def previewing(source: Path, command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Preview]:
    """A preview that has built once, and is ended in any case."""
    preview = Preview(source, command, environment)
    try:
        preview.wait(lambda: preview.builds() > 0 and preview.is_quiet())
        yield preview
    finally:
        if preview.process.poll() is None:
            preview.stop()
