// The words of the interface in English and Chinese.
import TERMS from "/static/terms.js";

const EN = {
  skip: "To the text", pages: "Pages", pageBefore: "Page before", pageAfter: "Page after", progress: "Decided so far",
  undo: "Undo", redo: "Redo", search: "Search", export: "Write out", right: "Page is right", language: "Chinese / 中文",
  theme: "Light or dark", help: "Keys and help", scan: "Scan", text: "Text of the page", decision: "Decision",
  scanHelp: "Scan of the page. Drag or arrow keys move it, + and − zoom, 0 shows all of it.", layers: "Drawn on the scan",
  zoom: "Zoom", zoomIn: "Larger", zoomOut: "Smaller", zoomFit: "Whole page", turn: "Turn", divider: "Share of the scan",
  close: "Close", loadingScan: "Opening the scan …", loadingPage: "Opening the page …", noScan: "The scan is not at hand.",
  columns: "Columns", order: "Order", articles: "Articles", edits: "Edits", ink: "Ink", before: "Before",
  changed: "changed", suggested: "suggested", flagged: "flagged", rejected: "rejected", person: "by hand", accepted: "accepted",
  accept: "Accept", reject: "Reject", edit: "Edit", next: "Next", previous: "Back", same: "All {n} alike",
  acceptFlag: "It is wrong", rejectFlag: "It is right", revert: "Take back", keep: "Keep it",
  furniture: "Page furniture", apart: "In no article", story: "Article {n}",
  sayPage: "{left} left here · {all} in all", sayKnown: "reading {n} pages …", sure: "{n} % sure", place: "{n} of {all}",
  nothing: "nothing", evidence: "Evidence", witness: "Witness", measured: "Measured", needed: "needed",
  emptyTitle: "Nothing waits here", emptyText: "Every suggestion and flag was decided. Choose any change in the text to look at it.",
  choosePlace: "Choose a change in the text or press {key} for the next one.",
  readings: "Read it as", editHint: "Enter saves, Esc leaves it as it was", saved: "Saved", undone: "Taken back: {n}", redone: "Brought again: {n}",
  nothingUndo: "There is nothing to take back", decided: "Decided by {who}, {at}", byHand: "Set by hand by {who}, {at}",
  sameTitle: "The same elsewhere: {n}", sameText: "The decision will hold in every place that is ticked.",
  acceptAll: "Accept in {n} places", rejectAll: "Reject in {n} places", cancel: "Cancel", all: "All", none: "None",
  queue: "Queue", byGain: "What gains most first", byPage: "Page by page", allRules: "Every rule", onlyPage: "This page only",
  gain: "gain {n}", alike: "{n} alike", searchFor: "Text to find", found: "{n} places", foundMost: "the first {n} places", noneFound: "Nothing found",
  wholeBatch: "All pages with decisions", thisPage: "This page", exportText: "Writes the decisions into every format that lies in the folder, and NAME.gt.md, a truth file that `ocrfix score` reads. What the machine made is kept, so every decision can still be taken back.",
  written: "{n} files of {pages} pages written", misfit: "A decision no longer fits ({do}, {who}): {missing} is not there",
  misfitTitle: "The page was converted anew. Decisions that no longer fit:", failed: "{page}: {error}", pageDone: "right", pageOpen: "{n} left", jump: "Page or number",
  layoutOf: "Layout of this block", moveTo: "Move to another place …", up: "One up", down: "One down", makeFurniture: "Belongs to the page (furniture)",
  splitHere: "A new article begins here", mergeBefore: "Join article to the one before", mergeAfter: "Join the next article to this one",
  articleUp: "Article one up", articleDown: "Article one down", kindOf: "It is a …", pickPlace: "Choose the block after which it is to stand. Esc leaves it.",
  otherWay: "{n} other ways to go on", waysItem: "After …{end} goes on with …", waysTitle: "How does the column go on?", waysText: "After “{end}”. Lower costs are likelier.", now: "now",
  cost: "cost {n}", offline: "The review does not answer: {error}", historyOf: "History", keysTitle: "Keys",
  settledRejected: "rejected by a person",
  keys: [["A", "accept"], ["R", "reject"], ["E", "edit the text by hand (Enter saves)"], ["1 – 5", "read it as one of the recogniser's runners-up"],
    ["J  K", "next, back in the queue"], ["Shift A  Shift R", "the same in all places alike"], ["U  Shift U", "undo, redo"], ["N  P", "next page, page before"],
    ["G", "jump to a page"], ["Q", "the queue"], ["/", "search the batch"], ["D", "the page is right"],
    ["+  −  0", "zoom; whole page"], ["C O T I M B", "show columns, order, articles, ink, edits, text before repair"],
    ["Alt ↑ ↓", "move the chosen block"], ["M  F  S", "move block elsewhere, furniture, split article"], ["Y", "history of the page"], ["?", "this help"]],
  does: { settle: "settled", rewrite: "set by hand", move: "block moved", furnish: "made furniture", kind: "kind changed", merge: "articles joined", split: "article split", shift: "article moved", follow: "order changed", done: "called right" },
};

