"""A mapping whose values stay pickled until somebody asks for them.

Owns: when a value is pickled and unpickled. Must not: know what the values are. In: any mapping. Out: one of the same
values, which is pickled and unpickled as a whole in the time of what was looked at.

Sphinx keeps the table of contents of every document as nodes in its environment, and a rebuild looks at a handful of
them. To unpickle and pickle all of them is more than half of what the environment costs: 0.08 s of 1,000 posts.
"""

from __future__ import annotations

import pickle
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

V = TypeVar("V")


class Parcels(MutableMapping[str, V]):
    """The mapping. A value that was asked for may be changed in its place, until the mapping is next pickled."""

    def __init__(self, values: Mapping[str, V], /) -> None:
        self._open: dict[str, V] = dict(values)
        self._closed: dict[str, bytes] = {}

    def __getitem__(self, key: str) -> V:
        if key in self._closed:
            self._open[key] = pickle.loads(self._closed.pop(key))
        return self._open[key]

    def __setitem__(self, key: str, value: V) -> None:
        self._closed.pop(key, None)
        self._open[key] = value

    def __delitem__(self, key: str) -> None:
        if self._closed.pop(key, None) is None:
            del self._open[key]

    def __contains__(self, key: object) -> bool:
        return key in self._closed or key in self._open

    def __iter__(self) -> Iterator[str]:
        yield from (*self._closed, *self._open)

    def __len__(self) -> int:
        return len(self._closed) + len(self._open)

    def __getstate__(self) -> dict[str, bytes]:
        self._closed |= {key: pickle.dumps(value, pickle.HIGHEST_PROTOCOL) for key, value in self._open.items()}
        self._open.clear()
        return self._closed

    def __setstate__(self, state: dict[str, bytes]) -> None:
        self._open, self._closed = {}, state
