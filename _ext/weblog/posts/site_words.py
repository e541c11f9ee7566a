"""Lines in the site's language that stand on the page of a post, which may be in another.

Owns: what such a line says of its language. Must not: know what the line says. In: the doctree of a page. Out: the
same; in HTML its lines have the site's `lang` and `dir`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from weblog.posts.words import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weblog.posts.labels import CatalogSettings
    from weblog.posts.model import PostData
    from weblog.posts.published_site import PublishedSite


class SiteWords(nodes.paragraph):
    """A line that the weblog writes on an author's page: a byline, the details of a talk."""


def mark(doctree: nodes.document, posts: Sequence[PostData], site: PublishedSite, settings: CatalogSettings, /) -> None:
    """Has all such lines say their language on a page that is one post in another language than the site's.

    From plain values: first words are taken from such a doctree before there is a catalog.
    """
    if len(posts) != 1 or posts[0]["section"]:
        return
    names = settings.label_names(posts[0], "language")
    if site.other_language(*names[:1]):
        for line in doctree.findall(SiteWords):
            line["lang"] = site.language


def visit(translator: Any, node: SiteWords) -> None:
    """Opens `<p>` in HTML."""
    if "lang" not in node:
        translator.visit_paragraph(node)
        return
    languages = {"lang": node["lang"], "dir": direction(node["lang"])}
    translator.body.append(translator.starttag(node, "p", "", **languages))


def depart(translator: Any, node: SiteWords) -> None:
    """Closes `<p>`."""
    if "lang" in node:
        translator.body.append("</p>\n")
    else:
        translator.depart_paragraph(node)
