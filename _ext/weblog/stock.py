"""What the weblog consists of when all is read, and what each page shows of it.

Owns: the one place where catalog, programme, pages and references come together; a page's facts. Must not: write, know
the last build. In: the environment after reading. Out: a `Stock`, and warnings of what only the whole can show.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import ablog_bridge, ablog_settings, definitions, excerpt, labels, mistakes, pages, programme
from .catalog import build
from .config import Subtype, warn
from .domain import TalksDomain
from .metadata import nearest
from .pages import FeedQuery, Link, Page, Query
from .quotes import Quotations
from .related import Related
from .store import Store
from .talk_pages import SPEAKER, TalkPages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx

    from .catalog import Catalog
    from .config import Settings
    from .model import PostData
    from .programme import Programme
    from .store import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What the weblog consists of."""

    catalog: Catalog
    talk_pages: TalkPages
    related: Related
    pages: Mapping[str, Page]  # page name -> generated page
    navigation: tuple[Link, ...]
    quotations: Quotations

    def facts_of(self, docname: str, asked: Iterable[Asked], /, *, neighbours: bool) -> Mapping[str, object]:
        """What a document's page shows of the weblog beyond its own source; `asked` are its lists."""
        found = self.talk_pages.programme
        facts = {
            **pages.of_document(self.catalog, docname, neighbours=neighbours),
            "talks": found.by_document.get(docname, ()),
            # As search engines are told them; of tags that share an address another post's may be the one that counts.
            "labels": tuple(label.name for post in self.catalog.in_document(docname) for label in post.labels),
            "others": self.related.of(docname),
            "lists": tuple(self.shown(query, docname) for query in asked),
        }
        if event := found.events_by_document.get(docname):
            facts["event"] = self.talk_pages.of_event(event)
        if speaker := found.speakers_by_document.get(docname):
            facts["speaker"] = self.talk_pages.of_speaker(speaker)
        return facts

    def shown(self, query: Asked, docname: str, /) -> object:
        """What a list on a page shows."""
        if isinstance(query, (FeedQuery, Query)):
            return pages.shown(self.catalog, query, docname)
        return self.talk_pages.shown(query)


def domain_of(app: Sphinx, /) -> TalksDomain:
    """The domain of events, talks and speakers."""
    domain = app.env.domains["talks"]
    assert isinstance(domain, TalksDomain)
    return domain


def programme_of(app: Sphinx, settings: Settings, /) -> Programme:
    """Events, talks and speakers, put together."""
    domain, drafts = domain_of(app), settings.show_drafts
    posts = Store(app.env).posts
    return programme.build(
        (data for found in domain.events.values() for data in found),
        (data for found in domain.talks.values() for data in found),
        (data for found in domain.speakers.values() for data in found),
        posts,
        zone=settings.zone,
        show_drafts=drafts,
    )


def take(app: Sphinx, settings: Settings, found: Programme, /) -> Stock:
    """Puts all of it together, and tells what is wrong with the whole."""
    env, store = app.env, Store(app.env)
    definitions.settle(env, store.definitions)
    labels.settle(env, store.targets)
    labels.label_posts(env, store.posts, store.labels)
    names = ablog_settings.names_of(app.config)
    unfilled = [post for _, posts in sorted(store.posts.items()) for post in posts]
    references = names.references(unfilled) if any(post["excerpt"]["quotes"] for post in unfilled) else {}
    stored = [_filled(app, post, references) for post in unfilled]
    drafts = settings.show_drafts
    catalog, clashes = build(stored, names, now=settings.now, show_drafts=drafts, appearances=found.labels)
    talk_pages = TalkPages(found, catalog)
    mistakes.tell(catalog, clashes, found)
    generated = _without_clashes(app, [*pages.generated(catalog, drafts=drafts), *talk_pages.generated()])
    known = {*generated, *env.found_docs, *([feed.path] if (feed := catalog.everything.feed) else [])}
    quotations = Quotations(env, ablog_bridge.register(app, stored, known, settings.zone))
    referrers: dict[str, list[str]] = defaultdict(list)
    for docname in store.posts:
        for target in quotations.targets(docname, store.quotes.get(docname, ())):
            referrers[target].append(docname)
    return Stock(
        catalog=catalog,
        talk_pages=talk_pages,
        related=Related(talk_pages, catalog, referrers),
        pages=generated,
        navigation=_navigation(app, generated),
        quotations=quotations,
    )


def _filled(app: Sphinx, post: PostData, names: Mapping[str, str]) -> PostData:
    if not post["excerpt"]["quotes"]:
        return post
    html, text = excerpt.fill(post["excerpt"], post["docname"], app.builder, app.env, names)
    return {**post, "excerpt": {"html": html, "text": text, "quotes": []}}


def _without_clashes(app: Sphinx, found: Iterable[Page]) -> dict[str, Page]:
    """The pages by name. An author's own document takes the place of a list; a redirect takes nobody's."""
    taken: dict[str, Page] = {}
    documents = app.env.found_docs
    for page in sorted(found, key=lambda page: bool(page.owner)):
        other, document = taken.get(page.pagename), page.pagename
        if app.builder.name == "dirhtml" and document not in documents:
            document = f"{document}/index"  # both have the same file
        is_document = document in documents
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
            taken[page.pagename] = page
        elif page.template == SPEAKER:
            warn(
                Subtype.ADDRESS,
                f'this page has the address of the speaker "{page.title}": put {{speaker}} on it, or rename this file',
                location=(document, 1),
            )
    return taken


def _navigation(app: Sphinx, found: Mapping[str, Page]) -> tuple[Link, ...]:
    """The sidebar's links, with the titles of their pages."""
    links = []
    for name in app.config.weblog_navigation:
        if name in found:
            links.append(Link(text=found[name].title, pagename=name))
        elif name in app.env.titles:
            links.append(Link(text=app.env.titles[name].astext(), pagename=name))
        else:
            known = [*found, *app.env.found_docs]
            message = f'conf.py: weblog_navigation names "{name}", which is no page{nearest(name, known)}'
            warn(Subtype.REFERENCE, message, location=None)
    return tuple(links)
