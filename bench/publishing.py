"""Measures what an author waits for who publishes a new post: to a host on this machine, against the build alone."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from tests.weblog.publishing.hosts import PROGRAMS, missing, sshd

from . import posts as made
from . import sites
from .timing import seconds

RUNS = 5


def ratio(count: int) -> str:
    """How long each takes after a new post, in turns; both once before they count."""
    if reason := missing(*PROGRAMS):
        return f"a new post of {count:,} published / built: not measured, {reason}"
    posts = made.make(count + 2 * RUNS)
    ratios, publications, builds = [], [], []
    with tempfile.TemporaryDirectory(prefix="weblog-bench-") as name, sshd(Path(name, "sshd")) as host:
        tool = sites.ours(posts, Path(name, "weblog"), "auto")
        build = ("build", ".", "_build/html", "_build/doctrees")
        publish = ("publish", "--dest", f"web:{name}/published", "--ssh", host.ssh)
        for post in posts[:count]:
            tool.write(post)
        seconds(tool.folder, "-m", "weblog", *publish, code=Path("_ext"))
        for run in range(RUNS):
            tool.write(posts[count + 2 * run])
            builds.append(seconds(tool.folder, "-m", "weblog", *build, code=Path("_ext")))
            seconds(tool.folder, "-m", "weblog", *publish, code=Path("_ext"))  # what was built
            tool.write(posts[count + 2 * run + 1])
            publications.append(seconds(tool.folder, "-m", "weblog", *publish, code=Path("_ext")))
            ratios.append(publications[-1] / builds[-1])
    one, other = statistics.median(publications), statistics.median(builds)
    return (
        f"a new post of {count:,} published / built: {statistics.median(ratios):.2f}, {min(ratios):.2f} to "
        f"{max(ratios):.2f} ({one:.2f} s / {other:.2f} s), at most 1.5"
    )
