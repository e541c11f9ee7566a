"""Where a site lies on this machine, and what the last build said of where it lay then.

Owns: which folders may be others in the next build while the site is the same; how a text or the environment of a build
there is one of here. Must not: read a file. In: Sphinx's application, what the last build left. Out: the same, of here.

A checkout on a build server, a second clone and a copy with `_build` are the same site. Sphinx throws its environment
away when the source folder is another one.
"""

from __future__ import annotations

import os
import re
import sysconfig
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from .digests import setting_as_text
from .environment_data import ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

WHOLE = r"(?<![\w.-]){}(?![\w.-])"
"""A folder's name in a text, not the beginning or the end of another one's."""


@dataclass(frozen=True)
class Places:
    """The folders of one build. `folders`: what a folder is to the site -> its path; the deepest come first."""

    folders: Mapping[str, str]

    @cached_property
    def _names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, folder in self.folders.items():
            found.setdefault(folder, name)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        ordered = sorted(self._names, key=len, reverse=True)
        return re.compile(WHOLE.format(f"(?:{'|'.join(map(re.escape, ordered))})"))

    def moved(self, text: str, to: Places, /) -> str:
        """A text of a build here as it is in one there."""
        if self.folders == to.folders:
            return text
        return self._pattern.sub(lambda found: to.folders.get(self._names[found[0]], found[0]), text)

    def neutral(self, text: str, /) -> str:
        """A text with what the folders are in place of where they are."""
        return self._pattern.sub(lambda found: f"<{self._names[found[0]]}>", text)


def places_of(app: Sphinx, /) -> Places:
    """The folders of this build.

    The one around conf.py's is that of a project whose documentation it is; its code lies there.
    """
    folders = {"source folder": str(app.srcdir), "folder of conf.py": str(app.confdir)}
    around = Path(app.confdir).parent
    if around.parent != around:
        folders["folder around conf.py"] = str(around)
    folders["folder of libraries"] = sysconfig.get_paths()["purelib"]
    return Places(folders)


@contextmanager
def environment_of_elsewhere(app: Sphinx, /) -> Iterator[None]:
    """Has an environment that Sphinx loads become one of this place, before Sphinx looks where it is of."""
    setup = BuildEnvironment.setup

    def setup_here(env: BuildEnvironment, app: Sphinx) -> None:
        last = vars(env).get(ATTRIBUTE, {}).get("places")
        if last and env.srcdir != app.srcdir:
            logger.verbose("the last build was in %s", env.srcdir)
        if last:
            _move(env, app, Places(last), places_of(app))
        setup(env, app)

    BuildEnvironment.setup = setup_here  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        BuildEnvironment.setup = setup  # type: ignore[method-assign]


def _move(env: BuildEnvironment, app: Sphinx, old: Places, new: Places) -> None:
    """Has an environment say of this place what it says of another."""
    _forget_places_in_settings(env.config, app.config, old, new)
    if old.folders == new.folders:
        return
    env.srcdir = app.srcdir
    path = type(app.srcdir)
    for docname, files in env.dependencies.items():
        # docutils names files by the way to them from the source folder, "../../pots/kilns.py", wherever that lies.
        env.dependencies[docname] = {path(old.moved(os.path.normpath(file), new)) for file in files}
    data: Any = getattr(env, ATTRIBUTE)
    data["files_asked_for"] = {
        docname: {old.moved(file, new): _moved(found, old, new) for file, found in asked.items()}
        for docname, asked in data["files_asked_for"].items()
    }
    for told in (data["messages"], data["messages_of_all"]):
        for name, messages in told.items():
            told[name] = [
                message._replace(
                    text=old.moved(message.text, new), location=message.location and old.moved(message.location, new)
                )
                for message in messages
            ]


def _moved(value: object, old: Places, new: Places) -> object:
    """What was there of a file that a document asked for: a list of files, where it asked for a pattern."""
    return [old.moved(str(file), new) for file in value] if isinstance(value, list) else value


def _forget_places_in_settings(last: Config, config: Config, old: Places, new: Places) -> None:
    """Has settings that differ by where the site lies alone be those of here: Sphinx would read everything again."""
    for setting in config:
        try:
            former = last[setting.name]
        except (AttributeError, KeyError):
            continue  # of an extension that is new
        if former != setting.value and setting_as_text(former, old.neutral) == setting_as_text(
            setting.value, new.neutral
        ):
            setattr(last, setting.name, setting.value)


class SourcesOfHere(SphinxPostTransform):
    """Has a document that was read elsewhere say in messages where it is here."""

    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        """Goes through such a document once."""
        here, there = str(self.env.doc2path(self.env.docname)), str(self.document.get("source", ""))
        below = here.removeprefix(str(self.env.srcdir))
        if here == there or not there.endswith(below):
            return
        folder = there.removesuffix(below)
        for node in self.document.findall(nodes.Node):
            if (source := getattr(node, "source", None)) and source.startswith(folder):
                node.source = f"{self.env.srcdir}{source.removeprefix(folder)}"
        self.document["source"] = here
