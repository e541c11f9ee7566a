"""The preview's server: builds when something was saved, and tells the open pages.

Owns: the order of watching, building and telling; the address. Must not: know how a site is built or a page is changed.
In: the folders of a site. Out: a server until Ctrl-C.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import traceback
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import FileResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from sphinx_rebuild.summary import some_of
from weblog.preview.builders import CAN_FORK, Builders
from weblog.preview.pages import ADDRESS, ALWAYS_ASK, SCRIPT, Pages
from weblog.preview.watching import Watching, watch_output

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from starlette.requests import Request
    from starlette.websockets import WebSocket

    from weblog.preview.one_build import Folders

HERE = ["127.0.0.1", "localhost", "::1"]
"""The names of this machine by which pages are asked for: another site's page can't read drafts under its own name."""


TOO_MANY = 500
"""Files that were written at once, from which on a page isn't told which they were."""


class TakenError(Exception):
    """The port is another program's."""


@dataclass(slots=True, eq=False)
class OpenPage:
    """A page that is open in a browser: its address, "/a/page.html", and the digest of the file that it shows."""

    socket: WebSocket
    address: str
    digest: str


class Preview:
    """What is shown of a site, and what is under way."""

    def __init__(self, folders: Folders, address: str, /, *, is_warm: bool) -> None:
        self.folders, self.address = folders, address
        self.builders = Builders(folders, is_warm=is_warm)
        self.pages = Pages(folders.outdir)
        self.watching = Watching(folders, self.note)
        self.open_pages: set[OpenPage] = set()
        self.mistakes: list[str] = []
        self.changed: set[Path] = set()
        self.made: set[str] = set()
        """The addresses of what was written since the last build was done."""
        self.is_to_build, self.is_to_show = asyncio.Event(), asyncio.Event()

    # What has happened

    def note(self, paths: Iterable[Path], /) -> None:
        """Notes that something was saved: a build follows, another one if one is under way."""
        self.changed |= {*paths}
        self.is_to_build.set()

    def note_made(self, paths: Iterable[Path], /) -> None:
        """Notes what a build has written: open pages follow at once."""
        self.made |= {f"/{path.relative_to(self.folders.outdir).as_posix()}" for path in paths}
        self.is_to_show.set()

    # What follows

    async def build_for_ever(self) -> None:
        """Builds now, and whenever something was saved."""
        while True:
            self.is_to_build.clear()
            changed, self.changed = self.changed, set()
            if changed:
                print(f"saved: {some_of([self._name(path) for path in changed])}", flush=True)
            print("building", flush=True)
            report = await self.builders.build()
            if report.places:
                self.watching.watch_too(map(Path, report.places))
            self.mistakes = report.mistakes
            await self.show()
            print(f"mistakes: {len(self.mistakes)}" if self.mistakes else "all is well", "-", self.address, flush=True)
            files = sorted(self.made) if len(self.made) < TOO_MANY else []
            self.made.clear()
            await self._tell_all({"mistakes": self.mistakes, "files": files})
            await self.is_to_build.wait()

    async def show_for_ever(self) -> None:
        """Shows pages as soon as they are written."""
        while True:
            await self.is_to_show.wait()
            self.is_to_show.clear()
            await self.show()

    async def show(self) -> None:
        """Tells each open page whose file is another one."""
        for page in [*self.open_pages]:
            if (digest := self.pages.digest_of(page.address)) != page.digest:
                page.digest = digest
                await _tell(page, {"digest": digest})

    async def attend(self, socket: WebSocket) -> None:
        """Tells a page what it has to show, until it is closed. Pages of other sites aren't heard."""
        if urlsplit(socket.headers.get("origin", "")).netloc != socket.headers.get("host"):
            await socket.close()
            return
        await socket.accept()
        page = None
        with suppress(WebSocketDisconnect, KeyError, ValueError, TypeError):
            said = await socket.receive_json()
            page = OpenPage(socket, unquote(said["page"]), said["digest"])
            self.open_pages.add(page)
            await _tell(page, {"mistakes": self.mistakes})
            await self.show()
            await socket.receive_json()  # it says nothing more
        self.open_pages -= {page}

    async def _tell_all(self, told: Mapping[str, object]) -> None:
        for page in [*self.open_pages]:
            await _tell(page, told)

    def _name(self, path: Path) -> str:
        return (
            path.relative_to(self.folders.source).as_posix() if path.is_relative_to(self.folders.source) else str(path)
        )

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Watches before the first build, so that nothing that is saved meanwhile is missed."""
        self.folders.outdir.mkdir(parents=True, exist_ok=True)
        watching = [
            *(self.watching.watch_top(), self.watching.watch_below()),
            watch_output(self.folders.outdir, self.note_made),
        ]
        tasks = [asyncio.create_task(work) for work in watching]
        await asyncio.sleep(0)
        tasks += [asyncio.create_task(work) for work in (self.build_for_ever(), self.show_for_ever())]
        for task in tasks:
            task.add_done_callback(_has_ended)
        try:
            yield
        finally:
            await self.builders.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _has_ended(task: asyncio.Task[None]) -> None:
    """Ends the server if a part of it fails: it would seem to work."""
    if not task.cancelled() and (error := task.exception()):
        traceback.print_exception(error)
        signal.raise_signal(signal.SIGINT)


async def _tell(page: OpenPage, told: Mapping[str, object]) -> None:
    with suppress(RuntimeError, WebSocketDisconnect):  # it was closed just now
        await page.socket.send_json(told)


async def _script(request: Request) -> FileResponse:
    return FileResponse(SCRIPT, media_type="text/javascript", headers=ALWAYS_ASK)


def application(preview: Preview, host: str, /) -> Starlette:
    """What answers to browsers."""
    routes = [
        Route(ADDRESS, _script),
        WebSocketRoute("/-preview-/", preview.attend),
        Mount("/", app=preview.pages),
    ]
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=[*HERE, host])]
    return Starlette(routes=routes, middleware=middleware, lifespan=preview.lifespan)


def serve(folders: Folders, host: str, port: int, /, *, is_warm: bool = CAN_FORK) -> None:
    """Serves until Ctrl-C. `port`: 0 for one that is free; `is_warm`: False for a new process for each build.

    :raises TakenError: if the port is another program's.
    """
    try:
        listening = socket.create_server((host, port))
    except OSError as error:
        raise TakenError(f"nothing can be served at {host}:{port}: {os.strerror(error.errno or 0)}") from error
    with listening:
        preview = Preview(folders, f"http://{host}:{listening.getsockname()[1]}/", is_warm=is_warm)
        print(f"serving {preview.address}; Ctrl-C ends it", flush=True)
        config = uvicorn.Config(
            application(preview, host), ws="websockets-sansio", log_level="warning", timeout_graceful_shutdown=1
        )
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
