"""What the weblog consists of when all is read, and what each page shows of it.

Owns: the one place where catalog, programme, pages and references come together; a page's facts. Must not: write, know
the last build. In: the environment after reading. Out: a `Whole`, and warnings of what only the whole can show.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_rebuild.page_builders import makes_pages
from weblog.posts import ablog_bridge, ablog_settings, excerpt, picture, post_targets
from weblog.posts.byline import words_of
from weblog.posts.catalog import build_catalog
from weblog.posts.config import Subtype, warn
from weblog.posts.labels import label_pagename
from weblog.posts.links import Link, OutsideLink, has_addresses
from weblog.posts.metadata import did_you_mean
from weblog.posts.queries import FeedQuery, PostQuery, StatisticsQuery
from weblog.site import back_links, mistakes, own_templates, pages, post_lists
from weblog.site.related import Related, talks_in
from weblog.talks.pages import SPEAKER, TalkPages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sphinx.application import Sphinx

    from sphinx_rebuild import Page
    from weblog.posts.catalog import Catalog
    from weblog.posts.config import Settings
    from weblog.posts.labels import CatalogSettings
    from weblog.posts.model import PostData
    from weblog.posts.tags_file import TagsFile
    from weblog.talks.programme import Programme
    from weblog.talks.queries import EventQuery, SpeakerQuery, TalkQuery

    ListQuery = PostQuery | FeedQuery | StatisticsQuery | TalkQuery | EventQuery | SpeakerQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """All that the weblog consists of, once every document has been read."""

    catalog: Catalog
    talk_pages: TalkPages
    related: Related
    pages: Mapping[str, Page]  # page name -> generated page
    lists: Mapping[str, Page]  # document -> the list whose address it has
    navigation: tuple[Link | OutsideLink, ...]
    has_own_postnavy: bool  # whether the site has a template of its own for a post's neighbours, as ablog has it
    ablog_posts: Mapping[str, list[dict[str, Any]]]  # by document, as ablog keeps them in the environment

    def facts_of(self, docname: str, asked: Collection[ListQuery], /, *, neighbours: bool) -> Mapping[str, object]:
        """What a document's page shows of the weblog beyond its own source; `asked` are its lists."""
        found = self.talk_pages.programme
        others = self.related.facts_of(docname)
        facts = {
            **pages.neighbours_of(self.catalog, docname, neighbours=neighbours, besides=talks_in(others)),
            "talks": found.by_document.get(docname, ()),
            # As search engines are told them; of tags that share an address another post's may be the one that counts.
            "labels": tuple(label.name for post in self.catalog.in_document(docname) for label in post.labels),
            "others": others,
            "lists": tuple((self.answer(query, docname), self.unknown(query)) for query in asked),
        }
        if docname in self.lists and not any(isinstance(query, PostQuery) for query in asked):
            facts["list"] = self.lists[docname].facts
        posts = self.catalog.in_document(docname)
        if self.has_own_postnavy and neighbours and len(posts) == 1 and not posts[0].section and posts[0].date:
            facts["around"] = (posts[0], *self.catalog.neighbours(posts[0]))
        if event := found.events_by_document.get(docname):
            facts["event"] = self.talk_pages.facts_of_event(event)
        if speaker := found.speakers_by_document.get(docname):
            facts["speaker"] = self.talk_pages.facts_of_speaker(speaker)
        return facts

    def answer(self, query: ListQuery, docname: str, /) -> object:
        """What a list on a page shows."""
        if isinstance(query, FeedQuery):
            return pages.feeds(self.catalog), self.talk_pages.programme.has_content
        if isinstance(query, PostQuery):
            if query.by_event:
                from weblog.site import event_groups  # pages without such a list go without

                return event_groups.grouped_list(self.catalog, self.talk_pages, query, besides=docname)
            return post_lists.answer(self.catalog, query, docname)
        if isinstance(query, StatisticsQuery):
            from weblog.site import statistics

            return (statistics.count(self.catalog, self.talk_pages.programme),)
        return self.talk_pages.answer(query)

    def unknown(self, query: ListQuery, /) -> tuple[str, ...]:
        """What a list asks for that isn't there, as messages."""
        if isinstance(query, FeedQuery | StatisticsQuery):
            return ()
        if isinstance(query, PostQuery):
            found = post_lists.unknown_labels(self.catalog, query)
            return tuple(f'no post has the {kind} "{name}"{did_you_mean(name, known)}' for kind, name, known in found)
        return tuple(
            f'there is no {kind} "{name}"{did_you_mean(name, known)}'
            for kind, name, known in self.talk_pages.unknown(query)
        )


def assemble(
    app: Sphinx,
    settings: Settings,
    posts: Mapping[str, list[PostData]],
    linked: Mapping[str, list[back_links.Reference]],
    found: Programme,
    tags_file: TagsFile,
    watch: Callable[[str, dict[str, Any]], dict[str, Any]],
    /,
    *,
    is_told: bool,
) -> Whole:
    """Puts all of it together, and tells what is wrong with the whole, unless that `is_told` already.

    `posts` and `linked`, the references, are by document; `watch` has looks into a table noted.
    """
    env = app.env
    post_targets.make_targets(env, posts)
    address_of = app.builder.get_target_uri if makes_pages(app.builder) else None
    shared = replace(ablog_settings.catalog_settings(app.config, address_of), tags_file=tags_file)
    unfilled = [post for _, own in sorted(posts.items()) for post in own]
    stored, words = _with_whole_excerpts(app, unfilled, found, shared)
    drafts = settings.show_drafts
    catalog, clashes = build_catalog(
        stored, shared, now=settings.now, show_drafts=drafts, talk_labels=found.labels_by_post
    )
    talk_pages = TalkPages(found, catalog, words)
    if not is_told:
        mistakes.warn_of_all(catalog, clashes, found, Path(app.confdir))
    own = own_templates.taken_for(app, catalog, pages.generated(catalog, drafts=drafts))
    generated, lists = _without_clashes(app, [*own, *talk_pages.generated()])
    generated |= _old_lists(app, catalog, generated)
    known = {*generated, *env.found_docs, *([feed.path] if (feed := catalog.everything.feed) else [])}
    ablog_posts = ablog_bridge.register_posts(app, stored, known, settings.zone, watch)
    referrers = back_links.referrers(env, sorted(posts), linked)
    return Whole(
        catalog=catalog,
        talk_pages=talk_pages,
        related=Related(talk_pages, catalog, referrers),
        pages=generated,
        lists=lists,
        navigation=_navigation(app, generated),
        has_own_postnavy=own_templates.has(app, own_templates.POSTNAVY),
        ablog_posts=ablog_posts,
    )


