"""Images of imported posts: those beside a source are copied, those elsewhere fetched where the author says so.

Owns: which images may be kept, how much is fetched, their names. Must not: fetch anything unless told to. In: what a
body names. Out: names beside the post, and their bytes.
"""

from __future__ import annotations

import posixpath
import time
import urllib.request
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import unquote, urlsplit

from weblog.posts.model import slug

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
LARGEST = 20 * 2**20
"""Bytes of an image."""
PATIENCE = 30
"""Seconds for one."""


class ImageError(Exception):
    """An image that can't be kept."""


@dataclass(slots=True, kw_only=True)
class Images:
    """The images of one import. `root` is the folder that those of sources are in; `taken` are new ones' paths."""

    root: Path
    fetches: bool
    taken: dict[str, str] = field(default_factory=dict)

    def kept(self, uri: str, folder: Path | None, beside: str, /) -> tuple[str, Callable[[], bytes]] | None:
        """The path of an image's copy beside a post, from the source's top, and what gives its bytes.

        None for one that stays where it is: elsewhere on the web, or in the page itself.

        :raises ImageError: if it can't be kept.
        """
        parts = urlsplit(uri)
        if parts.scheme in ("http", "https") or (parts.netloc and not parts.scheme):
            if not self.fetches:
                return None
            address = uri if parts.scheme else f"https:{uri}"
            return self._path(parts.path, beside, address), partial(fetch, address)
        if parts.scheme:
            return None
        file = self._file(unquote(parts.path), folder)
        return self._path(file.name, beside, str(file)), file.read_bytes

    def _file(self, path: str, folder: Path | None) -> Path:
        if folder is None:
            raise ImageError("nobody tells where it is")
        above = [folder, *folder.parents]
        inside = [found for found in above if found == self.root or self.root in found.parents]
        bases = inside[::-1] if path.startswith("/") else [folder]
        for base in bases:
            file = base / path.lstrip("/")
            if file.is_file():
                if not file.resolve().is_relative_to(self.root.resolve()) or not path.lower().endswith(ENDINGS):
                    raise ImageError("it is no image in the folder that is imported")
                if file.stat().st_size > LARGEST:
                    raise ImageError("it is too large")
                return file.resolve()
        raise ImageError("it isn't there")

    def _path(self, path: str, beside: str, whose: str) -> str:
        name = posixpath.basename(unquote(path)) or "image"
        stem, ending = posixpath.splitext(name)
        ending = ending.lower() if ending.lower() in ENDINGS else ""
        for number in range(1, 1000):
            found = f"{beside}/{slug(stem)}{f'-{number}' if number > 1 else ''}{ending}"
            if self.taken.setdefault(found.casefold(), whose) == whose:
                return found
        raise ImageError("too many have its name")


def fetch(address: str, /) -> bytes:
    """The bytes of an image on the web.

    :raises ImageError: if it can't be had, is no image, is too large or takes too long.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.HTTPHandler, urllib.request.HTTPSHandler, urllib.request.HTTPErrorProcessor):
        opener.add_handler(handler())
    opener.add_handler(urllib.request.HTTPDefaultErrorHandler())
    opener.add_handler(urllib.request.HTTPRedirectHandler())  # which follows to no file
    end = time.monotonic() + PATIENCE
    content = b""
    try:
        request = urllib.request.Request(address, headers={"User-Agent": "weblog-import", "Accept": "image/*"})
        with opener.open(request, timeout=PATIENCE) as answer:
            kind = answer.headers.get_content_type()
            if not kind.startswith("image/"):
                raise ImageError(f"it is {kind}")
            while piece := answer.read1(65536):
                content += piece
                if len(content) > LARGEST or time.monotonic() > end:
                    raise ImageError("it is too large, or takes too long")
    except (URLError, OSError, ValueError, HTTPException) as error:
        raise ImageError(str(getattr(error, "reason", "") or error)) from None
    return content
