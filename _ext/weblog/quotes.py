"""What a document takes from other documents: the titles and anchors that its references show and lead to.

Owns: which references a document has, and what they resolve to at this moment. Must not: resolve or write anything.
In: a doctree before its references are resolved; later the environment. Out: plain values that differ whenever the
document's page would.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from .domain import TalksDomain
    from .pages import Link

Reference = tuple[str, str, str, str]
"""(domain, kind, target, fragment)."""


def of(doctree: nodes.document, /) -> list[Reference]:
    """The references of a document: (domain, kind, target, fragment) each, sorted."""
    found = {
        (
            str(node.get("refdomain", "")),
            str(node["reftype"]),
            str(node["reftarget"]),
            str(node.get("reftargetid") or ""),
        )
        for node in doctree.findall(addnodes.pending_xref)
        if node["reftype"] != "weblog-page"
    }
    return sorted(found)


class Quotations:
    """What references resolve to in one build."""

    def __init__(self, env: BuildEnvironment, generated: Mapping[str, tuple[str, str]], /) -> None:
        """`generated`: the references that ablog resolves, such as `tag-python`, and their pages and names."""
        self.env = env
        self.generated = generated
        self.standard = env.domains.standard_domain
        self.talks = cast("TalksDomain", env.domains["talks"])
        self.relations = env.collect_relations()
        self.objects: dict[str, list[Any]] = {}

    def title(self, docname: str | None) -> str | None:
        """A document's title as text; None if there is no such document."""
        if docname is None or docname not in self.env.titles:
            return None
        return str(self.env.titles[docname])

    def place(self, docname: str) -> Any:
        """The pages that a page leads to by its place in the table of contents."""
        related = self.relations.get(docname)
        return [(name, self.title(name)) for name in related] if related and any(related) else None

    def values(self, docname: str, references: Iterable[Reference], /) -> list[Any]:
        """What the references of a document give now."""
        return [self.value(docname, *reference) for reference in references]

    def targets(self, docname: str, references: Iterable[Reference], /) -> set[str]:
        """The documents that a document refers to, itself left out."""
        found = {self._target(docname, *reference) for reference in references}
        return {name for name in found if name and name != docname}

    def _target(self, docname: str, domain: str, kind: str, target: str, fragment: str) -> str | None:
        if domain == "doc" or (domain == "std" and kind == "doc"):
            name = target if domain == "doc" else self.env.relfn2path(target, docname)[0]
            return name.removesuffix(".rst").removesuffix(".md")
        if domain == "talks":
            talk = self.talks.find(kind, target)
            return talk.pagename if talk else None
        label = target.lower() if kind in ("ref", "numref") else target
        found = self.standard.labels.get(label) or self.standard.anonlabels.get(label)
        if found and kind in ("ref", "numref", "any", "myst"):
            return found[0]
        talks = [link.pagename for link in self.any_talk(target) if link] if not domain else []
        return talks[0] if talks else None

    def value(self, docname: str, domain: str, kind: str, target: str, fragment: str) -> Any:
        """What one reference gives now; for another domain's object all its objects, since each resolves in its way."""
        if domain == "doc" or (domain == "std" and kind == "doc"):
            name = target if domain == "doc" else self.env.relfn2path(target, docname)[0]
            name = name.removesuffix(".rst").removesuffix(".md")
            slugs = self.env.metadata[name].get("myst_slugs", {}) if name in self.env.metadata else {}
            return self.title(name), slugs.get(fragment) if fragment else None
        if domain == "talks":
            return self.talks.find(kind, target)
        if kind == "eq":
            return self.env.domains.math_domain.equations.get(target)
        if domain == "citation":
            return self.env.domains.citation_domain.citations.get(target)
        label = target.lower() if kind in ("ref", "numref") else target
        found = (self.standard.labels.get(label), self.standard.anonlabels.get(label), self.generated.get(target))
        if any(found) or domain in ("", "std"):
            of_figures = self.env.toc_fignumbers.get(found[1][0]) if kind == "numref" and found[1] else None
            named = self._objects("std") if kind == "option" else self._named.get(target.lower())
            equation = self.env.domains.math_domain.equations.get(target)
            return found, self.title(target), self.any_talk(target), of_figures, named, equation
        return self._objects(domain)

    def any_talk(self, target: str) -> list[Link | None]:
        """What `any`, or a Markdown link to a bare name, may mean of talks, events and speakers."""
        return [self.talks.find(kind, target) for kind in self.talks.object_types]

    @cached_property
    def _named(self) -> dict[str, list[Any]]:
        """Name in small letters -> the objects of that name, of all domains."""
        named: dict[str, list[Any]] = defaultdict(list)
        for domain in self.env.domains.sorted():
            for found in domain.get_objects() if domain.name != "talks" else ():
                named[found[0].lower()].append((domain.name, found))
        return named

    def _objects(self, domain: str) -> list[Any]:
        if domain not in self.objects:
            known = {known.name: known for known in self.env.domains.sorted()}
            self.objects[domain] = sorted(known[domain].get_objects()) if domain in known else []
        return self.objects[domain]
