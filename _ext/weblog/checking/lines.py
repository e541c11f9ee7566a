"""The line of a node of a doctree.

Owns: how it is told where docutils or MyST doesn't. Must not: know what it is asked for. In: a node. Out: a number.
"""

from __future__ import annotations

from docutils import nodes


def line_of(node: nodes.Node, /) -> int:
    """The line of a node, or of the nearest one around it that has any; 1 where none has.

    Within a paragraph lines are counted: MyST gives an image there the paragraph's, or none.
    """
    block, more = node, 0
    while isinstance(block.parent, nodes.TextElement):
        block = block.parent
    for part in block.findall():
        if part is node:
            break
        more += str(part).count("\n") if isinstance(part, nodes.Text) else 0
    while not block.line and block.parent is not None:
        block = block.parent
    return (block.line or 1) + more
