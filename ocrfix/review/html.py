"""The diff of a page as one HTML file that needs nothing else: no network, no other file, no trust in its text.

Everything recognised is escaped, and the file's own policy lets the browser run its one script and apply its
one style sheet, both by their hash, and show images from inside the file; nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pydantic_core import from_json, to_json

from ocrfix.page import Operation, Standing
from ocrfix.review.image import Absence, Scan, web_image
from ocrfix.review.model import Change, Figures, PageDiff, Section
from ocrfix.review.pair import ArticlePair, PagePair, Side, Stretch, order
from ocrfix.review.selection import Selection

MOST_BYTES = 3_000_000
"""A page's file is no larger, its scan included: it can be sent by mail."""
_SLACK = 4_000
"""Bytes kept for what stands around the image."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Addresses of the pages before and after, and of the list of all; empty where there is none."""

    before: str = ""
    after: str = ""
    index: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the list of all: its name, the address of its file, its figures."""

    name: str
    address: str
    figures: Figures


class Renderer:
    """Makes the files, with templates, style and script read once."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("ocrfix.review", "static"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        style, script = _asset("diff.css"), _asset("diff.js")
        words, names = from_json(_asset("strings.json")), from_json(terms())
        self._strings: dict[str, dict[str, str]] = {k: words[k] | names[k] for k in words}
        self._common = {
            "style": Markup(style),
            "script": Markup(script),
            "policy": f"default-src 'none'; img-src data:; style-src 'sha256-{_hash(style)}'; "
            f"script-src 'sha256-{_hash(script)}'; base-uri 'none'; form-action 'none'",
            "texts": self._strings,
        }

    def page(
        self,
        diff: PageDiff,
        scan: Scan,
        truth: PagePair | None = None,
        neighbours: Neighbours | None = None,
        chosen: Selection | None = None,
    ) -> bytes:
        """The page with its scan, its text and all its changes; beside a truth where there is one.

        ``truth`` compares the truth (old) with this page (new); ``chosen`` is how its filters are set when it is
        opened. At most ``MOST_BYTES``, as far as the text allows.
        """
        verdicts = _verdicts(truth)
        data = {
            "size": [diff.width, diff.height],
            "changes": [_change(c, verdicts) for c in diff.changes],
            "about": {c.edit.rule: c.about for c in diff.changes},
            "chosen": _chosen(chosen or Selection()),
            "strings": self._strings,
        }
        values: dict[str, Any] = {
            "diff": diff,
            "figures": diff.figures,
            "numbers": {c.id: n for n, c in enumerate(diff.changes)},
            "spots": _spots(diff.changes),
            "truth": _truth(truth),
            "neighbours": neighbours or Neighbours(),
            "rules": sorted({c.edit.rule for c in diff.changes}),
            "standings": [s.value for s in Standing if diff.figures.count(s)],
            "data": as_script(data),
            "image": "",
            "absence": scan.absence,
        }
        bare = self._render("diff.html", values)
        if scan.pixels is None:
            return bare
        image = web_image(scan.pixels, (MOST_BYTES - len(bare) - _SLACK) * 3 // 4)
        if image is None:
            return self._render("diff.html", values | {"absence": Absence.TOO_BIG})
        uri = "data:image/webp;base64," + base64.b64encode(image).decode()
        return self._render("diff.html", values | {"image": uri})

    def index(self, title: str, entries: Sequence[Entry], total: Figures) -> bytes:
        """The list of all pages with their figures, and the figures of all by rule."""
        data = as_script({"size": [None, None], "changes": [], "strings": self._strings})
        return self._render("index.html", {"title": title, "entries": entries, "total": total, "data": data})

    def _render(self, template: str, values: Mapping[str, Any]) -> bytes:
        text = self._templates.get_template(template).render(self._common | dict(values))
        return text.encode("utf-8", "replace")


def terms() -> bytes:
    """The names of rules, kinds and measures by language, and what each rule looks for, as JSON: one table of the
    static pages and the app."""
    return (resources.files("ocrfix.review") / "terms.json").read_bytes()


def _asset(name: str) -> str:
    return resources.files("ocrfix.review").joinpath("static", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def as_script(value: Any) -> Markup:
    """JSON that can stand in a script element: nothing in it can end the element or begin a comment."""
    text = to_json(value, inf_nan_mode="constants").decode()
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def _change(change: Change, verdicts: Mapping[str, bool]) -> dict[str, Any]:
    edit, evidence = change.edit, change.edit.evidence
    return {
        "id": edit.id,
        "rule": edit.rule,
        "version": edit.rule_version,
        "operation": edit.operation.value,
        "state": edit.standing.value,
        "confidence": edit.confidence,
        "before": change.before,
        "after": "" if edit.operation in (Operation.MARK, Operation.JOIN) else change.after,
        "lead": change.lead,
        "trail": change.trail,
        "box": [round(v, 1) for v in change.box.edges] if change.box is not None else None,
        "note": evidence.note,
        "readings": [[r.witness, r.text, r.score, r.scale] for r in evidence.readings],
        "measures": list(evidence.measures.items()),
        "thresholds": list(evidence.thresholds.items()),
        "right": verdicts.get(edit.id),
    }


def _chosen(chosen: Selection) -> dict[str, Any]:
    """The filters as the script has them; no name means all."""
    standings = sorted(s.value for s in chosen.standings)
    return {"rules": sorted(chosen.rules), "kinds": standings, "sure": chosen.min_confidence or 0}


def _spots(changes: Sequence[Change]) -> list[Change]:
    """What is drawn on the scan: small places after, and so above, the large ones they lie in."""
    return sorted((c for c in changes if c.box is not None), key=lambda c: -c.box.area if c.box is not None else 0.0)


def _verdicts(truth: PagePair | None) -> dict[str, bool]:
    """Whether the text at each edit is that of the truth; nothing for edits outside the articles the truth has."""
    found: dict[str, bool] = {}
    if truth is None or truth.new is None:
        return found
    articles = {s.id for s in truth.new.articles}
    for article in truth.articles:
        if article.old is not None and article.new in articles:
            for stretch in article.stretches:
                for edit in stretch.new.edits:
                    found[edit] = found.get(edit, True) and (stretch.same or stretch.free)
    return found


def _truth(truth: PagePair | None) -> dict[str, Any] | None:
    """By section of the page and by its blocks the truth's stretches; and the articles that the page lacks."""
    if truth is None or truth.new is None:
        return None
    sections = {s.id: s for s in truth.new.sections}
    found = {a.new: _by_block(a, sections[a.new]) for a in truth.articles if a.new is not None and a.old is not None}
    return {"sections": found, "lost": [a for a in truth.articles if a.new is None]}


def _by_block(article: ArticlePair, section: Section) -> list[list[Stretch]]:
    """The stretches of an article block by block, as the line breaks of the new text part them."""
    places = order(section.blocks)
    found: list[list[Stretch]] = [[] for _ in places]
    at = 0
    for stretch in article.stretches:
        parts = stretch.new.text.split("\n")
        for n, part in enumerate(parts):
            row = found[places[min(at + n, len(places) - 1)]]
            if stretch.same:
                row.append(Stretch(Side(part), Side(part)))
            elif n == 0:
                row.append(replace(stretch, new=replace(stretch.new, text=part)))
            else:
                row.append(Stretch(Side(""), Side(part), stretch.free))
        at += len(parts) - 1
    return found
