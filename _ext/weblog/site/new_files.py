"""New files of a weblog: how a post and an event look before their author has written a word.

Owns: the text of such a file, in Markdown, and that none is overwritten. Must not: ask anybody, know the time, import
Sphinx. In: what is known of a post, its talks, an event. Out: files.

Whatever comes from outside is text: signs of Markdown are escaped, options quoted, and a talk's heading is read as the
build will read it, so that what it wouldn't tell stands in options.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weblog.posts.mistake import MistakeError
from weblog.talks.options import split_heading, split_people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MARKUP = re.compile(r"[\\`*_\[\]<>{}$~#|&^]|(?<=\w)@(?=\w)|(?<=[a-z]):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
"""Signs that may be more than text in a heading, with any of MyST's extensions."""
PLAIN = re.compile(r"[^\W_](?:[\w.()/+-]|:(?=[\w/])|[,;&'](?=[ \w])| (?=\S)(?!#))*")
"""An option's value that YAML reads as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTalk:
    """What is known of a talk; `options` are those of {talk} that no heading tells, like "start"."""

    title: str
    speakers: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNames:
    """An event's id, and what it is called: in headings by the first of its names. No id for no event."""

    id: str = ""
    names: tuple[str, ...] = ()


def escaped(text: str, /) -> str:
    """A text that Markdown shows as it is."""
    return MARKUP.sub(lambda sign: f"\\{sign[0]}", text)


def option(name: str, value: str, /) -> str:
    """A line of a directive, in quotes where YAML would else read another value, or none."""
    if PLAIN.fullmatch(value) and value.lower() not in ("null", "true", "false", "yes", "no"):
        return f":{name}: {value}\n"
    if '"' in value and "'" not in value and "\\" not in value:
        return f":{name}: '{value}'\n"
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return f':{name}: "{quoted}"\n'


def directive(name: str, options: Mapping[str, str], argument: str = "", /) -> str:
    """A directive without a text of its own; options that say nothing are left out."""
    lines = "".join(option(key, value) for key, value in options.items() if value)
    return f"```{{{name}}}{' ' if argument else ''}{argument}\n{lines}```\n"


def post(title: str, /, *, tags: str = "") -> str:
    """A post without talks."""
    return f"{directive('post', {'tags': tags})}\n# {escaped(title)}\n\n"


def talk(found: NewTalk, event: EventNames, /, *, tags: str = "", prefix: str = "") -> str:
    """A post about one talk."""
    heading, options = _heading(found, event, with_event=True)
    told = directive(f"{prefix}talk", {"event": event.id, **options})
    return f"{directive('post', {'tags': tags})}\n# {escaped(heading)}\n\n{told}\n"


def meetup(title: str, talks: list[NewTalk], event: EventNames, /, *, tags: str = "", prefix: str = "") -> str:
    """A post about several talks, a section each."""
    parts = [f"{directive('post', {'tags': tags, 'event': event.id})}\n# {escaped(title)}\n\n"]
    for found in talks:
        heading, options = _heading(found, event, with_event=False)
        parts.append(f"## {escaped(heading)}\n\n{directive(f'{prefix}talk', options)}\n")
    return "".join(parts)


def event(title: str, /, *, dates: str, place: str = "", prefix: str = "") -> str:
    """An event."""
    return f"# {escaped(title)}\n\n{directive(f'{prefix}event', {'dates': dates, 'place': place})}"


def _heading(found: NewTalk, event: EventNames, *, with_event: bool) -> tuple[str, dict[str, str]]:
    """A talk's heading, and the options for whatever a reading of it wouldn't tell."""
    speakers = [*found.speakers]
    before = f"{event.names[0]}: " if with_event and event.names else ""
    behind = f" - {', '.join(speakers[:-1])} and {speakers[-1]}" if speakers[1:] else f" - {''.join(speakers)}"
    heading = f"{before}{found.title}{behind if speakers else ''}"
    names = (event.id, *event.names)
    options = {}
    if split_heading(heading, names, None)[1] != speakers and speakers:
        quoted = (name if split_people(name) == [name] else f'"{name}"' for name in speakers)
        options["speaker"] = ", ".join(quoted)
    told = speakers if options else None
    if split_heading(heading, names, told) != (found.title, speakers):
        options["title"] = found.title
    return heading, {**options, **found.options}


def write(folder: Path, files: Mapping[str, str], /) -> None:
    """Writes new files below a folder, all of them or none.

    :raises MistakeError: if one is there already, or can't be written.
    """
    for path in files:
        if (folder / path).exists() or (folder / path).is_symlink():
            raise MistakeError(f"{path} is there already: write on in it, or give the new post another title")
    written = []
    try:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("x", encoding="utf-8", newline="\n") as file:
                written.append(folder / path)
                file.write(text)
    except OSError as error:
        for file_written in written:
            file_written.unlink(missing_ok=True)
        raise MistakeError(f"{path} can't be written: {error.strerror}") from None
