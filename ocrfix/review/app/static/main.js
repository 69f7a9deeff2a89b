// The review in the browser: what is looked at, what keys and clicks do, and what is asked of the server.
import { get, kept, post } from "/static/api.js";
import { Arrange } from "/static/arrange.js";
import { Card } from "/static/card.js";
import { Pages } from "/static/pages.js";
import { Panels } from "/static/panels.js";
import { Text } from "/static/text.js";
import { say, state, stored, translate } from "/static/words.js";
import { Viewer } from "/static/viewer.js";

const $ = (id) => document.getElementById(id);
const LAYERS = ["columns", "order", "articles", "edits", "ink"];
const AHEAD = 60;

const viewer = new Viewer($("canvas"));
let batch = null;
let view = null;
let chosen = null;
let block = null;
let at = -1;
let queue = { items: [], total: 0, rules: {}, wish: { by: "gain", rule: "", only: false } };
const pages = new Pages();
// What a key press took until it was to be seen, and until it was on the disk, in milliseconds.
const times = { seen: [], kept: [] };
window.ocrfix = { times, viewer };

const acts = {
  settle: (standing) => settle(standing),
  put: (text) => put(text),
  edit: () => edit(),
  next: () => step(1),
  previous: () => step(-1),
  queue: () => panels.queue(queue, at),
  same: (standing) => same(standing),
  menu: (content, section, anchor) => { chooseBlock(content); arrange.open(content, anchor); },
  ways: (way) => panels.ways(way, ask, (box) => viewer.focus(box)),
  picked: (content, run, place) => picked(content, run, place),
  ask: (asked) => ask(asked),
  tell: (words, long) => tell(words, long),
  wish: async (wish) => { queue.wish = wish; await loadQueue(); return queue; },
  jump: (n) => goTo(n),
  page: (key) => openPage(key),
  choose: (id) => choose(id),
  find: (key, words, number) => find(key, words, number),
};
const card = new Card($("card"), viewer, acts);
const text = new Text($("text"), acts);
const arrange = new Arrange(text, $("menu"), acts);
const panels = new Panels($("panel"), acts);

// pages

// What was asked for last is shown, whatever comes in which order; until it is there nothing is chosen, so that no key
// decides about what is not seen.
let wanted = null;

async function openPage(key, id = null) {
  const mine = { key, id };
  wanted = mine;
  let found = pages.known(key);
  if (!found) {
    $("scan-said").textContent = say("loadingScan");
    chosen = null;
    chooseBlock(null);
    blank();
    try {
      found = await pages.open(key);
    } catch (error) {
      if (wanted === mine) {
        wanted = null;
        blank();
        tell(error.message, 8000);
      }
      return;
    }
    if (wanted !== mine) return;
  }
  wanted = null;
  showView(found);
  choose(id);
  openScan(key);
}

function showView(next) {
  const other = view?.key !== next.key;
  view = next;
  if (other) block = null;
  text.show(view);
  viewer.show(view);
  if (block && !text.chooseBlock(block.key)) block = null;
  history.replaceState(null, "", `#${encodeURIComponent(view.key)}`);
  showBar();
  notices();
}

async function openScan(key) {
  const said = $("scan-said");
  said.textContent = pages.scans.has(key) ? "" : say("loadingScan");
  try {
    const levels = await pages.scan(key);
    if (view?.key === key && levels) {
      said.textContent = "";
      viewer.opened(key, levels);
      if (chosen) viewer.focus(view.changes[chosen]?.box);
      card.soonCrop();
    } else if (view?.key !== key && !pages.scanning) openScan(view.key);
    else if (!levels) setTimeout(() => { if (view?.key === key) openScan(key); }, 100);
  } catch (error) {
    if (view?.key === key) said.textContent = `${say("noScan")} ${error.message}`;
    else openScan(view.key);
  }
}

// The pages that come next in the queue.
function comingNext(most) {
  const found = new Set();
  for (const item of queue.items.slice(Math.max(0, at), Math.max(0, at) + 40)) if (item.page !== view?.key) found.add(item.page);
  return [...found].slice(0, most);
}

function pageStep(by) {
  const n = batch.pages.findIndex((p) => p.key === view?.key);
  const next = batch.pages[n + by];
  if (next) openPage(next.key);
}

// what is chosen

