"""The commands that begin a post: what is missing is asked, looked up in a saved schedule, or refused.

Owns: `post`, `talk`, `meetup`, `schedule`, from what was typed to a file. Must not: import Sphinx, know the clock. In:
the command's options, the source, a terminal, the moment. Out: files, and their paths in the terminal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from weblog.asking import Terminal, offer, offer_lines
from weblog.posts.dates import Problem
from weblog.posts.metadata import did_you_mean
from weblog.posts.mistake import MistakeError
from weblog.posts.model import slug
from weblog.site import new_files
from weblog.site.new_files import EventNames, NewTalk
from weblog.talks.names import SCHEDULES
from weblog.talks.options import read_dates, read_place, split_heading, split_names, split_people
from weblog.talks.scheduled import OURS, Schedule, ScheduledTalk, as_file, one_line, runs

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from weblog.site.sources import Sources

POSTS, DRAFTS, EVENTS = "posts", "posts/drafts", "events"
"""The folders that new files are in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a command works with; `now` is aware and in the weblog's zone."""

    sources: Sources
    terminal: Terminal
    now: datetime

    def wanted(self, given: str, question: str, name: str, /, **known: object) -> str:
        """What was given, or is answered.

        :raises MistakeError: if it is neither.
        """
        if found := one_line(given) or self.terminal.ask(question, **known):  # type: ignore[arg-type]
            return found
        raise MistakeError(f"say the {name.lower()}: {name}=...")

    def tags(self, given: str | None, /) -> str:
        """Tags with commas between them."""
        asked = self.terminal.ask("Tags, with commas", known=lambda: self.sources.tags) if given is None else given
        return ", ".join(split_names(one_line(asked)))


def post(given: argparse.Namespace, desk: Desk, /) -> None:
    """Writes a post that is about no talk."""
    title = desk.wanted(given.title, "Title", "TITLE")
    _write(desk, _path(title, given, desk), new_files.post(title, tags=desk.tags(given.tags)))


def talk(given: argparse.Namespace, desk: Desk, /) -> None:
    """Writes a post about one talk, and the event if there is none yet."""
    names, files, schedule = _event(given, desk, needs_schedule=not (given.title and given.speaker))
    found = _talk(given, desk, schedule)
    text = new_files.talk(found, names, tags=desk.tags(given.tags), prefix=desk.sources.prefix)
    _write(desk, _path(found.title, given, desk), text, files)


def meetup(given: argparse.Namespace, desk: Desk, /) -> None:
    """Writes a post about several talks, and the event if there is none yet."""
    names, files, schedule = _event(given, desk, needs_schedule=not given.talks)
    title = one_line(given.title) or desk.terminal.ask("Title", otherwise=names.names[-1])
    talks = [_as_talk(part) for part in re.split(r"[;\n]", given.talks or "") if one_line(part)]
    while desk.terminal.is_there and not given.talks:
        chosen = desk.terminal.choose(schedule, desk.now) if schedule else desk.terminal.ask("Talk, Title - Speaker")
        if not chosen:
            break
        talks.append(_as_talk(chosen))
    if not talks and schedule:
        day = f"{desk.now:%Y-%m-%d}"
        talks = [_as_talk(one) for one in schedule.talks if f"{one.start:%Y-%m-%d}" == day]
    if not talks:
        raise MistakeError('say the talks: TALKS="One title - Ada Example; Another - Bo Sample"')
    text = new_files.meetup(title, talks, names, tags=desk.tags(given.tags), prefix=desk.sources.prefix)
    _write(desk, _path(title, given, desk), text, files)


def schedule(given: argparse.Namespace, desk: Desk, /) -> None:
    """Looks at a schedule; keeps of one from elsewhere what talks need, beside the event's file."""
    from weblog.talks import schedules

    name = desk.wanted(given.event, "Event", "EVENT", known=lambda: [it.id for it in desk.sources.events])
    known = desk.sources.event(name)
    own = known.id if known else slug(name)
    source = Path(given.source) if given.source else _schedule_file(desk, own)
    if source is None:
        raise MistakeError(f"there is no {EVENTS}/{own}{SCHEDULES[0]}: say where the schedule is, FROM=...")
    found = schedules.read(source, desk.sources.zone)
    first, last = found.days
    rooms = len({one.room for one in found.talks})
    print(f"{source}: {found.shape}: {found.title or 'no title'}")
    print(f"{len(found.talks)} talks in {rooms} rooms, {first} to {last}; left out: {found.left_out}, no talks")
    print("\n".join(offer_lines(offer(found, desk.now), desk.now)))
    path = f"{EVENTS}/{own}{SCHEDULES[0]}"
    target = desk.sources.folder / path
    if given.source and not (target.exists() and target.samefile(source)):
        if target.exists() and f'"{OURS}"' not in target.read_text(encoding="utf-8", errors="replace")[:100]:
            raise MistakeError(f"{path} is a file of yours: move it away, and run this again")
        target.unlink(missing_ok=True)  # one that this command has made: an older version of the schedule
        new_files.write(desk.sources.folder, {path: as_file(found)})
        print(path)
    if not known:
        print(f'there is no event "{own}" yet: make talk EVENT={own} DATES="{first} to {last}" begins it')


# An event


