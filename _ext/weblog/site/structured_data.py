"""What search engines read of a page: JSON-LD in the words of schema.org.

Owns: which things a page describes, and how. Must not: know Sphinx, look up anything. In: posts, talks, events,
speakers, and how addresses are made. Out: the text of one `<script type="application/ld+json">`.

https://schema.org/BlogPosting, /Event, /Person, /BreadcrumbList; a talk is an Event whose superEvent is the conference.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from weblog.posts.model import for_machines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weblog.posts.links import Link
    from weblog.posts.model import Post
    from weblog.posts.published_site import PublishedSite
    from weblog.talks.model import Event, Speaker, Talk

Thing = dict[str, Any]
ATTENDANCE = "https://schema.org/{}EventAttendanceMode"


def text(things: Iterable[Thing], /) -> str:
    """The text of a script; no "<" in it can end the script or begin another one."""
    document = {"@context": "https://schema.org", "@graph": list(things)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def post(site: PublishedSite, post: Post, talks: Sequence[Talk], /) -> Thing:
    """A post, and the talks that it is about."""
    authors = [_with(_person(label.name), url=label.url) for label in post.labels_of("author")]
    return _with(
        {"@type": "BlogPosting"},
        headline=post.title,
        url=site.url(post.docname, post.anchor),
        datePublished=for_machines(post.date) if post.date else None,
        dateModified=for_machines(post.updated) if post.updated else None,
        description=post.summary,
        keywords=[tag.name for tag in post.tags],
        inLanguage=site.language_of(post) or site.language,
        author=authors or [_person(site.author)],
        isPartOf=_blog(site),
        about=[talk_event(site, talk) for talk in talks],
    )


def whole_site(site: PublishedSite, /) -> Iterable[Thing]:
    """The site, and the weblog that it is."""
    address = site.url(site.front_page)
    yield {"@type": "WebSite", "name": site.title, "url": address, "inLanguage": site.language}
    yield {**_blog(site), "author": _person(site.author), "inLanguage": site.language}


def talk_event(site: PublishedSite, talk: Talk, /) -> Thing:
    """A talk, within its event."""
    moment = talk.start.isoformat() if talk.start else talk.day.isoformat() if talk.day else None
    return _with(
        {"@type": "Event"},
        name=talk.title,
        url=site.url(talk.docname, talk.anchor),
        startDate=moment,
        performer=[speaker(site, found, is_brief=True) for found in talk.speakers],
        superEvent=event(site, talk.event) if talk.event else None,
        eventAttendanceMode=_attendance(talk.event) if talk.event else None,
        location=_location(site, talk.event) if talk.event else None,
        recordedIn=talk.materials.get("video"),
    )


def event(site: PublishedSite, event: Event, /, talks: Sequence[Talk] = ()) -> Thing:
    """An event, with its talks."""
    return _with(
        {"@type": "Event"},
        name=event.title,
        url=site.url(event.docname),
        startDate=event.first.isoformat() if event.first else None,
        endDate=event.last.isoformat() if event.last else None,
        eventAttendanceMode=_attendance(event),
        location=_location(site, event),
        alternateName=list(event.other_names),
        sameAs=event.url,
        subEvent=[
            _with(
                {"@type": "Event"},
                name=talk.title,
                url=site.url(talk.docname, talk.anchor),
                startDate=talk.start.isoformat() if talk.start else talk.day.isoformat() if talk.day else None,
                performer=[speaker(site, found, is_brief=True) for found in talk.speakers],
                eventAttendanceMode=_attendance(event),
                location=_location(site, event),
            )
            for talk in talks
        ],
    )


def speaker(site: PublishedSite, speaker: Speaker, /, *, is_brief: bool = False) -> Thing:
    """A speaker; where others are the subject, name and page alone."""
    found = _with(_person(speaker.name), url=site.url(speaker.pagename))
    if is_brief:
        return found
    return _with(found, alternateName=list(speaker.other_names), sameAs=[address for _, address in speaker.links])


def breadcrumbs(site: PublishedSite, way: Iterable[Link], /) -> Thing:
    """The way to a page, from the front page on."""
    steps = [
        (site.title, site.url(site.front_page)),
        *((link.text, site.url(link.pagename, link.anchor)) for link in way),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, 1)
        ],
    }


def _blog(site: PublishedSite) -> Thing:
    return {"@type": "Blog", "name": site.title, "url": site.url(site.front_page)}


def _person(name: str) -> Thing:
    return {"@type": "Person", "name": name}


def _attendance(event: Event) -> str | None:
    return ATTENDANCE.format("Online" if event.is_online else "Offline") if event.place else None


def _location(site: PublishedSite, event: Event) -> Thing | None:
    if event.is_online:
        return {"@type": "VirtualLocation", "url": event.url or site.url(event.docname)}
    return {"@type": "Place", "name": event.place, "address": event.place} if event.place else None


def _with(thing: Thing, **properties: object) -> Thing:
    """A thing with those properties that have a value."""
    return thing | {name: value for name, value in properties.items() if value}
