"""Mathematics as MathML, which browsers draw by themselves: without a script, and without another site.

Owns: the renderer "mathml", one of those that Sphinx's `html_math_renderer` names. Must not: be in effect where a site
names another. In: nodes with LaTeX. Out: HTML, or the LaTeX itself and a warning.
"""

from __future__ import annotations

from html import escape, unescape
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import convert_to_element
from sphinx.locale import _  # its own words
from sphinx.util.math import get_node_equation_number

from weblog.posts.config import Subtype, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

RENDERER = "mathml"
UNWANTED = {"class", "href", "id", "style"}
"""Attributes that LaTeX can ask for; what a formula says is text."""


def register(app: Sphinx, /) -> None:
    """Adds the renderer where it is wanted: Sphinx takes one that an extension adds without being asked."""
    if app.config.html_math_renderer == RENDERER:
        app.add_html_math_renderer(RENDERER, (visit_inline, None), (visit_block, None))


def visit_inline(translator: Any, node: nodes.math) -> None:
    """Writes a formula within a line."""
    translator.body.append(_mathml(node.astext(), node, "inline"))
    raise nodes.SkipNode


def visit_block(translator: Any, node: nodes.math_block) -> None:
    """Writes a formula of its own, with its number."""
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    if node["number"]:
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body += [_mathml(formula, node, "block") for formula in _formulas_of(node)]
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def _formulas_of(node: nodes.math_block) -> list[str]:
    """The formulas of a block, with blank lines between them; the lines of one end with two backslashes."""
    if node.get("no-wrap", node.get("nowrap", False)):
        return [node.astext()]
    parts = [part.strip() for part in node.astext().split("\n\n") if part.strip()]
    return [
        rf"\begin{{split}}{part}\end{{split}}" if r"\\" in part and r"\begin" not in part else part for part in parts
    ]


def _mathml(latex: str, node: nodes.Node, display: str) -> str:
    try:
        formula = convert_to_element(latex, display=display)
    except Exception as error:  # of each kind one class, and none of them all
        warn(
            Subtype.FORMULA,
            f'"{latex}" is no LaTeX that can be shown ({type(error).__name__}): look for a brace, an argument or an '
            '"\\end{...}" that is missing',
            location=node,
        )
        return f"<code>{escape(latex)}</code>"
    for element in formula.iter():
        element.text = unescape(element.text or "")  # which has signs as references
        for name in UNWANTED.intersection(element.keys()):
            del element.attrib[name]
    formula.set("alttext", latex)
    return ElementTree.tostring(formula, encoding="unicode")
