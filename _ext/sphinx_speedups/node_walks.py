"""docutils' walks through a document, without two messages for each node that nobody asked for.

Owns: the order of a walk, and what the exceptions mean that end it. Must not: know who walks. In: a node and a visitor.
Out: the same calls of the visitor, in the same order.

docutils puts together what it would say of each node and hands it to the document's reporter, which drops it unless
docutils' own `debug` is on. Sphinx walks through each document some five times, for a page and its parts.

Saves 0.0 %.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from docutils import nodes

from .node_search import kinds_of
from .patch import Patch, StaysOutError, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx


def walking(theirs: Callable[[nodes.Node, nodes.NodeVisitor], bool], /) -> Callable[..., bool]:
    """docutils' method, but for the messages; where they are wanted it is docutils' own."""

    def walkabout(self: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
        if visitor.document.reporter.debug_flag:
            return theirs(self, visitor)
        departs, stops = True, False
        try:
            try:
                visitor.dispatch_visit(self)
            except nodes.SkipNode:
                return False
            except nodes.SkipDeparture:
                departs = False
            try:
                for child in self.children[:]:
                    if child.walkabout(visitor):
                        stops = True
                        break
            except nodes.SkipSiblings:
                pass  # of the children: this node goes on
        except nodes.SkipChildren:
            pass
        except nodes.StopTraversal:
            stops = True
        if departs:
            visitor.dispatch_departure(self)
        return stops

    return walkabout


@contextmanager
def apply(app: Sphinx, /) -> Iterator[None]:
    """Replaces the method that all nodes have."""
    if any("walkabout" in vars(kind) for kind in kinds_of(nodes.Node)):
        raise StaysOutError("nodes of some class are walked through otherwise")
    with replaced(nodes.Node, "walkabout", walking(nodes.Node.walkabout)):
        yield


PATCH = Patch(
    name="walks through documents without messages",
    known={
        "docutils.nodes:Node.walkabout": frozenset({"bd6ab3fbf3ed0446"}),  # docutils 0.22, 0.23
        "docutils.utils:Reporter.debug": frozenset({"f00d269aa6995f33"}),
    },
    apply=apply,
)
