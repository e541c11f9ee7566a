// What counts as a word in a search, and when two words are the same: as _ext/weblog/site/search/words.py has it.
"use strict";
const SearchWords = (() => {
  const LETTERS = {
    æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ß: "ss", ı: "i", ħ: "h", ς: "σ", ё: "е",
  };
  const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
  const UNSPACED =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
  const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
  const WORD = /\p{Nd}+(?:\.\p{Nd}+)+|[\p{L}\p{N}\p{M}_]+(?:\+\+|#(?![\p{L}\p{N}\p{M}_]))?/gu;

  const fold = (text) => /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() :
    text.normalize("NFKD").toLowerCase()
      .replace(/([a-z\u00df-\u02af\u0370-\u03ff])[\u0300-\u036f]+/g, "$1")
      .normalize("NFC").replace(LETTER, (letter) => LETTERS[letter]);

  // The words of a text, folded, and each as it is written but for capitals: [word, written]. Where there are no spaces
  // they are each two signs; `whole` adds the last one, as an index has it.
  const tokensOf = (text, whole) => {
    if (/^[\0-\x7f]*$/.test(text)) return (text.toLowerCase().replace(/(\w)'s(?!\w)/g, "$1").match(WORD) ?? []).map((word) => [word, word]);
    const tokens = [];
    const plain = text.normalize("NFKC").toLowerCase().replaceAll("’", "'").replace(/([\p{L}\p{N}_])'s(?![\p{L}\p{N}_])/gu, "$1");
    for (const [word] of plain.matchAll(WORD)) {
      for (const [run] of word.matchAll(RUNS)) {
        if (!IS_UNSPACED.test(run)) {
          tokens.push([fold(run), run]);
          continue;
        }
        const signs = [...run], last = whole || signs.length === 1 ? signs.length : signs.length - 1;
        for (let place = 0; place < last; place++) tokens.push(Array(2).fill(signs.slice(place, place + 2).join("")));
      }
    }
    return tokens;
  };
  const wordsOf = (text, whole) => tokensOf(text, whole).map(([word]) => word);

  const inWords = (tokens) => ` ${tokens.map(([word]) => word).join(" ")} `; // in which phrases are looked for

  return { fold, tokensOf, wordsOf, inWords, hasStem: (word) => !/[\p{Nd}+#_]/u.test(word) && !IS_UNSPACED.test(word) };
})();
