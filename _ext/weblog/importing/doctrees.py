"""Bodies as docutils and MyST read them, for what is in them; nothing that they name is run or opened.

Owns: what the weblog's own builds know, a parse without a build. Must not: know posts, write. In: the folder of
conf.py, texts. Out: doctrees, with the directives and roles of a text that nobody knows.
"""

from __future__ import annotations

import io
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Directive, Parser, directives, roles
from docutils.readers.standalone import Reader
from docutils.utils import new_document
from sphinx.util.docutils import CustomReSTDispatcher, docutils_namespace, patch_docutils

from weblog.posts.addresses import WEB
from weblog.posts.mistake import MistakeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import docutils.parsers

CODE = {"code-block", "sourcecode", "code", "math"}
"""Directives whose content is no text with markup."""
UNSEEN = {"highlight", "default-role", "meta", "index", "tabularcolumns", "default-domain", "currentmodule"}
"""Those that show nothing."""
UNKNOWN = "unknown_directive"
"""The attribute of a box that stands for a directive that nobody knows: its line, from 1 on, and its name."""
QUIET = {
    "file_insertion_enabled": False,  # no include, no csv-table of a file
    "syntax_highlight": "none",
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "line_length_limit": 1_000_000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The names of all directives and roles that the weblog's builds have, and MyST's settings there."""

    directives: frozenset[str]
    roles: frozenset[str]
    myst: Mapping[str, Any]


def known_to(folder: Path, /) -> Known:
    """What the builds of a weblog know; conf.py, which is the author's own, is run.

    :raises MistakeError: if there is no weblog that can be built.
    """
    from sphinx.application import Sphinx

    said = io.StringIO()
    with tempfile.TemporaryDirectory() as aside, patch_docutils(folder), docutils_namespace():
        try:
            app = Sphinx(folder, folder, aside, aside, "dummy", status=None, warning=said, freshenv=True)
        except Exception as error:  # conf.py and extensions may do anything
            raise MistakeError(f"this weblog can't be built: {error}") from error
        found_directives = {*directives._directives}  # type: ignore[attr-defined]
        found_roles = {*roles._roles}  # type: ignore[attr-defined]
        for domain in app.env.domains.values():
            is_bare = domain.name in ("std", app.config.primary_domain)
            for names, found in ((domain.directives, found_directives), (domain.roles, found_roles)):
                found |= {f"{domain.name}:{name}" for name in names} | ({*names} if is_bare else set())
        myst = {name: app.config[name] for name in app.config.values if name.startswith("myst_")}
    return Known(directives=frozenset(found_directives), roles=frozenset(found_roles), myst=myst)


class _AnyOption(dict[str, Any]):
    """An option_spec that knows each option."""

    def __missing__(self, name: str) -> Any:
        return directives.unchanged

    def __contains__(self, name: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


class _Anything(Directive):
    """Takes a directive for a box with its argument and its content, which is read as the text around it is."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = _AnyOption()

    def run(self) -> list[nodes.Node]:
        """Gives the box."""
        if self.name in UNSEEN:
            return []
        text = "\n".join(self.content)
        if self.name in CODE:
            return [nodes.literal_block(text, text)]
        box = nodes.container()
        for argument in self.arguments:
            is_address = WEB.fullmatch(argument)
            box += nodes.reference("", "", refuri=argument) if is_address else nodes.paragraph("", argument)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class _Unknown(_Anything):
    """The same, noted."""

    def run(self) -> list[nodes.Node]:
        """Gives the box, with the place of the directive."""
        box = nodes.container("", *super().run())
        box[UNKNOWN] = (self.lineno, self.name)
        return [box]


class UnknownRole(nodes.inline):
    """The words of a role that nobody knows."""


class _Dispatcher(CustomReSTDispatcher):
    """Answers docutils and MyST, which look up directives and roles by their names."""

    def __init__(self, known: Known, /) -> None:
        super().__init__()
        self.known = known

    def directive(self, directive_name: str, language_module: Any, document: nodes.document) -> Any:
        """docutils' own directive, or a stand-in."""
        own, told = super().directive(directive_name, language_module, document)
        if own is not None and own.__module__.startswith("docutils."):
            return own, told
        return (_Anything if directive_name.lower() in self.known.directives else _Unknown), []

    def role(self, role_name: str, language_module: Any, lineno: int, reporter: Any) -> Any:
        """docutils' own role, or a stand-in."""
        own, told = super().role(role_name, language_module, lineno, reporter)
        if own is not None and getattr(own, "__module__", "").startswith("docutils."):
            return own, told
        kind = nodes.inline if role_name.lower() in self.known.roles else UnknownRole

        def words_of(name: str, rawtext: str, text: str, lineno: int, *_: Any, **__: Any) -> Any:
            target = text.rfind("<")
            shown = text[:target].strip() if text.endswith(">") and target > 0 else text
            return [kind(rawtext, nodes.unescape(shown), role=name)], []

        return words_of, []


@contextmanager
def reading(known: Known, /) -> Iterator[None]:
    """Has texts parsed with what a weblog knows."""
    with _Dispatcher(known):
        yield


@cache
def _settings(kind: Any) -> Any:
    settings = get_default_settings(kind, Reader)
    for name, value in QUIET.items():
        setattr(settings, name, value)
    return settings


def rest(text: str, /) -> nodes.document:
    """A text in reStructuredText, within `reading`."""
    return _parsed(text, Parser())


def markdown(text: str, known: Known, /) -> nodes.document:
    """A text in Markdown, within `reading`."""
    from myst_parser.parsers.docutils_ import Parser as MystParser

    settings = _settings(MystParser)
    for name, value in known.myst.items():
        if hasattr(settings, name):
            setattr(settings, name, value)
    settings.myst_all_links_external = True  # to be counted; the build tells which lead nowhere
    return _parsed(text, MystParser())


def _parsed(text: str, parser: docutils.parsers.Parser) -> nodes.document:
    kind: Any = type(parser)
    document = new_document("", _settings(kind).copy())
    defined = dict(roles._roles)  # type: ignore[attr-defined]
    parser.parse(text, document)
    roles._roles = defined  # type: ignore[attr-defined]  # those that the text defines are its own
    document.transformer.populate_from_components([Reader(parser), parser])
    document.transformer.apply_transforms()
    return document


def unknown_directives(document: nodes.document, /) -> list[tuple[int, str]]:
    """The lines, from 1 on, and the names of the directives of a text that nobody knows."""
    return [box[UNKNOWN] for box in document.findall(nodes.container) if UNKNOWN in box]


def unknown_roles(document: nodes.document, /) -> list[str]:
    """The names of the roles of a text that nobody knows, each once."""
    return list(dict.fromkeys(node["role"] for node in document.findall(UnknownRole)))


def images_of(document: nodes.document, /) -> list[str]:
    """The addresses and paths of a text's images, each once."""
    return list(dict.fromkeys(node["uri"] for node in document.findall(nodes.image)))
