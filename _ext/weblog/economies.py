"""Work that Sphinx, MyST, Jinja and the theme do again for each document or page, done once a build or not at all.

Owns: what is spared, each with its reason. Must not: change a byte of what is made. In: the parts that do the work.
Out: the same parts, which do less of it.
"""

from __future__ import annotations

import logging
import re
import sys
from collections import ChainMap
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

import myst_parser.mdit_to_docutils.base as myst
import sphinx.builders
import sphinx.builders.html as html
import sphinx.events
import sphinx.util.docutils
from docutils.frontend import OptionParser, get_default_settings
from jinja2 import Environment
from markdown_it import MarkdownIt
from myst_parser.parsers import directives, sphinx_
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.options import KeyToken, Position, State, ValueToken, options_to_tokens
from sphinx.util.logging import NAMESPACE, VERBOSITY_MAP
from sphinx.util.osutil import SEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping

    from markdown_it.renderer import RendererProtocol
    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx
    from sphinx.config import Config

T = TypeVar("T")


def of_messages(verbosity: int, /) -> None:
    """Leaves out the messages that nobody asked to see.

    Sphinx writes down each event with all that it is about, a page's whole context among it; where documents are
    written by several processes, these texts are sent to the first of them, which drops them.
    """
    level = VERBOSITY_MAP[max(verbosity, 0)]
    logging.getLogger(NAMESPACE).setLevel(level)
    # Sphinx makes the text before it asks whether anybody is to see it.
    sphinx.events.repr = repr if level <= logging.DEBUG else type  # type: ignore[attr-defined]


def of_options() -> None:
    """Has docutils make its options once a build.

    They are those of a command line, some 75. Sphinx makes them for each document, and MyST once more, for another that
    it throws away. Where Sphinx asks for them with other defaults, they are made anew.
    """
    sphinx.util.docutils.OptionParser = _LastParser()  # type: ignore[assignment, attr-defined]
    myst.get_default_settings = cache(get_default_settings)  # type: ignore[assignment, attr-defined]


class _LastParser:
    """Makes a parser of options, or gives the last one if that is the same. Each makes new settings when asked."""

    def __init__(self) -> None:
        self.asked: object = None
        self.parser: OptionParser | None = None

    def __call__(
        self, *, components: Iterable[Any], defaults: Mapping[str, Any] | None = None, read_config_files: bool = False
    ) -> OptionParser:
        kinds = [part if isinstance(part, type) else type(part) for part in components]
        asked = (kinds, defaults, read_config_files)
        if self.parser is None or self.asked != asked:
            self.asked = asked
            self.parser = OptionParser(
                components=components,
                defaults=defaults,
                read_config_files=read_config_files,
            )
        return self.parser


def of_markdown() -> None:
    """Has MyST make its parser once for all documents that are read with the same settings.

    It puts one together of twenty parts for each document, which takes a sixth of a short one. What a parser knows of a
    document is set anew when it begins with one.
    """
    sphinx_.create_md_parser = _Parsers()  # type: ignore[attr-defined]


class _Parsers:
    """Lends a parser to one document at a time; one that is parsed within another gets a parser of its own."""

    def __init__(self) -> None:
        self.config: MdParserConfig | None = None
        self.idle: MarkdownIt | None = None

    def __call__(self, config: MdParserConfig, renderer: Callable[[MarkdownIt], RendererProtocol]) -> MarkdownIt:
        parser, self.idle = self.idle, None
        if parser is None or self.config != config:
            parser = create_md_parser(config, renderer)
            parser.render = partial(self._render, parser, config)  # type: ignore[method-assign]
        return parser

    def _render(self, parser: MarkdownIt, config: MdParserConfig, text: str) -> object:
        try:
            return MarkdownIt.render(parser, text)
        finally:
            self.idle, self.config = parser, config


def of_directives() -> None:
    """Has MyST read plain options of directives line by line, and only others ("...", |, #) letter by letter."""
    directives.options_to_tokens = _tokens  # type: ignore[assignment, attr-defined]


OPTION = re.compile(r"([a-z][a-z0-9_-]*): +(\w[^\x00-\x1f#\x85\u2028\u2029\ufeff]*?) *")
"""An option that is the whole of its line, in words that mean themselves."""


