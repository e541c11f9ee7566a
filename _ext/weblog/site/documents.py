"""What one document says of the weblog: its posts, talks, lists and references.

Owns: what is noted of a document when it is read, in which table. Must not: look at other documents. In: a doctree
that was just read. Out: entries of the contributor's tables, a byline below each post's title, warnings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weblog.posts import ablog_bridge, ablog_settings, byline, drafts, near_names
from weblog.site import back_links, fences, lists, lost_directives, mathematics, references
from weblog.talks import reading

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from weblog.site.contribution import Weblog


def note(app: Sphinx, doctree: nodes.document, weblog: Weblog, /) -> None:
    """Notes all that a document says."""
    docname = app.env.current_document.docname
    fences.warn_of_fences_without_braces(app, doctree)
    mathematics.warn_of_prose(doctree)
    references.warn_missing_images(doctree, app.env)
    lost_directives.note(app, doctree)
    if placeholders := reading.placeholders_in(doctree):
        weblog.talks.note(docname, doctree, placeholders, weblog.settings.zone)
    if queries := lists.queries_in(doctree, placeholders):
        weblog.lists[docname] = queries
        if lists.is_overview(doctree, lists.nodes_of(doctree, placeholders)):
            weblog.overviews[docname] = True
    if found := back_links.references_of(doctree):
        weblog.references[docname] = found
    if ablog_bridge.is_post(doctree):
        _note_posts(app, docname, doctree, weblog)


def _note_posts(app: Sphinx, docname: str, doctree: nodes.document, weblog: Weblog) -> None:
    """Notes the posts of a document, and warns of unpublished ones, which should have been held back."""
    config, settings = app.config, weblog.settings
    if config.post_auto_orphan:
        app.env.metadata[docname]["orphan"] = True
    posts = ablog_bridge.posts_of(doctree, docname, config, settings.zone)
    if posts:
        weblog.posts[docname] = posts
    shared = ablog_settings.catalog_settings(config)
    for post in posts:
        post["tags"] = weblog.tags_file.main_names(post["tags_as_written"])
        post["unpublished_as"] = drafts.unpublished_as(post["date"], settings)
        if post["unpublished_as"] and not post["options"]["is_misdated"] and not settings.show_drafts:
            drafts.warn_unpublished(app.env, post)
        near_names.warn_of_near_names(post, config)
        if byline.is_wanted(config, post):
            byline.add(doctree, post, shared, config)