function choose(id, scroll = true, move = true) {
  chosen = id && view.changes[id] ? id : null;
  viewer.chosen = chosen;
  viewer.point = null;
  text.choose(chosen, scroll);
  if (!chosen) {
    card.change = null;
    blank();
    viewer.redraw();
    return;
  }
  const change = view.changes[chosen];
  const found = queue.items.findIndex((i) => i.page === view.key && i.id === chosen);
  if (found >= 0) at = found;
  const item = found >= 0 ? queue.items[found] : null;
  change.same = item ? item.same : change.same || 0;
  chooseBlock(text.blockWith(chosen)?.content, false);
  card.show(change, item ? say("place", { n: found + 1, all: queue.total }) : view.name);
  if (move) viewer.focus(change.box);
}

function chooseBlock(content, draw = true) {
  block = content?.key ? content : null;
  viewer.block = block;
  text.chooseBlock(block?.key);
  if (draw) viewer.redraw();
}

function picked(content, run, place) {
  if (arrange.moving) {
    arrange.picked(content);
    return;
  }
  if (run?.e) {
    choose(run.e.find((id) => view.changes[id]?.open) ?? run.e[0], false);
    return;
  }
  choose(null);
  chooseBlock(content, false);
  viewer.point = place || null;
  if (place) viewer.focus(place);
  viewer.redraw();
}

viewer.picked = (point) => {
  const element = text.at(point);
  if (!element) return;
  const content = element.closest(".block").content;
  if (arrange.moving) {
    arrange.picked(content);
    return;
  }
  const change = Object.values(view.changes).find((c) => c.box && inside(c.box, point) && c.state !== "rejected");
  if (change) {
    choose(change.id);
    return;
  }
  choose(null);
  chooseBlock(content, false);
  text.here(element);
  viewer.point = element.run.x;
  viewer.redraw();
};

const inside = ([l, t, r, b], [x, y]) => x >= l && x < r && y >= t && y < b;

// Nothing is chosen: what is to be waited for, or where to go.
function blank() {
  if (wanted) card.wait(say("loadingPage"));
  else if (!queue.total && batch?.unindexed) card.wait(say("sayKnown", { n: batch.unindexed }));
  else card.empty(queue.total);
}

// the queue

async function loadQueue() {
  const { by, rule, only } = queue.wish;
  const found = await get("queue", { by, rule, page: only ? view?.key : "", most: 300 });
  queue = { ...found, wish: queue.wish };
  at = queue.items.findIndex((i) => i.page === view?.key && i.id === chosen);
}

async function step(by) {
  if (!queue.items.length) await loadQueue();
  if (!queue.items.length) {
    choose(null);
    return;
  }
  const here = queue.items[at];
  const onIt = here && (wanted ? here.id === wanted.id && here.page === wanted.key : here.id === chosen && here.page === view.key);
  let next = onIt ? at + by : Math.max(0, at);
  if (at < 0) next = Math.max(0, queue.items.findIndex((i) => i.page === view?.key));
  goTo(Math.max(0, Math.min(queue.items.length - 1, next)));
}

function goTo(n) {
  const item = queue.items[n];
  if (!item) return;
  at = n;
  if (item.page === view?.key) {
    wanted = null;
    choose(item.id);
  } else openPage(item.page, item.id);
  pages.ready(comingNext);
}

// decisions

function settle(standing, others = []) {
  const change = view.changes[chosen];
  if (!change || change.person) return;
  const key = view.key;
  const gone = new Set([`${key}\n${chosen}`, ...others.map(([page, id]) => `${page}\n${id}`)]);
  const had = queue.items.findIndex((i) => i.page === key && i.id === chosen);
  change.open = false;
  change.settled = change.settled || [batch.who, new Date().toISOString()];
  if (standing === "rejected" && change.state !== "changed") change.state = "rejected";
  for (const run of $("text").querySelectorAll(`[data-e~="${CSS.escape(chosen)}"]`)) text.settle(run);
  const asked = { do: "settle", edit: chosen, standing, others };
  const before = queue.items.length;
  queue.items = queue.items.filter((i) => !gone.has(`${i.page}\n${i.id}`));
  queue.total -= before - queue.items.length;
  for (const item of queue.items) if (item.same && item.before === change.before && item.after === change.after && item.rule === change.rule) item.same -= gone.size;
  const about = [key, ...others.map(([page]) => page)];
  pages.changed(about);
  count(key, 1);
  send(key, asked, about);
  if (had >= 0) {
    at = Math.min(had, queue.items.length - 1);
    if (at >= 0) goTo(at);
    else { chosen = null; blank(); }
  } else if (queue.items.length) {
    at = Math.max(0, queue.items.findIndex((i) => i.page === key));
    goTo(at);
  } else {
    choose(null);
  }
  if (queue.items.length < AHEAD && queue.total > queue.items.length) loadQueue();
}

