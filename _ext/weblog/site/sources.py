"""What a weblog's source tells without a build: settings, events, the names that are in use.

Owns: a light reading of files. Must not: import Sphinx, run conf.py, decide anything about a build. In: the folder of
conf.py. Out: settings that are written as plain values; ids, titles and names.

The author's commands read it. What is missed is a suggestion less; the build tells mistakes.
"""

from __future__ import annotations

import ast
import os
import re
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from weblog.posts import tags_file
from weblog.posts.metadata import NOTEBOOK, notebook_as_markdown
from weblog.posts.mistake import MistakeError
from weblog.talks.options import DASH, split_names, split_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SOURCES = (".md", ".rst", ".txt")
HEADING = re.compile(
    r"^#{1,6}[ \t]+(?P<md>.+?)[ \t#]*$|^(?P<rst>\S.*)\n(?P<line>[=\-~^\"'#*+])(?P=line){2,}$", re.MULTILINE
)
OPTION = re.compile(r"^[ \t]*:(?P<name>[a-z-]+):[ \t]+(?P<value>.+?)[ \t]*$", re.MULTILINE)
DIRECTIVE = re.compile(
    r"^(?:[`~:]{3,}\{|\.\.[ \t]+)(?:talks:)?(?P<name>event|talk|speaker|post)(?:\}|[ \t]*::)", re.MULTILINE
)
READS_NOTEBOOKS = {"myst_nb", "nbsphinx"}
"""Extensions by which notebooks are documents."""
NOTHING = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEvent:
    """An event as its file tells it; `path` is relative to the source."""

    id: str
    path: str
    title: str
    other_names: tuple[str, ...]
    dates: str


