"""Comments by Disqus, as ablog has them: below posts, and below other pages where a site asks for that.

Owns: which pages have them, and what Disqus knows each by. Must not: render. In: ablog's settings, the catalog. Out:
plain values for a template.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weblog.posts.ablog_bridge import Blog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from weblog.posts.catalog import Catalog
    from weblog.posts.published_site import PublishedSite


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """The comments of a page: the site's name at Disqus, and what the page is called there."""

    forum: str
    page: Mapping[str, str]


def comments_of(app: Sphinx, site: PublishedSite, catalog: Catalog, pagename: str, title: str, /) -> Comments | None:
    """The comments of a document; None where it has none. Its `title` is text."""
    config = app.config
    if not (config.disqus_shortname and config.blog_baseurl and pagename in app.env.found_docs):
        return None
    post = next((post for post in catalog.in_document(pagename) if not post.section), None)
    if post:
        is_wanted = not post.nocomments and (config.disqus_drafts or catalog.position(post) is not None)
    else:
        is_wanted = config.disqus_pages
    if not is_wanted:
        return None
    known_by = Blog(app).page_id(pagename)  # as ablog tells it, so that comments stay with their page
    return Comments(
        forum=config.disqus_shortname, page={"identifier": known_by, "title": title, "url": site.url(pagename)}
    )
