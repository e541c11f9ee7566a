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
    """The pictures, as paths from the site's root; "" for one that isn't there."""

    ico: str = ""
    square: str = ""
    source: Path | None = None  # the file of `ico`


def icons_beside(config: Config, folder: Path, /) -> Icons:
    """The pictures beside html_favicon, where that is a file in a static folder; `folder` is conf.py's."""
    if not config.html_favicon or isurl(config.html_favicon):
        return Icons()
    picture = (folder / config.html_favicon).resolve()
    for entry in reversed(config.html_static_path):  # the last of a name counts
        static = (folder / entry).resolve()
        if picture.is_relative_to(static):
            found = {ending: picture.with_name(f"{picture.stem}{ending}") for ending in (ICO, SQUARE)}
            paths = {
                ending: f"_static/{file.relative_to(static).as_posix()}"
                for ending, file in found.items()
                if file.is_file() and file != picture
            }
            return Icons(
                ico=paths.get(ICO, ""), square=paths.get(SQUARE, ""), source=found[ICO] if ICO in paths else None
            )
    return Icons()
