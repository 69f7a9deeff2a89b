// The text of a page: articles of blocks of runs. Everything recognised is set as text, never as markup.
import { el, kindName, say } from "/static/words.js";

export class Text {
  constructor(root, acts) {
    this.root = root;
    this.acts = acts;
    this.view = null;
    this.shown = [];
    root.addEventListener("click", (event) => this.clicked(event));
    // the card below grows and shrinks; what was brought into sight stays there
    new ResizeObserver(() => {
      if (this.wanted?.isConnected) this.wanted.scrollIntoView({ block: "center", inline: "nearest" });
    }).observe(root);
    for (const kind of ["wheel", "pointerdown", "touchmove"]) root.addEventListener(kind, () => { this.wanted = null; }, { passive: true });
  }

  show(view) {
    const same = this.view && this.view.key === view.key;
    const top = this.root.scrollTop;
    this.view = view;
    view.sections.filter((s) => s.kind === "article").forEach((s, n) => { s.tone = n; });
    const ways = new Map();
    for (const way of view.ways) if (way.near) ways.set(way.line, way);
    const sections = view.sections.map((section) => [JSON.stringify([section, view.sections.length, ways.size]), section]);
    // a section that is as it was keeps its elements, so that a decision costs one block, not a page
    const kept = new Map(same ? this.shown.map(([text, element]) => [text, element]) : []);
    this.shown = sections.map(([text, section]) => {
      const known = kept.get(text);
      kept.delete(text);
      if (known) for (const run of known.querySelectorAll("[data-e]")) this.settle(run);
      return [text, known || this.section(section, ways)];
    });
    this.set(this.shown.map(([, element]) => element));
    this.root.scrollTop = same ? top : 0;
  }

  // What stays is not taken out and put in again: the browser would forget how high it is, and scroll elsewhere.
  set(elements) {
    const wanted = new Set(elements);
    for (const old of [...this.root.children]) if (!wanted.has(old)) old.remove();
    let at = this.root.firstElementChild;
    for (const element of elements) {
      if (element === at) at = at.nextElementSibling;
      else this.root.insertBefore(element, at);
    }
  }

  section(section, ways) {
    const title = section.kind === "article" ? say("story", { n: section.tone + 1 }) : say(section.kind);
    const element = el("section", { class: `story ${section.kind}`, "aria-label": title },
      el("p", { class: "top" }, title));
    if (section.kind === "article") {
      element.style.setProperty("--tone", `hsl(${Math.round((section.tone * 137.508 + 205) % 360)} 62% 48%)`);
    }
    for (const block of section.blocks) {
      element.append(this.block(block, section));
      const lines = new Set(block.runs.map((r) => r.l));
      const here = section.kind === "article" ? [...ways].filter(([line]) => lines.has(line)) : [];
      if (here.length) element.append(el("div", { class: "ways" }, here.map(([, way]) => this.way(way))));
    }
    return element;
  }

  block(block, section) {
    const tag = { headline: "h2", subhead: "h3" }[block.kind] || "p";
    const grip = block.key && el("button", {
      class: "grip", "aria-label": `${say("layoutOf")}: ${block.runs.map((r) => r.a).join("").slice(0, 12)}`, title: say("layoutOf"), "aria-haspopup": "menu",
      onclick: (event) => { event.stopPropagation(); this.acts.menu(block, section, event.currentTarget); },
    }, "⋮");
    const words = el(tag, { class: "words" });
    words.style.cssText = "";
    for (const run of block.runs) words.append(this.run(run));
    const kind = !["paragraph", "headline", "subhead"].includes(block.kind) && el("span", { class: "kind" }, kindName(block.kind));
    if (kind) words.prepend(kind);
    const element = el("div", { class: `block ${block.kind}`, "data-key": block.key ?? undefined }, grip, words);
    element.content = block;
    return element;
  }

  run(run) {
    const made = el("span", { class: `run ${run.s}`, "data-e": run.e?.join(" "), "data-x": run.x?.join(" ") });
    made.run = run;
    if (run.b) made.append(el("del", {}, run.b));
    made.append(run.a);
    if (run.e) {
      this.settle(made);
      if (!run.a) made.classList.add(run.b ? "gone" : "point");
    }
    return made;
  }

