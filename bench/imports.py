"""Measures an import of posts in reStructuredText, in folders YYYY/MM/DD, and the first build of what it has made."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from . import posts as made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .posts import SyntheticPost

PROJECT = Path(__file__).parents[1]
RUN = Path(__file__).with_name("run.py")
FEW, MANY = 200, 2000
CONF = """\
project = blog_title = "Moved"
blog_baseurl = "https://weblog.example.org/"
extensions = ["myst_parser", "weblog"]
html_theme = "sphinx_book_theme"
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
"""
CODE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def as_rest(post: SyntheticPost, /) -> str:
    """A post as its old weblog has it."""
    text = post.body
    for number, link in enumerate(post.links):
        text = text.replace(f"{{{{{number}}}}}", f"`one of mine <https://weblog.example.org/{link}>`__")
    text = re.sub(r"^## (.+)$", lambda found: f"{found[1]}\n{'-' * len(found[1])}", text, flags=re.MULTILINE)
    text = CODE.sub(lambda found: f".. code-block:: {found[1]}\n\n   " + found[2].rstrip().replace("\n", "\n   "), text)
    return f"{post.title}\n{'=' * len(post.title)}\n\n.. tags:: {', '.join(post.tags)}\n\n{text}\n"


def measured(folder: Path, *arguments: str) -> tuple[float, float]:
    """Seconds and MiB of one of the author's commands."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "_ext")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-I", "-S", str(RUN), sys.executable, "-m", "weblog", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    seconds, memory, status = done.stderr.splitlines()[-1].split()
    if status != "0":
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
    return float(seconds), int(memory) / 1024


def ratios() -> Iterator[str]:
    """What an import takes, against one of fewer posts, and against the build that follows."""
    took: dict[int, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory(prefix="weblog-bench-") as name:
        for count in (FEW, MANY):
            old, new = Path(name, f"old-{count}"), Path(name, f"new-{count}")
            for post in made.make(count):
                file = old / f"weblog/{post.path}.txt"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(as_rest(post), encoding="utf-8")
            new.mkdir()
            (new / "conf.py").write_text(CONF, encoding="utf-8")
            (new / "index.rst").write_text("Weblog\n======\n\nWords.\n", encoding="utf-8")
            took[count] = measured(new, "import", "--from", str(old))
        built, _ = measured(new, "build", ".", "_build/html", "_build/doctrees")
    few, (many, memory) = took[FEW][0], took[MANY]
    yield f"import of {MANY:,} posts in reStructuredText against {FEW}: {many / few:.2f}, at most 11"
    yield f"the same against their first build: {many / built:.2f} ({many:.1f} s / {built:.1f} s), at most 0.5"
    yield f"the same: at most {memory:.0f} MiB, of 500"
