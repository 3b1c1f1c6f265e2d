"use strict";
/* No module, no build: pages on disk may run this and nothing else. */
(function () {
  const root = document.documentElement;
  const base = root.dataset.root || "";
  const remembered = (name) => { try { return localStorage.getItem("quotes-" + name); } catch (error) { return null; } };
  const remember = (name, value) => { try { localStorage.setItem("quotes-" + name, value); } catch (error) { /* a page on disk may keep nothing */ } };
  const titles = { zh: document.title, en: root.dataset.english };
  const english = () => root.dataset.lang === "en";
  const say = (zh, en) => (english() ? en : zh);

  function speak(language) {
    root.dataset.lang = language;
    root.lang = language === "en" ? "en" : "zh";
    document.title = titles[root.lang];
    remember("lang", language);
  }
  speak(remembered("lang") || "zh");
  if (remembered("theme")) root.dataset.theme = remembered("theme");

  document.getElementById("language").addEventListener("click", () => speak(english() ? "zh" : "en"));
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remember("theme", root.dataset.theme);
  });

  document.addEventListener("click", (event) => {
    const copy = event.target.closest(".copy");
    if (copy) cite(copy);
    const filter = event.target.closest(".filter");
    if (filter) narrow(filter);
  });

  async function cite(button) {
    const words = button.dataset.cite;
    try {
      await navigator.clipboard.writeText(words);
    } catch (error) {
      const field = document.createElement("textarea");
      field.value = words;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    const before = button.innerHTML;
    button.textContent = say("已复制", "Copied");
    setTimeout(() => { button.innerHTML = before; }, 1500);
  }

  function narrow(button) {
    const group = button.closest(".filters");
    for (const each of group.querySelectorAll(".filter")) each.setAttribute("aria-pressed", String(each === button));
    for (const each of group.parentElement.querySelectorAll(".entry")) {
      each.hidden = Boolean(button.dataset.kind) && each.dataset.kind !== button.dataset.kind;
    }
  }

  /* Search */
  const pieces = new Map();
  const packs = new Map();
  let index = null;
  let fold = new Map();
  window.quotes = {
    start(facts) {
      index = facts;
      const pairs = Array.from(facts.fold); /* some lie beyond 16 bits */
      for (let at = 0; at < pairs.length; at += 2) fold.set(pairs[at], pairs[at + 1]);
      wake();
    },
    piece(number, held) { pieces.get(number).done(held); },
    texts(number, rows) { packs.get(number).done(rows); },
  };

  function load(known, number, file) {
    if (!known.has(number)) {
      let done;
      const promise = new Promise((resolve) => { done = resolve; });
      known.set(number, { promise, done });
      const script = document.createElement("script");
      script.src = base + "search/" + file + number + ".js";
      document.head.append(script);
    }
    return known.get(number).promise;
  }

  function keyOf(text) {
    let folded = "";
    for (const char of text.normalize("NFKC")) folded += fold.get(char) || char;
    return folded.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  }

  function pieceOf(gram) {
    let number = 0;
    for (const char of gram) number = (number * 31 + char.codePointAt(0)) % 1000003;
    return number % index.pieces;
  }

  function gramsOf(key) {
    const chars = Array.from(key);
    if (chars.length < 2) return chars;
    return Array.from(new Set(chars.slice(1).map((char, at) => chars[at] + char)));
  }

  function numbers(steps) {
    const found = [];
    let last = 0;
    for (const step of steps.split(" ")) { last += parseInt(step, 36); found.push(last); }
    return found;
  }

  async function holding(key) {
    const grams = gramsOf(key);
    const held = await Promise.all(grams.map(async (gram) => (await load(pieces, pieceOf(gram), "p"))[gram] || ""));
    if (held.some((steps) => !steps)) return [];
    held.sort((one, other) => one.length - other.length);
    let found = numbers(held[0]);
    for (const steps of held.slice(1)) {
      const others = new Set(numbers(steps));
      found = found.filter((each) => others.has(each));
    }
    return found;
  }

  async function rowOf(number) {
    const rows = await load(packs, Math.floor(number / index.pack), "t");
    return rows[number % index.pack];
  }

  const AT_ONCE = 20;
  let asked = 0;

  async function search(text, most) {
    const told = document.getElementById("told");
    const list = document.getElementById("results");
    const mine = (asked += 1);
    const key = keyOf(text);
    if (!key) { told.textContent = ""; list.replaceChildren(); return; }
    const found = await holding(key);
    const rows = [];
    for (let at = 0; at < found.length && rows.length < most; at += most) {
      const next = await Promise.all(found.slice(at, at + most).map(rowOf)); /* packs are loaded side by side */
      if (mine !== asked) return;
      rows.push(...next.filter((row) => keyOf(row[1]).includes(key)).slice(0, most - rows.length));
    }
    if (mine !== asked) return;
    const people = index.names.filter((each) => each[0].includes(key)).slice(0, 5);
    told.textContent = found.length || people.length ? found.length + " " + say("条", "found") : say("没有找到", "Nothing found");
    list.replaceChildren(...people.map(person), ...rows.map(entry));
    if (found.length > most) list.append(more(text, most));
    list.dataset.query = text;
  }

  function linked(href, words) {
    const link = document.createElement("a");
    link.href = base + href;
    link.textContent = words;
    return link;
  }

  function person(row) {
    const item = document.createElement("li");
    item.className = "person";
    item.append(linked(row[2], row[1]));
    return item;
  }

  function entry(row) {
    const item = document.createElement("li");
    const facts = document.createElement("span");
    facts.className = "facts";
    facts.textContent = [row[2], row[3], row[0]].filter(Boolean).join(" · ");
    item.append(linked(row[4], row[1]), facts);
    return item;
  }

  function more(text, most) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = say("更多", "More");
    button.addEventListener("click", () => search(text, most + 5 * AT_ONCE));
    item.append(button);
    return item;
  }

  function wake() {
    const field = document.getElementById("query");
    if (!field) return;
    field.addEventListener("input", () => search(field.value, AT_ONCE));
    document.getElementById("search").addEventListener("submit", (event) => { event.preventDefault(); search(field.value, AT_ONCE); });
    if (field.value) search(field.value, AT_ONCE);
  }
})();
