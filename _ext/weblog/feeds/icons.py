"""The pictures of the site beside html_favicon, for browsers and feed readers that know no SVG.

Owns: which of them there are, by their names. Must not: make or read one. In: conf.py, the static folders. Out:
`Icons`.

Of `_static/favicon.svg` these are `_static/favicon.ico` and `_static/favicon-180.png`: named after it, so that who sets
another html_favicon loses ours with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.util import isurl

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.config import Config

ICO = ".ico"
SQUARE = "-180.png"
"""What a phone's home screen shows, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Icons:
    """The pictures beside html_favicon, as paths from the site's root; "" for one that isn't there."""

    ico: str = ""
    square: str = ""
    for_root: Path | None = None  # the file that is served as /favicon.ico; html_favicon itself may be one


def icons_beside(config: Config, folder: Path, /) -> Icons:
    """The pictures beside html_favicon, where that is a file in a static folder; `folder` is conf.py's."""
    if not config.html_favicon or isurl(config.html_favicon):
        return Icons()
    picture = (folder / config.html_favicon).resolve()
    itself = picture if picture.suffix == ICO and picture.is_file() else None
    for entry in reversed(config.html_static_path):  # the last of a name counts
        static = (folder / entry).resolve()
        if picture.is_relative_to(static):
            beside = [picture.with_name(f"{picture.stem}{ending}") for ending in (ICO, SQUARE)]
            found = [file if file != picture and file.is_file() else None for file in beside]
            ico, square = (f"_static/{file.relative_to(static).as_posix()}" if file else "" for file in found)
            return Icons(ico=ico, square=square, for_root=itself or found[0])
    return Icons(for_root=itself)
