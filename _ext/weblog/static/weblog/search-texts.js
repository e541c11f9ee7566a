// What pages say that were read: whether a phrase stands there, and the sentence that a hit shows. Asks for nothing.
"use strict";
const SearchTexts = (placesOn) => {
  const BLOCKS = "p, li, dt, dd, td, th, pre, h2, h3, h4, h5, h6, figcaption";
  const SAID_OF_IT = "nav, form, .no-search, .post-byline, .talk-line, .facts"; // as the index leaves it out
  const LONGEST = 160; // characters of a sentence
  const { fold, tokensOf, inWords } = SearchWords;
  const texts = new Map(); // address of an entry -> its blocks: how they are written, and their words

  const isRead = (page) => texts.has(page);

  // Keeps what a page says, by the sections that are found on their own.
  const read = (page, source) => {
    const places = placesOn(page);
    for (const place of ["", ...places]) texts.set(page + place, []);
    const { body } = new DOMParser().parseFromString(source, "text/html");
    const root = body.querySelector("[role=main], main") ?? body;
    for (const sign of root.querySelectorAll(".headerlink")) sign.remove();
    const within = root.querySelector(".e-content") ? ".e-content" : "*";
    for (const block of root.querySelectorAll(BLOCKS)) {
      if (block.querySelector(BLOCKS) || block.closest(SAID_OF_IT) || !block.closest(within)) continue;
      let at = block;
      while (at && !places.includes(`#${at.id}`)) at = at.parentElement;
      const text = block.textContent.trim().replace(/\s+/g, " ");
      texts.get(page + (at ? `#${at.id}` : "")).push({ text, words: inWords(tokensOf(text, true)) });
    }
  };

  const says = (address, phrase) => (texts.get(address) ?? []).some(({ words }) => words.includes(phrase));

  const shortened = (sentence, marks) => {
    if (sentence.length <= LONGEST) return sentence;
    const pieces = sentence.match(/\S+ ?/g);
    const start = Math.max(0, pieces.findIndex((piece) => marks.some((mark) => fold(piece).includes(mark))) - 5);
    let shown = "", end = start;
    while (end < pieces.length && (shown + pieces[end]).length <= LONGEST) shown += pieces[end++];
    shown ||= pieces[end++].slice(0, LONGEST);
    return `${start ? "… " : ""}${shown.trim()}${end < pieces.length ? " …" : ""}`;
  };

  // The sentence that has the phrases, or most of the words that begin as the marks do; "" if none has any.
  const sentence = (address, { phrases, marks }) => {
    const count = (words) => phrases.filter((phrase) => words.includes(phrase)).length * marks.length
      + marks.filter((mark) => words.includes(` ${mark}`)).length;
    const best = (found) => found.reduce((one, other) => (count(other.words) > count(one.words) ? other : one), { text: "", words: "" });
    const sentences = best(texts.get(address) ?? []).text.match(/.+?(?:[.!?…]["”’)]*(?= )|[。！？]|$) ?/g) ?? [];
    return shortened(best(sentences.map((text) => ({ text: text.trim(), words: inWords(tokensOf(text, true)) }))).text, marks);
  };

  return { isRead, read, says, sentence };
};
