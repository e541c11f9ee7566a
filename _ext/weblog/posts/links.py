"""Links to pages of the site, whether they have a source or not.

Owns: the value `Link`, and the node that becomes one. Must not: choose what is linked to. In: posts, collections, page
names. Out: links.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import NoUri

from sphinx_rebuild.page_builders import makes_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from weblog.posts.model import Collection, Post

REDIRECT = "weblog/redirect.html"
"""The template of a page that leads on."""
PAGE = "weblog-page"
"""The `reftype` of a reference to a page by its name, whether it has a source or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page of the site and the text that leads to it. `count` is the number of posts there, where it is shown."""

    text: str
    pagename: str
    anchor: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideLink:
    """A place elsewhere and the text that leads to it."""

    text: str
    address: str


def link_to_post(post: Post, /) -> Link:
    """A link to a post, with its title."""
    return Link(text=post.title, pagename=post.docname, anchor=post.anchor)


def link_to_feed(collection: Collection, /) -> Link | None:
    """A link to a collection's feed; None where it has none."""
    return Link(text=collection.title, pagename=collection.feed.path) if collection.feed else None


def has_addresses(builder: Builder, /) -> bool:
    """False for a builder that leads nowhere, like "changes"."""
    return type(builder).get_target_uri is not Builder.get_target_uri


def has_page(builder: Builder, env: BuildEnvironment, pagename: str, /) -> bool:
    """True if a builder makes a page: those of books and the like make none without a source.

    A single page has the documents that its tables of contents lead to.
    """
    if isinstance(builder, SingleFileHTMLBuilder):
        return pagename in _in_one_page(env)
    return pagename in env.found_docs or makes_pages(builder)


def _in_one_page(env: BuildEnvironment) -> set[str]:
    found: set[str] = set()
    waiting = [env.config.root_doc]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += env.toctree_includes.get(name, ())
    return found


def address_from(builder: Builder, env: BuildEnvironment, docname: str, link: Link, /) -> str:
    """The address of what a link leads to, as a document has it; "" where the builder has no page for it."""
    if not has_page(builder, env, link.pagename):
        return ""
    try:
        address = builder.get_relative_uri(docname, link.pagename)
    except NoUri:  # a book without that document
        return ""
    is_one_page = isinstance(builder, SingleFileHTMLBuilder)
    return link.anchor if is_one_page and link.anchor else f"{address}{link.anchor}"


def link_node(pagename: str, text: str, kind: str, /) -> addnodes.pending_xref:
    """A reference to a page that may have no source; `resolve` turns it into a link, of a kind for machines."""
    return addnodes.pending_xref(
        "", nodes.inline(text, text, classes=[kind]), reftype=PAGE, refdomain="", reftarget=pagename, refexplicit=True
    )


def is_to_drafts(node: addnodes.pending_xref, /) -> bool:
    """True for a reference to the page of drafts, by the name that ablog gives it."""
    return bool(node["reftype"] == "ref" and node["reftarget"] == "blog-drafts")


def resolve(app: Sphinx, node: addnodes.pending_xref, content: nodes.Element, /) -> nodes.Element | None:
    """The link that a `link_node` becomes, or its words where it has no page; None for any other reference."""
    if node["reftype"] != PAGE:
        return None
    if not has_page(app.builder, app.env, node["reftarget"]):
        return content
    uri = app.builder.get_relative_uri(node["refdoc"], node["reftarget"])
    return nodes.reference("", "", content, internal=True, refuri=uri)
