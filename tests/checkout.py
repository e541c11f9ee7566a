"""This checkout: where it is, which part of it is the program, and how it is copied and built.

Owns: what belongs to the program, and not to whoever writes a weblog with it. Must not: know a post. In: a folder to
copy to. Out: a weblog's source there, what a build of it left.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PROGRAM = ("_ext", "_static", "_templates")
"""The folders that a weblog is made with, whosever it is."""
FOR_MAKE = ("Makefile", "requirements.txt", "requirements-test.txt")
LEFT_OUT = shutil.ignore_patterns("_build", ".venv", ".git", ".*_cache", ".hypothesis", "__pycache__", "tests", "docs")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT / "_ext")}
"""For builds in a process of their own of weblogs that have no copy of the program."""
MAKE = ("make", f"VENV={sys.prefix}", f"--old-file={sys.prefix}/weblog.stamp")
"""make with the libraries that run the tests, whichever they are. It takes them as they are, and installs nothing."""
SHELL = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
"""The environment of an author's shell: without the settings that `make test` was given."""


def copy_checkout(folder: Path, /) -> None:
    """Copies the weblog of this checkout, whatever its owner has put there."""
    shutil.copytree(PROJECT, folder, ignore=LEFT_OUT)


def copy_program(folder: Path, /, *others: str) -> None:
    """Copies the program alone, and whatever else is named."""
    copy_parts(folder, *PROGRAM, *others)


def copy_parts(folder: Path, /, *names: str) -> None:
    """Copies files and folders of this checkout, by their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, folder / name)


def build(source: Path, out: Path, /, *options: str) -> None:
    """Builds a weblog as `make html` does, with the doctrees beside the output.

    :raises subprocess.CalledProcessError: if the build fails; pytest shows what it told.
    """
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-j", "auto", *options]
    command += ["-d", str(out.with_name(f"{out.name}-doctrees")), str(source), str(out)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()
