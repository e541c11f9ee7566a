"""The weblog's own search page: forty questions with the hit that must be first, in English and Dutch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ..browsing import Visit, serving, visiting
from ..checkout import PROJECT, build
from .sites import THEMES, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser
SEARCH_PAGE = '{% extends "layout.html" %}{% block body %}{% include "weblog/search.html" %}{% endblock %}'
"""What another theme needs."""
LAYOUT = """
{% extends "!layout.html" %}
{% block extrahead %}{{ super() }}<link rel="icon" href="data:,">{% endblock %}
"""
"""With an icon, for browsers ask for one whenever a page's address changes."""
SETTINGS = """
templates_path = ["_templates"]
html_js_files = [(f"weblog/search-{name}.js", {"defer": "defer"}) for name in ("key", "marks")]
"""
LONG = "\n\n".join(["This stands between the beginning and the end, and says nothing."] * 60)


def weblog(site: Site, **settings: object) -> Site:
    """A weblog with a search page of its own."""
    more = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    site.write("conf.py", (site.source / "conf.py").read_text(encoding="utf-8") + SETTINGS + more)
    site.write("_templates/search.html", SEARCH_PAGE)
    site.write("_templates/layout.html", LAYOUT)
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
    "running": "Running late",  # as it is written before other forms
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


def walk_of(number: int) -> str:
    """The fourteenth has the words of a phrase apart."""
    end = "The lantern had gone, and out went he."
    if number != 13:
        end = "Out it went, a lantern. Then the *lantern* went out."
    return f"Through the meadow.\n\nIt was late. {end}"


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
    site.post("2013/03/01/run", "A run along the sea", body="Sand.")
    site.post("2012/03/01/running", "Running late", body="Trains.")
    for number in range(15):
        site.post(f"2013/01/{number + 1:02}/walk", f"Walk {number + 1}", "", ":tags: walks", body=walk_of(number))
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


OTHERS = {
    "ja": {"灯台の検索": "灯台の検索機能", "検索": "灯台の検索機能", "灯": "灯台の検索機能", "船": "港にて"},
    "zh": {"灯塔的历史": "灯塔的历史", "历史": "灯塔的历史", "港口": "在港口"},
    "tr": {"ışık": "Işık ve deniz", "IŞIK": "Işık ve deniz", "isik": "Işık ve deniz", "izmir": "Liman"},  # noqa: RUF001
}
BODIES = {
    "ja": {"灯台の検索機能": "よく見えます。", "港にて": "船が来ました。"},
    "zh": {"灯塔的历史": "很久以前。", "在港口": "有船。"},
    "tr": {"Işık ve deniz": "Isparta.", "Liman": "İzmir'de."},  # noqa: RUF001
}


@pytest.mark.parametrize("language", OTHERS)
def test_the_hit_that_must_be_first_where_words_are_cut_otherwise(
    context: BrowserContext, tmp_path: Path, language: str
) -> None:
    site = weblog(Site.from_root(tmp_path), language=language)
    for number, (title, body) in enumerate(BODIES[language].items()):
        site.post(f"2020/01/0{number + 1}/post", title, body=body)
    # A process of its own, since Babel has Chinese months in any language once it has had a Chinese page.
    path = f"import sys\n\nsys.path.insert(0, {str(PROJECT / '_ext')!r})\n"
    site.write("conf.py", path + (site.source / "conf.py").read_text(encoding="utf-8"))
    build(site.source, site.out)
    with serving(site.out) as address:
        assert first_hits(context, address, OTHERS[language]) == OTHERS[language]


def asked(visit: Visit, question: str) -> None:
    visit.page.fill("#weblog-search input[name=q]", question)


def titles(visit: Visit) -> list[str]:
    return visit.page.locator("#weblog-search li > a").all_inner_texts()


def first_hits(context: BrowserContext, address: str, questions: dict[str, str]) -> dict[str, Any]:
    found = {}
    with visiting(context) as seen:
        seen.page.goto(f"{address}search.html?q=a")
        seen.page.wait_for_function("document.querySelector('.search-count').textContent")
        for question in questions:
            asked(seen, question)
            found[question] = next(iter(titles(seen)), None)
        assert seen.told == []
    return found


