// Loads the search index, which grows with the weblog, when the address asks for something.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const words = new URLSearchParams(location.search).get("q");
  if (!words) return;
  document.querySelector("main input[name=q]").value = words;
  Search.loadIndex(document.getElementById("search-results").dataset.index);
});
