"""Mathematics as MathML, which browsers show by themselves: no script, no font, no other host.

Owns: how formulas are written in a page, and what is told of those that can't be, or that aren't meant. Must not: know
posts. In: docutils' nodes of formulas, in TeX. Out: HTML, warnings.

docutils translates TeX; Sphinx's own ways to show it ask another host, or need TeX on the machine. A site chooses it
with `html_math_renderer = "weblog-mathml"`; nothing changes for one that doesn't.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

from weblog.posts.config import Subtype, warn
from weblog.posts.dates import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx

RENDERER = "weblog-mathml"
CLASSES = "math notranslate nohighlight"
"""Sphinx's, which style sheets know, and feeds."""
NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
"""What HTML has no need of."""
EMPTY_LINE = re.compile(r"\n\s*\n")
SPLIT = re.compile(r"\\(begin|end)\{split\}")
COMMAND = re.compile(r"\\[A-Za-z]+(?:\s*\{[^{}]*\})?|\\.")
PROSE = re.compile(r"[^\W\d_]{2,}[,;]? [^\W\d_]{2,}|[A-Z_]{3,}\W*")
"""Two words with a space between them, which TeX would run together, or the name of a variable of a shell."""


def register(app: Sphinx, /) -> None:
    """Makes it the way to show mathematics where `html_math_renderer` names it.

    Elsewhere Sphinx isn't to know of it: of two ways, one of them MathJax, it takes the other unasked.
    """
    if app.config.html_math_renderer == RENDERER:
        app.add_html_math_renderer(RENDERER, (visit_math, None), (visit_math_block, None))


def as_mathml(tex: str, /, *, as_block: bool) -> str | Problem:
    """A formula as MathML, with the TeX that it was made of as its text for those who don't know MathML."""
    written = tex.strip()
    lines = [line.strip() for line in EMPTY_LINE.split(written)] if as_block else [written]
    try:
        made = tex2mathml(SPLIT.sub(r"\\\1{aligned}", r"\\".join(lines)), as_block=as_block)
    except Exception as error:  # it stumbles over what it doesn't know in many ways, not by MathError alone
        reason = f": {error}" if isinstance(error, ValueError) else ""
        return Problem(
            f'the formula "{" ".join(written.split())}" can\'t be read{reason.rstrip(".")}; formulas are written in '
            r'TeX, like "\frac{a}{b}", and a sign that means itself with a "\" before it: "\$"'
        )
    inner = re.sub(r"\n\s*", "", made)
    return inner.replace(NAMESPACE, f' alttext="{escape(" ".join(written.split()))}"', 1)


def visit_math(translator: Any, node: nodes.math) -> None:
    """Writes a formula in a line of text."""
    translator.body.append(f'<span class="{CLASSES}">{_mathml_or_tex(node, as_block=False)}</span>')
    raise nodes.SkipNode


def visit_math_block(translator: Any, node: nodes.math_block) -> None:
    """Writes a formula that has lines of its own, with its number, if it has one."""
    tag = "span" if isinstance(node.parent, nodes.TextElement) else "div"  # no paragraph can hold a <div>
    translator.body.append(translator.starttag(node, tag, "", CLASS=CLASSES))
    if node.get("number"):
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span> ")
    translator.body.append(f"{_mathml_or_tex(node, as_block=True)}</{tag}>\n")
    raise nodes.SkipNode


def _mathml_or_tex(node: nodes.Element, *, as_block: bool) -> str:
    made = as_mathml(node.astext(), as_block=as_block)
    if not isinstance(made, Problem):
        return made
    warn(Subtype.MATHEMATICS, made.message, location=node)
    return escape(node.astext(), quote=False)


def warn_of_prose(doctree: nodes.document, /) -> None:
    """Tells of dollars in a text that Markdown has taken for the ends of a formula."""
    for node in doctree.findall(nodes.math):
        text = node.astext()
        if node.rawsource == text and PROSE.search(COMMAND.sub("", text)):  # else a role said so
            warn(
                Subtype.MATHEMATICS,
                rf'"${text}$" is taken for a formula: for dollars write "\$"; '
                r'words in a formula stand in "\text{...}"',
                location=node,
            )
