"""Digests: values and files that are to be compared with those of the last build.

Owns: how a value becomes text that is the same in every process. Must not: know Sphinx beyond docutils' nodes, keep
anything. In: plain values, nodes, files. Out: short texts that are equal for equal content.
"""

from __future__ import annotations

import hashlib
import pickle
import struct
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cached_property
from gettext import GNUTranslations
from pathlib import PurePath
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, BinaryIO

from docutils import nodes

from .files import files_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

SHOWN_ALONE = "<partial node>"
"""Where Sphinx says that a node without a place comes from, once it has made HTML of it alone: a title, say."""
PLAIN = (str, bytes, int, float, type(None))


class Digested:
    """A value whose digest is made once and then stands for it in those of all pages that show it.

    For dataclasses without slots and with `repr=False`: values are digested as they are written out.
    """

    @cached_property
    def digest(self) -> str:
        """The digest of all fields."""
        return digest(*(getattr(self, field.name) for field in fields(self)))  # type: ignore[arg-type]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.digest})"


def digest(*values: object) -> str:
    """A digest of plain values: equal for equal values, in every process."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def digest_of_bytes(content: bytes, /) -> str:
    """A digest of bytes."""
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def digest_of_catalog(file: BinaryIO, /) -> str:
    """A digest of a compiled catalog's messages: in its header stands when it was compiled."""
    try:
        messages = vars(GNUTranslations(file))["_catalog"]
    except (OSError, ValueError, LookupError, struct.error):  # broken: gettext raises whatever it comes upon
        file.seek(0)
        return digest_of_bytes(file.read())
    return digest(sorted((repr(key), value) for key, value in messages.items() if key))


def digest_of_files(folders: Iterable[Path], /) -> str:
    """A digest of the names and contents of all files below some folders, wherever those lie, or of single files."""
    found = hashlib.blake2b(digest_size=12)
    for folder in folders:
        names = files_below(folder, follows_links=True)
        files = {name: folder / name for name in names} if folder.is_dir() else {folder.name: folder}
        for name, file in files.items():
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(f"{name}\0".encode("utf-8", "surrogatepass"))
                found.update(hashlib.blake2b(file.read_bytes()).digest())
    return found.hexdigest()


def setting_as_text(
    value: object, neutral: Callable[[str], str] = str, known: dict[int, tuple[object, str]] | None = None, /
) -> str:
    """A value of conf.py as text that is the same in every process: sets sorted, functions and objects by content.

    `neutral` is what is made of each text in it; `known`: id of an object that was met -> the object, and its text.
    """
    known = {} if known is None else known

    def text_of(part: object) -> str:
        return setting_as_text(part, neutral, known)

    if isinstance(value, dict):
        return repr(sorted((text_of(key), text_of(item)) for key, item in value.items()))
    if isinstance(value, (list, tuple)):
        return repr(list(map(text_of, value)))
    if isinstance(value, (set, frozenset)):
        return repr(sorted(map(text_of, value)))
    if isinstance(value, (str, PurePath)):
        return repr(neutral(str(value)))
    if isinstance(value, PLAIN):
        return repr(value)
    if id(value) not in known:
        text = getattr(value, "__qualname__", type(value).__qualname__)
        known[id(value)] = value, text  # where it is within itself
        with suppress(RecursionError):
            text += digest(text_of(_parts(value)))
        known[id(value)] = value, text
    return known[id(value)][1]


def _parts(value: Any) -> object:
    """What an object is made of: a function of its code, another one of what it is pickled as; of a class nothing."""
    if isinstance(value, type):
        return None
    if isinstance(value, CodeType):
        return value.co_code, value.co_names, value.co_consts
    try:
        if isinstance(value, FunctionType):
            kept = [cell.cell_contents for cell in value.__closure__ or ()]
            return value.__code__, value.__defaults__, value.__kwdefaults__, kept
        found = value.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
        return found if isinstance(found, str) else [*found[:3], *(list(more or ()) for more in found[3:5])]
    except Exception:  # somebody else's class may raise anything
        return None


def as_text(value: Any, /) -> str:
    """Any value of Sphinx's environment as text; of what can't be written down, what it is pickled as."""
    if isinstance(value, PLAIN) or is_dataclass(value):
        return repr(value)
    if isinstance(value, nodes.Node):
        source = value.source
        place = (source.rpartition("/")[2], value.line) if source and source != SHOWN_ALONE else ""
        return f"{place}:{value}"
    if isinstance(value, (set, frozenset)):
        return f"{{{','.join(sorted(map(as_text, value)))}}}"
    if isinstance(value, dict):
        return f"{{{','.join(f'{as_text(key)}:{as_text(item)}' for key, item in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__}({','.join(map(as_text, value))})"
    try:
        return digest_of_bytes(pickle.dumps(value))
    except (pickle.PicklingError, TypeError, AttributeError):
        return type(value).__qualname__
