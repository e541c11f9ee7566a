"""Long lists: first words of the newest posts alone, years, and links to the years on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ConfigError

from ..parsing import texts

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from .sites import Site

LISTED = ".ablog-post .ablog-post-title"
WITH_WORDS = ".ablog-post:has(.post-excerpt) .ablog-post-title"
LIMITED: dict[str, Any] = {"weblog_list_excerpts": 2, "weblog_list_titles": []}


def some_years(site: Site, posts: int = 3) -> None:
    """Three years of posts tagged x, each year's last one about an event."""
    for year in (2018, 2019, 2020):
        site.write(f"events/conf-{year}.md", f"# Conf {year}\n\n```{{event}}\n:dates: {year}-03-01\n```\n")
        for number in range(1, posts + 1):
            talk = f"```{{talk}}\n:event: conf-{year}\n```\n\n" if number == posts else ""
            title = f"Post {year}-{number} - Ada Example"
            site.post(f"{year}/03/{number:02}/p", title, "", ":tags: x", body=f"{talk}Words {year}-{number}.")


def assert_leads_to_parts(page: BeautifulSoup, expected: list[str], nth: int = 0) -> None:
    """Fails unless a list of a page has links to these parts on top, and each leads to the heading that it names."""
    jumps = page.select(".jump-list")[nth].select("a")
    assert [jump.get_text() for jump in jumps] == expected
    for jump in jumps:
        (heading,) = page.select(f"[id='{str(jump['href'])[1:]}']")
        assert heading.get_text().startswith(jump.get_text())
        assert heading.name in ("h2", "h3", "h4", "h5", "h6")


@pytest.mark.parametrize("name", ["blog/tag/x", "blog/author/ada-example"])
def test_older_posts_of_a_collection_are_lines_below_their_years(site: Site, name: str) -> None:
    some_years(site)
    site.build(**LIMITED)
    page = site.page(name)
    assert texts(page, ".collection-size") == ["9 posts" + (" · https://ada.example/" if "author" in name else "")]
    newest_first = [f"Post {year}-{number} - Ada Example" for year in (2020, 2019, 2018) for number in (3, 2, 1)]
    assert texts(page, LISTED) == newest_first
    assert texts(page, WITH_WORDS) == newest_first[:2]
    assert texts(page, ".older h2, .older h3") == ["Older posts", "2020", "2019", "2018"]
    assert texts(page, ".older li")[:2] == [
        "2020-03-01 Post 2020-1 - Ada Example",
        "2019-03-03 Post 2019-3 - Ada Example at Conf 2019",
    ]
    (link, *_) = page.select(".older .where a")
    assert str(link["href"]).endswith("events/conf-2019.html")
    assert not page.select(".jump-list"), "it can be seen as a whole"


def test_a_month_has_no_years_below_its_newest_posts(site: Site) -> None:
    some_years(site)
    site.build(**LIMITED)
    assert texts(site.page("blog/2020/03"), ".older h2, .older h3") == ["Older posts"]
    assert len(texts(site.page("blog/2020/03"), WITH_WORDS)) == 2


def test_the_newest_posts_of_a_page_with_headings_have_first_words_whatever_heading_they_stand_below(
    site: Site,
) -> None:
    some_years(site, posts=1)
    site.build(**LIMITED)
    page = site.page("blog")
    assert texts(page, "section h2") == ["2020", "2019", "2018"]
    assert len(texts(page, LISTED)) == 3
    assert texts(page, WITH_WORDS) == ["Post 2020-1 - Ada Example", "Post 2019-1 - Ada Example"]


@pytest.mark.parametrize(("limit", "with_words"), [(None, 9), (0, 0), (8, 8), (9, 9), (99, 9)])
def test_a_setting_says_how_many_posts_have_first_words_and_without_it_all_have(
    site: Site, limit: int | None, with_words: int
) -> None:
    some_years(site)
    site.build()
    site.build(weblog_list_excerpts=limit)  # what the last build wrote follows
    page = site.page("blog/tag/x")
    assert (len(texts(page, LISTED)), len(texts(page, WITH_WORDS))) == (9, with_words)
    assert bool(page.select(".older")) is (with_words < 9)
    assert page.select("meta[name=description]")


