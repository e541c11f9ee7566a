"""HTML becomes XML, and what is XML stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_rebuild.xhtml import as_xml, tree_of

CASES = {
    "<p>a<br>b</p>": "<p>a<br />b</p>",
    "<p>a&nbsp;b &amp c</p>": "<p>a\N{NO-BREAK SPACE}b &amp; c</p>",
    "<div><p>one<p>two<ul><li>a<li>b</ul></div>": "<div><p>one</p><p>two</p><ul><li>a</li><li>b</li></ul></div>",
    "<ul><li>a<ul><li>b</ul><li>c</ul>": "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
    "<table><tr><td>a<td>b<tr><td>c</table>": "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
    "<table><tr><th>a<th>b<td>c<th>d<tr><th>e<tr><td>f<tbody><tr><td>g</table>": (
        "<table><tr><th>a</th><th>b</th><td>c</td><th>d</th></tr><tr><th>e</th></tr><tr><td>f</td></tr>"
        "<tbody><tr><td>g</td></tr></tbody></table>"
    ),
    "<dl><dt>a<dd>b<dt>c</dl>": "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>",
    "<input disabled value=a b=1 b=2 @c=3>": '<input disabled="" value="a" b="1" />',
    "<div/>words": "<div>words</div>",
    "words</b></p>": "words",
    "<p><b>bold": "<p><b>bold</b></p>",
    "<p>1 < 2 & 3</p>": "<p>1 &lt; 2 &amp; 3</p>",
    "<o:p>word</o:p><br>": "<o-p>word</o-p><br />",
    '<svg viewbox="0 0 1 1"><use xlink:href="#a"/></svg><br>': (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
        '<use xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink" /></svg><br />'
    ),
    "<math><mi>x</mi></math>": '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>',
    "<p>\x0cform feed<br></p>": "<p>form feed<br /></p>",
    "<!DOCTYPE html><p>a<br></p>": "<!DOCTYPE html><p>a<br /></p>",
}


@pytest.mark.parametrize("html", CASES)
def test_html_becomes_xml(html: str) -> None:
    assert as_xml(html) == CASES[html]


def test_xml_stays_as_it_is() -> None:
    page = "<html><!-- a  comment --><p class='a'>x &#160; <br/></p></html>"
    assert as_xml(page) == page


@given(
    st.lists(st.sampled_from([*"<>&/ab ='\"\x00", "<p>", "</p>", "<ul><li>", "<li>", "<br>", "<svg>", "<a:b c:d=e>"]))
)
def test_anything_becomes_xml(parts: list[str]) -> None:
    made = as_xml(f"<html><body>{''.join(parts)}</body></html>")
    assert tree_of(made) is not None, made
