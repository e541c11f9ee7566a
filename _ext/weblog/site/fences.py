"""Blocks of code that were meant as directives: a fence without braces, "```post".

Owns: how they are recognised. Must not: mind languages that Pygments knows. In: a doctree. Out: warnings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound
from sphinx.highlighting import lexer_classes

from weblog.posts.config import Subtype, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def warn_of_fences_without_braces(app: Sphinx, doctree: nodes.document, /) -> None:
    """Tells of blocks whose language is the name of a directive; they are shown as plain text."""
    for node in doctree.findall(nodes.literal_block):
        name = str(node.get("language", ""))
        if name and _is_directive(app, name) and not _is_language(name):
            warn(
                Subtype.PLACE,
                f'this is a block of code in the language "{name}", which nobody knows: for the directive write '
                f'"```{{{name}}}", in braces',
                location=node,
            )
            node["language"] = "none"  # which Pygments has nothing to say of


def _is_directive(app: Sphinx, name: str) -> bool:
    known = vars(directives)  # docutils has no other list of them
    if name in known["_directives"] or name in known["_directive_registry"]:
        return True
    return any(name in domain.directives for domain in app.env.domains.sorted())


def _is_language(name: str) -> bool:
    if name in lexer_classes:  # of Sphinx, and of extensions
        return True
    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return False
    return True
