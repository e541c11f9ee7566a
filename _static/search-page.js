// Loads the search index, which grows with the weblog, when the address asks for something.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  // Sphinx takes "n != 1" for an index, and a message that a language lacks for "".
  const plural = Documentation.PLURAL_EXPR;
  Documentation.PLURAL_EXPR = (number) => Number(plural(number));
  for (const [message, translation] of Object.entries(Documentation.TRANSLATIONS)) {
    if (![translation].flat().join("")) delete Documentation.TRANSLATIONS[message];
  }

  const words = new URLSearchParams(location.search).get("q");
  if (!words) return;
  document.querySelector("main input[name=q]").value = words;
  // Summaries are taken from the pages found, which a browser doesn't fetch from the disk.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  Search.loadIndex(document.getElementById("search-results").dataset.index);
});
