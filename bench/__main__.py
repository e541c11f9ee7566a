"""Measures builds of synthetic weblogs: `python -m bench [POSTS ...]`, 10 and 1,000 by default.

Each build is a process of its own. Repeated ones are run five times, of which the median is shown; a first build of
1,000 posts and more once. Seconds are wall time, memory is the largest process's, pages are the HTML files that a
build wrote. Ratios within one run are what counts: machines differ.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import posts as made
from . import sites

if TYPE_CHECKING:
    from collections.abc import Callable

    from .sites import Tool

RUNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table: seconds, MiB, HTML files written."""

    posts: int
    tool: str
    what: str
    seconds: float
    memory: float
    pages: int


def build(tool: Tool) -> tuple[float, float, int]:
    """Builds once: seconds, MiB of the largest process, HTML files written."""
    before = times(tool.output)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen(tool.command, cwd=tool.folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{tool.name} failed: {' '.join(tool.command)} in {tool.folder}")
    after = times(tool.output)
    return seconds, usage.ru_maxrss / 1024, sum(before.get(name) != value for name, value in after.items())


def times(output: Path) -> dict[str, int]:
    """HTML file -> when it was written."""
    return {str(file): file.stat().st_mtime_ns for file in output.rglob("*.html")}


def measure(count: int, tool: Tool, what: str, prepare: Callable[[int], object], runs: int) -> Figure:
    """The medians of some builds, each after `prepare`."""
    found = []
    for run in range(runs):
        prepare(run)
        found.append(build(tool))
    seconds, memory, pages = (statistics.median(values) for values in zip(*found, strict=True))
    figure = Figure(posts=count, tool=tool.name, what=what, seconds=seconds, memory=memory, pages=int(pages))
    print(row(figure), flush=True)
    return figure


def row(figure: Figure) -> str:
    """A figure as a line of the table."""
    return (
        f"| {figure.posts:>5} | {figure.tool:<18} | {figure.what:<16} "
        f"| {figure.seconds:7.2f} | {figure.memory:5.0f} | {figure.pages:>5} |"
    )


def measure_tool(
    count: int, tool: Tool, all_posts: list[made.SyntheticPost], spare: made.SyntheticPost
) -> list[Figure]:
    """First build, nothing changed, a word, a new post."""
    edited = tool.write(all_posts[len(all_posts) // 2])
    return [
        measure(count, tool, "first build", lambda run: None, 1),
        measure(count, tool, "nothing changed", lambda run: None, RUNS),
        measure(
            count, tool, "one-word edit", lambda run: edited.write_text(f"{edited.read_text()}\nWord{run}.\n"), RUNS
        ),
        measure(count, tool, "new post", lambda run: tool.write(spare), 1),
    ]


def main(counts: list[int]) -> None:
    """Prints a table and the ratios that matter."""
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}\n")
    print("| posts | tool               | build            | seconds |   MiB | pages |")
    print("| ----: | ------------------ | ---------------- | ------: | ----: | ----: |", flush=True)
    figures = []
    for count in counts:
        *all_posts, spare = made.make(count + 1)
        with tempfile.TemporaryDirectory(prefix="weblog-bench-") as name:
            folder = Path(name)
            for make, jobs in ((sites.ours, "1"), (sites.ours, "2"), (sites.bare, "1")):
                tool = make(all_posts, folder / f"{make.__name__}-{jobs}", jobs)
                figures += measure_tool(count, tool, all_posts, spare)
    seconds = {(figure.posts, figure.tool, figure.what): figure.seconds for figure in figures}
    least, *more = counts
    print("\nRatios")
    for count in more:
        for what in ("one-word edit", "nothing changed"):
            ratio = seconds[count, "ours -j 1", what] / seconds[least, "ours -j 1", what]
            print(f"- {what}, {count:,} posts against {least}: {ratio:.2f}")
    for count in counts:
        ratio = seconds[count, "ours -j 1", "first build"] / seconds[count, "bare Sphinx -j 1", "first build"]
        print(f"- first build of {count:,}, ours against bare Sphinx with the theme, -j 1: {ratio:.2f}")
        ratio = seconds[count, "ours -j 2", "first build"] / seconds[count, "ours -j 1", "first build"]
        print(f"- first build of {count:,}, ours, -j 2 against -j 1: {ratio:.2f}")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [10, 1000])
