// Marks on a page what a search has found there, and goes to it. The address says it: ?highlight=words, as Sphinx's does.
"use strict";
(() => {
  const address = new URL(location);
  const asked = address.searchParams.get("highlight");
  if (!asked) return;
  address.searchParams.delete("highlight");
  try { history.replaceState(history.state, "", address); } catch { /* from the disk */ }

  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const wanted = fold(asked).split(/\s+/).filter((word) => word);
  const LONGER = 5; // letters that an ending may have
  const isMeant = (word) => wanted.find((start) => word.startsWith(start) && (word.length <= start.length + LONGER));
  const root = document.querySelector("[role=main], main") ?? document.body;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (const text of [...(function* () { while (texts.nextNode()) yield texts.currentNode; })()]) {
    if (text.parentElement.closest("script, style, nav, form, .headerlink")) continue;
    for (const word of [...text.data.matchAll(/[\p{L}\p{N}\p{M}_+#]+/gu)].reverse()) {
      const start = isMeant(fold(word[0])) ?? wanted.find((part) => /[^\u0000-\u2fff]/.test(part) && word[0].includes(part));
      if (!start) continue;
      const mark = document.createElement("mark");
      const rest = text.splitText(word.index);
      rest.splitText(word[0].length);
      rest.replaceWith(mark);
      mark.append(rest);
      found.push([mark, start]);
    }
  }
  if (location.hash || !found.length) return;
  // To the section that has most of the words, and there to the first.
  const words = new Map();
  for (const [mark, start] of found) {
    const section = mark.closest("section") ?? root;
    words.set(section, (words.get(section) ?? new Set()).add(start));
  }
  const most = Math.max(...[...words.values()].map((own) => own.size));
  const marks = [...root.querySelectorAll("mark")].filter((mark) => words.get(mark.closest("section") ?? root)?.size === most);
  const [first] = marks;
  if (first && first.getBoundingClientRect().bottom > innerHeight) first.scrollIntoView({ block: "center" });
})();
