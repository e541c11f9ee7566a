"""Measures what an author waits for who begins a post: `make talk` to the file, against an import of Sphinx."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from .timing import seconds

RUNS = 15
EVENT = "# Sample\n\n```{event}\n:dates: 2026-11-28\n```\n"


def ratio() -> str:
    """How long it takes, in turns with that import; both once before they count, so that their modules are compiled."""
    talks, imports = [], []
    with tempfile.TemporaryDirectory(prefix="weblog-bench-") as name:
        folder = Path(name)
        (folder / "events").mkdir()
        (folder / "events/sample.md").write_text(EVENT, encoding="utf-8")
        (folder / "conf.py").write_text('extensions = ["myst_parser", "weblog"]\n', encoding="utf-8")
        for run in range(RUNS + 1):
            new = ("--event", "sample", "--title", f"Talk {run}", "--speaker", "Ada Example")
            talks.append(seconds(folder, "-m", "weblog", "talk", *new))
            imports.append(seconds(folder, "-c", "import sphinx.application"))
    one, other = statistics.median(talks[1:]), statistics.median(imports[1:])
    return f"a new talk's file / import of Sphinx: {one / other:.2f} ({one:.2f} s / {other:.2f} s), at most 0.5"
