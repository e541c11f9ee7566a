"""The weblog's own search page: forty questions with the hit that must be first, in English and Dutch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ..browsing import Visit, serving
from .sites import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
SEARCH_PAGE = """
{% extends "!layout.html" %}
{% block extrahead %}<link rel="icon" href="data:,">{% endblock %}
{% block body %}{% include "weblog/search.html" %}{% endblock %}
"""
"""What another theme needs."""
SETTINGS = """
templates_path = ["_templates"]
weblog_search = True
html_js_files = [(f"weblog/search-{name}.js", {"defer": "defer"}) for name in ("key", "marks")]
"""
LONG = "\n\n".join(["This stands between the beginning and the end, and says nothing."] * 60)


def weblog(site: Site, **settings: object) -> Site:
    """A weblog with a search page of its own."""
    more = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    site.write("conf.py", (site.source / "conf.py").read_text(encoding="utf-8") + SETTINGS + more)
    site.write("_templates/search.html", SEARCH_PAGE)
    return site


def event(site: Site, name: str, title: str, days: str) -> None:
    site.write(f"events/{name}.md", f"# {title}\n\n```{{event}}\n:dates: {days}\n```\n\nA day about computers.\n")


def talk(site: Site, path: str, at: str, title: str, speaker: str, body: str, *options: str) -> None:
    site.post(path, f"{title} - {speaker}", "", *options, body=f"```{{talk}}\n:event: {at}\n```\n\n{body}")


ENGLISH = {
    "José Müller": "José Müller",  # a name's own page
    "jose muller": "José Müller",  # accents needn't be typed
    "mul": "José Müller",  # a name is found while it is typed
    "devopsdays": "devopsdays",  # a tag
    "devopsdays 2019": "Devopsdays 2019",  # years count
    "devopsdays 2020": "Devopsdays 2020",
    "event 8": "Event 8",
    "event 89": "Event 89",
    "2019": "2019",
    "june 2020": "June 2020",
    "Can you keep a secret?": "Can you keep a secret?",  # a talk's exact title
    "keep a secret": "Can you keep a secret?",
    "secrets": "Can you keep a secret?",  # the stem
    "C++": "Templates in C++",  # three words
    "c#": "Events in C#",
    "C": "Pointers in C",
    "cafe": "The café at the corner",
    "cafés": "The café at the corner",
    "the corner's café": "The café at the corner",  # a possessive is the word
    "3.11": "What is new in Python 3.11",
    "python news": "What is new in Python 3.11",
    "internal": "How the internal mail works",
    "skis": "A pair of skis",
    "kubernetes": "Where Kubernetes came from",  # in a title before the text
    "meadow": "Walk 15",  # newer before older
    "quaternion": "Clusters for everybody",  # in a heading
    '"pair of skis"': "A pair of skis",
    "kubernetes -clusters": "Where Kubernetes came from",
    "kubernetes secret hat": "Clusters for everybody",  # most of the words
    "naïve bayes": "Naïve Bayes by hand",
    "naive bayes": "Naïve Bayes by hand",
    "Bayes hand": "Naïve Bayes by hand",
    "Strasse": "Along the Straße",
}
DUTCH = {
    "lezingen": "Lezing over koeien",  # the stem
    "koe": "Een koe in de wei",
    "koeien": "Lezing over koeien",
    "financiele": "Financiële zaken",
    "ideeën": "Goede ideeën",
    "ideeen": "Goede ideeën",  # which a stemmer knows under another stem
    "juni 2020": "juni 2020",
    "foto's": "Foto’s van de wei",
    "zaken": "Financiële zaken",
    "Henk de Vries": "Henk de Vries",
    "vries": "Henk de Vries",
}


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    site = weblog(Site.from_root(tmp_path_factory.mktemp("english")), post_date_format="%-d %B %Y")
    event(site, "devopsdays-2019", "Devopsdays 2019", "2019-06-20")
    event(site, "devopsdays-2020", "Devopsdays 2020", "2020-06-25")
    for number in (8, 80, 89):
        event(site, f"event-{number}", f"Event {number}", "2018-03-04")
    tags = ":tags: devopsdays"
    talk(site, "2020/06/25/secret", "devopsdays-2020", "Can you keep a secret?", "José Müller", "Vaults.", tags)
    talk(site, "2019/06/20/mail", "devopsdays-2019", "How the internal mail works", "Ann Post", "Hats.", tags)
    site.post("2018/01/01/c", "Pointers in C", body="Cats and cars can come.")
    site.post("2018/01/02/cc", "Templates in C++", body="Like C, with more of it.")
    site.post("2018/01/03/cs", "Events in C#", body="Not C++.")
    site.post("2018/01/04/cafe", "The café at the corner", body="It has tea.")
    site.post("2018/01/05/python", "What is new in Python 3.11", body="News: it is fast.")
    site.post("2018/01/06/skis", "A pair of skis", body="Made of wood.")
    site.post("2017/01/06/pair", "Skis for a pair", body="Of two people.")
    site.post(
        "2020/03/01/clusters",
        "Clusters for everybody",
        body=f"Kubernetes.\n\n{LONG}\n\n## The quaternion\n\nHidden hat.",
    )
    site.post("2016/03/01/origin", "Where Kubernetes came from", body="Greek.")
    site.post("2015/03/01/sailing", "Sailing", body="The word kubernetes means helmsman, and quaternions turn.")
    site.post("2014/03/01/bayes", "Naïve Bayes by hand", body="Count.")
    site.post("2014/04/01/street", "Along the Straße", body="Houses.")
    for number in range(15):
        site.post(f"2013/01/{number + 1:02}/walk", f"Walk {number + 1}", "", ":tags: walks", body="Through the meadow.")
    assert site.build().warnings == []
    with serving(site.out) as address:
        yield site, address


@pytest.fixture(scope="module")
def dutch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    site = weblog(Site.from_root(tmp_path_factory.mktemp("dutch")), language="nl")
    event(site, "boerendag", "Boerendag", "2020-06-25")
    talk(site, "2020/06/25/lezing", "boerendag", "Lezing over koeien", "Henk de Vries", "Melk.")
    site.post("2019/01/01/koe", "Een koe in de wei", body="Gras.")
    site.post("2019/01/02/geld", "Financiële zaken", body="Geld.")
    site.post("2019/01/03/idee", "Goede ideeën", body="Denken.")
    site.post("2019/01/04/fotos", "Foto's van de wei", body="Een foto.")
    assert site.build().warnings == []
    with serving(site.out) as address:
        yield site, address


def asked(visit: Visit, question: str) -> None:
    visit.page.fill("#weblog-search input[name=q]", question)


def titles(visit: Visit) -> list[str]:
    return visit.page.locator("#weblog-search li > a").all_inner_texts()


def first_hits(browser: Browser, address: str, questions: dict[str, str]) -> dict[str, Any]:
    context = browser.new_context()
    seen = Visit(context.new_page())
    seen.page.goto(f"{address}search.html?q=a")
    seen.page.wait_for_function("document.querySelector('.search-count').textContent")
    found = {}
    for question in questions:
        asked(seen, question)
        found[question] = next(iter(titles(seen)), None)
    assert seen.told == []
    context.close()
    return found


def test_the_hit_that_must_be_first_in_english(browser: Browser, english: tuple[Site, str]) -> None:
    assert first_hits(browser, english[1], ENGLISH) == ENGLISH


def test_the_hit_that_must_be_first_in_dutch(browser: Browser, dutch: tuple[Site, str]) -> None:
    assert first_hits(browser, dutch[1], DUTCH) == DUTCH
