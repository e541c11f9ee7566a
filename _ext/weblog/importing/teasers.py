"""How much of a post an old weblog showed in its lists: what stands before a mark in the body.

Owns: the marks of WordPress, Nikola and Tinkerer. Must not: convert a body. In: an old post. Out: the post without the
mark, and with the number of paragraphs before it as its `:excerpt:`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from docutils import nodes

from weblog.importing import doctrees
from weblog.importing.markdown_bodies import outside_code

if TYPE_CHECKING:
    from weblog.importing.doctrees import Known
    from weblog.importing.model import Form, OldPost

COMMENT = r"<!--\s*(?:more|TEASER_END)\b[^>]*-->"
MARKS: dict[Form, re.Pattern[str]] = {
    "html": re.compile(rf"<p>\s*{COMMENT}\s*</p>|{COMMENT}", re.IGNORECASE),
    "markdown": re.compile(rf"{COMMENT}\n*", re.IGNORECASE),
    "rest": re.compile(r"^\.\.[ \t]+(?:more::|TEASER_END\b.*)[ \t]*(?:\n+|\Z)", re.MULTILINE),
}

SIGN = "\N{INFORMATION SEPARATOR ONE}"
"""Stands for a mark that was found; no text has it."""


def told(post: OldPost, known: Known, /) -> OldPost:
    """A post whose {post} says what was shown of it in lists, where a mark in its body told that."""
    change = partial(MARKS[post.form].sub, SIGN)
    # A post in Markdown may be about marks, in its code.
    body = outside_code(post.body, change) if post.form == "markdown" else change(post.body)
    if body == post.body:
        return post
    count = _paragraphs(body.partition(SIGN)[0], post.form, known)
    options = {"excerpt": str(count), **post.options} if count else post.options
    return replace(post, body=body.replace(SIGN, ""), options=options)


def _paragraphs(text: str, form: Form, known: Known) -> int:
    """How many paragraphs a text has, each item of a list being one."""
    if not text.strip():
        return 0
    if form == "html":
        soup = BeautifulSoup(text, "html.parser")
        items = [item for item in soup.find_all("li") if not item.find("p")]
        return sum(bool(element.get_text(strip=True)) for element in (*soup.find_all("p"), *items))
    document = doctrees.rest(text) if form == "rest" else doctrees.markdown(text, known)
    return len(list(document.findall(nodes.paragraph)))
