/* Keeps the open page of a preview up to date: the blocks that differ are replaced where they stand, so that the page
   keeps its place and its scripts. Where that could break a script, the page is loaded anew, at the same height.
   Mistakes stand in a box of their own. */
(() => {
  "use strict";
  const own = document.currentScript;
  const isOurs = (node) => node.id === "weblog-preview" || node.localName === "weblog-preview-mistakes";
  const TEXT = new Set(
    "a abbr b blockquote br cite code dd del dfn dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img kbd li mark ol p q s section small span strong sub sup table tbody td tfoot th thead time tr ul title meta".split(" "),
  );
  const RUN = "script:not([type$=json]), style"; // data for search engines, say, does nothing
  const LIVELY = `${RUN}, iframe, object, embed, input, button, label, select, textarea, form, canvas, video, audio, dialog, [onclick]`;
  let shown = own.dataset.digest; // of the page's file
  let source = null; // the page as it came from the server
  let under_way = Promise.resolve();

  // Comparison: `old` and `fresh` are the page as it was and is on the server, `live` is what scripts have made of it.

  const children = (node) => [...node.childNodes].filter((child) => !isOurs(child));
  const isAdorned = () => document.body.querySelectorAll("*").length - document.body.querySelectorAll("#weblog-preview").length
    !== source.body.querySelectorAll("*").length - source.body.querySelectorAll("#weblog-preview").length;

  const isPlain = (node, adorned) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return true;
    if (node.matches(LIVELY) || node.querySelector(LIVELY)) return false;
    return [node, ...node.querySelectorAll("*")].every((one) =>
      !one.localName.includes("-") && (!adorned || (TEXT.has(one.localName) && !one.matches(".math"))));
  };

  // Collects what there is to do; false where the page has to be loaded anew.
  const compare = (old, fresh, live, adorned, todo) => {
    for (const name of new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()])) {
      const value = fresh.getAttribute(name);
      if (old.getAttribute(name) === value) continue;
      if (live.getAttribute(name) !== old.getAttribute(name) || old.matches(LIVELY)) return false;
      todo.push(() => (value === null ? live.removeAttribute(name) : live.setAttribute(name, value)));
    }
    const [olds, freshs, lives] = [children(old), children(fresh), children(live)];
    let first = 0;
    while (first < olds.length && first < freshs.length && olds[first].isEqualNode(freshs[first])) first += 1;
    let last = 0;
    while (last < Math.min(olds.length, freshs.length) - first && olds.at(-1 - last).isEqualNode(freshs.at(-1 - last))) last += 1;
    const gone = olds.slice(first, olds.length - last);
    const come = freshs.slice(first, freshs.length - last);
    if (!gone.length && !come.length) return true;
    if (lives.length !== olds.length) return false;
    const theirs = lives.slice(first, lives.length - last);
    if (gone.length === come.length && gone.every((node, place) => node.nodeName === come[place].nodeName && node.nodeType === come[place].nodeType)) {
      return gone.every((node, place) => {
        if (node.isEqualNode(come[place])) return true;
        if (node.nodeType === Node.ELEMENT_NODE) {
          return node.nodeName === theirs[place].nodeName && !node.matches(RUN)
            && compare(node, come[place], theirs[place], adorned, todo);
        }
        if (theirs[place].nodeValue !== node.nodeValue) return false;
        todo.push(() => { theirs[place].nodeValue = come[place].nodeValue; });
        return true;
      });
    }
    if (!theirs.every((node, place) => node.isEqualNode(gone[place]))) return false;
    if (![...gone, ...come].every((node) => isPlain(node, adorned))) return false;
    todo.push(() => {
      const before = lives[lives.length - last] || null;
      theirs.forEach((node) => node.remove());
      come.forEach((node) => live.insertBefore(document.importNode(node, true), before));
    });
    return true;
  };

  const fetched = async () => {
    const answer = await fetch(location.href.replace(/#.*/, ""), { cache: "no-cache" });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const digestOf = (page) => page.getElementById("weblog-preview")?.dataset.digest;

  const update = async () => {
    const fresh = await fetched();
    const digest = digestOf(fresh);
    if (digest === shown) return;
    const todo = [];
    if (!source || !digest || !shown || !compare(source.documentElement, fresh.documentElement, document.documentElement, isAdorned(), todo)) {
      location.reload();
      return;
    }
    todo.forEach((act) => act());
    source = fresh;
    shown = digest;
    document.dispatchEvent(new CustomEvent("weblog-preview-updated"));
  };

  // Files that the page has loaded, such as images and style sheets.
  const reloadFor = (files) => {
    const entries = performance.getEntriesByType("resource").filter((entry) => entry.initiatorType !== "fetch");
    const loaded = new Set(entries.map((entry) => decodeURIComponent(new URL(entry.name).pathname)));
    if (files.some((file) => loaded.has(file))) location.reload();
  };

  // Mistakes, in a tree of their own that no style sheet of the page reaches.
  const tell = (mistakes) => {
    document.querySelector("weblog-preview-mistakes")?.remove();
    if (!mistakes.length) return;
    const host = document.createElement("weblog-preview-mistakes");
    host.setAttribute("role", "alert");
    const box = document.createElement("pre");
    box.textContent = mistakes.join("\n");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:40vh;overflow:auto;margin:0;padding:1em;"
      + "white-space:pre-wrap;font:14px/1.5 monospace;color:#fff;background:#8b0000;border-top:3px solid #ffb3b3";
    host.attachShadow({ mode: "open" }).append(box);
    document.documentElement.append(host);
  };

  const connect = () => {
    const link = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/-preview-/`);
    link.onopen = () => link.send(JSON.stringify({ page: location.pathname, digest: shown }));
    link.onmessage = ({ data }) => {
      const told = JSON.parse(data);
      under_way = under_way.then(async () => {
        if (told.mistakes) tell(told.mistakes);
        if (told.files) reloadFor(told.files);
        if ("digest" in told && told.digest !== shown) await update();
      }).catch(() => {}); // the server is gone; when it is back, the page says what it shows
    };
    link.onclose = () => setTimeout(connect, 1000);
  };

  under_way = fetched().then((page) => {
    if (digestOf(page) === shown) source = page;
  }).catch(() => {});
  connect();
})();
