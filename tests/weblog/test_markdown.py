"""What a writer types in Markdown is what this weblog's conf.py makes of it: formulas, tasks, addresses, ..."""

from __future__ import annotations

import runpy
import sys
from typing import TYPE_CHECKING, Any

import pytest

from weblog.posts.dates import Problem
from weblog.site.mathematics import as_mathml

from ..checkout import PROJECT
from ..parsing import texts

if TYPE_CHECKING:
    from .sites import Result, Site

X = "posts/2020/06/25/x"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the project's own conf.py says of Markdown and mathematics."""
    monkeypatch.setattr(sys, "path", [*sys.path])  # conf.py changes it
    found = runpy.run_path(str(PROJECT / "conf.py"))
    return {
        name: value
        for name, value in found.items()
        if name.startswith("myst_") or name in ("suppress_warnings", "html_math_renderer")
    }


def built(site: Site, body: str, settings: dict[str, Any], **more: Any) -> Result:
    site.post("2020/06/25/x", "Title", body=body)
    return site.build(**settings, **more)


def test_what_many_write_without_looking_it_up_works(site: Site, settings: dict[str, Any]) -> None:
    body = "It is ~~wrong~~ at https://example.org/x now.\n\n- [ ] this\n- [x] that\n"
    assert built(site, body, settings).warnings == []
    page = site.page(X)
    assert texts(page, "s") == ["wrong"]
    assert page.select_one('a[href="https://example.org/x"]')
    assert [box.has_attr("checked") for box in page.select("li input[type=checkbox]")] == [False, True]
    assert site.build(builder="latex", **settings).warnings == []


@pytest.mark.parametrize(
    "body", ["Take $a^2$.", "Take {math}`a^2`.", "Take $$a^2$$.", "$$\na^2\n$$", "```{math}\n:label: e\n\na^2\n```"]
)
def test_mathematics_is_in_the_page_and_asks_nobody(site: Site, settings: dict[str, Any], body: str) -> None:
    """In the lists and feeds it is written as it was typed: many readers know no MathML, and leave out its elements."""
    assert built(site, "Words.", settings).warnings == []
    without = {script.get("src") for script in site.page(X).select("script, link[rel=stylesheet]")}
    assert built(site, body, settings).warnings == []
    page = site.page(X)
    (formula,) = page.select("math")
    assert formula.msup
    assert formula["alttext"] == "a^2"
    assert {script.get("src") for script in page.select("script, link[rel=stylesheet]")} == without
    assert not page.select("script[src*='//']")
    assert not page.select("p div")
    feed = site.contents()["blog/atom.xml"].decode()
    assert "a^2" in feed.partition("<content")[2].partition("</content>")[0]
    assert "msup" not in feed


def test_mathematics_in_restructuredtext_does_too(site: Site, settings: dict[str, Any]) -> None:
    blocks = ".. math::\n\n   a &= b\n\n   c &= d\n\n.. math:: x \\\\ y\n"
    site.write(f"{X}.rst", f".. post::\n\nTitle\n=====\n\nTake :math:`a^2`.\n\n{blocks}")
    assert site.build(**settings).warnings == []
    assert len(site.page(X).select("math[display=block] mtable")) == 2


def test_an_equation_has_its_number_and_reference(site: Site, settings: dict[str, Any]) -> None:
    body = "```{math}\n:label: e\n\n\\begin{split}a &= b \\\\ &= c\\end{split}\n```\n\nSee {eq}`e`."
    assert built(site, body, settings).warnings == []
    assert texts(site.page(X), ".math .eqno")[0].startswith("(1)")
    assert texts(site.page(X), "a[href='#equation-e']")[-1] == "(1)"


@pytest.mark.parametrize(
    "body", ["2 billion $, and 3 $ more", "$5 and $6", "US$5 or A$6", "5$-10$", r"\$a\$", "from $5/$6", "`$HOME/$USER`"]
)
def test_dollars_in_prose_stay_dollars(site: Site, settings: dict[str, Any], body: str) -> None:
    assert built(site, body, settings).warnings == []
    assert not site.page(X).select("math")


@pytest.mark.parametrize(("body", "taken"), [("$HOME/$USER", "HOME/"), ("A$AP and Ke$ha", "AP and Ke")])
def test_prose_that_is_taken_for_a_formula_is_told(site: Site, settings: dict[str, Any], body: str, taken: str) -> None:
    expected = (
        rf'{X}.md:6: WARNING: "${taken}$" is taken for a formula: for dollars write "\$"; words in a formula stand in '
        r'"\text{...}" [weblog.mathematics]'
    )
    for _ in range(2):
        assert built(site, body, settings).warnings == [expected]


@pytest.mark.parametrize("body", [r"$\text{for all } x$", r"$\sin x$", "$ab + cd$", "{math}`some words`"])
def test_letters_in_a_formula_are_no_prose(site: Site, settings: dict[str, Any], body: str) -> None:
    assert built(site, body, settings).warnings == []


def test_a_site_that_chose_another_way_has_that(site: Site, settings: dict[str, Any]) -> None:
    for chosen in (None, "mathjax"):
        assert built(site, "Take $a^2$.", settings | {"html_math_renderer": chosen}).warnings == []
        assert site.page(X).select("script[src*=mathjax]")


@pytest.mark.parametrize("tex", [r"a \\ b", r"\sqrt", r"\end{x}", r"\begin{x}y\end{x}", "&", "^", r"\left(", "\0"])
@pytest.mark.parametrize("as_block", [True, False])
def test_any_formula_is_mathml_or_a_problem(tex: str, as_block: bool) -> None:
    made = as_mathml(tex, as_block=as_block)
    assert isinstance(made, Problem) or made.startswith("<math")
