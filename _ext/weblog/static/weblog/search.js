// Finds in the weblog's index what a reader asks for, and puts it in order. Knows no page; asks for nothing.
"use strict";
const SearchIndex = (data) => {
  const lines = (name) => data[name].split("\n");
  const { fold, tokensOf, wordsOf, inWords, hasStem } = SearchWords;
  const SIGN = new Map([..."#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"].map((sign, n) => [sign, n]));
  const NAMES = "esglym"; // kinds whose titles are names
  const TITLE = 8, OTHER_FORM = 7, NAME_BEGINS = 6, ABOUT = 4, HEADING = 3, TEXT = 1; // what a word counts for where it stands

  const titles = lines("titles"), addresses = lines("addresses"), shown = lines("shown");
  const first = lines("first"), places = lines("places"), kinds = data.kinds;
  const related = lines("related").map((line) => (line ? line.split(" ").map(Number) : []));
  const size = titles.length;
  const dates = lines("dates").map((date, entry) =>
    date === "-" ? "" : date || addresses[entry].match(/(?:^|\/)(\d{4}\/\d\d\/\d\d)\//)[1].replaceAll("/", "-"));

  // A word with accents has two stems: people leave them out, and a stemmer goes by them.
  const stemmer = data.stems && typeof Stemmer !== "undefined" ? new Stemmer() : null;
  const known = new Map();
  const stemsOf = ([word, written]) => {
    const key = word === written ? word : `${word} ${written}`;
    if (!known.has(key)) {
      const forms = word === written ? [word] : [word, written];
      known.set(key, stemmer && hasStem(word) ? [...new Set(forms.map((form) => fold(stemmer.stemWord(form))))] : [word]);
    }
    return known.get(key);
  };
  const quiet = new Set([...(typeof stopwords === "undefined" ? [] : stopwords)].flatMap((word) => wordsOf(word)));

  // Word as it is written -> entries, for each place; and stem -> its written words.
  const written = { titles: new Map(), about: new Map(), headings: new Map() };
  const forms = new Map();
  const note = (field, token, entry) => {
    const [word] = token;
    if (!field.has(word)) field.set(word, []);
    if (field.get(word).at(-1) !== entry) field.get(word).push(entry);
    for (const stem of stemsOf(token)) {
      if (!forms.has(stem)) forms.set(stem, new Set());
      forms.get(stem).add(word);
    }
  };
  const called = lines("names").map((line, entry) => [titles[entry], ...line.split("\t")].filter((name) => name).map((name) => tokensOf(name, true)));
  const calledBy = called.map((names) => names.map(inWords));
  called.forEach((names, entry) => names.flat().forEach((token) => note(written.titles, token, entry)));
  shown.forEach((text, entry) => {
    for (const token of [...tokensOf(text, true), ...related[entry].flatMap((other) => called[other].flat())]) note(written.about, token, entry);
  });
  const headings = lines("headings").map((line, entry) => (line ? line.split("\t") : []).map((heading) => {
    const text = heading.slice(heading.indexOf(" ") + 1), tokens = tokensOf(text, true);
    tokens.forEach((token) => note(written.headings, token, entry));
    const id = heading.slice(0, heading.indexOf(" ")) || fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    return { id, text, words: inWords(tokens), stems: new Set(tokens.flatMap(stemsOf)) };
  }));
  const inTexts = new Map(lines("words").map((word, number) => [word, number]));

  const entriesWith = (number) => {
    const found = [], signs = places[number];
    for (let at = 0, entry = -1; at < signs.length; ) {
      let distance = SIGN.get(signs[at++]);
      if (distance === 90) for (let n = distance = 0; n < 3; n++) distance = distance * 91 + SIGN.get(signs[at++]);
      else if (distance >= 80) distance = 80 + (distance - 80) * 91 + SIGN.get(signs[at++]);
      found.push((entry += distance + 1));
    }
    return found;
  };

  // What a word counts for in each entry that has it.
  const weigh = (token, isLast) => {
    const [word] = token;
    const weights = new Map();
    const count = (entries, weight) => {
      for (const entry of entries ?? []) if (!(weights.get(entry) >= weight)) weights.set(entry, weight);
    };
    for (const stem of stemsOf(token)) {
      for (const form of forms.get(stem) ?? []) {
        count(written.titles.get(form), form === word ? TITLE : OTHER_FORM);
        count(written.about.get(form), ABOUT);
        count(written.headings.get(form), HEADING);
      }
      if (inTexts.has(stem)) count(entriesWith(inTexts.get(stem)), TEXT);
    }
    const isKnown = weights.size > 0;
    if ((isLast || !isKnown) && (word.length > 1 || !hasStem(word))) {
      for (const [form, entries] of written.titles) if (form.startsWith(word)) count(entries, NAME_BEGINS);
      if (!isKnown) {
        for (const [form, entries] of written.about) if (form.startsWith(word)) count(entries, ABOUT);
        for (const [form, entries] of written.headings) if (form.startsWith(word)) count(entries, HEADING);
        for (const [form, number] of inTexts) if (form.startsWith(word)) count(entriesWith(number), TEXT / 2);
      }
    }
    return weights;
  };

  // Phrases are looked for in titles, names, headings and first words; texts aren't there in order.
  const said = new Map();
  const saysPhrase = (entry, phrase) => {
    if (!said.has(entry)) said.set(entry, [...calledBy[entry], ...headings[entry].map(({ words }) => words), inWords(tokensOf(first[entry], true))].join("|"));
    return said.get(entry).includes(phrase);
  };

  // A question's parts: words, phrases in quotes, and what isn't to be there (-word).
  const parse = (question) => {
    const asked = { tokens: [], phrases: [], without: [] };
    for (const [, sign, phrase, other] of question.replace(/[“”„«»]/g, '"').matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
      const tokens = tokensOf(phrase ?? other);
      if (sign) asked.without.push(tokens);
      else {
        if (phrase !== undefined && tokens.length > 1) asked.phrases.push(inWords(tokens));
        asked.tokens.push(...tokens);
      }
    }
    asked.tokens = [...new Map(asked.tokens.map((token) => [token[0], token])).values()];
    return asked;
  };

  const distance = (a, b, most) => { // of Damerau and Levenshtein, neighbours swapped at most once; up to `most`
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [], last = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  };

  // The question with words of titles and names in the place of those that stand nowhere; "" if nothing is near.
  const meant = (question, unknown) => {
    let better = question;
    for (const word of unknown) {
      const most = word.length < 3 ? 0 : word.length < 6 ? 1 : 2; // letters
      let best = [Infinity, 0, ""];
      for (const [form, entries] of written.titles) {
        const near = distance(word, form, most) + (form[0] === word[0] ? 0 : 0.5);
        if (near > most + 0.5 || !near) continue;
        if (near < best[0] || (near === best[0] && entries.length > best[1])) best = [near, entries.length, form];
      }
      if (!best[2]) continue;
      const title = titles[written.titles.get(best[2])[0]];
      const shownAs = title.split(/[\s,:;()"]+/).find((piece) => wordsOf(piece).join() === best[2]) ?? best[2];
      better = better.replace(/[^\s"]+/g, (piece) => (wordsOf(piece).join() === word ? shownAs : piece));
    }
    return better === question ? "" : better;
  };

  // The best place within an entry: the heading that has most of the words.
  const placeIn = (entry, tokens) => {
    let best = { id: "", text: "", count: 0 };
    for (const heading of headings[entry]) {
      const count = tokens.filter((token) => stemsOf(token).some((stem) => heading.stems.has(stem))).length;
      if (count > best.count) best = { ...heading, count };
    }
    return best;
  };

  // The beginnings of words that were found: what a word has in common with its stem.
  const marksOf = (tokens) => tokens.map((token) => {
    const [word] = token, [stem] = stemsOf(token);
    let common = 0;
    while (common < word.length && word[common] === stem[common]) common++;
    return word.slice(0, Math.max(common, 2));
  });

  // Those that have all that was asked for; those that may have its phrases in their texts, unless `isSaid` knows that they
  // do; and those that have most of the words.
  const find = (question, { year = "", tag = "", event = "" } = {}, isSaid = () => false) => {
    const asked = parse(question);
    const telling = asked.tokens.filter(([word]) => !quiet.has(word));
    const tokens = telling.length ? telling : asked.tokens;
    if (!tokens.length) return { hits: [], apart: [], most: [], meant: "" };
    const isOpen = !/[\s"]$/.test(question); // the last word may go on
    const weights = tokens.map((token, n) => weigh(token, isOpen && n === tokens.length - 1));
    const count = new Uint8Array(size), sum = new Float32Array(size), inTitle = new Uint8Array(size);
    for (const one of weights) for (const [entry, weight] of one) {
      count[entry]++;
      sum[entry] += weight;
      if (weight >= NAME_BEGINS) inTitle[entry]++;
    }
    const without = new Set(asked.without.flatMap((phrase) => {
      const [one, ...others] = phrase.map((token) => weigh(token, false));
      return one ? [...one.keys()].filter((entry) => others.every((other) => other.has(entry))) : [];
    }));
    const wanted = (entry) => count[entry] && !without.has(entry)
      && (!year || dates[entry].startsWith(year)) && [tag, event].every((other) => !other || entry === +other || related[entry].includes(+other));
    const whole = inWords(asked.tokens);
    const rank = (entry) => {
      const isName = NAMES.includes(kinds[entry]);
      if (calledBy[entry].includes(whole)) return isName ? 3 : 2;
      return isName && inTitle[entry] === tokens.length ? 1 : 0;
    };
    const all = [], apart = [], most = [], least = tokens.length < 3 ? 1 : Math.ceil(tokens.length * 0.6);
    for (let entry = 0; entry < size; entry++) {
      if (!wanted(entry)) continue;
      const isThere = count[entry] === tokens.length;
      const isWhole = isThere && asked.phrases.every((phrase) => saysPhrase(entry, phrase) || isSaid(addresses[entry], phrase));
      if (isThere || count[entry] >= least) (isWhole ? all : isThere ? apart : most).push([rank(entry), count[entry], sum[entry], dates[entry], entry]);
    }
    const order = (a, b) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2] || (a[3] < b[3] ? 1 : a[3] > b[3] ? -1 : a[4] - b[4]);
    const inOrder = (found) => found.sort(order).map((hit) => hit[4]);
    const unknown = tokens.filter((token, n) => !weights[n].size).map(([word]) => word);
    return {
      hits: inOrder(all),
      apart: inOrder(apart),
      most: tokens.length > 2 || !(all.length || apart.length) ? inOrder(most) : [],
      meant: unknown.length ? meant(question, unknown) : "",
      tokens,
      marks: marksOf(tokens),
      phrases: asked.phrases,
    };
  };

  // What a hit shows.
  const hit = (entry, tokens) => {
    const [page, section] = addresses[entry].split("#");
    const heading = placeIn(entry, tokens), place = heading.id || section;
    const of = (kind) => related[entry].filter((other) => kinds[other] === kind).map((other) => titles[other]);
    return {
      title: titles[entry], kind: kinds[entry], date: dates[entry], shown: shown[entry], first: first[entry],
      heading: heading.text, event: of("e").join(", "), speakers: of("s"), address: addresses[entry], page, place: place ? `#${place}` : "",
    };
  };

  const namesOf = (kind) => [...kinds].flatMap((one, entry) => (one === kind ? [{ entry, title: titles[entry] }] : []));
  const placesOn = (page) => addresses.filter((address) => address.startsWith(`${page}#`)).map((address) => address.slice(page.length));
  return { find, hit, namesOf, placesOn };
};
