"""A build server's fresh checkout costs what the edit costs, as long as `_build` comes from its cache.

Two clones in two folders with a bare repository between them; the cache is an archive without times.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from .checkout import FOR_MAKE, MAKE, SHELL, copy_program

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="there is no git here")
CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))
project = blog_title = "Notes"
blog_baseurl = html_baseurl = "https://ada.example/"
extensions = ["myst_parser", "weblog"]
exclude_patterns = ["[_.]*"]
templates_path = ["_templates"]
html_theme = "sphinx_book_theme"
html_static_path = ["_static"]
html_css_files = ["weblog.css"]
"""
POST = "```{post}\n:tags: pumps\n```\n\n# Pump NUMBER\n\n![a pump](pump.svg)\n\nWords of it.\n\nMore of it.\n"
FILES = {
    "conf.py": CONF,
    "index.md": "# Notes\n\n```{postlist} 2\n:excerpts:\n```\n",
    "posts/2024/05/06/pump.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    **{f"posts/2024/05/06/pump-{number}.md": POST.replace("NUMBER", str(number)) for number in range(5)},
}


@dataclass(frozen=True)
class Clone:
    """A clone of the weblog's repository."""

    folder: Path

    def git(self, *arguments: str) -> None:
        names = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        subprocess.run(["git", *names, *arguments], cwd=self.folder, check=True, capture_output=True, env=SHELL)

    def build(self) -> str:
        done = subprocess.run([*MAKE, "html"], cwd=self.folder, check=False, capture_output=True, text=True, env=SHELL)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def stamps(self, *folders: str) -> dict[str, tuple[int, int]]:
        """The times and numbers of the files of folders of `_build`."""
        files = [file for folder in folders for file in (self.folder / "_build" / folder).rglob("*") if file.is_file()]
        found = {file.relative_to(self.folder).as_posix(): file.stat() for file in files}
        return {path: (status.st_mtime_ns, status.st_ino) for path, status in found.items()}

    def documents_read(self, before: dict[str, tuple[int, int]]) -> set[str]:
        now = self.stamps("doctrees")
        return {path for path in now if path.endswith(".doctree") and before.get(path) != now[path]}


def archive(folder: Path, target: Path) -> None:
    """Packs a folder, each file with the time of 1970."""

    def without_time(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.mtime = 0
        return entry

    with tarfile.open(target, "w:gz") as file:
        file.add(folder, arcname=folder.name, filter=without_time)


def test_a_checkout_with_the_cache_is_the_site_that_it_was(tmp_path: Path) -> None:
    # given an author's clone that is built, and a build server's with its cache
    author, server = Clone(tmp_path / "author"), Clone(tmp_path / "a" / "server" / "work")
    copy_program(author.folder, *FOR_MAKE)
    for path, text in FILES.items():
        (author.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (author.folder / path).write_text(text, encoding="utf-8")
    (author.folder / ".gitignore").write_text("_build\n__pycache__\n", encoding="utf-8")
    author.git("init", "-q", "-b", "main")
    author.git("add", ".")
    author.git("commit", "-q", "-m", "The weblog")
    author.git("clone", "-q", "--bare", ".", str(tmp_path / "weblog.git"))
    author.git("remote", "add", "origin", str(tmp_path / "weblog.git"))
    author.build()
    archive(author.folder / "_build", tmp_path / "cache.tar.gz")
    server.folder.parent.mkdir(parents=True)
    author.git("clone", "-q", str(tmp_path / "weblog.git"), str(server.folder))
    with tarfile.open(tmp_path / "cache.tar.gz") as file:
        file.extractall(server.folder, filter="tar")

    # when it builds what was built, then nothing is read or written
    before = server.stamps("html", "doctrees")
    told = server.build()
    assert "pages: all are as they were" in told
    assert not server.documents_read(before)
    assert server.stamps("html") == {path: stamp for path, stamp in before.items() if path.startswith("_build/html/")}

    # when an edit is pushed, then what shows it is, and all is as where the author builds it
    post = "posts/2024/05/06/pump-3.md"
    (author.folder / post).write_text(FILES[post].replace("More", "Even more"), encoding="utf-8")
    author.git("commit", "-q", "-a", "-m", "Words")
    author.git("push", "-q", "origin", "main")
    server.git("pull", "-q", "origin", "main")
    author.build()
    told = server.build()
    assert server.documents_read(before) == {f"_build/doctrees/{post.removesuffix('.md')}.doctree"}
    assert "pages written: 1 (posts/2024/05/06/pump-3)" in told
    difference = ["diff", "-rq", f"{author.folder}/_build/html", f"{server.folder}/_build/html"]
    assert subprocess.run(difference, check=False, capture_output=True, text=True).stdout == ""

    # and a build from nothing is the same
    done = subprocess.run([*MAKE, "same"], cwd=server.folder, check=False, capture_output=True, text=True, env=SHELL)
    assert "a build from nothing is the same" in done.stdout
    (server.folder / "_build/html/about.html").write_text("Somebody's own", encoding="utf-8")
    done = subprocess.run([*MAKE, "same"], cwd=server.folder, check=False, capture_output=True, text=True, env=SHELL)
    assert done.returncode
    assert "about.html" in done.stdout
