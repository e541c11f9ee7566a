"""The command line of `python -m weblog`: which commands there are, and what each is given.

Owns: the names, options and help of the commands. Must not: run any, import Sphinx before a command needs it. In:
nothing. Out: a parser.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def parser() -> argparse.ArgumentParser:
    """What reads a command line."""
    root = argparse.ArgumentParser(prog="python -m weblog", description="The commands of a weblog's author.")
    commands = root.add_subparsers(dest="command", required=True)
    mine = commands.add_parser("mine", help="make a clone your own: its posts go, its settings are yours")
    for option, question in QUESTIONS.items():
        mine.add_argument(f"--{option}", help=question)
    build = commands.add_parser("build", help="build the site; tell what was done, and what is to be mended")
    build.add_argument("--jobs", type=_jobs, default="auto", help="processes; auto for one a processor")
    check = commands.add_parser("check", help="build the site; tell what readers would stumble over, and hints")
    check.add_argument("--jobs", type=_jobs, default="auto", help="processes; auto for one a processor")
    check.add_argument("--strict", action="store_true", help="hints count as mistakes")
    check.add_argument("--brief", action="store_true", help="tell mistakes alone, as publish does")
    check.add_argument("--when-built", type=int, help="a file descriptor that is written to once the site is built")
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
    return root


def _jobs(text: str) -> int:
    """A number of processes as Sphinx reads it, which isn't imported for the other commands: it takes a while."""
    from sphinx.cmd.build import jobs_argument

    return jobs_argument(text)
