"""Built sites that are made by hand, and what a folder holds that they are published to."""

from __future__ import annotations

import random
import re
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from weblog.posts.mistake import MistakeError
from weblog.publishing import publication
from weblog.publishing.destination import connected

from .hosts import missing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


PATIENCE = 10
"""Seconds."""
SIZE = 4000
"""Bytes of a page, at least, that are those of its release alone."""


def need(*programs: str) -> None:
    """Leaves a test out where a program isn't there."""
    if reason := missing(*programs):
        pytest.skip(reason)


def make_site(folder: Path, mark: str, more: Mapping[str, str] | None = None, /, *, pages: int = 3) -> Path:
    """A built site in which each page bears a mark, and a style doesn't."""
    shutil.rmtree(folder, ignore_errors=True)
    letters = random.Random(mark)
    for number in range(pages):
        filler = "".join(letters.choices("abcdefghijklmnop", k=SIZE))
        write(folder / f"posts/{number}.html", f"<!DOCTYPE html><p>{mark}</p><!-- {filler} --></html>")
    write(folder / "index.html", f"<!DOCTYPE html><p>{mark}</p></html>")
    write(folder / "_static/style.css", "p { color: red }")
    write(folder / ".buildinfo", mark)
    for path, text in (more or {}).items():
        write(folder / path, text)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def publish(dest: Path | str, site: Path, ssh: str = "", *, lose: bool = False) -> None:
    kept = site.parent
    with connected(str(dest), kept, ssh) as destination:
        published = publication.look(destination, kept)
        publication.publish(destination, published, publication.Built.now(site, published), kept, lose=lose)


def back(dest: Path | str, site: Path, ssh: str = "") -> None:
    with connected(str(dest), site.parent, ssh) as destination:
        publication.back(destination, site.parent)


def refused(dest: Path | str, site: Path, ssh: str = "") -> str:
    with pytest.raises(MistakeError) as mistake:
        publish(dest, site, ssh)
    return str(mistake.value)


def mark_of(folder: Path) -> str:
    """The mark of a whole site; an error if its pages have several."""
    marks = {re.findall(r"<p>(\w+)</p>", page.read_text(encoding="utf-8"))[0] for page in folder.rglob("*.html")}
    (mark,) = marks
    return str(mark)


def releases(dest: Path) -> list[str]:
    """What stands in the folder of releases, half ones too, once what is being removed is gone."""
    for _ in range(PATIENCE * 20):
        if not any(name.startswith(".old-") for name in names(dest / "releases")):
            break
        time.sleep(0.05)
    return sorted(names(dest / "releases"), key=lambda name: (len(name), name))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def states(folder: Path) -> Mapping[str, tuple[int, int]]:
    """File -> inode and time."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): ((it := path.stat()).st_ino, it.st_mtime_ns) for path in files}