def _event(
    given: argparse.Namespace, desk: Desk, /, *, needs_schedule: bool
) -> tuple[EventNames, dict[str, str], Schedule | None]:
    """An event's names, its file if that has to be written, and its schedule if there is one and it is needed."""
    ids = [it.id for it in desk.sources.events] if desk.terminal.is_there and not given.event else []
    today = [it.id for it in desk.sources.events if _is_today(it.dates, desk)] if ids else []
    name = desk.wanted(given.event, "Event", "EVENT", known=lambda: ids, otherwise="".join(today[-1:]))
    if known := desk.sources.event(name):
        for option in ("dates", "place", "name"):
            if getattr(given, option):
                raise MistakeError(
                    f"{known.path} says it all of this event: write {option.upper()}={getattr(given, option)} there"
                )
        names = (*known.other_names[:1], known.title, *known.other_names[1:])
        return EventNames(id=known.id, names=names), {}, _schedule(desk, known.id, needs_schedule)
    own = slug(name)
    if not given.dates and not desk.terminal.is_there:
        near = did_you_mean(own, [it.id for it in desk.sources.events])
        raise MistakeError(f'there is no event "{name}"{near}; to begin one, say its days: DATES=2020-06-25')
    found = _schedule(desk, own, needs_schedule)
    if desk.terminal.is_there:
        near = did_you_mean(own, [it.id for it in desk.sources.events])
        print(f'There is no event "{name}" yet{near}; it is begun here, and Ctrl-C leaves it.')
    title = found.title if found and found.title else "" if name == own else name
    title = one_line(given.name) or title or desk.terminal.ask("What is it called?", otherwise=_words(own))
    days = " to ".join(dict.fromkeys(found.days)) if found else f"{desk.now:%Y-%m-%d}"
    dates = one_line(given.dates) or desk.terminal.ask("Its days", otherwise=days)
    place = one_line(given.place or "")
    if given.place is None:
        place = desk.terminal.ask("Its place")
    for problem in (read_dates(dates, desk.sources.zone), read_place(place, desk.sources.zone)):
        if isinstance(problem, Problem):
            raise MistakeError(problem.message)
    text = new_files.event(title, dates=dates, place=place, prefix=desk.sources.prefix)
    return EventNames(id=own, names=(title,)), {f"{EVENTS}/{own}.md": text}, found


def _is_today(dates: str, desk: Desk) -> bool:
    days = read_dates(dates, desk.sources.zone)
    return isinstance(days, tuple) and days[0] <= desk.now.date() <= days[1]


def _words(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _schedule_file(desk: Desk, name: str) -> Path | None:
    files = (desk.sources.folder / EVENTS / f"{name}{ending}" for ending in SCHEDULES)
    return next((file for file in files if file.is_file()), None)


def _schedule(desk: Desk, name: str, is_needed: bool) -> Schedule | None:
    if not is_needed or not (file := _schedule_file(desk, name)):
        return None
    from weblog.talks import schedules

    return schedules.read(file, desk.sources.zone)


# A talk


def _talk(given: argparse.Namespace, desk: Desk, schedule: Schedule | None) -> NewTalk:
    title, chosen = one_line(given.title), None
    if schedule and not title and desk.terminal.is_there:
        answer = desk.terminal.choose(schedule, desk.now)
        title, chosen = (answer, None) if isinstance(answer, str) else ("", answer)
    elif schedule and not title:
        running = [one for one in schedule.talks if runs(one, desk.now)]
        if len(running) != 1:
            raise MistakeError(
                "\n".join(["say the title, TITLE=...:", *offer_lines(offer(schedule, desk.now), desk.now)])
            )
        chosen = running[0]
    if schedule and title:
        sessions = schedule.named(title)
        chosen = next((one for one in schedule.around(desk.now) if one in sessions), None)
    if chosen:
        found = _as_talk(chosen)
        return (
            found
            if not given.speaker
            else NewTalk(
                title=found.title, speakers=tuple(split_people(one_line(given.speaker))), options=found.options
            )
        )
    title = title or desk.wanted(given.title, "Title", "TITLE")
    people = given.speaker
    if people is None and desk.terminal.is_there:
        told = _as_talk(title)
        title = told.title
        names = ", ".join(told.speakers)
        people = desk.terminal.ask("Speakers, with commas", known=lambda: desk.sources.speakers, otherwise=names)
    if people is None:
        return _as_talk(title)
    return NewTalk(title=title, speakers=tuple(split_people(one_line(people))))


def _as_talk(found: ScheduledTalk | str) -> NewTalk:
    """A talk of a schedule, or one that a line tells, "Title - Speaker"."""
    if isinstance(found, str):
        title, speakers = split_heading(one_line(found), (), None)
        return NewTalk(title=title, speakers=tuple(speakers))
    options = {
        "start": f"{found.start:%Y-%m-%d %H:%M}",
        "kind": found.kind,
        "slides": found.slides,
        "video": found.video,
    }
    return NewTalk(title=found.title, speakers=found.speakers, options=options)


# Files


def _path(title: str, given: argparse.Namespace, desk: Desk) -> str:
    folder = DRAFTS if given.draft not in ("", "0", None) else f"{POSTS}/{desk.now:%Y/%m/%d}"
    return f"{folder}/{slug(title)}.md"


def _write(desk: Desk, path: str, text: str, files: dict[str, str] | None = None, /) -> None:
    """Writes a post and what belongs to it, prints the paths, the post's last, and opens that."""
    if not desk.sources.has_markdown:
        raise MistakeError("these commands write Markdown, which this site doesn't read: add myst_parser to extensions")
    new_files.write(desk.sources.folder, {**(files or {}), path: text})
    print(*(files or {}), path, sep="\n")
    desk.terminal.open(desk.sources.folder / path)