def test_an_event_is_not_named_twice_and_one_of_several_not_at_all(site: Site) -> None:
    some_years(site, posts=1)
    talk = "```{talk}\n:event: conf-2018\n:speaker: Ada\n```\n\nWords.\n\n"
    site.post("2018/05/01/a", "Conf 2018: a talk", "", ":tags: x", body=talk)
    other = talk.replace("2018", "2019")
    site.post("2018/05/02/b", "Two events", "", ":tags: x", body=f"## One\n\n{talk}## Two\n\n{other}")
    site.build(weblog_list_excerpts=0)
    assert [line for line in texts(site.page("blog/tag/x"), ".older li") if line.startswith("2018-05")] == [
        "2018-05-02 Two events",
        "2018-05-01 Conf 2018: a talk",
    ]


def test_feeds_and_drafts_stay_as_they_are(site: Site) -> None:
    some_years(site)
    site.post("drafts/a", "A draft", body="Words of a draft.")
    site.build(weblog_drafts=True, **LIMITED | {"weblog_list_excerpts": 0})
    assert "Words 2018-1." in site.contents()["blog/tag/x/atom.xml"].decode()
    assert texts(site.page("blog/drafts"), ".post-excerpt") == ["Words of a draft."]


def test_a_new_post_and_an_event_of_another_name_are_heeded_by_the_lines(site: Site) -> None:
    some_years(site)
    site.build(**LIMITED)
    site.post("2020/06/01/new", "Newer", "", ":tags: x")
    site.write("events/conf-2019.md", "# Another name\n\n```{event}\n:dates: 2019-03-01\n```\n")
    site.build(**LIMITED)
    left = site.contents()
    assert texts(site.page("blog/tag/x"), WITH_WORDS) == ["Newer", "Post 2020-3 - Ada Example"]
    assert texts(site.page("blog/tag/x"), ".older .where") == ["at Another name", "at Conf 2018"]
    clean = type(site)(site.source.parent / "clean")
    clean.source = site.source
    clean.build(parallel=2, **LIMITED)
    assert {name: text for name, text in clean.contents().items() if name.endswith((".html", ".xml"))} == {
        name: text for name, text in left.items() if name.endswith((".html", ".xml"))
    }


def test_long_lists_lead_to_their_years_and_each_list_of_a_page_to_its_own(site: Site) -> None:
    some_years(site, posts=8)
    for number in range(24):
        site.write(f"events/e{number}.md", f"# E {number}\n\n```{{event}}\n:dates: {2017 + number % 4}-06-01\n```\n")
    talks = "".join(f"## Talk {number}\n\n```{{talk}}\n:speaker: Ada\n```\n\nWords.\n\n" for number in range(10))
    for year in (2018, 2020):
        site.post(f"{year}/05/01/many", "Many talks", body=talks)
    site.write("feeds.md", "# Feeds\n\n```{feeds}\n```\n")
    site.write("both.md", "# Both\n\n## Events\n\n```{events}\n```\n\n```{talks}\n```\n\n```{events}\n```\n")
    site.write("index.rst", "Small\n=====\n\n.. toctree::\n\n   both\n   feeds\n")
    assert site.build(**LIMITED).warnings == []
    years = ["2020", "2019", "2018"]
    assert_leads_to_parts(site.page("talks"), years)
    assert_leads_to_parts(site.page("events"), [*years, "2017"])
    assert_leads_to_parts(site.page("blog"), years)
    assert_leads_to_parts(site.page("blog/archive"), years)
    assert_leads_to_parts(site.page("blog/tag/x"), years)
    assert texts(site.page("blog/tag/x"), ".jump-list span") == ["Older posts"]
    assert_leads_to_parts(site.page("feeds"), ["Everything", "Years", "Tags", "Authors", "Events", "Speakers"])
    page = site.page("both")
    for nth, expected in enumerate([[*years, "2017"], years, [*years, "2017"]]):
        assert_leads_to_parts(page, expected, nth)
    labels = [str(jump["aria-label"]) for jump in page.select(".jump-list")]
    assert labels == ["Events", "Talks", "Events 2"]


def test_talks_tell_the_days_of_their_events_below_the_year(site: Site) -> None:
    some_years(site, posts=1)
    site.build()
    page = site.page("talks")
    assert texts(page, "section h2") == ["2020", "2019", "2018"]
    assert texts(page, "section h2 ~ .talks-at h3") == ["Conf 2020", "Conf 2019", "Conf 2018"]
    assert texts(page, ".talks-at .facts") == [f"{year}-03-01 · 1 talk" for year in (2020, 2019, 2018)]


@pytest.mark.parametrize("value", [-1, True])
def test_a_number_of_posts_that_is_none_is_refused(site: Site, value: object) -> None:
    with pytest.raises(ConfigError) as told:
        site.build(weblog_list_excerpts=value)
    assert f"weblog_list_excerpts: {value!r} is no number of posts; write one like 10" in str(told.value)
