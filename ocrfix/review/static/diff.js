"use strict";
// The page works as plain HTML; this adds choosing, filtering, the evidence and the moving scan. Text from the page
// is only ever set as text, never as markup.
(() => {
  const { size, changes, about, strings, chosen: wanted } = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const kept = {
    get(key) { try { return localStorage.getItem(`ocrfix-${key}`); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(`ocrfix-${key}`, value); } catch { /* a file may have no storage */ } },
  };

  // Language and theme
  let language = kept.get("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");
  if (!Object.hasOwn(strings, language)) language = "en";
  const say = (key) => (Object.hasOwn(strings[language], key) ? strings[language][key] : strings.en[key] ?? key);
  const named = (kind, name, other = name) => (Object.hasOwn(strings[language], `${kind}.${name}`) ? strings[language][`${kind}.${name}`] : other);
  const ruleName = (rule) => named("rule", rule);
  const term = (name) => named("term", name);
  function speak() {
    root.lang = language === "zh" ? "zh-Hans" : "en";
    for (const e of all("[data-t]")) e.textContent = say(e.dataset.t);
    for (const e of all("[data-t-title]")) e.title = say(e.dataset.tTitle);
    for (const e of all("[data-t-label]")) e.setAttribute("aria-label", say(e.dataset.tLabel));
    for (const e of all("[data-rule-name]")) e.textContent = ruleName(e.dataset.ruleName);
  }
  const themes = ["auto", "light", "dark"];
  function paint(theme) {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    kept.set("theme", theme);
  }
  paint(themes.includes(kept.get("theme")) ? kept.get("theme") : "auto");
  one("#theme").addEventListener("click", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = root.dataset.theme ?? (dark ? "dark" : "light");
    paint(now === "dark" ? "light" : "dark");
    if (current >= 0) show(current);
  });
  one("#language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    kept.set("language", language);
    speak();
    if (!one("#detail")) return;
    filter();
    if (current >= 0) show(current);
  });
  let current = -1;
  speak();
  if (!one("#detail")) return;

  // Where each change stands in the text and on the scan
  const marks = changes.map(() => []);
  for (const e of all(".c, rect.spot")) for (const n of e.dataset.c.split(" ")) marks[+n].push(e);
  const blocks = new Map();
  for (const e of all("[data-block]")) blocks.set(e.dataset.block, [...(blocks.get(e.dataset.block) ?? []), e]);
  const inText = (n) => marks[n].find((e) => e.getAttribute("role") === "button");

  // Filters
  const chosen = { kinds: new Set(all("[data-kind]").map((e) => e.dataset.kind)), rules: new Set(all("[data-rule]").map((e) => e.dataset.rule)), sure: 0 };
  const shown = (c) => chosen.kinds.has(c.state) && chosen.rules.has(c.rule) && (chosen.sure === 0 || (c.confidence !== null && c.confidence >= chosen.sure));
  let visible = [];
  function filter() {
    visible = changes.map((c, n) => n).filter((n) => shown(changes[n]));
    const on = new Set(visible);
    for (const e of all(".c, rect.spot")) {
      const off = !e.dataset.c.split(" ").some((n) => on.has(+n));
      e.classList.toggle("off", off);
      if (e.getAttribute("role") === "button") e.tabIndex = -1;
    }
    const rules = all("[data-rule]").length;
    if (rules) one("#rules-shown").textContent = chosen.rules.size < rules ? `${chosen.rules.size}/${rules}` : "";
    tell();
    if (visible.length && inText(visible[0])) inText(current >= 0 && on.has(current) ? current : visible[0]).tabIndex = 0;
  }
  function tell() {
    const at = visible.indexOf(current);
    one("#place").textContent = `${at < 0 ? "–" : at + 1} / ${visible.length}`;
  }
  function setKind(button, on) {
    button.setAttribute("aria-pressed", on);
    chosen.kinds[on ? "add" : "delete"](button.dataset.kind);
  }
  for (const button of all("[data-kind]")) {
    button.addEventListener("click", () => { setKind(button, button.getAttribute("aria-pressed") !== "true"); filter(); });
  }
  function setSure(value) {
    chosen.sure = +value;
    if (!one("#sure")) return;
    one("#sure").value = value;
    one("#sure-shown").textContent = value;
  }
  function setRule(box, on) {
    box.checked = on;
    chosen.rules[on ? "add" : "delete"](box.dataset.rule);
  }
  for (const box of all("[data-rule]")) box.addEventListener("change", () => { setRule(box, box.checked); filter(); });
  for (const [id, on] of [["#rules-all", true], ["#rules-none", false]]) {
    one(id)?.addEventListener("click", () => { all("[data-rule]").forEach((box) => setRule(box, on)); filter(); });
  }
  one("#sure")?.addEventListener("input", (event) => { setSure(event.target.value); filter(); });

  // The scan: zoom, move, point
  const scroll = one("#sheet-scroll");
  const sheet = one("#sheet");
  const image = one("#image");
  let zoom = 1;
  const widest = 2.2; // a spread of two pages fills the height, as long as its width is not far out of sight
  function zoomTo(value, x = scroll.clientWidth / 2, y = scroll.clientHeight / 2) {
    const next = Math.min(8, Math.max(1, value));
    const rate = next / zoom;
    const [left, top] = [(scroll.scrollLeft + x) * rate - x, (scroll.scrollTop + y) * rate - y];
    zoom = next;
    sheet.style.width = `${zoom * 100}%`;
    scroll.scrollTo(left, top);
  }
  function ring(box) {
    const around = one("#ring");
    if (!around) return;
    around.style.display = box ? "" : "none";
    if (!box) return;
    const gap = size[0] / 120;
    const place = { x: box[0] - gap, y: box[1] - gap, width: box[2] - box[0] + 2 * gap, height: box[3] - box[1] + 2 * gap, rx: gap / 2 };
    for (const [key, value] of Object.entries(place)) around.setAttribute(key, value);
  }
  function bring(box, smooth) {
    if (!scroll || !box) return;
    const scale = sheet.clientWidth / size[0];
    const [x, y] = [(box[0] + box[2]) / 2 * scale, (box[1] + box[3]) / 2 * scale];
    scroll.scrollTo({ left: sheet.offsetLeft + x - scroll.clientWidth / 2, top: sheet.offsetTop + y - scroll.clientHeight / 2, behavior: smooth && matchMedia("(prefers-reduced-motion: no-preference)").matches ? "smooth" : "instant" });
  }
  function fill() {
    const shown = sheet.clientHeight / (scroll.clientHeight - 28);
    if (shown < 0.8) zoomTo(Math.min(widest, 1 / shown));
  }
  if (scroll) {
    if (!image || image.complete) fill(); else image.addEventListener("load", fill, { once: true });
    one("#zoom-in").addEventListener("click", () => zoomTo(zoom * 1.5));
    one("#zoom-out").addEventListener("click", () => zoomTo(zoom / 1.5));
    one("#zoom-fit").addEventListener("click", () => zoomTo(1));
    scroll.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const frame = scroll.getBoundingClientRect();
      zoomTo(zoom * Math.exp(-event.deltaY / 300), event.clientX - frame.left, event.clientY - frame.top);
    }, { passive: false });
    let from = null;
    scroll.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button === 0) from = [event.clientX, event.clientY, scroll.scrollLeft, scroll.scrollTop];
    });
    addEventListener("pointermove", (event) => {
      if (!from) return;
      if (Math.hypot(event.clientX - from[0], event.clientY - from[1]) > 4) scroll.classList.add("moving");
      scroll.scrollTo(from[2] + from[0] - event.clientX, from[3] + from[1] - event.clientY);
    });
    addEventListener("pointerup", () => { from = null; setTimeout(() => scroll.classList.remove("moving")); });
    one("#scan-toggle").addEventListener("click", toggleScan);
  }
  function toggleScan() {
    const hidden = root.classList.toggle("no-scan");
    one("#scan-toggle")?.setAttribute("aria-pressed", !hidden);
  }

  // The evidence
  const colours = { applied: "#0c6b29", suggested: "#9a6b00", flagged: "#7a1fa8", rejected: "#555" };
  function crop(canvas, change) {
    const ratio = devicePixelRatio || 1;
    const [w, h] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = w * ratio;
    canvas.height = h * ratio;
    const [left, top, right, bottom] = change.box;
    const em = Math.max(6, Math.min(right - left, bottom - top));
    const scale = Math.min(46 / em, 0.8 * w / (right - left), 0.8 * h / (bottom - top));
    const [x, y] = [(left + right) / 2 - w / scale / 2, (top + bottom) / 2 - h / scale / 2];
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.imageSmoothingQuality = "high";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, w, h);
    const own = image.naturalWidth / size[0];
    pen.drawImage(image, x * own, y * own, w / scale * own, h / scale * own, 0, 0, w, h);
    pen.strokeStyle = colours[change.state];
    pen.lineWidth = 2;
    pen.strokeRect((left - x) * scale - 2, (top - y) * scale - 2, (right - left) * scale + 4, (bottom - top) * scale + 4);
  }
  const figure = (value) => (value === null || value === "NaN" ? "" : Number.isInteger(value) ? String(value) : String(+(+value).toPrecision(4)));
  function marked(text, columns) {
    const cell = make("td", { class: "han", lang: "zh", colspan: columns });
    const parts = /^([^]*)\[([^[\]]+)\]([^]*)$/.exec(text);
    if (parts) cell.append(parts[1], make("mark", {}, parts[2]), parts[3]); else cell.append(text);
    return cell;
  }
  function rows(caption, entries) {
    const body = make("tbody");
    for (const cells of entries) body.append(make("tr", {}, ...cells));
    return [make("h4", {}, say(caption)), make("table", {}, body)];
  }
  const shownText = (text) => text.replaceAll(" ", "␣") || say("nothing");
  function swap(change) {
    const line = make("p", { class: "swap", lang: "zh" }, make("span", {}, change.lead.slice(-6)));
    if (change.operation === "join") line.append(make("ins", {}, "⏎"));
    else if (change.operation === "mark") line.append(make("mark", { class: change.state }, change.before));
    else if (change.state === "applied") {
      if (change.before) line.append(make("del", {}, shownText(change.before)));
      if (change.after) line.append(make("ins", {}, shownText(change.after)));
    } else line.append(make("mark", { class: change.state }, `${shownText(change.before)} → ${shownText(change.after)}`));
    line.append(make("span", {}, change.trail.slice(0, 6)));
    return line;
  }
  function card(change) {
    const what = make("div", { class: "what" }, swap(change));
    if (change.right !== null) what.append(make("p", { class: `verdict ${change.right ? "right" : "wrong"}` }, `${change.right ? "✓" : "✗"} ${say(change.right ? "is-right" : "is-wrong")}`));
    for (const text of [change.note, named("about", change.rule, Object.hasOwn(about, change.rule) ? about[change.rule] : "")]) if (text) what.append(make("p", { class: "note" }, text));
    const seen = make("div", { class: "seen" });
    if (image && change.box) seen.append(make("canvas", { role: "img", "aria-label": say("crop") }));
    else if (size[0]) seen.append(make("p", { class: "note" }, say("no-crop")));
    if (change.readings.length) {
      seen.append(...rows("readings", change.readings.map(([who, text, score, scale]) => [make("th", { scope: "row" }, term(who)), ...(score === null ? [marked(text, 2)] : [marked(text, 1), make("td", { class: "n" }, `${figure(score)} ${term(scale)}`)])])));
    }
    const scores = make("div", { class: "scores" });
    const cells = ([name, value]) => [make("th", { scope: "row" }, term(name)), make("td", { class: "n" }, figure(value))];
    if (change.measures.length) scores.append(...rows("measured", change.measures.map(cells)));
    if (change.thresholds.length) scores.append(...rows("needed", change.thresholds.map(cells)));
    return [what, seen, scores];
  }
  function show(n) {
    const change = changes[n];
    const box = one("#card");
    box.replaceChildren(...card(change));
    const sure = change.confidence === null ? [] : [make("meter", { min: 0, max: 1, value: change.confidence, "aria-label": say("confidence") }), ` ${change.confidence.toFixed(2)}`];
    one("#what").replaceChildren(make("b", {}, ruleName(change.rule)), make("span", { class: `badge ${change.state}` }, say(change.state)), ...sure);
    const canvas = one("canvas", box);
    if (canvas) { if (image.complete) crop(canvas, change); else image.addEventListener("load", () => crop(canvas, change), { once: true }); }
    const mark = inText(n) ?? marks[n][0];
    const others = mark ? mark.dataset.c.split(" ").map(Number).filter((m) => m !== n) : [];
    one("#others").replaceChildren(...(others.length ? [say("also"), ...others.map((m) => {
      const button = make("button", { type: "button" }, ruleName(changes[m].rule));
      button.addEventListener("click", () => choose(m));
      return button;
    })] : []));
  }
  function here(elements) {
    for (const e of all(".here")) e.classList.remove("here");
    for (const e of elements) e.classList.add("here");
  }
  function choose(n, { focus = false, text = true, scan = true } = {}) {
    const old = current >= 0 && inText(current);
    if (old) old.tabIndex = -1;
    current = n;
    here(marks[n]);
    const element = inText(n);
    if (element) {
      element.tabIndex = 0;
      if (text) element.scrollIntoView({ block: "center", behavior: "instant" });
      if (focus) element.focus({ preventScroll: true });
    }
    ring(changes[n].box);
    if (scan) bring(changes[n].box, true);
    show(n);
    tell();
  }
  function step(by) {
    if (!visible.length) return;
    let at = visible.indexOf(current);
    if (at < 0) at = by > 0 ? visible.findIndex((n) => n > current) - by : visible.findLastIndex((n) => n < current) - by;
    choose(visible[(at + by + visible.length) % visible.length], { focus: true });
  }
  const first = (element) => element.dataset.c.split(" ").map(Number).find((n) => shown(changes[n]));
  one("#before").addEventListener("click", () => step(-1));
  one("#after").addEventListener("click", () => step(1));
  document.addEventListener("click", (event) => {
    const menu = one(".menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
    if (scroll?.classList.contains("moving")) return;
    const mark = event.target.closest(".c, rect.spot");
    const n = mark ? first(mark) : undefined;
    if (n !== undefined) { choose(n, { text: !mark.closest("#text"), scan: !mark.closest("#scan") }); return; }
    const block = event.target.closest("[data-block]");
    if (!block || String(getSelection())) return;
    const same = blocks.get(block.dataset.block);
    here(same);
    if (block.closest("#scan")) same.find((e) => e.closest("#text"))?.scrollIntoView({ block: "center" });
    else {
      const place = same.find((e) => e.closest("#scan"));
      if (place) { const b = place.getBBox(); bring([b.x, b.y, b.x + b.width, b.y + b.height], true); }
    }
  });
  document.addEventListener("mouseover", (event) => {
    const mark = event.target.closest(".c, rect.spot");
    if (!mark || scroll?.classList.contains("moving")) return;
    const n = first(mark);
    if (n !== undefined) show(n);
  });
  document.addEventListener("mouseout", (event) => {
    if (event.target.closest(".c, rect.spot") && current >= 0) show(current);
  });

  // Views and keys
  function view(name) {
    root.classList.toggle("side", name === "side");
    for (const b of all("[data-view]")) b.setAttribute("aria-pressed", b.dataset.view === name);
    if (current >= 0) inText(current)?.scrollIntoView({ block: "center" });
  }
  for (const button of all("[data-view]")) button.addEventListener("click", () => view(button.dataset.view));
  one("#help-open").addEventListener("click", () => one("#help").showModal());
  const keys = {
    n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1),
    "[": () => one("#page-before")?.click(), "]": () => one("#page-after")?.click(),
    v: () => view(root.classList.contains("side") ? "changes" : "side"), s: toggleScan,
    "+": () => scroll && zoomTo(zoom * 1.5), "=": () => scroll && zoomTo(zoom * 1.5), "-": () => scroll && zoomTo(zoom / 1.5), 0: () => scroll && zoomTo(1),
    "?": () => one("#help").showModal(), Escape: () => { const menu = one(".menu[open]"); if (menu) menu.open = false; },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
    const mark = event.target.closest(".c[role=button]");
    if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      const n = first(mark);
      if (n !== undefined) choose(n, { text: false });
    } else if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  for (const button of all("[data-kind]")) if (wanted.kinds.length && !wanted.kinds.includes(button.dataset.kind)) setKind(button, false);
  for (const box of all("[data-rule]")) if (wanted.rules.length && !wanted.rules.includes(box.dataset.rule)) setRule(box, false);
  setSure(wanted.sure);
  addEventListener("resize", () => { if (current >= 0) show(current); });
  filter();
})();
