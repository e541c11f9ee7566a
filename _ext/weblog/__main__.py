"""The author's commands: `python -m weblog build`, `check`, `publish`, `serve`, `mine`, `post`, `talk`, and others.

Owns: what is asked and told in a terminal, and the clock. Must not: do the work. In: the command line. Out: an exit
status.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weblog import command_line
from weblog.posts.mistake import MistakeError

if TYPE_CHECKING:
    import argparse

    from sphinx.application import Sphinx

ENDS_WITH_BUILD = sys.argv[1:2] in (["build"], ["check"], ["linkcheck"])
"""True where this process is over once the site is built and looked at; `sphinx_speedups` asks it."""


def main(arguments: list[str]) -> int:
    """Runs a command; 0 if it has worked, another number if something was wrong, which it tells."""
    given = command_line.parser().parse_args(arguments)
    if given.command == "import":
        return _import(given)
    if given.command in command_line.NEW:
        return _begin(given)
    if given.command == "serve":
        return _serve(given)
    if given.command in ("publish", "rollback"):
        return _publish(given)
    if given.command == "due":
        return _due(given)
    if given.command == "build":
        from weblog import console

        return console.build(given.source.resolve(), given.outdir, given.doctrees, jobs=given.jobs)
    if given.command == "check":
        return _check(given)
    if given.command == "linkcheck":
        return _linkcheck(given)
    return _mine(given)


def _check(given: argparse.Namespace) -> int:
    import os

    from weblog import console
    from weblog.checking import command

    built: list[Sphinx] = []
    folders = (given.source.resolve(), given.outdir, given.doctrees)
    outcome = console.run(*folders, jobs=given.jobs, look=built.append, tell=lambda line: None)
    if given.when_built is not None and not outcome.status:
        os.write(given.when_built, b"built")
    return command.check(outcome, *built, is_strict=given.strict, is_brief=given.brief)


def _linkcheck(given: argparse.Namespace) -> int:
    from weblog import console
    from weblog.checking import outside

    built: list[Sphinx] = []
    outcome = console.run(
        *(given.source.resolve(), given.outdir, given.doctrees),
        jobs=given.jobs,
        builder="linkcheck",
        prepare=outside.prepare,
        look=built.append,
        tell=lambda line: None,
    )
    if not built:
        print(*outcome.mistakes, sep="\n", file=sys.stderr)
        return 2
    return outside.check(built[0])


def _serve(given: argparse.Namespace) -> int:
    try:
        from weblog.preview.one_build import Folders
        from weblog.preview.serving import TakenError, serve
    except ImportError as missing:
        print(f"{missing}. The preview needs more libraries: pip install 'sphinx-weblog[preview]'", file=sys.stderr)
        return 2
    source, outdir, doctrees = (folder.resolve() for folder in (given.source, given.outdir, given.doctrees))
    if not (source / "conf.py").is_file():
        print(f"{source} has no conf.py: say in which folder it is", file=sys.stderr)
        return 2
    folders = Folders(source=source, outdir=outdir, doctrees=doctrees, jobs=given.jobs)
    try:
        serve(folders, given.host, given.port, **({"is_warm": False} if given.cold else {}))
    except TakenError as taken:
        print(f"{taken}. Take another port (make serve PORT=8001)", file=sys.stderr)
        return 2
    return 0


def _publish(given: argparse.Namespace) -> int:
    """Publishes what it builds and checks first, or goes back to the release before."""
    import os
    import subprocess
    from concurrent.futures import ThreadPoolExecutor

    from weblog.publishing import publication
    from weblog.publishing.destination import connected

    outdir = given.outdir if given.command == "publish" else command_line.SITE["outdir"]
    try:
        with connected(given.dest, Path.cwd(), given.ssh) as destination:
            if given.command == "rollback":
                publication.back(destination, outdir.parent)
                return 0
            # In a process of its own, as make html has it: by the modules that are loaded a build knows its code.
            told, tell = os.pipe()
            check = ("check", "--brief", "--jobs", str(given.jobs), "--when-built", str(tell))
            folders = (str(given.source), str(outdir), str(given.doctrees))
            with ThreadPoolExecutor(1) as meanwhile:
                published = meanwhile.submit(publication.look, destination, outdir.parent)
                with subprocess.Popen([sys.executable, "-m", "weblog", *check, *folders], pass_fds=[tell]) as checking:
                    os.close(tell)
                    with open(told, "rb") as building:  # noqa: PTH123 - no path
                        is_built = building.read(1)
                    built = publication.Built.now(outdir, published.result()) if is_built else None
                if checking.returncode or not built:
                    return checking.returncode
            publication.publish(destination, published.result(), built, outdir.parent, lose=bool(given.lose))
    except MistakeError as mistake:
        print(mistake, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nstopped: what is published is whole, as it was or as it is to be", file=sys.stderr)
        return 1
    return 0


def _due(given: argparse.Namespace) -> int:
    """Lists what is scheduled; or what has come since, and nothing but that, for scripts that ask if it is anything."""
    from weblog.posts.dates import Problem, parse_date
    from weblog.publishing import due
    from weblog.site.sources import Sources

    try:
        sources = Sources(Path.cwd())
        now = sources.now(datetime.now(UTC))
        if given.since is None:
            if found := due.scheduled(sources, now):
                print(f"in {sources.zone}, where it is {now:%Y-%m-%d %H:%M}:", *due.lines(found, now), sep="\n")
            else:
                print("nothing is scheduled")
            return 0
        since = parse_date(given.since, sources.zone)
        if isinstance(since, Problem):
            raise MistakeError(since.message)
        for line in due.lines(due.fallen_due(sources, since, now), now):
            print(line)
    except MistakeError as mistake:
        print(mistake, file=sys.stderr)
        return 2
    return 0


def _mine(given: argparse.Namespace) -> int:
    from weblog.site import new_owner

    values = {option: getattr(given, option) or _asked(question) for option, question in command_line.QUESTIONS.items()}
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


def _begin(given: argparse.Namespace) -> int:
    """Runs one of those that begin a post, in the folder of conf.py."""
    from weblog import new_posts
    from weblog.asking import Terminal
    from weblog.site.sources import Sources

    try:
        sources = Sources(Path.cwd())
        desk = new_posts.Desk(sources=sources, terminal=Terminal.here(), now=sources.now(datetime.now(UTC)))
        getattr(new_posts, given.command)(given, desk)
    except MistakeError as mistake:
        print(mistake, file=sys.stderr)
        return 2
    except (EOFError, KeyboardInterrupt):
        print("\nnothing was written", file=sys.stderr)
        return 1
    return 0


def _import(given: argparse.Namespace) -> int:
    """Takes in another weblog, in the folder of conf.py."""
    try:
        from weblog.importing import run
    except ImportError as missing:
        print(f"{missing}. An import needs more libraries: pip install 'sphinx-weblog[moving]'", file=sys.stderr)
        return 2
    from weblog.site.sources import Sources

    wanted = run.Wanted(
        source=given.source.expanduser(),
        kind=given.kind,
        into=given.into or "posts",
        images=bool(given.images),
        talks=bool(given.talks),
        markdown=given.markdown,
    )
    try:
        run.run(wanted, Sources(Path.cwd()), print)
    except MistakeError as mistake:
        print(mistake, file=sys.stderr)
        return 2
    return 0


def _asked(question: str) -> str:
    """The answer of somebody at a terminal; nothing where there is nobody."""
    return input(f"{question} ").strip() if sys.stdin.isatty() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
