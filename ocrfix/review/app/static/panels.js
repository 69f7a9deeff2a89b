// What opens over the page: the queue, search, pages, places alike, writing out, history, help.
import { get, post } from "/static/api.js";
import { el, kindName, ruleName, say, state } from "/static/words.js";

export class Panels {
  constructor(dialog, acts) {
    this.dialog = dialog;
    this.title = dialog.querySelector("#panel-title");
    this.body = dialog.querySelector("#panel-body");
    this.acts = acts;
    dialog.querySelector("#panel-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        dialog.close();
      } else if (event.target.tagName !== "INPUT") this.walk(event);
    });
  }

  open(title, ...children) {
    this.title.textContent = title;
    this.body.replaceChildren(...children.filter(Boolean));
    if (!this.dialog.open) this.dialog.showModal();
    (this.body.querySelector("input, select") || this.body.querySelector("button"))?.focus();
  }

  close() {
    this.dialog.close();
  }

  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    const rows = [...this.body.querySelectorAll("ul.rows li > button")];
    const at = rows.indexOf(document.activeElement);
    if (step && rows.length && event.target.tagName !== "SELECT") {
      event.preventDefault();
      rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
    }
  }

  row(name, quote, count, act, current) {
    return el("li", { "aria-current": current ? "true" : undefined }, el("button", { onclick: () => { this.close(); act(); } },
      el("span", { class: "name" }, name), el("span", { class: "quote" }, quote), el("span", { class: "count" }, count)));
  }

  static quote(item, wide = 10) {
    const swap = item.mark || item.operation === "mark" ? [el("mark", {}, item.before)] : [el("del", {}, item.before), el("ins", {}, item.after)];
    return [item.lead.slice(-wide), ...swap, item.trail.slice(0, wide)];
  }

  queue(queue, current) {
    const rules = Object.keys(queue.rules).sort();
    const by = el("select", { "aria-label": say("queue"), onchange: () => change() }, el("option", { value: "gain" }, say("byGain")), el("option", { value: "page" }, say("byPage")));
    by.value = queue.wish.by;
    const rule = el("select", { "aria-label": say("allRules"), onchange: () => change() }, el("option", { value: "" }, say("allRules")),
      [...new Set([...rules, queue.wish.rule].filter(Boolean))].map((r) => el("option", { value: r }, `${ruleName(r)} (${queue.rules[r] ?? 0})`)));
    rule.value = queue.wish.rule;
    const only = el("input", { type: "checkbox", onchange: () => change() });
    only.checked = queue.wish.only;
    const change = async () => this.queue(await this.acts.wish({ by: by.value, rule: rule.value, only: only.checked }), current);
    this.open(`${say("queue")} (${queue.total})`,
      el("div", { class: "row" }, by, rule, el("label", {}, only, " ", say("onlyPage"))),
      el("ul", { class: "rows" }, queue.items.slice(0, 200).map((item, n) => this.row(`${ruleName(item.rule)} · ${item.page}`, Panels.quote(item),
        [say("gain", { n: item.gain.toFixed(1) }), item.same ? say("alike", { n: item.same + 1 }) : ""].filter(Boolean).join(" · "), () => this.acts.jump(n), n === current))));
  }

  search() {
    const field = el("input", { type: "search", "aria-label": say("searchFor"), placeholder: say("searchFor"), style: undefined });
    const said = el("span", { role: "status" });
    const rows = el("ul", { class: "rows" });
    let asked = 0;
    const look = async () => {
      const mine = ++asked;
      const wanted = field.value.trim();
      const found = wanted ? (await get("search", { text: wanted })) : { places: [] };
      if (mine !== asked) return;
      const { places, most } = found;
      said.textContent = !wanted ? "" : places.length === most ? say("foundMost", { n: most }) : places.length ? say("found", { n: places.length }) : say("noneFound");
      rows.replaceChildren(...places.map((place) => {
        const at = place.text.toLowerCase().indexOf(wanted.toLowerCase());
        const quote = [place.text.slice(Math.max(0, at - 14), at), el("mark", {}, place.text.slice(at, at + wanted.length)), place.text.slice(at + wanted.length, at + wanted.length + 18)];
        return this.row(place.page, quote, "", () => this.acts.find(place.page, wanted, place.block));
      }));
    };
    let later = 0;
    field.addEventListener("input", () => { clearTimeout(later); later = setTimeout(look, 120); });
    field.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === "ArrowDown") { event.preventDefault(); rows.querySelector("button")?.focus(); } });
    this.open(say("search"), el("div", { class: "row" }, field, said), rows);
  }

  pages(pages, current) {
    const field = el("input", { type: "search", "aria-label": say("jump"), placeholder: say("jump") });
    const rows = el("ul", { class: "rows" });
    const fill = () => {
      const wanted = field.value.trim().toLowerCase();
      const shown = pages.map((page, n) => [page, n]).filter(([page, n]) => !wanted || page.key.toLowerCase().includes(wanted) || String(n + 1) === wanted);
      shown.sort((a, b) => (String(b[1] + 1) === wanted) - (String(a[1] + 1) === wanted) || a[1] - b[1]);
      rows.replaceChildren(...shown.map(([page, n]) => {
        const row = this.row(String(n + 1), page.key, page.done ? `✓ ${say("pageDone")}` : page.known ? say("pageOpen", { n: page.open }) : "…", () => this.acts.page(page.key), page.key === current);
        row.append(el("progress", { max: Math.max(1, page.open + page.settled), value: page.settled, "aria-label": `${say("progress")}: ${page.key}` }));
        return row;
      }));
    };
    field.addEventListener("input", fill);
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") rows.querySelector("button")?.click(); });
    fill();
    this.open(say("pages"), el("div", { class: "row" }, field), rows);
    rows.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
  }

  // The places alike, shown before the decision holds in them.
  same(change, places, standing, here, decide) {
    const boxes = places.map((place) => [el("input", { type: "checkbox", checked: true, "aria-label": `${place.page}: ${place.lead}${place.before}${place.trail}` }), place]);
    boxes.forEach(([box]) => { box.checked = true; });
    const go = el("button", { class: standing === "applied" ? "main accept" : "reject" });
    const count = () => { go.textContent = say(standing === "applied" ? "acceptAll" : "rejectAll", { n: boxes.filter(([b]) => b.checked).length + 1 }); };
    const all = (on) => { boxes.forEach(([b]) => { b.checked = on; }); count(); };
    go.addEventListener("click", () => { this.close(); decide(boxes.filter(([b]) => b.checked).map(([, p]) => [p.page, p.id])); });
    count();
    this.open(say("sameTitle", { n: places.length }),
      el("p", {}, say("sameText")),
      el("div", { class: "row" }, go, el("button", { onclick: () => this.close() }, say("cancel")), el("button", { onclick: () => all(true) }, say("all")), el("button", { onclick: () => all(false) }, say("none"))),
      el("ul", { class: "rows" }, boxes.map(([box, place]) => {
        box.addEventListener("change", count);
        return el("li", {}, box, el("label", { class: "quote" }, Panels.quote({ ...place, mark: change.mark }, 16)), el("span", { class: "name" }, place.page));
      })));
    go.focus();
    void here;
  }

  ways(way, ask, look) {
    this.open(say("waysTitle"), el("p", {}, say("waysText", { end: way.end })),
      el("ul", { class: "rows" }, way.ways.map((one, n) => el("li", {}, el("button", {
        disabled: n === 0, onclick: () => { this.close(); ask({ do: "follow", before: way.line, after: one.line }); },
        onfocus: () => look(one.box), onpointerenter: () => look(one.box),
      }, el("span", { class: "quote" }, `…${way.end}`, el("mark", {}, one.text), "…"), el("span", { class: "count" }, n ? say("cost", { n: one.cost }) : `${say("now")} · ${say("cost", { n: one.cost })}`))))));
    this.body.querySelector("button:not(:disabled)")?.focus();
  }

  export(page, tell) {
    const result = el("div", { role: "status" });
    const write = async (body) => {
      result.textContent = "…";
      try {
        const found = await post("export", body);
        result.replaceChildren(el("p", {}, say("written", { n: found.files.length, pages: found.pages })),
          el("ul", {}, [...found.misfits.map((m) => `${m.page}: ${m.missing}`), ...found.failed.map((f) => say("failed", f)), ...found.notes, ...found.files].map((line) => el("li", {}, line))));
      } catch (error) {
        result.textContent = error.message;
      }
    };
    this.open(say("export"), el("p", {}, say("exportText")),
      el("div", { class: "row" }, el("button", { class: "main", onclick: () => write({}) }, say("wholeBatch")), el("button", { onclick: () => write({ page }) }, say("thisPage"))), result);
    void tell;
  }

  history(view) {
    const does = say("does");
    const when = (at) => new Date(at).toLocaleString(state.language === "zh" ? "zh-CN" : "en-GB");
    this.open(say("historyOf"), el("ul", { class: "rows" }, [...view.decisions].reverse().map((d) => el("li", {}, el("button", { onclick: () => { this.close(); if (d.edit) this.acts.choose(d.edit); } },
      el("span", { class: "name" }, `${when(d.at)} · ${d.who}`),
      el("span", { class: "quote" }, d.standing ? say(d.standing === "applied" ? "accepted" : "rejected") : does[d.do], " ", d.before !== undefined ? el("del", {}, d.before) : null, d.after ? el("ins", {}, d.after) : null))))));
  }

  help() {
    this.open(say("keysTitle"), el("table", { class: "keys" }, el("tbody", {}, say("keys").map(([keys, text]) => el("tr", {}, el("td", {}, keys.split("  ").flatMap((k) => [el("kbd", {}, k), " "])), el("td", {}, text))))));
    void kindName;
  }
}
