"""Small parts that several templates share: links, dates, counts, as functions, for a page may have hundreds.

Owns: the HTML of these parts; what a person typed is escaped here. Must not: choose what is shown, know Sphinx. In:
values that `pages` and `queries` made, and the page's own `pathto`. Out: HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import pass_context
from markupsafe import escape

from weblog.posts import excerpt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from jinja2.runtime import Context

    from weblog.posts.links import Link
    from weblog.site.pages import PostCard


def functions(show_date: Callable[[date, str], str], /) -> dict[str, Callable[..., str]]:
    """The functions by the names that templates know them by; `show_date` gives a date as readers see it, in a form."""

    def date_of(moment: date, classes: str = "", form: str = "") -> str:
        """A date, in the site's form or another."""
        shown = escape(show_date(moment, form))
        return f'<time{_attribute("class", classes)} datetime="{moment.isoformat()}">{shown}</time>'

    return {
        "link_to": link_to,
        "link_to_card": link_to_card,
        "by_whom": by_whom,
        "at_which_event": at_which_event,
        "feed_link": feed_link,
        "seen_from_here": seen_from_here,
        "number_of_posts": number_of_posts,
        "date_of": date_of,
    }


@pass_context
def link_to(context: Context, target: Link, classes: str = "", rel: str = "") -> str:
    """A link to a page or a section of it."""
    address = f"{escape(context['pathto'](target.pagename))}{escape(target.anchor)}"
    kind, relation = _attribute("class", classes), _attribute("rel", rel)
    return f'<a{kind} href="{address}"{relation}>{escape(target.text)}</a>'


@pass_context
def link_to_card(context: Context, card: PostCard, classes: str = "") -> str:
    """A link to a post in a list, or to the place elsewhere that stands for it."""
    classes = f"p-name u-url {classes}".strip()
    if card.external:
        return f'<a class="{classes}" href="{escape(card.external)}">{escape(card.link.text)}</a>'
    return link_to(context, card.link, classes)


@pass_context
def by_whom(context: Context, speakers: Sequence[Link]) -> str:
    """By whom a talk was: "by A", "by A and B", "by A, B and C"."""
    *others, last = [link_to(context, speaker, "p-performer h-card") for speaker in speakers] or [""]
    names = f"{', '.join(others)} and {last}" if others else last
    return f' <span class="who">by {names}</span>' if names else ""


@pass_context
def at_which_event(context: Context, event: Link) -> str:
    """At which event a talk was."""
    return f' <span class="where">at {link_to(context, event)}</span>'


@pass_context
def feed_link(context: Context, target: Link) -> str:
    """A paragraph with the link to a feed; screen readers also say what the feed is of."""
    of = f'<span class="visually-hidden"> of {escape(target.text)}</span>'
    address = context["pathto"](quote(target.pagename), 1)
    return f'<p class="feed-link"><a href="{escape(address)}">Atom feed{of}</a></p>'


@pass_context
def seen_from_here(context: Context, html: str) -> str:
    """A part of an excerpt, whose links lead on from the page."""
    return excerpt.seen_from(html, context["pathto"])


def number_of_posts(count: int) -> str:
    """How many posts there are, with the word."""
    return f"{count} {'post' if count == 1 else 'posts'}"


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""
