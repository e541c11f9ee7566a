"""What is wrong with the weblog as a whole, which no document alone could know.

Owns: what is said of tags that share an address, posts that share an id, feeds of tags that no post has. Must not:
mend anything. In: the catalog. Out: warnings.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from weblog.posts import tags_file
from weblog.posts.config import Subtype, warn
from weblog.posts.labels import LABEL_KINDS
from weblog.posts.metadata import did_you_mean
from weblog.posts.model import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from weblog.posts.catalog import Catalog, Clash
    from weblog.talks.programme import Programme


def warn_of_all(catalog: Catalog, clashes: Iterable[Clash], programme: Programme, folder: Path, /) -> None:
    """Warns of every mistake that the whole weblog alone shows; `folder` is that of conf.py."""
    for problem in catalog.settings.tags_file.problems:
        warn(Subtype.TAG, problem.message, location=f"{folder / tags_file.NAME}:{problem.line}")
    for fault in programme.faults:
        warn(Subtype(fault.kind), fault.message, location=(fault.docname, fault.line))
    for clash in clashes:
        kind = LABEL_KINDS[clash.kind][0]
        warn(
            Subtype.ADDRESS,
            f'the {kind} "{clash.second}" and the {kind} "{clash.first}" (in {clash.other["docname"]}) would share '
            f'the page "{clash.slug}": write both in one way, or choose names that differ in more than case and '
            "punctuation",
            location=(clash.post["docname"], clash.post["line"]),
        )
    for same in catalog.same_ids:
        warn(
            Subtype.ID,
            f'feeds know {same.other["docname"]} as "{same.id}", and this post, too: take it from the :was: or '
            ":feed-id: of the one that was never there",
            location=(same.post["docname"], same.post["line"]),
        )
    id_of = catalog.settings.id_of
    for post in catalog.posts:
        if NUMBERED.fullmatch(post.section) and post.id == id_of(post.docname, post.section, post.date):
            warn(
                Subtype.ID,
                f'this section has no name but "{post.section}", by its place on the page, so that feeds would take it '
                "for another when sections come or go: give its heading a text of its own, or this post a :feed-id:",
                location=(post.docname, post.line),
            )
    plan = catalog.settings.feed_plan
    paged = [found.pagename for found in catalog.collections if found.feed]
    for pattern in plan.summaries if plan else ():
        if not any(fnmatchcase(name, pattern) for name in paged):
            warn(
                Subtype.REFERENCE,
                f'conf.py: weblog_feed_summaries names "{pattern}", no page with a feed{did_you_mean(pattern, paged)}',
                location=None,
            )
    feeds = [found.feed.path for found in catalog.collections if found.feed]
    for combination in plan.told if plan else ():
        is_narrow = combination.tags or combination.without or combination.event or combination.language
        if feeds.count(combination.path) > 1 or (plan and combination is plan.main and is_narrow):
            warn(
                Subtype.ADDRESS,
                f'conf.py: weblog_feeds["{combination.name}"] wants the address of another feed, "{combination.path}": '
                "give it another path",
                location=None,
            )
        wanted = [("tags", tag) for tag in (*combination.tags, *combination.without)]
        wanted += [("language", combination.language)] if combination.language else []
        if combination.event and combination.event not in programme.events_by_id:
            warn(
                Subtype.REFERENCE,
                f'conf.py: weblog_feeds["{combination.name}"] names the event "{combination.event}", which there isn\'t'
                f"{did_you_mean(combination.event, programme.events_by_id)}",
                location=None,
            )
        for kind, name in wanted:
            known = [found.label.name for found in catalog.labelled[kind]]
            if catalog.settings.full_name(kind, name) not in known:
                warn(
                    Subtype.REFERENCE,
                    f'conf.py: weblog_feeds["{combination.name}"] names the {LABEL_KINDS[kind][0]} "{name}", which no '
                    f"post has{did_you_mean(name, known)}",
                    location=None,
                )
