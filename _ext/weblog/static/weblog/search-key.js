// "/" leads to the search field of the page.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector("main input[name=q], input[name=q]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
