"""`python -m weblog linkcheck`: which links to the world outside are dead, where they are, and since when.

Owns: what Sphinx's builder of that name is asked besides, and how its answers are condensed. Must not: ask anybody
itself. In: Sphinx's application, its output. Out: lines, an exit status, and a file beside conf.py that survives what
is built.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.builders.linkcheck import Hyperlink

from sphinx_rebuild.files import write_if_different
from weblog.checking.lines import line_of
from weblog.posts import config
from weblog.talks.domain import TalksDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.application import Sphinx

DEAD_LINKS = ".dead-links.json"
"""Beside conf.py: address -> the day on which it was found dead; there as long as any is."""
OUTPUT = "output.json"
OURS = {"linkcheck_timeout": 15, "linkcheck_rate_limit_timeout": 60}
"""Seconds, in the place of Sphinx's half a minute and five: an author waits for it."""
WEB = re.compile(r"https?://", re.IGNORECASE)
FOR_GOOD = {301, 308}
"""The codes of HTTP for what has moved and doesn't come back (RFC 9110, section 15.4)."""
WELL, DEAD, SILENT = {"working", "redirected"}, {"broken"}, {"timeout", "rate-limited"}
FEW = 3
"""So many addresses, and no one that answers: that is the network."""
LONGEST = 140
"""Characters of what a library says of an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one address; `place` is a file with a line, as seen from the source."""

    address: str
    place: str
    status: str
    code: int
    info: str


def prepare(app: Sphinx, /) -> None:
    """Has an application that is about to check links ask for those of talks and events, too; in shorter times."""
    for name, seconds in OURS.items():
        if app.config[name] == app.config.values[name].default:
            app.config[name] = seconds
    app.connect("doctree-resolved", _collect, priority=900)


def _collect(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Adds the links that a page has got after Sphinx's own collector: slides, videos, events' addresses."""
    found: dict[str, Hyperlink] = cast("Any", app.builder).hyperlinks
    lines = _lines_of_directives(app, docname)
    for node in doctree.findall(nodes.reference):
        address = str(node.get("refuri", ""))
        address = app.emit_firstresult("linkcheck-process-uri", address) or address
        if WEB.match(address) and address not in found:
            line = lines.get(str(node["refuri"])) or line_of(node)
            found[address] = Hyperlink(address, docname, app.env.doc2path(docname), line)


def _lines_of_directives(app: Sphinx, docname: str) -> dict[str, int]:
    """Address -> the line of the {talk}, {event} or {speaker} in a document that has it for an option."""
    domain = cast("TalksDomain", app.env.domains[TalksDomain.name])
    found = {event["url"]: event["line"] for event in domain.events.get(docname, ())}
    found |= {url: speaker["line"] for speaker in domain.speakers.get(docname, ()) for _, url in speaker["links"]}
    return found | {url: talk["line"] for talk in domain.talks.get(docname, ()) for url in talk["materials"].values()}


def check(app: Sphinx, /) -> int:
    """Tells what an application has found; 0 if no link is dead, 1 if any is, 2 if nobody has answered."""
    answers = read(Path(app.outdir, OUTPUT).read_text(encoding="utf-8"))
    counts = Counter(answer.status for answer in answers)
    if len(answers) >= FEW and not any(counts[status] for status in WELL):
        print(f"none of {len(answers)} addresses answers: is there a network?", file=sys.stderr)
        return 2
    file = Path(app.confdir, DEAD_LINKS)
    days = since(answers, _load(file), f"{config.check(app.config).now:%Y-%m-%d}")
    if days:
        write_if_different(file, (json.dumps(days, indent=1, sort_keys=True) + "\n").encode())
    else:
        file.unlink(missing_ok=True)
    for title, lines in told(answers, days, app.config.linkcheck_timeout).items():
        print(title, *lines, sep="\n", file=sys.stderr if title.startswith("mistakes") else sys.stdout, flush=True)
    dead = sum(counts[status] for status in DEAD)
    well, silent = (sum(counts[status] for status in kind) for kind in (WELL, SILENT))
    print(f"{well} well, {silent} without an answer, {dead} dead", file=sys.stderr if dead else sys.stdout)
    return 1 if dead else 0


def read(output: str, /) -> list[Answer]:
    """The answers in Sphinx's output, by their places; those of addresses on the web that it has asked."""
    found = (json.loads(line) for line in output.splitlines())
    answers = [
        Answer(
            address=one["uri"],
            place=f"{one['filename']}:{max(one['lineno'], 1)}",
            status=str(one["status"]),
            code=one["code"],
            info=one["info"],
        )
        for one in found
        if WEB.match(one["uri"]) and one["status"] in WELL | DEAD | SILENT
    ]
    return sorted(answers, key=lambda one: (_as_numbers(one.place), one.address))


def since(answers: Iterable[Answer], before: Mapping[str, str], today: str, /) -> dict[str, str]:
    """Address -> since when it is dead, or has given no answer."""
    return {one.address: before.get(one.address, today) for one in answers if one.status in DEAD | SILENT}


def told(answers: Sequence[Answer], days: Mapping[str, str], seconds: float, /) -> dict[str, list[str]]:
    """The lines by what they are about, dead links last."""
    groups: dict[str, list[str]] = {"hints: moved for good": [], "hints: no answer": [], "mistakes: dead": []}
    moved, silent, dead = groups.values()
    for one in answers:
        where = f"{one.place}: {one.address}"
        if one.status in DEAD:
            dead.append(f"{where} is dead since {days[one.address]}: {_shortened(one.info)}")
        elif one.status in SILENT:
            silent.append(f"{where} has given no answer within {seconds:g} seconds, since {days[one.address]}")
        elif one.code in FOR_GOOD:
            moved.append(f"{where} is {one.info} now")
    return {title: lines for title, lines in groups.items() if lines}


def _as_numbers(place: str) -> tuple[str, int]:
    file, _, line = place.rpartition(":")
    return file, int(line)


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"


def _load(file: Path) -> dict[str, str]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(name): str(day) for name, day in found.items()} if isinstance(found, dict) else {}
