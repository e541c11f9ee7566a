"""Lists within a page: ablog's {postlist}, {feeds}, {statistics}, {events}, {talks}, {speakers}, through the templates.

Owns: the directives {feeds} and {statistics}, and what all become in HTML. Must not: choose posts or feeds (`pages`
does). In: a doctree and the catalog. Out: the doctree with rendered lists, which the search leaves out: they aren't the
page's.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import escape
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from sphinx_rebuild.page_builders import makes_pages
from weblog.feeds.own_files import JSON, OPML, TALKS_FILE
from weblog.posts import ablog_bridge, ablog_settings, excerpt_nodes
from weblog.posts.ablog_bridge import PostList
from weblog.posts.byline import words_of
from weblog.posts.config import Subtype, warn
from weblog.posts.labels import LABEL_KINDS
from weblog.posts.links import Link, address_from, link_to_post
from weblog.posts.metadata import unique_names
from weblog.posts.queries import BY_EVENT, PLAIN_FORMAT, FeedQuery, PostQuery, StatisticsQuery
from weblog.talks.directives import ListNode, Placeholder
from weblog.talks.queries import EventQuery, SpeakerQuery, TalkQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sphinx.application import Sphinx

    from weblog.site.whole import ListQuery, Whole

NOWHERE = "nowhere:"
"""Where links lead, until they are words, to a page that the builder doesn't make."""
DEAD_END = re.compile(rf'<a\b([^>]*?)\shref="{NOWHERE}[^"]*"([^>]*)>(.*?)</a>', re.DOTALL)
TWICE = re.compile(r'href="#[^"#]*(#[^"]+)"')
TEMPLATES = {
    TalkQuery: "talk-list.html",
    EventQuery: "event-list.html",
    SpeakerQuery: "speaker-list.html",
    StatisticsQuery: "statistics.html",
}
"""What a list asks for -> the template that writes it."""
AROUND_LISTS = (
    *(nodes.title, nodes.paragraph, nodes.target, nodes.comment, nodes.substitution_definition, nodes.docinfo),
    *(nodes.field_list, addnodes.toctree),
)
"""What a page that is a list may have besides."""


class FeedListNode(Placeholder):
    """The place of a list of all feeds."""


class FeedsDirective(SphinxDirective):
    """Lists all feeds of the weblog, with the number of posts that each draws from."""

    def run(self) -> list[nodes.Node]:
        """Marks the place; the list is known when all posts are read."""
        return [FeedListNode()]


class StatisticsDirective(SphinxDirective):
    """Shows the weblog in numbers."""

    def run(self) -> list[nodes.Node]:
        """Marks the place; the numbers are known when all documents are read."""
        node = ListNode(query=StatisticsQuery())
        self.set_source_info(node)
        return [node]


class RenderedList(nodes.General, nodes.Element):
    """A finished list; `html` is its text."""


def visit_rendered_list(translator: Any, node: RenderedList) -> None:
    """Puts the list into the page."""
    translator.body.append(node["html"])


def depart_rendered_list(translator: Any, node: RenderedList) -> None:
    """Does nothing: the list is closed."""


def queries_in(doctree: nodes.document, placeholders: Iterable[Placeholder], /) -> list[ListQuery]:
    """What the lists of a document ask for; `placeholders` are all that it has."""
    queries: list[ListQuery] = list(map(_query_of, doctree.findall(PostList)))
    queries += [node["query"] for node in placeholders if isinstance(node, ListNode)]
    return queries + [FeedQuery() for node in placeholders if isinstance(node, FeedListNode)]


def nodes_of(doctree: nodes.document, placeholders: Iterable[Placeholder], /) -> list[nodes.Element]:
    """The places of the lists of a document; `placeholders` are all that it has."""
    own = [node for node in placeholders if isinstance(node, (ListNode, FeedListNode))]
    own = [node for node in own if not isinstance(node.get("query"), StatisticsQuery)]  # which leads nowhere
    return [*doctree.findall(PostList), *own]


def is_overview(doctree: nodes.document, lists: Collection[nodes.Element], /) -> bool:
    """True for a document of a heading, lists, and a few words about them: one of the ways around a site."""
    top = [node for node in doctree.children if not isinstance(node, AROUND_LISTS)]
    if len(top) == 1 and isinstance(top[0], nodes.section):
        top = [node for node in top[0].children if not isinstance(node, AROUND_LISTS)]
    kept = [node for node in top if "toctree-wrapper" not in getattr(node, "attributes", {}).get("classes", ())]
    return bool(lists) and all(any(node is found for found in lists) for node in kept)


def _query_of(node: PostList) -> PostQuery:
    return PostQuery(
        length=node["length"],
        labels=tuple((kind, name) for kind in LABEL_KINDS for name in unique_names(node[kind])),
        oldest_first=node["sort"],
        excerpts=node["excerpts"],
        has_format=node["format"] != PLAIN_FORMAT,
        date_form=node["date"] or "",
        style=node["list-style"],
        read_on=node["expand"] or "",
        by_event=node[BY_EVENT],
    )


def has_lists(doctree: nodes.document, /) -> bool:
    """True if a document, or what of it is resolved for an excerpt, has any list."""
    return any(isinstance(node, (PostList, ListNode, FeedListNode)) for node in doctree.findall(nodes.Element))


