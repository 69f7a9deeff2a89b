"""Walls: ruling lines that part a page, or a fold of two, into grounds that stories seldom leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.order.ground import Ground
from ocrfix.page import Box
from ocrfix.regions.scene import Scene
from ocrfix.settings.order import OrderSettings


@dataclass(frozen=True, slots=True, eq=False)
class Walls:
    """Level rules, pieces of one line put together: ``spans`` are left, right and height, shape (n, 3), in pixels."""

    spans: npt.NDArray[np.float64]

    @classmethod
    def of(cls, ground: Ground, settings: OrderSettings) -> Walls:
        """The walls of a page."""
        scene = ground.scene
        pieces = [r.box for r in scene.rules if r.level and not r.of_picture]
        return cls(np.array(_lines(pieces, scene, settings), np.float64).reshape(-1, 3))

    def between(self, a: Box, b: Box, settings: OrderSettings) -> bool:
        """Whether one line shuts two boxes off from each other: over all of the ground that both stand in."""
        upper, lower = (a, b) if a.center[1] < b.center[1] else (b, a)
        if upper.bottom >= lower.center[1] or lower.top <= upper.center[1]:
            return False
        left, right = min(a.left, b.left), max(a.right, b.right)
        starts, ends, at = self.spans.T
        covered = np.minimum(ends, right) - np.maximum(starts, left)
        inside = (at > upper.center[1]) & (at < lower.center[1])
        long = ends - starts >= settings.wall_longer * max(a.width, b.width)
        return bool(np.any(inside & long & (covered >= settings.wall_covers * (right - left))))


def _lines(pieces: list[Box], scene: Scene, settings: OrderSettings) -> list[tuple[float, float, float]]:
    """Pieces of rule that lie on one line, with white between them no longer than a share of the shorter."""
    off = settings.wall_off * scene.em
    done: list[tuple[float, float, float]] = []
    for piece in sorted(pieces, key=lambda b: (b.left, b.top)):
        left, right, at = piece.left, piece.right, piece.center[1]
        near = [
            k for k, (start, end, y) in enumerate(done)
            if abs(y - at) < off and -off < left - end < settings.wall_gap * min(end - start, right - left)
        ]  # fmt: skip
        if near:
            k = max(near, key=lambda k: done[k][1])
            start, end, y = done[k]
            done[k] = (start, max(end, right), y if end - start > right - left else at)
        else:
            done.append((left, right, at))
    return done
