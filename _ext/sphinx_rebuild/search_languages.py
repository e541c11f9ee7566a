"""What Sphinx's search lacks in languages whose words stand without spaces, or whose letters have other capitals.

Owns: how a question is cut into words on Sphinx's own search page: as the index is. Must not: know the index's form.
In: Sphinx's part for a language. Out: the same, mended; scripts for Sphinx's `language_data.js`.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.search import SearchLanguage

logger = logging.getLogger(__name__)

CUT_BY_INDEX = r"""
// Signs without spaces between them are cut as the index is: into words that it has, the longest first.
var splitQuery = (query) => {
  const { terms, titleterms } = Search._index ?? { terms: {}, titleterms: {} };
  const isKnown = (word) => Object.hasOwn(terms, word) || Object.hasOwn(titleterms, word);
  const found = [];
  for (const [run] of query.matchAll(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー々]+|[\p{L}\p{M}\p{N}_]+/gu)) {
    if (!/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(run)) found.push(run);
    else for (let rest = run, unknown = ""; rest || unknown; ) {
      let length = rest.length;
      while (length && !isKnown(rest.slice(0, length))) length--;
      if (!length && rest) [unknown, rest] = [unknown + rest[0], rest.slice(1)];
      if ((length || !rest) && unknown.length > 1) found.push(unknown);
      if (length || !rest) unknown = "";
      if (length) [rest] = [rest.slice(length), found.push(rest.slice(0, length))];
    }
  }
  return found;
};
"""
"""For Sphinx's page, which cuts at spaces alone; its index has words of jieba's or TinySegmenter's."""
WITHOUT_DOTS = r"""
// With a dot or without one, capital or small: each i is the same, as in the index.
var splitQuery = (query) =>
  query.replace(/[I\u0130\u0131]|i\u0307/g, "i").match(/[\p{L}\p{N}_\p{Emoji_Presentation}]+/gu) ?? [];
"""
SPLITTERS = {"ja": CUT_BY_INDEX, "zh": CUT_BY_INDEX, "tr": WITHOUT_DOTS}
DOTS = re.compile("[I\u0130\u0131]|i\u0307")


def splitter_of(language: SearchLanguage, /) -> str:
    """The script that cuts a question as the index of a language is cut; "" where another one does."""
    return "" if language.js_splitter_code else SPLITTERS.get(language.lang, "")


def mend(language: SearchLanguage, /) -> None:
    """Has each Turkish i be the same: the small letter of a capital without a dot has none, unlike Python's."""
    if language.lang == "tr":
        stem = language.stem
        language.stem = lambda word: stem(DOTS.sub("i", word))  # type: ignore[method-assign]


def with_stemmer(code: str, language: SearchLanguage, /) -> str:
    """A script with a language's stemmer, which goes by the name of its file.

    Sphinx 9.0 names it after the language: a Chinese site has that of English, and no "ChineseStemmer".
    """
    name = "".join(part.capitalize() for part in language.js_stemmer_rawcode.removesuffix("-stemmer.js").split("_"))
    return code.replace(f"window.Stemmer = {language.language_name}Stemmer;", f"window.Stemmer = {name}Stemmer;")


def warn_of_lacking(code: str | None, /) -> None:
    """Says what to install where Sphinx would index no word of a language, silently."""
    if (code or "").partition("_")[0] == "zh" and find_spec("jieba") is None:
        logger.warning(
            'conf.py: the language is "%s", and Sphinx\'s search finds no Chinese word without jieba; install it: '
            "pip install jieba",
            code,
            type="sphinx_rebuild",
            subtype="search",
        )
