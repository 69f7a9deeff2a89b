"""Issues: stories that jump from page to page, put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocrfix.articles.jumps import arabic
from ocrfix.order.costs import SeamModel
from ocrfix.page import FURNITURE, Article, Block, Document, Jump, JumpWay, Kind, Page
from ocrfix.page.script import ends_sentence, is_han
from ocrfix.regions import wording
from ocrfix.settings.articles import ArticleSettings

_LABEL = re.compile(
    r"第?\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版|(?<![0-9A-Za-z年月])([A-Z]?\d{1,3})(?![0-9A-Za-z年月日期号:：])"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """An article with one of its jumps, and where it is."""

    page: int
    article: int
    jump: int


def assemble(name: str, pages: Sequence[Page], model: SeamModel | None, settings: ArticleSettings) -> Document:
    """The issue: its pages with their jumps resolved, and every article once, joined over pages.

    A note "to page x" and a note "from page y" meet when the pages they name agree, the headlines share
    words and the text runs on: an assignment with the evidence added up in nats. Jumps that meet nothing
    stay unresolved.
    """
    labels = [page_label(page, n) for n, page in enumerate(pages)]
    outs = _notes(pages, JumpWay.TO)
    ins = _notes(pages, JumpWay.FROM)
    links = _match(outs, ins, pages, labels, model, settings)
    resolved = _resolved(pages, links)
    return Document(name, resolved, tuple(_joined(resolved, links)))


def page_label(page: Page, position: int) -> str:
    """The number printed on the page, without leading zeros; its place in the issue where none is read."""
    for block in page.furniture:
        if block.kind in FURNITURE and block.kind is not Kind.EDITORS_LINE and len(block.text) <= 40:
            match = _LABEL.search(block.text)
            if match:
                found = arabic(match.group(1) or match.group(2))
                if found is not None:
                    return found
    return str(position + 1)


def _notes(pages: Sequence[Page], way: JumpWay) -> list[_Part]:
    return [
        _Part(p, a, j)
        for p, page in enumerate(pages)
        for a, article in enumerate(page.articles)
        for j, jump in enumerate(article.jumps)
        if jump.way is way
    ]


def _match(
    outs: Sequence[_Part],
    ins: Sequence[_Part],
    pages: Sequence[Page],
    labels: Sequence[str],
    model: SeamModel | None,
    settings: ArticleSettings,
) -> list[tuple[_Part, _Part]]:
    if not outs or not ins:
        return []
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - a second, and few issues have jumps

    gain = np.array([[_gain(o, i, pages, labels, model, settings) for i in ins] for o in outs])
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(outs[r], ins[c]) for r, c in zip(rows, columns, strict=True) if gain[r, c] > settings.jump_least]


def _gain(
    out: _Part, into: _Part, pages: Sequence[Page], labels: Sequence[str],
    model: SeamModel | None, settings: ArticleSettings,
) -> float:  # fmt: skip
    """Evidence in nats that a story goes on there."""
    if out.page == into.page:
        return -100.0
    a, b = pages[out.page].articles[out.article], pages[into.page].articles[into.article]
    gain = 0.0
    for jump, label in ((a.jumps[out.jump], labels[into.page]), (b.jumps[into.jump], labels[out.page])):
        if jump.target is not None:
            gain += settings.jump_target if jump.target == label else -settings.jump_target
    gain += settings.jump_headline * _shared_words(a.headline, b.headline)
    if model is not None:
        left, right = _tail(a), _head(b)
        if left and right and not ends_sentence(left):
            most, k = settings.seam_most, settings.seam_characters
            gain += settings.jump_seam * max(-most, min(most, model.seam(left[-k:], right[:k])))
    return gain


def _shared_words(a: str, b: str) -> float:
    """Share of the shorter headline's character pairs that the other has, in [0, 1]."""
    pairs = [{t[i : i + 2] for i in range(len(t) - 1) if is_han(t[i])} for t in (a, b)]
    if not pairs[0] or not pairs[1]:
        return 0.0
    return len(pairs[0] & pairs[1]) / min(len(pairs[0]), len(pairs[1]))


def _running(article: Article) -> list[Block]:
    return [b for b in article.blocks if b.kind is Kind.PARAGRAPH]


def _bare(text: str) -> str:
    return wording.JUMP_FROM.sub("", wording.JUMP_TO.sub("", text)).strip()


def _tail(article: Article) -> str:
    texts = [_bare(b.text) for b in _running(article)]
    return next((t for t in reversed(texts) if t), "")


def _head(article: Article) -> str:
    return next((t for b in _running(article) if (t := _bare(b.text))), "")


def _resolved(pages: Sequence[Page], links: Sequence[tuple[_Part, _Part]]) -> tuple[Page, ...]:
    found: dict[tuple[int, int, int], str] = {}
    for out, into in links:
        found[(out.page, out.article, out.jump)] = pages[into.page].name
        found[(into.page, into.article, into.jump)] = pages[out.page].name

    def jumps(p: int, a: int, article: Article) -> tuple[Jump, ...]:
        return tuple(
            replace(jump, resolved=found.get((p, a, j), jump.resolved)) for j, jump in enumerate(article.jumps)
        )

    return tuple(
        replace(page, articles=tuple(replace(x, jumps=jumps(p, a, x)) for a, x in enumerate(page.articles)))
        for p, page in enumerate(pages)
    )


def _joined(pages: Sequence[Page], links: Sequence[tuple[_Part, _Part]]) -> list[Article]:
    after = {(o.page, o.article): (i.page, i.article) for o, i in links}
    later = set(after.values())
    found: list[Article] = []
    for p, page in enumerate(pages):
        for a, article in enumerate(page.articles):
            if (p, a) in later:
                continue
            whole = _on(article, page)
            seen = {(p, a)}
            here = (p, a)
            while here in after and after[here] not in seen:
                here = after[here]
                seen.add(here)
                whole = _continued(whole, _on(pages[here[0]].articles[here[1]], pages[here[0]]))
            found.append(replace(whole, id=f"{page.name}-{article.id}"))
    return found


def _on(article: Article, page: Page) -> Article:
    blocks = tuple(replace(b, page=page.name) for b in article.blocks)
    return replace(article, blocks=blocks, pages=(page.name,))


def _continued(first: Article, second: Article) -> Article:
    """Text of the second after the first's; the second's heading lines are not repeated as blocks of
    their own when the first has them word for word. A paragraph broken off at the jump stays two blocks,
    since each belongs to a page; formats join them by ``pages``."""
    captions = tuple(b for b in first.blocks if b.kind in (Kind.CAPTION, Kind.CREDIT))
    body = tuple(b for b in first.blocks if b not in captions)
    rest = tuple(b for b in second.blocks if not (b.kind is Kind.HEADLINE and b.text == first.headline))
    return replace(
        first,
        blocks=body + rest + captions,
        pages=first.pages + second.pages,
        jumps=first.jumps + second.jumps,
        errors=first.errors + second.errors if first.errors and second.errors else first.errors or second.errors,
    )
