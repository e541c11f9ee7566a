"""A process that was begun to build ends without a search for garbage; any other ends as ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sphinx_speedups

from .docs import Docs

NOTING = """
import atexit, gc
atexit.register(lambda: print("left out of the search:", gc.get_freeze_count() > 10_000))
"""
"""Settings that say how Python ends. What is registered first is done last."""
KEEPING = """
import atexit, gc
kept, looked_through = [[]], []

def note(phase, info):
    for generation in range(info["generation"] + 1 if phase == "start" else 0):
        looked_through.extend(one for one in gc.get_objects(generation) for known in kept if one is known)

def begin(app):
    gc.callbacks.append(note)

def end(*args):
    kept.append([[] for _ in range(5_000)])
    atexit.register(lambda: print("looked through:", len(looked_through)))

def setup(app):
    app.connect("builder-inited", begin)
    app.connect("build-finished", end, priority=999)
"""
"""Settings that keep what they make before Sphinx loads its environment, and much when a build is over."""
OTHER = """
import sys
from sphinx.cmd.build import build_main
build_main(sys.argv[1:])
"""
"""A program that builds, and may do more."""
ENDING = f"ENDS_WITH_BUILD = True\n{OTHER}"
"""A program that says that it doesn't."""


@pytest.mark.parametrize("failure", ["", "def setup(app):\n    app.connect('doctree-read', lambda *_: 1 / 0)\n"])
@pytest.mark.parametrize(
    ("program", "is_left_out"),
    [
        (["-m", "sphinx"], True),
        ([str(Path(sys.executable).with_name("sphinx-build"))], True),
        (["-c", OTHER], False),
        (["-c", ENDING], True),
        (["-c", ENDING.replace("True", "False")], False),
    ],
    ids=["python -m sphinx", "sphinx-build", "another program", "one that says so", "one that says no"],
)
def test_a_process_ends(tmp_path: Path, program: list[str], is_left_out: bool, failure: str) -> None:
    docs = Docs(tmp_path, NOTING + 'extensions = ["sphinx_speedups"]\n' + failure)
    done = subprocess.run(
        [sys.executable, *program, "-q", str(docs.source), str(docs.out)],
        env={**os.environ, "PYTHONPATH": str(Path(sphinx_speedups.__file__).parent.parent)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout.splitlines()[-1:] == [f"left out of the search: {is_left_out}"]


@pytest.mark.parametrize(("program", "count"), [(["-m", "sphinx"], 0), (["-c", OTHER], 1)])
def test_what_is_in_use_until_the_process_ends_is_never_looked_through(
    tmp_path: Path, program: list[str], count: int
) -> None:
    docs = Docs(tmp_path, KEEPING + 'extensions = ["sphinx_speedups"]\n')
    done = subprocess.run(
        [sys.executable, *program, "-q", str(docs.source), str(docs.out)],
        env={**os.environ, "PYTHONPATH": str(Path(sphinx_speedups.__file__).parent.parent)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout.splitlines()[-1:] == [f"looked through: {count}"]
