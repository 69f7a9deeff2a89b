"""The registry of template families."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from benchmarks.press.rect import Rect
from benchmarks.press.sheet import Sheet

Way = Literal["horizontal", "vertical", "mixed"]
Split = Literal["fit", "report"]


@dataclass(frozen=True)
class Family:
    """A way of laying out a page, randomised by seed.

    ``wide`` and ``tall`` are the ranges of the page in em of body type, margins included; ``front`` is the
    chance of a front page's masthead; ``scripts`` are those it is printed in.
    """

    name: str
    way: Way
    split: Split
    lay: Callable[[Sheet, Rect], None]
    wide: tuple[float, float]
    tall: tuple[float, float]
    scripts: tuple[str, ...]
    front: float = 0.2


def all_families() -> dict[str, Family]:
    """Every family by name."""
    from benchmarks.press import layouts_boxes, layouts_columns, layouts_mixed, layouts_vertical  # noqa: PLC0415

    modules = (layouts_columns, layouts_boxes, layouts_vertical, layouts_mixed)
    return {f.name: f for m in modules for f in m.FAMILIES}
