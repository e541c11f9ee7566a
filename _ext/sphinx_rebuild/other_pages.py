"""Pages that are no document's and no contributor's: indices, the search page, those of other extensions.

Owns: when these are made anew, and what is remembered of them. Must not: make one. In: Sphinx's calls. Out: pages that
are current, by whoever makes them.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from .digests import digest_of_bytes
from .messages import PAGE, STEP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.builders.html import StandaloneHTMLBuilder

    from .plan import Plan
    from .session import Session

INDICES, EXTENSIONS = "indices", "pages of extensions"
"""The steps of a build in which such pages are made."""
REPLACED = ("gen_indices", "gen_additional_pages", "gen_pages_from_extensions")
"""The builder's methods in whose place ours stand."""


class OtherPages:
    """Such pages in one build. The methods of these names take the place of the builder's, on that builder alone."""

    def __init__(self, builder: StandaloneHTMLBuilder, session: Session, plan: Plan, /) -> None:
        self.session, self.plan = session, plan
        self.original: dict[str, Callable[..., Any]] = {name: getattr(builder, name) for name in REPLACED}
        self.step = ""
        """The step that is under way."""
        self.made: set[str] = set()
        """The pages that it has made."""
        for name in REPLACED:
            setattr(builder, name, getattr(self, name))

    def gen_indices(self) -> None:
        """Writes the indices, if what every page depends on or what documents define changed."""
        session = self.session
        last = session.last["collected"].get(INDICES)
        if last is not None and self.plan.skipping.has_same_shared_data and self.plan.are_there(last):
            session.now["collected"][INDICES] = last
            session.repeat(STEP, INDICES)
            for name in last:
                session.repeat(PAGE, name)
        else:
            self._run(INDICES, self.original["gen_indices"])

    def gen_additional_pages(self) -> None:
        """Writes the search page and the like, if what is around every page or what they look up changed."""
        names = self.plan.additional_pages()
        if self.plan.are_current(names):
            for name in names:
                self.session.repeat(PAGE, name)
        else:
            self.original["gen_additional_pages"]()

    def gen_pages_from_extensions(self) -> None:
        """Has extensions make their pages: all of them, where those of the last build were taken away."""
        session = self.session
        last = session.last["collected"].get(EXTENSIONS, [])
        self._run(EXTENSIONS, self.original["gen_pages_from_extensions"])
        if self.plan.skipping.has_same_for_others:
            made = session.now["collected"][EXTENSIONS]
            session.now["collected"][EXTENSIONS] = sorted({*last, *made})
            session.now["shown"] = {**session.last["shown"], **session.now["shown"]}
            for name in set(last).difference(made):
                session.repeat(PAGE, name)

    def is_as_it_was(self, pagename: str, given: object, target: Path, /) -> bool:
        """True for a page of an extension that is given what it was given, where nothing that it looks up changed."""
        self.made.add(pagename)
        if self.step != EXTENSIONS:
            return False
        try:
            found = digest_of_bytes(pickle.dumps(given))
        except (pickle.PicklingError, TypeError, AttributeError):
            return False  # a function made on the spot, which may say something else by now
        session = self.session
        session.now["shown"][pagename] = found
        is_same = session.last["shown"].get(pagename) == found and self.plan.skipping.has_same_shared_data
        if is_same and target.is_file():
            session.repeat(PAGE, pagename)
            return True
        return False

    def _run(self, step: str, make: Callable[[], None]) -> None:
        self.made.clear()
        self.step = step
        with self.session.step(step):
            make()
        self.step = ""
        self.session.now["collected"][step] = sorted(self.made)
