"""Make a page: choose a family, a look and a size, compose, degrade, and tell the truth."""

from __future__ import annotations

import random
from collections.abc import Iterable

import numpy as np

from benchmarks.press.articles import Article, load_articles, load_newspapers
from benchmarks.press.canvas import Canvas
from benchmarks.press.degrade import LEVELS, degrade
from benchmarks.press.families import Family, all_families
from benchmarks.press.furniture import furnish
from benchmarks.press.look import choose_look
from benchmarks.press.page import PressPage
from benchmarks.press.rect import Rect
from benchmarks.press.sheet import Sheet
from benchmarks.press.stock import Stock
from benchmarks.press.truth import page_json, page_markdown

BODY_SIZES = (18, 20, 22, 24, 26, 28, 30, 34, 38, 42, 48)
"""Body characters in pixels, drawn at random (150 to 400 dpi for 8.5 to 10.5 point type)."""
BODY_WEIGHTS = (1, 2, 3, 4, 3, 3, 2, 2, 1, 1, 1)
POINT = 9.0
"""Body type in point, for the resolution written into the image."""


def choose_family(rng: random.Random, split: str, way: str | None = None, script: str | None = None) -> Family:
    """A family of this split that prints this way and script.

    Raises:
        ValueError: there is none.
    """
    fits = [
        f for f in all_families().values()
        if f.split == split and way in (None, f.way) and (script is None or script in f.scripts)
    ]  # fmt: skip
    if not fits:
        raise ValueError(f"no family for set {split!r}, direction {way!r}, script {script!r}")
    return rng.choice(sorted(fits, key=lambda f: f.name))


def new_sheet(
    seed: str, family: Family, script: str, split: str, em: int, page_no: int, articles: Iterable[Article] | None,
    stock: Stock | None = None, like: Sheet | None = None,
) -> Sheet:  # fmt: skip
    """An empty sheet; ``like`` is another page of the same issue."""
    rng = random.Random(seed)
    vertical = family.way == "vertical"
    look = like.look if like else choose_look(rng, script, em, vertical)  # type: ignore[arg-type]
    width, height = round(rng.uniform(*family.wide) * em), round(rng.uniform(*family.tall) * em)
    if like:
        width, height = like.canvas.width, like.canvas.height
    papers = [p for p in load_newspapers() if p.script == script]
    if stock is None:
        stock = Stock.of(load_articles() if articles is None else articles, script, split, rng)
    paper = like.paper if like else rng.choice(papers)
    return Sheet(
        canvas=Canvas(width, height), look=look, stock=stock, paper=paper,
        date=like.date if like else rng.choice(paper.dates), page_no=page_no, rng=rng,
        noise=np.random.default_rng(rng.randrange(2**32)), vertical=vertical,
        cross_rtl=script == "hant-1930s",
    )  # fmt: skip


def compose(sheet: Sheet, family: Family, front: bool | None = None) -> Sheet:
    """Furniture and stories of a clean page."""
    margin = sheet.rng.uniform(1.8, 3.2) * sheet.em
    page = Rect(margin, margin, sheet.canvas.width - margin, sheet.canvas.height - margin)
    chance = sheet.rng.random() < family.front
    family.lay(sheet, furnish(sheet, page, chance if front is None else front))
    return sheet


def finish(sheet: Sheet, name: str, family: Family, level: str, seed: int, split: str, script: str) -> PressPage:
    """Degrade a composed page and write down its truth."""
    scan = degrade(sheet.canvas.pixels, level, np.random.default_rng([seed, 7919]), float(sheet.em))
    about = {
        "name": name, "seed": seed, "family": family.name, "way": family.way, "set": split, "script": script,
        "level": level, "em": sheet.em, "width": scan.image.shape[1], "height": scan.image.shape[0],
    }  # fmt: skip
    truth = page_json(sheet.record, sheet.canvas.marks, scan.mapping, float(sheet.em), about)
    dpi = round(sheet.em * 72 / POINT)
    return PressPage(name, scan.image, page_markdown(sheet.record), truth, sheet.record, dpi)


def make_page(
    seed: int, family: str | None = None, level: str = "clean", set: str = "report", *,
    direction: str | None = None, script: str | None = None, em: int | None = None, name: str | None = None,
    articles: Iterable[Article] | None = None, front: bool | None = None,
) -> PressPage:  # fmt: skip
    """Typeset a page of made-up articles and degrade it like a scan. Same arguments, same bytes.

    Args:
        seed: every choice follows from it.
        family: a template family by name; any of ``set`` (and ``direction``) by default. A family named
            here may belong to either set; its articles come from ``set``.
        level: clean, scan, worn, microfilm or phone.
        set: fit or report: which families and articles are used.
        direction: horizontal, vertical or mixed.
        script: hans, hant or hant-1930s.
        em: body characters in pixels (18 to 60); drawn at random by default.
        articles: instead of the project's own.

    Raises:
        ValueError: an unknown family, level or direction, or no family fits.
        MissingFontError: a font is not installed.
    """
    if level not in LEVELS:
        raise ValueError(f"unknown level {level!r}: one of {', '.join(LEVELS)}")
    rng = random.Random(f"page/{seed}/{set}")
    chosen = all_families().get(family) if family else choose_family(rng, set, direction, script)
    if chosen is None:
        raise ValueError(f"unknown family {family!r}: one of {', '.join(all_families())}")
    script = script or rng.choice(chosen.scripts)
    em = em or rng.choices(BODY_SIZES, BODY_WEIGHTS)[0]
    sheet = new_sheet(f"{seed}/{chosen.name}/{script}/{set}/{em}", chosen, script, set, em, rng.randint(1, 8), articles)
    compose(sheet, chosen, front)
    return finish(sheet, name or f"{set}-{chosen.name}-{script}-{level}-{seed:04d}", chosen, level, seed, set, script)
