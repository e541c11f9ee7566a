"""The first words of a post, as lists, feeds and search engines show them.

Owns: how the first blocks of a doctree become HTML, with links, and one line of text. Must not: know posts, ablog or
templates. In: docutils nodes before their references are resolved. Out: plain data (`Excerpt`), and later its final
strings.

Where a reference leads, and what it says if that is another page's title, isn't known before all pages are read: its
place is marked, and its attributes are kept for `fill_all`. An address within the site is written from the site's root
until it is shown on some page (`seen_from`).
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.util import logging

from weblog.posts.inline_html import cleaned
from weblog.posts.links import has_page
from weblog.posts.model import Excerpt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

HTML_TAGS: dict[type[nodes.Node], str] = {
    nodes.emphasis: "em",
    nodes.strong: "strong",
    nodes.literal: "code",
    nodes.math: "code",
    nodes.math_block: "code",
    nodes.subscript: "sub",
    nodes.superscript: "sup",
    nodes.title_reference: "cite",
    nodes.bullet_list: "ul",
    nodes.enumerated_list: "ol",
    nodes.list_item: "li",
}
BLOCK_TAGS: dict[type[nodes.Node], str] = {
    nodes.bullet_list: "ul",
    nodes.enumerated_list: "ol",
    nodes.block_quote: "blockquote",
    nodes.literal_block: "pre",
}
"""The elements of blocks that aren't paragraphs in an excerpt."""
LEFT_OUT = (
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.system_message,
    nodes.problematic,
    nodes.comment,
)
NOT_THE_TEXT = (nodes.footnote, nodes.citation, nodes.system_message)
"""What has paragraphs that are none of the post's own."""
MARK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands on both sides of a reference's number, where its address or the title that it quotes will be; later before an
address from the site's root."""
NUMBER = re.compile(f"{MARK}(\\d+){MARK}")
LINK = re.compile(f'<a href="{MARK}(\\d+){MARK}"([^>]*)>(.*?)</a>', re.DOTALL)
FROM_ROOT = re.compile(f'(?:(?<=href=")|(?<=src=")){MARK}([^"#]*)(#?)')


def paragraphs(section: nodes.Element, count: int, /) -> list[nodes.paragraph]:
    """The first paragraphs of a section, wherever they stand, as in ablog; fewer where it has fewer.

    Left out are those of pictures alone, which no list shows, of footnotes, of tables of contents and of messages.
    """
    found = (node for node in section.findall(nodes.paragraph) if _is_text(node, section) and not _is_picture(node))
    return [node for node, _ in zip(found, range(count), strict=False)]


def take(content: Iterable[nodes.Node], /) -> Excerpt:
    """The excerpt that consists of `content`, block by block."""
    references: list[dict[str, Any]] = []
    blocks, texts = [], []
    for node in content:
        tag = BLOCK_TAGS.get(type(node), "p")
        inner = node.children if type(node) in BLOCK_TAGS else [node]
        written = "".join(part for child in inner for part in _html(child, references)).strip()
        html, text = cleaned(written, lambda link: _noted(link, references))
        if text:
            blocks.append((tag, html if tag == "pre" else " ".join(html.split())))
            texts.append(text)
    return Excerpt(blocks=blocks, text=" ".join(texts), references=references)


def fill_all(
    excerpts: Sequence[tuple[str, Excerpt]], builder: Builder, env: BuildEnvironment, names: Mapping[str, Name], /
) -> list[Excerpt]:
    """Documents' excerpts with what their references lead to, and say, now.

    `names` are references to pages without a source: "tag-two-words" -> address and "two words".
    """
    wanted = [(docname, attributes) for docname, excerpt in excerpts for attributes in excerpt["references"]]
    found = iter(_resolved(wanted, builder, env, names))
    return [_filled(excerpt, [next(found) for _ in excerpt["references"]]) for _, excerpt in excerpts]


def seen_from(html: str, pathto: Callable[[str, bool], str], /) -> str:
    """An excerpt's HTML as a page shows it; `pathto` leads from that to an address from the site's root."""

    def address(found: re.Match[str]) -> str:
        there = escape(pathto(unescape(found[1]), True))
        return there.removesuffix("#") + "#" if found[2] else there  # to the page itself Sphinx leads with "#"

    return FROM_ROOT.sub(address, html)


def as_html(blocks: Iterable[tuple[str, str]], base: str, /) -> str:
    """The blocks of a filled excerpt as they are shown outside of the site at `base`."""
    return "\n".join(f"<{tag}>{seen_from(html, lambda address, _: base + address)}</{tag}>" for tag, html in blocks)


def address_of(pagename: str, builder: Builder, /, link: str = "") -> str:
    """The address of a page, or of what a link on it leads to, as excerpts have it; "" in a book without that page."""
    if not has_page(builder, builder.env, pagename):
        return ""
    try:
        return MARK + urljoin(builder.get_target_uri(pagename), link).removeprefix("/")
    except NoUri:
        return ""


