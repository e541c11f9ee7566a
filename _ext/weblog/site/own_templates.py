"""A site's own templates of ablog's names, in the place of ours: `ablog/collection.html` and the like.

Owns: which of them a site has, which pages they write, and the variables that ablog gives them. Must not: render. In:
the generated pages, the template loaders, ablog's `Blog`. Out: pages with the site's template, and more variables.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound

from weblog.posts import ablog_bridge
from weblog.posts.ablog_bridge import Blog
from weblog.posts.config import Subtype, warn
from weblog.site.pages import LIST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from sphinx_rebuild import Page
    from weblog.posts.catalog import Catalog

COLLECTION, CATALOG, POSTNAVY, REDIRECT = (
    f"ablog/{name}.html" for name in ("collection", "catalog", "postnavy", "redirect")
)
OF_LISTS = {
    "weblog/posts.html": COLLECTION,
    "weblog/collection.html": COLLECTION,
    "weblog/archive.html": CATALOG,
    "weblog/labels.html": CATALOG,
}
"""Our template of a list -> ablog's."""
LISTS = frozenset({LIST, COLLECTION, CATALOG})
"""The templates of the pages that are lists, which a document at their address shows."""


def has(app: Sphinx, name: str, /) -> bool:
    """True if the site or its theme has a template of this name, and it isn't ablog's own."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    try:
        found = environment.get_template(name).filename if environment else None
    except TemplateNotFound:
        return False
    return bool(found) and not str(found).startswith(ablog_bridge.TEMPLATES)


def taken_for(app: Sphinx, catalog: Catalog, found: Iterable[Page], /) -> Iterator[Page]:
    """The pages, of which those that ablog has, too, are written by the site's own templates."""
    own = {name for name in (COLLECTION, CATALOG) if has(app, name)}
    posts = {collection.pagename: collection.posts for collection in catalog.collections} if own else {}
    months = {month.pagename for month in catalog.months}  # ablog has none
    for page in found:
        template = OF_LISTS.get(str(page.facts.get("list"))) if own and page.template == LIST else None
        if template in own and page.pagename not in months:
            # It may show anything of a post.
            shown = posts.get(page.pagename) or (*catalog.posts, *catalog.drafts)
            yield replace(page, template=str(template), facts={**page.facts, "shown": shown})
        else:
            yield page
    if has(app, REDIRECT):
        message = f"{REDIRECT} of this site isn't asked for: call it weblog/redirect.html, which is given a `target`"
        warn(Subtype.OPTION, message, location=None)


def common(app: Sphinx, /) -> dict[str, Any]:
    """What ablog gives all of its templates."""
    blog = Blog(app)
    return {"ablog": blog, "anchor": ablog_bridge.anchor, "fa": blog.fontawesome}


def variables_for(app: Sphinx, pagename: str, /) -> dict[str, Any]:
    """What ablog gives the template of a page."""
    blog = Blog(app)
    shared = {"parents": [], "summary": True, **common(app)}
    has_feeds = bool(blog.blog_baseurl)
    for title, header, catalog in (
        ("Authors", "Posts by", blog.author),
        ("Locations", "Posts from", blog.location),
        ("Languages", "Posts in", blog.language),
        ("Categories", "Posts in", blog.category),
        ("All posts", "Posted in", blog.archive),
        ("Tags", "Posts tagged", blog.tags),
    ):
        if catalog.docname == pagename:
            return {**shared, "title": title, "header": header, "catalog": catalog}
        for collection in catalog:
            if collection.docname == pagename:
                name, archives = f"{header} {collection}", blog.blog_feed_archives
                feed = {"feed_path": pagename if archives else blog.blog_path, "archive_feed": has_feeds and archives}
                own = {"title": name, "feed_title": name, "header": header, "collection": collection}
                return {**shared, **feed, **own}
    if pagename == blog.drafts.docname:
        return {**shared, "title": "Drafts", "collection": blog.drafts}
    feed = {"atom_feed": has_feeds, "feed_path": blog.blog_path}
    return {**shared, **feed, "title": "All Posts", "header": "All", "collection": blog.posts}
