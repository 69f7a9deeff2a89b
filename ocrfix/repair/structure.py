"""Paragraphs and articles of text without geometry: what blank lines, short lines and wording tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ocrfix.page import Article, Block, Jump, JumpWay, Kind, Page, Span, TextLine
from ocrfix.regions import wording
from ocrfix.repair.prose import em_length, ends_sentence, is_body
from ocrfix.repair.rules.join import gap
from ocrfix.repair.view import View
from ocrfix.settings.repair import RepairSettings


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage and how many lines of the file lie between it and the one above (1: none empty)."""

    text: str
    spans: tuple[Span, ...]
    distance: int
    body: bool


def structured(page: Page, settings: RepairSettings | None = None) -> Page:
    """The page with its lines grouped into paragraphs and articles, and furniture at its top set apart.

    An article begins after more empty lines than usual, or with a dateline (本报讯…) after running text;
    short lines before it are its headline. For pages without geometry; articles it had are replaced.
    """
    paragraphs = _paragraphs(page, (settings or RepairSettings()).body_length)
    if not paragraphs:
        return replace(page, articles=(), furniture=())
    groups = _groups(paragraphs)
    furniture: list[Block] = []
    while groups and not any(p.body for p in groups[0]) and all(_is_furniture(p.text) for p in groups[0]):
        furniture += [Block(_furniture_kind(p.text), p.text, p.spans) for p in groups.pop(0)]
    articles = tuple(_article(f"a{i}", group) for i, group in enumerate(groups, start=1))
    return replace(page, articles=articles, furniture=tuple(furniture))


def _paragraphs(page: Page, length: float) -> list[Paragraph]:
    view = View.of(page)
    lines: dict[str, TextLine] = {line.id: line for line in page.lines}
    found: list[Paragraph] = []
    last: TextLine | None = None
    for passage in view.passages:
        text = passage.text.strip()
        if not text:
            continue
        whole = "".join(g.text for g in passage.glyphs).strip()
        spans = tuple(Span(i, 0, len(view.recognised[i].glyphs)) for i in passage.lines if view.recognised[i].glyphs)
        distance = gap(last, lines[passage.lines[0]]) if last is not None else 1
        body = is_body(text, length) and (ends_sentence(text) or em_length(text) > length)
        found.append(Paragraph(whole, spans, distance, body))
        last = lines[passage.lines[-1]]
    return found


def _groups(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    usual = median(p.distance for p in paragraphs[1:]) if len(paragraphs) > 1 else 1
    far = max(3.0, usual + 2)
    groups: list[list[Paragraph]] = [[paragraphs[0]]]
    for paragraph in paragraphs[1:]:
        group = groups[-1]
        story = any(p.body for p in group)
        opens = wording.DATELINE.search(paragraph.text) is not None
        if paragraph.distance >= far:
            groups.append([paragraph])
        elif opens and story:
            heads: list[Paragraph] = []
            while group and not group[-1].body:
                heads.insert(0, group.pop())
            groups.append([*heads, paragraph])
        else:
            group.append(paragraph)
    merged: list[list[Paragraph]] = []
    for group in groups:
        if merged and not any(p.body for p in merged[-1]) and not all(_is_furniture(p.text) for p in merged[-1]):
            merged[-1] = merged[-1] + group  # a headline set apart from its story
        else:
            merged.append(group)
    return merged


def _article(article_id: str, group: Sequence[Paragraph]) -> Article:
    blocks: list[Block] = []
    story = False
    for paragraph in group:
        if paragraph.body:
            kind, story = Kind.PARAGRAPH, True
        elif story:
            kind = Kind.SUBHEAD
        else:
            kind = Kind.DECK if blocks else Kind.HEADLINE
        if kind is Kind.SUBHEAD and (wording.JUMP_TO.fullmatch(paragraph.text) or ends_sentence(paragraph.text)):
            kind = Kind.PARAGRAPH
        blocks.append(Block(kind, paragraph.text, paragraph.spans))
    while len(blocks) > 1 and blocks[-1].kind is Kind.SUBHEAD:
        blocks[-1] = replace(blocks[-1], kind=Kind.PARAGRAPH)  # nothing follows it to be its text
        break
    return Article(article_id, tuple(blocks), jumps=_jumps(blocks))


def _jumps(blocks: Sequence[Block]) -> tuple[Jump, ...]:
    found = []
    for block in blocks:
        for way, pattern in ((JumpWay.FROM, wording.JUMP_FROM), (JumpWay.TO, wording.JUMP_TO)):
            for match in pattern.finditer(block.text):
                target = next((g for g in match.groups() if g), None)
                found.append(Jump(way, match.group().strip(), target))
    return tuple(found)


def _is_furniture(text: str) -> bool:
    return any(p.search(text) for p in (wording.DATE, wording.IMPRINT, wording.PAGE_NUMBER, wording.TITLE))


def _furniture_kind(text: str) -> Kind:
    return Kind.MASTHEAD if wording.TITLE.search(text) and not wording.DATE.search(text) else Kind.FOLIO
