"""The author's commands: `python -m weblog build`, `check`, `publish`, `serve`, `mine`, `post`, `talk`, and others.

Owns: what is asked and told in a terminal, and the clock. Must not: do the work. In: the command line. Out: an exit
status.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weblog.posts.mistake import MistakeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

QUESTIONS = {
    "name": "What is the weblog called?",
    "author": "Who writes it?",
    "address": "At which address will it stand (https://...)?",
}
FOLDERS = {"source": "of conf.py", "outdir": "for the site", "doctrees": "for what the next build is to know"}

SITE = {"source": Path(), "outdir": Path("_build/html"), "doctrees": Path("_build/doctrees")}
LINKS = {**SITE, "outdir": Path("_build/linkcheck")}
PREVIEW = {"source": Path(), "outdir": Path("_build/preview/html"), "doctrees": Path("_build/preview/doctrees")}
NEW: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "post": (
        "begin a post that is about no talk",
        {"title": "its title", "tags": "with commas", "draft": "1 for one without a date"},
    ),
    "talk": (
        "begin a post about a talk; from a saved schedule, if there is one beside the event's file",
        {
            "event": "the event's id or title",
            "title": "the talk's title",
            "speaker": "names, with commas",
            "tags": "with commas",
            "dates": "of a new event: 2020-06-25, or 2020-06-25 to 2020-06-27",
            "place": "of a new event: a town, or online",
            "name": "what a new event is called",
            "draft": "1 for a post without a date",
        },
    ),
    "meetup": (
        "begin a post about several talks, a section each",
        {
            "event": "the event's id or title",
            "title": "the post's title; the event's otherwise",
            "talks": "One title - Ada Example; Another - Bo Sample",
            "tags": "with commas",
            "dates": "of a new event",
            "place": "of a new event",
            "name": "what a new event is called",
            "draft": "1 for a post without a date",
        },
    ),
    "schedule": (
        "look at a conference's saved schedule; keep of it what talks need",
        {"from": "the file; that beside the event's otherwise", "event": "the event's id"},
    ),
}
"""The commands that begin a post: what they do, and their options, which `make` has in capitals."""

IMPORT = "import: take in the posts of another weblog; what is there already is left alone"
IMPORT_OPTIONS = {
    "kind": "sphinx, ablog, tinkerer, nikola, feed or wordpress; told from the source otherwise",
    "into": "the folder for posts: posts, or the one that their addresses had",
    "images": "1 to fetch images that posts show from other hosts",
    "talks": '1 to tell talks from titles like "Sample Conference 2020: keeping secrets - Ada Example"',
    "markdown": "the Python that has rst-to-myst, to make Markdown of reStructuredText, which stays otherwise",
}


def main(arguments: list[str]) -> int:
    """Runs a command; 0 if it has worked, another number if something was wrong, which it tells."""
    parser = argparse.ArgumentParser(prog="python -m weblog", description="The commands of a weblog's author.")
    commands = parser.add_subparsers(dest="command", required=True)
    mine = commands.add_parser("mine", help="make a clone your own: its posts go, its settings are yours")
    for option, question in QUESTIONS.items():
        mine.add_argument(f"--{option}", help=question)
    build = commands.add_parser("build", help="build the site; tell what was done, and what is to be mended")
    build.add_argument("--jobs", type=_jobs, default="auto", help="processes; auto for one a processor")
    check = commands.add_parser("check", help="build the site; tell what readers would stumble over, and hints")
    check.add_argument("--jobs", type=_jobs, default="auto", help="processes; auto for one a processor")
    check.add_argument("--strict", action="store_true", help="hints count as mistakes")
    check.add_argument("--brief", action="store_true", help="tell mistakes alone, as publish does")
    links = commands.add_parser("linkcheck", help="ask the world outside whether what the site links to is there")
    links.add_argument("--jobs", type=_jobs, default="auto", help="processes; auto for one a processor")
    serve = commands.add_parser("serve", help="show the site in the browser, drafts too, and again whenever you save")
    serve.add_argument("--port", type=int, default=8000, help="0 for one that is free")
    serve.add_argument("--host", default="127.0.0.1", help="the address at which it is shown")
    serve.add_argument("--jobs", type=_jobs, default="auto", help="processes; auto for one a processor")
    serve.add_argument("--cold", action="store_true", help="a new process for each build, as where none can be forked")
    publish = commands.add_parser(
        "publish", help="build and check the site, and show it in the place of what is published"
    )
    publish.add_argument("--jobs", default="auto", help="processes; auto for one a processor")
    publish.add_argument("--lose", help="1 to publish although addresses are lost that were published")
    rollback = commands.add_parser("rollback", help="show the release before the one that is published")
    due = commands.add_parser("due", help="list the posts that are scheduled, the next one first")
    due.add_argument("--since", help="list those whose moment has come since: 2020-06-25, or 2020-06-25T14:30:00Z")
    for command in (publish, rollback):
        command.add_argument("--dest", default="", help="where to: folder, host:folder or user@host:folder")
        command.add_argument("--ssh", default="", help='with options of your own: "ssh -p 2222"')
    for name, what in FOLDERS.items():
        publish.add_argument(name, type=Path, help=what, nargs="?", default=SITE[name])
        build.add_argument(name, type=Path, help=what)
        check.add_argument(name, type=Path, help=what, nargs="?", default=SITE[name])
        links.add_argument(name, type=Path, help=what, nargs="?", default=LINKS[name])
        serve.add_argument(name, type=Path, help=what, nargs="?", default=PREVIEW[name])
    for name, (what, options) in NEW.items():
        command = commands.add_parser(name, help=what, description=f"{name}: {what}")
        for option, meaning in options.items():
            command.add_argument(f"--{option}", help=meaning, dest="source" if option == "from" else option)
    moving = commands.add_parser("import", help="take in the posts of another weblog", description=IMPORT)
    moving.add_argument(
        "--from", dest="source", required=True, type=Path, help="a folder, or a feed's or export's file"
    )
    for option, meaning in IMPORT_OPTIONS.items():
        moving.add_argument(f"--{option}", default="", help=meaning)
    given = parser.parse_args(arguments)
    if given.command == "import":
        return _import(given)
    if given.command in NEW:
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
    from weblog import console
    from weblog.checking import command

    built: list[Sphinx] = []
    folders = (given.source.resolve(), given.outdir, given.doctrees)
    outcome = console.run(*folders, jobs=given.jobs, look=built.append, tell=lambda line: None)
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
    import subprocess
    from concurrent.futures import ThreadPoolExecutor

    from weblog.publishing import publication
    from weblog.publishing.destination import connected

    outdir = given.outdir if given.command == "publish" else SITE["outdir"]
    try:
        with connected(given.dest, Path.cwd(), given.ssh) as destination:
            if given.command == "rollback":
                publication.back(destination, outdir.parent)
                return 0
            # In a process of its own, as make html has it: by the modules that are loaded a build knows its code.
            check = ("check", "--brief", "--jobs", str(given.jobs), str(given.source), str(outdir), str(given.doctrees))
            with ThreadPoolExecutor(1) as meanwhile:
                published = meanwhile.submit(publication.look, destination, outdir.parent)
                if status := subprocess.run([sys.executable, "-m", "weblog", *check], check=False).returncode:
                    return status
            publication.publish(destination, published.result(), outdir, outdir.parent, lose=bool(given.lose))
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


def _begin(given: argparse.Namespace) -> int:
    """Runs one of NEW, in the folder of conf.py."""
    from weblog import commands
    from weblog.asking import Terminal
    from weblog.site.sources import Sources

    try:
        sources = Sources(Path.cwd())
        desk = commands.Desk(sources=sources, terminal=Terminal.here(), now=sources.now(datetime.now(UTC)))
        getattr(commands, given.command)(given, desk)
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
