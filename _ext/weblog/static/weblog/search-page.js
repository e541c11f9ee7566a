// The search page: what is typed is looked for at once, and shown; the address says what, so that Back finds it again.
// Who has asked (by Enter, the address, More) sees sentences, too: the pages of hits that don't show the words are read.
"use strict";
(() => {
  const TEN = 10;
  const LISTS = "glym"; // kinds of pages that have nothing but what was asked for
  const out = document.getElementById("weblog-search");
  const form = out.querySelector("form"), field = form.elements.q;
  const filters = out.querySelector(".search-filters"), count = out.querySelector("[role=status]");
  const meant = out.querySelector(".search-meant"), list = out.querySelector("ol"), more = out.querySelector(".search-more");
  const say = (name, values = {}) => out.dataset[name].replace(/\{(\w+)\}/g, (_, value) => values[value]);
  let index = null, texts = null, isAskedFor = false, isRead = false, shown = TEN, later = 0;

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // A text with the words that begin as the marks do.
  const marked = (name, text, marks, kind) => {
    const made = element(name, "", kind);
    for (const piece of text.split(/([\p{L}\p{N}\p{M}_+#]+)/u)) {
      const folded = SearchWords.fold(piece);
      made.append(marks.some((mark) => folded.startsWith(mark)) ? element("mark", piece) : piece);
    }
    return made;
  };

  const factsOf = (hit) => [out.dataset[`kind${hit.kind.toUpperCase()}`], hit.shown, hit.event, hit.speakers.join(", ")].filter((fact) => fact);

  // True if each word and phrase that was asked for stands in one of the texts.
  const isTold = ({ marks, phrases }, ...texts) => {
    const words = texts.map((text) => SearchWords.inWords(SearchWords.tokensOf(text, true))).join("|");
    return [...marks.map((mark) => ` ${mark}`), ...phrases].every((part) => words.includes(part));
  };

  // What a hit says below its facts: its first words, unless what was asked for stands in a heading or its text alone.
  const wordsOf = (hit, found) => isTold(found, hit.title, ...factsOf(hit), hit.first) ? hit.first :
    texts.sentence(hit.address, found) || hit.heading || hit.first;

  const itemOf = (entry, found) => {
    const { marks } = found, hit = index.hit(entry, found.tokens), item = element("li");
    const link = item.appendChild(marked("a", hit.title, marks));
    const asked = LISTS.includes(hit.kind) ? "" : `?highlight=${encodeURIComponent(marks.join(" "))}`;
    link.href = `${out.dataset.root}${hit.page}${asked}${hit.place}`;
    item.append(element("p", factsOf(hit).join(" · "), "search-facts"));
    const words = wordsOf(hit, found);
    if (words) item.append(marked("p", words, marks, "search-words"));
    return item;
  };

  const asked = () => ({ year: form.elements.year.value, tag: form.elements.tag.value, event: form.elements.event.value });

  const find = () => index.find(field.value, asked(), texts.says);

  const show = () => {
    if (!index) return;
    const question = field.value.trim(), found = find();
    const focused = list.contains(document.activeElement) ? document.activeElement.href : "";
    const items = [];
    let left = shown;
    for (const part of ["hits", "apart", "most"]) {
      const hits = found[part].slice(0, left);
      left -= hits.length;
      if (hits.length && part !== "hits") {
        items.push(element("li", "", "search-part"));
        items.at(-1).append(element("h2", say(part)));
      }
      items.push(...hits.map((entry) => itemOf(entry, found)));
    }
    list.replaceChildren(...items);
    if (focused) [...list.querySelectorAll("a")].find((link) => link.href === focused)?.focus({ preventScroll: true });
    more.hidden = found.hits.length + found.apart.length + found.most.length <= shown;
    filters.hidden = !question;
    count.textContent = !question ? "" : found.hits.length || found.apart.length ? say("hits", { number: found.hits.length }) : say("none");
    meant.replaceChildren();
    if (found.meant) {
      const link = element("a", found.meant);
      link.href = `?q=${encodeURIComponent(found.meant)}`;
      meant.append(`${say("meant")} `, link);
    }
  };

  // Reads the pages of those hits that don't show all that was asked for: ten at most, and none from the disk.
  const read = async () => {
    isRead = true;
    if (!index || !/^http/.test(location.protocol)) return;
    const found = find(), hits = [...found.hits, ...found.apart, ...found.most].slice(0, shown).map((entry) => index.hit(entry, found.tokens));
    const lacking = hits.filter((hit) => !LISTS.includes(hit.kind) && !texts.isRead(hit.page) && !isTold(found, hit.title, ...factsOf(hit), hit.heading, hit.first));
    const pages = [...new Set(lacking.map((hit) => hit.page))].slice(0, TEN);
    await Promise.all(pages.map(async (page) => {
      try {
        const answer = await fetch(out.dataset.root + page, { priority: "low" });
        texts.read(page, answer.ok ? await answer.text() : "");
      } catch { /* without a network the first words stay */ }
    }));
    if (pages.length) show();
  };

  // The address of what is asked for, and how much of it is seen.
  const remember = () => {
    clearTimeout(later);
    const params = new URLSearchParams(Object.entries({ q: field.value.trim(), ...asked() }).filter(([, value]) => value));
    for (const name of ["tag", "event"]) if (params.has(name)) params.set(name, form.elements[name].selectedOptions[0].text);
    try {
      history.replaceState({ shown, top: scrollY }, "", `${location.pathname}${params.size === 0 ? "" : `?${params}`}`);
    } catch { /* some browsers let no page from the disk change its address */ }
  };

  const ask = () => {
    shown = TEN;
    isRead = false;
    load();
    show();
    clearTimeout(later);
    later = setTimeout(remember, 300); // browsers stop a page that changes its address with each key
  };

  const choose = (name, values, wanted) => {
    const select = form.elements[name];
    select.append(...values.map(({ entry, title }) => new Option(title, entry)));
    select.value = values.find(({ title }) => title === wanted)?.entry ?? "";
    select.hidden = values.length < 2;
  };

  const ready = () => {
    index = SearchIndex(weblogSearch);
    texts = SearchTexts(index.placesOn);
    const params = new URLSearchParams(location.search);
    choose("year", index.namesOf("y").map(({ title }) => ({ entry: title, title })).reverse(), params.get("year"));
    choose("tag", index.namesOf("g"), params.get("tag"));
    choose("event", index.namesOf("e"), params.get("event"));
    shown = history.state?.shown ?? TEN;
    show();
    if (history.state?.top) scrollTo(0, history.state.top);
    if (isRead) read();
  };

  const load = () => {
    if (isAskedFor) return;
    isAskedFor = true;
    const script = element("script"); // not fetched, for then it wouldn't come from the disk
    script.src = out.dataset.index;
    script.addEventListener("load", ready);
    document.head.append(script);
  };

  form.addEventListener("input", ask);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
    remember();
    read();
  });
  more.addEventListener("click", () => {
    const next = list.children.length;
    shown += TEN;
    show();
    list.children[next]?.querySelector("a")?.focus();
    read();
  });
  list.addEventListener("click", remember);
  out.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && document.activeElement === field && field.value) {
      field.value = "";
      ask();
    } else if (event.key === "Escape") field.focus();
    else if (step && event.target.matches("input, ol a")) {
      const stops = [field, ...list.querySelectorAll("a")];
      stops[Math.max(0, stops.indexOf(document.activeElement) + step)]?.focus();
    } else return;
    event.preventDefault();
  });

  history.scrollRestoration = "manual"; // a browser would scroll before the hits are there
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (!history.state?.top) field.focus(); // who comes back is where they were
  if (field.value) {
    read();
    load();
  }
})();
