"""What is to be found in files: each case's files, and the very lines that `check` tells of them.

All cases are one weblog, which is built once. In: nothing. Out: the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

POST = "```{post}\n```\n\n# A post\n\n"
FEED = '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n<id>x:f</id><title>F</title>\n'
DATED = "<updated>2020-01-01T00:00:00Z</updated>"
CONF = """
weblog_now = "2021-01-01"
html_extra_path = ["extra"]
suppress_warnings = ["myst.xref_missing", "weblog.reference"]
"""
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(400 * 1024)
NO_WORDS = "has no words for those who can't see it: say what it shows, ![like this](...)"
LEADS, CORRECT = ", to which a link leads", ": correct the link, or put the file there"
OUT = (
    "leads out of the site, which will be below https://small.example/site/: write the path of a file in it, or the "
    "whole address"
)
EMPTY = "write something, or take the heading out"
NOTHING_LEFT = "there is no hint below for this comment to leave: take it out"
ONE = "if they are one, put the two files together; if not, give one a name of its own"


@dataclass(frozen=True, slots=True)
class Case:
    """Files by path, and the lines that are told of them."""

    name: str
    files: Mapping[str, str | bytes]
    hints: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()


CASES = [
    Case(
        "words that are left",
        {
            "posts/2020/01/01/words.md": POST
            + "One,\ntwo TODO three,\n*four FIXME* `XXX`.\n\n```python\n# TODO\n```\n\n<!-- TODO -->\n\n"
            "TODOs, {math}`XXX`\n\n- a list\n- XXX\n\n> `code`\n> FIXME\n",
        },
        hints=(
            'posts/2020/01/01/words.md:7: "TODO" stands in the text',
            'posts/2020/01/01/words.md:8: "FIXME" stands in the text',
            'posts/2020/01/01/words.md:19: "XXX" stands in the text',
            'posts/2020/01/01/words.md:22: "FIXME" stands in the text',
        ),
    ),
    Case(
        "sections without a word",
        {
            "posts/2020/01/02/old.rst": "Old\n===\n\n.. post::\n\nWords.\n\nLast\n----\n",
            "posts/2020/01/02/sections.md": POST
            + "Words.\n\n## With a section in it\n\n### In it\n\n% a comment\n\n## Written\n\n```python\nx\n```\n",
            "blog/archive.md": "---\norphan: true\n---\n\n# All of it\n",
            "posts/2020/01/02/talk.md": "```{post}\n```\n\n# A talk - Cy Other\n\n```{talk}\n```\n",
        },
        hints=(
            f'posts/2020/01/02/old.rst:9: nothing stands below "Last": {EMPTY}',
            f'posts/2020/01/02/sections.md:10: nothing stands below "In it": {EMPTY}',
            f'posts/2020/01/02/talk.md:4: nothing stands below "A talk - Cy Other": {EMPTY}',
        ),
    ),
    Case(
        "hints that are to stay",
        {
            "posts/2020/01/02/left.md": "% check: leave this, it is no tag of ours\n\n```{post}\n:tags: quagga\n```\n\n"
            "# Left\n\nTODO\n\n% check: leave this\n% TODO is a name here\n\nOne TODO\nand FIXME.\n\nTODO\n\n"
            "% check: leave this\n\n- One.\n- ![](a/small.png)\n  XXX\n\n![](a/small.png)\n\n"
            "% check: leave this\n\n## Later\n\n## Never\n\n% check: leave this\n\n## Full\n\nTODO\n\n"
            '> check: leave this\n\n% check: leave this\n\nA <a href="#none">link</a>\n\n% check: leave this\n',
            "posts/2020/01/02/a/small.png": PICTURE[:1000],
            "posts/2020/01/02/stays.rst": "Left\n====\n\n.. post::\n\n.. check: leave this\n\nTODO\n\n"
            ".. check: leave this\n   a picture.\n\n.. image:: a/small.png\n\n.. check: leave this\n\nLater\n-----\n",
            "events/valve-days-2020.md": "# Valve Days 2020\n\n```{event}\n:dates: 2020-02-01\n```\n",
            "events/valves-2020.md": "# Valve Dayz 2020\n\n% check: leave this\n\n"
            "```{event}\n:dates: 2020-02-01\n```\n",
        },
        hints=(
            'posts/2020/01/02/left.md:9: "TODO" stands in the text',
            'posts/2020/01/02/left.md:17: "TODO" stands in the text',
            f'posts/2020/01/02/left.md:31: nothing stands below "Never": {EMPTY}',
            f"posts/2020/01/02/left.md:33: {NOTHING_LEFT}",
            'posts/2020/01/02/left.md:37: "TODO" stands in the text',
            f"posts/2020/01/02/left.md:41: {NOTHING_LEFT}",
            f"posts/2020/01/02/left.md:45: {NOTHING_LEFT}",
            f'posts/2020/01/02/left.md:25: the image "small.png" {NO_WORDS}',
        ),
        mistakes=(
            'posts/2020/01/02/left.md:43: "posts/2020/01/02/left.html" has no place "#none", to which a link leads: '
            "correct the link",
        ),
    ),
    Case(
        "a draft with a date",
        {
            "posts/drafts/dated.md": "```{post} 2020-01-03\n```\n\n# Dated\n\nWords.\n",
            "posts/drafts/waits.md": POST + "TODO\n",
            "posts/drafts/later.md": "```{post} 2030-01-03\n```\n\n# Later\n\nTODO\n",
        },
        mistakes=(
            'posts/drafts/dated.md:1: this post has a date, so that it is published, below "posts/drafts": move it to '
            "a folder like posts/2020/01/03, or take the date out",
        ),
    ),
    Case(
        "tags",
        {
            "tags.yml": "python: A language\ncontainers:\n  other-names: [docker]\n",
            "posts/2020/01/04/tags.md": "```{post}\n:tags: Python, docker, pyton, zebra\n```\n\n# Tags\n\nWords.\n",
            "posts/2020/01/04/tags-again.md": "```{post}\n:tags: zebra\n```\n\n# Again\n\nWords.\n",
        },
        hints=(
            'posts/2020/01/04/tags.md:1: the tag "pyton" isn\'t in tags.yml; did you mean "python"?',
            'posts/2020/01/04/tags.md:1: the tag "zebra" isn\'t in tags.yml; add it, or take one of its 2',
        ),
    ),
    Case(
        "names of events",
        {
            "events/pump-days-2020.md": "# Pump Days 2020\n\n```{event}\n:dates: 2020-02-01\n:series: Pump Days\n```\n",
            "events/pump-days-2021.md": "# Pump Days 2021\n\n```{event}\n:dates: 2021-02-01\n:series: Pump Days\n```\n",
            "events/pumpdays-2020.md": "# Pump Dayz 2020\n\n```{event}\n:dates: 2020-02-02\n:series: Pump Däys!\n```\n",
            "events/meet-1.md": "# Users' meetup\n\n```{event}\n:dates: 2020-02-01\n```\n",
            "events/meet-2.md": "# Users' meetup\n\n```{event}\n:dates: 2020-03-01\n```\n",
            "events/meet-3.md": "# Users' meetup\n\n```{event}\n:dates: 2020-03-01\n```\n",
        },
        hints=(
            f'events/meet-3.md:3: the event "Users’ meetup" is nearly "Users’ meetup" (events/meet-2.md): {ONE}',
            'events/pumpdays-2020.md:3: the event "Pump Dayz 2020" is nearly "Pump Days 2020" '
            f"(events/pump-days-2020.md): {ONE}",
            'events/pumpdays-2020.md:3: the series "Pump Däys!" is nearly "Pump Days" (events/pump-days-2020.md): '
            "write it in one way if it is one",
        ),
    ),
    Case(
        "images",
        {
            "posts/2020/01/05/images.md": POST
            + "![](small.png) and\n![Words](large.png)\n\n```{figure} small.png\nWords.\n```\n\n"
            '<img src="/site/_images/small.png"> <img alt="" src="/site/_images/small.png">\n',
            "posts/2020/01/05/small.png": PICTURE[:1000],
            "posts/2020/01/05/large.png": PICTURE,
        },
        hints=(
            f'posts/2020/01/05/images.md:6: the image "small.png" {NO_WORDS}',
            'posts/2020/01/05/images.md:7: the image "posts/2020/01/05/large.png" has 400 KiB, for which everybody '
            "waits: bring it below 300",
            f'posts/2020/01/05/images.md:9: the image "small.png" {NO_WORDS}',
            f'posts/2020/01/05/images.md:13: the image "small.png" {NO_WORDS}',
        ),
    ),
    Case(
        "links",
        {
            "posts/2020/01/06/moved.md": "```{post}\n:redirect: old/place\n```\n\n# Moved\n\n## A part\n\nWords.\n",
            "posts/2020/01/06/links.md": POST
            + '<a href="moved.html#a-part">1</a> <a href="/site/old/place.html">2</a> <a href="#top">3</a>\n'
            '<a href="../../../../blog/2020/">4</a> <a href="moved.html#:~:text=Words">5</a> <a href="?q=1">6</a>\n'
            '<a href="https://small.example/site/index.html">7</a> <a href="https://small.example/else">8</a>\n'
            '<a href="moved.html#a-prat">9</a> <a href="move.html">10</a>\n\n'
            '<a href="https://small.example/site/no.html">11</a>\n<a href="/index.html">12</a>\n'
            '<a href="../../../../../up.html">13</a> <img alt="" srcset="no.png 1x, no-2.png 2x">\n'
            '<a href="mailto:a@b.example">14</a> <a href="#none">15</a> <a href="a%20b.txt">16</a>\n',
            "extra/posts/2020/01/06/a b.txt": "x",
            "extra/one.html": '<a href="nowhere.html">x</a>',
            "extra/two.html": '<a href="nowhere.html">x</a>',
            "extra/empty.html": "",
            "extra/odd.html": '<base href="http://[/"><a href="http://[">x</a><img srcset=", ,">\0<meta http-equiv=x>',
            "extra/else.html": '<base href="/site/posts/"><meta http-equiv="Refresh" content="0; url=2020/gone.html">',
        },
        mistakes=(
            f'../html/else.html: the site has no "posts/2020/gone.html"{LEADS}; did you mean "one"?',
            f'../html/one.html: the site has no "nowhere.html"{LEADS}{CORRECT} (and on 1 other pages)',
            f'posts/2020/01/06/links.md:7: the site has no "blog/2020/index.html"{LEADS}; did you mean "blog/2020"?',
            f'posts/2020/01/06/links.md:9: "posts/2020/01/06/moved.html" has no place "#a-prat"{LEADS}; did you mean '
            '"a-part"?',
            f'posts/2020/01/06/links.md:9: the site has no "posts/2020/01/06/move.html"{LEADS}; did you mean '
            '"posts/2020/01/06/moved"?',
            f'posts/2020/01/06/links.md:11: the site has no "no.html"{LEADS}{CORRECT}',
            f'posts/2020/01/06/links.md:12: the link to "/index.html" {OUT}',
            f'posts/2020/01/06/links.md:13: the link to "/up.html" {OUT}',
            f'posts/2020/01/06/links.md:13: the site has no "posts/2020/01/06/no-2.png"{LEADS}{CORRECT}',
            f'posts/2020/01/06/links.md:13: the site has no "posts/2020/01/06/no.png"{LEADS}{CORRECT}',
            'posts/2020/01/06/links.md:14: "posts/2020/01/06/links.html" has no place "#none", to which a link leads: '
            "correct the link",
        ),
    ),
    Case(
        "feeds",
        {
            "extra/good.xml": f"{FEED}{DATED}</feed>",
            "extra/no.xml": "<other>",
            "extra/bad.xml": f"{FEED}\n<entry><id>x:1</id><title>A <b>title</b></title>{DATED}"
            '<link href="https://small.example/site/index.html"/></entry>\n'
            f'<entry><id>x:1</id><title>B</title>{DATED}<link href="https://small.example/site/no.html"/></entry>\n'
            "<entry><title>C</title><updated>2030-01-01T00:00:00Z</updated></entry>\n"
            "<entry><id>x:2</id><title>C</title><updated>soon</updated></entry>\n</feed>",
        },
        mistakes=(
            "../html/bad.xml:2: the feed has no updated",
            '../html/bad.xml:5: 2 entries have the id "x:1"',
            "../html/bad.xml:5: an entry's title has elements that aren't escaped",
            '../html/bad.xml:6: an entry leads to "no.html", which there isn\'t',
            "../html/bad.xml:7: an entry has no id",
            "../html/bad.xml:7: an entry is of 2030-01-01T00:00:00+00:00, which is still to come",
            '../html/bad.xml:8: "soon" is no moment',
        ),
    ),
]
