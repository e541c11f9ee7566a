"""Hostile files as values: what they hold, and the very messages that each must give.

Owns: the cases. Must not: build anything. Out: files that one weblog can have all together, and folders that spoil it.

Most are files of their own, so that one build tells of all; a case without a message is built as if nothing were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONG = "x" * 300
RST = ".. post:: 2020-06-25\n\nA post\n======\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Files by their paths, and what is told of them, each message without those of its lines that say more."""

    name: str
    files: Mapping[str, str | bytes]
    told: tuple[str, ...] = ()


def post(*options: str, date: str = "2020-06-25", title: str = "A post", body: str = "Words.") -> str:
    """A post."""
    heading = f"# {title}" if title else ""
    return "\n".join([f"```{{post}} {date}".rstrip(), *options, "```", "", heading, "", body, ""])


def talk(*options: str, title: str, named: str = "") -> str:
    """A post about one talk."""
    return post(title=title, body="\n".join([f"```{{talk}} {named}".rstrip(), *options, "```"]))


def event(*options: str, title: str = "") -> str:
    """An event's page."""
    return "\n".join([f"# {title}" if title else "", "", "```{event}", *options, "```", ""])


def speaker(*options: str, title: str = "") -> str:
    """A speaker's page."""
    return "\n".join([f"# {title}" if title else "", "", "```{speaker}", *options, "```", ""])


def fields(more: str) -> str:
    """A post by its front matter."""
    return f"---\nblogpost: true\ndate: 2020-06-25\n{more}\n---\n\n# A post\n\nWords.\n"


def nested(depth: int) -> str:
    """Notes in notes."""
    fences = ["`" * (depth + 3 - number) for number in range(depth)]
    return "\n".join([*(f"{fence}{{note}}" for fence in fences), "x", *reversed(fences)])


