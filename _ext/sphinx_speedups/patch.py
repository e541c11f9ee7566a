"""What a patch is: a change of another library's work that knows what it changes, and ends with the build.

Owns: the check of what is there against what a patch knows, the putting in place and the taking back. Must not: know
any patch. In: an application and patches. Out: a build with those patches that fit; all is as it was when it ends,
however it ends.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


class StaysOutError(Exception):
    """A patch doesn't fit what is there; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """One change. `apply` makes it, and takes it back when its `with` block ends."""

    name: str
    known: Mapping[str, frozenset[str]]
    """What it replaces or hangs on, "module:name" -> the digests of the texts of this function that it knows.

    Where a module isn't loaded nobody calls its functions, and there is nothing to do.
    """
    apply: Callable[[Sphinx], AbstractContextManager[None]]
    """:raises StaysOutError: if the patch doesn't fit, by anything but what `known` names."""

    @property
    def is_needed(self) -> bool:
        """True where all that it replaces is loaded."""
        return all(place.partition(":")[0] in sys.modules for place in self.known)

    def check(self) -> None:
        """Compares what is there with what is known.

        :raises StaysOutError: if any of it isn't the same.
        """
        for place, digests in self.known.items():
            if digest(place) not in digests:
                raise StaysOutError(f"{place.replace(':', '.')} isn't a function that it knows")


@contextmanager
def in_effect(app: Sphinx, patches: Iterable[Patch], /) -> Iterator[None]:
    """Applies the patches that fit, and takes them back at the end of the block; says at -v which ones don't fit."""
    with ExitStack() as applied:
        for patch in patches:
            if not patch.is_needed:
                continue
            try:
                patch.check()
                applied.enter_context(patch.apply(app))
            except StaysOutError as reason:
                logger.verbose("sphinx_speedups: %s stays out: %s", patch.name, reason)
        yield


@contextmanager
def replaced(owner: object, name: str, value: object, /) -> Iterator[None]:
    """Puts a value in the place of another; at the end of the block takes it back, unless somebody else replaced it."""
    former = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        if getattr(owner, name, None) is value:
            setattr(owner, name, former)


def digest(place: str, /) -> str:
    """The digest of the text of a function, "module:name"; "" if there is none, or it isn't a function of Python's.

    It is the same for all versions of Python. `inspect.getsource` looks through all modules, which takes 30 times as
    long, and takes the text of what a function wraps for that of the function.
    """
    module, _, name = place.partition(":")
    try:
        function = attrgetter(name)(sys.modules[module])
        if not isinstance(function, FunctionType):
            return ""
        lines = Path(function.__code__.co_filename).read_bytes().splitlines()
    except (AttributeError, OSError):
        return ""
    text = lines[function.__code__.co_firstlineno - 1 : _last_line(function.__code__)]
    return hashlib.sha256(b"\n".join(text)).hexdigest()[:16]


def _last_line(code: CodeType) -> int:
    own = (line or 0 for _, _, line in code.co_lines())
    return max(*own, 0, *(_last_line(inner) for inner in code.co_consts if isinstance(inner, CodeType)))
