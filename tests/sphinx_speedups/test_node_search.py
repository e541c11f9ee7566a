"""A search for nodes finds what docutils finds, in its order, also where the doctree changes meanwhile."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st
from sphinx.util.nodes import NodeMatcher

from sphinx_speedups import node_search
from sphinx_speedups.node_search import Kinds, find_all, find_by, searching

from .docs import Docs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from sphinx.application import Sphinx

KINDS = (nodes.paragraph, nodes.emphasis, nodes.section)
TREES = st.recursive(
    st.builds(nodes.Text, st.text(max_size=2)) | st.sampled_from(KINDS).map(lambda kind: kind()),
    lambda trees: st.builds(lambda kind, below: kind("", *below), st.sampled_from(KINDS), st.lists(trees, max_size=4)),
    max_leaves=20,
)
CLASSES = st.sampled_from([*KINDS, nodes.Text, nodes.Node, nodes.Inline, nodes.table])
CONDITIONS = CLASSES | st.sampled_from(
    [
        None,
        lambda node: len(node.astext()) % 2 == 1,
        NodeMatcher(nodes.emphasis),
        NodeMatcher(),
        NodeMatcher(names=["a"]),
    ]
)
docutils_search = nodes.Node.findall


@given(TREES, CLASSES)
def test_it_finds_the_same_in_the_same_order(tree: nodes.Node, cls: type[nodes.Node]) -> None:
    assert list(map(id, find_all(tree, cls))) == list(map(id, docutils_search(tree, cls)))


@given(TREES, CONDITIONS, st.lists(st.booleans(), min_size=4, max_size=4))
def test_whatever_is_asked_for_the_same_is_found(tree: nodes.Node, condition: Any, how: list[bool]) -> None:
    document = new_document("")
    document += tree
    ours = searching(Kinds(), docutils_search)
    for node in (document, tree):
        assert list(map(id, ours(node, condition))) == list(map(id, docutils_search(node, condition)))
        assert list(map(id, ours(node, condition, *how))) == list(map(id, docutils_search(node, condition, *how)))


def is_element(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element)


@pytest.mark.parametrize(("search", "condition"), [(find_all, nodes.Element), (find_by, is_element)])
@given(tree=TREES, change=st.sampled_from(["", "removed", "replaced", "wrapped", "followed"]))
def test_it_finds_the_same_while_the_tree_changes(search: Any, condition: Any, tree: nodes.Node, change: str) -> None:
    trees = [tree.deepcopy(), tree.deepcopy()]
    found = [
        [str(node) for node in changing(search(tree, condition), change)]
        for tree, search in zip(trees, (search, docutils_search), strict=True)
    ]
    assert found[0] == found[1]
    assert str(trees[0]) == str(trees[1])


def seldom_in(document: nodes.document) -> list[nodes.Node]:
    return list(searching(Kinds(), docutils_search)(document, nodes.subscript))


def document_with(*words: nodes.Node) -> nodes.document:
    document = new_document("")
    document += nodes.paragraph("", "", *words)
    return document


def test_a_document_from_a_file_is_gone_through_once() -> None:
    document = pickle.loads(pickle.dumps(document_with(nodes.subscript("", "2"))))
    assert len(seldom_in(document)) == 1


@pytest.mark.parametrize("way", ["made", "put"])
def test_nodes_that_come_later_are_found(tmp_path: Path, way: str) -> None:
    """An extension makes a node of a class that no document had, or takes one that was made before the build."""
    docs = Docs(tmp_path, 'extensions = ["sphinx_speedups"]\n')
    found, former = list[int](), pickle.dumps(nodes.subscript())

    def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
        section: Any = doctree[0]
        assert not list(doctree.findall(nodes.subscript))
        if way == "made":
            section.children.append(nodes.subscript())  # which tells nobody
        else:
            section.append(pickle.loads(former))
        found.append(len(list(doctree.findall(nodes.subscript))))
        del section.children[-1]

    def prepare(app: Sphinx) -> None:
        app.connect("doctree-read", on_doctree_read)

    docs.build(prepare=prepare)
    assert found == [1, 1]


def test_a_class_that_no_document_has_is_looked_for_in_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[type] = []

    def noting(node: nodes.Node, cls: type) -> Iterator[nodes.Node]:
        asked.append(cls)
        return find_all(node, cls)

    monkeypatch.setattr(node_search, "find_all", noting)
    Docs(tmp_path).build()
    assert nodes.reference in asked
    assert nodes.citation not in asked


def changing(found: Iterator[nodes.Element], change: str) -> Iterator[nodes.Element]:
    """Changes the tree at each node that is found, but for its top."""
    for count, node in enumerate(found):
        if node.parent and count < 50:
            place = node.parent.index(node)
            if change == "removed" and count % 2:
                node.parent.remove(node)
            elif change == "replaced" and count % 3 == 1:
                node.parent.children[place] = nodes.strong("", "", *node.children)
            elif change == "wrapped" and count % 2:
                node.children = [nodes.strong("", "", *node.children)]
            elif change == "followed" and count % 4 == 1:
                node.parent.insert(place + 1, nodes.emphasis("", "more"))
        yield node


def test_nodes_that_are_searched_otherwise_keep_it_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def theirs(node: nodes.Node, *args: object) -> Iterator[nodes.Node]:
        yield node

    monkeypatch.setattr(nodes.raw, "findall", theirs, raising=False)
    docs = Docs(tmp_path, 'extensions = ["sphinx_speedups"]\n')
    assert "a search for nodes where there may be any stays out: nodes of some class" in docs.build(verbosity=1)
