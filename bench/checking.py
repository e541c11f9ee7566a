"""Measures what an author waits for who checks a weblog after an edit: `make check`, against the build of a word."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from . import posts as made
from . import sites
from .timing import seconds

RUNS = 5


def ratio(count: int) -> str:
    """How long each takes after a word more in one post, in turns; both once before they count."""
    posts = made.make(count)
    checks, builds = list[float](), list[float]()
    with tempfile.TemporaryDirectory(prefix="weblog-bench-") as name:
        tool = sites.ours(posts, Path(name), "auto")
        for post in posts:
            tool.write(post)
        file = tool.write(posts[count // 2])
        for run in range(RUNS + 1):
            for times, command in ((builds, "build"), (checks, "check")):
                file.write_text(f"{file.read_text(encoding='utf-8')}\n{command} {run}\n", encoding="utf-8")
                arguments = ("-m", "weblog", command, ".", "_build/html", "_build/doctrees")
                times.append(seconds(tool.folder, *arguments, code=Path("_ext"), passing=1))
    ratios = [check / build for check, build in zip(checks[1:], builds[1:], strict=True)]
    one, other = statistics.median(checks[1:]), statistics.median(builds[1:])
    span = f"{statistics.median(ratios):.2f}, {min(ratios):.2f} to {max(ratios):.2f}"
    return f"a check of {count:,} after a word more / its build: {span} ({one:.2f} s / {other:.2f} s), at most 2"
