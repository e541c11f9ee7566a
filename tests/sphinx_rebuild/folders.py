"""Folders of files, drawn by hypothesis, put on the disk and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PATHS = st.sampled_from(["index.html", "part.html", "part/2020.html", "part/2020/06.html", "part/tag/x.html"])
FILES = st.dictionaries(PATHS, st.binary(max_size=3))
"""Path -> content."""


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
