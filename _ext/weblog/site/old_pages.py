"""Old addresses of lists, which conf.py tells in `weblog_redirects`: they lead to the lists of today.

Owns: what stands for {year}, {tag} and the like. Must not: know what is at an address. In: the setting, the catalog,
the titles of pages. Out: redirects, warnings.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from sphinx_rebuild.contributor import Page
from weblog.posts.config import Subtype, warn
from weblog.posts.links import REDIRECT, Link
from weblog.posts.metadata import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from weblog.posts.catalog import Catalog

LABELS = {"tag": "tags", "category": "category", "author": "author"}
"""What stands in braces -> the kind of label."""
FORMS = {"year": "%Y", "month": "%m", "day": "%d"}


def redirects(
    wanted: Mapping[str, str], catalog: Catalog, known: Collection[str], title_of: Callable[[str], str], /
) -> Iterator[Page]:
    """A page at each old address at which there is nothing else; `known` are the pages that there are."""
    taken = set()
    for old, new in wanted.items():
        names = set(re.findall(r"\{(\w+)\}", old))
        for before, after in _values(catalog, names):
            address, target = old.format(**before), new.format(**after)
            if target not in known:
                warn(
                    Subtype.REFERENCE,
                    f'conf.py: weblog_redirects["{old}"] leads from "{address}" to "{target}", which is no page'
                    f"{did_you_mean(target, known)}",
                    location=None,
                )
                break
            if address in known and not names:
                message = f'conf.py: weblog_redirects: there is a page at "{address}": take it out'
                warn(Subtype.ADDRESS, message, location=None)
            if address not in known and address not in taken:
                taken.add(address)
                link = Link(text=title_of(target), pagename=target)
                yield Page(pagename=address, template=REDIRECT, title=link.text, facts={"target": link})


def _values(catalog: Catalog, names: Collection[str]) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """What the names stand for: in an old address, and in today's, where labels have other spellings."""
    forms = {name: form for name, form in FORMS.items() if name in names}
    dates = dict.fromkeys(
        tuple(post.date.strftime(form) for form in forms.values()) for post in catalog.posts if post.date and forms
    )
    spans = [dict(zip(forms, parts, strict=True)) for parts in dates] if forms else [{}]
    kinds = [kind for kind in LABELS if kind in names]
    for chosen in product(*(catalog.labelled[LABELS[kind]] for kind in kinds)):
        before = {kind: found.label.name for kind, found in zip(kinds, chosen, strict=True)}
        after = {kind: found.pagename.rpartition("/")[2] for kind, found in zip(kinds, chosen, strict=True)}
        yield from (({**span, **before}, {**span, **after}) for span in spans)
