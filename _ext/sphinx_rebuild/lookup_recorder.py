"""The noting of each look into a table while a page is made.

Owns: tables that tell who looks at them. Must not: know what is in a table, judge a look. In: tables. Out: the same
tables, and for each page the entries that were looked at.

What was looked for and not found counts, too, and so does the order of a table that was gone through.
"""

from __future__ import annotations

import copy
import pickle
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Table = tuple[str, ...]
"""The name of a table: ("env", attribute), ("domain", name, table), ("contributor", name, table), ("relations",)."""
Looks = dict[Table, set[Any]]
"""Table -> the keys that were looked at; `ALL` where it was gone through."""
ALL = "\0all"
"""Stands for a table from its first entry to its last, in their order."""
LENGTH = "\0length"
"""Stands for the number of its entries."""


class LookupRecorder:
    """Notes looks while a page is made."""

    def __init__(self) -> None:
        self.noted: Looks | None = None
        """Where looks are noted; None while no page is made."""
        self._under_way: dict[str, Looks] = {}
        self.by_page: dict[str, list[bytes]] = {}
        """Page -> its looks, pickled, each time that it was made: sets would take much more memory."""
        self._of_first_process: dict[str, list[bytes]] = {}

    def begin_anew(self) -> None:
        """Notes from nothing on, in a process that shares the memory of the first one.

        What that has noted is kept: to let go of it would copy it, page by page, only to give it back.
        """
        self._of_first_process, self.by_page = self.by_page, {}

    @contextmanager
    def for_page(self, pagename: str, /) -> Iterator[None]:
        """Has looks belong to a page."""
        own = self._under_way.setdefault(pagename, {})
        before, self.noted = self.noted, own
        try:
            yield
        finally:
            self.noted = before
            if before is not own:
                self._under_way.pop(pagename, None)
                self.by_page.setdefault(pagename, []).append(pickle.dumps(own))

    def looks_of(self, pagename: str, /) -> Looks:
        """All looks of a page."""
        found: Looks = {}
        for looks in map(pickle.loads, self.by_page[pagename]):
            for table, keys in looks.items():
                found.setdefault(table, set()).update(keys)
        return found

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Has looks belong to no page: what is looked at has a digest of its own."""
        before, self.noted = self.noted, None
        try:
            yield
        finally:
            self.noted = before

    def note(self, table: Table, key: Any, /) -> None:
        """Notes one look."""
        if self.noted is not None:
            self.noted.setdefault(table, set()).add(key)

    def table(self, name: Table, values: dict[Any, Any], /) -> Any:
        """The same table, whose looks are noted."""
        new = _like(values, _watched(type(values)))
        new.rebuild_recorder, new.rebuild_name = self, name
        return new


class _Watched:
    """A table that tells who looks at it."""

    __slots__ = ()  # those of the classes below, so that an owner's attributes are those in `__dict__`

    rebuild_recorder: LookupRecorder
    rebuild_name: Table

    def copy(self) -> Any:
        """The table as its owner made it: for whoever copies, pickles, compares or shows it."""
        self.rebuild_recorder.note(self.rebuild_name, ALL)
        _, kind = type(self).__bases__
        return _like(self, kind)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return copy.copy, (self.copy(),)  # not its own way, by which Python would have a watched one again

    def __repr__(self) -> str:
        return repr(self.copy())

    def __eq__(self, other: object) -> bool:
        return bool(self.copy() == other)

    def __ne__(self, other: object) -> bool:
        return bool(self.copy() != other)

    def __or__(self, other: Any) -> Any:
        return self.copy() | other

    def __reversed__(self) -> Any:
        return reversed(self.copy())

    def __len__(self) -> int:
        self.rebuild_recorder.note(self.rebuild_name, LENGTH)
        return super().__len__()  # type: ignore[misc,no-any-return]

    def __getitem__(self, key: Any) -> Any:
        self.rebuild_recorder.note(self.rebuild_name, key)
        return super().__getitem__(key)  # type: ignore[misc]

    def get(self, key: Any, default: Any = None) -> Any:
        self.rebuild_recorder.note(self.rebuild_name, key)
        return super().get(key, default)  # type: ignore[misc]

    def setdefault(self, key: Any, default: Any = None) -> Any:
        self.rebuild_recorder.note(self.rebuild_name, key)
        return super().setdefault(key, default)  # type: ignore[misc]

    def __contains__(self, key: object) -> bool:
        self.rebuild_recorder.note(self.rebuild_name, key)
        return super().__contains__(key)  # type: ignore[misc,no-any-return]

    def __iter__(self) -> Iterator[Any]:
        self.rebuild_recorder.note(self.rebuild_name, ALL)
        return super().__iter__()  # type: ignore[misc,no-any-return]

    def keys(self) -> Any:
        self.rebuild_recorder.note(self.rebuild_name, ALL)
        return super().keys()  # type: ignore[misc]

    def items(self) -> Any:
        self.rebuild_recorder.note(self.rebuild_name, ALL)
        return super().items()  # type: ignore[misc]

    def values(self) -> Any:
        self.rebuild_recorder.note(self.rebuild_name, ALL)
        return super().values()  # type: ignore[misc]


def _watched(kind: type) -> Any:
    return type(f"Watched{kind.__name__}", (_Watched, kind), {"__slots__": ("rebuild_recorder", "rebuild_name")})


def _like(values: Any, kind: Any) -> Any:
    """A table of a kind with what another has: entries in their order, attributes, factory. No look is noted."""
    new = kind.__new__(kind)
    if hasattr(values, "__dict__"):
        vars(new).update(vars(values))
    if hasattr(values, "default_factory"):
        new.default_factory = values.default_factory
    fill(new, values)
    return new


def fill(table: Any, values: Any, /) -> None:
    """Gives a table the entries of another in their order, and no others, whatever methods the two have."""
    if not isinstance(table, OrderedDict):
        dict.clear(table)
        dict.update(table, values if type(values) is dict else dict.items(values))  # the former is much faster
        return
    OrderedDict.clear(table)  # it keeps an order of its own
    for key, value in OrderedDict.items(values):
        OrderedDict.__setitem__(table, key, value)


class LookedAtData(dict[str, Any]):
    """A domain's data: its tables tell who looks at them; looks at what isn't a table are looks at all of it."""

    def __init__(self, recorder: LookupRecorder, name: Table, whole: set[str], data: dict[str, Any]) -> None:
        super().__init__(data)
        self.recorder, self.name, self.whole = recorder, name, whole

    def __getitem__(self, key: str) -> Any:
        if key in self.whole:
            self.recorder.note(self.name, ALL)
        return super().__getitem__(key)

    def setdefault(self, key: str, default: Any = None) -> Any:
        """Gives a table, and notes a look at what isn't one."""
        if key in self.whole:
            self.recorder.note(self.name, ALL)
        return super().setdefault(key, default)

    def get(self, key: str, default: Any = None) -> Any:
        """Gives a table, and notes a look at what isn't one."""
        if key in self.whole:
            self.recorder.note(self.name, ALL)
        return super().get(key, default)
