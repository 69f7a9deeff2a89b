// The card of one change: what stands there, what is proposed, why, and what can be done.
import { about, el, key, ruleName, say, state, term } from "/static/words.js";

export class Card {
  constructor(root, viewer, acts) {
    this.root = root;
    this.viewer = viewer;
    this.acts = acts;
    this.picture = el("canvas", { role: "img" });
    this.size = { width: 0, height: 0 };
    new ResizeObserver(([{ contentRect }]) => {
      this.size = contentRect;
      this.crop();
    }).observe(this.picture);
    viewer.arrived = () => this.soonCrop();
  }

  empty(left) {
    const text = left ? say("choosePlace", { key: "J" }) : say("emptyText");
    this.root.replaceChildren(el("div", { class: "empty" }, !left && el("strong", {}, say("emptyTitle")), text,
      el("div", { class: "row act" }, left ? button("next", "J", this.acts.next, "main") : null, button("queue", "Q", this.acts.queue))));
  }

  wait(words) {
    this.change = null;
    this.root.replaceChildren(el("div", { class: "empty" }, words));
  }

  show(change, place) {
    this.change = change;
    const kind = change.person ? "person" : change.state;
    this.picture.setAttribute("aria-label", `${say("scan")}: ${change.before || say("nothing")}`);
    this.soonCrop();
    const parts = [
      el("div", { class: "row head" },
        el("span", { class: `chip ${kind}` }, say(kind)),
        el("strong", {}, ruleName(change.rule)),
        change.confidence !== null && !change.person ? el("span", {}, say("sure", { n: Math.round(change.confidence * 100) })) : null,
        el("span", { class: "place" }, place)),
      el("div", { class: "seen" }, this.picture, this.words(change)),
      el("div", { class: "why" }, this.reason(change)),
      this.readings(change),
      this.actions(change),
      this.evidence(change)];
    this.root.replaceChildren(...parts.filter(Boolean));
  }

  crop() {
    if (!this.change) return;
    const { width, height } = this.size;
    this.picture.hidden = !this.viewer.crop(this.picture, this.change.box, width, height) && !this.viewer.levels.length;
  }

  // Before the next frame, however many tiles have come by then.
  soonCrop() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.crop();
    });
  }

  words(change) {
    const gone = el("span", { class: "nothing" }, say("nothing"));
    const swap = change.mark
      ? el("div", { class: "swap" }, change.before || gone)
      : el("div", { class: "swap" }, change.before ? el("del", {}, change.before) : gone.cloneNode(true),
        el("span", { class: "arrow", "aria-hidden": "true" }, "→"),
        change.after ? el("ins", {}, change.after) : gone);
    return el("div", { class: "words" },
      el("span", { class: "around" }, change.lead), el("mark", { class: "plain" }, change.mark || change.state !== "changed" ? change.before : change.after),
      el("span", { class: "around" }, change.trail), swap);
  }

  reason(change) {
    const when = (at) => new Date(at).toLocaleString(state.language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
    if (change.person) return change.made ? say("byHand", { who: change.made[0], at: when(change.made[1]) }) : say("person");
    const parts = [about(change.rule, change.about), change.note].filter(Boolean).join(" — ");
    return change.settled ? `${say("decided", { who: change.settled[0], at: when(change.settled[1]) })} · ${parts}` : parts;
  }

  readings(change) {
    if (!change.readable.length || change.person) return null;
    return el("div", { class: "row others" }, say("readings"), change.readable.map((text, n) =>
      el("button", { onclick: () => this.acts.put(text), "data-n": n + 1 }, text, key(String(n + 1)))));
  }

  actions(change) {
    if (change.person) {
      return el("div", { class: "row act" }, button("edit", "E", this.acts.edit), button("next", "J", this.acts.next));
    }
    const words = change.mark ? ["acceptFlag", "rejectFlag"] : change.state === "changed" ? ["keep", "revert"] : ["accept", "reject"];
    const row = el("div", { class: "row act" },
      button(words[0], "A", () => this.acts.settle("applied"), "accept"),
      button(words[1], "R", () => this.acts.settle("rejected"), "reject"),
      button("edit", "E", this.acts.edit),
      change.same ? button("same", "⇧A", () => this.acts.same("applied"), "", { n: change.same + 1 }) : null,
      step("previous", "‹", "K", this.acts.previous),
      step("next", "›", "J", this.acts.next));
    return row;
  }

  evidence(change) {
    const measures = Object.entries(change.measures);
    if (!change.readings.length && !measures.length) return null;
    const body = el("table", { class: "facts" });
    for (const [witness, text, score] of change.readings) {
      body.append(el("tr", {}, el("th", { scope: "row" }, term(witness)), el("td", {}, text), el("td", { class: "number" }, score === null ? "" : score.toFixed(2))));
    }
    for (const [name, value] of measures) {
      body.append(el("tr", {}, el("th", { scope: "row" }, term(name)), el("td", { class: "number" }, round(value)), el("td", {})));
    }
    for (const [name, value] of Object.entries(change.thresholds)) {
      body.append(el("tr", {}, el("th", { scope: "row" }, `${say("needed")}: ${term(name)}`), el("td", { class: "number" }, round(value)), el("td", {})));
    }
    const opened = this.root.querySelector("details")?.open;
    return el("details", { open: opened }, el("summary", {}, say("evidence")), body);
  }
}

const round = (value) => String(Math.round(value * 1000) / 1000);

function step(word, sign, hint, act) {
  return el("button", { class: "icon", onclick: () => act(), "data-act": word, "aria-label": say(word), title: say(word) }, sign, key(hint));
}

export function button(word, hint, act, look = "", values = {}) {
  return el("button", { class: look, onclick: () => act(), "data-act": word }, say(word, values), hint && key(hint));
}
