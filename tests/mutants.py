"""Changes a package's code at random places and tells which changes its tests don't notice.

Owns `make mutants`. Must not write into the work tree: each change is made in a copy. In: a package's folder, its
tests' folder, how many, and a seed; the same seed makes the same changes. Out: every change that went unseen, with its
file, line and difference, and "N of M caught".

mutmut makes the changes, but doesn't run them. For each change it asks only the tests that it saw run the changed
function, and it doesn't see what runs in the processes that a build forks or a test starts. Here a package's tests are
all asked.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import queue
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mutmut.mutation.file_mutation import Mutation, create_mutations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LEFT_OUT = shutil.ignore_patterns("_build", ".venv", ".git", ".*_cache", ".hypothesis", "__pycache__")
PATIENCE = 5
"""How many times as long as the unchanged code's tests a change's may take: it may be an endless loop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A package with one change in it."""

    path: Path
    """The changed file, from the project's folder."""
    before: str
    after: str

    @property
    def line(self) -> int:
        """The number of the first line that differs."""
        pairs = zip(self.before.splitlines(), self.after.splitlines(), strict=False)
        return next(number for number, (old, new) in enumerate(pairs, 1) if old != new)

    @property
    def place(self) -> str:
        """File and line, as compilers say it."""
        return f"{self.path}:{self.line}"

    @property
    def difference(self) -> str:
        """The lines that differ."""
        lines = difflib.unified_diff(self.before.splitlines(), self.after.splitlines(), n=0, lineterm="")
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def possible_mutants(path: Path) -> Iterator[Callable[[], Mutant | None]]:
    """What makes each change that mutmut knows for a file, or nothing where the change changes nothing.

    mutmut passes by functions with decorators, since it keeps all changes in one file. Here each has a file of its own,
    so decorators are hidden from it.
    """
    before = path.read_text(encoding="utf-8")
    module, mutations, *_ = create_mutations(str(path), re.sub(r"^( *)@", r"\1#@", before, flags=re.MULTILINE))

    def make(mutation: Mutation) -> Mutant | None:
        changed = module.deep_replace(mutation.original_node, mutation.mutated_node).code
        after = re.sub(r"^( *)#@", r"\1@", changed, flags=re.MULTILINE)
        return None if meaning(after) in (meaning(before), None) else Mutant(path=path, before=before, after=after)

    return (partial(make, mutation) for mutation in mutations)


def sample(files: list[Path], count: int, seed: int) -> list[Mutant]:
    """So many changes to some files, each as likely as the others."""
    possible = [make for file in files for make in possible_mutants(file)]
    random.Random(seed).shuffle(possible)
    mutants = (mutant for make in possible if (mutant := make()))
    return list(islice(mutants, count))


class WithoutAssurances(ast.NodeTransformer):
    """Takes out what no test can notice while all is well."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Without `strict` and `encoding` (UTF-8 is what tests have anyway), and of `cast` the value alone."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "cast" and len(node.args) == 2:
            return node.args[1]
        node.keywords = [keyword for keyword in node.keywords if keyword.arg not in {"encoding", "strict"}]
        return node


def meaning(code: str) -> str | None:
    """What the code does, as a text to compare; nothing if it isn't Python."""
    try:
        return ast.dump(WithoutAssurances().visit(ast.parse(code)))
    except SyntaxError:
        return None


class Runner:
    """Runs a package's tests, in as many copies of the project as there are jobs."""

    def __init__(self, tests: Path, python: Path, copies: list[Path]) -> None:
        self.copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for copy in copies:
            self.copies.put(copy)
        self.command: list[str | Path] = [python, "-m", "pytest", "-x", "-q", "--hypothesis-seed=0", tests]
        self.seconds: float | None = None

    def unchanged(self) -> None:
        """Runs the tests of the code as it is, to know how long they take.

        :raises SystemExit: where they fail.
        """
        copy = self.copies.get()
        start = time.monotonic()
        if self.fails(copy):
            sys.exit("The tests fail already without a change")
        self.seconds = time.monotonic() - start
        self.copies.put(copy)

    def is_caught(self, mutant: Mutant) -> bool:
        """True if a test fails with the change, or none ends."""
        copy = self.copies.get()
        (copy / mutant.path).write_text(mutant.after, encoding="utf-8")
        try:
            return self.fails(copy)
        finally:
            (copy / mutant.path).write_text(mutant.before, encoding="utf-8")
            self.copies.put(copy)

    def fails(self, copy: Path) -> bool:
        """Runs the tests in a copy."""
        process = subprocess.Popen(
            self.command,
            cwd=copy,
            # A compiled module of the same size and second would count as the changed one's.
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.DEVNULL if self.seconds else None,
            stderr=subprocess.DEVNULL if self.seconds else None,
            start_new_session=True,
        )
        try:
            return process.wait(self.seconds and PATIENCE * self.seconds + 60) != 0
        except subprocess.TimeoutExpired:
            return True
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("package", type=Path, help="the folder or file to change")
    parser.add_argument("tests", type=Path, help="the folder or file of its tests")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--at-least", type=float, default=0, help="per cent that have to be caught")
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="what runs the tests")
    return parser.parse_args()


def main() -> None:
    """Tells which changes went unseen.

    :raises SystemExit: where they are too many.
    """
    asked = arguments()
    files = sorted(asked.package.rglob("*.py")) if asked.package.is_dir() else [asked.package]
    mutants = sample(files, asked.count, asked.seed)
    print(f"{len(mutants)} changes to {asked.package}, seed {asked.seed}", flush=True)
    with TemporaryDirectory(prefix="mutants-") as folder, ThreadPoolExecutor(asked.jobs) as threads:
        copies = [Path(folder, str(number)) for number in range(asked.jobs)]
        for copy in copies:
            shutil.copytree(Path.cwd(), copy, ignore=LEFT_OUT, symlinks=True)
        runner = Runner(asked.tests, asked.python.absolute(), copies)
        runner.unchanged()
        caught = 0
        for mutant, is_caught in zip(mutants, threads.map(runner.is_caught, mutants), strict=True):
            caught += is_caught
            print(f"{mutant.place}: {'caught' if is_caught else 'SURVIVED'}", flush=True)
            if not is_caught:
                print(mutant.difference, flush=True)
    print(f"{caught} of {len(mutants)} caught")
    if caught < asked.at_least / 100 * len(mutants):
        sys.exit(f"At least {asked.at_least:g} % have to be")


if __name__ == "__main__":
    main()
