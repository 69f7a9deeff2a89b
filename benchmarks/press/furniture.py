"""Page furniture: masthead, folio, section name, editors' line."""

from __future__ import annotations

from benchmarks.press.canvas import WHITE, RuleKind
from benchmarks.press.flow import Align
from benchmarks.press.rect import Rect
from benchmarks.press.sheet import Sheet

HAN_DIGITS = "〇一二三四五六七八九"


def page_number(sheet: Sheet, number: int) -> str:
    """The page number as this newspaper prints it."""
    if sheet.paper.numerals == "arabic":
        return str(number)
    if number < 10:
        return HAN_DIGITS[number]
    tens = "" if number < 20 else HAN_DIGITS[number // 10]
    return tens + "十" + ("" if number % 10 == 0 else HAN_DIGITS[number % 10])


def furnish(sheet: Sheet, page: Rect, front: bool) -> Rect:
    """Print the furniture of a page; what is left for stories."""
    if sheet.look.script == "hant-1930s":
        return _old_front(sheet, page) if front else _old_inside(sheet, page)
    body = _front(sheet, page) if front else _inside(sheet, page)
    if sheet.paper.editors and sheet.rng.random() < 0.5:
        strip, body = body.bottom(1.3 * sheet.em, 0.7 * sheet.em)
        sheet.canvas.rule(Rect(strip.x0, strip.y0 - 0.4 * sheet.em, strip.x1, strip.y0 - 0.4 * sheet.em + 2), "thin",
                          sheet.look.thin)  # fmt: skip
        sheet.fitted(sheet.rng.choice(sheet.paper.editors), strip, "sans", sheet.record.furnish("editors-line"),
                     most=0.95, align="start")  # fmt: skip
    return body


def _inside(sheet: Sheet, page: Rect) -> Rect:
    em, rng, paper = sheet.em, sheet.rng, sheet.paper
    strip, body = page.top(2.8 * em, 1.4 * em)
    section = rng.choice(paper.sections)
    folio = rng.choice(paper.folios).format(page=page_number(sheet, sheet.page_no), section=section, date="").strip()
    left, middle, right = strip.cols([0.28, 0.44, 0.28], em)
    if sheet.page_no % 2 == 0:
        left, right = right, left
    outer: Align = "start" if right.x0 < left.x0 else "end"
    sheet.fitted(paper.title, left, "kai", sheet.record.furnish("masthead"), most=2.4,
                 align="end" if outer == "start" else "start")  # fmt: skip
    sheet.fitted(sheet.date, Rect(middle.x0, middle.y0 + em, middle.x1, middle.y1), "sans",
                 sheet.record.furnish("folio"), most=1.0)  # fmt: skip
    sheet.fitted(folio, right, "head", sheet.record.furnish("folio"), most=2.2, align=outer)
    kind: RuleKind = rng.choice(["thin", "thick", "double"])
    sheet.canvas.rule(Rect(page.x0, strip.y1 + 0.3 * em, page.x1, strip.y1 + 0.7 * em), kind, sheet.look.thin)
    return body


def _front(sheet: Sheet, page: Rect) -> Rect:
    em, rng, paper = sheet.em, sheet.rng, sheet.paper
    strip, body = page.top(8.5 * em, 1.2 * em)
    title_box, side = strip.left(strip.w * rng.uniform(0.5, 0.62), 1.5 * em)
    big, small = title_box.top(title_box.h * (0.74 if paper.latin_title else 1.0), 0)
    sheet.fitted(paper.title, big, "kai", sheet.record.furnish("masthead"), most=8, weight=round(em / 16))
    if paper.latin_title:
        sheet.fitted(paper.latin_title, small, "sans", sheet.record.furnish("masthead"), most=1.4)
    lines = [sheet.date, *paper.imprint]
    rows = side.rows([1.0] * max(4, len(lines)), 0.25 * em)
    for text, row in zip(lines, rows, strict=False):
        sheet.fitted(text, row, "sans", sheet.record.furnish("folio"), most=1.15, align="start")
    if paper.motto and len(lines) < len(rows):
        sheet.fitted(paper.motto, rows[len(lines)], "kai", sheet.record.furnish("masthead"), most=1.2, align="start")
    sheet.canvas.rule(Rect(page.x0, strip.y1 + 0.4 * em, page.x1, strip.y1 + 0.8 * em),
                      rng.choice(["thick", "double"]), sheet.look.thin)  # fmt: skip
    return body


def _old_inside(sheet: Sheet, page: Rect) -> Rect:
    """A 1930s inner page: one strip whose line runs right to left."""
    em, paper = sheet.em, sheet.paper
    strip, body = page.top(1.9 * em, 0.8 * em)
    texts = [sheet.date.split(" ")[0], paper.title, sheet.rng.choice(paper.sections),
             f"第{page_number(sheet, sheet.page_no)}版"]  # fmt: skip
    for text, box in zip(texts, reversed(strip.cols([0.5, 0.8, 1.2, 1.3], em)), strict=True):
        kind = "masthead" if text == paper.title else "folio"
        most = 1.8 if kind == "masthead" else 1.1
        sheet.fitted(text, box, "head", sheet.record.furnish(kind), rtl=True, most=most)
    sheet.canvas.rule(Rect(page.x0, strip.y1 + 0.2 * em, page.x1, strip.y1 + 0.6 * em), "thin", sheet.look.thin)
    return body


def _old_front(sheet: Sheet, page: Rect) -> Rect:
    """A 1930s front page: the masthead at the top right, right to left, adverts beside it."""
    from benchmarks.press.parts import set_advert  # noqa: PLC0415

    em, rng, paper = sheet.em, sheet.rng, sheet.paper
    strip, body = page.top(13 * em, 0.9 * em)
    head, rest = strip.right(strip.w * rng.uniform(0.38, 0.46), 0.8 * em)
    title, lower = head.top(6 * em, 0.2 * em)
    sheet.fitted(paper.title, title, "kai", sheet.record.furnish("masthead"), rtl=True, most=6, weight=round(em / 14))
    if paper.latin_title:
        latin, lower = lower.top(1.5 * em, 0.2 * em)
        sheet.fitted(paper.latin_title, latin, "body", sheet.record.furnish("masthead"), most=1.2)
    for text, row in zip([sheet.date, *paper.imprint], lower.rows([1, 1, 1, 1], 0.1 * em), strict=False):
        sheet.fitted(text, row, "body", sheet.record.furnish("folio"), rtl=True, most=1.0)
    for box in rest.cols([1.0, rng.uniform(0.8, 1.4)], 0.6 * em):
        if not set_advert(sheet, box, vertical=rng.random() < 0.5):
            sheet.canvas.frame(box, 2, colour=WHITE, kind="blank")
    sheet.canvas.rule(Rect(page.x0, strip.y1 + 0.2 * em, page.x1, strip.y1 + 0.7 * em), "double", sheet.look.thin)
    return body