def _tokens(text: str) -> tuple[list[tuple[KeyToken, ValueToken | None]], State]:
    found: list[tuple[KeyToken, ValueToken | None]] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        option = OPTION.fullmatch(line)
        if not option:
            return options_to_tokens(text)
        key, value = (
            (
                Position(start + option.start(part), number, option.start(part)),
                Position(start + option.end(part), number, option.end(part)),
                option[part],
            )
            for part in (1, 2)
        )
        found.append((KeyToken(*key), ValueToken(*value)))
        start += len(line) + 1
    return found, State()


def of_translations(settings: Config, srcdir: Path, /) -> None:
    """Has Sphinx look for a document's translations in those folders alone that there are."""
    settings.locale_dirs = [folder for folder in settings.locale_dirs if (srcdir / folder).is_dir()]


def of_templates(environment: Environment, /) -> None:
    """Lets templates do as they like, and spares them copies of what all of them know.

    They are the author's and the theme's, who may run any code as it is: to watch over each call and each attribute
    takes an eighth of a page.
    """
    environment.sandboxed = False
    environment.getattr = partial(Environment.getattr, environment)  # type: ignore[method-assign]
    environment.auto_reload = False  # a template that changes during a build would make half of the pages new
    environment.cache = {}  # as with a cache_size of -1: without a list of which template was used last
    environment.make_globals = partial(_globals, environment)  # type: ignore[method-assign]


def _globals(environment: Environment, own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
    """What all templates know. Jinja puts a mapping of each template's own before it, and copies both name by name.

    A template that is first loaded without any of its own, as Sphinx loads all of them, is to have none later.
    """
    return ChainMap(own, environment.globals) if own else environment.globals


def of_addresses() -> None:
    """Has the name of each page quoted once a build, and the way to it found without taking both addresses to pieces.

    A page has some 25 links, whose addresses take a tenth of a short page's time.
    """
    sphinx.builders.relative_uri = html.relative_uri = relative_uri  # type: ignore[attr-defined]
    html.quote = cache(quote)  # type: ignore[assignment, attr-defined]


def relative_uri(base: str, to: str) -> str:
    """The way from one address to another, as Sphinx's function of this name has it."""
    if to.startswith(SEP):
        return to
    page, target = base.partition("#")[0], to.partition("#")[0]
    if page == target:
        return ""
    folder, up = page[: page.rfind(SEP) + 1], ""
    while not target.startswith(folder):
        folder, up = folder[: folder.rfind(SEP, 0, -1) + 1], f"{up}..{SEP}"
    return up + target[len(folder) :] or f".{SEP}"


def of_theme(app: Sphinx, /) -> None:
    """Spares the themes what they do for each page of a build.

    The book theme looks for its own folder and for two files in it, and for the source of a page that it may launch as
    a notebook, though conf.py wants no button for that. The PyData theme has its functions remember what
    they gave, with wrappers that take longer to make than all that a page shows of it.
    """
    if theme := sys.modules.get("sphinx_book_theme"):

        class Folder(type(Path())):  # type: ignore[misc]  # of this machine's paths
            """A folder that remembers what is in it."""

            __truediv__ = cache(Path.__truediv__)
            exists = cache(Path.exists)

        folder = Folder(theme.get_html_theme_path())
        theme.get_html_theme_path = lambda: folder  # type: ignore[attr-defined]
        if not app.config.html_theme_options.get("launch_buttons"):
            for listener in list(app.events.listeners["html-page-context"]):
                if listener.handler is theme.add_launch_buttons:
                    app.disconnect(listener.id)
    if toctree := sys.modules.get("pydata_sphinx_theme.toctree"):
        toctree.cache = _remembers  # type: ignore[attr-defined]


def _remembers(function: Callable[..., T]) -> Callable[..., T]:
    """What functools.cache does, without the function's name and documentation."""
    given: dict[object, T] = {}

    def remembering(*args: object, **kwargs: object) -> T:
        asked = (args, *kwargs.items())
        if asked not in given:
            given[asked] = function(*args, **kwargs)
        return given[asked]

    return remembering
