"""The small parts that templates share: what a person typed is text in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from jinja2 import Environment

from weblog.posts.links import Link
from weblog.site import parts

from ..strategies import TITLES

if TYPE_CHECKING:
    from bs4 import Tag

TYPED = TITLES.map(lambda text: text.replace("\r", ""))
"""Without what HTML reads as the end of a line; with a word, for the parser here folds mere space."""


@dataclass(frozen=True)
class Page:
    """A page in a folder, which shows one template's part."""

    template: str

    def shown(self, **facts: object) -> Tag:
        """What it shows."""
        environment = Environment()
        environment.globals.update(parts.functions(lambda moment, form: f"{moment:{form or '%d <b>%m</b>'}}"))
        found = environment.from_string(f"<body>{self.template}</body>").render(pathto=_pathto, **facts)
        body = BeautifulSoup(found, "html.parser").body
        assert body is not None
        return body


def _pathto(name: str, resource: bool = False) -> str:
    return f"../{name}" if resource else f"../{name}.html"


def _links(names: list[str]) -> list[Link]:
    return [Link(text=name, pagename=f"speakers/{number}") for number, name in enumerate(names)]


@given(text=TYPED, pagename=TYPED, anchor=TYPED)
def test_a_link_is_one_element_whatever_was_typed(text: str, pagename: str, anchor: str) -> None:
    link = Link(text=text, pagename=pagename, anchor=anchor)
    body = Page('{{ link_to(target, "p-name u-url", "next") }}').shown(target=link)
    (found,) = body.find_all(True)
    assert (found.name, found.text) == ("a", text)
    assert found.attrs == {"class": ["p-name", "u-url"], "href": f"../{pagename}.html{anchor}", "rel": ["next"]}


def test_a_link_of_no_kind_has_an_address_alone() -> None:
    link = Page("{{ link_to(target) }}").shown(target=Link(text="A", pagename="a")).a
    assert str(link) == '<a href="../a.html">A</a>'


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Ada"], " by Ada"),
        (["Ada", "Bo"], " by Ada and Bo"),
        (["Ada", "Bo & Co", "<i>"], " by Ada, Bo & Co, and <i>"),
    ],
)
def test_the_speakers_of_a_talk_are_named_as_in_a_sentence(names: list[str], words: str) -> None:
    body = Page("{{ by_whom(links) }}").shown(links=_links(names))
    assert body.text == words
    assert [link["href"] for link in body.select("a.p-performer.h-card")] == [
        f"../speakers/{number}.html" for number in range(len(names))
    ]


@given(title=TYPED)
def test_where_a_talk_was_is_said_with_a_link(title: str) -> None:
    body = Page("{{ at_which_event(target) }}").shown(target=Link(text=title, pagename="events/conf"))
    assert body.text == f" at {title}"
    assert [link["href"] for link in body.select("span.where > a")] == ["../events/conf.html"]


@given(title=TYPED)
def test_the_link_to_a_feed_says_of_what(title: str) -> None:
    body = Page("{{ feed_link(target) }}").shown(target=Link(text=title, pagename="events/conf/atom.xml"))
    assert body.text == f"Atom feed: {title}"
    assert [link["href"] for link in body.select("p.feed-link > a")] == ["../events/conf/atom.xml"]


@pytest.mark.parametrize(
    ("moment", "written"),
    [(date(2020, 6, 25), "2020-06-25"), (datetime(2020, 6, 25, 9, 30, tzinfo=UTC), "2020-06-25T09:30:00+00:00")],
)
def test_a_date_is_for_readers_and_for_machines(moment: date, written: str) -> None:
    (found,) = Page('{{ date_of(moment, "dt-start") }}').shown(moment=moment).find_all(True)
    assert (found.name, found.text) == ("time", "25 <b>06</b>")
    assert found.attrs == {"class": ["dt-start"], "datetime": written}


@pytest.mark.parametrize(("count", "words"), [(0, "0 posts"), (1, "1 post"), (2, "2 posts")])
def test_one_post_is_no_plural(count: int, words: str) -> None:
    assert Page("{{ number_of_posts(count) }}").shown(count=count).text == words
