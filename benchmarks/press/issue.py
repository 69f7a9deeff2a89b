"""Issues of several pages with a story that runs on from page to page, and their truth."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.press.articles import Article
from benchmarks.press.families import all_families
from benchmarks.press.make import BODY_SIZES, BODY_WEIGHTS, choose_family, compose, finish, new_sheet
from benchmarks.press.page import PressPage
from benchmarks.press.record import ArticleRecord, BlockRecord
from benchmarks.press.truth import article_markdown, furniture_comment

TRIES = 8
"""Layouts tried until a story runs on; with enough articles the first does."""


@dataclass(frozen=True)
class PressIssue:
    """Pages in order, and the truth of the whole: stories in one piece, no jump notes."""

    name: str
    pages: tuple[PressPage, ...]
    markdown: str

    def write(self, folder: Path, suffix: str = ".png", quality: int = 85) -> None:
        """Write every page, and ``NAME.issue.gt.md``."""
        for page in self.pages:
            page.write(folder, suffix, quality)
        (folder / f"{self.name}.issue.gt.md").write_text(self.markdown, encoding="utf-8")


def make_issue(
    seed: int, level: str = "clean", set: str = "report", *, families: tuple[str, str] | None = None,
    direction: str | None = "horizontal", script: str | None = None, em: int | None = None, name: str | None = None,
    articles: Iterable[Article] | None = None,
) -> PressIssue:  # fmt: skip
    """Two pages; a story of page 1 runs on to page 2. Arguments as for ``make_page``.

    Raises:
        RuntimeError: no layout of this seed lets a story run on (too few jumpable articles).
    """
    supply = None if articles is None else tuple(articles)
    for attempt in range(TRIES):
        rng = random.Random(f"issue/{seed}/{set}/{attempt}")
        first = all_families()[families[0]] if families else choose_family(rng, set, direction, script)
        chosen = script or rng.choice(first.scripts)
        second = all_families()[families[1]] if families else choose_family(rng, set, first.way, chosen)
        size = em or rng.choices(BODY_SIZES, BODY_WEIGHTS)[0]
        key = f"{seed}/{attempt}/{chosen}/{set}/{size}"
        front = new_sheet(f"{key}/1", first, chosen, set, size, 1, supply)
        front.jump_out = 2
        compose(front, first, front=True)
        if front.carried is None:
            continue
        inside = new_sheet(f"{key}/2", second, chosen, set, size, 2, supply, front.stock, front)
        inside.jump_in = front.carried
        compose(inside, second, front=False)
        if inside.jump_in is not None:
            continue
        title = name or f"{set}-issue-{chosen}-{level}-{seed:04d}"
        pages = tuple(
            finish(sheet, f"{title}-{n:04d}", family, level, seed * 10 + n, set, chosen)
            for n, (sheet, family) in enumerate(((front, first), (inside, second)), 1)
        )  # fmt: skip
        return PressIssue(title, pages, issue_markdown(pages))
    raise RuntimeError(f"seed {seed}: no story of set {set!r} runs on to another page")


def joined(parts: list[ArticleRecord]) -> ArticleRecord:
    """A story printed in parts as one: notes and repeated heads left out, the divided paragraph closed."""
    whole = ArticleRecord(parts[0].id, parts[0].kind, parts[0].source)
    whole.blocks = [b for b in parts[0].printed if b.kind not in ("jump-note", "caption")]
    for part in parts[1:]:
        more = [b for b in part.printed if b.kind not in ("jump-note", "headline", "kicker", "deck", "caption")]
        if part.split and more:
            last = whole.blocks.pop()
            whole.blocks.append(BlockRecord(last.kind, last.lines + more.pop(0).lines))
        whole.blocks += more
    whole.blocks += [b for part in parts for b in part.printed if b.kind == "caption"]
    return whole


def issue_markdown(pages: tuple[PressPage, ...]) -> str:
    """The truth of an issue: furniture of every page, then every article once."""
    furniture = [furniture_comment(b.text) for p in pages for b in p.record.furniture if b.lines]
    later = [a for p in pages for a in p.record.articles if a.jump_from is not None]
    texts = []
    for page in pages:
        for article in page.record.articles:
            if article.jump_from is not None or not article.printed:
                continue
            parts = [article] + [a for a in later if article.jump_to and a.source == article.source]
            texts.append(article_markdown(joined(parts) if len(parts) > 1 else article))
    return "\n\n".join(["\n".join(furniture), *texts]) + "\n"
