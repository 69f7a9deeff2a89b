"""Plots of the report as SVG: bars and a map, without any library."""

from __future__ import annotations

import html
from collections.abc import Sequence

_WIDTH, _ROW = 760, 18


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Horizontal bars: ``(label, value, what stands behind the bar)``; the longest value fills the width."""
    if not rows:
        return ""
    most = max((value for _, value, _ in rows), default=0.0) or 1.0
    height = _ROW * len(rows) + 4
    parts = []
    for k, (label, value, note) in enumerate(rows):
        y, length = k * _ROW + 2, 300 * value / most
        parts.append(
            f'<text x="255" y="{y + 12}" text-anchor="end" font-size="12">{_text(label, 36)}</text>'
            f'<rect x="260" y="{y}" width="{length:.1f}" height="{_ROW - 4}" fill="#48a"/>'
            f'<text x="{265 + length:.1f}" y="{y + 12}" font-size="12">{_text(note, 40)}</text>'
        )
    return _figure(title, f'<svg viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}">{"".join(parts)}</svg>')


def page_map(title: str, wrong: Sequence[Sequence[float]], total: Sequence[Sequence[float]]) -> str:
    """A page divided into cells, the darker the more of a cell's characters are wrong."""
    if not any(any(row) for row in total):
        return ""
    rates = [[w / t if t else 0.0 for w, t in zip(ws, ts, strict=True)] for ws, ts in zip(wrong, total, strict=True)]
    most = max(max(row) for row in rates) or 1.0
    size = 28
    cells = [
        f'<rect x="{c * size}" y="{r * size}" width="{size - 1}" height="{size - 1}" '
        f"{_shade(rate / most, total[r][c])}>"
        f"<title>{rate:.1%} of {total[r][c]:.0f} characters</title></rect>"
        for r, row in enumerate(rates)
        for c, rate in enumerate(row)
    ]
    width, height = size * len(rates[0]), size * len(rates)
    return _figure(
        f"{title} (darkest: {most:.1%} wrong, grey: no text)",
        f'<svg viewBox="0 0 {width} {height}" width="{width}">{"".join(cells)}</svg>',
    )


def _shade(share: float, characters: float) -> str:
    return f'fill="#c00" fill-opacity="{0.06 + 0.94 * share:.2f}"' if characters else 'fill="#888" fill-opacity="0.25"'


def _figure(title: str, svg: str) -> str:
    return f"<figure><figcaption>{html.escape(title)}</figcaption>{svg}</figure>"


def _text(text: str, longest: int) -> str:
    return html.escape(text if len(text) <= longest else text[: longest - 1] + "…")