def _with_whole_excerpts(
    app: Sphinx, posts: list[PostData], programme: Programme, settings: CatalogSettings
) -> tuple[list[PostData], dict[str, str]]:
    """The posts, and talk id -> first words, with what the references in them lead to and say.

    Posts have their pictures behind them.
    """
    posts = [_with_picture(app, post) for post in posts]
    talks = [talk for talk in programme.talks if talk.id in programme.excerpts]
    excerpts = [(post["docname"], post["excerpt"]) for post in posts]
    excerpts += [(talk.docname, programme.excerpts[talk.id]) for talk in talks]
    whole = [found for _, found in excerpts]
    if any(found["references"] for found in whole) and has_addresses(app.builder):
        names = {
            name: (
                excerpt.address_of(label_pagename(settings.path, label.kind, label.slug), app.builder),
                label.name,
            )
            for name, label in settings.ablog_references(posts).items()
        }
        whole = excerpt.fill_all(excerpts, app.builder, app.env, names)
    words = {talk.id: found["text"] for talk, found in zip(talks, whole[len(posts) :], strict=True)}
    return [{**post, "excerpt": found} for post, found in zip(posts, whole, strict=False)], words


def _with_picture(app: Sphinx, post: PostData) -> PostData:
    block = picture.block_of(post["picture"], app.builder, app.env) if post["picture"] else None
    if not block:
        return post
    return {**post, "excerpt": {**post["excerpt"], "blocks": [*post["excerpt"]["blocks"], block]}}


def _without_clashes(app: Sphinx, found: Iterable[Page]) -> tuple[dict[str, Page], dict[str, Page]]:
    """The pages by name, and by document the lists whose address it has; a redirect takes nobody's."""

    def place(name: str) -> str:
        """A page's name, one for both that have the same file."""
        return name.removesuffix("/index") if app.builder.name == "dirhtml" else name

    taken: dict[str, Page] = {}
    lists: dict[str, Page] = {}
    documents = {place(docname): docname for docname in app.env.found_docs}
    for page in sorted(found, key=lambda page: bool(page.owner)):
        where = place(page.pagename)
        other, document = taken.get(where), documents.get(where, "")
        is_document = bool(document)
        if other and page.owner and other.owner == page.owner:
            continue  # several sections of a page have moved with it
        if is_document and page.owner == document != page.pagename:
            continue  # it leads to the file that it would have
        if page.owner and (other or is_document):
            whose = "the page of that name"
            if other:
                whose = f"another page, {other.owner}" if other.owner else f'"{other.title}"'
            warn(
                Subtype.ADDRESS,
                f'the old address "{page.pagename}" is taken by {whose}; take it out of :redirect:, :was: or '
                ":other-names:, or move that",
                location=(page.owner, page.line),
            )
        elif other:
            message = f'"{page.title}" and "{other.title}" want one address, "{page.pagename}"; set another blog_path'
            warn(Subtype.ADDRESS, f"conf.py: {message}", location=None)
        elif not is_document:
            taken[where] = page
        elif page.template in own_templates.LISTS:
            lists[document] = page
        elif page.template == SPEAKER:
            warn(
                Subtype.ADDRESS,
                f'this page has the address of the speaker "{page.title}": put {{speaker}} on it, or rename this file',
                location=(document, 1),
            )
    return {page.pagename: page for page in taken.values()}, lists


def _old_lists(app: Sphinx, catalog: Catalog, generated: Mapping[str, Page]) -> dict[str, Page]:
    """The redirects that conf.py asks for."""
    if not app.config.weblog_redirects:
        return {}
    from weblog.site import old_pages

    def title_of(name: str) -> str:
        return generated[name].title if name in generated else words_of(app.env.titles[name])

    found = old_pages.redirects(app.config.weblog_redirects, catalog, {*generated, *app.env.found_docs}, title_of)
    is_folder = app.builder.name == "dirhtml"  # which has all pages at such an address
    return {page.pagename: page for page in found if not (is_folder and page.pagename.endswith("/index"))}


def _navigation(app: Sphinx, found: Mapping[str, Page]) -> tuple[Link | OutsideLink, ...]:
    """The sidebar's links, with the titles of their pages."""
    links: list[Link | OutsideLink] = []
    for name in app.config.weblog_navigation:
        if not isinstance(name, str):
            links.append(OutsideLink(text=name[0], address=name[1]))
        elif name in found:
            links.append(Link(text=found[name].title, pagename=name))
        elif name in app.env.titles:
            links.append(Link(text=words_of(app.env.titles[name]), pagename=name))
        else:
            known = [*found, *app.env.found_docs]
            message = f'conf.py: weblog_navigation names "{name}", which is no page{did_you_mean(name, known)}'
            warn(Subtype.REFERENCE, message, location=None)
    return tuple(links)
