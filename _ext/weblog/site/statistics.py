"""The weblog in numbers: posts by year and month, tags over the years, events, speakers: what {statistics} shows.

Owns: what is counted, and in which order it stands. Must not: know Sphinx, render anything. In: a catalog and a
programme. Out: a `Statistics`, a plain value of exactly what is shown.

Drafts and scheduled posts don't count, nor do their talks, in a preview either.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from babel.dates import format_date, get_month_names

from weblog.posts.labels import label_pagename
from weblog.posts.links import Link
from weblog.posts.words import number_of, span
from weblog.talks.queries import link_to_event, link_to_speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weblog.posts.catalog import Catalog
    from weblog.posts.model import Collection, Label
    from weblog.talks.programme import Programme

    Days = Mapping[Link, list[date | None]]
    """Link to something -> the day of each of its posts or talks, None where nobody knows."""

LONGEST = 15
"""How many tags, events and speakers are shown: those with the largest numbers."""
TAGS_OF_A_YEAR = 5
SHADES = 4
"""How many shades tell a month with many posts from one with few."""
LONGEST_GAP = 10
"""How many years without anything are shown between two; more than that is a date that stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One of the things with the largest numbers: `link.count` of something; `share` as with years."""

    link: Link
    share: int
    years: str  # the first and the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of a year: `link` leads to its page, where it has posts; `shade` is 0 for none."""

    link: Link | None
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year, of which there may be a page. `share` is of the most posts in a year, in percent; 0 shows no bar."""

    title: str
    link: Link | None
    posts: int
    share: int
    talks: int
    events: int
    months: tuple[Month, ...]  # twelve
    tags: tuple[Link, ...]  # the most used ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """All of it: sums, then lists. Years are the newest first, lists begin with the largest number."""

    posts: int
    first: date | None  # days of the first and the last post
    last: date | None
    talks: int
    events_heard: int  # at which these were
    speakers_heard: int
    years: tuple[Year, ...]
    months: tuple[tuple[str, str, str], ...]  # the names of the twelve: whole, short, shortest
    tags: tuple[Line, ...]
    events: tuple[Line, ...]
    speakers: tuple[Line, ...]  # of two talks or more
    heard_once: int  # the other speakers

    @property
    def texts(self) -> list[str]:
        """The posts of each year, where nothing but text can be shown."""
        return [f"{year.title}: {number_of('{number} post', '{number} posts', year.posts)}" for year in self.years]

    @property
    def links(self) -> tuple[Link, ...]:
        """The same, as lists have them, leading nowhere."""
        return tuple(Link(text=text, pagename="") for text in self.texts)


def count(catalog: Catalog, programme: Programme, /) -> Statistics:
    """What there is by now."""
    posts, path = catalog.posts, catalog.settings.path
    talks = [talk for talk in programme.talks if not talk.unpublished_as]
    tags = _days_by_link((_link_to_tag(path, label), post.date) for post in posts for label in post.tags)
    events = _days_by_link((link_to_event(talk.event), talk.day) for talk in talks if talk.event)
    speakers = _days_by_link((link_to_speaker(speaker), talk.day) for talk in talks for speaker in talk.speakers)
    heard_again = {link: days for link, days in speakers.items() if len(days) > 1}
    return Statistics(
        posts=len(posts),
        first=posts[-1].date.date() if posts and posts[-1].date else None,
        last=posts[0].date.date() if posts and posts[0].date else None,
        talks=len(talks),
        events_heard=len(events),
        speakers_heard=len(speakers),
        years=tuple(
            _years(
                catalog,
                talks=Counter(talk.day.year for talk in talks if talk.day),
                events=Counter(min(years) for days in events.values() if (years := _years_of(days))),
            )
        ),
        months=_names_of_months(catalog.settings.locale),
        tags=_longest(tags),
        events=_longest(events),
        speakers=_longest(heard_again),
        heard_once=len(speakers) - len(heard_again),
    )


def _years(catalog: Catalog, /, *, talks: Mapping[int, int], events: Mapping[int, int]) -> Iterator[Year]:
    by_year = {int(found.label.slug): found for found in catalog.years}
    by_month = {found.label.slug: found for found in catalog.months}
    most_in_a_month = max((len(found.posts) for found in by_month.values()), default=0)
    years = [*_without_gaps({*by_year, *talks, *events})]
    posts = [len(by_year[year].posts) if year in by_year else 0 for year in years]
    for year, number, share in zip(years, posts, _shares(posts), strict=True):
        found = by_year.get(year)
        months = [by_month.get(f"{found.label.slug}/{month:02}") if found else None for month in range(1, 13)]
        yield Year(
            title=format_date(date(year, 1, 1), "yyyy", locale=catalog.settings.locale),
            link=_link_to_time(found) if found else None,
            posts=number,
            share=share,
            talks=talks.get(year, 0),
            events=events.get(year, 0),
            months=tuple(
                Month(link=_link_to_time(month), shade=ceil(SHADES * len(month.posts) / most_in_a_month))
                if month
                else Month(link=None, shade=0)
                for month in months
            ),
            tags=_tags_of(found, catalog.settings.path) if found else (),
        )


def _without_gaps(years: Iterable[int]) -> Iterator[int]:
    """Years, the newest first, and those between two of them."""
    ordered = sorted(years, reverse=True)
    for year, older in zip(ordered, [*ordered[1:], None], strict=False):
        yield year
        if older is not None and year - older <= LONGEST_GAP + 1:
            yield from range(year - 1, older, -1)


def _tags_of(year: Collection, path: str) -> tuple[Link, ...]:
    days = _days_by_link((_link_to_tag(path, label), post.date) for post in year.posts for label in post.tags)
    return tuple(line.link for line in _longest(days)[:TAGS_OF_A_YEAR])


def _days_by_link(pairs: Iterable[tuple[Link, date | None]]) -> Days:
    found: dict[Link, list[date | None]] = defaultdict(list)
    for link, day in pairs:
        found[link].append(day)
    return found


def _names_of_months(locale: str) -> tuple[tuple[str, str, str], ...]:
    whole, short, shortest = (
        get_month_names(width, "stand-alone", locale) for width in ("wide", "abbreviated", "narrow")
    )
    return tuple((whole[month], short[month], shortest[month]) for month in range(1, 13))


def _longest(found: Days) -> tuple[Line, ...]:
    """The things with the most posts or talks; of the same number the latest first."""

    def order(item: tuple[Link, list[date | None]]) -> tuple[int, int, str]:
        link, days = item
        return (-len(days), -max((day.toordinal() for day in days if day), default=0), link.text)

    kept = sorted(found.items(), key=order)[:LONGEST]
    shares = _shares([len(days) for _, days in kept])
    return tuple(
        Line(link=replace(link, count=len(days)), share=share, years=_span_of(days))
        for (link, days), share in zip(kept, shares, strict=True)
    )


def _years_of(days: Iterable[date | None]) -> list[int]:
    return sorted({day.year for day in days if day})


def _span_of(days: Iterable[date | None]) -> str:
    years = [str(year) for year in _years_of(days)]
    return span(years[0], years[-1]) if len(years) > 1 else "".join(years)


def _shares(numbers: list[int]) -> list[int]:
    """Each number in percent of the largest; at least one, so that there is something to be seen.

    None has a share where all are the same: bars that are alike tell nothing.
    """
    if len({*numbers}) < 2:
        return [0 for _ in numbers]
    return [ceil(100 * number / max(numbers)) for number in numbers]


def _link_to_time(time: Collection) -> Link:
    return Link(text=time.title, pagename=time.pagename, count=len(time.posts))


def _link_to_tag(path: str, tag: Label) -> Link:
    return Link(text=tag.name, pagename=label_pagename(path, tag.kind, tag.slug))
