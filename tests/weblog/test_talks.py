"""Talks, events and speakers in a small weblog that isn't ours: pages, references, lists, feeds, data, other sites."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import extruct
import feedparser
import icalendar
import mf2py
import pytest
from sphinx.util.inventory import InventoryFile

from ..parsing import parse, texts
from .sites import Site
from .test_incremental import clean_contents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bs4 import BeautifulSoup, Tag

ADDRESS = "https://small.example/site/"
CONF = "Conf <Utrecht> 2020"
DAYS = "2020-06-25\u2009\N{EN DASH}\u20092020-06-26"
OPENING = "Conf 2020: opening the doors - Ada Example and Łucja Nowak"


@pytest.fixture(scope="module")
def weblog(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The weblog of tests/roots/talks, built once."""
    site = Site.from_root(tmp_path_factory.mktemp("talks"), "talks")
    assert site.build().warnings == []
    return site


def links(soup: BeautifulSoup, selector: str) -> dict[str, str]:
    """The texts of links and where they lead."""
    return {" ".join(link.get_text().split()): str(link["href"]) for link in soup.select(selector)}


# Pages


def test_a_talks_line_says_where_it_was_and_by_whom(weblog: Site) -> None:
    opening = weblog.page("posts/2020/06/25/opening")
    assert texts(opening, ".talk-line") == [
        f"One of my summaries of the talks at {CONF}: a keynote by Ada Example and Łucja Nowak, 2020-06-25, 09:30 "
        "· Slides · Video · Code"
    ]
    assert links(opening, ".talk-line a") == {
        CONF: "../../../../events/conf-2020.html",
        "Ada Example": "../../../../speakers/ada-example.html",
        "Łucja Nowak": "../../../../speakers/%C5%82ucja-nowak.html",
        "Slides": "https://slides.example/opening.pdf",
        "Video": "https://video.example/1",
        "Code": "https://code.example/1",
    }


def test_each_talk_of_a_post_stands_under_its_own_heading(weblog: Site) -> None:
    page = weblog.page("posts/2020/12/01/meetup")
    assert texts(page, "h2 + .talk-line") == [
        "A talk by Ada Example at A meetup.",
        "A lightning talk by Bo Sample at A meetup.",
    ]
    event = weblog.page("events/meetup")
    assert links(event, ".talk-rows .p-name") == {
        "The first one": "../posts/2020/12/01/meetup.html#the-first-one-ada-example",
        "Quickly": "../posts/2020/12/01/meetup.html#lightning-by-bo",
    }


def test_an_events_page_has_its_facts_the_authors_words_and_its_talks_in_order_of_time(weblog: Site) -> None:
    page = weblog.page("events/conf-2020")
    assert texts(page, "h1 + .facts") == [
        " ".join(DAYS.split()) + " · Utrecht, the Netherlands · website · also known as Conf 2020 and Conf20"
    ]
    assert "My own words about it." in page.get_text()
    assert texts(page, ".talk-rows .when, .talk-rows .p-name") == [
        *("2020-06-25", "09:30", "Opening the doors"),
        *("2020-06-26", "10:00", "In the middle: a panel"),
        *("2020-06-26", "17:00", "Closing"),
    ]
    assert links(page, ".neighbours .before a") == {"Conf 2019": "conf-2019.html"}
    assert links(weblog.page("events/conf-2019"), ".neighbours .after a") == {CONF: "conf-2020.html"}
    assert texts(weblog.page("events/conf-2019"), ".event-talks p") == ["No talk of this event is summarised here yet."]


def test_a_speakers_page_has_their_talks_the_newest_first_whether_the_author_wrote_it_or_not(weblog: Site) -> None:
    ada, bo = weblog.page("speakers/ada-example"), weblog.page("speakers/bo-sample")
    assert texts(ada, ".talk-rows .p-name") == ["The first one", "In the middle: a panel", "Opening the doors"]
    assert texts(bo, ".talk-rows .p-name") == ["Quickly", "Closing", "In the middle: a panel"]
    assert texts(ada, "h1 + .facts") == ["Weblog · code.example/ada · also known as Countess Ada"]
    assert "She knows." in ada.get_text()


def test_another_name_of_a_speaker_leads_to_the_one_page(weblog: Site) -> None:
    page = weblog.page("speakers/countess-ada")
    assert links(page, "main a") == {"Ada Example": "ada-example.html"}
    refresh = page.select_one("meta[http-equiv=refresh]")
    assert refresh
    assert str(refresh["content"]).endswith("url=ada-example.html")


def test_an_authors_template_may_add_to_one_of_the_weblogs(root: Callable[[str], Site]) -> None:
    site = root("talks")
    added = '{% extends "!weblog/speaker.html" %}{% block body %}{{ super() }}<p id="more">More.</p>{% endblock %}'
    site.write("_templates/weblog/speaker.html", added)
    assert site.build(templates_path=["_templates"]).warnings == []
    page = site.page("speakers/bo-sample")
    assert texts(page, "#more") == ["More."]
    assert page.select(".talk-rows")


