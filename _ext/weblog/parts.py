"""Small parts that several templates share: links, dates, counts, as functions, for a page may have hundreds.

Owns: the HTML of these parts; what a person typed is escaped here. Must not: choose what is shown, know Sphinx. In:
values that `pages` and `talk_lists` made, and the page's own `pathto`. Out: HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from .pages import Link

Functions = dict[str, "Callable[..., str]"]
"""Functions by the names that templates know them by."""


def of_weblog(show_date: Callable[[date], str], /) -> Functions:
    """Those that are the same on all pages; `show_date` gives a date as readers see it."""

    def date_of(moment: date, classes: str = "") -> str:
        """A date."""
        return f'<time{_attribute("class", classes)} datetime="{moment.isoformat()}">{escape(show_date(moment))}</time>'

    return {"number_of_posts": number_of_posts, "date_of": date_of}


def of_page(pathto: Callable[..., str], /) -> Functions:
    """Those with links, which lead from one page.

    Jinja could give a function the page it is called for, but makes a copy of all that the page knows to do so, for
    each link of a list.
    """

    def link_to(target: Link, classes: str = "", rel: str = "") -> str:
        """A link to a page or a section of it."""
        address = escape(pathto(target.pagename) + target.anchor)
        return f'<a{_attribute("class", classes)} href="{address}"{_attribute("rel", rel)}>{escape(target.text)}</a>'

    def speakers_of(speakers: Sequence[Link]) -> str:
        """By whom a talk was: "by A", "by A and B", "by A, B and C"."""
        *others, last = [link_to(speaker, "p-performer h-card") for speaker in speakers] or [""]
        names = f"{', '.join(others)} and {last}" if others else last
        return f' <span class="who">by {names}</span>' if names else ""

    def place_of(event: Link) -> str:
        """At which event a talk was."""
        return f' <span class="where">at {link_to(event)}</span>'

    def feed_link(target: Link) -> str:
        """A paragraph with the link to a feed; its text says of what for those who hear it alone."""
        of = f'<span class="visually-hidden"> of {escape(target.text)}</span>'
        return f'<p class="feed-link"><a href="{escape(pathto(target.pagename, True))}">Atom feed{of}</a></p>'

    return {"link_to": link_to, "speakers_of": speakers_of, "place_of": place_of, "feed_link": feed_link}


def number_of_posts(count: int) -> str:
    """How many posts there are, with the word."""
    return f"{count} {'post' if count == 1 else 'posts'}"


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""
