"""Work that Sphinx, MyST, Jinja and the theme do again for each document or page, done once a build or not at all.

Owns: what is spared, each with its reason. Must not: change a byte of what is made. In: the parts that do the work.
Out: the same parts, which do less of it.
"""

from __future__ import annotations

import logging
import sys
from functools import cache, partial
from inspect import unwrap
from typing import TYPE_CHECKING, Any

import myst_parser.mdit_to_docutils.base as myst
import sphinx.events
import sphinx.util.docutils
from docutils.frontend import OptionParser, get_default_settings
from jinja2 import Environment
from markdown_it import MarkdownIt
from myst_parser.parsers import sphinx_
from myst_parser.parsers.mdit import create_md_parser
from sphinx.util.logging import NAMESPACE, VERBOSITY_MAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from markdown_it.renderer import RendererProtocol
    from myst_parser.config.main import MdParserConfig
    from sphinx.config import Config


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


def of_translations(settings: Config, srcdir: Path, /) -> None:
    """Has Sphinx look for a document's translations in those folders alone that there are."""
    settings.locale_dirs = [folder for folder in settings.locale_dirs if (srcdir / folder).is_dir()]


def of_templates(environment: Environment, /) -> None:
    """Lets templates do as they like.

    They are the author's and the theme's, who may run any code as it is: to watch over each call and each attribute
    takes an eighth of a page.
    """
    environment.sandboxed = False
    environment.getattr = partial(Environment.getattr, environment)  # type: ignore[method-assign]
    environment.auto_reload = False  # a template that changes during a build would make half of the pages new


def of_theme() -> None:
    """Has the book theme look for its own folder once a build, and not for each page."""
    if theme := sys.modules.get("sphinx_book_theme"):
        theme.get_html_theme_path = cache(unwrap(theme.get_html_theme_path))  # type: ignore[attr-defined]
