"""What an author has saved: which files count, and when they have changed.

Owns: which folders are watched, and what of them is left out. Must not: build, look into a file. In: the folders of a
site. Out: the paths that have changed, as soon as they have; those of the output.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

from watchfiles import awatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from watchfiles import Change

    from weblog.preview.one_build import Folders

QUIET = 15
"""Milliseconds without a change after which what has changed is told: an editor saves in several steps."""
LONGEST = 400
"""Milliseconds after which it is told in any case: a branch switch takes its time."""
TIMES: dict[str, Any] = {"step": QUIET, "debounce": LONGEST, "ignore_permission_denied": True}
LEFT_OUT = re.compile(
    r"""\.(?!htaccess$|nojekyll$|well-known$) .*    # hidden files and folders: .git, .venv, .post.md.swp, .#post.md
    | __pycache__ | _build | node_modules | .*~ | \#.*\# | venv | .*\.(swp|swx|tmp|pyc)
    """,
    re.VERBOSE,
)


class Watching:
    """Watches the source and whatever else a site is made of."""

    def __init__(self, folders: Folders, changed: Callable[[Iterable[Path]], None], /) -> None:
        self.source, self.changed = folders.source, changed
        self.built = [_top(folders.source, folder) for folder in (folders.outdir, folders.doctrees)]
        self.others: set[Path] = set()
        self.watched: dict[Path, int] = {}
        self.others_changed = asyncio.Event()

    def counts(self, path: Path, /) -> bool:
        """True for a file that a site may be made of."""
        if any(path.is_relative_to(folder) for folder in self.built):
            return False
        parts = path.relative_to(self.source).parts if path.is_relative_to(self.source) else path.parts[-1:]
        return not any(LEFT_OUT.fullmatch(part) for part in parts)

    def watch_too(self, places: Iterable[Path], /) -> None:
        """Watches files and folders outside the source, too."""
        folders = {place if place.is_dir() else place.parent for place in places}
        new = {folder for folder in folders if folder.is_dir() and not folder.is_relative_to(self.source)}
        new = {folder for folder in new if not any(one in folder.parents for one in new)}
        if new - self.others:
            self.others |= new
            self.others_changed.set()

    async def watch_top(self) -> None:
        """Tells of what has changed at the top of the source, for ever."""
        async for changes in awatch(self.source, recursive=False, watch_filter=self._is_told, **TIMES):
            if self._folders() != self.watched:
                self.others_changed.set()
            self._tell(changes)

    async def watch_below(self) -> None:
        """Tells of what has changed in the folders below it, also in new ones, for ever.

        Folders that are left out have thousands of files, or change in each build: nobody is asked to watch them.
        """
        while True:
            self.watched, self.others_changed = self._folders(), asyncio.Event()
            if not self.watched:
                await self.others_changed.wait()
                continue
            stop = self.others_changed
            async for changes in awatch(*self.watched, watch_filter=self._is_told, stop_event=stop, **TIMES):
                self._tell(changes)
            self.changed([])  # what has come before it was watched

    def _folders(self) -> dict[Path, int]:
        """The folders to be watched, and which each is: one that was moved here is another one."""
        found = [path for path in self.source.iterdir() if path.is_dir() and self.counts(path)]
        return {folder: folder.stat().st_ino for folder in sorted({*found, *self.others}) if folder.is_dir()}

    def _is_told(self, change: Change, path: str) -> bool:
        return self.counts(self.source / path)

    def _tell(self, changes: Iterable[tuple[Change, str]]) -> None:
        self.changed([self.source / path for _, path in changes])


async def watch_output(outdir: Path, changed: Callable[[Iterable[Path]], None], /) -> None:
    """Tells of what a build writes, while it does: a page is shown before its feeds are there."""
    async for changes in awatch(outdir, watch_filter=None, step=5, debounce=50):
        changed([outdir / path for _, path in changes if not path.endswith(".new")])


def _top(source: Path, folder: Path) -> Path:
    """The folder below the source that holds what is built, `_build` as a rule; else the folder itself."""
    if folder.is_relative_to(source):
        top = source / folder.relative_to(source).parts[0]
        if top.name.startswith(("_", ".")):
            return top
    return folder
