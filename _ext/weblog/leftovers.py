"""What builds have left that nobody remembers: one that died, or whose record is lost.

Owns: how a file that a build has made is told from others. Must not: know what is wanted. In: the output folder. Out:
the same without pages, feeds, calendars, and what belongs to them.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from .exports import PRODUCT

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDERS = ("_static", "_images", "_downloads", "_sources")
FILES = ("feeds.opml", "feed.json", "talks.json", "sitemap.xml")
UNFINISHED = (".html.new", ".xml.new", ".ics.new", ".opml.new", ".json.new")
MARKED = (".html", ".xml", ".ics")
MARKS = (b"data-content_root=", b'http-equiv="refresh"', b"<generator>weblog</generator>", PRODUCT.encode())
"""What pages by Sphinx, redirects, feeds and calendars have in them."""


def remove_all(outdir: Path, own: Iterable[Path], /) -> None:
    """Removes what builds make. Sites of others below it, what somebody has put there, and `own` folders stay."""
    for name in FOLDERS:
        shutil.rmtree(outdir / name, ignore_errors=True)
    for name in FILES:
        (outdir / name).unlink(missing_ok=True)
    spared = {Path(folder).resolve() for folder in own}
    for path, folders, names in os.walk(outdir):
        below = [Path(path, name) for name in folders]
        folders[:] = [folder.name for folder in below if folder.resolve() not in spared and not _is_a_site(folder)]
        for file in [Path(path, name) for name in names]:
            if file.name.endswith(UNFINISHED) or (file.suffix in MARKED and _is_made(file)):
                file.unlink()


def _is_a_site(folder: Path) -> bool:
    return (folder / "objects.inv").exists()


def _is_made(file: Path) -> bool:
    content = file.read_bytes() if file.is_file() else b""  # a link may lead nowhere
    return any(mark in content for mark in MARKS)
