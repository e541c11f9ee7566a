"""What builds have left that nobody remembers: one that died, or whose record is lost.

Owns: how a file that a build has made is told from others. Must not: know what is wanted. In: the output folder. Out:
the same without pages and what belongs to them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .files import ASIDE, Writer, files_below, state_of_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FOLDERS = ("_static", "_images", "_downloads", "_sources")
UNFINISHED = (".new", ASIDE)
PAGES = {".html": (b"data-content_root=", b'http-equiv="refresh"')}
"""The ending of pages by Sphinx and redirects, and what they have in them."""


def snapshot(outdir: Path, /) -> dict[str, str]:
    """The files of the output folder and their states, before any extension of this build writes into it."""
    return {f"{outdir}/{path}": state_of_file(f"{outdir}/{path}") for path in files_below(outdir)}


def remove_all(
    outdir: Path,
    own: Iterable[Path],
    before: Mapping[str, str] | None,
    signatures: Mapping[str, Sequence[bytes]],
    names: Sequence[str],
    /,
) -> None:
    """Removes what builds make.

    Sites of others below it, what somebody has put there, `own` folders, and what this build's extensions have written
    since the snapshot `before` was taken, if there is one, all stay. `signatures` are contributors', by endings, and so
    are the `names` of files.
    """

    def is_new(file: Path) -> bool:
        return before is not None and before.get(str(file)) != state_of_file(str(file))

    known = {**PAGES, **signatures}
    unfinished = tuple(f"{ending}{mark}" for ending in (*known, *names) for mark in UNFINISHED)
    for name in FOLDERS:
        folder = outdir / name
        if folder.is_symlink():
            continue
        Writer(folder).remove(path for path in files_below(folder) if not is_new(folder / path))
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    for name in names:
        (outdir / name).unlink(missing_ok=True)
    spared = {Path(folder).resolve() for folder in own}
    for path, folders, files in os.walk(outdir):
        below = [Path(path, name) for name in folders]
        folders[:] = [folder.name for folder in below if folder.resolve() not in spared and not _is_a_site(folder)]
        for file in [Path(path, name) for name in files]:
            is_made = _has_any(file, known.get(file.suffix, ())) and not is_new(file)
            if is_made or file.name.endswith(unfinished):
                file.unlink()


def _is_a_site(folder: Path) -> bool:
    return (folder / "objects.inv").exists()


def _has_any(file: Path, signatures: Sequence[bytes]) -> bool:
    content = file.read_bytes() if signatures and file.is_file() else b""  # a link may lead nowhere
    return any(signature in content for signature in signatures)
