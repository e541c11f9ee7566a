"""Who refers to whom: the posts whose texts have a link to a page.

Owns: which references of a document count. Must not: resolve or write anything. In: a doctree before its references are
resolved; later the environment. Out: documents by the documents that they refer to.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from sphinx import addnodes

from weblog.posts.links import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from weblog.talks.domain import TalksDomain

Reference = tuple[str, str, str]
"""(domain, kind, target)."""


def references_of(doctree: nodes.document, /) -> list[Reference]:
    """The references of a document, sorted."""
    found = {
        (str(node.get("refdomain", "")), str(node["reftype"]), str(node["reftarget"]))
        for node in doctree.findall(addnodes.pending_xref)
        if node["reftype"] != PAGE
    }
    return sorted(found)


def referrers(
    env: BuildEnvironment, posts: Iterable[str], references: Mapping[str, Iterable[Reference]], /
) -> Mapping[str, list[str]]:
    """Document -> the documents with posts that refer to it."""
    found: dict[str, list[str]] = defaultdict(list)
    for docname in posts:
        targets = {_target(env, docname, *reference) for reference in references.get(docname, ())}
        for target in targets:
            if target and target != docname:
                found[target].append(docname)
    return found


def _target(env: BuildEnvironment, docname: str, domain: str, kind: str, target: str) -> str | None:
    """The document that a reference leads to."""
    talks = cast("TalksDomain", env.domains["talks"])
    if domain == "doc" or (domain == "std" and kind == "doc"):
        name = target if domain == "doc" else env.relfn2path(target, docname)[0]
        return name.removesuffix(".rst").removesuffix(".md")
    if domain == "talks":
        link = talks.find(kind, target)
        return link.pagename if link else None
    standard = env.domains.standard_domain
    label = target.lower() if kind in ("ref", "numref") else target
    found = standard.labels.get(label) or standard.anonlabels.get(label)
    if found and kind in ("ref", "numref", "any", "myst"):
        return str(found[0])
    links = [talks.find(kind, target) for kind in talks.object_types] if not domain else []
    return next((link.pagename for link in links if link), None)
