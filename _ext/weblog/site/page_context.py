"""What the templates are given for a page, and what the weblog puts around its body.

Owns: the names that templates use; which things a page describes to machines. Must not: decide which pages are written.
In: a `Whole`, a page's facts, Sphinx's own context. Out: additions to that context.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from weblog.posts import words
from weblog.posts.links import Link, link_to_feed
from weblog.site import descriptions, own_templates, structured_data
from weblog.site.comments import comments_of
from weblog.site.search.own_file import path_of
from weblog.site.ways import way_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx

    from weblog.posts.model import Post
    from weblog.posts.published_site import PublishedSite
    from weblog.site.structured_data import Thing
    from weblog.site.whole import Whole

AT_THE_END = ("event", "speaker", "others", "older", "newer")
"""The facts that are shown below a page's body."""


def variables_for(
    app: Sphinx,
    site: PublishedSite,
    whole: Whole,
    facts: Mapping[str, object],
    pagename: str,
    context: Mapping[str, Any],
    /,
) -> dict[str, Any]:
    """What the templates need on every page, beside Sphinx's own context, and the body with what follows it."""
    posts = whole.catalog.in_document(pagename)
    own, base = _own_feed(facts, context), app.config.blog_baseurl
    weblog_feed = link_to_feed(whole.catalog.everything)
    own_facts: Mapping[str, Any] = facts.get("list") or context  # type: ignore[assignment]
    way = way_to(pagename, whole, own_facts)
    title = Markup(context.get("title", "")).striptags()
    things = list(_things_on(site, whole, pagename, way)) if base else []
    weblog = {
        "path": app.config.blog_path,
        "search_index": path_of(app.config.blog_path),
        "navigation": whole.navigation,
        "feeds": tuple(dict.fromkeys(feed for feed in (own, weblog_feed) if feed)),
        "description": descriptions.of_facts(pagename, title, whole, own_facts),
        "shared": _shared(site, whole, posts, pagename, title) if base else {},
        "way": way[:-1],
        "authors": _authors_of(site, posts),
        "structured_data": structured_data.text(things) if things else "",
        "comments": comments_of(app, site, whole.catalog, pagename, title),
        "base": urlsplit(base or "").path.rstrip("/") + "/" if "is_shown_anywhere" in context else "",
        **facts,
    }
    if "around" in facts:  # the site's own template shows them
        weblog |= {"older": None, "newer": None}
    templates, everything = app.builder.templates, {**context, "weblog": weblog}
    head = templates.render("weblog/head.html", everything)
    own_list: Mapping[str, Any] = facts.get("list") or {}  # type: ignore[assignment]
    part = ""
    if own_list and "shown" not in own_list:
        part = templates.render(own_list["list"], {**everything, **own_list, "level": 2})
    ablogs = own_templates.variables_for(app, pagename) if "shown" in {**context, **own_list} else {}
    end = templates.render("weblog/end.html", everything) if any(weblog.get(name) for name in AT_THE_END) else ""
    if "around" in facts:
        end += templates.render(own_templates.POSTNAVY, {**everything, **own_templates.common(app)})
    if weblog["comments"]:
        end += templates.render("weblog/comments.html", everything)
    return {
        **ablogs,
        "weblog": weblog,
        "pageurl": context.get("pageurl") and site.canonical(context["pageurl"], pagename),
        "text_direction": words.direction(app.config.language),
        "metatags": context.get("metatags", "") + head,
        "body": in_its_language(context.get("body", ""), site, posts) + part + end,
    }


def in_its_language(body: str, site: PublishedSite, posts: Sequence[Post], /) -> str:
    """The body of a page, in an element that names its language where that isn't the site's."""
    names = [label.name for label in posts[0].labels_of("language")] if len(posts) == 1 and not posts[0].section else []
    language = site.other_language(*names[:1])
    return f'<div lang="{language}" dir="{words.direction(language)}">{body}</div>' if language else body


def described(context: Mapping[str, Any], pagename: str, doctree: nodes.document | None, /) -> str:
    """What stands in the head of a page, with what those are told who find or share it."""
    head, weblog = str(context.get("metatags", "")), context.get("weblog")
    if weblog is None:
        return head
    description = weblog["description"] or descriptions.of_document(doctree)
    return descriptions.in_head(head, pagename, description, weblog["shared"], weblog["authors"])


def _shared(site: PublishedSite, whole: Whole, posts: Sequence[Post], pagename: str, title: str) -> Mapping[str, str]:
    is_speaker = pagename in whole.talk_pages.programme.speakers_by_page
    return {
        "title": posts[0].title if len(posts) == 1 else title,
        "type": "article" if posts else "profile" if is_speaker else "website",
        "url": site.url(pagename),
        "site_name": site.title,
    }


def _authors_of(site: PublishedSite, posts: Sequence[Post]) -> tuple[str, ...]:
    """The names of those who wrote a page's posts."""
    names = [label.name for post in posts for label in post.labels_of("author")]
    return tuple(dict.fromkeys(names or [site.author])) if posts else ()


def _own_feed(facts: Mapping[str, Any], context: Mapping[str, Any]) -> Link | None:
    """The feed of the event, the speaker or the posts that a page is about."""
    about = facts.get("event") or facts.get("speaker") or facts.get("list") or context.get("speaker") or context
    feed: Link | None = about.get("feed")
    return feed


def _things_on(site: PublishedSite, whole: Whole, pagename: str, way: Sequence[Link]) -> Iterator[Thing]:
    """The things that a page is about, and the way to it."""
    programme = whole.talk_pages.programme
    for post in whole.catalog.in_document(pagename):
        key = (post.docname, post.section)
        about = [talk for talk in programme.by_document.get(pagename, ()) if programme.posts.get(talk.id) == key]
        yield structured_data.post(site, post, about)
    if event := programme.events_by_document.get(pagename):
        yield structured_data.event(site, event, programme.by_event.get(event.id, ()))
    if speaker := programme.speakers_by_page.get(pagename):
        yield structured_data.speaker(site, speaker)
    if pagename == site.front_page:
        yield from structured_data.whole_site(site)
    if way:
        yield structured_data.breadcrumbs(site, way)
