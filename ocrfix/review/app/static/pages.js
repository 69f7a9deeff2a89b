// The pages of the batch as the server tells them: asked for once, kept while they hold, and made ready ahead.
import { get, kept } from "/static/api.js";

const KEPT = 12;
const AHEAD = 2;

export class Pages {
  constructor() {
    this.views = new Map();
    this.scans = new Map();
    this.asked = new Map();
    this.stamps = new Map();
    this.late = new Set();
    this.readying = false;
    this.scanning = false;
  }

  // The page, without asking; nothing where it is not known or does not hold any more.
  known(key) {
    return this.late.has(key) ? undefined : this.views.get(key);
  }

  keep(view) {
    this.late.delete(view.key);
    this.views.delete(view.key);
    this.views.set(view.key, view);
    while (this.views.size > KEPT) this.views.delete(this.views.keys().next().value);
    return view;
  }

  // Something was decided about these pages: what is known, or on its way, does not hold any more.
  changed(keys) {
    for (const key of keys) {
      this.stamps.set(key, (this.stamps.get(key) ?? 0) + 1);
      this.late.add(key);
    }
  }

  forget(keys) {
    for (const key of keys) this.views.delete(key);
  }

  async open(key) {
    return this.known(key) || this.fresh(key);
  }

  // The page as it holds now. Two who ask at once get the same answer.
  fresh(key) {
    const asked = this.asked.get(key) || this.fetched(key).finally(() => this.asked.delete(key));
    this.asked.set(key, asked);
    return asked;
  }

  async fetched(key) {
    for (;;) {
      await kept();
      const was = this.stamps.get(key);
      const found = await get("page", { page: key });
      if (this.stamps.get(key) === was) return this.keep(found);
    }
  }

  // The sizes of a scan's levels. One scan is opened at a time; nothing is returned for one that has to wait.
  async scan(key) {
    if (this.scans.has(key)) return this.scans.get(key);
    if (this.scanning) return null;
    this.scanning = true;
    try {
      this.scans.set(key, (await get("scan", { page: key })).levels);
    } finally {
      this.scanning = false;
    }
    return this.scans.get(key);
  }

  // Pages that come next are made ready one by one while another is looked at. ``next`` names them anew each time.
  async ready(next) {
    if (this.readying) return;
    this.readying = true;
    try {
      for (let key; (key = next(AHEAD).find((k) => !this.known(k)));) await this.fresh(key);
      const [first] = next(1);
      if (first) await this.scan(first);
    } catch {
      // it is told when the page is opened
    } finally {
      this.readying = false;
    }
  }
}
