"""What `{ref}` can lead to: the authors' labels, and posts by their names.

Owns: who keeps a label that several want, which labels posts have. Must not: resolve references. In: what the documents
define, by document. Out: Sphinx's table of labels as it should be, whatever was read when and by which process.

Sphinx gives a label to the document that was read last, tells of two only if one process reads both in one build, and
loses the label of one when the other goes.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from .config import Subtype, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from .model import PostData

Target = tuple[int | None, str, str | None]
"""The line of a label, the id of the place that it names, and the heading there, if there is one."""


def of(doctree: nodes.document, docname: str, env: BuildEnvironment, /) -> dict[str, Target]:
    """The labels of a document that Sphinx just read."""
    standard = env.domains.standard_domain
    found = {}
    for name, is_explicit in doctree.nametypes.items():
        owner, place = standard.anonlabels.get(name, ("", ""))
        if is_explicit and owner == docname:
            titled = standard.labels.get(name, ("", "", ""))
            line = doctree.ids[place].line if place in doctree.ids else None
            found[name] = (line, place, titled[2] if titled[0] == docname else None)
    return found


def settle(env: BuildEnvironment, targets: Mapping[str, Mapping[str, Target]], /) -> None:
    """Gives each label to one document, the first in the alphabet, and tells of the others; Sphinx keeps its own."""
    standard = env.domains.standard_domain
    own = standard.initial_data["anonlabels"]
    holders: dict[str, list[str]] = {}
    for docname in sorted(targets):
        for name in targets[docname]:
            holders.setdefault(name, []).append(docname)
    for name, (first, *others) in holders.items():
        if name in own:
            for docname in (first, *others):
                _warn(name, "Sphinx, which has a page of that name", (docname, targets[docname][name][0]))
            continue
        if others or standard.anonlabels.get(name, ("", ""))[0] != first:  # the other may be gone by now
            _, place, title = targets[first][name]
            standard.anonlabels[name] = (first, place)
            standard.labels.pop(name, None)
            if title is not None:
                standard.labels[name] = (first, place, title)
        for other in others:
            owner = f"{env.doc2path(first, base=False)}, line {targets[first][name][0]}"
            _warn(name, owner, (other, targets[other][name][0]))
    for name in own:
        if name not in standard.anonlabels or standard.anonlabels[name][0] != own[name][0]:
            standard.anonlabels[name] = own[name]
            standard.labels[name] = standard.initial_data["labels"][name]


def _warn(name: str, owner: str, location: tuple[str, int | None]) -> None:
    warn(Subtype.LABEL, f'the label "{name}" belongs to {owner}: give one of the two another name', location=location)


def label_posts(env: BuildEnvironment, posts: Mapping[str, list[PostData]], labels: list[str], /) -> None:
    """Makes each post a target by its path and, where no other post or label has it, by its file's name.

    ablog knows the name alone, and when two posts share it the last one read wins. The labels that the last build made
    are given in `labels`, which holds this build's afterwards.
    """
    standard = env.domains.standard_domain
    tables: tuple[dict[str, Any], ...] = (standard.labels, standard.anonlabels)
    for label in labels:
        for table in tables:
            if label in table and table[label][1] == "":
                del table[label]
    labels.clear()
    named = posts_by_name(posts)
    for docname in sorted(posts):
        name = _name(docname)
        names = [docname, name] if named[name] == [docname] else [docname]
        for label in map(str.lower, names):
            if not any(label in table for table in tables):
                standard.labels[label] = (docname, "", posts[docname][0]["title"])
                standard.anonlabels[label] = (docname, "")
                labels.append(label)


def posts_by_name(posts: Iterable[str], /) -> dict[str, list[str]]:
    """File name -> the posts that have it, in order; a post called index has its folder's name."""
    named: dict[str, list[str]] = {}
    for docname in sorted(posts):
        named.setdefault(_name(docname), []).append(docname)
    return named


def _name(docname: str) -> str:
    return posixpath.basename(docname.removesuffix("/index"))
