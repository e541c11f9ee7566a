"""What `sphinx.ext.viewcode` knows of modules, whatever was read when and by which process.

Owns: which names of a module link to which document. Must not: read modules. In: the extension's table after each
document. Out: the same table, put together in the order of the documents' names.

The extension has one table of all documents, of whose entries the last document that was read has each (with several
processes the first), and drops an entry that nobody uses only while another document is read.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from .environment_data import EnvironmentData

NAME = "sphinx.ext.viewcode"
ATTRIBUTE = "_viewcode_modules"
"""The environment's attribute: module -> code, tags, name -> document, name by which it was found; False for none."""


class ViewedModules:
    """The extension's table in one build; nothing where a site hasn't the extension."""

    def __init__(self, env: BuildEnvironment, env_data: EnvironmentData, /, *, is_there: bool) -> None:
        self.env = env
        self.env_data = env_data
        self.is_there = is_there
        self.last: dict[str, Any] = dict(vars(env).get(ATTRIBUTE, {}))
        """The table of the last build: the code of a module whose documents aren't read is what it was."""

    @contextmanager
    def of(self, docname: str, /) -> Iterator[None]:
        """Has the extension note what a document shows apart from all others."""
        if not self.is_there:
            yield
            return
        before = vars(self.env).get(ATTRIBUTE, {})
        own: dict[str, Any] = {}
        vars(self.env)[ATTRIBUTE] = own
        try:
            yield
        finally:
            vars(self.env)[ATTRIBUTE] = {**before, **own}
        if own:
            self.env_data.table(NAME, NAME)[docname] = {
                module: (entry[3], list(entry[2])) if entry else None for module, entry in own.items()
            }

    def forget(self, docnames: Iterable[str], /) -> None:
        """Forgets the code of the modules that documents show which are about to be read."""
        noted = self.env_data.table(NAME, NAME)
        for docname in docnames:
            for module in noted.get(docname, ()):
                vars(self.env).get(ATTRIBUTE, {}).pop(module, None)

    def merge(self) -> None:
        """Puts the table together."""
        if not self.is_there:
            return
        known = {**self.last, **vars(self.env).get(ATTRIBUTE, {})}
        table: dict[str, Any] = {}
        noted = self.env_data.table(NAME, NAME)
        for docname in sorted(noted):
            for module, found in noted[docname].items():
                if found and not found[1]:
                    continue  # with one process the extension forgets such a module, unless it is in the last document
                if not found or not known.get(module):
                    table.setdefault(module, False)
                    continue
                code, tags = known[module][:2]
                if not table.get(module):
                    table[module] = (code, tags, {}, found[0])
                table[module][2].update(dict.fromkeys(found[1], docname))
        vars(self.env)[ATTRIBUTE] = table