def test_the_hit_that_must_be_first_in_english(context: BrowserContext, english: tuple[Site, str]) -> None:
    assert first_hits(context, english[1], ENGLISH) == ENGLISH


def test_the_hit_that_must_be_first_in_dutch(context: BrowserContext, dutch: tuple[Site, str]) -> None:
    assert first_hits(context, dutch[1], DUTCH) == DUTCH


# What is found, beside what is first


@pytest.fixture
def visit(context: BrowserContext, english: tuple[Site, str]) -> Iterator[Visit]:
    """The search page of the English weblog, with its index loaded."""
    with visiting(context) as seen:
        seen.page.set_viewport_size({"width": 1000, "height": 700})
        seen.page.goto(f"{english[1]}search.html?q=helmsman")
        seen.page.wait_for_function("document.querySelector('#weblog-search li')")
        yield seen
        assert seen.told == []


def count(visit: Visit) -> str:
    return visit.page.inner_text(".search-count")


def test_each_thing_is_found_once(visit: Visit) -> None:
    for question, found in {"secret": 1, "José Müller": 2, "devopsdays 2019": 2, "Ann": 2}.items():
        asked(visit, question)
        assert count(visit) == f"Hits: {found}", titles(visit)
        assert len(set(titles(visit))) == found


def test_names_are_found_from_the_beginning_of_a_word(visit: Visit) -> None:
    asked(visit, "C")
    assert titles(visit) == ["Pointers in C", "Templates in C++"], "whose text has it"
    asked(visit, "ller")
    assert titles(visit) == []


def test_what_has_most_of_the_words_stands_apart(visit: Visit) -> None:
    asked(visit, "kubernetes hat quaternion meadow")
    assert count(visit) == "Nothing has all of these words."
    assert visit.page.locator("#weblog-search li").all_inner_texts()[0] == "With some of the words"
    assert titles(visit) == ["Clusters for everybody"]
    asked(visit, "pair made skis")
    part = visit.page.locator("#weblog-search li").all_inner_texts().index("With some of the words")
    assert (titles(visit)[:part], titles(visit)[part:]) == (["A pair of skis"], ["Skis for a pair"])


def test_phrases_stay_whole_and_words_are_left_out(visit: Visit) -> None:
    asked(visit, '"a pair of skis"')
    assert titles(visit)[0] == "A pair of skis"
    assert count(visit) == "Hits: 1"
    asked(visit, "skis -wood")
    assert titles(visit) == ["Skis for a pair"]


@pytest.mark.parametrize(
    ("question", "meant"), [("jose mullre", "jose Müller"), ("devopsday", ""), ("kubernotes", "Kubernetes"), ("x", "")]
)
def test_a_name_that_is_nearly_right_leads_to_the_right_one(visit: Visit, question: str, meant: str) -> None:
    asked(visit, question)
    assert visit.page.inner_text(".search-meant") == (f"Did you mean {meant}" if meant else "")
    if meant:
        visit.page.click(".search-meant a")
        visit.page.wait_for_function("document.querySelector('#weblog-search li')")
        assert count(visit).startswith("Hits:")


def test_a_key_asks_for_nothing_and_shows_ten(visit: Visit) -> None:
    before = len(visit.requests)
    for question in ("w", "wa", "walk", "walk meadow"):
        asked(visit, question)
    visit.page.wait_for_timeout(400)  # by then the address has followed
    assert visit.requests[before:] == []
    assert len(titles(visit)) == 10
    assert count(visit) == "Hits: 15"
    visit.page.click(".search-more")
    assert (len(titles(visit)), len(set(titles(visit)))) == (15, 15)
    assert visit.page.evaluate("document.activeElement.textContent") == titles(visit)[10]
    assert not visit.page.is_visible(".search-more")


def test_a_hit_says_what_it_is(visit: Visit) -> None:
    asked(visit, "internal")
    assert (
        visit.page.inner_text("#weblog-search li .search-facts") == "talk · 20 June 2019 · Devopsdays 2019 · Ann Post"
    )
    assert visit.page.inner_text("#weblog-search li .search-words") == "Hats."
    asked(visit, "walks")
    assert visit.page.inner_text("#weblog-search li >> nth=0 >> .search-facts") == "tag · 15 posts"


