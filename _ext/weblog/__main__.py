"""The author's commands: `python -m weblog build`, `python -m weblog mine`.

Owns: what is asked and told in a terminal, and the clock. Must not: do the work. In: the command line. Out: an exit
status.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from weblog.posts.mistake import MistakeError

QUESTIONS = {
    "name": "What is the weblog called?",
    "author": "Who writes it?",
    "address": "At which address will it stand (https://...)?",
}
FOLDERS = {"source": "of conf.py", "outdir": "for the site", "doctrees": "for what the next build is to know"}


def main(arguments: list[str]) -> int:
    """Runs a command; 0 if it has worked, another number if something was wrong, which it tells."""
    parser = argparse.ArgumentParser(prog="python -m weblog", description="The commands of a weblog's author.")
    commands = parser.add_subparsers(dest="command", required=True)
    mine = commands.add_parser("mine", help="make a clone your own: its posts go, its settings are yours")
    for option, question in QUESTIONS.items():
        mine.add_argument(f"--{option}", help=question)
    build = commands.add_parser("build", help="build the site; tell what was done, and what is to be mended")
    build.add_argument("--jobs", type=_jobs, default="auto", help="processes; auto for one a processor")
    for name, what in FOLDERS.items():
        build.add_argument(name, type=Path, help=what)
    given = parser.parse_args(arguments)
    if given.command == "build":
        from weblog import console

        return console.build(given.source.resolve(), given.outdir, given.doctrees, jobs=given.jobs)
    return _mine(given)


def _jobs(text: str) -> int:
    """A number of processes as Sphinx reads it, which isn't imported for the other commands: it takes a while."""
    from sphinx.cmd.build import jobs_argument

    return jobs_argument(text)


def _mine(given: argparse.Namespace) -> int:
    from weblog.site import new_owner

    values = {option: getattr(given, option) or _asked(question) for option, question in QUESTIONS.items()}
    missing = [option for option, value in values.items() if not value]
    try:
        if missing:
            raise MistakeError(
                f"say the {' and the '.join(missing)}: make mine NAME=... AUTHOR=... ADDRESS=https://..."
            )
        new_owner.take_over(Path.cwd(), **values, year=datetime.now(UTC).year)
    except MistakeError as mistake:
        print(mistake, file=sys.stderr)
        return 2
    print("This weblog is yours. Write about yourself in about.md, and your first post; make html builds it.")
    return 0


def _asked(question: str) -> str:
    """The answer of somebody at a terminal; nothing where there is nobody."""
    return input(f"{question} ").strip() if sys.stdin.isatty() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
