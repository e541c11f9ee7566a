"""What is wrong with the weblog as a whole, which no document alone could know.

Owns: what is said of tags that share an address, posts that share an id, feeds of tags that no post has. Must not:
mend anything. In: the catalog. Out: warnings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .config import Subtype, warn
from .names import KINDS
from .references import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .catalog import Catalog, Clash


def tell(catalog: Catalog, clashes: Iterable[Clash], /) -> None:
    """Tells all of it."""
    for clash in clashes:
        kind = KINDS[clash.kind][0]
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
    for combination in catalog.names.feeds.combinations if catalog.names.feeds else ():
        wanted = [("tags", tag) for tag in (*combination.tags, *combination.without)]
        wanted += [("language", combination.language)] if combination.language else []
        for kind, name in wanted:
            known = [found.label.name for found in catalog.labelled[kind]]
            if catalog.names.full(kind, name) not in known:
                warn(
                    Subtype.REFERENCE,
                    f'conf.py: weblog_feeds["{combination.name}"] names the {KINDS[kind][0]} "{name}", which no post '
                    f"has{nearest(name, known)}",
                    location=None,
                )
