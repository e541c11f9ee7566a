"""What the engine keeps in Sphinx's environment, from one build to the next.

Owns: the shape of it, and that it is purged and merged. Must not: compute anything. In: what was found in documents.
Out: the same, by document, in this build and the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from .messages import Message

ATTRIBUTE = "sphinx_rebuild"
"""The environment's attribute."""
VERSION = 2
"""To be raised whenever the shape changes. All documents are read again then, since the code has changed."""


class EnvironmentTables(TypedDict):
    """Plain data that is pickled with the environment."""

    version: int
    tables: dict[str, dict[str, dict[str, Any]]]  # contributor -> table -> document -> value
    definitions: dict[str, dict[str, bytes]]  # document -> domain -> its data on this document alone, pickled
    messages: dict[str, list[Message]]  # document -> what was told when it was read
    files_asked_for: dict[str, dict[str, Any]]  # document -> file that it asked for -> what was there
    shared: dict[str, str]  # document -> digest of all that other pages may show of it
    merged: str  # digest of the definitions that the domains' tables are made of
    messages_of_all: dict[str, list[Message]]  # what was told of the documents together: of duplicates, of consistency
    places: dict[str, str]  # the folders of the last build, as `places` names them
    changes: int  # how often a document was read or forgotten, by whichever builder


def _nothing() -> EnvironmentTables:
    return EnvironmentTables(
        version=VERSION,
        tables={},
        definitions={},
        messages={},
        files_asked_for={},
        shared={},
        merged="",
        messages_of_all={},
        places={},
        changes=0,
    )


class EnvironmentData:
    """Access to it."""

    def __init__(self, env: Any, /) -> None:
        if vars(env).get(ATTRIBUTE, {}).get("version") != VERSION:
            setattr(env, ATTRIBUTE, _nothing())
        self.data: EnvironmentTables = getattr(env, ATTRIBUTE)

    def table(self, contributor: str, name: str, /) -> dict[str, Any]:
        """A contributor's table: document -> value."""
        return self.data["tables"].setdefault(contributor, {}).setdefault(name, {})

    def _by_document(self) -> dict[tuple[str, ...], dict[str, Any]]:
        """All tables by document that are filled while documents are read, by their names."""
        found: dict[tuple[str, ...], dict[str, Any]] = {
            ("definitions",): self.data["definitions"],
            ("messages",): self.data["messages"],
            ("files_asked_for",): self.data["files_asked_for"],
        }
        for contributor, tables in self.data["tables"].items():
            found |= {("tables", contributor, name): table for name, table in tables.items()}
        return found

    def purge(self, docname: str, /) -> None:
        """Forgets what a document said."""
        self.data["changes"] += 1
        for by_document in (*self._by_document().values(), self.data["shared"]):
            by_document.pop(docname, None)

    def keep_only(self, docnames: Iterable[str], /) -> None:
        """Forgets all but some documents, before they are sent to the process that asked for them."""
        for table in self._by_document().values():
            own = {name: table[name] for name in docnames if name in table}
            table.clear()
            table.update(own)

    def merge(self, docnames: Set[str], other: EnvironmentData, /) -> None:
        """Takes over what another process has read."""
        for (kind, *names), table in other._by_document().items():
            ours = self.table(*names) if names else self._by_document()[kind,]
            ours.update((name, table[name]) for name in docnames if name in table)