def replace_placeholders(app: Sphinx, doctree: nodes.document, docname: str, whole: Whole, /) -> None:
    """Writes every list of a page; a {postlist} with a format, or outside HTML, is ablog's to write."""
    from weblog.site import event_groups, pages, post_lists  # a build that writes no list goes without

    catalog, has_all = whole.catalog, makes_pages(app.builder)

    def pathto(pagename: str, resource: bool = False) -> str:
        if resource or has_all:
            target = pagename if resource else app.builder.get_target_uri(pagename)
            return relative_uri(app.builder.get_target_uri(docname), target)
        return address_from(app.builder, app.env, docname, Link(text="", pagename=pagename)) or NOWHERE

    def render(template: str, **facts: object) -> RenderedList:
        html = app.builder.templates.render(f"weblog/{template}", {"pathto": pathto, **facts})
        return RenderedList(html=html if has_all else _without_dead_ends(html))

    def linked(link: Link) -> nodes.Node:
        address = address_from(app.builder, app.env, docname, link)
        return nodes.reference("", link.text, internal=True, refuri=address) if address else nodes.Text(link.text)

    written: Counter[str] = Counter()
    for node in list(doctree.findall(ListNode)):
        for message in whole.unknown(node["query"]):
            warn(Subtype.REFERENCE, message, location=node)
        groups = whole.answer(node["query"], docname)
        if has_all:
            template = TEMPLATES[type(node["query"])]
            written[template] += 1
            # A list of talks has headings of two levels: years and events.
            facts = {"level": min(_depth(node) + 1, 5), "nth": _nth(written[template])}
            node.replace_self(render(template, groups=groups, **facts))
        else:
            node.replace_self(_as_text(groups, linked))
    if app.builder.format == "html":
        about = _about(app, docname)
        for node in list(doctree.findall(PostList)):
            query = _query_of(node)
            for message in whole.unknown(query):
                warn(Subtype.REFERENCE, message, location=node)
            if query.by_event:
                grouped = event_groups.grouped_list(catalog, whole.talk_pages, query, besides=docname)
                look = {"list": grouped, "level": min(_depth(node) + 1, 5), "parts": grouped.cards}
                node.replace_self(render("postlist.html", part="weblog/event-groups.html", **about, **look))
            elif not query.has_format:
                cards = post_lists.cards_asked_for(catalog, query, besides=docname)
                look = {
                    "cards": cards,
                    "parts": [cards],
                    "level": 2,
                    "list_classes": f"postlist postlist-style-{query.style}",
                    "date_form": query.date_form or app.config.post_date_format_short,
                    "read_on": query.read_on,
                }
                part = "weblog/cards.html" if query.excerpts else "weblog/rows.html"
                node.replace_self(render("postlist.html", part=part, **about, **look))
    for number, feed_list in enumerate(list(doctree.findall(FeedListNode)), start=1):
        if has_all:
            talks = TALKS_FILE if whole.talk_pages.programme.has_content else ""
            facts = {"groups": pages.feeds(catalog), "opml": OPML, "json": JSON, "talks": talks, "nth": _nth(number)}
            feed_list.replace_self(render("feeds.html", **facts))
        else:
            feed_list.replace_self([])  # where there are no feeds there is nothing to list
    try:
        places = [_placed(node) for node in list(doctree.findall(PostList))]
        ablog_bridge.write_ablog_lists(app, doctree, docname)
        excerpt_nodes.lead_on(doctree, pathto)
        as_html = getattr(app.builder, "render_partial", None)
        for place in places:
            found = place.children[0]
            place.replace_self(RenderedList(html=as_html(found)["fragment"]) if as_html else found)
    except NoUri:  # a book has no page for a post that is in no table of contents, and ablog no answer to that
        for node in list(doctree.findall(PostList)):
            posts = post_lists.posts_asked_for(catalog, _query_of(node), besides=docname)
            node.replace_self(_bullets(linked(link_to_post(post)) for post in posts))


def _about(app: Sphinx, docname: str) -> dict[str, str]:
    """What machines are told of a list on a page: the page's title and whole address, "" where it has none."""
    title = app.env.titles.get(docname)
    site = ablog_settings.published_site(app.config, app.builder.get_target_uri)
    address = site.url(docname) if app.config.blog_baseurl and makes_pages(app.builder) else ""
    return {"name": escape(words_of(title) if title else site.title), "address": address}


def _nth(number: int) -> str:
    """What tells the anchors of a list from those of the lists of its kind before it on the page."""
    return f"_{number}" if number > 1 else ""


def _placed(node: nodes.Element) -> nodes.container:
    """Puts a node into a container, which stays where it is when something else takes the node's place."""
    node.replace_self(place := nodes.container())
    place += node
    return place


def _depth(node: nodes.Element) -> int:
    """The level of the heading that a list stands under."""
    depth, parent = 0, node.parent
    while parent is not None:
        depth, parent = depth + isinstance(parent, nodes.section), parent.parent
    return min(depth, 5)


def _as_text(groups: Any, linked: Callable[[Link], nodes.Node]) -> list[nodes.Node]:
    """The titles and names of a list, where there are no templates; of several groups each below its own."""
    innermost = [
        part for group in groups for part in getattr(group, "groups", ()) or (group,)
    ]  # events, not their years
    found = [(group, _bullets(map(linked, group.links))) for group in innermost if group.links]
    if len(found) < 2:
        return [bullets for _, bullets in found]
    headings = [linked(group.event.link) if group.event else nodes.Text(group.title) for group, _ in found]
    items = [
        nodes.list_item("", nodes.paragraph("", "", heading), bullets)
        for heading, (_, bullets) in zip(headings, found, strict=True)
    ]
    return [nodes.bullet_list("", *items)]


def _bullets(items: Iterable[nodes.Node]) -> nodes.bullet_list:
    return nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", item)) for item in items))


def _without_dead_ends(html: str) -> str:
    """A list whose links to pages that a book or the like hasn't are their words alone.

    In a single page Sphinx's address of a document is one on that page, behind which there is no room for another.
    """
    from sphinx_rebuild.book_files import as_words

    return TWICE.sub(r'href="\1"', DEAD_END.sub(lambda found: as_words(found[1] + found[2], found[3]), html))
