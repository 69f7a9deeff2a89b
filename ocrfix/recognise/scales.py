"""One set of lines from several detection scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.recognise.quads import Quad
from ocrfix.settings.recognise import DetectionSettings

Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)  # no slots: its sides are kept, every line is compared with many
class ScaledLine:
    """A line in raster pixels with the detector's score."""

    quad: Quad
    score: float

    @cached_property
    def sides(self) -> tuple[float, float]:
        """Width and height, pixels."""
        q = self.quad
        return float(np.linalg.norm(q[1] - q[0])), float(np.linalg.norm(q[3] - q[0]))

    @cached_property
    def thickness(self) -> float:
        return min(self.sides)


def merge(
    fine: Sequence[ScaledLine],
    coarse: Sequence[ScaledLine],
    big: float,
    gray: npt.NDArray[np.uint8],
    settings: DetectionSettings,
) -> list[ScaledLine]:
    """Lines of two scales as one set, each line once.

    The coarser scale counts only for type at least ``big`` pixels thick whose characters are really that
    big (body lines run together at a coarse scale), and only where the finer scale did not see all of
    the ink. Its lines take the place of the pieces that the finer scale made of them.
    """
    kept = list(fine)
    for line in coarse:
        if line.thickness < big:
            continue
        if _small_type(line, kept, settings) >= settings.small_type:
            continue
        ink, corner = _ink(line.quad, gray)
        if _big_share(ink, line.thickness) < settings.big_share:
            continue
        if _seen(ink, corner, [k for k in kept if k.thickness >= 0.35 * line.thickness]) >= settings.seen:
            continue
        kept = [k for k in kept if inside(k.quad, line.quad) < settings.same_line]
        kept.append(line)
    return kept


def run_together(line: ScaledLine, least: float, gray: npt.NDArray[np.uint8], settings: DetectionSettings) -> bool:
    """Whether a line at least ``least`` pixels thick holds characters much smaller than it is thick: several
    lines that a detector took for one."""
    return line.thickness >= least and _big_share(_ink(line.quad, gray)[0], line.thickness) < settings.big_share


def without_contained(lines: Sequence[ScaledLine], settings: DetectionSettings) -> list[ScaledLine]:
    """The lines without those that are a part of a character of another line they stand in: their ink is
    read with the other line, and would be read twice."""

    def part(a: ScaledLine, b: ScaledLine) -> bool:
        return not _smaller_type(a, b, settings) and inside(a.quad, b.quad) >= settings.contained

    holders = _may_hold(lines)
    return [a for a, near in zip(lines, holders, strict=True) if not any(part(a, lines[i]) for i in near)]


def _may_hold(lines: Sequence[ScaledLine]) -> list[list[int]]:
    """For each line the others that it may be a character of: they meet it, are larger, and about as thick
    as it is long or thicker."""
    if not lines:
        return []
    quads = np.array([line.quad for line in lines])
    low, high = quads.min(axis=1), quads.max(axis=1)
    sides = np.array([line.sides for line in lines])
    length, thickness, area = sides.max(axis=1), sides.min(axis=1), sides.prod(axis=1)
    found = []
    for i in range(len(lines)):
        meets = ((low < high[i]) & (high > low[i])).all(axis=1)
        meets &= (length[i] <= 1.2 * thickness) & (area > area[i])
        meets[i] = False
        found.append([int(k) for k in np.flatnonzero(meets)])
    return found


def inside(a: Quad, b: Quad) -> float:
    """Share of a's area inside b."""
    pa, pb = a.astype(np.float32), b.astype(np.float32)
    if (pa.max(0) <= pb.min(0)).any() or (pb.max(0) <= pa.min(0)).any():
        return 0.0
    area = cv2.contourArea(pa)
    shared, _ = cv2.intersectConvexConvex(pa, pb)
    return float(shared / area) if area > 0 else 0.0


def _small_type(line: ScaledLine, fine: Sequence[ScaledLine], settings: DetectionSettings) -> float:
    """Share of a coarse line's area in finer lines of several characters, much thinner than it."""
    small = [k for k in fine if _smaller_type(k, line, settings)]
    area = float(np.prod(line.sides))
    return sum(float(np.prod(k.sides)) * inside(k.quad, line.quad) for k in small) / area if area else 0.0


def _smaller_type(a: ScaledLine, b: ScaledLine, settings: DetectionSettings) -> bool:
    """Whether a is a line of several characters that are much smaller than b's."""
    return a.thickness < 0.35 * b.thickness and max(a.sides) > settings.straight * a.thickness


def _ink(quad: Quad, gray: npt.NDArray[np.uint8]) -> tuple[Mask, tuple[int, int]]:
    """What stands out from the ground inside the quad (0 or 1), and its top left corner on the page."""
    left, top = (max(0, int(v)) for v in np.floor(quad.min(axis=0)))
    right, bottom = (int(v) for v in np.ceil(quad.max(axis=0)))
    part = gray[top:bottom, left:right]
    own = np.zeros((part.shape[0], part.shape[1]), np.uint8)
    cv2.fillPoly(own, [np.rint(quad - (left, top)).astype(np.int32)], [1])
    level, _ = cv2.threshold(part[own > 0].reshape(-1, 1), 0, 255, cv2.THRESH_OTSU)
    dark = (part <= level).astype(np.uint8) & own
    if 2 * int(dark.sum()) > int(own.sum()):
        dark = (1 - dark) & own
    return dark, (left, top)


def _big_share(ink: Mask, thickness: float) -> float:
    """Share of the ink in components as big as parts of characters that fill the line."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sides = np.maximum(stats[1:, 2], stats[1:, 3])
    area = stats[1:, 4].astype(np.float64)
    possible = sides < 2.5 * thickness
    total = float(area[possible].sum())
    return float(area[possible & (sides >= 0.4 * thickness)].sum()) / total if total else 0.0


def _seen(ink: Mask, corner: tuple[int, int], lines: Sequence[ScaledLine]) -> float:
    """Share of the ink that stands inside the lines."""
    covered = np.zeros((ink.shape[0], ink.shape[1]), np.uint8)
    for line in lines:
        cv2.fillPoly(covered, [np.rint(line.quad - corner).astype(np.int32)], [1])
    total = int(ink.sum())
    return int((ink & covered).sum()) / total if total else 1.0
