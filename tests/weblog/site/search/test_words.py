"""The index and the search page cut texts into the same words, in every script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weblog.site.search.words import fold, tokens_in, words_of, written_words

from ....checkout import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

CASES = {
    "C, C++ and C#; a C#.": ["c", "c++", "and", "c#", "a", "c#"],
    "Python 3.11's news, v2.0": ["python", "3.11", "news", "v2", "0"],
    "José’s café, in the Straße": ["jose", "cafe", "in", "the", "strasse"],
    "cafe\N{COMBINING ACUTE ACCENT} \N{FULLWIDTH LATIN CAPITAL LETTER A}\N{LATIN SMALL LIGATURE FI}": ["cafe", "afi"],
    "IŞIK ışık İzmir ısı": ["isik", "isik", "izmir", "isi"],  # noqa: RUF001 - these are meant
    "Ёлка, йод": ["елка", "йод"],
    "ΣΟΦΟΣ Ὀδυσσεύς": ["σοφοσ", "οδυσσευσ"],
    "हिन्दी में": ["हिन्दी", "में"],
    "日本語の検索 API": ["日本", "本語", "語の", "の検", "検索", "索", "api"],
    "搜索3次": ["搜索", "索", "3", "次"],
    "Łódź, Tromsø; encyclopædia": ["lodz", "tromso", "encyclopaedia"],
    "don't pages#there foo_bar": ["don", "t", "pages", "there", "foo_bar"],
    "": [],
}
SIGNS = st.one_of(
    st.sampled_from(list("aZ'’s+#._- 3٣½éÉ\u0301ßİıΣς한の検้ไหมिन्ЁйÆﬁ\U00020000😀\u00a0")),  # noqa: RUF001 - odd ones are meant
    st.characters(codec="utf-8", categories=("L", "Nd", "P", "Zs")),
)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page()
    found.add_script_tag(path=PROJECT / "_ext/weblog/static/weblog/search-words.js")
    yield found
    found.close()


@pytest.mark.parametrize("text", CASES)
def test_words_of_a_text(text: str) -> None:
    assert words_of(text) == CASES[text]


@pytest.mark.browser
@pytest.mark.parametrize("text", CASES)
def test_the_page_has_the_same_words(page: Page, text: str) -> None:
    assert page.evaluate("text => SearchWords.wordsOf(text, true)", text) == CASES[text]


@pytest.mark.browser
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(SIGNS, max_size=12), min_size=1, max_size=20))
def test_the_page_has_the_same_words_of_any_text(page: Page, texts: list[str]) -> None:
    of_page = page.evaluate("texts => texts.map(text => SearchWords.tokensOf(text, true))", texts)
    assert of_page == [[list(token) for word in written_words(text) for token in tokens_in(word)] for text in texts]


def test_a_question_of_signs_without_spaces_is_cut_without_its_last_sign(page: Page) -> None:
    assert page.evaluate("SearchWords.wordsOf('検索機 索')") == ["検索", "索機", "索"]


def test_what_is_folded_stays_folded() -> None:
    for text in CASES:
        assert fold(fold(text)) == fold(text)
