// Layout by hand: what can be done with a block and its article.
import { el, kindName, say } from "/static/words.js";

const KINDS = ["headline", "kicker", "deck", "subhead", "byline", "paragraph", "caption", "credit", "pull-quote", "jump-note", "table"];

export class Arrange {
  constructor(text, menu, acts) {
    this.text = text;
    this.menu = menu;
    this.acts = acts;
    this.moving = null;
    document.addEventListener("pointerdown", (event) => {
      if (!menu.contains(event.target)) this.close();
    });
    menu.addEventListener("keydown", (event) => this.keyed(event));
  }

  articles() {
    return this.text.view.sections.filter((s) => s.kind === "article");
  }

  // The section a block stands in, its neighbours, and those of its article.
  around(key) {
    const sections = this.text.view.sections.filter((s) => s.kind !== "apart");
    const section = sections.find((s) => s.blocks.some((b) => b.key === key));
    if (!section) return null;
    const at = section.blocks.findIndex((b) => b.key === key);
    const articles = this.articles();
    const n = articles.indexOf(section);
    return { section, at, block: section.blocks[at], before: section.blocks[at - 1], after: section.blocks[at + 1],
      articleBefore: articles[n - 1], articleAfter: n < 0 ? null : articles[n + 1], story: n >= 0 };
  }

  open(block, anchor) {
    const found = this.around(block.key);
    if (!found) return;
    const { before, after, articleBefore, articleAfter, story, section, at } = found;
    const lead = (s) => s?.blocks.find((b) => b.key)?.key;
    const lines = new Set(block.runs.map((r) => r.l));
    const ways = story ? this.text.view.ways.filter((way) => lines.has(way.line)) : [];
    const item = (word, asked, hint, off, values) => el("button", { role: "menuitem", disabled: off, onclick: () => { this.close(); typeof asked === "function" ? asked() : this.acts.ask(asked); } },
      say(word, values), hint ? el("kbd", { "aria-hidden": "true" }, hint) : null);
    this.menu.replaceChildren(
      item("moveTo", () => this.pick(block), "M"),
      item("up", { do: "move", block: block.key, beside: before?.key, after: false }, "Alt ↑", !before?.key),
      item("down", { do: "move", block: block.key, beside: after?.key, after: true }, "Alt ↓", !after?.key),
      item("makeFurniture", { do: "furnish", block: block.key }, "F", !story),
      item("splitHere", { do: "split", block: block.key }, "S", story && at === 0),
      ...ways.map((way) => item("waysItem", () => this.acts.ways(way), "", false, { end: way.end.slice(-5) })),
      el("hr"),
      item("mergeBefore", { do: "merge", block: lead(articleBefore), beside: block.key }, "", !story || !lead(articleBefore)),
      item("mergeAfter", { do: "merge", block: block.key, beside: lead(articleAfter) }, "", !story || !lead(articleAfter)),
      item("articleUp", { do: "shift", block: block.key, beside: lead(articleBefore), after: false }, "", !story || !lead(articleBefore)),
      item("articleDown", { do: "shift", block: block.key, beside: lead(articleAfter), after: true }, "", !story || !lead(articleAfter)),
      el("hr"), el("p", {}, say("kindOf")),
      ...(story ? KINDS : ["masthead", "folio", "editors-line"]).map((kind) => el("button", {
        role: "menuitemradio", "aria-checked": String(kind === block.kind),
        onclick: () => { this.close(); this.acts.ask({ do: "kind", block: block.key, kind }); },
      }, kindName(kind), kind === block.kind ? "✓" : "")));
    void section;
    this.menu.hidden = false;
    const box = anchor.getBoundingClientRect();
    this.menu.style.left = `${Math.max(4, Math.min(box.right + 4, innerWidth - this.menu.offsetWidth - 8))}px`;
    this.menu.style.top = `${Math.max(4, Math.min(box.top, innerHeight - this.menu.offsetHeight - 8))}px`;
    this.anchor = anchor;
    this.menu.querySelector("button:not(:disabled)")?.focus();
  }

  close() {
    if (this.menu.hidden) return;
    this.menu.hidden = true;
    if (this.menu.contains(document.activeElement) || document.activeElement === document.body) this.anchor?.focus();
  }

  keyed(event) {
    const items = [...this.menu.querySelectorAll("button:not(:disabled)")];
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[(at + step + items.length) % items.length]?.focus();
    if (event.key === "Escape") this.close();
    if (event.key !== "Tab" && event.key !== "Enter" && event.key !== " ") {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  // Wait for the block beside which another is to stand.
  pick(block) {
    this.moving = block;
    document.body.classList.add("picking");
    this.acts.tell(say("pickPlace"), 8000);
  }

  leave() {
    this.moving = null;
    document.body.classList.remove("picking");
  }

  picked(block) {
    const moving = this.moving;
    this.leave();
    this.acts.tell("");
    if (block.key && block.key !== moving.key) this.acts.ask({ do: "move", block: moving.key, beside: block.key, after: true });
  }

  // What a key does with the chosen block; false when it means nothing here.
  key(event, chosen) {
    const found = chosen && this.around(chosen);
    if (!found) return false;
    const { block, before, after, story, at } = found;
    if (event.altKey && event.key === "ArrowUp" && before?.key) this.acts.ask({ do: "move", block: chosen, beside: before.key, after: false });
    else if (event.altKey && event.key === "ArrowDown" && after?.key) this.acts.ask({ do: "move", block: chosen, beside: after.key, after: true });
    else if (event.key === "m") this.pick(block);
    else if (event.key === "f" && story) this.acts.ask({ do: "furnish", block: chosen });
    else if (event.key === "s" && !(story && at === 0)) this.acts.ask({ do: "split", block: chosen });
    else return false;
    return true;
  }
}