const ZH = {
  skip: "跳到文字", pages: "版面", pageBefore: "上一版", pageAfter: "下一版", progress: "已处理",
  undo: "撤销", redo: "重做", search: "搜索", export: "导出", right: "本版无误", language: "English / 英文",
  theme: "浅色或深色", help: "按键与帮助", scan: "扫描图", text: "本版文字", decision: "处理",
  scanHelp: "版面扫描图。拖动或方向键移动，+ 和 − 缩放，0 显示整版。", layers: "扫描图上显示",
  zoom: "缩放", zoomIn: "放大", zoomOut: "缩小", zoomFit: "整版", turn: "旋转", divider: "扫描图所占比例",
  close: "关闭", loadingScan: "正在打开扫描图……", loadingPage: "正在打开版面……", noScan: "找不到扫描图。",
  columns: "栏", order: "顺序", articles: "文章", edits: "修改", ink: "墨迹", before: "原读",
  changed: "已改", suggested: "建议", flagged: "存疑", rejected: "已否决", person: "人工", accepted: "已采纳",
  accept: "采纳", reject: "否决", edit: "修改", next: "下一处", previous: "上一处", same: "相同的 {n} 处",
  acceptFlag: "确有错误", rejectFlag: "没有错误", revert: "还原", keep: "保留",
  furniture: "版面附件", apart: "不属任何文章", story: "文章 {n}",
  sayPage: "本版余 {left} 处 · 共 {all} 处", sayKnown: "正在读取 {n} 版……", sure: "把握 {n}%", place: "第 {n} / {all} 处",
  nothing: "无", evidence: "依据", witness: "来源", measured: "测得", needed: "须达",
  emptyTitle: "这里没有待处理的", emptyText: "建议与存疑均已处理。可在文字中选任一修改查看。",
  choosePlace: "在文字中选择一处修改，或按 {key} 到下一处。",
  readings: "读作", editHint: "回车保存，Esc 放弃", saved: "已保存", undone: "已撤销：{n}", redone: "已重做：{n}",
  nothingUndo: "没有可撤销的", decided: "{who} 于 {at} 处理", byHand: "{who} 于 {at} 手工改定",
  sameTitle: "另有 {n} 处相同", sameText: "凡勾选之处都照此处理。",
  acceptAll: "采纳 {n} 处", rejectAll: "否决 {n} 处", cancel: "取消", all: "全选", none: "全不选",
  queue: "待处理", byGain: "收益大者在前", byPage: "逐版", allRules: "全部规则", onlyPage: "仅本版",
  gain: "收益 {n}", alike: "相同 {n} 处", searchFor: "要找的文字", found: "{n} 处", foundMost: "前 {n} 处", noneFound: "没有找到",
  wholeBatch: "所有处理过的版面", thisPage: "本版", exportText: "把处理结果写入文件夹中已有的各种格式，并写出 NAME.gt.md（供 `ocrfix score` 用的标准文本）。机器原稿仍保留，任何处理都可撤销。",
  written: "已写出 {pages} 版的 {n} 个文件", misfit: "有一处理已对不上（{do}，{who}）：找不到 {missing}",
  misfitTitle: "本版已重新转换，以下处理对不上：", failed: "{page}：{error}", pageDone: "无误", pageOpen: "余 {n}", jump: "版面名或序号",
  layoutOf: "此段的版式", moveTo: "移到别处……", up: "上移", down: "下移", makeFurniture: "归入版面附件",
  splitHere: "从此处起另成一篇", mergeBefore: "本篇并入上一篇", mergeAfter: "下一篇并入本篇",
  articleUp: "本篇上移", articleDown: "本篇下移", kindOf: "类别……", pickPlace: "请选择要放在哪一段之后。Esc 放弃。",
  otherWay: "另有 {n} 种接法", waysItem: "“{end}”之后接到……", waysTitle: "此栏接到哪里？", waysText: "在“{end}”之后。代价低者较可能。", now: "现在",
  cost: "代价 {n}", offline: "服务没有应答：{error}", historyOf: "经过", keysTitle: "按键",
  settledRejected: "已由人否决",
  keys: [["A", "采纳"], ["R", "否决"], ["E", "手工修改（回车保存）"], ["1 – 5", "读作识别器的其他候选字"],
    ["J  K", "下一处、上一处"], ["Shift A  Shift R", "所有相同之处照此处理"], ["U  Shift U", "撤销、重做"], ["N  P", "下一版、上一版"],
    ["G", "跳到某版"], ["Q", "待处理列表"], ["/", "全批搜索"], ["D", "本版无误"],
    ["+  −  0", "缩放；整版"], ["C O T I M B", "显示栏、顺序、文章、墨迹、修改、原读文字"],
    ["Alt ↑ ↓", "移动所选段落"], ["M  F  S", "移到别处、归入附件、拆分文章"], ["Y", "本版经过"], ["?", "本帮助"]],
  does: { settle: "处理", rewrite: "手工改定", move: "移动段落", furnish: "归入附件", kind: "改类别", merge: "合并文章", split: "拆分文章", shift: "移动文章", follow: "改顺序", done: "本版无误" },
};

const TABLES = { en: EN, zh: ZH };
export const state = { language: stored("language") || (navigator.language.startsWith("zh") ? "zh" : "en") };

export function stored(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`ocrfix.${name}`);
    localStorage.setItem(`ocrfix.${name}`, value);
  } catch { /* a browser that keeps nothing still works */ }
  return value ?? null;
}

export function say(word, values = {}) {
  const text = TABLES[state.language][word] ?? EN[word] ?? word;
  if (typeof text !== "string") return text;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// Names of rules, kinds and measures: one table with the static pages. What has none there is called as it is.
const named = (sort, name, other = name) => TERMS[state.language][`${sort}.${name}`] ?? other;
export const ruleName = (rule) => named("rule", rule);
export const about = (rule, english) => named("about", rule, english);
export const kindName = (kind) => named("kind", kind);
export const term = (name) => named("term", name);

// Puts words into everything in the page that asks for them.
export function translate() {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
    if (element.dataset.key) element.append(key(element.dataset.key));
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = say(element.dataset.label);
  }
}

export function key(name) {
  const made = document.createElement("kbd");
  made.textContent = name;
  made.setAttribute("aria-hidden", "true");
  return made;
}

// An element with text in it, never markup: everything that was recognised goes through here.
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return made;
}
