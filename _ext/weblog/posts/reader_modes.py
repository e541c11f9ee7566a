"""A post's footnotes and code in the form that reader modes and extractors keep.

Owns: that form. Must not: know other posts, change what a post says. In: a post's resolved document, right before it
becomes HTML, or that HTML. Out: the same.

docutils writes footnotes as <aside>, and MyST puts them behind the post, where such programs lose them; a list within
the post's own words is kept, if no class of it has "foot" in it
(findings/readability-drops-what-has-foot-in-its-class.sh). They look for a code's language in a class.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from weblog.posts.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.writers.html5 import HTML5Translator

CONTENT = "e-content"
"""The class of a post's own words."""
CODE = re.compile(r'<div class="highlight-(?!(?:default|none|text) )([^\s"]+) notranslate')
BACK = "\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}"
"""What leads from a footnote back to the text; as text, for there is a picture of it as well."""


class Footnotes(nodes.General, nodes.Element):
    """Footnotes together."""


class Footnote(nodes.General, nodes.Element):
    """One of them; `label` is its number, or a sign."""


class BackLink(nodes.Inline, nodes.Element):
    """A link from a footnote to the place that refers to it, by its id, `target`."""


def prepare(doctree: nodes.document, /) -> None:
    """Puts a page's footnotes into lists, at the end of the words of the post that refers to them."""
    contents = [node for node in doctree.findall(nodes.compound) if CONTENT in node["classes"]]
    owners = {
        name: content
        for content in contents  # of posts within each other the inner one
        for reference in content.findall(nodes.footnote_reference)
        for name in reference["ids"]
    }
    for group in list(_groups(doctree)):
        parent = group[0].parent
        start = parent.index(group[0])
        del parent[start : start + len(group)]
        inside = any(CONTENT in getattr(above, "attributes", {}).get("classes", ()) for above in _above(parent))
        left = []
        for found in group:
            names = [name for name in found["backrefs"] if name in owners]
            owner = owners[names[0]] if names else contents[0] if len(contents) == 1 else None
            if inside or owner is None:
                left.append(_in_list(found))
            else:
                _list_at_the_end(owner).append(_in_list(found))
        if left:
            parent.insert(start, Footnotes("", *left))
        elif start and _is_line_of_myst(parent.children[start - 1]):
            del parent[start - 1]


def with_languages(body: str, /) -> str:
    """The HTML of a post in which code names its language by the class that programs look for.

    In a document such a class would become the `lang` of the element: docutils means other languages by it.
    """
    return CODE.sub(r"\g<0> language-\1", body)


def _groups(doctree: nodes.document) -> Iterator[list[nodes.footnote]]:
    """The footnotes of a document, those together that follow each other."""
    for first in doctree.findall(nodes.footnote):
        siblings = first.parent.children
        start = siblings.index(first)
        if start and isinstance(siblings[start - 1], nodes.footnote):
            continue
        end = start
        while end < len(siblings) and isinstance(siblings[end], nodes.footnote):
            end += 1
        yield siblings[start:end]  # type: ignore[misc]


def _above(node: nodes.Element | None) -> Iterator[nodes.Element]:
    while node is not None:
        yield node
        node = node.parent


def _list_at_the_end(content: nodes.compound) -> Footnotes:
    if not (content.children and isinstance(content[-1], Footnotes)):
        content += Footnotes()
    return content[-1]  # type: ignore[return-value]


def _is_line_of_myst(node: nodes.Node) -> bool:
    """True for the line that MyST puts above footnotes."""
    return isinstance(node, nodes.transition) and "footnotes" in node["classes"]


def _in_list(footnote: nodes.footnote) -> Footnote:
    """A footnote as one of a list, with links back behind its words."""
    label, *words = footnote.children
    found = Footnote("", *words, ids=footnote["ids"], label=label.astext())
    last: nodes.Element = words[-1] if words and isinstance(words[-1], nodes.paragraph) else found
    for name in footnote["backrefs"]:
        last += [nodes.Text(" "), BackLink(target=name)]
    return found


# How they are written


def visit_footnotes(writer: HTML5Translator, node: Footnotes) -> None:
    """Begins a list of footnotes."""
    writer.body.append(writer.starttag(node, "section", role="doc-endnotes", CLASS="endnotes"))
    writer.body.append("<ol>\n")


def depart_footnotes(writer: HTML5Translator, node: Footnotes) -> None:
    """Ends it."""
    writer.body.append("</ol>\n</section>\n")


def visit_footnote(writer: HTML5Translator, node: Footnote) -> None:
    """Begins a footnote, with its number; a sign stands in front of its words."""
    label = node["label"]
    number = {"value": label} if label.isdecimal() else {}
    writer.body.append(writer.starttag(node, "li", CLASS="endnote" if number else "endnote unnumbered", **number))
    if not number:
        writer.body.append(f'<span class="label">{writer.encode(label)}</span>\n')


def depart_footnote(writer: HTML5Translator, node: Footnote) -> None:
    """Ends it."""
    writer.body.append("</li>\n")


def visit_back_link(writer: HTML5Translator, node: BackLink) -> None:
    """Writes a link back."""
    name, target = writer.attval(say("Back to the text")), writer.attval(node["target"])
    writer.body.append(f'<a class="footnote-back" role="doc-backlink" href="#{target}" aria-label="{name}">{BACK}</a>')


def depart_back_link(writer: HTML5Translator, node: BackLink) -> None:
    """Has nothing to add."""