def shortened(text: str, longest: int, /) -> str:
    """The beginning of a text, in whole words, of at most so many characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    head, space, _ = text[: longest + 1].rpartition(" ")
    return f"{head if space else text[:longest]}\N{NO-BREAK SPACE}…"


Name = tuple[str, str]
"""Where a reference leads ("" if nowhere), with a `MARK` in front of what is in the site; the text that it is given."""
Reference = tuple[str, str, str]
"""The same, and the text as HTML."""
OWN_WORDS, OWN_HTML = "weblog-words", "weblog-html"
"""What a reference without a title says where it quotes no other page's: `func`'s name in code, say."""


def _is_text(node: nodes.Node, section: nodes.Element) -> bool:
    parent = node.parent
    while parent is not None and parent is not section:
        if isinstance(parent, NOT_THE_TEXT) or (isinstance(parent, nodes.topic) and "contents" in parent["classes"]):
            return False
        parent = parent.parent
    return True


def _is_picture(node: nodes.Node) -> bool:
    """True for images, or links with images, and nothing else but space between them."""
    if isinstance(node, nodes.Text):
        return not node.strip()
    if isinstance(node, (nodes.paragraph, nodes.reference)):
        return all(map(_is_picture, node.children))
    return isinstance(node, nodes.image)


def _noted(link: str, references: list[dict[str, Any]]) -> str:
    """The address of a link, or the mark of one that is relative to the post's page."""
    if link.startswith(MARK):
        return link
    try:
        scheme = urlsplit(link).scheme
    except ValueError:
        return ""
    if scheme or link.startswith("/"):
        return "" if scheme in ("javascript", "vbscript", "data") else link
    references.append({"refuri": link})
    return f"{MARK}{len(references) - 1}{MARK}"


def _filled(excerpt: Excerpt, found: Sequence[Reference]) -> Excerpt:
    if not found:
        return excerpt

    def link(match: re.Match[str]) -> str:
        address, text = found[int(match[1])][0], match[3]
        return f'<a href="{escape(address)}"{match[2]}>{text}</a>' if address else text

    def title(match: re.Match[str]) -> str:
        return found[int(match[1])][2]

    blocks = [(tag, NUMBER.sub(title, LINK.sub(link, html))) for tag, html in excerpt["blocks"]]
    text = NUMBER.sub(lambda match: found[int(match[1])][1], excerpt["text"])
    return Excerpt(blocks=blocks, text=text, references=[])


def _resolved(
    wanted: Sequence[tuple[str, dict[str, Any]]],
    builder: Builder,
    env: BuildEnvironment,
    names: Mapping[str, Name],
) -> list[Reference]:
    """What references of documents lead to and say. They are resolved in one document, for that takes its time."""
    document = new_document(wanted[0][0] if wanted else "")
    for docname, attributes in wanted:
        if "refuri" in attributes:
            content: nodes.Node = nodes.reference("", "", **attributes)
        else:
            words = attributes.get(OWN_WORDS, "")
            inner = nodes.inline(words, words)
            content = addnodes.pending_xref("", inner, **{"refdoc": docname, **attributes})
        document += nodes.paragraph("", "", content)
    places = list(document.children)
    if any("reftype" in attributes for _, attributes in wanted):
        # A reference that leads nowhere is told when its page is written, not here.
        with logging.suppress_logging():
            env.resolve_references(document, wanted[0][0], builder)
    found = []
    for (docname, attributes), place in zip(wanted, places, strict=True):
        reference = next(place.findall(nodes.reference), None)
        target = str(attributes.get("reftarget", ""))
        address, text = names.get(target, ("", place.astext() or target))
        if reference is not None:
            address = _address(reference.get("refuri") or f"#{reference.get('refid', '')}", docname, builder)
            text = place.astext() or text
        is_own = OWN_HTML in attributes and text == attributes[OWN_WORDS]
        found.append((address, text, attributes[OWN_HTML] if is_own else escape(text, quote=False)))
    return found


def _address(link: str, docname: str, builder: Builder) -> str:
    if urlsplit(link).scheme or link.startswith("/"):
        return link
    return address_of(docname, builder, link)


def _html(node: nodes.Node, references: list[dict[str, Any]]) -> Iterator[str]:
    """A node as HTML, which may have tags of its author's."""
    if isinstance(node, nodes.Text):
        yield escape(node.astext().replace(MARK, ""), quote=False)
    elif isinstance(node, nodes.raw):
        yield node.astext().replace(MARK, "") if "html" in node.get("format", "").split() else ""
    elif isinstance(node, nodes.image):
        yield escape(node.get("alt", ""), quote=False)
    elif isinstance(node, addnodes.pending_xref):
        mark = f"{MARK}{len(references)}{MARK}"
        references.append(attributes := dict(node.attributes))
        inner = "".join(_inner_html(node, references))
        if not node.get("refexplicit"):
            attributes |= {OWN_WORDS: node.astext(), OWN_HTML: inner}
            inner = mark
        yield f'<a href="{mark}">{inner}</a>'
    elif isinstance(node, nodes.reference):
        link = node.get("refuri") or f"#{node.get('refid', '')}"
        yield f'<a href="{escape(link.replace(MARK, ""))}">{"".join(_inner_html(node, references))}</a>'
    elif isinstance(node, nodes.abbreviation):
        inner = "".join(_inner_html(node, references))
        yield f'<abbr title="{escape(node.get("explanation", ""))}">{inner}</abbr>'
    elif not isinstance(node, LEFT_OUT):
        tag = "kbd" if "kbd" in getattr(node, "attributes", {}).get("classes", ()) else HTML_TAGS.get(type(node), "")
        yield f"<{tag}>" if tag else ""
        yield from _inner_html(node, references)
        yield f"</{tag}>" if tag else ""
        yield "" if isinstance(node, nodes.Inline) else " "  # behind what stands in a paragraph or line of its own


def _inner_html(node: nodes.Node, references: list[dict[str, Any]]) -> Iterator[str]:
    for child in node.children:
        yield from _html(child, references)
