"""Links to folders that they lie in, which Sphinx would follow for ever.

Owns: how they are found among the folders of the sources, and that Sphinx leaves them out. Must not: look at files. In:
the source folder, Sphinx's patterns. Out: a message for each.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx.project
from sphinx.util import logging
from sphinx.util.matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.project import Project

logger = logging.getLogger(sphinx.project.__name__)  # of which `corrections` has each message told once

Identity = tuple[int, int]
"""What a folder is, by whatever path: its device and its number there."""


def leave_out_circles(project: Project, /) -> None:
    """Has Sphinx's next search for documents, and that alone, enter no folder that lies in itself."""
    module: Any = sphinx.project
    if "discover" in vars(project):
        return

    def discover(*patterns: Iterable[str]) -> set[str]:
        del project.discover  # what is kept of the environment has Sphinx's own
        original = module.get_matching_files

        def get_matching_files(folder: Any, included: Iterable[str], excluded: Iterable[str]) -> Iterator[str]:
            excluded = [*excluded]
            found = sorted(circles(Path(folder).resolve(), Matcher(excluded)))
            for path in found:
                _tell(path)
            return original(folder, included, [*excluded, *map(_pattern, found)])  # type: ignore[no-any-return]

        module.get_matching_files = get_matching_files
        try:
            return project.discover(*patterns)
        finally:
            module.get_matching_files = original

    project.discover = discover  # type: ignore[method-assign, assignment]


def _tell(path: str) -> None:
    logger.warning(
        'the folder "%s" is, by a link, one that it lies in, so it is left out: take the link away, or name it in '
        "exclude_patterns",
        path,
        type="sphinx_rebuild",
        subtype="file",
    )


def _pattern(path: str) -> str:
    """The pattern of Sphinx's that fits a path: `[[]` would be told by Python."""
    return re.sub(r"[*?[]", lambda sign: r"[\[]" if sign[0] == "[" else f"[{sign[0]}]", path)


def circles(top: Path, is_left_out: Callable[[str], bool], /) -> Iterator[str]:
    """The folders below another one that lie in themselves, by their paths from there."""
    around = tuple(_identity(folder) for folder in (top, *top.parents))
    yield from _below(str(top), "", around, is_left_out)


def _below(folder: str, before: str, around: tuple[Identity, ...], is_left_out: Callable[[str], bool]) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_dir()]
    except OSError:
        return  # Sphinx goes on without it, too
    for name in names:
        if is_left_out(path := f"{before}{name}"):
            continue
        own = _identity(inner := f"{folder}/{name}")
        if own in around:
            yield path
        else:
            yield from _below(inner, f"{path}/", (*around, own), is_left_out)


def _identity(folder: str | Path) -> Identity:
    status = os.stat(folder)  # noqa: PTH116 - of each folder
    return status.st_dev, status.st_ino
