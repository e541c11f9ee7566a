"""A dict whose values stay pickled until somebody asks for them; Sphinx's tables of contents are kept in one.

Owns: when a value is pickled and unpickled. Must not: know what the values are. In: any dict. Out: one of the same
values, which is pickled and unpickled as a whole in the time of what was looked at.

Sphinx keeps the table of contents of every document as nodes in its environment, and a rebuild looks at a handful of
them. To unpickle and pickle all of them is more than half of what the environment costs.

The environment is the application's own, and no other runs with it. It is written to the disk in this form: where the
extension is gone, Sphinx starts with a new one; where it is there and not asked for, the dict does as any other would.
An `env_version`, by which Sphinx would always start with a new one, would stand in the search index.

Saves 8.8 % of a one-word edit of 1,000 posts (user seconds, 0.08 s), and nothing of a first build.
"""

from __future__ import annotations

import pickle
from collections.abc import ItemsView, ValuesView
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from .patch import Patch, StaysOutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

V = TypeVar("V")


class Closed(bytes):
    """A value, pickled."""


class Parcels(dict[str, V]):
    """The dict. A value that was asked for may be changed in its place.

    It is one for whoever asks, so that those who watch Sphinx's tables watch this one, too. What copies a dict asks for
    its keys one by one, as `__iter__` isn't dict's own.
    """

    def __getitem__(self, key: str) -> V:
        value: Any = super().__getitem__(key)
        if type(value) is Closed:
            value = pickle.loads(value)
            super().__setitem__(key, value)
        found: V = value
        return found

    def __iter__(self) -> Iterator[str]:
        return super().__iter__()

    def get(self, key: str, default: Any = None) -> Any:
        """The value; another one where there is none."""
        try:
            return self[key]
        except KeyError:
            return default

    def pop(self, key: str, *default: Any) -> Any:
        """Takes a value out."""
        taken: Any = super().pop(key, *default)
        return pickle.loads(taken) if type(taken) is Closed else taken

    def setdefault(self, key: str, default: Any = None) -> Any:
        """The value, which is put there where there is none."""
        if key not in self:
            self[key] = default
        return self[key]

    def values(self) -> Any:
        """All values."""
        return ValuesView(self)

    def items(self) -> Any:
        """All keys and values."""
        return ItemsView(self)

    def copy(self) -> dict[str, V]:
        """The same as a plain dict."""
        return dict(self)

    def __eq__(self, other: object) -> bool:
        return self.copy() == other

    __hash__ = None

    def __reduce__(self) -> tuple[Any, ...]:
        entries: Any = super().items()
        texts = {
            key: bytes(value) if type(value) is Closed else pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
            for key, value in entries
        }
        return closed, (texts,)


def closed(texts: Mapping[str, bytes], /) -> Parcels[Any]:
    """The dict with all its values pickled."""
    return Parcels({key: Closed(text) for key, text in texts.items()})


@contextmanager
def apply(app: Sphinx, /) -> Iterator[None]:
    """Puts the mapping in the place of the environment's dict."""
    if type(app.env.tocs) is dict:
        app.env.tocs = Parcels(app.env.tocs)
    elif not isinstance(app.env.tocs, Parcels):
        raise StaysOutError("somebody else keeps the tables of contents")
    yield


PATCH = Patch(name="tables of contents that stay pickled", known={}, apply=apply)
