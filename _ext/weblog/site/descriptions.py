"""What search engines, and those who share a page, show of it: a description, a title, an address.

Owns: these words, and the `<meta>` elements for them. Must not: look up what the page shows (facts have it). In: facts,
Sphinx's context. Out: text and HTML.

https://ogp.me/
"""

from __future__ import annotations

import re
from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from docutils import nodes

from weblog.site.pages import PostGroup
from weblog.talks.queries import TalkGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weblog.site.whole import Whole

LENGTH = 300
"""Characters of a description: more than anybody shows."""
DESCRIPTION = re.compile(r"""<meta\b[^>]*\bname=["']description["'][^>]*>""", re.IGNORECASE)
CONTENT = re.compile(r"""\bcontent=(["'])(.*?)\1""", re.IGNORECASE | re.DOTALL)
AUTHOR = re.compile(r"""<meta\b[^>]*\bname=["']author["']""", re.IGNORECASE)
SHARED = re.compile(r"""<meta\b[^>]*\bproperty=["']og:""", re.IGNORECASE)
ROBOTS = re.compile(r"""<meta\b[^>]*\bname=["']robots["']""", re.IGNORECASE)
NOT_FOUND = "404"
UNLISTED = {NOT_FOUND, "search"}
"""Pages that nobody is to find by a search engine. Sphinx's own template says so of its search."""


def of_facts(pagename: str, title: str, whole: Whole, facts: Mapping[str, Any], /) -> str:
    """The description of a page by what it lists: posts, talks; a post's own. "" for other pages."""
    programme = whole.talk_pages.programme
    if posts := whole.catalog.in_document(pagename):
        return posts[0].summary
    if event := programme.events_by_document.get(pagename):
        names: Iterable[str] = (talk.title for talk in programme.by_event.get(event.id, ()))
    elif speaker := programme.speakers_by_page.get(pagename):
        names = (talk.title for talk in programme.by_speaker.get(speaker.slug, ()))
    elif about := facts.get("about"):
        return _shortened(f"{title}: {about}")
    else:
        names = _listed(facts)
    listed = "; ".join(names)
    return _shortened(f"{title}: {listed}") if listed else ""


def _listed(facts: Mapping[str, Any]) -> Iterator[str]:
    """The titles and names in a list."""
    for card in (*facts.get("cards", ()), *(row for group in facts.get("older", ()) for row in group.rows)):
        yield card.link.text
    for group in facts.get("groups", ()):
        if isinstance(group, TalkGroup):
            yield from group.texts
        elif isinstance(group, PostGroup):
            yield group.heading.text


def of_document(doctree: nodes.document | None, /) -> str:
    """The first words of a document, for one that isn't described otherwise."""
    found = doctree.findall(nodes.paragraph) if doctree is not None else ()
    texts = (
        node.astext()
        for node in found
        if isinstance(node.parent, (nodes.section, nodes.compound)) and not node["classes"]
    )
    return _shortened(next((text for text in texts if text.strip()), ""))


def in_head(head: str, pagename: str, description: str, shared: Mapping[str, str], authors: Iterable[str], /) -> str:
    """The head of a page with what its author and other extensions haven't given there.

    `shared` are the page's Open Graph properties, without the description; there are none on a site without an address.
    """
    if match := DESCRIPTION.search(head):
        content = CONTENT.search(match[0])
        description = content[2] if content else ""
    else:
        description = escape(description)
        head += f'<meta name="description" content="{description}">\n' if description else ""
    if not AUTHOR.search(head):
        head += "".join(f'<meta name="author" content="{escape(name)}">\n' for name in authors)
    if pagename == NOT_FOUND and not ROBOTS.search(head):
        head += '<meta name="robots" content="noindex">\n'
    if pagename not in UNLISTED and shared and not SHARED.search(head):
        properties = {name: escape(value) for name, value in shared.items() if value} | {"description": description}
        head += "".join(
            f'<meta property="og:{name}" content="{value}">\n' for name, value in properties.items() if value
        )
        head += '<meta name="twitter:card" content="summary">\n'
    return head


def _shortened(text: str) -> str:
    return shorten(text, LENGTH, placeholder="\N{HORIZONTAL ELLIPSIS}")
