"""The way to a page: from an overview, which has it in a list, to itself.

Owns: which overview that is. Must not: know how a way looks. In: what the weblog consists of, facts. Out: links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weblog.posts.links import Link, link_to_post
from weblog.posts.words import say
from weblog.talks.model import EVENTS, SPEAKERS
from weblog.talks.queries import link_to_event, link_to_speaker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weblog.site.whole import Whole


def way_to(pagename: str, whole: Whole, facts: Mapping[str, Any], /) -> Sequence[Link]:
    """The pages on the way, the page itself last; nothing for one that is in no list.

    `facts` are the page's: lists of posts know their way.
    """
    programme = whole.talk_pages.programme
    events, speakers = Link(text=say("Events"), pagename=EVENTS), Link(text=say("Speakers"), pagename=SPEAKERS)
    if event := programme.events_by_document.get(pagename):
        return events, link_to_event(event)
    if speaker := programme.speakers_by_page.get(pagename):
        return speakers, link_to_speaker(speaker)
    posts = whole.catalog.in_document(pagename)
    if len(posts) != 1:
        found: Sequence[Link] = facts.get("way", ())
        return found
    talk = programme.talk_of_page(pagename)
    if talk and talk.event:
        return events, link_to_event(talk.event), link_to_post(posts[0])
    path = whole.catalog.settings.path
    year = f"{posts[0].date:%Y}" if posts[0].date else ""
    above = [Link(text=year, pagename=f"{path}/{year}")] if f"{path}/{year}" in whole.pages else []
    return Link(text=say("All posts"), pagename=path), *above, link_to_post(posts[0])
