"""Tables of figures: short cells that stand in rows and columns."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import replace

from ocrfix.page.script import is_half_width
from ocrfix.regions.rows import Row
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.settings.regions import RegionSettings


def with_tables(
    stacks: Sequence[Stack], scene: Scene, settings: RegionSettings
) -> tuple[tuple[Stack, ...], frozenset[str]]:
    """The stacks with the cells of each table put together, row by row, and the ids of those tables."""
    cells = [
        row
        for stack in stacks
        if _is_cells(stack, settings) and not stack.across and stack.picture is None
        for row in stack.rows
    ]
    rows = _level(cells)
    tables = [t for t in _chained(rows, scene, settings) if _is_table(t, settings)]
    if not tables:
        return tuple(stacks), frozenset()
    used = {p.line.id for table in tables for row in table for p in row.pieces}
    kept: list[Stack] = []
    for stack in stacks:
        rest = tuple(r for r in stack.rows if r.pieces[0].line.id not in used)
        if rest:
            kept.append(Stack(rest))
    made = [_one_frame(table) for table in tables]
    both = sorted([*kept, *made], key=lambda s: (s.box.top, s.box.left, s.id))
    return tuple(both), frozenset(s.id for s in made)


def _one_frame(rows: Sequence[Row]) -> Stack:
    """A table as a stack. Its rules make frames of its compartments; it stands where most of it stands."""
    frames = [p.frame for row in rows for p in row.pieces]
    most = max(sorted(set(frames), key=str), key=frames.count)
    return Stack(tuple(Row(tuple(replace(p, frame=most) for p in row.pieces)) for row in rows))


def _is_cells(stack: Stack, settings: RegionSettings) -> bool:
    """Rows too short for running text, and without its marks."""
    marked = sum(any(c in "，。；、" for c in r.text) for r in stack.rows)
    if len(stack.rows) >= settings.table_rows and marked > settings.cell_marks * len(stack.rows):
        return False
    return statistics.mean(_advance(r) for r in stack.rows) <= settings.cell_width


def _advance(row: Row) -> float:
    """Length of a row's text in em."""
    return sum(0.5 if is_half_width(c) else 1.0 for c in row.text)


def _level(cells: Sequence[Row]) -> list[Row]:
    """Cells at one height in one row, left to right."""
    levels: list[list[Row]] = []
    for row in sorted(cells, key=lambda r: (r.box.center[1], r.box.left)):
        home = next(
            (
                level
                for level in reversed(levels[-6:])
                if abs(level[0].box.center[1] - row.box.center[1]) < 0.4 * row.em
                and max(level[0].em, row.em) < 1.3 * min(level[0].em, row.em)
                and all(x.box.overlap_x(row.box) <= 0 for x in level)
                and level[0].pieces[0].frame == row.pieces[0].frame
            ),
            None,
        )
        if home is None:
            levels.append([row])
        else:
            home.append(row)
    return [
        Row(tuple(p for cell in sorted(level, key=lambda r: r.box.left) for p in cell.pieces))
        for level in levels
        if len(level) >= 2
    ]


def _chained(rows: Sequence[Row], scene: Scene, settings: RegionSettings) -> list[list[Row]]:
    """Rows under each other whose cells stand in the same columns."""
    tables: list[list[Row]] = []
    for row in sorted(rows, key=lambda r: r.box.top):
        home = None
        for table in tables:
            last = table[-1]
            white = row.box.top - last.box.bottom
            if -0.3 * row.em <= white <= settings.table_leading * row.em and _aligned(last, row):
                home = table
        if home is None:
            tables.append([row])
        else:
            home.append(row)
    return tables


def _aligned(a: Row, b: Row) -> bool:
    """Whether most cells of two rows share an edge or a middle."""
    shared = 0
    for p in a.pieces:
        for q in b.pieces:
            edges = ((p.box.left, q.box.left), (p.box.center[0], q.box.center[0]), (p.box.right, q.box.right))
            if any(abs(x - y) < 0.8 * a.em for x, y in edges):
                shared += 1
                break
    return shared >= 2 and shared >= 0.6 * min(len(a.pieces), len(b.pieces))


def _is_table(rows: Sequence[Row], settings: RegionSettings) -> bool:
    columns = statistics.median(len(r.pieces) for r in rows)
    if len(rows) < settings.table_rows or columns < 2:
        return False
    text = "".join(r.text for r in rows)
    figures = sum(c.isdigit() or c in "%％.:：+-〇一二三四五六七八九十百千" for c in text) / max(1, len(text))
    gaps = [(b.box.left - a.box.right) / row.em for row in rows for a, b in itertools.pairwise(row.pieces)]
    if not gaps or statistics.median(gaps) < settings.table_gutter:
        return False
    return figures >= settings.table_figures * (0.5 if columns >= 3 else 1.0)
