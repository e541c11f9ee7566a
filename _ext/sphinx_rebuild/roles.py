"""Roles that a document defines (`.. role::`): the documents after it have them, too, and no others.

Owns: which document has defined which role, and which has used a role of another one. Must not: read documents. In:
docutils' table of roles while a document is read. Out: the same, for each document as in a clean build; the documents
that have to be read for others to have their roles, and those whose roles are others by now.

docutils has one table for all documents that a process reads, so that a role stays when its document is read. Sphinx
reads documents in the order of their names, and a site that builds may well hang on that: of Sphinx's own documentation
one page does. A document that is read alone, or by another process, finds no such role.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import roles

from .digests import setting_as_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.environment import BuildEnvironment

    from .environment_data import EnvironmentData

NAME = "roles"
DEFINED, USED = "defined", "used"
"""Tables: document -> name of a role -> what it is; of a used one "" if there was none."""
FORMS = (":{}:", "{{{}}}")
"""How a role is written in reStructuredText and in MyST."""
DEFINITION = b"role::"
"""What is in the text of a document that defines one."""


class Roles:
    """The roles of one build's documents."""

    def __init__(self, env: BuildEnvironment, env_data: EnvironmentData, /) -> None:
        self.env, self.env_data = env, env_data
        self.names = set[str]().union(*self.defined.values())
        """The names of all roles that any document has defined, also of some that are gone."""
        self.made: dict[tuple[str, str], Any] = {}
        """The roles that were made in this process, by document and name."""

    @property
    def defined(self) -> dict[str, dict[str, str]]:
        """Document -> the roles that it defines, and what they are."""
        return self.env_data.table(NAME, DEFINED)

    @property
    def used(self) -> dict[str, dict[str, str]]:
        """Document -> the roles that it has asked for and not defined, and what they were."""
        return self.env_data.table(NAME, USED)

    def definer(self, docname: str, name: str, /) -> str | None:
        """The document whose role another one finds: of those before it the last that defines one of that name."""
        if name not in self.names:
            return None
        return max((other for other, found in self.defined.items() if other < docname and name in found), default=None)

    @contextmanager
    def of(self, docname: str, /) -> Iterator[None]:
        """Has a document find the roles that it is to find, and notes which ones it defines and asks for."""
        before = roles._roles  # type: ignore[attr-defined]
        own = _DocumentRoles(before, docname, self)
        roles._roles = own  # type: ignore[attr-defined]
        try:
            yield
        finally:
            roles._roles = before  # type: ignore[attr-defined]
        made = {name: role for name, role in own.made.items() if name in own}  # Sphinx takes the default role back
        if made:
            self.defined[docname] = {name: _as_text(role) for name, role in made.items()}
            self.made |= {(docname, name): role for name, role in made.items()}
            self.names.update(made)
        if own.asked:
            self.used[docname] = own.asked

    # Before and after reading

    def definers(self, docnames: Collection[str], /) -> set[str]:
        """The documents that have to be read, too, so that these find the roles that they may ask for."""
        found: set[str] = set()
        waiting = list(docnames) if self.names else []
        while waiting:
            docname = waiting.pop()
            names = self.used.get(docname, {}).keys() | self._names_in(docname)
            for name in names - self.defined.get(docname, {}).keys():
                definer = self.definer(docname, name)
                if definer is None or (definer, name) in self.made:
                    continue
                if definer not in found and definer not in docnames:
                    found.add(definer)
                    waiting.append(definer)
        return found

    def may_define(self, docname: str, /) -> bool:
        """True for a document in whose text a role is defined."""
        return DEFINITION in self._text(docname)

    def outdated(self) -> set[str]:
        """The documents that would find another role by now than they have found."""
        self.names.update(*self.defined.values())  # those of other processes, too
        return {
            docname
            for docname, asked in self.used.items()
            if any(self._is_of(self.definer(docname, name), name) != seen for name, seen in asked.items())
        }

    def _is_of(self, definer: str | None, name: str) -> str:
        return self.defined[definer][name] if definer is not None else ""

    def _names_in(self, docname: str) -> set[str]:
        text = self._text(docname).lower()
        return {name for name in self.names if any(form.format(name).encode() in text for form in FORMS)}

    def _text(self, docname: str) -> bytes:
        try:
            return self.env.doc2path(docname).read_bytes()
        except OSError:  # which Sphinx tells
            return b""


class _DocumentRoles(dict[str, Any]):
    """docutils' table of roles as one document finds it."""

    def __init__(self, before: dict[str, Any], docname: str, known: Roles) -> None:
        super().__init__(before)
        self.docname, self.known = docname, known
        self.made: dict[str, Any] = {}
        self.asked: dict[str, str] = {}

    def __contains__(self, name: object) -> bool:
        """True if there is such a role; docutils asks this before it takes one."""
        if isinstance(name, str) and name and name not in self.made and name not in self.asked:
            definer = self.known.definer(self.docname, name)
            role = self.known.made.get((definer, name)) if definer is not None else None
            self.asked[name] = _as_text(role) if role is not None else ""
            if role is not None:
                super().__setitem__(name, role)
        return super().__contains__(name)

    def __setitem__(self, name: str, role: Any) -> None:
        """Takes a role: one that the document defines, or one of docutils' own that it has looked up."""
        if not any(role is known for known in roles._role_registry.values()):  # type: ignore[attr-defined]
            self.made[name] = role
        super().__setitem__(name, role)


def _as_text(role: Any) -> str:
    """What tells a role from others of its name."""
    if isinstance(role, roles.CustomRole):
        return f"{_as_text(role.base_role)}{setting_as_text([role.supplied_options, role.supplied_content])}"
    return getattr(role, "__qualname__", type(role).__qualname__)
