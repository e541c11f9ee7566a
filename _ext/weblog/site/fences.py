"""Blocks of code that were meant as directives: a fence without braces, "```post".

Owns: how they are recognised. Must not: mind languages that Pygments knows. In: a doctree. Out: warnings.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound
from sphinx.highlighting import lexer_classes

from weblog.posts.config import Subtype, warn
from weblog.site.lost_directives import known_directives

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def warn_of_fences_without_braces(app: Sphinx, doctree: nodes.document, /) -> None:
    """Tells of blocks whose language is the name of a directive; they are shown as plain text."""
    for node in doctree.findall(nodes.literal_block):
        name = str(node.get("language", ""))
        if name and not _is_language(name) and name in known_directives(app):
            warn(
                Subtype.DIRECTIVE,
                f'this is a block of code in the language "{name}", which nobody knows: for the directive write '
                f'"```{{{name}}}", in braces',
                location=node,
            )
            node["language"] = "none"  # which Pygments has nothing to say of


_lexer = cache(find_lexer_class_by_name)


def _is_language(name: str) -> bool:
    try:
        return name in lexer_classes or bool(_lexer(name))  # of Sphinx and extensions, of Pygments
    except ClassNotFound:
        return False
