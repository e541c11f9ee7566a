"""The weblog's own words: each language has all of them, and a site in that language shows no others."""

from __future__ import annotations

import json
import re
from gettext import GNUTranslations
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from sphinx.errors import ConfigError

from weblog.posts import words

from ...checkout import PROJECT
from ...parsing import texts
from ..sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from babel.messages import Catalog

LANGUAGES = sorted(folder.name for folder in words.FOLDER.iterdir() if folder.is_dir())
KEYWORDS = {"say": None, "number_of": (1, 2), "filled": None, "later": None}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
TALK = "```{talk}\n:event: meetup\n```\n\nSome words."
OWN = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"

msgid "Read on"
msgstr "{read_on}"
"""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The words are English again after a test of another language."""
    yield
    words.load("en", [])


def catalog(language: str) -> Catalog:
    """A language's catalog as it is written."""
    with (words.FOLDER / language / "LC_MESSAGES/weblog.po").open("rb") as file:
        return read_po(file, locale=language)


def in_code() -> set[object]:
    """All messages that the code and the templates have."""
    folders = [PROJECT / "_ext/weblog", PROJECT / "_templates"]
    return {
        found[2] if isinstance(found[2], str) else tuple(found[2])
        for folder in folders
        for found in extract_from_dir(folder, METHODS, keywords=KEYWORDS)
    }


