"""Geometry of a scan: skew, perspective, curl, waves, a fold's step; and the way of a point through it.

The page is bent by ``u + bend(u) = page point`` and placed on the image by a homography, so that the image
is sampled directly and points of the truth are carried along by fixed-point iteration.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float64]

ITERATIONS = 12
"""Fixed-point steps; every bend has a slope below 0.2, so that 12 steps leave less than 1e-6 px."""
GRID = 24
"""Pixels between the points at which the map is computed; between them it is interpolated."""


@dataclass(frozen=True)
class Wave:
    """A sinusoidal displacement: ``amount`` pixels along y (or x), wave number per pixel, phase."""

    amount: float
    kx: float
    ky: float
    phase: float
    along_x: bool


@dataclass(frozen=True)
class Warp:
    """From the clean page to the image. ``matrix`` maps bent page points to image points."""

    width: int
    height: int
    out_width: int
    out_height: int
    matrix: npt.NDArray[np.float64]
    waves: tuple[Wave, ...] = ()
    curl: float = 0.0
    """Pixels by which lines sink towards the spine."""
    curl_length: float = 1.0
    spine_right: bool = False

    def bend(self, points: Points) -> Points:
        x, y = points[:, 0], points[:, 1]
        dx, dy = np.zeros_like(x), np.zeros_like(y)
        for w in self.waves:
            value = w.amount * np.sin(w.kx * x + w.ky * y + w.phase)
            if w.along_x:
                dx += value
            else:
                dy += value
        if self.curl:
            near = (self.width - x) if self.spine_right else x
            tilt = (y / self.height - 0.5) * 2
            dy += self.curl * np.exp(-np.clip(near, -0.2 * self.width, None) / self.curl_length) * tilt
        return np.stack([dx, dy], axis=1)

    def forward(self, points: Points) -> Points:
        """Page points (n × 2) to image points."""
        bent = points.copy()
        for _ in range(ITERATIONS):
            bent = points - self.bend(bent)
        return _project(self.matrix, np.asarray(bent, np.float64))

    def apply(self, image: Image, border: tuple[int, int, int]) -> Image:
        """The image of the page; ``border`` is the colour beyond the paper."""
        inverse = np.linalg.inv(self.matrix)
        nx, ny = self.out_width // GRID + 2, self.out_height // GRID + 2
        gx, gy = np.meshgrid(np.arange(nx) * float(GRID), np.arange(ny) * float(GRID))
        bent = _project(np.asarray(inverse, np.float64), np.stack([gx.ravel(), gy.ravel()], 1))
        source = bent + self.bend(bent)
        grid_x = source[:, 0].reshape(ny, nx).astype(np.float32)
        grid_y = source[:, 1].reshape(ny, nx).astype(np.float32)
        colour = border if image.ndim == 3 else border[:1] * 3
        out = np.empty((self.out_height, self.out_width, *image.shape[2:]), np.uint8)
        rows = 512
        for top in range(0, self.out_height, rows):
            stop = min(top + rows, self.out_height)
            at_y = (np.arange(top, stop, dtype=np.float32) / GRID)[:, None].repeat(self.out_width, 1)
            at_x = (np.arange(self.out_width, dtype=np.float32) / GRID)[None, :].repeat(stop - top, 0)
            map_x = cv2.remap(grid_x, at_x, at_y, cv2.INTER_LINEAR)
            map_y = cv2.remap(grid_y, at_x, at_y, cv2.INTER_LINEAR)
            out[top:stop] = cv2.remap(image, map_x, map_y, cv2.INTER_LINEAR,
                                      borderMode=cv2.BORDER_CONSTANT, borderValue=colour)  # fmt: skip
        return out


def _project(matrix: npt.NDArray[np.float64], points: Points) -> Points:
    flat = np.concatenate([points, np.ones((len(points), 1))], 1) @ matrix.T
    return np.asarray(flat[:, :2] / flat[:, 2:3])


def make_warp(
    rng: np.random.Generator, width: int, height: int, *, skew: float, perspective: float, margin: float,
    wave: float, curl: float, em: float,
) -> Warp:  # fmt: skip
    """A random warp.

    Args:
        skew: largest rotation, degrees.
        perspective: largest shift of a corner, as a share of the page's width.
        margin: largest border around the paper, as a share of the page's width (0: image size stays).
        wave: largest amplitude of a wave, em.
        curl: largest sinking of lines at the spine, em.
    """
    angle = np.deg2rad(rng.uniform(-skew, skew))
    border = rng.uniform(0.4, 1.0, 4) * margin * width
    out_w, out_h = int(width + border[0] + border[2]), int(height + border[1] + border[3])
    centre = np.array([width / 2, height / 2])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved = (corners - centre) @ turn.T
    moved += rng.uniform(-1, 1, (4, 2)) * perspective * width
    moved += centre + border[:2]
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), moved.astype(np.float32)).astype(np.float64)
    waves = []
    for along_x in (False, False, True):
        amount = rng.uniform(0.2, 1.0) * wave * em * (0.5 if along_x else 1.0)
        length = rng.uniform(0.5, 1.3) * width
        kx, ky = 2 * np.pi / length, 2 * np.pi / (length * rng.uniform(1.5, 4.0))
        waves.append(Wave(float(amount), float(kx), float(ky), float(rng.uniform(0, 6.28)), along_x))
    sinks = float(rng.uniform(0.3, 1.0) * curl * em)
    return Warp(width, height, out_w, out_h, matrix, tuple(waves) if wave else (), sinks, 0.12 * width,
                bool(rng.random() < 0.5))  # fmt: skip
