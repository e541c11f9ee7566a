"""The author's commands: `python -m weblog build`, `serve`, `mine`, `post`, `talk`, `meetup`, `schedule`, `import`.

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

QUESTIONS = {
    "name": "What is the weblog called?",
    "author": "Who writes it?",
    "address": "At which address will it stand (https://...)?",
}
FOLDERS = {"source": "of conf.py", "outdir": "for the site", "doctrees": "for what the next build is to know"}

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
    serve = commands.add_parser("serve", help="show the site in the browser, drafts too, and again whenever you save")
    serve.add_argument("--port", type=int, default=8000, help="0 for one that is free")
    serve.add_argument("--host", default="127.0.0.1", help="the address at which it is shown")
    serve.add_argument("--jobs", type=_jobs, default="auto", help="processes; auto for one a processor")
    serve.add_argument("--cold", action="store_true", help="a new process for each build, as where none can be forked")
    for name, what in FOLDERS.items():
        build.add_argument(name, type=Path, help=what)
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
    if given.command == "build":
        from weblog import console

        return console.build(given.source.resolve(), given.outdir, given.doctrees, jobs=given.jobs)
    return _mine(given)


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
