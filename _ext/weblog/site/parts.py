"""Small parts that several templates share: links, dates, counts, as functions, for a page may have hundreds.

Owns: the HTML of these parts; what a person typed is escaped here. Must not: choose what is shown, know Sphinx. In:
values that `pages` and `queries` made, and the page's own `pathto`. Out: HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import pass_context
from markupsafe import Markup, escape

from weblog.posts import excerpt, long_lists, words
from weblog.posts.addresses import is_whole
from weblog.posts.links import OutsideLink
from weblog.posts.model import for_machines
from weblog.site.page_scripts import needed_scripts, style_sheet
from weblog.talks.model import MATERIALS, TALK_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from jinja2.runtime import Context

    from weblog.posts.links import Link
    from weblog.posts.long_lists import Part
    from weblog.site.cards import PostCard


def functions(show_date: Callable[[date, str], str], /) -> dict[str, Callable[..., object] | Mapping[str, str]]:
    """The functions by the names that templates know them by; `show_date` gives a date as readers see it, in a form."""

    def date_of(moment: date, classes: str = "", form: str = "") -> Markup:
        """A date, in the site's form or another."""
        shown = escape(show_date(moment, form))
        return Markup(f'<time{_attribute("class", classes)} datetime="{for_machines(moment)}">{shown}</time>')

    return {
        "link_to": link_to,
        "link_to_card": link_to_card,
        "by_whom": by_whom,
        "at_which_event": at_which_event,
        "feed_link": feed_link,
        "about_list": about_list,
        "about_entry": about_entry,
        "authors_of_all": authors_of_all,
        "jump_list": jump_list,
        "anchor_of": anchor_of,
        "seen_from_here": seen_from_here,
        "in_language": in_language,
        "needed_scripts": needed_scripts,
        "style_sheet": style_sheet,
        "number": words.as_number,
        "number_of": number_of,
        "number_of_posts": number_of_posts,
        "number_of_talks": number_of_talks,
        "say": say,
        "span": span,
        "date_of": date_of,
        "later": words.later,
        "kind_of_talk": {kind: in_list for kind, (_, in_list) in TALK_KINDS.items()},
        "materials_of_talks": MATERIALS,
    }


@pass_context
def link_to(context: Context, target: Link | OutsideLink, classes: str = "", rel: str = "") -> Markup:
    """A link to a page or a section of it, or to a place elsewhere."""
    kind, relation = _attribute("class", classes), _attribute("rel", rel)
    if isinstance(target, OutsideLink):
        address = escape(target.address)
    else:
        address = escape(context["pathto"](target.pagename)) + escape(target.anchor)
    return Markup(f'<a{kind} href="{address}"{relation}>{escape(target.text)}</a>')


@pass_context
def link_to_card(context: Context, card: PostCard, classes: str = "") -> str:
    """A link to a post in a list, or to the place elsewhere that stands for it."""
    classes = f"p-name u-url {classes}".strip()
    if address := card.external:
        if not is_whole(address) and not address.startswith("/"):
            address = context["pathto"](address, 1)  # from the site's first page, whichever page the list stands on
        return f'<a class="{classes}" href="{escape(address)}">{escape(card.link.text)}</a>'
    return link_to(context, card.link, classes)


@pass_context
def by_whom(context: Context, speakers: Sequence[Link]) -> str:
    """By whom a talk was: "by A", "by A and B", "by A, B, and C"."""
    if not speakers:
        return ""
    names = words.listed([link_to(context, speaker, "p-performer h-card") for speaker in speakers])
    by = say("by {speakers}", speakers=Markup(names))
    return f' <span class="who">{by}</span>'


@pass_context
def at_which_event(context: Context, event: Link) -> str:
    """At which event a talk was."""
    at = say("at {event}", event=link_to(context, event))
    return f' <span class="where">{at}</span>'


@pass_context
def feed_link(context: Context, target: Link) -> str:
    """A paragraph with the link to a feed; screen readers also say what the feed is of."""
    address = context["pathto"](quote(target.pagename), 1)
    of = f'<span class="visually-hidden">: {escape(target.text)}</span>'
    words_shown = say("Atom feed")
    return f'<p class="feed-link"><a type="application/atom+xml" href="{escape(address)}">{words_shown}{of}</a></p>'


def authors_of_all(groups: Iterable[Iterable[PostCard]]) -> tuple[str, ...]:
    """The names of those who wrote each post of a list; none where posts have different authors."""
    found = {card.authors for cards in groups for card in cards}
    return found.pop() if len(found) == 1 else ()


def about_list(name: str, address: str, authors: Iterable[str]) -> Markup:
    """What machines are told of a list of posts, an h-feed: its name, its page's address, who wrote all of it."""
    named = [("p-name", Markup(name).striptags()), ("u-url", address)]
    told = [(kind, value) for kind, value in named if value]  # a heading may say it, and a site may have no address yet
    return _for_machines([*told, *(("p-author", author) for author in authors)])


def about_entry(card: PostCard, authors_of_list: Sequence[str], is_dated: bool = True) -> Markup:
    """What machines are told of a post in a list, an h-entry, that readers see elsewhere: its date, its authors."""
    dated = [("dt-published", for_machines(card.date))] if card.date and not is_dated else []
    return _for_machines([*dated, *(("p-author", author) for author in card.authors if not authors_of_list)])


def _for_machines(facts: Iterable[tuple[str, str]]) -> Markup:
    element = Markup('<data class="{}" value="{}"></data>')
    return Markup("").join(element.format(kind, value) for kind, value in facts)


@pass_context
def seen_from_here(context: Context, html: str) -> str:
    """A part of an excerpt, whose links lead on from the page."""
    return excerpt.seen_from(html, context["pathto"])


def in_language(language: str) -> Markup:
    """What an element says of its language by the language's tag; nothing of the site's, which is ""."""
    return Markup(f' lang="{language}" dir="{words.direction(language)}"' if language else "")


def jump_list(parts: Sequence[Part], title: str, nth: str = "", *, is_shown: bool = False) -> Markup:
    """Links to the parts of a long list, for its top; `is_shown` has its `title` stand before them.

    `nth` tells the lists of a page apart: "_2" for the second.
    """
    places = long_lists.places_in(parts)
    if not places:
        return Markup()
    links = [f'<a href="#{escape(part.anchor)}{nth}">{escape(part.title)}</a>' for part in places]
    label = f"{title}{nth.replace('_', ' ')}"
    shown = f"<span>{title}</span> " if is_shown else ""
    return Markup(f'<nav class="jump-list" aria-label="{label}">{shown}{" ".join(links)}</nav>')


def anchor_of(part: Part, nth: str = "") -> str:
    """The id of a part's heading, as an attribute."""
    return Markup(_attribute("id", f"{escape(part.anchor)}{nth}" if part.anchor else ""))


def number_of_posts(count: int) -> str:
    """How many posts there are, with the word."""
    return number_of("{number} post", "{number} posts", count)


def number_of_talks(count: int) -> str:
    """How many talks there are, with the word."""
    return number_of("{number} talk", "{number} talks", count)


def number_of(one: str, several: str, number: int) -> Markup:
    """A message about a number of things."""
    return escape(words.number_of(one, several, number))


def say(message: str, **values: object) -> Markup:
    """A message in the site's language, with links and the like in its places; other values are escaped."""
    text = escape(words.translated(message))
    return Markup(words.PLACE.sub(lambda place: escape(values[place[1]]), text)) if values else text


def span(first: str, last: str) -> Markup:
    """From one date to another, where these are elements."""
    return Markup(words.span(first, last))


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""
