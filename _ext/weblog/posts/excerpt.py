"""The first words of a post, as lists, feeds and search engines show them.

Owns: how paragraphs of a doctree become one line of HTML and of text. Must not: know posts, ablog or templates.
In: docutils nodes before their references are resolved. Out: plain data (`Excerpt`), and later its final strings.

Emphasis and code stay, links don't: in a list the title is the link. A reference whose text is another page's title
can't be written out before all pages are read; its place is marked, and its attributes are kept for `fill`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.util import logging

from weblog.posts.model import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

HTML_TAGS: dict[type[nodes.Node], str] = {
    nodes.emphasis: "em",
    nodes.strong: "strong",
    nodes.literal: "code",
    nodes.subscript: "sub",
    nodes.superscript: "sup",
}
LEFT_OUT = (
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.system_message,
    nodes.problematic,
    nodes.raw,
    nodes.comment,
)
QUOTED_TITLE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands where another page's title will."""


def paragraphs(section: nodes.Element, count: int, /) -> list[nodes.paragraph]:
    """The first paragraphs of a section that aren't inside a list, a note or the like; fewer where it has fewer."""
    found = [
        node for node in section.findall(nodes.paragraph) if isinstance(node.parent, (nodes.section, nodes.document))
    ]
    return found[:count]


def take(content: Iterable[nodes.Node], /) -> Excerpt:
    """The excerpt that consists of `content`, on one line."""
    quotes: list[dict[str, Any]] = []
    parts = ["".join(_html(node, quotes)) for node in content]
    texts = ["".join(_text(node)) for node in content]
    return Excerpt(html=_one_line(parts), text=_one_line(texts), quotes=quotes)


def fill(
    excerpt: Excerpt, docname: str, builder: Builder, env: BuildEnvironment, names: Mapping[str, str], /
) -> tuple[str, str]:
    """The excerpt's final HTML and text, with the titles that it quotes as they are now.

    `names` are those of pages without a source: "tag-two-words" -> "two words".
    """
    html, text = excerpt["html"], excerpt["text"]
    for attributes in excerpt["quotes"]:
        target = str(attributes.get("reftarget", ""))
        title = _quoted_title(attributes, docname, builder, env) or names.get(target, target)
        html = html.replace(QUOTED_TITLE, escape(title, quote=False), 1)
        text = text.replace(QUOTED_TITLE, title, 1)
    return html, text


def _quoted_title(attributes: dict[str, Any], docname: str, builder: Builder, env: BuildEnvironment) -> str:
    document = new_document(docname)
    document += nodes.paragraph("", "", addnodes.pending_xref("", nodes.inline(), **attributes))
    # A reference that leads nowhere is told when its page is written, not here.
    with logging.suppress_logging():
        env.resolve_references(document, docname, builder)
    return document.astext()


def _quotes_title(node: nodes.Node) -> bool:
    return isinstance(node, addnodes.pending_xref) and not node.get("refexplicit")


def _html(node: nodes.Node, quotes: list[dict[str, Any]]) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield escape(node.astext(), quote=False)
    elif _quotes_title(node):
        quotes.append(dict(node.attributes))  # type: ignore[attr-defined]
        yield QUOTED_TITLE
    elif isinstance(node, nodes.image):
        yield escape(node.get("alt", ""), quote=False)
    elif not isinstance(node, LEFT_OUT):
        tag = HTML_TAGS.get(type(node))
        yield f"<{tag}>" if tag else ""
        for child in node.children:
            yield from _html(child, quotes)
        yield f"</{tag}>" if tag else _gap(node)


def _text(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif _quotes_title(node):
        yield QUOTED_TITLE
    elif isinstance(node, nodes.image):
        yield node.get("alt", "")
    elif not isinstance(node, LEFT_OUT):
        for child in node.children:
            yield from _text(child)
        yield _gap(node)


def _gap(node: nodes.Node) -> str:
    """A space behind what stands in a paragraph or line of its own."""
    return "" if isinstance(node, nodes.Inline) else " "


def _one_line(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())
