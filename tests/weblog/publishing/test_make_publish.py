"""`make publish` as an author runs it: a weblog of its own, published, changed, published again, and taken back."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from ...checkout import FOR_MAKE, MAKE, SHELL, copy_program
from .made import need

if TYPE_CHECKING:
    from pathlib import Path

POST = "```{post}\n:tags: doors\n%s```\n\n# Doors\n\nWords.\n"


@pytest.fixture
def weblog(tmp_path: Path) -> Path:
    """A weblog with one post."""
    need("rsync")
    weblog = tmp_path / "weblog"
    copy_program(weblog, "conf.py", "deploy/serve.json", *FOR_MAKE)
    with (weblog / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("\nweblog_navigation = []\nweblog_feeds = {}\n")
    (weblog / "index.md").write_text("# Weblog\n", encoding="utf-8")
    (weblog / "posts/2020/01/02").mkdir(parents=True)
    (weblog / "posts/2020/01/02/doors.md").write_text(POST % "", encoding="utf-8")
    return weblog


def make(weblog: Path, *arguments: str) -> tuple[int, list[str], list[str]]:
    done = subprocess.run(
        [*MAKE, "--silent", *arguments], cwd=weblog, env=SHELL, check=False, capture_output=True, text=True
    )
    told = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    return done.returncode, done.stdout.splitlines(), told


def test_an_author_publishes_moves_a_post_and_goes_back(weblog: Path, tmp_path: Path) -> None:
    dest = f"DEST={tmp_path}/it's $HOME"
    shown, file = tmp_path / "it's $HOME/current", weblog / "posts/2020/01/02/doors.md"
    assert make(weblog, "html")[0] == 0
    read = (weblog / "_build/doctrees/posts/2020/01/02/doors.doctree").stat().st_mtime_ns
    status, told, mistakes = make(weblog, "publish", dest)
    assert (mistakes, status) == ([], 0)
    assert (weblog / "_build/doctrees/posts/2020/01/02/doors.doctree").stat().st_mtime_ns == read  # one build for both
    assert told[-2] == "1 new post, 0 changed; feeds: 1 new entry, 0 changed; 0 addresses redirect; 0 addresses lost"
    assert re.fullmatch(rf"published at {tmp_path}/it's \$HOME as release 1: \d+ files sent, 0 as they were", told[-1])

    file.write_text(f"{POST % ''}\nA link to [nothing](nothing.md).\n", encoding="utf-8")
    status, told, mistakes = make(weblog, "publish", dest)
    assert status
    assert mistakes[-1].startswith("1 to mend")

    file.write_text(f"{POST % ''}\n<a href='nowhere.html'>nowhere</a>\n", encoding="utf-8")  # no build tells that
    status, told, mistakes = make(weblog, "publish", dest)
    assert status
    assert mistakes[-1].startswith("1 to mend")
    assert "nowhere" not in (shown / "posts/2020/01/02/doors.html").read_text(encoding="utf-8")

    file = file.rename(file.with_name("windows.md"))
    file.write_text(POST % "", encoding="utf-8")
    status, told, mistakes = make(weblog, "publish", dest)
    assert status
    assert mistakes == [
        "these addresses are published, and would be lost:",
        "  posts/2020/01/02/doors.html",
        'a post that is elsewhere now leads on from there with ":was: posts/2020/01/02/doors" in its {post}',
        "LOSE=1 publishes all the same",
    ]
    assert (shown / "posts/2020/01/02/doors.html").is_file()

    file.write_text(POST % ":was: posts/2020/01/02/doors\n", encoding="utf-8")
    status, told, mistakes = make(weblog, "publish", dest)
    assert (mistakes, status) == ([], 0)
    assert told[-2] == "0 new posts, 0 changed; feeds: 0 new entries, 1 changed; 1 address redirects; 0 addresses lost"
    assert 'url=windows.html"' in (shown / "posts/2020/01/02/doors.html").read_text(encoding="utf-8")
    assert (shown / "404.html").stat().st_nlink == 2

    assert make(weblog, "rollback", dest) == (
        0,
        [f"{dest.partition('=')[2]} shows release 1 again, and no longer 2"],
        [],
    )
    assert not (shown / "posts/2020/01/02/windows.html").exists()


def test_where_to_is_asked_before_anything_is_built(weblog: Path) -> None:
    status, told, mistakes = make(weblog, "publish")
    assert (status, told) == (2, [])
    assert mistakes == ["say where the site is published: DEST=folder, or DEST=host:folder"]
    makefile = weblog / "Makefile"
    makefile.write_text(makefile.read_text(encoding="utf-8").replace("\nDEST :=\n", "\nDEST := ::\n"), encoding="utf-8")
    assert "DEST=:: is no folder that ssh leads to" in make(weblog, "rollback")[2][0]
    assert make(weblog, "due") == (0, ["nothing is scheduled"], [])
