"""What a browser would run of what was meant to be words, or a link.

Owns: tags in headings that stay text, and links to scripts, which are told. Must not: touch an author's HTML below the
headings. In: a doctree that was just read. Out: the same, without these.

A heading is often somebody else's: a talk's title, copied. It stands in lists, in feeds and in the sidebar as well.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from weblog.posts.config import Subtype, warn
from weblog.posts.inline_html import KEPT_ELEMENTS, WITHOUT_END

IN_HEADINGS = KEPT_ELEMENTS | WITHOUT_END | {"img", "path", "span", "svg"}
"""The elements that headings may have, as long as nothing in them runs."""
SCRIPT = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data):", re.IGNORECASE)
SKIPPED = re.compile(r"[\t\n\r]")
"""What browsers skip within an address."""


def leads_to_script(address: str, /) -> bool:
    """True for an address by which a browser would run what is in it."""
    return bool(SCRIPT.match(SKIPPED.sub("", address)))


class NoScripts(SphinxTransform):
    """Has headings show tags that would run something, and takes links to scripts away."""

    default_priority = 870  # when all links have their addresses, before anybody notes titles

    def apply(self, **kwargs: Any) -> None:
        """Changes the doctree, and tells of links."""
        for heading in self.document.findall(nodes.title):
            for node in [raw for raw in heading.findall(nodes.raw) if runs(raw.astext())]:
                node.replace_self(nodes.Text(node.astext()))
        links = self.document.findall(nodes.reference)
        for link in [link for link in links if leads_to_script(link.get("refuri", ""))]:
            warn(
                Subtype.REFERENCE,
                f'"{link["refuri"]}" is no address that a link may lead to: write one that begins with "https://", or '
                "a page of the site",
                location=link if link.line else link.parent,
            )
            link.replace_self(link.children)


def runs(html: str, /) -> bool:
    """True for HTML with anything but plain elements for words."""
    parser = _Looking()
    parser.feed(html)
    parser.close()
    return parser.runs


class _Looking(HTMLParser):
    runs = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Looks at an element and its attributes."""
        self.runs = self.runs or tag not in IN_HEADINGS
        self.runs = self.runs or any(name.startswith("on") or leads_to_script(value or "") for name, value in attrs)

    def handle_endtag(self, tag: str) -> None:
        """Looks at an element's end, which would be left alone."""
        self.runs = self.runs or tag not in IN_HEADINGS
