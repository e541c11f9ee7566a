"""XML of other weblogs: read without opening or fetching anything that it names.

Owns: how a file is parsed, and what a title in HTML says. Must not: know posts. In: a file. Out: elements, texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree, html

from weblog.posts.mistake import MistakeError

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

LARGEST = 500_000_000
"""Bytes of a file."""


def root_of(file: Path, /) -> _Element:
    """The outermost element of a file.

    :raises MistakeError: if it is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        if file.stat().st_size > LARGEST:
            raise MistakeError(f"{file} is too large")
        return etree.parse(str(file), parser).getroot()
    except OSError as error:
        raise MistakeError(f"{file} can't be read: {error}") from None
    except etree.XMLSyntaxError as error:
        raise MistakeError(f"{file}:{error.lineno or 1}: it is no XML: {error.msg}") from None


def name_of_root(file: Path, /) -> str:
    """The name of a file's outermost element, with its namespace in braces; "" if it is no XML."""
    try:
        with file.open("rb") as stream:
            for _, element in etree.iterparse(stream, events=("start",), resolve_entities=False, no_network=True):
                return str(element.tag)
    except (OSError, etree.XMLSyntaxError):
        return ""
    return ""


def line_of(element: _Element, /) -> int:
    """The line of a file at which an element begins."""
    return element.sourceline or 1  # type: ignore[return-value, unreachable]  # the stubs know no number


def text_of(element: _Element, path: str, /) -> str:
    """The text of an element's child; "" if it has none."""
    found = element.find(path)
    return "".join(map(str, found.itertext())).strip() if found is not None else ""


def words_of_html(markup: str, /) -> str:
    """The words of a title in HTML."""
    if "<" not in markup and "&" not in markup:
        return " ".join(markup.split())
    try:
        found = html.fragment_fromstring(markup, create_parent="div").text_content()
    except (etree.ParserError, ValueError):
        return " ".join(markup.split())
    return " ".join(str(found).split())