@dataclass(frozen=True)
class Sources:
    """The source of a weblog, below the folder of its conf.py."""

    folder: Path

    def setting(self, name: str, otherwise: object = None, /) -> object:
        """A setting that conf.py gives as a plain value.

        :raises MistakeError: if it gives another one.
        """
        found = self._settings.get(name, otherwise)
        if isinstance(found, ast.expr):
            raise MistakeError(f"conf.py:{found.lineno}: {name} isn't a plain text, so that it can't be read in haste")
        return found

    def plain(self, name: str, /) -> str:
        """A setting that conf.py gives as a plain text; "" for any other."""
        found = self._settings.get(name)
        return found if isinstance(found, str) else ""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The weblog's time zone."""
        name = self.setting("weblog_timezone", "UTC")
        try:
            return ZoneInfo(str(name))
        except (LookupError, ValueError, OSError):
            raise MistakeError(f'conf.py: weblog_timezone "{name}" is no time zone, like "Europe/Amsterdam"') from None

    def now(self, clock: datetime, /) -> datetime:
        """The moment that counts as now, in the weblog's time zone: weblog_now, else the clock's."""
        written = self.setting("weblog_now", "")
        try:
            moment = datetime.fromisoformat(str(written)) if written else clock
        except ValueError:
            raise MistakeError(f'conf.py: weblog_now "{written}" is no moment, like "2020-06-25 14:30"') from None
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(self.zone)

    @property
    def prefix(self) -> str:
        """What stands before the names of {talk} and {event}."""
        return "" if self._settings.get("primary_domain") == "talks" else "talks:"

    @property
    def has_markdown(self) -> bool:
        """True for a site that reads Markdown, as far as conf.py says which extensions it has."""
        found = self._settings.get("extensions")
        return not isinstance(found, list) or any(str(name).startswith("myst_") for name in found)

    @property
    def has_notebooks(self) -> bool:
        """True for a site that reads notebooks, as far as conf.py says which extensions it has."""
        found = self._settings.get("extensions")
        return isinstance(found, list) and not READS_NOTEBOOKS.isdisjoint(map(str, found))

    @cached_property
    def _settings(self) -> dict[str, object]:
        """Name -> plain value, or the expression that it comes from."""
        conf = self.folder / "conf.py"
        try:
            tree = ast.parse(conf.read_bytes())
        except OSError:
            raise MistakeError(f"there is no conf.py in {self.folder}: run this in the folder of a weblog") from None
        except (SyntaxError, ValueError) as error:
            raise MistakeError(f"conf.py:{getattr(error, 'lineno', None) or 1}: {error}") from None
        found: dict[str, object] = {}
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            for target in [name for name in targets if isinstance(name, ast.Name)]:
                found[target.id] = _plain(node.value) if isinstance(node, ast.Assign) else NOTHING
            if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                before, more = found.get(node.target.id), _plain(node.value)
                is_plain = isinstance(before, list) and isinstance(more, list)
                found[node.target.id] = [*before, *more] if is_plain else node.value  # type: ignore[misc]
        return found

    def event(self, name: str, /) -> KnownEvent | None:
        """The event of an id, a title or another name; files that have the id for a name are looked at first."""
        for ending in SOURCES:
            path = self.folder / "events" / f"{name}{ending}"
            if "/" not in name and path.is_file() and (known := _event_in(_text_of(path), path, self.folder)):
                return known
        wanted = name.casefold()
        return next(
            (it for it in self.events if wanted in map(str.casefold, (it.id, it.title, *it.other_names))),
            None,
        )

    @cached_property
    def events(self) -> list[KnownEvent]:
        """All events, by their files' paths."""
        found = (_event_in(text, path, self.folder) for path, text in self.texts.items())
        return [event for event in found if event]

    @cached_property
    def tags(self) -> list[str]:
        """The tags of all posts and of tags.yml, by their main names, in order of the alphabet."""
        known = tags_file.beside_conf_py(self.folder)
        written = (name for text in self.texts.values() for name in split_names(_options(text, "tags")))
        return _sorted({*known.tags, *map(known.main_name, written)})

    @cached_property
    def old_addresses(self) -> dict[str, str]:
        """Old address of a post -> the path of its file."""
        found = {}
        for path, text in self.texts.items():
            for address in split_names(_options(text, "was")):
                found[address] = path.relative_to(self.folder).as_posix()
        return found

    @cached_property
    def speakers(self) -> list[str]:
        """The names of speakers, in order of the alphabet."""
        names = []
        for text in self.texts.values():
            kinds = {found["name"] for found in DIRECTIVE.finditer(text)}
            if "speaker" in kinds:
                names.append(title_in(text))
            if "talk" in kinds:
                names += split_people(_options(text, "speaker"))
                for heading in _headings(text):
                    if len(parts := DASH.split(heading)) > 1:
                        names += split_people(parts[-1])
        return _sorted(names)

    @cached_property
    def texts(self) -> dict[Path, str]:
        """The texts of all source files, in the order of their paths; those of notebooks as Markdown."""
        endings = (*SOURCES, NOTEBOOK) if self.has_notebooks else SOURCES
        left_out = self._settings.get("exclude_patterns")
        patterns = [str(name) for name in left_out] if isinstance(left_out, list) else []
        found = {}
        for path, folders, files in os.walk(self.folder):
            below = Path(path).relative_to(self.folder).as_posix()
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith((".", "_"))
                and not any(fnmatchcase(name if below == "." else f"{below}/{name}", pattern) for pattern in patterns)
            )
            for name in sorted(files):
                if name.endswith(endings) and (text := _text_of(Path(path, name))):
                    found[Path(path, name)] = notebook_as_markdown(text) if name.endswith(NOTEBOOK) else text
        return found


def _plain(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return node


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ""  # the build tells it


def _event_in(text: str, path: Path, folder: Path) -> KnownEvent | None:
    if not any(found["name"] == "event" for found in DIRECTIVE.finditer(text)):
        return None
    name = path.parent.name if path.stem == "index" else path.stem
    return KnownEvent(
        id=name,
        path=path.relative_to(folder).as_posix(),
        title=title_in(text) or name,
        other_names=tuple(split_names(_options(text, "other-names"))),
        dates=_options(text, "dates"),
    )


def _options(text: str, name: str) -> str:
    """All values of an option, with commas between them, without quotes and brackets around a list."""
    return ", ".join(found["value"].strip("\"'[]") for found in OPTION.finditer(text) if found["name"] == name)


def _headings(text: str) -> Iterator[str]:
    for found in HEADING.finditer(text):
        yield re.sub(r"\\([^\w\s])", r"\1", found["md"] or found["rst"])


def title_in(text: str, /) -> str:
    """The first heading of a text, "" if it has none."""
    return next(_headings(text), "")


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name}, key=lambda name: (name.casefold(), name))
