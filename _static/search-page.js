// Loads the search index, which grows with the weblog, when the address asks for something.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const words = new URLSearchParams(location.search).get("q");
  if (!words) return;
  document.querySelector("main input[name=q]").value = words;
  // Summaries are taken from the pages found, which a browser doesn't fetch from the disk.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  Search.loadIndex(document.getElementById("search-results").dataset.index);
});