// The answer says that it is on the disk. Where it has no page with it, what is looked at is asked for a little later.
async function send(key, asked, about = [key]) {
  const started = performance.now();
  try {
    const answer = await post("decide", { page: key, asked });
    times.kept.push(performance.now() - started);
    pages.changed(about);
    if (answer.page) took(answer.page);
    else soonRenew();
    soonRefresh();
    return true;
  } catch (error) {
    tell(say("offline", { error: error.message }), 10000);
    pages.changed(about);
    await refresh();
    if (view?.key === key) openPage(key, chosen);
    return false;
  }
}

function took(page) {
  pages.keep(page);
  if (view?.key !== page.key) return;
  showView(page);
  keepChosen();
}

// The page that is looked at as it holds now. Not while its text is being typed: that was begun from what holds.
async function renew() {
  const key = view?.key;
  if (!key || !pages.late.has(key) || typing()) return;
  const page = await pages.fresh(key);
  if (!typing()) took(page);
}

let renewing = 0;
function soonRenew() {
  clearTimeout(renewing);
  renewing = setTimeout(() => renew().catch((error) => tell(say("offline", { error: error.message }), 8000)), 120);
}

const typing = () => Boolean(document.querySelector("#text textarea"));

// After new text came, the change that was chosen is still chosen, without moving anything.
function keepChosen() {
  if (chosen && !view.changes[chosen]) {
    choose(null);
    return;
  }
  text.choose(chosen, false);
  viewer.chosen = chosen;
  viewer.redraw();
  if (!chosen && !queue.items.length) blank();
}

async function ask(asked) {
  const key = view.key;
  const kept = block?.key;
  if (await send(key, asked)) {
    if (kept && view.key === key) {
      const found = text.blockOf(kept);
      if (found) { chooseBlock(found.content); text.reveal(found); }
    }
    await refresh();
  }
}

async function put(words) {
  const id = chosen;
  const place = at;
  if (!id) return;
  if (await send(view.key, { do: "put", edit: id, text: words })) await goOn(place);
}

async function goOn(place) {
  await loadQueue();
  refresh();
  if (queue.items.length) goTo(Math.max(0, Math.min(place, queue.items.length - 1)));
  else choose(null);
}

async function edit() {
  await kept();
  await renew();
  const element = (chosen && text.blockWith(chosen)) || (block && text.blockOf(block.key));
  if (!element?.content.key) return;
  const id = chosen;
  text.edit(element, id, async (key, value) => {
    const waited = queue.items.some((i) => i.page === view.key && i.id === id);
    const place = at;
    if (!(await send(view.key, { do: "text", block: key, text: value }))) return;
    tell(say("saved"));
    if (waited && !view.changes[id]?.open) await goOn(place);
    else { await loadQueue(); refresh(); }
  });
}

async function same(standing) {
  const change = view.changes[chosen];
  if (!change || change.person) return;
  const { places } = await get("same", { page: view.key, edit: chosen });
  if (!places.length) settle(standing);
  else panels.same(change, places, standing, view.key, (others) => settle(standing, others));
}

async function turnBack(way) {
  try {
    const answer = await post(way, { page: view?.key });
    if (!answer.pages.length) {
      tell(say("nothingUndo"));
      return;
    }
    pages.changed(answer.pages);
    pages.keep(answer.page);
    wanted = null;
    const id = answer.edit && answer.page.changes[answer.edit] ? answer.edit : null;
    showView(answer.page);
    await loadQueue();
    choose(id);
    openScan(view.key);
    tell(say(way === "undo" ? "undone" : "redone", { n: say("does")[answer.did] ?? "" }));
    refresh();
  } catch (error) {
    tell(say("offline", { error: error.message }), 8000);
  }
}

async function done() {
  await send(view.key, { do: "done", done: !view.done });
  await refresh();
}

