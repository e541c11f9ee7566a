"""What one build tells the next, digests to compare by, and the one way in which files are written.

Owns: the record's form and its file, `Writer`. Must not: know Sphinx, posts or pages. In: values and bytes. Out:
digests, and files where they differ from what was there.

The record is marked as unfinished while a build runs. A build that finds it so knows that the last one died, trusts
nothing of what that left, and starts over.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

RECORD_VERSION = 6


class Record(TypedDict):
    """What one build tells the next."""

    version: int
    finished: bool
    outdir: str  # where it built
    code: str  # digest of the extension itself
    common: str  # digest of what every page depends on
    sources: dict[str, str]  # source file -> its times and size when it was last looked at
    problems: list[str]  # documents that gave a warning
    pages: dict[str, str]  # page name -> digest of its facts, documents and generated pages alike
    contributions: str  # digest of what documents give to other pages
    changes: int  # of the environment, as `store` counts them
    inventory: str  # digest of all that objects.inv and the search index name
    feeds: dict[str, str]  # path of a feed, calendar, list or the sitemap -> digest of what it is made of
    bodies: dict[str, tuple[int, int, str]]  # post -> time (ns) and size of its kept body, and its digest
    files: list[str]  # other files that come from the weblog, relative to the output folder
    static: list[str]  # the author's static files, relative to _static
    copied: list[str]  # all files that there are in _static


def load(path: Path, /) -> Record | None:
    """The record of the last build, finished or not; None if there is none of this version."""
    try:
        record: Record = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and record.get("version") == RECORD_VERSION else None


def save(path: Path, record: Record, /) -> None:
    """Writes the record, whole or not at all."""
    write_if_different(path, json.dumps(record).encode())


def empty_record() -> Record:
    """A record of nothing: each page has to be written."""
    return Record(
        version=RECORD_VERSION,
        finished=False,
        outdir="",
        code="",
        common="",
        sources={},
        problems=[],
        pages={},
        contributions="",
        changes=0,
        inventory="",
        feeds={},
        bodies={},
        files=[],
        static=[],
        copied=[],
    )


class Digested:
    """A value whose digest is made once and then stands for it in those of all pages that show it.

    For dataclasses without slots and with `repr=False`: values are digested as they are written out.
    """

    @cached_property
    def digest(self) -> str:
        """The digest of all fields."""
        return digest(*(getattr(self, field.name) for field in fields(self)))  # type: ignore[arg-type]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.digest})"


def digest(*values: object) -> str:
    """A digest of plain values: equal for equal values, in every process."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def digest_of_files(folders: Iterable[Path], /) -> str:
    """A digest of the names and contents of all files below some folders, wherever those lie, or of single files."""
    found = hashlib.blake2b(digest_size=12)
    for folder in folders:
        files = {name: folder / name for name in files_below(folder)} if folder.is_dir() else {folder.name: folder}
        for name, file in files.items():
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(f"{name}\0".encode())
                found.update(hashlib.blake2b(file.read_bytes()).digest())
    return found.hexdigest()


def files_below(folder: Path, /) -> list[str]:
    """The files below a folder and those that it has links to, relative to it, in order. Sphinx copies all these."""
    found = []
    for path, _, names in os.walk(folder, followlinks=True):
        below = os.path.relpath(path, folder).replace(os.sep, "/")
        found += names if below == "." else [f"{below}/{name}" for name in names]
    return sorted(found)


def plain(value: object) -> str:
    """A value of conf.py as text that is the same in every process: sets sorted, functions and classes by name."""
    if isinstance(value, dict):
        return repr(sorted((repr(key), plain(item)) for key, item in value.items()))
    if isinstance(value, (list, tuple)):
        return repr([plain(item) for item in value])
    if isinstance(value, (set, frozenset)):
        return repr(sorted(plain(item) for item in value))
    if value is None or isinstance(value, (str, bytes, int, float)):
        return repr(value)
    return getattr(value, "__qualname__", type(value).__qualname__)


def state_of_file(path: str, /) -> str:
    """What changes whenever a file does: its size and times, also the one that nobody can set back; "" if gone."""
    try:
        status = os.stat(path)  # noqa: PTH116 - for each source file of each build
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def outdated(new: Mapping[str, str], old: Mapping[str, str], /) -> list[str]:
    """The pages whose digest isn't the one of the last build, in their order."""
    return [name for name, value in new.items() if old.get(name) != value]


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
                if folder == self.outdir or not folder.is_dir() or any(folder.iterdir()):
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


def replace_if_different(beside: Path, path: Path, /) -> None:
    """Puts a new file in the place of another, unless both hold the same."""
    if not beside.exists():
        return
    if path.exists() and path.read_bytes() == beside.read_bytes():
        beside.unlink()
    else:
        beside.replace(path)
