"""A walk calls a visitor as docutils does, whatever the visitor ends it by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_speedups.node_walks import walking

from .docs import Docs
from .test_node_search import TREES

if TYPE_CHECKING:
    from pathlib import Path

docutils_walk = nodes.Node.walkabout
ENDS = [None, nodes.SkipNode, nodes.SkipDeparture, nodes.SkipSiblings, nodes.SkipChildren, nodes.StopTraversal]


class Visitor(nodes.NodeVisitor):
    """Notes what it is called for; ends each so-manyeth visit, and departure, by one of `ends`."""

    def __init__(self, document: nodes.document, ends: list[Any]) -> None:
        super().__init__(document)
        self.ends, self.called = ends, list[tuple[str, int]]()

    def dispatch_visit(self, node: nodes.Node) -> None:
        self._note("visit", node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        self._note("departure", node)

    def _note(self, what: str, node: nodes.Node) -> None:
        self.called.append((what, id(node)))
        if isinstance(node.parent, nodes.section) and what == "visit" and len(self.called) % 3 == 0:
            node.parent.append(nodes.strong())  # for the next walk: lists are copied before they are gone through
        if end := self.ends[len(self.called) % len(self.ends)]:
            raise end


LISTS = nodes.section("", nodes.paragraph("", "", nodes.emphasis(), nodes.emphasis()), nodes.paragraph())


@example(tree=LISTS, ends=[*[None] * 4, nodes.StopTraversal, *[None] * 9])
@given(tree=TREES, ends=st.lists(st.sampled_from(ENDS), min_size=1, max_size=7))
def test_a_visitor_is_called_for_the_same(tree: nodes.Node, ends: list[Any]) -> None:
    document, called = new_document(""), []
    document += tree
    for walk in (docutils_walk, walking(docutils_walk)):
        top = document.deepcopy()
        places = {id(node): place for place, node in enumerate(top.findall())}
        visitor = Visitor(top, ends)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(nodes.Node, "walkabout", walk)
            try:
                stops: object = walk(top, visitor)
            except Exception as end:  # that it doesn't catch, either
                stops = type(end)
        called.append((stops, [(what, places.get(node)) for what, node in visitor.called], str(top)))
    assert called[0] == called[1]


def test_messages_that_are_wanted_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    document, told = new_document(""), list[str]()
    document += nodes.paragraph()
    document.reporter.debug_flag = True
    monkeypatch.setattr(document.reporter, "debug", told.append)
    monkeypatch.setattr(nodes.Node, "walkabout", walking(docutils_walk))
    document.walkabout(nodes.SparseNodeVisitor(document))
    assert len([message for message in told if "Node.walkabout" in message]) == 4


def test_nodes_that_are_walked_through_otherwise_keep_it_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes.raw, "walkabout", docutils_walk, raising=False)
    docs = Docs(tmp_path, 'extensions = ["sphinx_speedups"]\n')
    assert "walks through documents without messages stays out: nodes of some class" in docs.build(verbosity=1)
