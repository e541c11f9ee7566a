"""Measures builds of synthetic weblogs: `python -m bench [POSTS ...]`, 10 and 1,000 by default.

Each build is a process of its own; the tools take turns, so that a machine that slows down slows all of them. Shown are
medians of up to five builds, fewer where a tool has used up a minute. Seconds are wall time, memory is the largest
process's, pages are the HTML files that a build wrote. Ratios within one run are what counts: machines differ.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import checking, commands, imports, peers, publishing, sites
from . import posts as made

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .posts import SyntheticPost
    from .sites import Tool

RUN = Path(__file__).with_name("run.py")
RUNS = 5
PATIENCE = 60
"""Seconds after which a tool isn't asked to do the same once more."""
MOST = 1000
"""Posts up to which the other tools are measured, too; some take minutes for more."""
FIRST, NOTHING, WORD, POST = "first build", "nothing changed", "one-word edit", "new post"
CLONE_WORD = "word in a clone"
CLONES = {"in a new clone": NOTHING, CLONE_WORD: WORD}
"""What is measured in another folder, all times others, nothing compiled, `_build` cached -> the same on the spot."""


class Build(NamedTuple):
    """One build: seconds, MiB of the largest process, HTML files written."""

    seconds: float
    memory: float
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table, of medians."""

    posts: int
    tool: str
    what: str
    build: Build
    against_here: float = 0  # median of the ratios of pairs: in a clone, and right after it the same on the spot

    def __str__(self) -> str:
        seconds, memory, pages = self.build
        return f"| {self.posts:>5} | {self.tool:<17} | {self.what:<15} | {seconds:7.2f} | {memory:5.0f} | {pages:>5} |"


def build(tool: Tool) -> Build:
    """Builds once."""
    before = times(tool.output)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    os.sync()  # or the tool before would still be writing to the disk
    done = subprocess.run(
        [sys.executable, "-I", "-S", RUN, *tool.command],
        cwd=tool.folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    *said, figures = done.stderr.splitlines()
    seconds, memory, status = figures.split()
    if status != "0":
        sys.exit(f"{tool.name} failed: {' '.join(tool.command)}\n{done.stdout}\n" + "\n".join(said))
    after = times(tool.output)
    return Build(float(seconds), int(memory) / 1024, sum(before.get(name) != value for name, value in after.items()))


def times(output: Path) -> dict[str, int]:
    """HTML file -> when it was written."""
    return {str(file): file.stat().st_mtime_ns for file in output.rglob("*.html")}


def prepare(what: str, tool: Tool, post: SyntheticPost, spare: SyntheticPost) -> None:
    """Does to a weblog what the next build is measured after."""
    if what == FIRST:
        tool.start_over()
    elif what in (WORD, CLONE_WORD):
        file = tool.write(post)
        file.write_text(f"{file.read_text()}\n{spare.slug}\n")
    elif what == POST:
        tool.write(spare)


def measure(
    count: int, what: str, tools: Sequence[Tool], post: SyntheticPost, spares: Sequence[SyntheticPost]
) -> list[Figure]:
    """The medians of builds by all tools in turn."""
    builds: dict[str, list[Build]] = {tool.name: [] for tool in tools}
    pairs: dict[str, list[float]] = {tool.name: [] for tool in tools}
    for spare in spares:
        for tool in tools:
            if sum(one.seconds for one in builds[tool.name]) < PATIENCE:
                prepare(what, tool, post, spare)
                clone = tool.folder.with_name("clone")
                one = build(sites.elsewhere(tool, clone) if what in CLONES else tool)
                builds[tool.name].append(one)
                pairs[tool.name].append(one.seconds / build(tool).seconds if what in CLONES else 0)
    figures = []
    for name, found in builds.items():
        seconds, memory, pages = (statistics.median(values) for values in zip(*found, strict=True))
        middle = Build(seconds, memory, int(pages))
        ratio = statistics.median(pairs[name])
        figures.append(Figure(posts=count, tool=name, what=what, build=middle, against_here=ratio))
        print(figures[-1], flush=True)
    return figures


def measure_all(count: int, folder: Path) -> list[Figure]:
    """All tools and all kinds of builds, for one size of weblog."""
    posts = made.make(count + RUNS)
    tools = [
        sites.ours(posts, folder / "ours-1", "1"),
        sites.ours(posts, folder / "ours-auto", "auto"),
        sites.without_talks(posts, folder / "no-talks", "auto"),
        sites.bare(posts, folder / "bare", "1"),
    ]
    if count <= MOST:
        tools += [make(posts, folder / make.__name__) for make in (sites.stock, *peers.installed())]
    for tool in tools:
        for post in posts[:count]:
            tool.write(post)
    return [
        figure
        for what in (FIRST, NOTHING, WORD, POST, *CLONES)
        for figure in measure(count, what, tools[:1] if what in CLONES else tools, posts[count // 2], posts[count:])
    ]


def ratios(figures: Sequence[Figure], counts: Sequence[int]) -> Iterator[str]:
    """The ratios that matter, of what was measured."""
    seconds = {(figure.posts, figure.tool, figure.what): figure.build.seconds for figure in figures}
    ours, least, *more = "ours -j 1", *sorted(counts)
    for count in more:
        for what in (WORD, NOTHING):
            ratio = seconds[count, ours, what] / seconds[least, ours, what]
            yield f"{what}, {count:,} posts against {least:,}: {ratio:.2f}"
    for less, count in pairwise(sorted(counts)):
        ratio = seconds[count, ours, FIRST] / seconds[less, ours, FIRST]
        yield f"{FIRST}, {count:,} posts against {less:,}: {ratio:.2f}"
    for figure in figures:
        if here := CLONES.get(figure.what):
            which = f"{here} of {figure.posts:,}, in a new clone with the cached _build and nothing compiled"
            yield f"{which}, against on the spot: {figure.against_here:.2f}"
    for figure in figures:
        if figure.what == FIRST and figure.tool.startswith("ours"):
            yield f"{FIRST} of {figure.posts:,}, {figure.tool}: at most {figure.build.memory:.0f} MiB"
    for count in counts:
        for tool in ("ours -j auto", "bare Sphinx -j 1"):
            ratio = seconds[count, ours, FIRST] / seconds[count, tool, FIRST]
            yield f"{FIRST} of {count:,}, {ours} against {tool}: {ratio:.2f}"
        for what in (FIRST, WORD):
            ratio = seconds[count, "ours -j auto", what] / seconds[count, "no talks -j auto", what]
            yield f"{what} of {count:,}, with events, talks and speakers against without: {ratio:.2f}"
        for (posts, tool, what), took in seconds.items():
            if (posts, what) == (count, WORD) and not tool.startswith("ours"):
                yield f"{what} of {count:,}, {ours} against {tool}: {seconds[count, ours, WORD] / took:.2f}"


def main(counts: list[int]) -> None:
    """Prints a table, and the ratios that matter."""
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}\n")
    print("| posts | tool              | build           | seconds |   MiB | pages |")
    print("| ----: | ----------------- | --------------- | ------: | ----: | ----: |", flush=True)
    figures = []
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="weblog-bench-") as name:
            figures += measure_all(count, Path(name))
    print("\nRatios")
    for ratio in ratios(figures, counts):
        print(f"- {ratio}")
    most = min(MOST, max(counts))
    for ratio in (commands.ratio(), publishing.ratio(most), checking.ratio(most), *imports.ratios()):
        print(f"- {ratio}")


if __name__ == "__main__":
    asked = {int(word) for word in sys.argv[1:]}
    # What large weblogs cost is told by what small ones do.
    main(sorted(asked if asked and max(asked) <= MOST else {10, 1000, *asked}))