  // How a run looks by what became of its edits.
  settle(element) {
    const changes = element.dataset.e.split(" ").map((id) => this.view.changes[id]).filter(Boolean);
    element.classList.toggle("person", changes.some((c) => c.person && c.state === "changed"));
    element.classList.toggle("settled", changes.length > 0 && changes.every((c) => c.settled && !c.person));
  }

  way(way) {
    return el("button", { onclick: () => this.acts.ways(way), title: say("otherWay", { n: way.ways.length - 1 }) },
      `⤷ …${way.end.slice(-4)} ${say("otherWay", { n: way.ways.length - 1 })}`);
  }

  clicked(event) {
    const block = event.target.closest(".block");
    if (!block || event.target.closest("textarea")) return;
    const run = event.target.closest(".run");
    this.acts.picked(block.content, run?.run, run && this.placeIn(run, event));
  }

  // Where on the scan a character of a run stands, by its share of the run.
  placeIn(element, event) {
    const box = element.run.x;
    if (!box) return null;
    const caret = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const length = element.run.a.length;
    if (!caret || !element.contains(caret.startContainer) || length < 2) return box;
    return part(box, Math.min(caret.startOffset, length - 1), length);
  }

  // The run at a point of the scan: the smallest box around it.
  at([x, y]) {
    let best = null;
    for (const element of this.root.querySelectorAll(".run[data-x]")) {
      const [l, t, r, b] = element.run.x;
      if (x >= l && x < r && y >= t && y < b && (!best || (r - l) * (b - t) < best.area)) best = { element, area: (r - l) * (b - t) };
    }
    return best?.element ?? null;
  }

  choose(id, scroll = true) {
    for (const old of this.root.querySelectorAll(".run.chosen, .run.here")) old.classList.remove("chosen", "here");
    if (!id) return;
    const found = [...this.root.querySelectorAll("[data-e]")].filter((e) => e.dataset.e.split(" ").includes(id));
    for (const element of found) element.classList.add("chosen");
    if (found.length && scroll) this.reveal(found[0]);
  }

  here(element) {
    this.choose(null);
    element.classList.add("here");
    this.reveal(element);
  }

  chooseBlock(key) {
    for (const old of this.root.querySelectorAll(".block.chosen")) old.classList.remove("chosen");
    const found = key && this.blockOf(key);
    if (found) found.classList.add("chosen");
    return found;
  }

  blockOf(key) {
    return [...this.root.querySelectorAll(".block")].find((b) => b.dataset.key === key) ?? null;
  }

  blockWith(id) {
    const run = [...this.root.querySelectorAll("[data-e]")].find((e) => e.dataset.e.split(" ").includes(id));
    return run?.closest(".block") ?? null;
  }

  reveal(element) {
    this.wanted = element;
    // after what was changed is laid out for painting, not before: laying out twice is what makes keys slow
    const look = () => {
      if (this.wanted === element && element.isConnected) element.scrollIntoView({ block: "center", inline: "nearest" });
    };
    requestAnimationFrame(look);
  }

  // A block as a field to type in, the caret at the chosen change.
  edit(element, id, save) {
    const block = element.content;
    const words = element.querySelector(".words");
    const text = block.runs.map((r) => r.a).join("");
    const at = block.runs.findIndex((r) => r.e?.includes(id));
    const start = at < 0 ? text.length : block.runs.slice(0, at).reduce((n, r) => n + r.a.length, 0);
    const field = el("textarea", { "aria-label": say("edit"), rows: Math.max(1, Math.ceil(text.length / 26)), spellcheck: "false" });
    field.value = text;
    const hint = el("div", { class: "hint" }, say("editHint"));
    words.hidden = true;
    element.append(field, hint);
    field.focus();
    field.setSelectionRange(start, start + (at < 0 ? 0 : block.runs[at].a.length));
    const end = () => {
      field.remove();
      hint.remove();
      words.hidden = false;
      this.root.focus({ preventScroll: true });
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") end();
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        const value = field.value;
        end();
        if (value !== text) save(block.key, value);
      }
    });
  }
}

// One of ``count`` equal parts of a line's box, along the way it is read.
export function part([l, t, r, b], at, count) {
  if (b - t > r - l) {
    const step = (b - t) / count;
    return [l, t + at * step, r, t + (at + 1) * step];
  }
  const step = (r - l) / count;
  return [l + at * step, t, l + (at + 1) * step, b];
}