async function find(key, words, number) {
  await openPage(key);
  const blocks = [...$("text").querySelectorAll(".block")];
  const found = [blocks[number], ...blocks].find((b) => b?.querySelector(".words").textContent.toLowerCase().includes(words.toLowerCase()));
  if (!found) return;
  chooseBlock(found.content);
  const runs = [...found.querySelectorAll(".run")];
  const run = runs.find((r) => r.textContent.toLowerCase().includes(words.toLowerCase())) || runs[0];
  if (run) {
    text.here(run);
    viewer.point = run.run.x || null;
    viewer.focus(viewer.point || found.content.boxes[0]);
  }
}

// what stands around

let refreshing = 0;
function soonRefresh() {
  clearTimeout(refreshing);
  refreshing = setTimeout(refresh, 700);
}

async function refresh() {
  try {
    const known = batch?.unindexed ?? 0;
    batch = await get("batch");
    showBar();
    if (batch.unindexed) {
      clearTimeout(refreshing);
      refreshing = setTimeout(refresh, 1500);
    }
    if (batch.unindexed || batch.unindexed !== known) await grown();
  } catch (error) {
    tell(say("offline", { error: error.message }), 8000);
  }
}

// More pages are known by now: the queue is longer, and what is alike is more.
async function grown() {
  await loadQueue();
  if (typing()) return;
  if (chosen) choose(chosen, false, false);
  else blank();
}

function count(key, n) {
  const page = batch.pages.find((p) => p.key === key);
  if (page) { page.open -= n; page.settled += n; }
  showBar();
}

function showBar() {
  if (!batch) return;
  $("batch-name").textContent = batch.name;
  document.title = `${view ? `${view.name} · ` : ""}${batch.name} · ocrfix`;
  const n = batch.pages.findIndex((p) => p.key === view?.key);
  const page = batch.pages[n];
  const open = batch.pages.reduce((sum, p) => sum + p.open, 0);
  const settled = batch.pages.reduce((sum, p) => sum + p.settled, 0);
  $("page-name").textContent = page ? `${n + 1}/${batch.pages.length}  ${page.key}` : "";
  $("page-name").title = page?.key ?? "";
  $("page-before").disabled = n <= 0;
  $("page-after").disabled = n >= batch.pages.length - 1;
  $("progress-said").textContent = batch.unindexed ? say("sayKnown", { n: batch.unindexed }) : say("sayPage", { left: page?.open ?? 0, all: open });
  $("progress-bar").value = settled / Math.max(1, open + settled);
  $("done").setAttribute("aria-pressed", String(Boolean(view?.done)));
  for (const layer of LAYERS) $(`layer-${layer}`).setAttribute("aria-pressed", String(viewer.layers[layer]));
  $("layer-before").setAttribute("aria-pressed", String($("text").classList.contains("before")));
}

function notices() {
  const lines = view.misfits.map((m) => say("misfit", { do: say("does")[m.what] ?? m.what, who: m.who, missing: m.missing }));
  const list = document.createElement("ul");
  for (const line of lines) list.append(Object.assign(document.createElement("li"), { textContent: line }));
  $("notices").replaceChildren(...(lines.length ? [say("misfitTitle"), list] : []));
}

let telling = 0;
function tell(words, long = 2200) {
  clearTimeout(telling);
  $("said").textContent = words;
  telling = setTimeout(() => { $("said").textContent = ""; }, long);
}

function toggle(layer) {
  if (layer === "before") $("text").classList.toggle("before");
  else {
    viewer.layers[layer] = !viewer.layers[layer];
    if (layer === "ink" && viewer.layers.ink && view) viewer.loadInk();
    viewer.redraw();
  }
  showBar();
}

viewer.inkBusy = (busy) => { $("scan-said").textContent = busy ? `${say("ink")} …` : ""; };

function dress() {
  translate();
  $("language").textContent = state.language === "zh" ? "EN" : "中";
  $("layers").replaceChildren(...[...LAYERS, "before"].map((layer) => {
    const made = document.createElement("button");
    made.id = `layer-${layer}`;
    made.textContent = say(layer);
    made.addEventListener("click", () => toggle(layer));
    return made;
  }));
  showBar();
}

function theme(name) {
  document.documentElement.dataset.theme = name;
  stored("theme", name);
  viewer.redraw();
}

function share(value) {
  const kept = Math.max(20, Math.min(80, value));
  document.documentElement.style.setProperty("--split", `${kept}fr`);
  document.documentElement.style.setProperty("--rest", `${100 - kept}fr`);
  $("divider").setAttribute("aria-valuenow", String(Math.round(kept)));
  stored("split", String(kept));
}

