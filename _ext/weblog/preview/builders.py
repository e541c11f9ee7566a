"""Who builds for the preview: a warm process, or a new one for each build where there can be none.

Owns: the processes that build, and that none outlives the server. Must not: know when to build, import what builds. In:
the folders of a site. Out: a report of each build.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from weblog.preview.one_build import report_of
from weblog.preview.warm_process import HAS_THREADS, MODULE, SIGNALLED

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from weblog.preview.one_build import Folders, Report

CAN_FORK = hasattr(os, "fork")
"""False on Windows."""
GRACE = 5.0
"""Seconds that a build has to come to its end when the server ends: the next one would have to start over."""


class Builders:
    """The processes that build."""

    def __init__(self, folders: Folders, /, *, is_warm: bool = CAN_FORK) -> None:
        """`is_warm`: False for a new process for each build."""
        self.folders = folders
        self.is_warm = is_warm
        self.process: Process | None = None
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None
        self.is_idle = asyncio.Event()
        self.is_idle.set()

    async def build(self) -> Report:
        """Builds once."""
        self.folders.report.unlink(missing_ok=True)
        self.is_idle.clear()
        try:
            status = await self._build_warm() if self.is_warm else None
            if status is None:
                self.process = await self._start("-m", "weblog.preview.one_build", self.folders.as_text())
                status = await self.process.wait()
            return report_of(self.folders, status)
        finally:
            self.is_idle.set()

    async def _build_warm(self) -> int | None:
        """Has the warm process build; nothing where it can't."""
        if self.reader and self.reader.at_eof():
            await self._leave_warm()
        if not self.is_warm:
            return None
        try:
            if self.writer is None or self.reader is None:
                self.reader, self.writer = await self._start_warm()
            self.writer.write(b"b")
            await self.writer.drain()
            [status] = await self.reader.readexactly(1)
        except (OSError, asyncio.IncompleteReadError):
            status = SIGNALLED
        if status != SIGNALLED:
            return status
        await self._leave_warm()  # what went wrong there may go well in a new process
        return None

    async def _start_warm(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        ours, theirs = socket.socketpair()
        with theirs:
            descriptor = theirs.fileno()
            command = ["-m", MODULE, self.folders.as_text(), str(descriptor)]
            self.process = await self._start(*command, descriptor=descriptor)
        return await asyncio.open_connection(sock=ours)

    async def _leave_warm(self) -> None:
        self.close()
        if self.process and await self.process.wait() == HAS_THREADS:
            print("a library begins a thread when it is imported: each build is a new process now", flush=True)
            self.is_warm = False

    async def _start(self, *arguments: str, descriptor: int | None = None) -> Process:
        """A new process of Python, which the terminal's Ctrl-C doesn't reach."""
        options: dict[str, Any] = {} if descriptor is None else {"pass_fds": [descriptor]}
        return await asyncio.create_subprocess_exec(
            sys.executable, *arguments, stdin=asyncio.subprocess.DEVNULL, start_new_session=True, **options
        )

    def close(self) -> None:
        """Lets the warm process end once its build is done."""
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None

    async def stop(self) -> None:
        """Waits a moment for a build that is under way, and ends all that is left."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.is_idle.wait(), GRACE)
        self.close()
        if self.process and self.process.returncode is None:
            if CAN_FORK:
                with suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
            await self.process.wait()