def test_filters_narrow_and_stand_in_the_address(visit: Visit) -> None:
    asked(visit, "kubernetes")
    assert count(visit) == "Hits: 3"
    visit.page.select_option("[name=year]", label="2016")
    assert titles(visit) == ["Where Kubernetes came from"]
    visit.page.wait_for_url("**/search.html?q=kubernetes&year=2016")
    visit.page.reload()
    visit.page.wait_for_function("document.querySelector('#weblog-search li')")
    assert titles(visit) == ["Where Kubernetes came from"]
    visit.page.select_option("[name=year]", label="Any year")
    asked(visit, "devopsdays")
    visit.page.select_option("[name=event]", label="Devopsdays 2019")
    assert titles(visit) == ["Devopsdays 2019", "How the internal mail works"]
    visit.page.select_option("[name=event]", label="Any event")
    visit.page.select_option("[name=tag]", label="devopsdays")
    assert titles(visit)[0] == "devopsdays"
    visit.page.wait_for_url("**/search.html?q=devopsdays&tag=devopsdays")


# What the pages of hits say

PHRASE = '"the lantern went out"'


def pages_asked(visit: Visit, since: int = 0) -> list[str]:
    return [address for address in visit.requests[since:] if "/posts/" in address]


def words_shown(visit: Visit) -> list[str]:
    return visit.page.locator("#weblog-search li .search-words").all_inner_texts()


def test_a_phrase_is_found_in_texts_by_enter_ten_pages_at_a_time(visit: Visit) -> None:
    before = len(visit.requests)
    visit.page.click("[name=q]")
    visit.page.fill("[name=q]", "")
    visit.page.keyboard.type(PHRASE)
    visit.page.wait_for_timeout(400)
    assert (count(visit), visit.requests[before:]) == ("Hits: 0", []), "no key has asked for anything"
    assert visit.page.locator("#weblog-search li").all_inner_texts()[0] == "With all of the words, perhaps apart"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("document.querySelector('.search-count').textContent === 'Hits: 9'")
    assert len(set(pages_asked(visit, before))) == len(visit.requests[before:]) == 10
    assert (titles(visit)[0], titles(visit)[-1]) == ("Walk 15", "Walk 14"), "which has the words apart"
    assert set(words_shown(visit)[:9]) == {"Then the lantern went out."}
    visit.page.click(".search-more")
    visit.page.wait_for_function("document.querySelector('.search-count').textContent === 'Hits: 14'")
    assert len(set(pages_asked(visit, before))) == len(visit.requests[before:]) == 15
    before = len(visit.requests)
    visit.page.focus("[name=q]")
    for key in ("Enter", "x", "Backspace", "Enter"):
        visit.page.keyboard.press(key)
    visit.page.wait_for_timeout(100)
    assert visit.requests[before:] == [], "each page is read once"


def test_a_hit_shows_the_sentence_that_matched(browser: Browser, english: tuple[Site, str]) -> None:
    context = browser.new_context()
    seen = Visit(context.new_page())
    seen.page.goto(f"{english[1]}search.html?q=lantern")
    seen.page.wait_for_function("document.querySelector('.search-words')?.textContent !== 'Through the meadow.'")
    assert set(words_shown(seen)) == {"Out it went, a lantern.", "The lantern had gone, and out went he."}
    assert seen.page.locator("#weblog-search li mark").first.inner_text() == "lantern"
    assert len(pages_asked(seen)) == 10
    seen.page.evaluate("history.replaceState({ shown: 20, top: 0 }, '')")
    before = len(seen.requests)
    seen.page.reload()
    seen.page.wait_for_function("document.querySelector('.search-words')?.textContent !== 'Through the meadow.'")
    assert (len(titles(seen)), len(pages_asked(seen, before))) == (15, 10), "who comes back sees fifteen"
    before = len(seen.requests)
    for question, words in {
        "quaternion clusters": "The quaternion",  # a heading, which the index has
        "helmsman": "The word kubernetes means helmsman, and quaternions turn.",  # the first words
        "Sailing": "The word kubernetes means helmsman, and quaternions turn.",  # for its title says it
    }.items():
        asked(seen, question)
        seen.page.keyboard.press("Enter")
        assert words_shown(seen)[0] == words
    assert [page for page in pages_asked(seen, before) if "clusters" in page or "sailing" in page] == []
    assert seen.told == []
    context.close()


