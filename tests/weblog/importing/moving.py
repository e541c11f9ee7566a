"""Imports into small weblogs, as the command runs them.

In: a weblog, the source of another one. Out: what was told, files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weblog.importing import run
from weblog.site.sources import Sources

from ...checkout import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from ..sites import Site

DATA = PROJECT / "tests/data/imports"


def moved_in(site: Site, source: Path | str, **wanted: Any) -> list[str]:
    """Imports a weblog, or one of tests/data/imports; gives the lines that are told."""
    told: list[str] = []
    path = DATA / source if isinstance(source, str) else source
    run.run(run.Wanted(source=path, **wanted), Sources(site.source), told.append)
    return [line.replace(f"{path}", "SOURCE") for text in told for line in text.split("\n")]


def files_of(site: Site) -> dict[str, str]:
    """The sources of a weblog's posts, by their paths."""
    return {
        path.relative_to(site.source).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((site.source).rglob("*"))
        if path.suffix in (".md", ".rst", ".txt") and path.parent != site.source
    }
