"""Files: what tells that one has changed, and the one way in which files are written.

Owns: `Writer`, and how a file is written whole or not at all. Must not: know Sphinx. In: paths and bytes. Out: files
where they differ from what was there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

STEP = 2_000_000_000
"""Nanoseconds within which two times of files may be the same."""
TICK = 20_000_000
"""Nanoseconds by which the time of a file that was written now may be behind."""
ASIDE = ".last"
"""How the names of files end that are put aside."""
LONGEST_PART, LONGEST_NAME = 240, 2000
"""Bytes of a page's name: of what lies between two slashes, and of all. Most disks take 255 and 4096, with endings."""


def fits(name: str, /) -> bool:
    """True for the name of a page or document that files can have."""
    parts = name.encode("utf-8", "surrogatepass").split(b"/")
    return max(map(len, parts)) <= LONGEST_PART and sum(map(len, parts)) <= LONGEST_NAME


def files_below(folder: Path, /, *, follows_links: bool = False) -> list[str]:
    """The files below a folder, relative to it, in order; if asked for, also those that it has links to.

    Of a source Sphinx copies those, too. In the output folder a link to another one is somebody's own, and what it
    leads to isn't the output's.
    """
    top = str(folder)
    start = len(os.path.join(top, ""))  # noqa: PTH118 - of each folder of a site
    found = []
    for path, _, names in os.walk(top, followlinks=follows_links):
        below = path[start:].replace(os.sep, "/")
        found += [f"{below}/{name}" for name in names] if below else names
    return sorted(found)


def state_of_file(path: str, /) -> str:
    """What changes whenever a file does: its size and times, also the one that nobody can set back; "" if gone."""
    try:
        status = os.stat(path)  # noqa: PTH116 - for each source file of each build
    except (OSError, ValueError):
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def is_older(state: str, moment: int, /) -> bool:
    """True for a file that was last changed before a moment (ns), by the machine's own clock, whatever time it has.

    That clock may be some milliseconds behind.
    """
    return bool(state) and int(state.split()[2]) < moment - TICK


def is_settled(state: str, now: int, /) -> bool:
    """True for a file that was left alone for a while: whoever writes it from `now` (ns) on gives it another time.

    The clocks of some file systems have steps of two seconds, and a time to come tells nothing.
    """
    return max(map(int, state.split()[1:])) < now - STEP


class Writer:
    """Writes files of the output folder: only what differs, and no path twice."""

    def __init__(self, outdir: Path, /) -> None:
        self.outdir = outdir
        self.paths: set[str] = set()
        """What this build wrote or claimed, relative to the output folder."""

    def claim(self, path: str, /) -> None:
        """Takes a path that is right as it is."""
        if path in self.paths:
            raise RuntimeError(f"{path} would be written twice in one build")
        self.paths.add(path)

    def write(self, path: str, content: bytes, /) -> None:
        """Writes one file unless it holds these very bytes."""
        self.claim(path)
        write_if_different(self.outdir / path, content)

    def remove(self, paths: Iterable[str], /) -> None:
        """Removes files that are no longer wanted, and the folders that this leaves empty."""
        for path in paths:
            file = self.outdir / path
            file.unlink(missing_ok=True)
            for folder in file.parents:
                if folder == self.outdir or folder.is_symlink() or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()


def write_if_different(path: Path, content: bytes, /) -> None:
    """Leaves a file that holds these bytes alone, its time included; else writes it whole or not at all."""
    try:
        if path.read_bytes() == content:
            return
    except OSError:
        pass
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_bytes(content)
    except FileNotFoundError:  # seldom, so that it isn't asked for each file
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
    beside.replace(path)


def replace_if_different(beside: Path, path: Path, /) -> bool:
    """Puts a new file in the place of another, unless both hold the same; True if it has."""
    if not beside.exists():
        return False
    if path.exists() and path.read_bytes() == beside.read_bytes():
        beside.unlink()
        return False
    beside.replace(path)
    return True


def put_aside(files: Iterable[Path], /) -> dict[Path, Path]:
    """Takes files away, so that whoever makes them thinks there are none: file -> where it is now."""
    found = {}
    for file in files:
        if file.is_file():
            aside = file.with_name(f"{file.name}{ASIDE}")
            file.replace(aside)
            found[file] = aside
    return found


def put_back(aside: Mapping[Path, Path], outdir: Path, /) -> None:
    """Puts those back that were made again with the same content; removes the others, and the folders left empty."""
    for file, last in aside.items():
        if file.is_file() and file.read_bytes() == last.read_bytes():
            last.replace(file)
        else:
            Writer(outdir).remove([last.relative_to(outdir).as_posix()])
