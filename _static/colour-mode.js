// Light or dark: what the reader chose on an earlier page, else what the system asks for. Runs before the page is drawn.
"use strict";
(() => {
  const modes = ["auto", "light", "dark"];
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try { return localStorage.getItem("colour-mode"); } catch { return null; } // storage can be forbidden
  };
  let mode = modes.includes(stored()) ? stored() : "auto";

  const show = () => {
    root.dataset.theme = mode === "auto" ? (system.matches ? "dark" : "light") : mode;
  };
  show();
  system.addEventListener("change", show);

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("colour-mode");
    if (!button) return;
    const label = button.querySelector("span");
    button.hidden = false;
    const tell = () => { label.textContent = button.dataset[mode]; };
    tell();
    button.addEventListener("click", () => {
      mode = modes[(modes.indexOf(mode) + 1) % modes.length];
      tell();
      try { localStorage.setItem("colour-mode", mode); } catch { /* then it holds for this page */ }
      show();
    });
  });
})();
