"""A {postlist} in which the posts of one event stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..parsing import texts

if TYPE_CHECKING:
    from .sites import Site

TALK = "```{talk}\n:event: %s\n```\n\nWords on %s."


@pytest.fixture
def conf(site: Site) -> Site:
    """A weblog with two events, of one of which there are three posts."""
    site.write("events/conf.md", "# Conf 2020\n\n```{event}\n:dates: 2020-06-25 to 2020-06-26\n:place: Utrecht\n```\n")
    site.write("events/meetup.md", "# Meetup\n\n```{event}\n:dates: 2020-05-01\n```\n")
    for day, name, title in [(25, "a", "Doors - Ada Example"), (25, "b", "Windows"), (26, "c", "Roofs - Bo & Cy Ce")]:
        site.post(f"2020/06/{day}/{name}", f"Conf 2020: {title}", body=TALK % ("conf", name))
    site.post("2020/06/27/plain", "Plain & simple")
    site.post("2020/05/01/one", "Meetup: one - Bo", body=TALK % ("meetup", "one"))
    site.post("2020/01/01/last", "Last")
    return site


def start(site: Site, options: str) -> None:
    site.write("start.md", f"---\norphan: true\n---\n\n# Start\n\n```{{postlist}} {options}\n```\n")


def test_posts_of_an_event_stand_below_its_name_at_the_place_of_the_newest(conf: Site) -> None:
    start(conf, "5\n:by-event:")
    assert conf.build().warnings == []
    page = conf.page("start")
    assert texts(page, "h2") == ["Plain & simple", "Conf 2020", "Meetup: one - Bo"]
    assert texts(page, ".event-posts .facts") == ["2020-06-25 \N{EN DASH} 2020-06-26 · Utrecht · 3 talks"]
    assert texts(page, ".event-posts h3") == ["Roofs by Bo and Cy Ce"]
    assert texts(page, ".event-posts .post-excerpt") == ["Words on c."]
    assert texts(page, ".event-posts .post-lines li") == ["Windows", "Doors by Ada Example"]
    assert [link["href"] for link in page.select(".event-posts .h-entry .u-url")] == [
        f"posts/2020/06/{name}.html" for name in ("26/c", "25/b", "25/a")
    ]
    assert texts(page, ".older-posts") == ["All 6 posts"]
    assert [link["href"] for link in page.select(".older-posts a")] == ["blog.html"]


def test_an_event_of_which_one_post_is_shown_is_no_group(conf: Site) -> None:
    start(conf, "2\n:by-event:")
    assert conf.build().warnings == []
    assert texts(conf.page("start"), "h2") == ["Plain & simple", "Conf 2020: Roofs - Bo & Cy Ce"]


def test_where_all_posts_are_shown_nothing_leads_to_more(conf: Site) -> None:
    start(conf, "\n:by-event:")
    assert conf.build().warnings == []
    page = conf.page("start")
    assert texts(page, "h2")[-1] == "Last"
    assert not page.select(".older-posts")


def test_a_list_of_a_tags_posts_does_not_lead_to_all_posts(conf: Site) -> None:
    conf.post("2020/02/02/tagged", "Tagged", "", ":tags: x")
    start(conf, "1\n:by-event:\n:tags: x")
    assert conf.build().warnings == []
    page = conf.page("start")
    assert texts(page, "h2") == ["Tagged"]
    assert not page.select(".older-posts")


def test_a_post_of_several_talks_has_its_own_title(conf: Site) -> None:
    body = f"## One - Ada Example\n\n{TALK % ('conf', 'd')}\n\n## Two\n\n{TALK % ('conf', 'e')}"
    conf.post("2020/06/25/d", "An evening", body=body)
    start(conf, "\n:by-event:")
    assert conf.build().warnings == []
    assert "An evening" in texts(conf.page("start"), ".post-lines li")


def test_the_list_follows_an_edit_of_an_event_and_of_a_talk(conf: Site) -> None:
    start(conf, "5\n:by-event:")
    conf.build()
    conf.write("events/conf.md", "# Conf Utrecht\n\n```{event}\n:other-names: Conf 2020\n```\n")
    conf.post("2020/06/25/a", "Conf 2020: Gates - Ada Example", body=TALK % ("conf", "a"))
    assert conf.build().warnings == []
    page = conf.page("start")
    assert texts(page, "h2")[1] == "Conf Utrecht"
    assert texts(page, ".post-lines li")[-1] == "Gates by Ada Example"


def test_a_list_within_a_section_has_headings_below_its_own(conf: Site) -> None:
    conf.write("start.md", "---\norphan: true\n---\n\n# Start\n\n## News\n\n```{postlist}\n:by-event:\n```\n")
    assert conf.build().warnings == []
    page = conf.page("start")
    assert "Conf 2020" in texts(page, "h3")
    assert texts(page, "h4") == ["Roofs by Bo and Cy Ce"]


def test_a_weblog_without_posts_says_so(site: Site) -> None:
    start(site, "5\n:by-event:")
    assert site.build().warnings == []
    assert "No posts yet." in site.page("start").get_text()


def test_a_book_has_the_titles(conf: Site) -> None:
    start(conf, "5\n:by-event:")
    assert conf.build(builder="text").warnings == []
    assert "Conf 2020: Windows" in (conf.out.with_name("text") / "start.txt").read_text(encoding="utf-8")