def test_overviews_that_nobody_wrote_are_made(weblog: Site) -> None:
    assert texts(weblog.page("events"), "h2") == ["2020", "2019"]
    assert texts(weblog.page("events"), ".p-name") == ["A meetup", CONF, "Conf 2019"]
    assert texts(weblog.page("speakers"), "h2") == ["E", "N", "O", "S"]
    assert texts(weblog.page("speakers"), ".label-list li") == [
        "Ada Example 3 talks",
        "Łucja Nowak 1 talk",
        "Cy Other 1 talk",
        "Bo Sample 3 talks",
    ]


def test_lists_show_what_they_ask_for(weblog: Site) -> None:
    page = weblog.page("overview")
    shown = {
        str(section["id"]): texts(section, ".p-name, .label-list a") for section in page.select("section section[id]")
    }
    assert shown == {
        "of-one-event": ["Opening the doors", "In the middle: a panel", "Closing"],
        "keynotes-of-2020": ["Opening the doors"],
        "of-ada-the-oldest-first": ["Opening the doors", "In the middle: a panel", "The first one"],
        "the-series": [CONF, "Conf 2019"],
        "who-spoke-there": ["Ada Example", "Łucja Nowak", "Cy Other", "Bo Sample"],
    }
    assert {heading.get_text() for heading in page.select("#the-series h3")} == {"2020", "2019"}
    assert texts(weblog.page("index"), ".talk-rows .p-name") == ["Closing", "In the middle: a panel"]
    assert texts(weblog.page("talks"), "section h2, section h3") == ["2020", "A meetup", CONF]


def test_lists_and_facts_are_there_for_builders_without_templates(root: Callable[[str], Site]) -> None:
    site = root("talks")
    assert site.build(builder="text").warnings == []
    out = site.out.with_name("text")
    assert "In the middle: a panel" in (out / "overview.txt").read_text(encoding="utf-8")
    assert DAYS in (out / "events/conf-2020.txt").read_text(encoding="utf-8")
    assert "a keynote by Ada Example" in " ".join((out / "posts/2020/06/25/opening.txt").read_text().split())


# What else there is


def test_a_post_shows_what_else_was_there_by_whom_and_who_refers_to_it(weblog: Site) -> None:
    middle = weblog.page("posts/2020/06/26/middle")
    assert texts(middle, ".others h2") == [
        f"Also at {CONF}",
        "Also by Ada Example",
        "Also by Bo Sample",
        "Posts that refer to this one",
    ]
    assert texts(middle, ".others [rel=prev]")[0] == "Opening the doors"
    assert texts(middle, ".others [rel=next]")[0] == "Closing"
    closing = weblog.page("posts/2020/06/26/closing")
    (*_, referring) = closing.select(".others section")
    assert texts(referring, "li") == ["No talk at all", OPENING]
    plain = weblog.page("posts/2020/12/01/plain")
    assert texts(plain, ".others li") == ["Conf20: Closing - Bo Sample"], "not its neighbour, which has its tag, too"
    assert not weblog.page("overview").select(".others")


def test_a_post_of_a_speaker_is_found_from_their_talks_elsewhere(weblog: Site) -> None:
    sections = weblog.page("posts/2020/12/01/meetup").select(".others section")
    shown = {texts(section, "h2")[0]: texts(section, "li") for section in sections}
    assert shown["Also by Ada Example"] == [f"Opening the doors at {CONF}", f"In the middle: a panel at {CONF}"]


# References


def test_roles_lead_to_talks_events_and_speakers(weblog: Site) -> None:
    page = weblog.page("posts/2020/06/25/opening")
    assert links(page, ".e-content a") == {
        "Closing": "../26/closing.html",
        "this one": "../26/middle.html",
        "Ada Example": "../../../../speakers/ada-example.html",  # by another of her names
        "she": "../../../../speakers/ada-example.html",
        "A meetup": "../../../../events/meetup.html",
        "Conf 2019": "../../../../events/conf-2019.html",
        CONF: "../../../../events/conf-2020.html",
    }
    assert links(weblog.page("posts/2020/06/26/middle"), ".e-content a") == {
        CONF: "../../../../events/conf-2020.html",
        "Bo Sample": "../../../../speakers/bo-sample.html",
    }


