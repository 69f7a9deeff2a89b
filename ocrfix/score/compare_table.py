"""The comparison of two outputs on the terminal and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from ocrfix import __version__
from ocrfix.score.bootstrap import FEW, LEVEL, RESAMPLES, Difference
from ocrfix.score.registry import BY_NAME
from ocrfix.score.table import number

_NARROWEST = 120


def show_comparison(
    names: tuple[str, str], profile: str, pages: int, found: Sequence[Difference], console: Console | None = None
) -> None:
    """Print every metric of both, the difference and its interval."""
    out = console or Console()
    if not out.is_terminal and out.width < _NARROWEST:
        out = Console(file=out.file, width=_NARROWEST)
    title = f"A = {names[0]}, B = {names[1]}, profile {profile}, {pages} pages"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for header in ("metric", "A", "B", "B - A", f"{LEVEL:.0%} interval", "B better in", ""):
        table.add_column(header, justify="left" if header in ("metric", "") else "right")
    for d in found:
        lower = BY_NAME[d.metric].lower
        verdict = "not sure" if not d.sure else ("B better" if (d.high < 0) == lower else "A better")
        table.add_row(
            f"{BY_NAME[d.metric].title} {'↓' if lower else '↑'}",
            number(d.first),
            number(d.second),
            _signed(d.second - d.first),
            f"{_signed(d.low)} to {_signed(d.high)}",
            f"{d.better:.0%}",
            verdict,
        )
    out.print(table)
    if pages < FEW:
        out.print(f"{pages} pages: intervals of fewer than {FEW} pages say little.", highlight=False)


def as_comparison(
    names: tuple[str, str], profile: str, pages: int, seed: int, found: Sequence[Difference]
) -> dict[str, Any]:
    """The comparison as a JSON value; infinite values are ``null``."""
    return {
        "schema": "ocrfix/score-comparison",
        "version": 1,
        "made_by": f"ocrfix {__version__}",
        "first": names[0],
        "second": names[1],
        "profile": profile,
        "pages": pages,
        "bootstrap": {"seed": seed, "resamples": RESAMPLES, "level": LEVEL, "unit": "page"},
        "differences": [
            {
                "metric": d.metric,
                "better": "lower" if BY_NAME[d.metric].lower else "higher",
                "first": _finite(d.first),
                "second": _finite(d.second),
                "low": _finite(d.low),
                "high": _finite(d.high),
                "second_better_in": d.better,
                "sure": d.sure,
            }
            for d in found
        ],
    }


def _signed(value: float) -> str:
    return f"{value:+.4f}" if math.isfinite(value) else "–"


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