def test_what_is_said_in_a_talk_is_no_sentence_of_the_page_around_it(browser: Browser, tmp_path: Path) -> None:
    site = weblog(Site.from_root(tmp_path))
    event(site, "big", "Big day", "2020-06-01")
    talks = "".join(
        f"## {title} - {name}\n\n```{{talk}}\n:event: big\n```\n\nFirst.\n\nThen {words}. {LONG[:60]}\n\n"
        for title, name, words in (("Bees", "Ann Post", "comes the queen, late"), ("Wasps", "Bo Bell", "a queen"))
    )
    talk(site, "2020/06/02/ants", "big", "The queen of ants", "Cy Cole", "Hats.")
    talk(site, "2020/06/03/hats", "big", "The hats", "Di Dole", "Felt.\n\nNot of a queen.")
    site.post("2020/06/01/evening", "An evening", body=f"Of talks.\n\nSome queen.\n\n{talks}")
    assert site.build().warnings == []
    context = browser.new_context()
    seen = Visit(context.new_page())
    with serving(site.out) as address:
        seen.page.goto(f"{address}search.html?q=queen")
        seen.page.wait_for_function("document.querySelector('#weblog-search ol').textContent.includes('queen, late')")
        shown = dict(zip(titles(seen), words_shown(seen), strict=True))
        assert [shown[title] for title in ("Bees", "Wasps", "An evening")] == [
            *("Then comes the queen, late.", "Then a queen.", "Some queen.")
        ]
        assert len(pages_asked(seen)) == 2, "one for all three"
        asked(seen, '"comes the queen"')
        seen.page.keyboard.press("Enter")
        assert (count(seen), titles(seen)[0]) == ("Hits: 1", "Bees")
        asked(seen, "queen of ants hats")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_load_state("networkidle")
        assert titles(seen)[:2] == ["The queen of ants", "The hats"]
        assert words_shown(seen)[1] == "Not of a queen.", "what a page's lists say isn't its own"
    assert seen.told == []
    context.close()


def test_who_begins_to_type_asks_for_the_index_alone(browser: Browser, english: tuple[Site, str]) -> None:
    context = browser.new_context()
    seen = Visit(context.new_page())
    seen.page.goto(f"{english[1]}search.html")
    seen.page.keyboard.type("lantern")
    seen.page.wait_for_function("document.querySelector('#weblog-search li')")
    seen.page.wait_for_timeout(100)
    assert pages_asked(seen) == []
    assert [address for address in seen.requests if "search-index" in address]
    context.close()


def test_without_a_network_the_first_words_stay(browser: Browser, english: tuple[Site, str]) -> None:
    context = browser.new_context()
    seen = Visit(context.new_page())
    context.route("**/posts/**", lambda route: route.abort("blockedbyclient"))
    seen.page.goto(f"{english[1]}search.html?q=lantern")
    seen.page.wait_for_function("document.querySelector('#weblog-search li')")
    seen.page.wait_for_load_state("networkidle")
    assert set(words_shown(seen)) == {"Through the meadow."}
    assert all("failed: " in text or "ERR_BLOCKED" in text for text in seen.told), seen.told
    context.close()


# To a hit and back


def test_a_hit_opens_at_its_section_with_the_word_marked(visit: Visit) -> None:
    asked(visit, "quaternions clusters")
    visit.page.click("#weblog-search li a")
    visit.page.wait_for_url("**/clusters.html#the-quaternion")
    assert visit.page.locator("mark").all_inner_texts() == ["Clusters", "quaternion"]
    assert visit.page.locator("mark", has_text="quaternion").bounding_box()["y"] < 700  # type: ignore[index]
    visit.page.go_back()
    asked(visit, "hidden")
    visit.page.click("#weblog-search li a")
    visit.page.wait_for_url("**/clusters.html")
    assert visit.page.locator("mark").all_inner_texts() == ["Hidden"]
    assert 0 < visit.page.locator("mark").bounding_box()["y"] < 700  # type: ignore[index]