def test_the_search_finds_talks_events_and_speakers_by_their_kind(weblog: Site) -> None:
    text = (weblog.out / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    kinds = {int(number): names[2] for number, names in index["objnames"].items()}
    found = {
        (kinds[kind], f"{prefix}.{name}" if prefix else name, index["docnames"][place], anchor)
        for prefix, objects in index["objects"].items()
        for place, kind, _, anchor, name in objects
    }
    assert {
        ("event", CONF, "events/conf-2020", "conf-utrecht-2020"),
        ("talk", "Quickly", "posts/2020/12/01/meetup", "lightning-by-bo"),
        ("talk", "Closing", "posts/2020/06/26/closing", "conf20-closing-bo-sample"),
        ("speaker", "Ada Example", "speakers/ada-example", "ada-example"),
        ("speaker", "Bo Sample", "speakers/bo-sample", "speaker"),
    } <= found
    assert len(found) == 3 + 5 + 4
    for _, _, page, anchor in found:
        assert weblog.page(page).find(id=anchor), (page, anchor)


def test_the_inventory_tells_other_sites_where_everything_is(weblog: Site) -> None:
    inventory = InventoryFile.loads((weblog.out / "objects.inv").read_bytes(), uri="").data
    assert {name: item.uri for name, item in inventory["talks:speaker"].items()} == {
        "Ada Example": "speakers/ada-example.html#ada-example",
        "Countess Ada": "speakers/ada-example.html#ada-example",
        "Bo Sample": "speakers/bo-sample.html#speaker",
        "Cy Other": "speakers/cy-other.html#speaker",
        "Łucja Nowak": "speakers/%C5%82ucja-nowak.html#speaker",
    }
    assert inventory["talks:talk"]["the-middle"].display_name == "In the middle: a panel"
    assert inventory["talks:talk"]["closing"].uri == "posts/2020/06/26/closing.html#conf20-closing-bo-sample"
    assert inventory["talks:event"].keys() == {"conf-2019", "conf-2020", "meetup"}


@pytest.mark.parametrize("extensions", [["weblog"], []])
def test_another_sphinx_site_links_to_talks_events_and_speakers(
    weblog: Site, tmp_path: Path, extensions: list[str]
) -> None:
    """With the extension by roles, without it by MyST's links to inventories."""
    other = Site(tmp_path)
    inventory = str(weblog.out / "objects.inv")
    settings = [
        'project = "Other"',
        f"extensions = {['myst_parser', 'sphinx.ext.intersphinx', *extensions]}",
        f"intersphinx_mapping = {{'small': ('{ADDRESS}', {inventory!r})}}",
        'source_suffix = {".md": "markdown"}',
        'primary_domain = "talks"' if extensions else "",
    ]
    other.write("conf.py", "\n".join(settings))
    words = (
        "{event}`conf-2020`, {talk}`his <closing>` and {speaker}`Bo Sample`"
        if extensions
        else "<inv:small:talks:event#conf-2020>, [his](inv:small:talks:talk#closing), <inv:small:talks:speaker#Bo%20*>"
    )
    other.write("index.md", f"# Other\n\nSee {words}.\n")
    assert other.build().warnings == []
    found = links(other.page("index"), "p a")
    assert found["his"] == f"{ADDRESS}posts/2020/06/26/closing.html#conf20-closing-bo-sample"
    assert {address.partition("#")[0] for address in found.values()} == {
        f"{ADDRESS}events/conf-2020.html",
        f"{ADDRESS}posts/2020/06/26/closing.html",
        f"{ADDRESS}speakers/bo-sample.html",
    }


# Feeds and data


def test_events_and_speakers_have_feeds_of_the_posts_about_their_talks(weblog: Site) -> None:
    def titles(path: str) -> list[str]:
        feed = feedparser.parse((weblog.out / path).read_bytes())
        assert not feed.bozo
        return [entry.title for entry in feed.entries]

    conf = [
        "Conf20: Closing - Bo Sample",
        "Something else",
        OPENING,
    ]
    assert titles("events/conf-2020/atom.xml") == conf
    assert titles("events/meetup/atom.xml") == ["A meetup with two talks"]
    assert titles("speakers/bo-sample/atom.xml") == ["A meetup with two talks", *conf[:2]]
    assert titles("speakers/ada-example/atom.xml") == ["A meetup with two talks", *conf[1:]]
    assert not weblog.exists("events/conf-2019/atom.xml")


def test_a_combination_may_ask_for_an_event(root: Callable[[str], Site]) -> None:
    site = root("talks")
    feeds = {"conf": {"title": "Conf on the web", "event": "conf-2020", "tags": ["end"]}}
    assert site.build(weblog_feeds=feeds).warnings == []
    feed = feedparser.parse((site.out / "blog/feeds/conf.xml").read_bytes())
    assert [entry.title for entry in feed.entries] == ["Conf20: Closing - Bo Sample"]
    (warning,) = site.build(weblog_feeds={"conf": {"event": "conf-2021"}}).warnings
    assert 'names the event "conf-2021", which there isn\'t; did you mean "conf-20' in warning


def test_an_event_with_dates_has_a_calendar_file(weblog: Site) -> None:
    calendar = icalendar.Calendar.from_ical((weblog.out / "events/conf-2020.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert event["summary"] == CONF
    assert event["location"] == "Utrecht, the Netherlands"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2020, 6, 25), date(2020, 6, 27))
    assert event["url"] == "https://conf.example/2020"
    assert event["uid"] == "tag:small.example,2000:/events/conf-2020"
    assert not weblog.exists("events/meetup.ics")


def test_all_of_it_is_there_as_data(weblog: Site) -> None:
    data = json.loads((weblog.out / "talks.json").read_bytes())
    assert [event["id"] for event in data["events"]] == ["meetup", "conf-2020", "conf-2019"]
    assert [speaker["name"] for speaker in data["speakers"]] == ["Ada Example", "Łucja Nowak", "Cy Other", "Bo Sample"]
    talks = {talk["id"]: talk for talk in data["talks"]}
    assert len(talks) == 5
    assert talks["posts/2020/06/25/opening"] == {
        "id": "posts/2020/06/25/opening",
        "title": "Opening the doors",
        "url": f"{ADDRESS}posts/2020/06/25/opening.html",
        "kind": "keynote",
        "event": "conf-2020",
        "speakers": ["Ada Example", "Łucja Nowak"],
        "day": "2020-06-25",
        "start": "2020-06-25T09:30:00-04:00",
        "slides": "https://slides.example/opening.pdf",
        "video": "https://video.example/1",
        "code": "https://code.example/1",
    }
    assert all(talk in talks for thing in (*data["events"], *data["speakers"]) for talk in thing["talks"])


# What machines read


def structured(site: Site, page: str) -> dict[str, Any]:
    """Type -> what a page says of a thing of that type."""
    html = (site.out / f"{page}.html").read_text(encoding="utf-8")
    (found,) = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    assert found["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in found["@graph"]}


def test_a_post_is_described_as_being_about_a_talk_at_an_event(weblog: Site) -> None:
    found = structured(weblog, "posts/2020/06/25/opening")
    post = found["BlogPosting"]
    assert post["headline"] == OPENING
    assert (post["datePublished"], post["keywords"]) == ("2020-06-25", ["web"])
    (talk,) = post["about"]
    assert (talk["@type"], talk["name"], talk["startDate"]) == (
        "Event",
        "Opening the doors",
        "2020-06-25T09:30:00-04:00",
    )
    assert [person["name"] for person in talk["performer"]] == ["Ada Example", "Łucja Nowak"]
    assert talk["superEvent"]["name"] == CONF
    assert talk["superEvent"]["location"] == {
        "@type": "Place",
        "name": "Utrecht, the Netherlands",
        "address": "Utrecht, the Netherlands",
    }
    crumbs = [(item["position"], item["name"]) for item in found["BreadcrumbList"]["itemListElement"]]
    assert crumbs == [(1, "Small weblog"), (2, "Events"), (3, CONF), (4, post["headline"])]


def test_events_and_speakers_are_described_too(weblog: Site) -> None:
    event = structured(weblog, "events/conf-2020")["Event"]
    assert (event["startDate"], event["endDate"], event["sameAs"]) == (
        "2020-06-25",
        "2020-06-26",
        "https://conf.example/2020",
    )
    assert [talk["name"] for talk in event["subEvent"]] == ["Opening the doors", "In the middle: a panel", "Closing"]
    person = structured(weblog, "speakers/ada-example")["Person"]
    assert person["alternateName"] == ["Countess Ada"]
    assert person["sameAs"] == ["https://ada.example/", "https://code.example/ada"]
    assert structured(weblog, "speakers/bo-sample")["Person"]["url"] == f"{ADDRESS}speakers/bo-sample.html"


def microformats(site: Site, page: str, kind: str) -> list[dict[str, Any]]:
    """The properties of all things of a kind at the top of a page."""
    html = (site.out / f"{page}.html").read_text(encoding="utf-8")
    items = mf2py.parse(html, url=f"{ADDRESS}{page}.html")["items"]
    return [item["properties"] for item in items if kind in item["type"]]


def test_microformats_tell_posts_events_and_speakers(weblog: Site) -> None:
    (entry,) = microformats(weblog, "posts/2020/06/25/opening", "h-entry")
    assert entry["name"] == ["Opening the doors"]
    assert entry["published"] == ["2020-06-25"]
    assert entry["category"] == ["web"]
    assert entry["author"][0]["properties"]["name"] == ["Ada Example"]
    assert entry["content"][0]["value"].startswith("Words on opening.")
    (event, *talks) = microformats(weblog, "events/conf-2020", "h-event")
    assert (event["name"], event["location"]) == ([CONF], ["Utrecht, the Netherlands"])
    assert (event["start"], event["end"]) == (["2020-06-25"], ["2020-06-26"])
    assert [talk["name"] for talk in talks] == [["Opening the doors"], ["In the middle: a panel"], ["Closing"]]
    (card, *_) = microformats(weblog, "speakers/ada-example", "h-card")
    assert (card["name"], card["nickname"]) == (["Ada Example"], ["Countess Ada"])
    assert card["url"] == ["https://ada.example/", "https://code.example/ada"]


def test_lists_of_posts_are_feeds_for_machines(weblog: Site) -> None:
    html = (weblog.out / "blog/tag/end.html").read_text(encoding="utf-8")
    (feed,) = (item for item in mf2py.parse(html)["items"] if "h-feed" in item["type"])
    assert [child["properties"]["name"][0] for child in feed["children"]] == [
        "No talk at all",
        "A meetup with two talks",
        "Conf20: Closing - Bo Sample",
    ]


# Drafts


def test_a_drafts_talk_is_nowhere_and_in_a_preview_it_is_marked(root: Callable[[str], Site]) -> None:
    site = root("talks")
    site.write(
        "posts/draft.md",
        "```{post}\n```\n\n# Conf 2020: Secret - Dee Draft\n\n```{talk}\n:event: conf-2020\n```\n\nWords.\n",
    )
    assert site.build().warnings == []
    files = [path for path, content in site.contents().items() if b"Dee Draft" in content or b"Secret" in content]
    assert files == []
    assert site.build(weblog_drafts=True).warnings == []
    assert texts(site.page("events/conf-2020"), ".talk-rows li:has(.post-mark) .p-name") == ["Secret"]
    assert site.exists("speakers/dee-draft.html")
    assert site.build().warnings == []
    assert not site.exists("speakers/dee-draft.html")


# Rebuilds


def test_what_follows_an_edit_of_an_event_or_a_speaker(root: Callable[[str], Site]) -> None:
    site = root("talks")
    site.build()
    event = site.source / "events/conf-2020.md"
    event.write_text(event.read_text().replace(r"Conf \<Utrecht\> 2020", "Conf Utrecht"))
    assert site.build().warnings == []
    assert "Also at Conf Utrecht" in texts(site.page("posts/2020/06/26/closing"), ".others h2")
    assert "Conf Utrecht" in site.page("posts/2020/06/25/opening").select(".e-content")[0].get_text()
    assert "Conf Utrecht" in texts(site.page("talks"), "h3")
    (site.source / "speakers/ada-example.md").unlink()
    (warning,) = site.build().warnings
    assert 'there is no speaker "Countess Ada"' in warning
    assert texts(site.page("speakers/ada-example"), "h1") == ["Ada Example"]
    assert not site.exists("speakers/countess-ada.html")


def test_a_page_that_becomes_a_draft_leaves_the_search_though_a_generated_one_takes_its_place(
    root: Callable[[str], Site],
) -> None:
    site = root("talks")
    site.write("talks.md", "---\norphan: true\n---\n# My talks\n\nSecretword.\n")
    site.write("index.rst", "Small\n=====\n\n.. toctree::\n\n   overview\n")
    assert site.build().warnings == []
    assert b"secretword" in site.contents()["searchindex.js"]
    site.write("talks.md", "```{post}\n```\n\n# My talks\n\nSecretword.\n")
    assert site.build().warnings == []
    assert not [path for path, content in site.contents().items() if b"secretword" in content.lower()]
    assert texts(site.page("talks"), "h1") == ["Talks"]


def test_an_authors_page_in_a_folder_of_its_own_takes_the_overviews_place_too(
    root: Callable[[str], Site],
) -> None:
    site = root("talks")
    site.write("events/index.md", "---\norphan: true\n---\n# My events\n")
    assert site.build(builder="dirhtml").warnings == []
    assert "My events" in (site.out.with_name("dirhtml") / "events/index.html").read_text(encoding="utf-8")


def test_a_speakers_page_in_a_folder_of_its_own_has_the_address_that_a_name_would_lead_to(
    root: Callable[[str], Site],
) -> None:
    site = root("talks")
    site.post("2020/01/01/one", "One - Ed Vee", "", body="```{talk}\n```")
    site.post("2020/01/02/two", "Two - Di Wu", "", body="```{talk}\n```")
    site.write("speakers/ed-vee/index.md", "# Ed Vee\n\n```{speaker}\n```\n")
    assert site.build(builder="dirhtml").warnings == []
    site.write("speakers/di-wu/index.md", "---\norphan: true\n---\n# Somebody\n")
    (warning,) = site.build(builder="dirhtml").warnings
    assert warning.startswith("speakers/di-wu/index.md:1: WARNING: this page has the address of the speaker")


def test_of_two_documents_with_one_folder_the_one_beside_it_has_the_address(site: Site) -> None:
    for name in "abc":
        site.post(name, f"Beside {name}", "2020-06-25")
        site.post(f"{name}/index", f"Within {name}", "2020-06-25")
    assert site.build().warnings == []
    for parallel in (1, 2, 1):
        warnings = site.build(builder="dirhtml", parallel=parallel).warnings
        assert [warning.partition(" want ")[0] for warning in warnings] == [
            f"posts/{name}/index.md:1: WARNING: this file and {name}.md" for name in "abc"
        ]
        for name in "abc":
            page = parse(site.out.with_name("dirhtml") / f"posts/{name}/index.html")
            assert texts(page, "h1")[0].startswith(f"Beside {name}")
        shutil.rmtree(site.out.with_name("dirhtml"))


def words_on(site: Site, page: str) -> dict[str, str]:
    """Title of a talk on a page -> what follows its title and speakers."""
    rows = site.page(page).select(".talk-rows .what")
    return {text_of(row, "a"): text_of(row, ".first-words.p-summary") for row in rows}


def text_of(row: Tag, selector: str) -> str:
    found = row.select_one(selector)
    return " ".join(found.get_text().split()) if found else ""


def test_an_events_page_has_the_first_words_of_each_talk_as_they_are_by_now(site: Site) -> None:
    talk = "```{talk}\n:event: big\n```\n\n"
    about = (
        "Seen at {event}`big`, *after* [the other](/posts/2020/06/01/one.md).[^1] 1 < 2 & 3\n\nMore.\n\n[^1]: Below."
    )
    site.write("events/big.md", "# Big day\n\n```{event}\n:dates: 2020-06-01\n```\n")
    site.post("2020/06/01/one", "One - Ann Post", body=f"{talk}{'A long story of it. ' * 20}\n\nMore.")
    evening = f"Of two.\n\n## Two - Bo Bell\n\n{talk}{about}\n\n## Three - Cy Cole\n\n{talk}### Nothing\n"
    site.post("2020/06/01/two", "An evening", body=evening)
    assert site.build().warnings == []
    long = "A long story of it. " * 6 + "A long story of it.\N{NO-BREAK SPACE}…"
    shown = {"One": " ".join(long.split()), "Two": "Seen at Big day, after the other. 1 < 2 & 3", "Three": ""}
    assert words_on(site, "events/big") == shown
    assert set(words_on(site, "talks").values()) == {""}, "which would be long"
    site.write("events/big.md", "# Huge day\n\n```{event}\n:dates: 2020-06-01\n```\n")
    evening = evening.replace("Nothing\n", "Nothing\n\nAt last.")
    site.post("2020/06/01/two", "An evening", body=evening)
    site.build()
    assert words_on(site, "events/big") == {
        **shown,
        "Two": "Seen at Huge day, after the other. 1 < 2 & 3",
        "Three": "At last.",
    }
    assert site.contents() == clean_contents(site)
    site.post("2020/06/01/one", "One - Ann Post", body=f"{talk}{'A long story of it. ' * 20}\n\nMore and more.")
    before = site.contents()
    site.build()
    assert site.contents()["events/big.html"] == before["events/big.html"]


@pytest.mark.parametrize("name", ["a b", "50%", "what?", "c#"])
def test_what_an_event_has_is_found_whatever_its_files_name_is(site: Site, name: str) -> None:
    site.write(f"events/{name}.md", "# Conf\n\n```{event}\n:dates: 2020-06-25\n```\n")
    site.post("2020/06/25/one", "One - Ed Vee", "", body=f"```{{talk}}\n:event: {name}\n```")
    assert site.build().warnings == []
    page = site.page(f"events/{name}")
    links = [str(link["href"]) for link in page.select(".feed-link a")]
    assert links == [f"{quote(name)}/atom.xml", f"{quote(name)}.ics"]
    assert [link for link in links if not site.exists(f"events/{unquote(link)}")] == []


def test_a_talks_day_is_shown_where_its_event_does_not_tell_it(site: Site) -> None:
    site.write("events/conf.md", "# Conf\n\n```{event}\n```\n")
    talk = "```{{talk}}\n{}:start: 2020-06-20 14:30\n```"
    site.post("2020/07/10/one", "One - Ed Vee", "", body=talk.format(":event: conf\n"))
    site.post("2020/07/10/two", "Two - Ed Vee", "", body=talk.format(""))
    assert site.build().warnings == []
    for post in ("one", "two"):
        assert "2020-06-20, 14:30" in texts(site.page(f"posts/2020/07/10/{post}"), ".talk-line")[0]
    assert texts(site.page("events/conf"), ".talk-rows .when") == ["2020-06-20", "14:30"]


def test_the_posts_of_one_page_have_the_talks_below_their_headings(site: Site) -> None:
    talk = "```{talk}\n```\n"
    site.post("two", "Two - Cy Zed", "2020-06-25", body=f"{talk}\n## More - Di Wu\n\n{talk}")
    site.build(post_always_section=True)
    feeds = sorted(path for path in site.contents() if path.startswith("speakers/") and path.endswith(".xml"))
    assert feeds == ["speakers/cy-zed/atom.xml", "speakers/di-wu/atom.xml"]
    first = "# Two - Cy Zed\n\n```{post} 2020-06-25\n```\n\n"
    other = f"## Other - Ed Vee\n\n```{{post}} 2020-06-26\n```\n\n{talk}"
    site.write("posts/two.md", f"{first}{talk}\n## More - Di Wu\n\n{talk}\n{other}")
    site.build()
    feeds = sorted(path for path in site.contents() if path.startswith("speakers/") and path.endswith(".xml"))
    assert feeds == ["speakers/cy-zed/atom.xml", "speakers/di-wu/atom.xml", "speakers/ed-vee/atom.xml"]


def test_a_name_with_an_apostrophe_is_one_in_headings_options_and_roles(site: Site) -> None:
    site.post("2020/06/25/one", "One - Pat O'Brien", "", body="```{talk}\n```")
    site.post("2020/06/26/two", "Two", "", body="```{talk}\n:speaker: Pat O'Brien\n```\n\nBy {speaker}`Pat O'Brien`.")
    assert site.build().warnings == []
    assert [link["href"] for link in site.page("posts/2020/06/26/two").select("article .talk-line a, p > a.reference")]
    inventory = InventoryFile.loads((site.out / "objects.inv").read_bytes(), uri="").data
    assert sorted(inventory["talks:speaker"]) == ["Pat O'Brien", "Pat O\N{RIGHT SINGLE QUOTATION MARK}Brien"]
    assert texts(site.page("speakers"), ".label-list a") == ["Pat O\N{RIGHT SINGLE QUOTATION MARK}Brien"]


@pytest.mark.parametrize("address", ["talks", "speakers", "speakers/bo-sample"])
def test_an_old_address_that_a_list_or_a_speaker_has_is_told(root: Callable[[str], Site], address: str) -> None:
    site = root("talks")
    site.post("2020/01/01/old", "Old", "", f":was: {address}")
    (warning,) = site.build().warnings
    assert warning.startswith(f'posts/2020/01/01/old.md:1: WARNING: the old address "{address}" is taken by ')


def test_a_path_of_the_weblog_that_is_an_overviews_is_told(root: Callable[[str], Site]) -> None:
    (warning,) = root("talks").build(blog_path="events").warnings
    assert '"Events" and "All posts" want one address, "events"; set another blog_path' in warning


def test_a_book_has_no_links_to_pages_that_it_does_not_have(root: Callable[[str], Site]) -> None:
    site = root("talks")
    site.build(builder="singlehtml")
    (page,) = [file for file in site.out.with_name("singlehtml").glob("*.html") if file.name == "index.html"]
    assert "speakers/bo-sample" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(("builder", "made"), [("singlehtml", "index.html"), ("latex", "*.tex")])
def test_a_book_has_the_talks_and_lists_of_the_documents_in_it(
    root: Callable[[str], Site], builder: str, made: str
) -> None:
    site = root("talks")
    pages = ["posts/2020/06/26/closing", "events/conf-2020", "speakers/ada-example", "talks", "overview"]
    site.write("index.rst", "Small\n=====\n\n.. toctree::\n\n" + "".join(f"   {page}\n" for page in pages))
    site.build(builder=builder)
    (file,) = site.out.with_name(builder).glob(made)
    book = file.read_text(encoding="utf-8")
    for words in ("One of my summaries of the talks at", "Words on closing", "Opening the doors", "the Netherlands"):
        assert words in book


def test_a_reference_to_a_document_that_is_not_in_a_book_is_its_title(root: Callable[[str], Site]) -> None:
    site = root("talks")
    site.write("index.rst", "Small\n=====\n\nSee :talk:`closing`, :event:`conf-2020` and :event:`it <conf-2020>`.\n")
    site.build(builder="latex")
    (file,) = site.out.with_name("latex").glob("*.tex")
    book = file.read_text(encoding="utf-8")
    for shown in (r"{Closing}", r"{Conf \textless{}Utrecht\textgreater{} 2020}", "{it}"):
        assert shown in book
    assert "{conf-2020}" not in book


@pytest.mark.parametrize("wrapper", [".. describe:: thing", ".. ifconfig:: True"])
def test_a_heading_within_another_directive_can_be_a_talks(site: Site, wrapper: str) -> None:
    inner = "Deep one - Ann Example\n----------------------\n\n.. talk::\n\nWords."
    lines = [".. post:: 2020-01-01", "", "A meetup", "========", "", wrapper, "", *inner.splitlines()]
    site.write(
        "posts/2020/01/01/meetup.rst", "\n".join(lines[:7] + [f"   {line}".rstrip() for line in lines[7:]]) + "\n"
    )
    extensions = ["ablog", "myst_parser", "weblog", "sphinx.ext.ifconfig"]
    assert site.build(extensions=extensions).warnings == []
    assert texts(site.page("posts/2020/01/01/meetup"), ".talk-line") == ["A talk by Ann Example."]


def test_a_list_of_an_events_talks_can_begin_with_the_newest(root: Callable[[str], Site]) -> None:
    site = root("talks")
    site.write("overview.md", "# Overview\n\n```{talks}\n:event: conf-2020\n:order: newest\n```\n")
    site.build()
    assert texts(site.page("overview"), ".p-name") == ["Closing", "In the middle: a panel", "Opening the doors"]


def test_a_reference_to_another_domains_object_is_no_back_link(root: Callable[[str], Site]) -> None:
    site = root("talks")
    site.write("functions.md", "---\norphan: true\n---\n# Functions\n\n```{py:function} closing\n```\n")
    site.post("2020/01/01/old", "Old", body="{py:func}`closing`")
    assert site.build().warnings == []
    assert "Old" not in texts(site.page("posts/2020/06/26/closing"), ".others li")


@pytest.mark.parametrize(
    ("thing", "reference", "extra"),
    [
        ("```{glossary}\nword\n: Its meaning.\n```", "{term}`word`", {}),
        ("```{envvar} WORD\nIts meaning.\n```", "{envvar}`WORD`", {}),
        ("```{py:function} word\n```", "{any}`word`", {}),
        ("```{math}\n:label: word\n\nx\n```", "{eq}`word`", {}),
        ("(word)=\n```{figure} /one.svg\nA figure.\n```", "{numref}`word`", {"numfig": True}),
    ],
)
def test_a_reference_follows_what_moves_to_another_page(
    tmp_path: Path, thing: str, reference: str, extra: dict[str, Any]
) -> None:
    def write(site: Site, first: str, second: str) -> None:
        tree = "Small\n=====\n\n.. toctree::\n\n   a\n   b\n   c\n"
        files = {"index.rst": tree, "a.md": f"# A\n\n{first}\n", "b.md": f"# B\n\nSee {reference}.\n"}
        for path, text in {**files, "c.md": f"# C\n\n{second}\n", "one.svg": "<svg/>"}.items():
            site.write(path, text)

    site, clean = Site.from_root(tmp_path / "one"), Site.from_root(tmp_path / "other")
    write(site, thing, "")
    site.build(**extra)
    write(site, "Words.", thing)
    write(clean, "Words.", thing)
    assert site.build(**extra).warnings == clean.build(**extra).warnings == []
    assert site.contents() == clean.contents()


def test_a_speakers_address_and_feed_stay_when_the_author_adds_a_page_of_another_name(
    root: Callable[[str], Site],
) -> None:
    site = root("talks")
    clean = Site.from_root(site.source.parent / "clean", "talks")
    site.build()
    for each in (site, clean):
        each.write("speakers/robert.md", "# Bo Sample\n\n```{speaker}\n```\n\nHe knows.\n")
    assert site.build().warnings == clean.build().warnings == []
    assert site.contents() == clean.contents()
    assert links(site.page("speakers/bo-sample"), "main a") == {"Bo Sample": "robert.html"}
    assert site.exists("speakers/bo-sample/atom.xml")
    assert links(site.page("speakers/robert"), ".feed-link a") == {
        "Atom feed: Talks by Bo Sample": "bo-sample/atom.xml"
    }


def test_a_talk_whose_heading_has_no_latin_letters_keeps_its_address(site: Site) -> None:
    site.write("events/conf.md", "# Conf\n\n```{event}\n:dates: 2020-06-25\n```\n")
    talk = "## 題名——名字\n\n```{talk}\n:event: conf\n```\n\nWords.\n"
    site.post("2020/06/25/post", "A post", "", body=talk)
    assert site.build().warnings == []
    before = json.loads((site.out / "talks.json").read_text(encoding="utf-8"))["talks"]
    assert [found["title"] for found in before] == ["題名"]
    assert before[0]["speakers"] == ["名字"]
    site.post("2020/06/25/post", "A post", "", body=f"## 前言\n\nMore.\n\n{talk}")
    site.build()
    after = json.loads((site.out / "talks.json").read_text(encoding="utf-8"))["talks"]
    assert after == before
    page = site.page("posts/2020/06/25/post")
    assert "Words." in page.find(id=after[0]["url"].partition("#")[2]).find_parent("section").get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize("names", [["Ada", "Bo", "Cy", "Di", "Ed"], ["Ada", "Bo", "Cy", "Di", "Ed", "Fay"]])
def test_many_letters_of_speakers_can_be_jumped_to(site: Site, names: list[str]) -> None:
    site.write("events/conf.md", "# Conf\n\n```{event}\n:dates: 2020-06-25\n```\n")
    body = "```{talk}\n:event: conf\n:speaker: " + ", ".join(names) + "\n```"
    site.post("2020/06/25/a", "A talk", body=body)
    assert site.build().warnings == []
    page = site.page("speakers")
    jumps = links(page, ".jump-list a")
    assert list(jumps) == ([name[0] for name in names] if len(names) > 5 else [])
    for letter, address in jumps.items():
        assert texts(page, address) == [letter]


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("a.md", "```{post}\n:event: conf\n```\n\n# Two talks\n\n"),
        ("a.md", "---\nblogpost: true\nevent: conf\n---\n\n# Two talks\n\n"),
        ("a.rst", ".. post::\n   :event: conf\n\nTwo talks\n#########\n\n"),
    ],
)
def test_a_posts_event_stands_for_its_talks_and_a_speaker_in_quotes_is_one(site: Site, name: str, above: str) -> None:
    site.write("events/conf.md", "# Conf\n\n```{event}\n:dates: 2020-06-25\n```\n")
    markdown = "## One\n\n```{{talk}}\n:speaker: {0}\n```\n\n## Two - Bo Sample\n\n```{{talk}}\n```\n"
    rst = "One\n===\n\n.. talk::\n   :speaker: {0}\n\nTwo - Bo Sample\n===============\n\n.. talk::\n"
    body = (markdown if name.endswith("md") else rst).format('"Smith & Sons"')
    site.write(f"posts/2020/06/25/{name}", f"{above}{body}")
    assert site.build().warnings == []
    page = site.page("events/conf")
    assert "Smith & Sons" in page.get_text()
    assert (site.out / "speakers/smith-sons.html").is_file()
    assert not (site.out / "speakers/sons.html").exists()


def test_an_event_of_a_post_that_there_is_not_is_told_for_its_talks_in_each_build(site: Site) -> None:
    site.write("posts/2020/06/25/a.md", "```{post}\n:event: cnof\n```\n\n# One - Bo Sample\n\n```{talk}\n```\n")
    first = site.build().warnings
    assert len(first) == 1
    assert 'there is no event "cnof"' in first[0]
    assert "a.md:7: " in first[0]
    assert site.build().warnings == first
