"""The first words of a post as nodes, where ablog keeps them: for its own lists, a site's hooks and its templates.

Owns: the node that says words to a hook and HTML to a page. Must not: make excerpts. In: filled excerpts. Out: nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.osutil import relative_uri

from weblog.posts.excerpt import seen_from
from weblog.posts.inline_html import cleaned

if TYPE_CHECKING:
    from collections.abc import Callable

    from weblog.posts.model import Excerpt


class ExcerptBlock(nodes.Inline, nodes.Element):
    """A block of an excerpt: `words`, and `html` with addresses from the site's root, or `shown` as a page has it."""

    def astext(self) -> str:
        """The words, as hooks ask for them."""
        return str(self["words"])


def visit_block(translator: Any, node: ExcerptBlock) -> None:
    """Writes the block with links that lead on from the page which is being written."""
    builder = translator.builder

    def pathto(address: str, _: bool) -> str:
        return relative_uri(builder.get_target_uri(builder.current_docname), address)

    translator.body.append(node["shown"] if "shown" in node else seen_from(node["html"], pathto))


def depart_block(translator: Any, node: ExcerptBlock) -> None:
    """Does nothing: the block is closed."""


class MadeWhenLookedAt(Sequence[nodes.Element]):
    """Nodes that are made once anybody looks at them, for most sites show none."""

    def __init__(self, make: Callable[[], list[nodes.Element]], /) -> None:
        self._make = make

    @cached_property
    def _nodes(self) -> list[nodes.Element]:
        return self._make()

    def __getitem__(self, place: Any, /) -> Any:
        """A node, or some."""
        return self._nodes[place]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._nodes)


def as_nodes(excerpt: Excerpt, /, *, as_html: bool) -> Sequence[nodes.Element]:
    """A filled excerpt's blocks as nodes, for ablog."""
    return MadeWhenLookedAt(partial(_as_nodes, excerpt, as_html=as_html))


def lead_on(doctree: nodes.document, pathto: Callable[[str, bool], str], /) -> None:
    """Has the links of such nodes on a page lead on from there."""
    for node in doctree.findall(ExcerptBlock):
        node["shown"] = seen_from(node["html"], pathto)


def _as_nodes(excerpt: Excerpt, /, *, as_html: bool) -> list[nodes.Element]:
    found: list[nodes.Element] = []
    for tag, html in excerpt["blocks"]:
        text = cleaned(html, str)[1]
        if not as_html and not text:
            continue  # a picture
        block: nodes.Element = nodes.paragraph() if tag == "p" else nodes.container()
        if as_html:
            block.append(ExcerptBlock(words=text, html=html if tag == "p" else f"<{tag}>{html}</{tag}>"))
        else:
            words = nodes.Text(text)
            block.append(words if tag == "p" else nodes.paragraph("", "", words))
        found.append(block)
    return found
