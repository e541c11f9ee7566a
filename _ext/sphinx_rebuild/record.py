"""What one build tells the next.

Owns: the record's form and its file. Must not: know Sphinx, decide anything. In: values. Out: the same in the next
build.

The record is marked as unfinished while a build runs. A build that finds it so knows that the last one died, trusts
nothing of what that left, and starts over. The output bears a mark of the record that tells of it, since the two may
have come here on different ways.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, TypedDict

from .digests import digest
from .documents import CATALOG
from .files import write_if_different
from .places import Places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION = 14
RECORD, STATE = "record.json", "state.json"
"""The names of its files; the second is small, since it is written twice in each build."""


class Record(TypedDict):
    """What one build tells the next."""

    version: int
    finished: bool  # this stands in the other file, too, and counts there
    places: dict[str, str]  # the folders of this build, as `places` names them
    mark: str  # what the output bears
    code: str  # digest of all code that documents are read with
    inputs: str  # digest of what every page depends on
    settings: str  # digest of all settings, those among them that no page depends on
    indices: list[str]  # the domains' indices that have anything in them
    sources: dict[str, tuple[str, str]]  # source file -> its state when it was last looked at, and its digest
    pages: dict[str, str]  # page name -> digest of its facts, documents and generated pages alike
    shared: str  # digest of what documents give to other pages
    besides: str  # digest of what contributors take from other files than documents
    changes: int  # of the environment, as `environment_data` counts them; -1 where pages are still to be written
    inventory: str  # digest of all that objects.inv and the search index name
    files: dict[str, str]  # path of a generated file -> digest of what it is made of
    contents: dict[str, str]  # path of a page or a generated file -> digest of its content
    copied: list[str]  # images, downloads, sources and generated files, relative to the output folder
    static: dict[str, tuple[str, str]]  # file of _static -> its state when the build was done, and its digest
    checksums: dict[str, str]  # style sheet or script -> the checksum by which pages name it, "" for none
    extra: list[str]  # files of html_extra_path, relative to the output folder
    foreign_files: list[str]  # files that other extensions have made, relative to the output folder
    collected: dict[str, list[str]]  # step of the build (indices, pages of extensions) -> the pages that it made
    shown: dict[str, str]  # page of an extension -> digest of what the extension gave to it
    messages: dict[str, dict[str, list[Any]]]  # kind of work -> its name -> what was told


class State(TypedDict):
    """Where the last build has built, seen from here, and whether it came to its end."""

    outdir: str
    finished: bool


def load(folder: Path, places: Places, /) -> Record | None:
    """The record of the last build, finished or not, as one of here; None if there is none of this version."""
    found = _read(folder / RECORD)
    if not isinstance(found, dict) or found.get("version") != VERSION:
        return None
    if (last := Places(found["places"])).folders != places.folders:
        found = _moved(found, last, places)
    record: Record = {**found, "finished": state_of(folder)["finished"]}  # type: ignore[typeddict-item]
    return record


def _moved(value: Any, old: Places, new: Places) -> Any:
    """A value of a record of elsewhere as one of here."""
    if isinstance(value, str):
        return old.moved(value, new)
    if isinstance(value, dict):
        return {old.moved(key, new): _moved(found, old, new) for key, found in value.items()}
    return [_moved(found, old, new) for found in value] if isinstance(value, list) else value


def state_of(folder: Path, /) -> State:
    """What became of the last build; one that has left no word didn't end."""
    found = _read(folder / STATE)
    is_state = isinstance(found, dict) and found.keys() == State.__annotations__.keys()
    return State(**found) if is_state else State(outdir="", finished=False)  # type: ignore[typeddict-item]


def are_in_place(folder: Path, outdir: Path, /) -> bool:
    """True if all builders whose records are below a folder have come to their ends, and have built here."""
    states = {path.parent: state_of(path.parent) for path in folder.glob(f"*/{STATE}")}
    return bool(states) and all(
        state["finished"] and state["outdir"] == os.path.relpath(outdir, below) for below, state in states.items()
    )


def begin(folder: Path, outdir: str, /) -> None:
    """Notes that a build is under way."""
    write_if_different(folder / STATE, json.dumps(State(outdir=outdir, finished=False)).encode())


def save(folder: Path, outdir: str, record: Record, /) -> None:
    """Writes the record, whole or not at all, and then that the build has come to its end."""
    write_if_different(folder / RECORD, json.dumps(record).encode())
    write_if_different(folder / STATE, json.dumps(State(outdir=outdir, finished=True)).encode())


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
        places={},
        mark="",
        code="",
        inputs="",
        settings="",
        indices=[],
        sources={},
        pages={},
        shared="",
        besides="",
        changes=0,
        inventory="",
        files={},
        contents={},
        copied=[],
        static={},
        checksums={},
        extra=[],
        foreign_files=[],
        collected={},
        shown={},
        messages={},
    )


def mark_of(record: Record, /) -> str:
    """What the output bears that this record tells of: a digest of all that is in it, whoever made it and when."""
    sources = sorted(digest for name, (_, digest) in record["sources"].items() if not name.endswith(CATALOG))
    static = sorted((path, digest) for path, (_, digest) in record["static"].items())
    return digest(sources, sorted(record["contents"].items()), static, record["copied"], record["extra"])


def outdated(new: Mapping[str, str], old: Mapping[str, str], /) -> list[str]:
    """The pages whose digest isn't the one of the last build, in their order."""
    return [name for name, value in new.items() if old.get(name) != value]
