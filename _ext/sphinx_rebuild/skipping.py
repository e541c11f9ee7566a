"""What a build may leave out.

Owns: each decision, with its reason. Must not: look at files, change anything. In: what the last build noted, and what
this one has found. Out: answers; to ask changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipping:
    """What one build may leave out. `last` and `now` are the records of the last build and of this one."""

    last: Record
    now: Record
    is_same_place: bool  # both build into one output folder
    has_index: bool  # the search index is there, or the builder makes none
    has_all_files: Callable[[], bool]  # whatever the last build made beside the documents' pages is there

    @property
    def may_build_on(self) -> bool:
        """True if what the last build left is whole, and was made by the same code.

        The search index counts, since it is made of all documents.
        """
        is_same_code = self.last["code"] == self.now["code"]
        return self.is_same_place and self.last["finished"] and is_same_code and self.has_index

    @property
    def has_same_inputs(self) -> bool:
        """True if all that stands around each page (theme, settings, static files, ...) is the same."""
        return self.may_build_on and self.last["inputs"] == self.now["inputs"]

    @property
    def has_same_settings(self) -> bool:
        """True if all settings are the same, those too by which extensions make files of their own."""
        return self.may_build_on and self.last["settings"] == self.now["settings"]

    @property
    def has_same_documents(self) -> bool:
        """True if nothing has to be compared, resolved or written, for no document was read or is gone.

        Nor is what contributors take from other files another.

        The environment counts its changes, for another builder may have read documents in between.
        """
        is_same = self.last["changes"] == self.now["changes"] and self.last["besides"] == self.now["besides"]
        return self.has_same_inputs and is_same and self.has_all_files()

    @property
    def has_same_shared_data(self) -> bool:
        """True if each document gives to other pages what it gave, and so do other files: then nothing is news to them.

        So it is with most edits: a word in the text of a document changes its own page and the search index.
        """
        return self.has_same_inputs and self.last["shared"] == self.now["shared"]

    @property
    def has_same_for_others(self) -> bool:
        """True if other extensions make their pages and files of what they made them of."""
        return self.has_same_shared_data and self.has_same_settings

    @property
    def has_all_pages(self) -> bool:
        """True if the last build wrote each page that it had to, and not only those that it was asked for."""
        return self.last["changes"] >= 0