// keys

const KEYS = {
  a: () => settle("applied"), r: () => settle("rejected"), x: () => settle("rejected"), e: edit, j: () => step(1), k: () => step(-1),
  A: () => same("applied"), R: () => same("rejected"), u: () => turnBack("undo"), U: () => turnBack("redo"),
  n: () => pageStep(1), p: () => pageStep(-1), g: () => panels.pages(batch.pages, view?.key), q: () => panels.queue(queue, at),
  "/": () => panels.search(), d: done, "?": () => panels.help(), y: () => panels.history(view),
  "+": () => viewer.zoom(1.3), "=": () => viewer.zoom(1.3), "-": () => viewer.zoom(1 / 1.3), 0: () => viewer.fit(),
  c: () => toggle("columns"), o: () => toggle("order"), t: () => toggle("articles"), i: () => toggle("ink"), m: null, b: () => toggle("before"),
  Escape: () => { arrange.leave(); tell(""); choose(null); chooseBlock(null); },
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !view || $("panel").open || !$("menu").hidden) return;
  const field = event.target.closest?.("input, textarea, select");
  if (field && !field.closest("dialog:not([open])")) return; // one in a closed dialog has the focus until the next frame
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
    event.preventDefault();
    turnBack(event.shiftKey ? "redo" : "undo");
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  if (arrange.key(event, block?.key)) {
    event.preventDefault();
    return;
  }
  if (event.altKey) return;
  const readable = chosen && /^[1-5]$/.test(event.key) && view.changes[chosen].readable[Number(event.key) - 1];
  const act = readable ? () => put(readable) : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
  const started = event.timeStamp;
  requestAnimationFrame(() => setTimeout(() => times.seen.push(performance.now() - started), 0));
});

for (const [id, act] of Object.entries({
  "page-before": () => pageStep(-1), "page-after": () => pageStep(1), "page-name": () => panels.pages(batch.pages, view?.key),
  undo: () => turnBack("undo"), "show-search": () => panels.search(), "show-export": () => panels.export(view?.key, tell), done,
  "show-help": () => panels.help(), theme: () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"),
  language: () => { state.language = stored("language", state.language === "zh" ? "en" : "zh"); dress(); text.view = null; if (view) { const id = chosen; showView(view); choose(id, false); } },
  "zoom-in": () => viewer.zoom(1.4), "zoom-out": () => viewer.zoom(1 / 1.4), "zoom-fit": () => viewer.fit(), turn: () => viewer.turnOn(),
})) $(id).addEventListener("click", act);

{
  const divider = $("divider");
  const upright = () => getComputedStyle($("scan").parentElement).gridTemplateColumns.split(" ").length === 1;
  divider.addEventListener("pointerdown", (event) => {
    divider.setPointerCapture(event.pointerId);
    divider.onpointermove = (moved) => {
      const area = $("scan").parentElement.getBoundingClientRect();
      share(upright() ? ((moved.clientY - area.top) / area.height) * 100 : ((moved.clientX - area.left) / area.width) * 100);
    };
  });
  divider.addEventListener("pointerup", () => { divider.onpointermove = null; });
  divider.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -3, ArrowRight: 3, ArrowUp: -3, ArrowDown: 3 }[event.key];
    if (by) { event.preventDefault(); share(Number(divider.getAttribute("aria-valuenow")) + by); }
  });
}

theme(stored("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
if (stored("split")) share(Number(stored("split")));
dress();

async function begin() {
  await refresh();
  viewer.side = batch.tile;
  const asked = decodeURIComponent(location.hash.slice(1));
  const known = batch.pages.some((p) => p.key === asked);
  await loadQueue();
  const first = known ? queue.items.findIndex((i) => i.page === asked) : 0;
  if (first >= 0 && queue.items[first]) {
    at = first;
    await openPage(queue.items[first].page, queue.items[first].id);
  } else {
    await openPage(known ? asked : batch.pages[0].key);
  }
  if (!chosen) { // the first page is known by now
    if (!queue.items.length) await loadQueue();
    if (queue.items.length) step(0);
  }
  document.body.dataset.ready = "true";
  pages.ready(comingNext);
}

begin().catch((error) => tell(say("offline", { error: error.message }), 60000));
