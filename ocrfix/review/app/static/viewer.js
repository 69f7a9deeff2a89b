// The scan on a canvas: tiles of the level that fits the zoom, and what is drawn over them. Places are pixels of the
// scan; the page may be shown turned by quarters.
import { tileAddress } from "/static/api.js";

const KEPT = 400;
const MOST = 8;
// Paper is light in every theme.
const COLOURS = { changed: "#1c7a43", suggested: "#1f5fb0", flagged: "#b85a00", person: "#7b3fa0" };
const ACCENT = "#1f5f8b";

export class Viewer {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false });
    this.tiles = new Map();
    this.layers = { columns: false, order: false, articles: true, edits: true, ink: false };
    this.view = null;
    this.levels = [];
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.turn = 0;
    this.chosen = null;
    this.point = null;
    this.block = null;
    this.picked = () => {};
    this.side = 512;
    this.waiting = false;
    this.arrived = () => {};
    // in pixels of the window, kept: to ask for it between two changes makes the browser lay out everything anew
    this.wide = canvas.clientWidth;
    this.high = canvas.clientHeight;
    new ResizeObserver(([{ contentRect }]) => this.resized(contentRect)).observe(canvas);
    this.listen();
  }

  // The page to show; its scan comes later, through `opened`.
  show(view) {
    const other = !this.view || this.view.key !== view.key;
    this.view = view;
    if (other) {
      this.tiles.clear();
      this.levels = [];
      this.inkPicture = null;
      this.chosen = this.point = this.block = null;
      this.turn = view.turn;
      this.fit();
    }
    if (this.layers.ink) this.loadInk();
    this.redraw();
  }

  opened(key, levels) {
    if (!this.view || this.view.key !== key) return;
    this.levels = levels;
    if (!this.view.width) [this.view.width, this.view.height] = levels[0];
    this.redraw();
  }

  get size() {
    const [w, h] = this.view?.width ? [this.view.width, this.view.height] : this.levels[0] || [1000, 1400];
    return this.turn % 2 ? [h, w] : [w, h];
  }

  // From pixels of the scan to those of the turned page, and back.
  turned(x, y) {
    const [w, h] = this.turn % 2 ? [this.size[1], this.size[0]] : this.size;
    return [[x, y], [h - y, x], [w - x, h - y], [y, w - x]][this.turn];
  }

  back(x, y) {
    const [w, h] = this.turn % 2 ? [this.size[1], this.size[0]] : this.size;
    return [[x, y], [y, h - x], [w - x, h - y], [w - y, x]][this.turn];
  }

  turnedBox([l, t, r, b]) {
    const [x0, y0] = this.turned(l, t);
    const [x1, y1] = this.turned(r, b);
    return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
  }

  resized({ width, height }) {
    const ratio = devicePixelRatio || 1;
    [this.wide, this.high] = [width, height];
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    if (this.fitted) this.fit();
    this.redraw();
  }

  fit() {
    const [w, h] = this.size;
    this.scale = Math.min(this.wide / w, this.high / h) * 0.97 || 1;
    this.x = (this.wide - w * this.scale) / 2;
    this.y = (this.high - h * this.scale) / 2;
    this.fitted = true;
    this.redraw();
  }

  zoom(factor, x = this.wide / 2, y = this.high / 2) {
    const [w, h] = this.size;
    const least = Math.min(this.wide / w, this.high / h) * 0.5;
    const scale = Math.min(MOST, Math.max(least, this.scale * factor));
    this.x = x - (x - this.x) * (scale / this.scale);
    this.y = y - (y - this.y) * (scale / this.scale);
    this.scale = scale;
    this.fitted = false;
    this.redraw();
  }

  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.fitted = false;
    this.redraw();
  }

  turnOn() {
    this.turn = (this.turn + 1) % 4;
    this.fit();
  }

  // Bring a box into sight, as large as its characters can well be read.
  focus(box) {
    if (!box || !this.view) return;
    const [l, t, r, b] = this.turnedBox(box);
    const em = Math.max(8, Math.min(r - l, b - t));
    const wanted = Math.min(48 / em, (this.wide * 0.7) / (r - l), (this.high * 0.7) / (b - t));
    const seen = this.scale * em;
    if (seen < 24 || seen > 90 || (r - l) * this.scale > this.wide || (b - t) * this.scale > this.high) {
      this.scale = Math.min(MOST, wanted);
    }
    this.x = this.wide / 2 - ((l + r) / 2) * this.scale;
    this.y = this.high / 2 - ((t + b) / 2) * this.scale;
    this.fitted = false;
    this.redraw();
  }

  redraw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  draw() {
    const { context, canvas } = this;
    const ratio = devicePixelRatio || 1;
    const style = getComputedStyle(document.documentElement);
    this.colour = (name) => style.getPropertyValue(`--${name}`).trim();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.colour("desk");
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (!this.view) return;
    const [w, h] = this.turn % 2 ? [this.size[1], this.size[0]] : this.size;
    const s = this.scale * ratio;
    const quarter = [[1, 0, 0, 1, 0, 0], [0, 1, -1, 0, h, 0], [-1, 0, 0, -1, w, h], [0, -1, 1, 0, 0, w]][this.turn];
    context.setTransform(s * quarter[0], s * quarter[1], s * quarter[2], s * quarter[3],
      s * quarter[4] + this.x * ratio, s * quarter[5] + this.y * ratio);
    context.fillStyle = "#f7f5f0";
    context.fillRect(0, 0, w, h);
    this.drawTiles(context, w, h, ratio);
    if (this.layers.ink && this.inkPicture) context.drawImage(this.inkPicture, 0, 0, w, h);
    this.thin = 1 / this.scale;
    if (this.layers.articles) this.drawArticles(context);
    if (this.layers.columns) this.drawColumns(context);
    if (this.layers.order) this.drawOrder(context);
    if (this.layers.edits) this.drawEdits(context);
    this.drawChosen(context);
    canvas.dataset.scale = this.scale.toFixed(4);
    canvas.dataset.x = this.x.toFixed(1);
    canvas.dataset.y = this.y.toFixed(1);
  }

  seen() {
    const corners = [[0, 0], [this.wide, this.high]]
      .map(([x, y]) => this.back((x - this.x) / this.scale, (y - this.y) / this.scale));
    return [Math.min(corners[0][0], corners[1][0]), Math.min(corners[0][1], corners[1][1]),
      Math.max(corners[0][0], corners[1][0]), Math.max(corners[0][1], corners[1][1])];
  }

  drawTiles(context, w, h, ratio) {
    if (!this.levels.length) return;
    const top = this.levels.length - 1;
    const wanted = Math.max(0, Math.min(top, Math.floor(Math.log2(1 / (this.scale * ratio)) + 0.35)));
    const [l, t, r, b] = this.seen();
    // what is there of coarser levels shows until the finer comes
    for (const level of [top, Math.min(top, wanted + 2), Math.min(top, wanted + 1), wanted].filter((v, i, a) => a.indexOf(v) === i)) {
      const fx = w / this.levels[level][0];
      const fy = h / this.levels[level][1];
      const stepX = this.side * fx;
      const stepY = this.side * fy;
      for (let row = Math.max(0, Math.floor(t / stepY)); row * stepY < Math.min(b, h); row++) {
        for (let column = Math.max(0, Math.floor(l / stepX)); column * stepX < Math.min(r, w); column++) {
          const tile = this.tile(level, column, row, level === wanted || level === top);
          if (tile?.ready) {
            context.drawImage(tile, column * stepX, row * stepY, tile.naturalWidth * fx, tile.naturalHeight * fy);
          }
        }
      }
    }
  }

  tile(level, column, row, load) {
    const name = `${level}/${column}/${row}`;
    let tile = this.tiles.get(name);
    if (tile) {
      this.tiles.delete(name);
      this.tiles.set(name, tile);
    } else if (load) {
      tile = new Image();
      tile.src = tileAddress(this.view.key, level, column, row);
      // decoded before it is drawn: else drawing waits for it
      const made = tile;
      made.decode().then(() => {
        made.ready = true;
        this.redraw();
        this.arrived();
      }, () => this.tiles.delete(name));
      this.tiles.set(name, tile);
      for (const old of this.tiles.keys()) {
        if (this.tiles.size <= KEPT) break;
        this.tiles.delete(old);
      }
    }
    return tile;
  }

  loadInk() {
    if (this.inkPicture || this.inkFor === this.view.key) return;
    const key = this.view.key;
    this.inkFor = key;
    const picture = new Image();
    this.inkBusy?.(true);
    picture.onload = () => {
      this.inkBusy?.(false);
      if (this.view.key === key) this.inkPicture = picture;
      this.redraw();
    };
    picture.onerror = () => { this.inkFor = null; this.inkBusy?.(false); };
    picture.src = `/api/ink?${new URLSearchParams({ page: key })}`;
  }

  box(context, [l, t, r, b], colour, width, fill) {
    if (fill) {
      context.fillStyle = fill;
      context.fillRect(l, t, r - l, b - t);
    }
    context.strokeStyle = colour;
    context.lineWidth = width * this.thin;
    context.strokeRect(l, t, r - l, b - t);
  }

  label(context, text, x, y, colour) {
    const size = 10.5 * this.thin;
    context.save();
    context.translate(x, y);
    context.rotate((-this.turn * Math.PI) / 2);
    context.font = `600 ${size}px system-ui, sans-serif`;
    const width = context.measureText(text).width + size * 0.8;
    context.fillStyle = colour;
    context.fillRect(0, 0, width, size * 1.4);
    context.fillStyle = "#fff";
    context.fillText(text, size * 0.4, size * 1.08);
    context.restore();
  }

  drawArticles(context) {
    this.view.sections.forEach((section) => {
      const colour = section.kind === "article" ? tone(section.tone) : "#8a8a8a";
      for (const block of section.blocks) {
        for (const box of block.boxes) this.box(context, box, colour, 1.2, section.kind === "article" ? tone(section.tone, 0.09) : "#8882");
      }
    });
  }

  drawColumns(context) {
    for (const column of this.view.columns) {
      this.box(context, column.box, "#0b7285", 1.6);
      this.label(context, String(column.order + 1), column.box[0], column.box[1], "#0b7285");
    }
    for (const region of this.view.regions) {
      const colour = { image: "#b8860b", frame: "#2b8a8a", separator: "#c92a2a" }[region.kind];
      if (colour) this.box(context, region.box, colour, 1);
    }
  }

  drawOrder(context) {
    this.view.sections.filter((s) => s.kind === "article").forEach((section) => {
      const boxes = section.blocks.flatMap((b) => b.boxes);
      const colour = tone(section.tone);
      context.strokeStyle = context.fillStyle = colour;
      context.lineWidth = 2 * this.thin;
      boxes.slice(1).forEach((box, n) => this.arrow(context, boxes[n], box));
      boxes.forEach((box, n) => this.label(context, String(n + 1), box[0], box[1], colour));
    });
  }

  arrow(context, from, to) {
    const [x0, y0, x1, y1] = [(from[0] + from[2]) / 2, (from[1] + from[3]) / 2, (to[0] + to[2]) / 2, (to[1] + to[3]) / 2];
    const angle = Math.atan2(y1 - y0, x1 - x0);
    const head = 9 * this.thin;
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.lineTo(x1 - head * Math.cos(angle - 0.4), y1 - head * Math.sin(angle - 0.4));
    context.moveTo(x1, y1);
    context.lineTo(x1 - head * Math.cos(angle + 0.4), y1 - head * Math.sin(angle + 0.4));
    context.stroke();
  }

  drawEdits(context) {
    for (const change of Object.values(this.view.changes)) {
      if (!change.box || change.state === "rejected") continue;
      const colour = COLOURS[change.person ? "person" : change.state] || "#6d6a64";
      this.box(context, change.box, colour, change.open ? 1.8 : 1, null);
    }
  }

  drawChosen(context) {
    for (const box of this.block?.boxes || []) this.box(context, box, ACCENT, 2.5);
    if (this.point) this.box(context, this.point, "#d6a100", 2, "#ffe58a66");
    const box = this.chosen && this.view.changes[this.chosen]?.box;
    if (!box) return;
    const pad = 5 * this.thin;
    const [l, t, r, b] = [box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad];
    this.box(context, [l, t, r, b], "#ffffff", 6);
    this.box(context, [l, t, r, b], "#e0312f", 3);
  }

  // A part of the scan, drawn onto another canvas of so many pixels of the window.
  crop(target, box, width, height) {
    const ratio = devicePixelRatio || 1;
    target.width = Math.max(1, width * ratio);
    target.height = Math.max(1, height * ratio);
    if (!box || !this.levels.length || !width) return false;
    const [l, t, r, b] = this.turnedBox(box);
    const em = Math.max(10, Math.min(r - l, b - t));
    const scale = Math.min((target.height * 0.52) / (b - t), target.width / (r - l + em * 3), (ratio * 64) / em);
    const context = target.getContext("2d");
    const kept = [this.scale, this.x, this.y, this.wide, this.high];
    const [w, h] = this.turn % 2 ? [this.size[1], this.size[0]] : this.size;
    const quarter = [[1, 0, 0, 1, 0, 0], [0, 1, -1, 0, h, 0], [-1, 0, 0, -1, w, h], [0, -1, 1, 0, 0, w]][this.turn];
    const x = target.width / 2 - ((l + r) / 2) * scale;
    const y = target.height / 2 - ((t + b) / 2) * scale;
    context.fillStyle = "#f7f5f0";
    context.fillRect(0, 0, target.width, target.height);
    context.setTransform(scale * quarter[0], scale * quarter[1], scale * quarter[2], scale * quarter[3],
      scale * quarter[4] + x, scale * quarter[5] + y);
    [this.scale, this.x, this.y, this.wide, this.high] = [scale, x, y, target.width, target.height];
    this.drawTiles(context, w, h, 1);
    [this.scale, this.x, this.y, this.wide, this.high] = kept;
    context.strokeStyle = "#e0312f";
    context.lineWidth = (2 * ratio) / scale;
    const pad = (3 * ratio) / scale;
    context.strokeRect(box[0] - pad, box[1] - pad, box[2] - box[0] + 2 * pad, box[3] - box[1] + 2 * pad);
    return true;
  }

  listen() {
    const { canvas } = this;
    const held = new Map();
    let moved = 0;
    const place = (event) => {
      const area = canvas.getBoundingClientRect();
      return [event.clientX - area.left, event.clientY - area.top];
    };
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      const step = event.deltaMode ? event.deltaY * 30 : event.deltaY;
      if (event.shiftKey) this.pan(-step, 0);
      else this.zoom(Math.exp(-step * 0.0022), ...place(event));
    }, { passive: false });
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      held.set(event.pointerId, place(event));
      moved = 0;
      canvas.classList.add("held");
    });
    canvas.addEventListener("pointermove", (event) => {
      const was = held.get(event.pointerId);
      if (!was) return;
      const now = place(event);
      const other = [...held.entries()].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const before = Math.hypot(was[0] - other[0], was[1] - other[1]);
        const after = Math.hypot(now[0] - other[0], now[1] - other[1]);
        if (before > 0) this.zoom(after / before, (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
        this.pan((now[0] - was[0]) / 2, (now[1] - was[1]) / 2);
      } else {
        this.pan(now[0] - was[0], now[1] - was[1]);
      }
      moved += Math.abs(now[0] - was[0]) + Math.abs(now[1] - was[1]);
      held.set(event.pointerId, now);
    });
    const up = (event) => {
      if (held.delete(event.pointerId) && !held.size) canvas.classList.remove("held");
      if (event.type === "pointerup" && moved < 5 && this.view) {
        const [x, y] = place(event);
        this.picked(this.back((x - this.x) / this.scale, (y - this.y) / this.scale));
      }
    };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
      if (step && !event.altKey) {
        event.preventDefault();
        this.pan(...step);
      }
    });
  }
}

// Colours that differ from their neighbours': the golden angle on the colour circle.
export function tone(n, alpha = 1) {
  return `hsl(${Math.round((n * 137.508 + 205) % 360)} 62% 42% / ${alpha})`;
}
