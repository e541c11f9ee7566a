"""Mathematics as MathML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest

if TYPE_CHECKING:
    from .sites import Site

POST = "posts/2020/06/25/a"


@pytest.fixture
def formulas(site: Site) -> Site:
    """A weblog whose writer also has dollars for money."""
    settings = (site.source / "conf.py").read_text()
    site.write("conf.py", f"{settings}myst_dmath_allow_space = myst_dmath_allow_digits = False\n")
    return site


def test_formulas_need_no_script_and_can_be_numbered(formulas: Site) -> None:
    formulas.post("2020/06/25/a", body="It is $a^2$.\n\n$$\nE &= mc^2 \\\\\na &< b\n\nc\n$$ (eq)\n\nSee {eq}`eq`.")
    assert formulas.build().warnings == []
    page = formulas.page(POST)
    inline, *blocks = page.select("math")
    assert inline["display"] == "inline"
    assert [element.name for element in inline.select("msup > *")] == ["mi", "mn"]
    assert [block["display"] for block in blocks] == ["block", "block"]
    assert len(blocks[0].select("mtr")) == 2
    assert [link.get_text() for link in page.select("p a[href='#equation-eq']")] == ["(1)"]
    assert not [script for script in page.select("script") if "mathjax" in str(script).lower()]


@pytest.mark.parametrize(
    "latex", [r"\text{<script>alert(1)</script>}", r"\text{</math><img src=x>}", r"a<b \& c", r"\text{&lt;i&gt;}"]
)
def test_what_a_formula_says_is_text(formulas: Site, latex: str) -> None:
    formulas.post("2020/06/25/a", body=f"It is ${latex}$.")
    assert formulas.build().warnings == []
    (formula,) = formulas.page(POST).select("math")
    assert not formula.select("script, img, i")
    assert formula["alttext"] == latex


@pytest.mark.parametrize("latex", [r"\href{javascript:alert(1)}{x}", r"\style{color:red}{x}", r"\class{a}{x}"])
def test_a_formula_has_neither_links_nor_styles(formulas: Site, latex: str) -> None:
    formulas.post("2020/06/25/a", body=f"It is ${latex}$.")
    assert formulas.build().warnings == []
    (formula,) = formulas.page(POST).select("math")
    assert not [element for element in formula.select("*") if {"href", "style", "class", "id"} & element.attrs.keys()]


def test_a_formula_that_cannot_be_read_is_told_in_each_build_and_shown_as_it_was_written(formulas: Site) -> None:
    formulas.post("2020/06/25/a", body="Words.\n\n$x_$ and $\\sqrt{$")
    first, second = formulas.build().warnings, formulas.build().warnings
    assert first == second
    assert [line.partition(" WARNING: ")[0] for line in first] == [f"{POST}.md:8:", f"{POST}.md:8:"]
    assert '"x_" is no LaTeX that can be shown (MissingSuperScriptOrSubscriptError)' in first[0]
    assert [code.get_text() for code in formulas.page(POST).select("code")] == ["x_", "\\sqrt{"]


def test_money_is_no_formula(formulas: Site) -> None:
    formulas.post("2020/06/25/a", body="From $5 to $6, or 2 Billion $. And $7, $8.")
    assert formulas.build().warnings == []
    assert not formulas.page(POST).select("math")


def test_a_feed_has_the_formula_as_it_was_written(formulas: Site) -> None:
    formulas.post("2020/06/25/a", body="It is $a < b^2$.\n\n$$\nc\n$$\n\nMore.")
    formulas.build()
    (entry,) = feedparser.parse((formulas.out / "blog/atom.xml").read_bytes()).entries
    assert "<p>It is <code>a &lt; b^2</code>.</p>" in entry.content[0].value
    assert "<pre><code>c</code></pre>" in entry.content[0].value.replace("\n", "")


def test_a_site_that_names_no_renderer_keeps_sphinxs(site: Site) -> None:
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\n{math}`a^2`\n")
    settings = (site.source / "conf.py").read_text()
    site.write("conf.py", settings.replace("html_math_renderer =", "unused ="))
    assert site.build().warnings == []
    assert site.page("about").select("span.math")
    assert not site.page("about").select("math")
