"""Sphinx's note on how the output was made, `.buildinfo`, in which the engine leaves its mark.

Owns: the form of the file. Must not: know what the mark is made of. In: Sphinx's note and a mark. Out: the file.

Sphinx reads the first lines of it, and only where the engine is not at work. The mark lets a build know whether the
output that it finds is that of the record that it finds: on a build server each may come from another cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .files import write_if_different

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.builders.html._build_info import BuildInfo

NAME = ".buildinfo"
MARK = "sphinx_rebuild: "


def mark_in(outdir: Path, /) -> str:
    """The mark that an output bears, "" for none."""
    try:
        last = (outdir / NAME).read_text(encoding="utf-8").splitlines()[-1]
    except (OSError, ValueError, IndexError):
        return ""
    return last.removeprefix(MARK) if last.startswith(MARK) else ""


def write(outdir: Path, info: BuildInfo, mark: str, /) -> None:
    """Writes Sphinx's note with a mark, if it is another one."""
    beside = outdir / f"{NAME}.new"
    info.dump(beside)
    text = beside.read_bytes()
    beside.unlink()
    write_if_different(outdir / NAME, text + f"{MARK}{mark}\n".encode())
