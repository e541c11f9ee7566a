"""What one build tells the next.

Owns: the record's form and its file. Must not: know Sphinx, decide anything. In: values. Out: the same in the next
build.

The record is marked as unfinished while a build runs. A build that finds it so knows that the last one died, trusts
nothing of what that left, and starts over.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypedDict

from .files import write_if_different

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION = 12
RECORD, STATE = "record.json", "state.json"
"""The names of its files; the second is small, since it is written twice in each build."""


class Record(TypedDict):
    """What one build tells the next."""

    version: int
    finished: bool  # this and where it built stand in the other file, too, and count there
    outdir: str
    code: str  # digest of all code that documents are read with
    inputs: str  # digest of what every page depends on
    settings: str  # digest of all settings, those among them that no page depends on
    indices: list[str]  # the domains' indices that have anything in them
    sources: dict[str, str]  # source file -> its size and times when it was last looked at
    pages: dict[str, str]  # page name -> digest of its facts, documents and generated pages alike
    shared: str  # digest of what documents give to other pages
    changes: int  # of the environment, as `environment_data` counts them; -1 where pages are still to be written
    inventory: str  # digest of all that objects.inv and the search index name
    files: dict[str, str]  # path of a generated file -> digest of what it is made of
    copied: list[str]  # images, downloads, sources and generated files, relative to the output folder
    static: dict[str, tuple[str, str]]  # file of _static -> its state when the build was done, and its digest
    checksums: dict[str, str]  # style sheet or script -> the checksum by which pages name it, "" for none
    extra: list[str]  # files of html_extra_path, relative to the output folder
    foreign_files: list[str]  # files that other extensions have made, relative to the output folder
    collected: dict[str, list[str]]  # step of the build (indices, pages of extensions) -> the pages that it made
    shown: dict[str, str]  # page of an extension -> digest of what the extension gave to it
    messages: dict[str, dict[str, list[Any]]]  # kind of work -> its name -> what was told


class State(TypedDict):
    """Where the last build has built, and whether it came to its end."""

    outdir: str
    finished: bool


def load(folder: Path, /) -> Record | None:
    """The record of the last build, finished or not; None if there is none of this version."""
    found = _read(folder / RECORD)
    if not isinstance(found, dict) or found.get("version") != VERSION:
        return None
    record: Record = {**found, **state_of(folder)}  # type: ignore[typeddict-item]
    return record


def state_of(folder: Path, /) -> State:
    """What became of the last build; one that has left no word didn't end."""
    found = _read(folder / STATE)
    is_state = isinstance(found, dict) and found.keys() == State.__annotations__.keys()
    return State(**found) if is_state else State(outdir="", finished=False)  # type: ignore[typeddict-item]


def are_in_place(folder: Path, outdir: str, /) -> bool:
    """True if all builders whose records are below a folder have come to their ends, and have built here."""
    states = [state_of(path.parent) for path in folder.glob(f"*/{STATE}")]
    return bool(states) and all(state["finished"] and state["outdir"] == outdir for state in states)


def begin(folder: Path, outdir: str, /) -> None:
    """Notes that a build is under way."""
    write_if_different(folder / STATE, json.dumps(State(outdir=outdir, finished=False)).encode())


def save(folder: Path, record: Record, /) -> None:
    """Writes the record, whole or not at all, and then that the build has come to its end."""
    write_if_different(folder / RECORD, json.dumps(record).encode())
    write_if_different(folder / STATE, json.dumps(State(outdir=record["outdir"], finished=True)).encode())


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def empty() -> Record:
    """A record of nothing: each page has to be written."""
    return Record(
        version=VERSION,
        finished=False,
        outdir="",
        code="",
        inputs="",
        settings="",
        indices=[],
        sources={},
        pages={},
        shared="",
        changes=0,
        inventory="",
        files={},
        copied=[],
        static={},
        checksums={},
        extra=[],
        foreign_files=[],
        collected={},
        shown={},
        messages={},
    )


def outdated(new: Mapping[str, str], old: Mapping[str, str], /) -> list[str]:
    """The pages whose digest isn't the one of the last build, in their order."""
    return [name for name, value in new.items() if old.get(name) != value]