CASES = (
    # Addresses
    Case(
        name="an old address longer than a file's name",
        files={"posts/long-redirect.md": post(f":redirect: {LONG}")},
        told=(
            'posts/long-redirect.md:1: WARNING: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." can\'t be an address'
            " of this site: it is too long for the name of a file [weblog.address]",
        ),
    ),
    Case(
        name="an old address with such a folder",
        files={"posts/long-folder.md": post(f":redirect: {LONG}/page")},
        told=(
            'posts/long-folder.md:1: WARNING: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." can\'t be an address '
            "of this site: it is too long for the name of a file [weblog.address]",
        ),
    ),
    Case(
        name="an old address longer than a path",
        files={"posts/long-path.md": post(":redirect: " + "y/" * 2000 + "y")},
        told=(
            'posts/long-path.md:1: WARNING: "y/y/y/y/y/y/y/y/y/y/y/y/y/y/y/y/y/y/y/y/..." can\'t be an address of '
            "this site: it is too long for the name of a file [weblog.address]",
        ),
    ),
    Case(
        name="a former name longer than a file's",
        files={"posts/long-was.md": post(f":was: {LONG}")},
        told=(
            'posts/long-was.md:1: WARNING: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." can\'t be an address of '
            "this site: it is too long for the name of a file [weblog.address]",
        ),
    ),
    Case(
        name="a file's name that leaves no room for a page's",
        files={"events/" + "a" * 245 + ".md": event(title="A long name")},
        told=(
            "WARNING: the name of the file "
            '"events/' + "a" * 245 + '"'
            " is too long for a page, so the file is left out: shorten it [sphinx_rebuild.file]",
        ),
    ),
    Case(
        name="a post's name, too",
        files={"posts/" + "b" * 245 + ".md": post()},
        told=(
            "WARNING: the name of the file "
            '"posts/' + "b" * 245 + '"'
            " is too long for a page, so the file is left out: shorten it [sphinx_rebuild.file]",
        ),
    ),
    Case(name="a tag of 300 signs", files={"posts/long-tag.md": post(f":tags: {LONG}")}),
    Case(name="a tag of 360 bytes", files={"posts/wide-tag.md": post(":tags: " + "漢" * 120)}),
    Case(name="an author of 300 signs", files={"posts/long-author.md": post(f":author: {LONG}")}),
    Case(name="a category of 300 signs", files={"posts/long-category.md": post(f":category: {LONG}")}),
    Case(name="a title of 100,000 signs", files={"posts/long-title.md": post(title="T" * 100_000)}),
    Case(
        name="a speaker of 300 signs", files={"posts/long-speaker.md": talk(":event: meet", title=f"A talk - {LONG}")}
    ),
    Case(
        name="a talk's id of 300 signs",
        files={"posts/long-id.md": talk(":event: meet", title="Another talk", named=LONG)},
    ),
    Case(
        name="an old address below a page",
        files={"posts/below-page.md": post(":redirect: posts/below-page.html/x")},
        told=(
            'posts/below-page.md:1: WARNING: "posts/below-page.html/x" is no old address: write the path of a '
            'page below this site, like "old/folder/page" [weblog.address]',
        ),
    ),
    Case(
        name="an old address below a feed",
        files={"posts/below-feed.md": post(":redirect: blog/atom.xml/x")},
        told=(
            'posts/below-feed.md:1: WARNING: "blog/atom.xml/x" is no old address: write the path of a page below '
            'this site, like "old/folder/page" [weblog.address]',
        ),
    ),
    Case(
        name="an old address in a folder of Sphinx's",
        files={"posts/in-static.md": post(":redirect: _static/x")},
        told=(
            'posts/in-static.md:1: WARNING: "_static/x" is no old address: write the path of a page below this '
            'site, like "old/folder/page" [weblog.address]',
        ),
    ),
    Case(
        name="old addresses outside the site",
        files={"posts/outside.md": post(":redirect: ../x, a/../b, ., .., /, C:/x")},
        told=(
            'posts/outside.md:1: WARNING: "." is no old address: write the path of a page below this site, like '
            '"old/folder/page" [weblog.address]',
            'posts/outside.md:1: WARNING: ".." is no old address: write the path of a page below this site, like '
            '"old/folder/page" [weblog.address]',
            'posts/outside.md:1: WARNING: "../x" is no old address: write the path of a page below this site, '
            'like "old/folder/page" [weblog.address]',
            'posts/outside.md:1: WARNING: "/" is no old address: write the path of a page below this site, like '
            '"old/folder/page" [weblog.address]',
            'posts/outside.md:1: WARNING: "C:/x" is no old address: write the path of a page below this site, '
            'like "old/folder/page" [weblog.address]',
            'posts/outside.md:1: WARNING: "a/../b" is no old address: write the path of a page below this site, '
            'like "old/folder/page" [weblog.address]',
        ),
    ),
    Case(
        name="the same, in the way of addresses",
        files={"posts/outside-coded.md": post(":redirect: %2e%2e/%2e%2e/x, a%00b, a%0Ab, a%ffb")},
        told=(
            'posts/outside-coded.md:1: WARNING: "%2e%2e/%2e%2e/x" is no old address: write the path of a page '
            'below this site, like "old/folder/page" [weblog.address]',
            'posts/outside-coded.md:1: WARNING: "a%00b" is no old address: write the path of a page below this '
            'site, like "old/folder/page" [weblog.address]',
            'posts/outside-coded.md:1: WARNING: "a%0Ab" is no old address: write the path of a page below this '
            'site, like "old/folder/page" [weblog.address]',
            'posts/outside-coded.md:1: WARNING: "a%ffb" is no old address: write the path of a page below this '
            'site, like "old/folder/page" [weblog.address]',
        ),
    ),
    Case(
        name="an old address with a NUL",
        files={"posts/nul-redirect.md": post(":redirect: a\0b")},
        told=(
            'posts/nul-redirect.md:1: WARNING: "a�b" is no old address: write the path of a page below this site,'
            ' like "old/folder/page" [weblog.address]',
        ),
    ),
    Case(
        name="old addresses that Sphinx and the weblog have",
        files={"posts/reserved.md": post(":redirect: search, 404, genindex, index, blog")},
        told=(
            'posts/reserved.md:1: WARNING: "404" is no old address: write the path of a page below this site, '
            'like "old/folder/page" [weblog.address]',
            'posts/reserved.md:1: WARNING: "genindex" is no old address: write the path of a page below this '
            'site, like "old/folder/page" [weblog.address]',
            'posts/reserved.md:1: WARNING: "search" is no old address: write the path of a page below this site, '
            'like "old/folder/page" [weblog.address]',
            'posts/reserved.md:1: WARNING: the old address "blog" is taken by "All posts"; take it out of '
            ":redirect:, :was: or :other-names:, or move that [weblog.address]",
            'posts/reserved.md:1: WARNING: the old address "index" is taken by the page of that name; take it out'
            " of :redirect:, :was: or :other-names:, or move that [weblog.address]",
        ),
    ),
    Case(
        name="a post that is its own former name",
        files={"posts/own-was.md": post(":was: posts/own-was")},
        told=(
            'posts/own-was.md:1: WARNING: the old address "posts/own-was" is taken by the page of that name; take'
            " it out of :redirect:, :was: or :other-names:, or move that [weblog.address]",
        ),
    ),
    Case(
        name="a post that leads to itself",
        files={"posts/own-redirect.md": post(":redirect: posts/own-redirect")},
        told=(
            'posts/own-redirect.md:1: WARNING: the old address "posts/own-redirect" is taken by the page of that '
            "name; take it out of :redirect:, :was: or :other-names:, or move that [weblog.address]",
        ),
    ),
    Case(
        name="posts that lead to each other",
        files={
            "posts/circle-1.md": post(":redirect: posts/circle-2"),
            "posts/circle-2.md": post(":redirect: posts/circle-1"),
        },
        told=(
            'posts/circle-1.md:1: WARNING: the old address "posts/circle-2" is taken by the page of that name; '
            "take it out of :redirect:, :was: or :other-names:, or move that [weblog.address]",
            'posts/circle-2.md:1: WARNING: the old address "posts/circle-1" is taken by the page of that name; '
            "take it out of :redirect:, :was: or :other-names:, or move that [weblog.address]",
        ),
    ),
    Case(
        name="two posts of one former name",
        files={"posts/was-1.md": post(":was: some/old"), "posts/was-2.md": post(":was: some/old")},
        told=(
            'posts/was-1.md:1: WARNING: the old address "some/old" is taken by another page, posts/was-2; take it'
            " out of :redirect:, :was: or :other-names:, or move that [weblog.address]",
            'posts/was-2.md:1: WARNING: feeds know posts/was-1 as "https://small.example/site/some/old.html", and'
            " this post, too: take it from the :was: or :feed-id: of the one that was never there [weblog.id]",
        ),
    ),
    Case(
        name="an id that runs",
        files={"posts/id-js.md": post(":feed-id: javascript:alert(1)")},
        told=(
            'posts/id-js.md:1: WARNING: ":feed-id: javascript:alert(1)" is no id: copy it whole from the feed '
            'that the post was in, "tag:..." or "https://..." [weblog.option]',
        ),
    ),
    Case(
        name="an id with a control character",
        files={"posts/id-control.md": post(":feed-id: tag:x\x01y")},
        told=(
            'posts/id-control.md:1: WARNING: ":feed-id: tag:x\x01y" is no id: copy it whole from the feed that the '
            'post was in, "tag:..." or "https://..." [weblog.option]',
        ),
    ),
    Case(
        name="an id with tags",
        files={"posts/id-tags.md": post(':feed-id: tag:"><script>')},
        told=(
            'posts/id-tags.md:1: WARNING: ":feed-id: tag:"><script>" is no id: copy it whole from the feed that '
            'the post was in, "tag:..." or "https://..." [weblog.option]',
        ),
    ),
    Case(
        name="an address elsewhere that runs",
        files={
            "posts/external-js.md": post(":external_link: javascript:alert(1)", ":canonical_link: data:text/html,x")
        },
        told=(
            'posts/external-js.md:1: WARNING: "canonical_link: data:text/html,x" makes no sense here: write it '
            'whole, "https://..." [weblog.option]',
            'posts/external-js.md:1: WARNING: "external_link: javascript:alert(1)" makes no sense here: write an '
            'address that begins with "https://", or the path of a page [weblog.option]',
        ),
    ),
    Case(
        name="an image that is a folder",
        files={"posts/image-folder.md": post(body="![x](.)")},
        told=(
            'posts/image-folder.md:6: WARNING: there is no image "posts"; an image is looked for in this page\'s '
            "folder, or in the weblog's where its name begins with / [weblog.image]",
        ),
    ),
    Case(
        name="an image that is the folder of all",
        files={"posts/image-root.md": post(body="![x](/)")},
        told=(
            'posts/image-root.md:6: WARNING: there is no image "."; an image is looked for in this page\'s folder,'
            " or in the weblog's where its name begins with / [weblog.image]",
        ),
    ),
    Case(
        name="an image option that is no number",
        files={"posts/image-option.md": post(":image: javascript:alert(1)")},
        told=(
            'posts/image-option.md:1: WARNING: "image: javascript:alert(1)" makes no sense here: write which of '
            "the page's images it is by its number, like 1 for the first [weblog.option]",
        ),
    ),
    Case(
        name="an image of a number below 1",
        files={"posts/image-number.md": post(":image: -1")},
        told=(
            'posts/image-number.md:1: WARNING: "image: -1" makes no sense here: write which of the page\'s images '
            "it is by its number, like 1 for the first [weblog.option]",
        ),
    ),
    Case(
        name="an image that leads to a script",
        files={
            "posts/image-target.md": post(body="```{image} https://x.example/x.svg\n:target: javascript:alert(1)\n```")
        },
        told=(
            'posts/image-target.md:6: WARNING: "javascript:alert(1)" is no address that a link may lead to: write'
            ' one that begins with "https://", or a page of the site [weblog.reference]',
        ),
    ),
    Case(
        name="links to scripts, which Markdown leaves as text",
        files={
            "posts/link-js.md": post(
                body="[x](javascript:alert(1)) [x](vbscript:x) <javascript:x> [r]\n\n[r]: JaVaScRiPt:x"
            )
        },
    ),
    Case(
        name="links to scripts in reStructuredText",
        files={
            "posts/link-js-too.rst": RST + "`x <javascript:alert(1)>`_ and `y <vbscript:x>`__ and data:text/html,x\n"
        },
        told=(
            'posts/link-js-too.rst:6: WARNING: "data:text/html,x" is no address that a link may lead to: write '
            'one that begins with "https://", or a page of the site [weblog.reference]',
            'posts/link-js-too.rst:6: WARNING: "javascript:alert(1)" is no address that a link may lead to: write'
            ' one that begins with "https://", or a page of the site [weblog.reference]',
            'posts/link-js-too.rst:6: WARNING: "vbscript:x" is no address that a link may lead to: write one that'
            ' begins with "https://", or a page of the site [weblog.reference]',
        ),
    ),
    # Dates
    Case(
        name="the year 10000 for a date",
        files={"posts/date-0.md": post(date="10000-01-01")},
        told=(
            'posts/date-0.md:1: WARNING: "10000-01-01" is not a date; write it as 2020-06-25, or 2020-06-25 14:30'
            " with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="the year 0 for a date",
        files={"posts/date-1.md": post(date="0000-01-01")},
        told=(
            'posts/date-1.md:1: WARNING: "0000-01-01" is not a date; write it as 2020-06-25, or 2020-06-25 14:30 '
            "with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a 30 February for a date",
        files={"posts/date-2.md": post(date="2020-02-30")},
        told=(
            'posts/date-2.md:1: WARNING: "2020-02-30" is not a date; write it as 2020-06-25, or 2020-06-25 14:30 '
            "with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a month 13 for a date",
        files={"posts/date-3.md": post(date="2020-13-01")},
        told=(
            'posts/date-3.md:1: WARNING: "2020-13-01" is not a date; write it as 2020-06-25, or 2020-06-25 14:30 '
            "with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a number for a date",
        files={"posts/date-4.md": post(date="99999999999")},
        told=(
            'posts/date-4.md:1: WARNING: "99999999999" is not a date; write it as 2020-06-25, or 2020-06-25 14:30'
            " with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a number below 0 for a date",
        files={"posts/date-5.md": post(date="-1")},
        told=(
            'posts/date-5.md:1: WARNING: "-1" is not a date; write it as 2020-06-25, or 2020-06-25 14:30 with a '
            "time of day [weblog.date]",
        ),
    ),
    Case(
        name="an hour 25 for a date",
        files={"posts/date-6.md": post(date="2020-06-25T25:00")},
        told=(
            'posts/date-6.md:1: WARNING: "2020-06-25T25:00" is not a date; write it as 2020-06-25, or 2020-06-25 '
            "14:30 with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a minute 60 for a date",
        files={"posts/date-7.md": post(date="2020-06-25 12:60")},
        told=(
            'posts/date-7.md:1: WARNING: "2020-06-25 12:60" is not a date; write it as 2020-06-25, or 2020-06-25 '
            "14:30 with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a zone by its name for a date",
        files={"posts/date-8.md": post(date="2020-06-25 10:00 EST")},
        told=(
            'posts/date-8.md:1: WARNING: "2020-06-25 10:00 EST" is not a date; write it as 2020-06-25, or '
            "2020-06-25 14:30 with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a zone of 99 hours for a date",
        files={"posts/date-9.md": post(date="2020-06-25 10:00+99:00")},
        told=(
            'posts/date-9.md:1: WARNING: "2020-06-25 10:00+99:00" is not a date; write it as 2020-06-25, or '
            "2020-06-25 14:30 with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="words for a date",
        files={"posts/date-10.md": post(date="next week")},
        told=(
            'posts/date-10.md:1: WARNING: "next week" is not a date; write it as 2020-06-25, or 2020-06-25 14:30 '
            "with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a month 25 for a date",
        files={"posts/date-11.md": post(date="25/26/2020")},
        told=(
            'posts/date-11.md:1: WARNING: "25/26/2020" is not a date; write it as 2020-06-25, or 2020-06-25 14:30'
            " with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a moment after the last for a date",
        files={"posts/date-12.md": post(date="9999-12-31 23:59-12:00")},
        told=(
            'posts/date-12.md:1: WARNING: "9999-12-31 23:59-12:00" is not a date; write it as 2020-06-25, or '
            "2020-06-25 14:30 with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a moment before the first for a date",
        files={"posts/date-13.md": post(date="0001-01-01 00:00+14:00")},
        told=(
            'posts/date-13.md:1: WARNING: "0001-01-01 00:00+14:00" is not a date; write it as 2020-06-25, or '
            "2020-06-25 14:30 with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a NUL behind a date for a date",
        files={"posts/date-14.md": post(date="2020-06-25\0")},
        told=(
            'posts/date-14.md:1: WARNING: "2020-06-25�" is not a date; write it as 2020-06-25, or 2020-06-25 '
            "14:30 with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a power for a date",
        files={"posts/date-15.md": post(date="1e400")},
        told=(
            'posts/date-15.md:1: WARNING: "1e400" is not a date; write it as 2020-06-25, or 2020-06-25 14:30 with'
            " a time of day [weblog.date]",
        ),
    ),
    Case(
        name="two dates for a date",
        files={"posts/date-16.md": post(date="2020-06-25;2020-06-26")},
        told=(
            'posts/date-16.md:1: WARNING: "2020-06-25;2020-06-26" is not a date; write it as 2020-06-25, or '
            "2020-06-25 14:30 with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a tag for a date",
        files={"posts/date-17.md": post(date="<script>alert(1)</script>")},
        told=(
            'posts/date-17.md:1: WARNING: "<script>alert(1)</script>" is not a date; write it as 2020-06-25, or '
            "2020-06-25 14:30 with a time of day [weblog.date]",
        ),
    ),
    Case(
        name="a year alone for a date",
        files={"posts/date-18.md": post(date="2020")},
        told=(
            'posts/date-18.md:1: WARNING: "2020" is not a date; write it as 2020-06-25, or 2020-06-25 14:30 with '
            "a time of day [weblog.date]",
        ),
    ),
    Case(name="the first day of all", files={"posts/first-day.md": post(date="0001-01-01")}),
    Case(
        name="a folder of no day",
        files={"posts/0000/00/00/x.md": post(date="")},
        told=(
            "posts/0000/00/00/x.md:1: WARNING: the folder 0000/00/00 is no date; name it by year, month and day, "
            "as in 2020/06/25 [weblog.date]",
        ),
    ),
    Case(
        name="a folder of a 31 February",
        files={"posts/2020/02/31/x.md": post(date="")},
        told=(
            "posts/2020/02/31/x.md:1: WARNING: the folder 2020/02/31 is no date; name it by year, month and day, "
            "as in 2020/06/25 [weblog.date]",
        ),
    ),
    Case(
        name="updates of no date",
        files={
            "posts/updates.md": post(
                body="```{update} 10000-01-01\nx\n```\n\n```{update} 0001-01-01\nx\n```\n\n```{update}\nx\n```"
            )
        },
        told=(
            "posts/updates.md:10: WARNING: the update is of 1-01-01, but its post of 2020-06-25: correct one of "
            "the two [weblog.date]",
            "posts/updates.md:14: ERROR: Directive 'update': 1 argument(s) required, 0 supplied [docutils]",
            'posts/updates.md:6: WARNING: "10000-01-01" is not a date; write it as 2020-06-25, or 2020-06-25 '
            "14:30 with a time of day [weblog.date]",
        ),
    ),
    # Events, talks, speakers
    Case(
        name="an event of the year 10000",
        files={"events/year-10000.md": event(":dates: 10000-01-01", title="Far away")},
        told=(
            'events/year-10000.md:3: WARNING: ":dates: 10000-01-01" can\'t be read as days: write "2020-06-25", or'
            ' "2020-06-25 to 2020-06-27" for several days [weblog.date]',
        ),
    ),
    Case(
        name="an event on the last day of all",
        files={"events/year-9999.md": event(":dates: 9999-12-31", title="The end")},
        told=(
            'events/year-9999.md:3: WARNING: ":dates: 9999-12-31" can\'t be read as days: write "2020-06-25", or '
            '"2020-06-25 to 2020-06-27" for several days [weblog.date]',
        ),
    ),
    Case(
        name="an event in the first year",
        files={"events/year-1.md": event(":dates: 0001-01-01", title="The beginning")},
    ),
    Case(
        name="an event that takes for ever",
        files={"events/for-ever.md": event(":dates: 0001-01-01 to 9999-12-30", title="For ever")},
    ),
    Case(
        name="an event that ends before it begins",
        files={"events/backwards.md": event(":dates: 2020-06-26 to 2020-06-25", title="Backwards")},
        told=(
            'events/backwards.md:3: WARNING: ":dates: 2020-06-26 to 2020-06-25" ends before it begins: write '
            '"2020-06-25", or "2020-06-25 to 2020-06-27" for several days [weblog.date]',
        ),
    ),
    Case(
        name="an event of three days in a row of dates",
        files={"events/three.md": event(":dates: 2020-06-25 to 2020-06-26 to 2020-06-27", title="Three")},
        told=(
            'events/three.md:3: WARNING: ":dates: 2020-06-25 to 2020-06-26 to 2020-06-27" names more than a first'
            ' and a last day: write "2020-06-25", or "2020-06-25 to 2020-06-27" for several days [weblog.date]',
        ),
    ),
    Case(
        name="an event without a heading",
        files={"events/headless.md": event(":dates: 2020-06-25")},
        told=(
            'events/headless.md:3: WARNING: the event has no title: its title is the page\'s heading, "# ..." '
            "[weblog.title]",
        ),
    ),
    Case(
        name="an event with an address that runs",
        files={"events/runs.md": event(":url: javascript:alert(1)", title="It runs")},
        told=(
            'events/runs.md:3: WARNING: ":url: javascript:alert(1)" is no address: write it whole, "https://..." '
            "[weblog.option]",
        ),
    ),
    Case(
        name="two events in a file",
        files={"events/two.md": event(title="Two") + "\n```{event}\n```\n"},
        told=(
            "events/two.md:6: WARNING: this page is about an event or a speaker already: give each of them a file"
            " of its own [weblog.place]",
        ),
    ),
    Case(
        name="a place of control characters", files={"events/controls.md": event(":place: a\0b\x07", title="Controls")}
    ),
    Case(
        name="marks that turn text around",
        files={"events/bidi.md": event(":place: \u202egnirts\u2066", title="Bi\u202edi\u2069")},
    ),
    Case(
        name="events of each other's names",
        files={
            "events/round-1.md": event(":other-names: round-2", title="Round one"),
            "events/round-2.md": event(":other-names: round-1", title="Round two"),
        },
    ),
    Case(
        name="two events of one id",
        files={
            "events/meet.md": event(":dates: 2020-06-25", title="The meetup"),
            "events/zz/meet.md": event(title="The meetup again"),
        },
        told=(
            'events/zz/meet.md:3: WARNING: the event "meet" is already the one of events/meet: rename one of the '
            "two files [weblog.id]",
        ),
    ),
    Case(
        name="a talk of no such event",
        files={"posts/no-event.md": talk(":event: nowhere", title="No event - Cy One")},
        told=(
            'posts/no-event.md:6: WARNING: there is no event "nowhere"; an event is a file with an {event} '
            "directive, and its id is that file's name [weblog.reference]",
        ),
    ),
    Case(name="a talk of no event", files={"posts/without-event.md": talk(title="Without event - Cy Two")}),
    Case(
        name="addresses of a talk that run",
        files={
            "posts/talk-js.md": talk(
                ":event: meet",
                ":slides: javascript:alert(1)",
                ":video: data:text/html,x",
                ":code: vbscript:x",
                title="It runs - Cy Three",
            )
        },
        told=(
            'posts/talk-js.md:6: WARNING: ":code: vbscript:x" is no address: write it whole, "https://..." '
            "[weblog.option]",
            'posts/talk-js.md:6: WARNING: ":slides: javascript:alert(1)" is no address: write it whole, '
            '"https://..." [weblog.option]',
            'posts/talk-js.md:6: WARNING: ":video: data:text/html,x" is no address: write it whole, "https://..."'
            " [weblog.option]",
        ),
    ),
    Case(
        name="a talk at an hour 25",
        files={"posts/talk-hour.md": talk(":event: meet", ":start: 25:00", title="Late - Cy Four")},
        told=(
            'posts/talk-hour.md:6: WARNING: ":start: 25:00" is no time: write "14:30", or "2020-06-25 14:30" '
            "where an event has more days [weblog.date]",
        ),
    ),
    Case(
        name="a talk on the last day of all",
        files={"posts/talk-last.md": talk(":event: meet", ":start: 9999-12-31 23:59", title="The last - Cy Five")},
        told=(
            'posts/talk-last.md:6: WARNING: ":start: 9999-12-31" is no day of "meet", which has 2020-06-25 '
            "(events/meet, line 3): correct one of them [weblog.date]",
        ),
    ),
    Case(
        name="a talk on the first day of all",
        files={"posts/talk-first.md": talk(":event: meet", ":start: 0001-01-01 00:00", title="The first - Cy Six")},
        told=(
            'posts/talk-first.md:6: WARNING: ":start: 0001-01-01" is no day of "meet", which has 2020-06-25 '
            "(events/meet, line 3): correct one of them [weblog.date]",
        ),
    ),
    Case(
        name="a kind of talk that is a tag",
        files={"posts/talk-kind.md": talk(":event: meet", ":kind: <script>", title="A kind - Cy Seven")},
        told=(
            'posts/talk-kind.md:6: WARNING: ":kind: <script>" is none of talk, keynote, lightning, tutorial, '
            "panel [weblog.option]",
        ),
    ),
    Case(
        name="two talks below a heading",
        files={
            "posts/two-talks.md": post(
                title="Two - Cy Eight", body="```{talk}\n:event: meet\n```\n\n```{talk}\n:event: meet\n```"
            )
        },
        told=(
            "posts/two-talks.md:10: WARNING: this section has a {talk} already, in line 6: give each its own "
            "heading [weblog.place]",
        ),
    ),
    Case(
        name="a talk in a list",
        files={"posts/talk-in-list.md": post(body="- ```{talk}\n  :event: meet\n  ```")},
        told=(
            "posts/talk-in-list.md:6: WARNING: a {talk} says that the section it stands in is about a talk, but "
            "this one stands in none, or inside another directive or a list: put it below the talk's heading "
            "[weblog.place]",
        ),
    ),
    Case(
        name="a talk in a note",
        files={"posts/talk-in-note.md": post(body="````{note}\n```{talk}\n:event: meet\n```\n````")},
        told=(
            "posts/talk-in-note.md:7: WARNING: a {talk} says that the section it stands in is about a talk, but "
            "this one stands in none, or inside another directive or a list: put it below the talk's heading "
            "[weblog.place]",
        ),
    ),
    Case(
        name="a talk's id of two words",
        files={"posts/two-words.md": talk(":event: meet", title="Two words - Cy Nine", named="a b")},
        told=("posts/two-words.md:6: ERROR: Directive 'talk': maximum 1 argument(s) allowed, 2 supplied [docutils]",),
    ),
    Case(
        name="a speaker of dashes",
        files={"posts/dashes.md": talk(":event: meet", title="- - - -")},
        told=(
            'posts/dashes.md:6: WARNING: "- -" is no speaker\'s name: write one with letters, or ":speaker:" with '
            "nothing for nobody [weblog.speaker]",
        ),
    ),
    Case(
        name="a speaker of no width",
        files={"posts/no-width.md": talk(":event: meet", ":speaker: \u200b", title="Nobody")},
        told=(
            'posts/no-width.md:6: WARNING: "\u200b" is no speaker\'s name: write one with letters, or ":speaker:" with '
            "nothing for nobody [weblog.speaker]",
        ),
    ),
    Case(
        name="a speaker without a heading",
        files={"speakers/nobody.md": speaker()},
        told=(
            'speakers/nobody.md:3: WARNING: the speaker has no title: its name is the page\'s heading, "# ..." '
            "[weblog.title]",
        ),
    ),
    Case(
        name="links of a speaker that run",
        files={"speakers/js.md": speaker(":links: javascript:alert(1), X <data:text/html,x>", title="Eva Runs")},
        told=(
            'speakers/js.md:3: WARNING: ":links: javascript:alert(1)" is no address: write "https://..." or '
            '"Weblog <https://...>" [weblog.option]',
        ),
    ),
    Case(name="a name with a NUL", files={"speakers/nul.md": speaker(":other-names: a\0b", title="Nu\0l Name")}),
    Case(
        name="speakers of each other's names",
        files={
            "speakers/c1.md": speaker(":other-names: Zed Second", title="Uma First"),
            "speakers/c2.md": speaker(":other-names: Uma First", title="Zed Second"),
        },
        told=(
            'speakers/c2.md:3: WARNING: "Zed Second" is already the speaker of speakers/c1: put the two pages '
            "together [weblog.speaker]",
        ),
    ),
    # Bytes
    Case(
        name="UTF-16",
        files={"posts/utf-16.md": post().encode("utf-16")},
        told=(
            "posts/utf-16.md:1: WARNING: this file isn't UTF-8, so it is left out: save it as UTF-8 in your "
            "editor [weblog.encoding]",
        ),
    ),
    Case(
        name="a lone surrogate",
        files={"posts/surrogate.md": post().encode() + b"\xed\xa0\x80"},
        told=(
            "posts/surrogate.md:7: WARNING: this file isn't UTF-8, so it is left out: save it as UTF-8 in your "
            "editor [weblog.encoding]",
        ),
    ),
    Case(
        name="a slash in two bytes",
        files={"posts/overlong.md": post().encode() + b"\xc0\xaf"},
        told=(
            "posts/overlong.md:7: WARNING: this file isn't UTF-8, so it is left out: save it as UTF-8 in your "
            "editor [weblog.encoding]",
        ),
    ),
    Case(
        name="all bytes there are",
        files={"posts/bytes.md": bytes(range(256))},
        told=(
            "posts/bytes.md:2: WARNING: this file isn't UTF-8, so it is left out: save it as UTF-8 in your editor"
            " [weblog.encoding]",
        ),
    ),
    Case(name="a mark of the order of bytes", files={"posts/bom.md": b"\xef\xbb\xbf" + post().encode()}),
    Case(
        name="two such marks",
        files={"posts/two-marks.md": b"\xef\xbb\xbf" * 2 + post().encode()},
        told=("posts/two-marks.md: WARNING: document isn't included in any toctree [toc.not_included]",),
    ),
    Case(name="carriage returns alone", files={"posts/returns.md": post().replace("\n", "\r").encode()}),
    Case(
        name="an empty file",
        files={"posts/empty.md": b""},
        told=("posts/empty.md: WARNING: document isn't included in any toctree [toc.not_included]",),
    ),
    Case(
        name="white space",
        files={"posts/white.md": b" \n\n\t\n"},
        told=("posts/white.md: WARNING: document isn't included in any toctree [toc.not_included]",),
    ),
    Case(
        name="a {post} alone",
        files={"posts/alone.md": b"```{post} 2020-06-25\n```"},
        told=(
            'posts/alone.md:1: WARNING: the post has no title: write a heading, "# ...", or give it a "title" '
            '(for now it is "Alone") [weblog.title]',
        ),
    ),
    Case(name="a {post} without an end", files={"posts/open.md": "```{post} 2020-06-25\n\n# A title\n"}),
    Case(
        name="control characters",
        files={"posts/controls.md": post(title="Con\0\x01\x0btrol", body="a\0b\x01\x08\x1b[31m\x7f\x85")},
    ),
    Case(name="a tag with control characters", files={"posts/control-tag.md": post(":tags: e\x1bf")}),
    Case(
        name="tags that turn text around",
        files={"posts/bidi-tag.md": post(":tags: \u202egat", body="\u202e\u2066 \ufeff")},
    ),
    Case(
        name="characters that there aren't",
        files={"posts/entities.md": post(title="&#xD800; &#0; &#x110000;", body="&#xD800;&#0;")},
    ),
    Case(name="a line of 500,000 signs", files={"posts/long-line.md": post(body="word " * 100_000)}),
    Case(name="a word of 300,000 signs", files={"posts/long-word.md": post(body="w" * 300_000)}),
    # Nesting
    Case(name="quotes in quotes", files={"posts/quotes.md": post(body=">" * 5000 + " x")}),
    Case(
        name="lists in lists",
        files={"posts/lists.md": post(body="\n".join("  " * depth + "- x" for depth in range(300)))},
    ),
    Case(name="lists in a line", files={"posts/list-in-line.md": post(body="- " * 2000 + "x")}),
    Case(name="brackets", files={"posts/brackets.md": post(body="[" * 5000)}),
    Case(
        name="stars",
        files={"posts/stars.md": post(body="*" * 5000 + "a" + "**_" * 3000)},
        told=(
            "posts/stars.md: WARNING: this file includes itself, or has quotes, lists or directives too deep in "
            "one another to be read, so it is left empty: take it apart [sphinx_rebuild.depth]",
        ),
    ),
    Case(name="notes in notes", files={"posts/notes.md": post(body=nested(50))}),
    Case(
        name="notes in notes, without an end in sight",
        files={"posts/deep-notes.md": post(body=nested(250))},
        told=(
            "posts/deep-notes.md: WARNING: this file includes itself, or has quotes, lists or directives too deep"
            " in one another to be read, so it is left empty: take it apart [sphinx_rebuild.depth]",
        ),
    ),
    Case(
        name="a file that includes itself",
        files={"posts/itself.md": post(body="```{include} itself.md\n```")},
        told=(
            "posts/itself.md: WARNING: this file includes itself, or has quotes, lists or directives too deep in "
            "one another to be read, so it is left empty: take it apart [sphinx_rebuild.depth]",
        ),
    ),
    Case(
        name="files that include each other",
        files={
            "posts/include-1.md": post(body="```{include} include-2.md\n```"),
            "posts/include-2.md": post(body="```{include} include-1.md\n```"),
        },
        told=(
            "posts/include-1.md: WARNING: this file includes itself, or has quotes, lists or directives too deep "
            "in one another to be read, so it is left empty: take it apart [sphinx_rebuild.depth]",
            "posts/include-2.md: WARNING: this file includes itself, or has quotes, lists or directives too deep "
            "in one another to be read, so it is left empty: take it apart [sphinx_rebuild.depth]",
        ),
    ),
    Case(
        name="reStructuredText that includes itself",
        files={"posts/itself-too.rst": RST + ".. include:: itself-too.rst\n"},
        told=('posts/itself-too.rst:6: WARNING: circular inclusion in "include" directive:',),
    ),
    Case(
        name="a substitution by itself",
        files={"posts/substitution.rst": RST + "|x|\n\n.. |x| replace:: |x|\n"},
        told=(
            'posts/substitution.rst:6: ERROR: Circular substitution definition referenced: "x". [docutils]',
            "posts/substitution.rst:8: ERROR: Circular substitution definition detected:",
        ),
    ),
    Case(
        name="an included file that isn't there",
        files={"posts/no-include.md": post(body="```{include} nowhere.md\n```")},
        told=("posts/no-include.md:6: CRITICAL: Directive \"include\": file not found: 'posts/nowhere.md' [docutils]",),
    ),
    Case(
        name="a listing from outside",
        files={"posts/outside-listing.md": post(body="```{literalinclude} /../../../../../../nowhere\n```")},
        told=(
            "posts/outside-listing.md:6: WARNING: Include file '/nowhere' not found or reading it failed [docutils]",
        ),
    ),
    Case(
        name="a table of contents that has its own page",
        files={"posts/own-contents.md": post(body="```{toctree}\n/posts/own-contents\n```")},
        told=(
            "posts/own-contents.md:6: WARNING: toctree contains reference to nonexisting document "
            "'posts/own-contents' [toc.not_readable]",
        ),
    ),
    # Front matter and options
    Case(
        name="brackets in front matter",
        files={"posts/fields-deep.md": fields("tags: " + "[" * 300)},
        told=(
            "posts/fields-deep.md: WARNING: document isn't included in any toctree [toc.not_included]",
            "posts/fields-deep.md:1: WARNING: Malformed YAML [myst.topmatter]",
        ),
    ),
    Case(
        name="a file's fields that grow",
        files={"posts/fields-grow.md": fields("a: &a [x, x, x]\nb: &b [*a, *a]\ntags: *b")},
        told=(
            'posts/fields-grow.md:6: WARNING: "tags: [["x", "x", "x"], ["x", "x", "x"]]" makes no sense here: '
            "write names with commas between them, like: one, two [weblog.option]",
        ),
    ),
    Case(
        name="fields that hold themselves",
        files={"posts/fields-self.md": fields("a: &a [*a]")},
        told=(
            "posts/fields-self.md: WARNING: Front matter field 'a' could not be serialized [myst.topmatter]",
            "posts/fields-self.md: WARNING: document isn't included in any toctree [toc.not_included]",
        ),
    ),
    Case(
        name="fields that would run",
        files={"posts/fields-run.md": fields("tags: !!python/object/apply:os.system ['x']")},
        told=(
            "posts/fields-run.md: WARNING: document isn't included in any toctree [toc.not_included]",
            "posts/fields-run.md:1: WARNING: Malformed YAML [myst.topmatter]",
        ),
    ),
    Case(
        name="fields that are a list",
        files={"posts/fields-list.md": "---\n- blogpost\n---\n\n# A post\n"},
        told=(
            "posts/fields-list.md: WARNING: document isn't included in any toctree [toc.not_included]",
            "posts/fields-list.md:1: WARNING: YAML is not a dict: <class 'list'> [myst.topmatter]",
        ),
    ),
    Case(
        name="fields of the wrong kinds",
        files={"posts/fields-kinds.md": fields("tags: {a: {b: c}}\ndate: [1]\ntitle: {}\nredirect: [[x]]\nimage: -1")},
        told=(
            'posts/fields-kinds.md:3: WARNING: "["1"]" is not a date; write it as 2020-06-25, or 2020-06-25 14:30'
            " with a time of day [weblog.date]",
            'posts/fields-kinds.md:4: WARNING: "tags: {"a": {"b": "c"}}" makes no sense here: write names with '
            "commas between them, like: one, two [weblog.option]",
            'posts/fields-kinds.md:6: WARNING: "title: {}" makes no sense here: write a text, not a list '
            "[weblog.option]",
            'posts/fields-kinds.md:7: WARNING: "redirect: [["x"]]" makes no sense here: write names with commas '
            "between them, like: one, two [weblog.option]",
            'posts/fields-kinds.md:8: WARNING: "image: -1" makes no sense here: write which of the page\'s images '
            "it is by its number, like 1 for the first [weblog.option]",
        ),
    ),
    Case(
        name="a tab in fields",
        files={"posts/fields-tab.md": fields("\ttags: x")},
        told=(
            "posts/fields-tab.md: WARNING: document isn't included in any toctree [toc.not_included]",
            "posts/fields-tab.md:1: WARNING: Malformed YAML [myst.topmatter]",
        ),
    ),
    Case(
        name="fields without an end",
        files={"posts/fields-open.md": "---\nblogpost: true\n\n# A post\n"},
        told=(
            "posts/fields-open.md: WARNING: document isn't included in any toctree [toc.not_included]",
            "posts/fields-open.md:1: WARNING: Document or section may not begin with a transition. [docutils]",
        ),
    ),
    Case(
        name="options in brackets without an end",
        files={"posts/options-open.md": "```{post} 2020-06-25\n---\ntags: [\n---\n```\n\n# A post\n"},
    ),
    Case(
        name="options that are neither yes nor no",
        files={"posts/yes-no.md": post(":exclude: maybe", ":nocomments: perhaps")},
        told=(
            'posts/yes-no.md:1: WARNING: "exclude: maybe" makes no sense here: write nothing behind it, or true '
            "or false [weblog.option]",
            'posts/yes-no.md:1: WARNING: "nocomments: perhaps" makes no sense here: write nothing behind it, or '
            "true or false [weblog.option]",
        ),
    ),
    Case(
        name="tags of punctuation",
        files={"posts/punctuation.md": post(":tags: ..., !!!, ---, /, ., .., index, archive")},
    ),
    Case(
        name="two tags of one address",
        files={"posts/one-address.md": post(":tags: p/q, p\\q")},
        told=(
            'posts/one-address.md:1: WARNING: the tag "p\\q" and the tag "p/q" (in posts/one-address) would share '
            'the page "pq": write both in one way, or choose names that differ in more than case and punctuation '
            "[weblog.address]",
        ),
    ),
    Case(
        name="no title at all",
        files={"posts/untitled.md": post(":title:", title="")},
        told=(
            'posts/untitled.md:1: WARNING: the post has no title: write a heading, "# ...", or give it a "title" '
            '(for now it is "Untitled") [weblog.title]',
        ),
    ),
    Case(
        name="titles in the languages of templates",
        files={
            "posts/templates.md": post(":tags: {{ 7*7 }}, ${x}, %s, {0}, <!--", title="{{ 7*7 }} ${x} %s {0} ]]> <!--")
        },
    ),
    Case(
        name="two posts in a file",
        files={"posts/two-posts.md": post(body="```{post}\n```")},
        told=(
            "posts/two-posts.md:1: WARNING: this file holds several posts, but this {post} hasn't a section of "
            "its own: put each {post} below the heading of its own section, or keep one post in a file "
            "[weblog.place]",
            "posts/two-posts.md:6: WARNING: this post isn't published yet, but it shares a file with published "
            "ones or its {post} comes from elsewhere, so it can't be held back: give it a file of its own with "
            "the {post} at the top [weblog.draft]",
        ),
    ),
    Case(
        name="a list of no number in no format",
        files={
            "posts/postlist.md": post(
                body="```{postlist} -1\n:format: {title.__class__} {0} {\n:date: %Q%\n:tags: <script>\n```"
            )
        },
        told=(
            'posts/postlist.md:6: WARNING: "-1" is no number of posts; write it like 10 [weblog.option]',
            'posts/postlist.md:6: WARNING: ":format: {title.__class__} {0} {" can have these parts: {date}, '
            "{title}, {author}, {location}, {language}, {category}, {tags} [weblog.option]",
            'posts/postlist.md:6: WARNING: no post has the tag "<script>" [weblog.reference]',
        ),
    ),
    Case(
        name="talks of nobody, nowhere, and of no number",
        files={
            "posts/talks.md": post(body="```{talks}\n:event: <script>\n:speaker: x\n```\n\n```{talks}\n:limit: -1\n```")
        },
        told=(
            "posts/talks.md:12: WARNING: 'talks': Invalid option value for 'limit': -1: negative or zero value; "
            "must be positive [myst.directive_option]",
            'posts/talks.md:6: WARNING: there is no event "<script>" [weblog.reference]',
            'posts/talks.md:6: WARNING: there is no speaker "x" [weblog.reference]',
        ),
    ),
    Case(
        name="references to nothing",
        files={
            "posts/references.md": post(
                body="{event}`<script>` {speaker}`<script>` {talk}`\0` {ref}`zz` {doc}`/../../..` {nowhere}`x`"
            )
        },
        told=(
            'posts/references.md:6: WARNING: Unknown interpreted text role "nowhere". [myst.role_unknown]',
            "posts/references.md:6: WARNING: there is no event \"<script>\"; an event's id is its file's name "
            "[weblog.reference]",
            'posts/references.md:6: WARNING: there is no label "zz"; a label is made by a line "(its-name)=" '
            'above a heading, in reStructuredText ".. _its-name:" [weblog.reference]',
            'posts/references.md:6: WARNING: there is no page "../../.."; a page is named from the weblog\'s '
            "folder where the name begins with /, else from this page's folder [weblog.reference]",
            'posts/references.md:6: WARNING: there is no speaker "<script>"; a speaker\'s name is written as in '
            "the heading of a talk [weblog.reference]",
            'posts/references.md:6: WARNING: there is no talk "�"; a talk\'s name is its id, or the name of its '
            "page or section [weblog.reference]",
        ),
    ),
    Case(
        name="directives of no name",
        files={"posts/directives.md": post(body="```{nowhere}\n```\n\n```{}\n```")},
        told=(
            "posts/directives.md:6: WARNING: Unknown directive type: 'nowhere' [myst.directive_unknown]",
            "posts/directives.md:9: WARNING: Unknown directive type: '' [myst.directive_unknown]",
        ),
    ),
    Case(
        name="one label twice",
        files={"posts/label-twice.md": post(body="(same)=\n## A\n\n(same)=\n## B\n\n## A")},
        told=('posts/label-twice.md:9: WARNING: Duplicate explicit target name: "same". [docutils]',),
    ),
    Case(
        name="footnotes that mean each other",
        files={"posts/footnotes.md": post(body="[^1]\n\n[^1]: [^1]\n[^1]: x\n[^2]: y")},
        told=(
            "posts/footnotes.md:10: WARNING: Footnote [2] is not referenced. [ref.footnote]",
            "posts/footnotes.md:9: WARNING: Duplicate footnote definition found for label: '1' [ref.footnote]",
        ),
    ),
)
