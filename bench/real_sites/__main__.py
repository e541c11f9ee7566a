"""Builds others' documentation with and without the rebuild engine: `python -m bench.real_sites [--edits 30]`.

Owns: what is measured, and in which order edits are made. Must not: know how the engine works. In: the source
distribution of the Sphinx that is installed (or of Alabaster), downloaded once and kept below `_build/cache`. Out: user
seconds of both in turns and their ratios (wall time says little on a machine that does something else, too); with
`--edits`, what an incremental build after each random edit leaves against a clean one of the same sources elsewhere:
each byte, each warning, the exit status.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .copies import ENGINE, PROJECTS, Project, clean_build, copy
from .differences import differences
from .document_edits import DOCUMENT_EDITS
from .file_edits import FILE_EDITS
from .sources import Site

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST, NOTHING, WORD, ELSEWHERE = "first build", "nothing changed", "one word", "in a copy"
TARGETS = {FIRST: 0.9, NOTHING: 0.6, WORD: 0.6, ELSEWHERE: 0.1}
"""What is measured -> the most that it may take, of what it takes without the engine."""
RUNS = {FIRST: 3, NOTHING: 7, WORD: 7, ELSEWHERE: 3}
COPIES = {"bare": (), "engine": ENGINE, "with speedups": (*ENGINE, "sphinx_speedups")}
"""What is measured in turns -> what is added to the site's extensions."""
EDITS = (*DOCUMENT_EDITS, *FILE_EDITS)


def measure(project: Project, folder: Path) -> bool:
    """Prints the medians of builds with and without the engine, in turns. True if all ratios are as they should be."""
    copies = {name: copy(project, folder / name, extensions=added) for name, added in COPIES.items()}
    print(
        "| build           | bare | engine | ratio | with speedups | ratio | at most |\n"
        "| --------------- | ---: | -----: | ----: | ------------: | ----: | ------: |",
        flush=True,
    )
    good = True
    for what, runs in RUNS.items():
        seconds: dict[str, list[float]] = {name: [] for name in copies}
        for number in range(runs):
            for name, one in copies.items():
                if what == FIRST:
                    one.start_over()
                elif what == WORD:
                    with (one.documents / project.edited).open("a", encoding="utf-8") as document:
                        document.write(f"\nAnother{number} word.\n")
                built_here = one.elsewhere(folder / "elsewhere" / name) if what == ELSEWHERE else one
                seconds[name].append(built_here.build().seconds)
        bare, engine, both = (statistics.median(seconds[name]) for name in copies)
        row = f"{bare:4.1f} | {engine:6.1f} | {engine / bare:5.2f} | {both:13.1f} | {both / bare:5.2f}"
        print(f"| {what:<15} | {row} | {TARGETS[what]:7.2f} |", flush=True)
        good &= both / bare <= TARGETS[what]
    return good


def edit(project: Project, folder: Path, *, edits: int, seed: int, extensions: Sequence[str]) -> bool:
    """Makes random edits, each followed by an incremental and a clean build. True if all of them leave the same."""
    chance = random.Random(seed)
    incremental, clean = (
        copy(project, folder / name, extensions=extensions, jobs=jobs)
        for name, jobs in (("incremental", 1), ("clean", 2))
    )
    untouched = copy(project, folder / "untouched", extensions=extensions).documents
    site = Site(folder=incremental.documents, untouched=untouched)
    incremental.build()
    kinds: list[int] = []
    wrong = 0
    for number in range(1, edits + 1):
        kinds = kinds or chance.sample(range(len(EDITS)), len(EDITS))
        kind = EDITS[kinds.pop()]
        what = f"{number:3} {kind.__name__.replace('_', ' ')}:"
        try:
            print(what, kind(chance, site), flush=True)
        except LookupError:
            print(what, "this site has none")
            continue
        again, anew = incremental.build(), clean_build(incremental, clean)
        found = list(differences(incremental, again, clean, anew))
        print(f"    {again.seconds:.1f} s, clean {anew.seconds:.1f} s", *found, sep="\n    ", flush=True)
        if found:  # what is wrong now would be told after each edit to come
            wrong += 1
            incremental.start_over()
            for difference in differences(incremental, incremental.build(), clean, anew):
                print(f"    so in a first build: {difference}", flush=True)
    print(f"{edits - wrong} of {edits} incremental builds leave what a clean one does (seed {seed})")
    return not wrong


def main() -> None:
    """Measures, or edits. The exit status is 1 if something isn't as it should be."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.real_sites", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("--edits", type=int, default=0, help="make so many random edits instead of measuring")
    parser.add_argument("--seed", type=int, default=1, help="which edits")
    parser.add_argument("--bare", action="store_true", help="edit without the engine, to see the comparison fail")
    parser.add_argument("--site", choices=[project.name for project in PROJECTS], default="sphinx", help="which site")
    parser.add_argument("--folder", type=Path, help="where to build: /dev/shm spares the disk")
    asked = parser.parse_args()
    project = next(project for project in PROJECTS if project.name == asked.site)
    with tempfile.TemporaryDirectory(prefix="real-sites-", dir=asked.folder) as name:
        folder = Path(name).resolve()
        good = (
            edit(project, folder, edits=asked.edits, seed=asked.seed, extensions=() if asked.bare else ENGINE)
            if asked.edits
            else measure(project, folder)
        )
    sys.exit(not good)


if __name__ == "__main__":
    main()
