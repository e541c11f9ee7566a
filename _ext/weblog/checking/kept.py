"""What was found in files, kept from one check to the next by the files' content.

Owns: the JSON file of it, and when a file is looked into again. Must not: know what is found. In: files. Out: what
their readers made of them.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from sphinx_rebuild.files import write_if_different

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VERSION = 2
"""To be raised whenever a reader finds something else in the same bytes."""


class Kept:
    """What is kept in one file. Of what isn't asked for in a check, nothing is kept for the next."""

    def __init__(self, path: Path, /) -> None:
        self.path = path
        self.last = _load(path)
        self.now: dict[str, dict[str, list[Any]]] = {}
        """Kind -> name -> time (ns), size, digest, value."""
        self.read: list[str] = []
        """The names of the files that were looked into in this check."""

    def of(self, kind: str, name: str, path: Path, make: Callable[[bytes], Any], /) -> Any:
        """What `make` makes of a file's bytes, a value for JSON; `kind` says all else that it hangs on."""
        status = path.stat()
        state = [status.st_mtime_ns, status.st_size]
        entry = self.last.get(kind, {}).get(name)
        if not entry or entry[:2] != state:
            content = path.read_bytes()
            digest = blake2b(content, digest_size=16).hexdigest()
            if entry and entry[2] == digest:
                entry = [*state, *entry[2:]]
            else:
                self.read.append(name)
                entry = [*state, digest, make(content)]
        self.now.setdefault(kind, {})[name] = entry
        return entry[3]

    def save(self) -> None:
        """Writes what the next check is to know."""
        if self.now != self.last:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_if_different(self.path, json.dumps({"version": VERSION, "found": self.now}).encode())


def _load(path: Path) -> dict[str, dict[str, list[Any]]]:
    try:
        stored = json.loads(path.read_bytes())
        found: dict[str, dict[str, list[Any]]] = stored["found"] if stored["version"] == VERSION else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    return found