def places(text: str) -> list[str]:
    """The places of a message."""
    return sorted(words.PLACE.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_all_words(language: str) -> None:
    """`make translations` brings them up to date."""
    messages = [message for message in catalog(language) if message.id]
    assert {message.id for message in messages} == in_code()
    for message in messages:
        assert not message.fuzzy
        for text in [message.string] if isinstance(message.string, str) else message.string or [""]:
            assert text
            assert places(text) == places(message.id if isinstance(message.id, str) else message.id[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_is_compiled(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalog(language))
    compiled.seek(0)
    with (words.FOLDER / language / "LC_MESSAGES/weblog.mo").open("rb") as file:
        assert vars(GNUTranslations(file))["_catalog"] == vars(GNUTranslations(compiled))["_catalog"]


def test_dutch_and_german_are_there() -> None:
    assert {"nl", "de"} <= {*LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_shows_the_words_of_its_language_alone(tmp_path: Path, language: str) -> None:
    site = Site.from_root(tmp_path, "talks")
    site.build()
    english = texts_of(site)
    site.build(language=language)
    translated = texts_of(site)
    said = dict(pairs(catalog(language)))
    seen = {message for message, text in said.items() if occurs(message, english)}
    assert len(seen) > 12
    for message in seen:
        assert occurs(said[message], translated), message
        if message not in {*said.values()}:
            assert not occurs(message, translated), message


def pairs(found: Catalog) -> Iterator[tuple[str, str]]:
    """The messages of several words, which no author has written, and what they are in a language."""
    for message in found:
        if isinstance(message.id, str) and len(words.PLACE.sub("", message.id).split()) > 2:
            yield message.id, str(message.string)


def occurs(message: str, text: str) -> bool:
    """True if a text has the words of a message, with anything in its places."""
    wanted = r"[^\n]+?".join(map(re.escape, words.PLACE.split(message)[::2]))
    return re.search(wanted if wanted.startswith("[^") else rf"\b{wanted}", text) is not None


def texts_of(site: Site) -> str:
    """What can be read on all pages, and what they call their parts."""
    pages = [site.page(path.removesuffix(".html")) for path in site.contents() if path.endswith(".html")]
    labels = [str(part["aria-label"]) for page in pages for part in page.select("[aria-label]")]
    return "\n".join([*(page.get_text(" ", strip=True) for page in pages), *labels])


def test_a_site_has_words_of_its_own_and_their_edits_are_seen(site: Site) -> None:
    site.post("2020/06/01/a", "A post", "", ":tags: x")
    own = "locale/fr/LC_MESSAGES/weblog.po"
    for read_on in ("Lire la suite", "Continuer"):
        site.write(own, OWN.format(language="fr", read_on=read_on))
        assert site.build(language="fr", locale_dirs=["locale"]).warnings == []
        assert read_on in site.page("blog/tag/x").get_text()
    assert "All tags" not in site.page("blog/tag").get_text()


def test_another_build_in_the_process_has_its_own_language(site: Site) -> None:
    site.post("2020/06/01/a", "A post", "", ":tags: x")
    for language, title in (("nl", "Trefwoorden"), ("de", "Schlagwörter"), ("en", "Tags")):
        site.build(language=language)
        assert site.page("blog/tag").find("h1").get_text() == title  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("nl-NL", 'language: "nl-NL" is no language of Babel\'s; write it like "nl" or "pt_BR"; did you mean "nl_NL"?'),
        ("klingon", 'language: "klingon" is no language of Babel\'s; write it like "nl" or "pt_BR"'),
    ],
)
def test_a_language_that_dates_cannot_be_told_in_is_told(site: Site, language: str, message: str) -> None:
    with pytest.raises(ConfigError, match=f"conf.py: {re.escape(message)}$"):
        site.build(language=language)


@pytest.mark.parametrize(
    ("language", "names", "expected"),
    [
        ("en", ["A", "B", "C"], "A, B, and C"),
        ("nl", ["A", "B", "C"], "A, B en C"),
        ("de", ["A", "B"], "A und B"),
        ("nl", ["A"], "A"),
        ("nl", [], ""),
    ],
)
def test_names_are_listed_as_in_a_sentence(language: str, names: list[str], expected: str) -> None:
    words.load(language, [])
    assert words.listed(names) == expected
    parts = [(name,) for name in names]
    listed = words.listed_parts(parts)
    assert "".join(part if isinstance(part, str) else part[0] for part in listed) == expected
    assert [part for part in listed if not isinstance(part, str)] == parts


def test_a_message_without_a_translation_stays_english() -> None:
    words.load("fr", [])
    assert words.say("by {speakers}", speakers="Ada") == "by Ada"
    assert words.number_of("{number} post", "{number} posts", 2) == "2 posts"
    assert words.span("1", "2") == Locale.parse("en").interval_formats[None].format("1", "2")


def test_a_message_is_filled_with_things() -> None:
    words.load("nl", [])
    assert words.filled("{kind} by {speakers}", kind=["Talk"], speakers=[1, " en ", 2]) == [
        "Talk",
        " door ",
        1,
        " en ",
        2,
    ]


def test_a_post_in_another_language_says_so_on_its_page_and_to_machines(site: Site) -> None:
    names = {"nl": ("Nederlands", None), "ar": ("Arabic", None), "en": ("English", None)}
    for day, language in (("01", "nl"), ("02", "ar"), ("03", "en")):
        site.post(f"2020/06/{day}/a", f"Post {language}", "", f":language: {language}")
    assert site.build(blog_languages=names).warnings == []
    for day, language, direction in (("01", "nl", "ltr"), ("02", "ar", "rtl")):
        page = site.page(f"posts/2020/06/{day}/a")
        (around,) = page.select("div[lang]")
        assert (around["lang"], around["dir"]) == (language, direction)
        assert around.select_one("h1") is not None
        assert f'"inLanguage": "{language}"' in str(page.head) or f'"inLanguage":"{language}"' in str(page.head)
    assert site.page("posts/2020/06/03/a").select("div[lang]") == []


def test_lists_say_in_which_other_language_a_title_and_first_words_are(site: Site) -> None:
    site.write("index.rst", "Front\n=====\n\n.. postlist::\n   :excerpts:\n")
    for day, language in (("01", "Nederlands"), ("02", "ar"), ("03", "en")):
        site.post(f"2020/06/{day}/a", f"Post {language}", "", f":language: {language}")
    names = {"nl": ("Nederlands", None), "ar": ("Arabic", None), "en": ("English", None)}
    assert site.build(blog_languages=names).warnings == []
    said = [
        (part.get("lang"), part.get("dir")) for part in site.page("index").select(".ablog-post-title, .post-excerpt")
    ]
    assert said == [(None, None)] * 2 + [("ar", "rtl")] * 2 + [("nl", "ltr")] * 2


def test_the_sites_words_on_the_page_of_a_post_in_another_language_say_so(root: Callable[[str], Site]) -> None:
    site = root("talks")
    said = {}
    for language in ("nl", "ar", "en", ""):
        site.post("2020/07/01/other", "Other - Ada", "", *([f":language: {language}"] if language else []), body=TALK)
        assert site.build().warnings == []
        lines = site.page("posts/2020/07/01/other").select("p:is(.post-byline, .talk-line)")
        assert len(lines) == 2
        (said[language],) = {(line.get("lang"), line.get("dir")) for line in lines}
    assert said == {"nl": ("en", "ltr"), "ar": ("en", "ltr"), "en": (None, None), "": (None, None)}


def test_dates_of_a_list_with_a_format_are_in_the_sites_language_whatever_the_machines(site: Site) -> None:
    site.write("index.rst", "Front\n=====\n\n.. postlist::\n   :format: {date}: {title}\n   :date: %d %B %Y\n")
    site.post("2020/06/01/a", "Zonderling", "", ":tags: x")
    assert site.build(language="nl").warnings == []
    assert texts(site.page("index"), ".ablog-post-title") == ["01 juni 2020: Zonderling"]
    index = (site.out / "searchindex.js").read_text(encoding="utf-8")
    found = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    assert [term for term in found["titleterms"] if term.startswith("zonderl")]
    assert [term for term in found["terms"] if term.startswith("zonderl")] == []
