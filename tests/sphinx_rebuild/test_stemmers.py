"""The stems of the index are those that the script of the search page looks up, in each language that Sphinx has."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sphinx.search
from sphinx.search import SearchLanguage, languages

from .builds import ENGINE
from .sites import small

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from .builds import Site

pytestmark = pytest.mark.browser
FOLDER = Path(sphinx.search.__file__).parent
SCRIPTS = FOLDER / "non-minified-js"
TEXTS = Path(sphinx.__file__).parent / "locale"
ENGLISH = {
    *("internal", "internally", "interns", "skis", "sky", "skies", "news", "organisation", "university", "universal"),
    *("general", "generously", "dying", "lying", "evening", "commune", "early", "only", "community", "geology"),
}


def with_stemmer() -> dict[str, type[SearchLanguage]]:
    """Language -> its part of the search, where the page has a stemmer from Snowball for it."""
    found = {}
    for code, place in languages.items():
        kind: Any = place
        if isinstance(place, str):
            module, _, name = place.rpartition(".")
            kind = getattr(import_module(module), name)
        script = getattr(kind, "js_stemmer_rawcode", "")
        if script and (SCRIPTS / script).is_file():
            found[code] = kind
    return found


def words_of(code: str) -> list[str]:
    """Words of a language: those of Sphinx's translation into it, and some that stemmers have treated differently."""
    file = TEXTS / code / "LC_MESSAGES/sphinx.po"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = {word.casefold() for line in text.splitlines() for word in line.split() if word.isalpha()}
    return sorted(found | ENGLISH)


@pytest.mark.parametrize("code", sorted(with_stemmer()))
def test_page_and_index_have_the_same_stems(code: str, browser: Browser) -> None:
    kind = with_stemmer()[code]
    language = kind({})
    words = words_of(code)
    page = browser.new_page()
    script = SCRIPTS / kind.js_stemmer_rawcode
    for file in (SCRIPTS / "base-stemmer.js", script):
        page.add_script_tag(content=file.read_text(encoding="utf-8"))
    name = "".join(part.capitalize() for part in script.stem.removesuffix("-stemmer").split("_")) + "Stemmer"
    stem_all = f"words => {{ const stemmer = new {name}(); return words.map(word => stemmer.stemWord(word)); }}"
    of_page = dict(zip(words, page.evaluate(stem_all, words), strict=True))
    page.close()
    assert {word: language.stem(word) for word in words} == of_page


def test_a_chinese_page_has_the_stemmer_that_it_asks_for(site: Site, browser: Browser) -> None:
    """Sphinx 9.0 has it ask for a "ChineseStemmer", which is nowhere."""
    quietly = 'suppress_warnings = ["sphinx_rebuild.search"]'  # of jieba, which isn't there
    site.write({**small.FILES, "conf.py": f'extensions = ["{ENGINE}"]\nlanguage = "zh_CN"\n{quietly}\n'})
    assert site.build().outcome == (0, ())
    page = browser.new_page()
    page.add_script_tag(content=(site.out / "_static/language_data.js").read_text(encoding="utf-8"))
    assert page.evaluate("new Stemmer().stemWord('talks')") == "talk"
    page.close()