def test_back_finds_the_list_as_it_was(visit: Visit) -> None:
    asked(visit, "walk meadow")
    visit.page.click(".search-more")
    last = visit.page.locator("#weblog-search li a").last
    last.scroll_into_view_if_needed()
    place = visit.page.evaluate("scrollY")
    last.click()
    visit.page.wait_for_url("**/walk.html")
    visit.page.go_back()
    visit.page.wait_for_function("document.querySelectorAll('#weblog-search li').length === 15")
    assert visit.page.input_value("main input[name=q], input[name=q]") == "walk meadow"
    assert place > 0
    visit.page.wait_for_function(f"Math.abs(scrollY - {place}) < 5")


# By keyboard, by ear, without JavaScript, from the disk


def focused(visit: Visit) -> str:
    return str(visit.page.evaluate("document.activeElement.name || document.activeElement.textContent"))


def test_the_keyboard_leads_to_the_field_and_through_the_hits(visit: Visit) -> None:
    asked(visit, "skis")
    visit.page.evaluate("document.activeElement.blur()")
    visit.page.keyboard.press("/")
    assert focused(visit) == "q"
    for key, place in {"ArrowDown": titles(visit)[0], "ArrowUp": "q"}.items():
        visit.page.keyboard.press(key)
        assert focused(visit) == place
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("ArrowDown")
    assert focused(visit) == titles(visit)[1]
    visit.page.keyboard.press("Escape")
    assert focused(visit) == "q"
    visit.page.keyboard.press("Escape")
    assert (visit.page.input_value("#weblog-search [name=q]"), titles(visit)) == ("", [])
    visit.page.keyboard.type("a/b")
    assert visit.page.input_value("#weblog-search [name=q]") == "a/b"


def test_the_count_alone_is_read_aloud(visit: Visit) -> None:
    live = visit.page.locator("[aria-live], [role=status], [role=alert], [role=log]")
    assert live.count() == 1
    assert live.inner_text() == "Hits: 1"


def test_without_javascript_the_form_says_so(browser: Browser, english: tuple[Site, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{english[1]}search.html")
    assert "needs JavaScript" in page.inner_text("#weblog-search")
    assert page.locator("#weblog-search a").all_inner_texts() == ["Archive", "Tags"]
    assert not page.is_visible("#weblog-search select")
    context.close()


def test_it_works_from_the_disk(browser: Browser, english: tuple[Site, str]) -> None:
    context = browser.new_context()
    seen = Visit(context.new_page())
    seen.page.goto(f"{(english[0].out / 'search.html').as_uri()}?q=hidden")
    seen.page.wait_for_function("document.querySelector('#weblog-search li')")
    asked(seen, "hidden hat")
    seen.page.keyboard.press("Enter")
    assert words_shown(seen) == ["Kubernetes."], "nothing can be read from the disk"
    seen.page.click("#weblog-search li a")
    seen.page.wait_for_selector("mark")
    assert seen.told == []
    context.close()


# In other themes

BLOCKS = {
    "furo": ("page.html", "content"),
    **dict.fromkeys(("pydata_sphinx_theme", "sphinx_book_theme"), ("layout.html", "docs_body")),
}
"""What a theme's search page extends, and the block in which the text of a page stands, where that isn't `body`."""


@pytest.mark.parametrize("theme", THEMES)
def test_any_theme_has_sphinxs_page_or_ours(context: BrowserContext, site: Site, theme: str) -> None:
    site.post("2020/06/01/a", "A light house", body="A running keeper.")
    base, block = BLOCKS.get(theme, ("layout.html", "body"))
    template = f'{{% extends "{base}" %}}{{% block {block} %}}{{% include "weblog/search.html" %}}{{% endblock %}}'
    for hit in ("#search-results li a", "#weblog-search li a"):
        assert site.build(html_theme=theme).warnings == []
        with visiting(context) as seen, serving(site.out) as address:
            seen.page.goto(f"{address}search.html?q=keeper")
            seen.page.locator(hit).first.click()
            seen.page.locator("h1", has_text="A light house").last.wait_for()
        assert [text for text in seen.told if "Error" in text] == []
        site.write("_templates/search.html", template)
        site.write("conf.py", (site.source / "conf.py").read_text(encoding="utf-8") + SETTINGS)
