"""Degradations in named levels: clean, scan, worn, microfilm, phone.

Written with numpy and OpenCV rather than with ``augraphy``: its effects give no map of points (the truth's
boxes must move with the page) and draw from the global random states, so that equal seeds give equal bytes
only if nothing else runs between them.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.press import wear
from benchmarks.press.truth import Mapping, identity
from benchmarks.press.warp import Warp, make_warp

Image = npt.NDArray[np.uint8]
Pixels = npt.NDArray[np.float32]

LEVELS = ("clean", "scan", "worn", "microfilm", "phone")


@dataclass(frozen=True)
class Scan:
    """A degraded page and the way of its points (page pixels to image pixels)."""

    image: Image
    mapping: Mapping


def degrade(page: Image, level: str, rng: np.random.Generator, em: float) -> Scan:
    """Degrade a clean page.

    Raises:
        ValueError: the level has no name here.
    """
    if level == "clean":
        coloured = bool((page.max(2).astype(int) - page.min(2) > 6).any())
        return Scan(page if coloured else np.ascontiguousarray(page[..., 1]), identity)
    makers = {"scan": _scan, "worn": _worn, "microfilm": _microfilm, "phone": _phone}
    if level not in makers:
        raise ValueError(f"unknown level {level!r}: one of {', '.join(LEVELS)}")
    return makers[level](page, rng, em)


def _grey(page: Image) -> Image:
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8)


def _float(page: Image) -> Pixels:
    return page.astype(np.float32) / np.float32(255)


def _bytes(image: Pixels) -> Image:
    return np.asarray(np.clip(image * 255 + 0.5, 0, 255), np.uint8)


def _bent(warp: Warp, image: Pixels, border: tuple[float, float, float]) -> Pixels:
    return _float(warp.apply(_bytes(image), tuple(round(255 * v) for v in border)))  # type: ignore[arg-type]


def _scan(page: Image, rng: np.random.Generator, em: float) -> Scan:
    """A flatbed scan of a well kept paper: a little skew, tone, noise."""
    h, w = page.shape[:2]
    image = _float(page if rng.random() < 0.6 else _grey(page))
    image = wear.bleed_through(rng, image, em, float(rng.uniform(0.0, 0.05)))
    image = wear.paper(rng, image, float(rng.uniform(0.0, 0.12)), 0.03)
    warp = make_warp(rng, w, h, skew=0.9, perspective=0.0, margin=0.012, wave=0.05, curl=0.1, em=em)
    edge = float(rng.choice([0.1, 0.93, 1.0]))
    image = _bent(warp, image, (edge, edge, edge))
    image = wear.uneven_light(rng, image, 0.06)
    image = wear.blur(rng, image, em, 0.012, 0.024)
    image = wear.grain(rng, image, float(rng.uniform(0.008, 0.02)), 0)
    return Scan(wear.jpeg(_bytes(image), int(rng.integers(72, 93))), warp.forward)


def _worn(page: Image, rng: np.random.Generator, em: float) -> Scan:
    """A paper that has aged: yellow, folded, printed through, ink spread or pale, skewed up to 3°."""
    h, w = page.shape[:2]
    two_tone = rng.random() < 0.3
    image = _float(_grey(page) if two_tone or rng.random() < 0.3 else page)
    if rng.random() < 0.5:
        image = wear.spread_ink(rng, image, em, float(rng.uniform(0.3, 1.0)))
    else:
        image = wear.fade(rng, image, float(rng.uniform(0.2, 0.45)))
    image = wear.bleed_through(rng, image, em, float(rng.uniform(0.04, 0.13)))
    image = wear.folds(rng, image, em, int(rng.integers(1, 3)), float(rng.uniform(0.3, 0.7)))
    image = wear.paper(rng, image, float(rng.uniform(0.1, 0.32)), 0.14)
    image = wear.speckle(rng, image, em, float(rng.uniform(0.1, 0.7)))
    warp = make_warp(rng, w, h, skew=3.0, perspective=0.004, margin=0.03, wave=0.18, curl=0.5, em=em)
    edge = float(rng.uniform(0.02, 0.15))
    image = _bent(warp, image, (edge, edge, edge))
    image = wear.uneven_light(rng, image, float(rng.uniform(0.08, 0.22)))
    image = wear.blur(rng, image, em, 0.015, 0.032)
    image = wear.grain(rng, image, float(rng.uniform(0.012, 0.03)), 0)
    if two_tone:
        return Scan(wear.bitonal(image, em, 0.09), warp.forward)
    return Scan(wear.jpeg(_bytes(image), int(rng.integers(50, 82))), warp.forward)


def _microfilm(page: Image, rng: np.random.Generator, em: float) -> Scan:
    """Grey or bitonal film: grain, hairlines, hard contrast, dark borders."""
    h, w = page.shape[:2]
    image = _float(_grey(page))
    image = wear.spread_ink(rng, image, em, float(rng.uniform(0.2, 0.9)))
    image = wear.fade(rng, image, float(rng.uniform(0.04, 0.18)))
    image = wear.bleed_through(rng, image, em, float(rng.uniform(0.0, 0.05)))
    image = wear.paper(rng, image, 0.1, 0.1)
    warp = make_warp(rng, w, h, skew=1.6, perspective=0.002, margin=0.06, wave=0.1, curl=0.3, em=em)
    image = _bent(warp, image, (0.06, 0.06, 0.06))
    image = wear.blur(rng, image, em, 0.02, 0.036)
    image = wear.uneven_light(rng, image, float(rng.uniform(0.1, 0.25)))
    image = wear.grain(rng, image, float(rng.uniform(0.02, 0.045)), 0.7)
    image = wear.scratches(rng, image, em, int(rng.integers(3, 12)))
    image = wear.speckle(rng, image, em, float(rng.uniform(0.05, 0.3)))
    if rng.random() < 0.5:
        return Scan(wear.bitonal(image, em, 0.075), warp.forward)
    return Scan(_bytes(wear.contrast(image, float(rng.uniform(7, 10)), float(rng.uniform(0.48, 0.55)))), warp.forward)


def _phone(page: Image, rng: np.random.Generator, em: float) -> Scan:
    """A photograph taken by hand: perspective, curl, shadows, colour cast, compression."""
    h, w = page.shape[:2]
    image = wear.paper(rng, _float(page), float(rng.uniform(0.05, 0.2)), 0.05)
    image = wear.folds(rng, image, em, int(rng.integers(0, 3)), float(rng.uniform(0.2, 0.45)))
    warp = make_warp(rng, w, h, skew=2.5, perspective=0.022, margin=0.06, wave=0.5, curl=1.4, em=em)
    table = rng.uniform(0.12, 0.5) * np.array([1.0, rng.uniform(0.8, 0.97), rng.uniform(0.6, 0.95)])
    image = _bent(warp, image, (float(table[0]), float(table[1]), float(table[2])))
    image = wear.uneven_light(rng, image, float(rng.uniform(0.2, 0.4)))
    image = wear.shadow(rng, image, float(rng.uniform(0.1, 0.35)))
    cast = rng.uniform(0.9, 1.0, 3).astype(np.float32)
    image = image * cast
    image = wear.blur(rng, image, em, 0.015, 0.03, motion=rng.random() < 0.4)
    image = wear.grain(rng, image, float(rng.uniform(0.01, 0.025)), 0)
    return Scan(wear.jpeg(_bytes(image), int(rng.integers(55, 80))), warp.forward)
