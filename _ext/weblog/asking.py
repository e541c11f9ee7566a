"""Questions in a terminal: names are completed, talks of a schedule chosen.

Owns: what is asked, and how an answer is read. Must not: write files, know how a post looks. In: what is missing, the
names that are known, the terminal. Out: answers; without a terminal, none.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weblog.talks.names import fold
from weblog.talks.scheduled import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from weblog.talks.scheduled import Schedule, ScheduledTalk

BEFORE, AFTER, FOUND = 4, 8, 20
"""How many talks are offered that are over, that come, and that an answer may mean."""


@dataclass(frozen=True)
class Terminal:
    """Where an author sits, or nobody does."""

    is_there: bool

    @classmethod
    def here(cls) -> Terminal:
        """The terminal of this process."""
        return cls(sys.stdin.isatty() and sys.stdout.isatty())

    def ask(self, question: str, /, *, known: Callable[[], Iterable[str]] | None = None, otherwise: str = "") -> str:
        """An answer on one line; `otherwise` for an empty one, and where nobody is there."""
        if not self.is_there:
            return otherwise
        if known:
            _complete(known)
        shown = f" [{otherwise}]" if otherwise else ""
        answer = " ".join(input(f"{question}{shown}: ").split())
        if known:
            _complete(None)
        return answer or otherwise

    def choose(self, schedule: Schedule, now: datetime, /) -> ScheduledTalk | str:
        """A talk of a schedule, or a title of the author's own; "" for none."""
        offered = offer(schedule, now)
        while True:
            print("\n".join(offer_lines(offered, now)))
            answer = self.ask("Number, words of a title, or a title of your own")
            if answer.isdecimal() and 0 < int(answer) <= len(offered):
                return offered[int(answer) - 1]
            wanted = fold(answer)
            found = [talk for talk in schedule.talks if wanted and wanted in fold(_line(talk))]
            if len(found) == 1:
                return found[0]
            if not found or len(found) > FOUND:
                return answer
            offered = found

    def open(self, path: Path, /) -> None:
        """Opens a file in the author's editor, if they have told one."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
        if not (self.is_there and editor.strip()):
            return
        import shlex
        import subprocess

        try:
            subprocess.run([*shlex.split(editor), str(path)], check=False)
        except (OSError, ValueError) as error:
            print(f'$EDITOR is "{editor}", which can\'t be run: {error}', file=sys.stderr)


def offer(schedule: Schedule, now: datetime, /) -> list[ScheduledTalk]:
    """The talks that run now, then those just before and those that come, each in order of time."""
    running = [talk for talk in schedule.talks if runs(talk, now)]
    before = [talk for talk in schedule.talks if talk.end <= now][-BEFORE:]
    after = [talk for talk in schedule.talks if talk.moment > now][:AFTER]
    return [*running, *before, *after]


def offer_lines(talks: Sequence[ScheduledTalk], now: datetime, /) -> list[str]:
    """A numbered line for each talk, below words that say when it is."""
    lines, above = [], ""
    for number, talk in enumerate(talks, 1):
        when = "now" if runs(talk, now) else "before" if talk.end <= now else "next"
        if when != above:
            lines.append(f"{when}:")
            above = when
        lines.append(f"{number:3}  {_line(talk)}")
    return lines


def _line(talk: ScheduledTalk) -> str:
    people = f" - {', '.join(talk.speakers)}" if talk.speakers else ""
    room = f"  {talk.room}" if talk.room else ""
    return f"{talk.start:%a %d %H:%M}{room}  {talk.title}{people}"


def _complete(known: Callable[[], Iterable[str]] | None) -> None:
    """Has the Tab key complete the name that stands behind the last comma; no names are looked up before."""
    try:
        import readline
    except ImportError:  # Windows
        return
    if known is None:
        readline.set_completer(None)
        return
    found: list[str] = []

    def completed(text: str, state: int) -> str | None:
        if not state:
            typed = text.lstrip()
            found[:] = [
                f"{text[: len(text) - len(typed)]}{name}"
                for name in known()
                if name.casefold().startswith(typed.casefold())
            ]
        return found[state] if state < len(found) else None

    readline.set_completer_delims(",")
    readline.set_completer(completed)
    is_libedit = re.search("libedit", readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
