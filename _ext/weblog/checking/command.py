"""`python -m weblog check`: all that can be found in a built site before it is published.

Owns: the order of it, and what is told in the terminal. Must not: build, find anything itself. In: what came of a
build. Out: lines, mistakes last, and an exit status: 0 if all is well, 1 if there are mistakes, 2 if the site can't be
built.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from weblog.checking.finding import Subject
from weblog.checking.site import BuiltSite
from weblog.publishing.changes import changes
from weblog.publishing.inventory import Inventory, UnreadableError, inventory
from weblog.publishing.publication import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from weblog.checking.finding import Finding
    from weblog.console import Outcome

ORDER = list(Subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a check."""

    status: int
    """Of the build: 0 if all is well, 1 if there are mistakes, 2 if it couldn't be built."""
    told: tuple[str, ...]
    """The mistakes of the build, a line each."""
    findings: tuple[Finding, ...]

    @property
    def hints(self) -> tuple[Finding, ...]:
        """What an author may like to know."""
        return tuple(found for found in self.findings if not found.is_mistake)

    @property
    def mistakes(self) -> tuple[Finding, ...]:
        """What readers would stumble over, that the build doesn't tell."""
        return tuple(found for found in self.findings if found.is_mistake)

    def exit_status(self, *, is_strict: bool = False) -> int:
        """The exit status; where it `is_strict` hints count as mistakes."""
        return max(self.status, 1 if self.mistakes or (is_strict and self.hints) else 0)


def check(outcome: Outcome, app: Sphinx | None = None, /, *, is_strict: bool = False, is_brief: bool = False) -> int:
    """Checks a site after its build, by the application that has built it, and tells all of it.

    Where it `is_brief` only mistakes are told: it is about to be published.
    """
    if app is not None and not is_brief:
        print(what_it_does(Path(app.outdir)), flush=True)
    report = look(outcome, app)
    tell(report, is_brief=is_brief)
    return report.exit_status(is_strict=is_strict)


def look(outcome: Outcome, app: Sphinx | None, /) -> Report:
    """What came of a build, with what is found in the site, in order."""
    found = BuiltSite.of(app).findings() if app is not None else ()
    ordered = sorted(found, key=lambda it: (ORDER.index(it.subject), it.place, it.line, it.message))
    return Report(status=outcome.status, told=outcome.mistakes, findings=tuple(dict.fromkeys(ordered)))


def what_it_does(outdir: Path, /) -> str:
    """What a publication of a built site would do to its readers, against what was last published from here."""
    file = outdir.parent / PUBLISHED
    try:
        last = Inventory.from_json(file.read_bytes())
    except OSError:
        return "nothing was published from here yet"
    except UnreadableError as error:
        return f"what was published last isn't known: {error}"
    return f"to publish this: {changes(last, inventory(outdir, last)).sentence()}"


def tell(report: Report, /, *, is_brief: bool = False) -> None:
    """Tells findings in groups, mistakes last, and how many there are."""
    _tell_groups("hints", () if is_brief else report.hints)
    _tell_groups("mistakes", report.mistakes)
    if report.told:
        _tell("mistakes: build", report.told)
    count = len(report.mistakes) + len(report.told)
    counts = [f"{count} to mend"] if count else ["nothing to mend"]
    counts += [f"hints: {len(report.hints)}"] if report.hints else []
    print(", ".join(counts), file=sys.stderr if count else sys.stdout, flush=True)


def _tell_groups(kind: str, found: Iterable[Finding]) -> None:
    for subject, group in groupby(found, key=lambda it: it.subject):
        _tell(f"{kind}: {subject}", map(str, group))


def _tell(title: str, lines: Iterable[str]) -> None:
    stream = sys.stderr if title.startswith("mistakes") else sys.stdout
    print(title, *lines, sep="\n", file=stream, flush=True)
