"""A search for nodes finds what docutils finds, in its order, also where the doctree changes meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_speedups.node_search import find_all

from .docs import Docs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

KINDS = (nodes.paragraph, nodes.emphasis, nodes.section)
TREES = st.recursive(
    st.builds(nodes.Text, st.text(max_size=2)) | st.sampled_from(KINDS).map(lambda kind: kind()),
    lambda trees: st.builds(lambda kind, below: kind("", *below), st.sampled_from(KINDS), st.lists(trees, max_size=4)),
    max_leaves=20,
)
CLASSES = st.sampled_from([*KINDS, nodes.Text, nodes.Node, nodes.Inline, nodes.table])
docutils_search = nodes.Node._fast_findall  # type: ignore[attr-defined]


@given(TREES, CLASSES)
def test_it_finds_the_same_in_the_same_order(tree: nodes.Node, cls: type[nodes.Node]) -> None:
    assert list(map(id, find_all(tree, cls))) == list(map(id, docutils_search(tree, cls)))


@given(TREES, st.sampled_from(["", "removed", "replaced", "wrapped", "followed"]))
def test_it_finds_the_same_while_the_tree_changes(tree: nodes.Node, change: str) -> None:
    trees = [tree.deepcopy(), tree.deepcopy()]
    found = [
        [str(node) for node in changing(search(tree, nodes.Element), change)]
        for tree, search in zip(trees, (find_all, docutils_search), strict=True)
    ]
    assert found[0] == found[1]
    assert str(trees[0]) == str(trees[1])


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
    assert "a search for nodes without a generator each stays out: nodes of some class" in docs.build(verbosity=1)
