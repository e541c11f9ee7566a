"""What the parts of one build share.

Owns: the parts that need no other, the records of the last build and of this one, notes of what is under way. Must not:
decide what is read or written. In: Sphinx's application when the builder is there. Out: these parts, under one roof.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import build_info, definitions, page_builders, page_inputs, record, roles, shared_data, viewcode
from .contributor import EVENT
from .environment_data import EnvironmentData
from .lookups import Lookups
from .messages import PAGE, STEP, Message
from .places import places_of
from .processes import Processes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from sphinx.application import Sphinx

    from .contributor import Contributor
    from .messages import MessageLog
    from .record import Record

FOLDER = "sphinx_rebuild"
"""The folder beside the doctrees, with one folder for each builder."""


class Session:
    """The parts of one build."""

    def __init__(self, app: Sphinx, message_log: MessageLog, settings: Mapping[str, object], begun: int, /) -> None:
        """`settings` are those of conf.py as its author made them; `begun`: when the build began (ns)."""
        self.begun = begun
        self.app, self.env, self.message_log, self.settings = app, app.env, message_log, settings
        self.env_data = EnvironmentData(app.env)
        self.contributors: list[Contributor] = [found for found in app.events.emit(EVENT) if found]
        self.settings_left_out = page_inputs.SETTINGS_OF_PLACES.union(
            *(one.settings_left_out for one in self.contributors)
        )
        self.outdir = Path(app.outdir)
        self.folder = Path(app.doctreedir, FOLDER, app.builder.name)
        self.processes = Processes(app, app.parallel)
        self.definitions = definitions.Definitions(app.env, self.env_data)
        self.roles = roles.Roles(app.env, self.env_data)
        self.viewed = viewcode.ViewedModules(app.env, self.env_data, is_there=viewcode.NAME in app.extensions)
        self.lookups = Lookups(self.folder / "lookups.pickle", app.env)
        self.lookups.of_domain = self.definitions.digest_of_domain
        self.lookups.shared = lambda: shared_data.of_documents(app, self.env_data)
        self.lookups.others[("relations",)] = app.env.collect_relations
        self.now = record.empty()
        code_left_out = {name for one in self.contributors for name in one.code_left_out}
        self.now["code"] = page_inputs.digest_of_code(app, code_left_out)
        self.now["places"] = self.env_data.data["places"] = dict(places_of(app).folders)
        self.place = os.path.relpath(app.outdir, self.folder)
        """Where the output is, seen from the record."""
        last = record.load(self.folder, places_of(app))
        self.is_same_place = last is not None and self._is_described_by(last)
        self.last = last if last and self.is_same_place else record.empty()
        self.now["checksums"] = dict(self.last["checksums"])
        self.contents: dict[str, str] = {}
        """The pages and files that were made in this build, by paths, and the digests of their contents."""
        self.read: set[str] = set()
        """The documents that were read in this build."""
        self.read_always: dict[str, str] = {}
        """The documents that are read for no reason of their own (an extension asks for it in each build, another one
        wants their roles), with the digest of what was read the last time.
        """
        self.written: set[str] = set()
        """The documents that were written in this build."""
        self.written_pages: set[str] = set()
        """The pages whose files are others than before this build."""

    def _is_described_by(self, last: Record) -> bool:
        """True if the output is that of which the last record tells."""
        if not page_builders.makes_pages(self.app.builder):
            return record.state_of(self.folder)["outdir"] == self.place
        return bool(last["mark"]) and last["mark"] == build_info.mark_in(self.outdir)

    # Messages and looks

    def making(self, pagename: str, /) -> AbstractContextManager[Any]:
        """Has messages and looks belong to a page that is made."""
        stack = ExitStack()
        stack.enter_context(self.message_log.during(PAGE, pagename))
        stack.enter_context(self.lookups.recorder.for_page(pagename))
        return stack

    def step(self, name: str, /, *, is_told: bool = False) -> AbstractContextManager[Any]:
        """Has messages belong to a step of the build; `is_told`: they are left out, having been told again."""
        return self.message_log.during(STEP, name, is_told=is_told)

    def repeat(self, kind: str, name: str, /) -> None:
        """Tells what was told in the last build of a page or a step that is left out in this one."""
        messages = [Message(*told) for told in self.last["messages"].get(kind, {}).get(name, ())]
        self.message_log.repeat(kind, name, messages)

    def repeat_for_unwritten(self) -> None:
        """Tells again what was told of the documents that this build leaves alone."""
        told = self.last["messages"].get(PAGE, {})
        for docname in sorted(told.keys() & (self.env.found_docs - self.written)):
            self.repeat(PAGE, docname)

    # Notes of other processes

    def begin_notes(self) -> None:
        """Begins to note what another process of this build does."""
        if not self.processes.is_first:
            self.message_log.attach()
            self.lookups.recorder.begin_anew()

    def notes(self) -> Mapping[str, Any]:
        """What this process has noted; of the first one nothing, which has its notes."""
        if self.processes.is_first:
            return {}
        return {
            "looks": self.lookups.recorder.by_page,
            "checksums": self.now["checksums"],
            "written_pages": self.written_pages,
            "contents": self.contents,
        }

    def take_notes(self, notes: Mapping[str, Any], /) -> None:
        """Takes over what another process has noted."""
        self.lookups.take(notes.get("looks", {}))
        self.written_pages |= notes.get("written_pages", set())
        self.contents |= notes.get("contents", {})
        for name, checksum in notes.get("checksums", {}).items():
            self.now["checksums"].setdefault(name, checksum)
