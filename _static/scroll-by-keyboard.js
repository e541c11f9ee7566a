// Code, tables and formulas that are wider than the page can be reached and scrolled by keyboard in every browser.
"use strict";
for (const box of document.querySelectorAll(".highlight pre, .math, .pst-scrollable-table-container")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}
