"""What counts as a word in a search, and when two words are the same.

Owns: how a text is cut into words and folded, in the index. Must not: know documents, stem. In: a text. Out: words.

`static/weblog/search-words.js` does the same with what a reader asks for; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

SPELLED = ["ae", "oe", "o", "d", "d", "l", "th", "ss", "i", "h", "σ", "е"]  # noqa: RUF001 - Greek and Cyrillic
LETTERS = dict(zip("æœøđðłþßıħςё", SPELLED, strict=True))
"""Letters that Unicode doesn't take apart -> what people type for them."""
ACCENTS = re.compile("([a-z\u00df-\u02af\u0370-\u03ff])[\u0300-\u036f]+")
"""Accents of Latin and Greek letters; in other scripts such marks tell words apart."""
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
RUNS, IS_UNSPACED = f"[{UNSPACED}]+|[^{UNSPACED}]+", f"[{UNSPACED}]"
"""Compiled for a word that isn't ASCII: so many signs take 2 ms each."""
HAS_NO_STEM = re.compile(r"[\d+#_]")


MAY_BE_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u10ff\u135d-\u135f\u1700-\u1cff\u1dc0-\u1dff\u20d0-\u20ff\u2cef-\u2dff"
    "\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufb1e\ufe00-\ufe2f]"
)
"""Where Unicode has marks, and more; texts without any are cut in less time."""
POSSESSIVE = re.compile(r"(?<=\w)'s(?!\w)")


def _pattern(part: str) -> re.Pattern[str]:
    """A number with its points ("3.11"), or letters, digits and marks, with what tells C, C++ and C# apart."""
    return re.compile(rf"\d+(?:\.\d+)+|{part}+(?:\+\+|#(?!{part}))?")


WORD = _pattern(r"\w")


@cache
def _word_with_marks() -> re.Pattern[str]:
    marks = "".join(sign for sign in map(chr, range(0x300, 0x10000)) if unicodedata.category(sign)[0] == "M")
    return _pattern(rf"[\w{marks}]")


def fold(text: str, /) -> str:
    """A text in small letters, without accents."""
    if text.isascii():
        return text.lower()
    text = ACCENTS.sub(r"\1", unicodedata.normalize("NFKD", text).lower())
    return "".join(LETTERS.get(sign, sign) for sign in unicodedata.normalize("NFC", text))


def written_words(text: str, /) -> list[str]:
    """The words of a text in its order, as they are written but for capitals and possessives."""
    text = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    pattern = _word_with_marks() if MAY_BE_MARKS.search(text) else WORD
    return pattern.findall(POSSESSIVE.sub("", text))


def is_unspaced(text: str, /) -> bool:
    """True for a text with a sign of a script that puts no spaces between words."""
    return not text.isascii() and re.search(IS_UNSPACED, text) is not None


def tokens_in(word: str, /) -> list[tuple[str, str]]:
    """What a written word is searched as: folded, and as it is written, for that has another stem.

    Where there are no spaces each two signs are a word, and the last one.
    """
    if word.isascii():
        return [(word, word)]
    tokens: list[tuple[str, str]] = []
    for run in re.findall(RUNS, word):
        if is_unspaced(run[0]):
            tokens += [(pair, pair) for pair in (run[place : place + 2] for place in range(len(run)))]
        else:
            tokens.append((fold(run), run))
    return tokens


def words_of(text: str, /) -> list[str]:
    """The words of a text, folded."""
    return [folded for word in written_words(text) for folded, _ in tokens_in(word)]
