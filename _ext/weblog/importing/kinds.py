"""The kinds of weblogs that can be read, and how the bodies of each form are converted.

Owns: which kind a source is. Must not: read posts itself. In: a path. Out: a `Kind`; bodies.
"""

from __future__ import annotations

import multiprocessing
import os
from functools import partial
from typing import TYPE_CHECKING

from weblog.importing import (
    ablog_posts,
    feeds,
    html_bodies,
    markdown_bodies,
    nikola,
    rest_bodies,
    sphinx_weblog,
    tinkerer,
    wordpress,
)
from weblog.posts.metadata import did_you_mean
from weblog.posts.mistake import MistakeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from weblog.importing.bodies import Desk, NewBody
    from weblog.importing.model import Kind
    from weblog.importing.moves import Place

KINDS = (nikola.KIND, tinkerer.KIND, ablog_posts.KIND, sphinx_weblog.KIND, wordpress.KIND, feeds.KIND)
"""In the order in which they are tried."""
MANY, AT_ONCE = 200, 50
"""Posts from which on several processes work, and how many each takes at a time."""
CONVERTERS = {"rest": rest_bodies.convert, "markdown": markdown_bodies.convert, "html": html_bodies.convert}


def kind_of(source: Path, name: str, /) -> Kind:
    """The kind of a source: the one that is named, or else the first that fits.

    :raises MistakeError: if there is none.
    """
    if not source.exists():
        web = (
            "save it as a file first: nothing is fetched"
            if "://" in str(source) or ":/" in str(source)
            else "check the path"
        )
        raise MistakeError(f"there is no {source}: {web}")
    by_name = {kind.name: kind for kind in KINDS}
    if name and name not in by_name:
        raise MistakeError(f"KIND={name} is none of {', '.join(by_name)}{did_you_mean(name, by_name)}")
    found = by_name[name] if name else next((kind for kind in KINDS if kind.fits(source)), None)
    if not found:
        raise MistakeError(
            f"{source} is no weblog of a kind that can be read: {', '.join(kind.what for kind in KINDS)}"
        )
    if not found.fits(source):
        raise MistakeError(f"{source} is no such weblog: {found.what}")
    return found


def bodies(places: Sequence[Place], desk: Desk, /) -> Iterator[tuple[Place, NewBody]]:
    """The new bodies of posts, one after the other; of many posts each processor has a part."""
    processors = os.cpu_count() or 1
    if len(places) < MANY or processors < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from _converted(list(places), desk)
        return
    with multiprocessing.get_context("fork").Pool(processors) as pool:
        for part in pool.imap(partial(_converted, desk=desk), _parts(places)):
            yield from part


def _converted(places: list[Place], desk: Desk) -> list[tuple[Place, NewBody]]:
    return [(place, CONVERTERS[place.post.form](place, desk)) for place in places]


def _parts(places: Sequence[Place]) -> Iterator[list[Place]]:
    """Posts in parts; those of one folder, whose images have names in common, are in one."""
    part: list[Place] = []
    for place in places:
        if len(part) >= AT_ONCE and place.docname.rpartition("/")[0] != part[-1].docname.rpartition("/")[0]:
            yield part
            part = []
        part.append(place)
    yield part
