"""Blocks of code get their language without a walk through the document.

Owns: what a block of code gets where a document has one language for all. Must not: know languages. In: a document on
its way to a page. Out: the same attributes.

Sphinx visits each node and leaves it again, to know which `highlight` directive a block stands under; most documents
have none.

Saves 0.0 %.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform

from .patch import Patch, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sphinx.application import Sphinx

SETTERS = frozenset({"highlightlang", "start_of_file"})
"""The names of classes of nodes, as a visitor knows them, that begin or end the reach of a language."""


@contextmanager
def apply(app: Sphinx, /) -> Iterator[None]:
    """Replaces what this transform does with a document."""
    theirs = HighlightLanguageTransform.apply

    def give_languages(transform: HighlightLanguageTransform, **kwargs: Any) -> None:
        blocks: list[nodes.Element] = []
        for node in transform.document.findall(nodes.Element):
            name = type(node).__name__
            if name in SETTERS:
                theirs(transform, **kwargs)
                return
            if name == "literal_block":
                blocks.append(node)
        for block in blocks:
            if "language" not in block:
                block["language"], block["force"] = transform.config.highlight_language, False
            if "linenos" not in block:
                block["linenos"] = False  # no text has as many lines as Sphinx asks for by itself

    with replaced(HighlightLanguageTransform, "apply", give_languages):
        yield


PATCH = Patch(
    name="languages of code without a walk",
    known={  # Sphinx 9.0 to 9.2
        "sphinx.transforms.post_transforms.code:HighlightLanguageTransform.apply": frozenset({"f7159b3fa73214cc"}),
        "sphinx.transforms.post_transforms.code:HighlightLanguageVisitor.visit_literal_block": frozenset(
            {"6f7386ca35e01abe"}
        ),
    },
    apply=apply,
)
