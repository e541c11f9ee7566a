"""Builders that make an HTML page for each document, or a book of such pages.

Owns: how they are told from others. Must not: change one. In: a builder. Out: an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders._epub_base import EpubBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

if TYPE_CHECKING:
    from sphinx.builders import Builder


def makes_pages(builder: Builder, /) -> bool:
    """True for a builder that makes an HTML page for each document, in the way of Sphinx's own."""
    if not isinstance(builder, StandaloneHTMLBuilder) or isinstance(builder, SingleFileHTMLBuilder):
        return False
    is_own_page = type(builder).handle_page is StandaloneHTMLBuilder.handle_page
    return is_own_page and not builder.embedded and builder.search


def makes_book(builder: Builder, /) -> bool:
    """True for a builder that packs such pages into an EPUB."""
    return isinstance(builder, EpubBuilder)
