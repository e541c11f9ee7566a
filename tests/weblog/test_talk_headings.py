"""A page about one talk has the talk's title as its heading; whatever stands alone has the post's whole title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest

from ..parsing import texts

if TYPE_CHECKING:
    from .sites import Site

EVENT = "# Conf 2020\n\n```{event}\n:dates: 2020-06-25\n:other-names: C20\n```\n"
TALK = "```{talk}\n:event: conf\n```\n\nWords."
WHOLE = "C20: opening the doors - Ada Example"


def heading(site: Site) -> str:
    return texts(site.page("posts/2020/06/25/a"), "h1")[0].removesuffix("¶")


@pytest.fixture
def conf(site: Site) -> Site:
    """A weblog with an event."""
    site.write("events/conf.md", EVENT)
    return site


def test_the_heading_is_the_talks_title_and_what_stands_alone_is_whole(conf: Site) -> None:
    conf.post("2020/06/25/a", WHOLE, body=TALK)
    conf.post("2020/06/25/b", "Another", body="{doc}`a`")
    assert conf.build().warnings == []
    page = conf.page("posts/2020/06/25/a")
    assert heading(conf) == "Opening the doors"
    assert page.title is not None
    assert page.title.get_text().startswith(WHOLE)
    assert "by Ada Example" in texts(page, ".talk-line")[0]
    assert WHOLE in texts(conf.page("posts/2020/06/25/b"), ".e-content a")
    assert WHOLE in texts(conf.page("blog"), ".p-name")
    entry = feedparser.parse((conf.out / "blog/atom.xml").read_bytes()).entries[0]
    assert entry.title == WHOLE
    assert "pening the doors" not in entry.content[0].value
    assert '"C20: opening the doors - Ada Example"' in (conf.out / "searchindex.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("title", "option", "shown"),
    [
        ("C20: `open()` the doors - Ada Example", "", "open() the doors"),
        ("C20: *opening* - Ada `Example`", "", "Opening"),
        ("Doors for all - Ada Example", "", "Doors for all"),
        ("Doors - windows", ":speaker: Ada Example", "Doors - windows"),
        ("Why doors matter at all", ":title: Doors", "Why doors matter at all"),
        ("C20: the third door - Ada Example", ":title: The 3rd door", "The third door"),
        ("Doors", "", "Doors"),
        ("C20: doors[^1] - Ada Example", "", "Doors[1]"),
        ("C20: ÇA va - Ada Example", "", "ÇA va"),
        ("C20: ?! - Ada Example", "", "?!"),
    ],
)
def test_nothing_but_the_event_and_the_speakers_is_left_out(conf: Site, title: str, option: str, shown: str) -> None:
    notes = "\n\n[^1]: A note." if "[^1]" in title else ""
    conf.post("2020/06/25/a", title, body=TALK.replace("\n```\n", f"\n{option}\n```\n", 1) + notes)
    assert conf.build().warnings == []
    assert heading(conf) == shown


def test_the_heading_follows_what_the_event_is_called(conf: Site) -> None:
    conf.post("2020/06/25/a", WHOLE, body=TALK)
    conf.build()
    conf.write("events/conf.md", EVENT.replace("C20", "Other"))
    conf.build()
    assert heading(conf) == "C20: opening the doors"


def test_a_heading_within_a_page_of_several_talks_is_whole(conf: Site) -> None:
    conf.post("2020/06/25/a", "C20", body=f"## One - Ada Example\n\n{TALK}\n\n## Two - Bo Sample\n\n{TALK}")
    assert conf.build().warnings == []
    assert [text.removesuffix("¶") for text in texts(conf.page("posts/2020/06/25/a"), "h2")][:2] == [
        "One - Ada Example",
        "Two - Bo Sample",
    ]


def test_posts_around_are_not_shown_where_other_talks_are(conf: Site) -> None:
    for number, name in enumerate("abc"):
        conf.post(f"2020/06/25/{name}", f"C20: talk {number} - Ada Example", body=TALK)
    conf.post("2020/06/26/d", "Something else")
    assert conf.build().warnings == []
    assert not conf.page("posts/2020/06/25/b").select(".neighbours")
    assert texts(conf.page("posts/2020/06/25/c"), ".neighbours a") == ["Something else"]
    assert not conf.page("posts/2020/06/25/a").select(".neighbours")
    assert len(conf.page("posts/2020/06/26/d").select(".neighbours a")) == 1
