"""Recursive X-Y cut: the order most tools give to lines when they give them one."""

from __future__ import annotations

from collections.abc import Sequence

Box = tuple[float, float, float, float]
"""left, top, right, bottom"""


def xy_cut(boxes: Sequence[Box], right_to_left: bool = False) -> list[int]:
    """Indices of the boxes in reading order.

    The page is cut along its widest white band, across or down, and each part again, until no band is left;
    such a rest is read from top to bottom (columns, ``right_to_left``, from the right). Equal bands are cut
    down first. Source: Nagy & Seth 1984; Ha, Haralick, Phillips 1995, on boxes of lines.
    """
    return _cut(boxes, list(range(len(boxes))), right_to_left)


def runs_down(boxes: Sequence[Box]) -> bool:
    """Whether most of the page's text runs down: boxes taller than wide hold more of the area of all."""
    tall = sum((b[2] - b[0]) * (b[3] - b[1]) for b in boxes if b[3] - b[1] > b[2] - b[0])
    return 2 * tall > sum((b[2] - b[0]) * (b[3] - b[1]) for b in boxes)


def _cut(boxes: Sequence[Box], chosen: list[int], right_to_left: bool) -> list[int]:
    if len(chosen) < 2:
        return chosen
    (down, x), (across, y) = _widest(boxes, chosen, 0), _widest(boxes, chosen, 1)
    if max(down, across) <= 0:
        return sorted(chosen, key=lambda k: (-boxes[k][2] if right_to_left else boxes[k][1], boxes[k][0]))
    axis, place = (0, x) if down >= across else (1, y)
    parts = [k for k in chosen if boxes[k][axis] < place], [k for k in chosen if boxes[k][axis] >= place]
    first, second = reversed(parts) if axis == 0 and right_to_left else parts
    return _cut(boxes, first, right_to_left) + _cut(boxes, second, right_to_left)


def _widest(boxes: Sequence[Box], chosen: list[int], axis: int) -> tuple[float, float]:
    """Width of the widest band that no box touches, and where it ends."""
    best, place, reached = 0.0, 0.0, float("inf")
    for start, stop in sorted((boxes[k][axis], boxes[k][axis + 2]) for k in chosen):
        if start - reached > best:
            best, place = start - reached, start
        reached = stop if reached == float("inf") else max(reached, stop)
    return best, place
