"""What an old weblog showed of a post in its lists, up to a mark, is shown here, too."""

from __future__ import annotations

import pytest

from weblog.importing import doctrees, teasers
from weblog.importing.model import Form, OldPost
from weblog.importing.wordpress import paragraphs

KNOWN = doctrees.Known(directives=frozenset(), roles=frozenset(), myst={})


def told(form: Form, body: str, **options: str) -> OldPost:
    post = OldPost(title="Rain", moment=None, body=body, form=form, file="rain", options=options)
    with doctrees.reading(KNOWN):
        return teasers.told(post, KNOWN)


@pytest.mark.parametrize(
    ("form", "body", "count", "left"),
    [
        ("rest", "One.\n\nTwo.\n\n.. more::\n\nThree.", "2", "One.\n\nTwo.\n\nThree."),
        (
            "rest",
            "A\n=\n\n- One.\n- Two.\n\n.. TEASER_END\n\nThree.",
            "2",
            "A\n=\n\n- One.\n- Two.\n\nThree.",
        ),
        ("markdown", "One.\n\n- Two.\n\n<!-- TEASER_END -->\n\nThree.", "2", "One.\n\n- Two.\n\nThree."),
        ("html", "<p>One.</p><!--more Go on--><p>Two.</p>", "1", "<p>One.</p><p>Two.</p>"),
        (
            "html",
            "<p>One.</p><ul><li>Two.</ul><p><!--more--></p>",
            "2",
            "<p>One.</p><ul><li>Two.</ul>",
        ),
        ("html", "<p>One, <!--more-->and two.</p>", "1", "<p>One, and two.</p>"),
        ("html", "<ul><li><p>One.</p></li></ul><!--more-->", "1", "<ul><li><p>One.</p></li></ul>"),
    ],
)
def test_the_paragraphs_before_a_mark_are_the_excerpt(form: Form, body: str, count: str, left: str) -> None:
    post = told(form, body)

    assert (post.options, post.body) == ({"excerpt": count}, left)


def test_a_post_without_a_mark_stays_as_it_is() -> None:
    body = "One, and more:: two.\n\n.. note:: TEASER_END"

    assert told("rest", body) == OldPost(title="Rain", moment=None, body=body, form="rest", file="rain")


@pytest.mark.parametrize(
    ("form", "body"),
    [
        ("markdown", "One.\n\n```html\n<!--more-->\n```\n\nWrite `<!--more-->` there."),
        ("rest", "One.\n\n::\n\n   .. more::\n\nTwo."),
        ("html", "<p>One.</p><pre>&lt;!--more--&gt;</pre>"),
    ],
)
def test_a_mark_in_code_is_none(form: Form, body: str) -> None:
    assert (told(form, body).options, told(form, body).body) == ({}, body)


def test_a_mark_on_top_says_nothing() -> None:
    post = told("html", "<!--more--><p>One.</p>")

    assert (post.options, post.body) == ({}, "<p>One.</p>")


def test_html_may_be_any() -> None:
    for text in ("\0", "<html>", "<p>\x01</p>", "<![CDATA[<", "<!-- -->"):
        post = told("html", f"{text}<!--more--><p>One.</p>")

        assert post.body == f"{text}<p>One.</p>"


def test_what_a_post_says_itself_stays() -> None:
    assert told("rest", "One.\n\n.. more::\n\nTwo.", excerpt="3").options == {"excerpt": "3"}


def test_the_mark_of_wordpress_isnt_lost_among_its_comments() -> None:
    post = told("html", paragraphs("One.<!-- aside -->\n\nTwo.\n\n<!--more-->\n\nThree."))

    assert (post.options, post.body) == ({"excerpt": "2"}, "<p>One.</p>\n<p>Two.</p>\n\n<p>Three.</p>")
