"""What age, press and camera do to a page without moving it. Images are float32 in [0, 1], RGB or grey.

Lengths follow the body size ``em`` in pixels, so that a page stays as legible at every resolution.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.float32]


def lowpass(rng: np.random.Generator, h: int, w: int, cells: int) -> Pixels:
    """Smooth noise in [0, 1] with about ``cells`` features across the page."""
    grid = rng.random((max(2, round(cells * h / w)) + 2, cells + 2), dtype=np.float32)
    return np.asarray(np.clip(cv2.resize(grid, (w, h), interpolation=cv2.INTER_CUBIC), 0, 1), np.float32)


def paper(rng: np.random.Generator, image: Pixels, yellow: float, stains: float) -> Pixels:
    """Print on paper that is not white: its tone, fibres, stains."""
    h, w = image.shape[:2]
    tone = np.array([1.0, 1.0 - 0.45 * yellow, 1.0 - yellow], np.float32) * np.float32(1 - 0.25 * yellow)
    sheet = 1 - np.float32(stains) * lowpass(rng, h, w, 7) ** 2
    sheet = sheet - np.float32(0.012) * rng.standard_normal((h, w), dtype=np.float32)
    colour = tone if image.ndim == 3 else np.float32(tone.mean())
    return np.asarray(image * sheet[..., None] * colour if image.ndim == 3 else image * sheet * colour, np.float32)


def spread_ink(rng: np.random.Generator, image: Pixels, em: float, amount: float) -> Pixels:
    """Ink that spreads (``amount`` > 0) or prints thin (< 0), unevenly over the page; 1 is about 0.03 em."""
    h, w = image.shape[:2]
    soft = cv2.GaussianBlur(image, (0, 0), max(0.5, 0.03 * em))
    shift = np.float32(amount * 0.16) * (0.6 + 0.8 * lowpass(rng, h, w, 9))
    shift = shift[..., None] if image.ndim == 3 else shift
    return np.asarray(np.clip((soft - 0.5 - shift * 0.9) * 1.5 + 0.5 + shift * 0.15, 0, 1), np.float32)


def fade(rng: np.random.Generator, image: Pixels, amount: float) -> Pixels:
    """Ink that is pale in patches and broken by specks of paper."""
    h, w = image.shape[:2]
    patch = np.float32(amount) * lowpass(rng, h, w, 11)
    specks = (rng.random((h, w), dtype=np.float32) < 0.012 * amount / 0.4).astype(np.float32)
    specks = cv2.GaussianBlur(specks, (0, 0), 0.7) * 1.6
    lift = np.clip(patch * 0.55 + specks, 0, 0.9)
    lift = lift[..., None] if image.ndim == 3 else lift
    return np.asarray(image + (1 - image) * lift, np.float32)


def bleed_through(rng: np.random.Generator, image: Pixels, em: float, amount: float) -> Pixels:
    """The page behind, mirrored, pale and blurred. The page itself, shifted, stands for the one behind."""
    h, w = image.shape[:2]
    grey = image.mean(2) if image.ndim == 3 else image
    behind = np.roll(grey[:, ::-1], (int(rng.uniform(0.2, 0.8) * h), int(rng.uniform(-0.1, 0.1) * w)), (0, 1))
    behind = cv2.GaussianBlur(np.ascontiguousarray(behind), (0, 0), 0.07 * em)
    veil = 1 - np.float32(amount) * (1 - behind) * (0.5 + lowpass(rng, h, w, 5))
    return np.asarray(image * (veil[..., None] if image.ndim == 3 else veil), np.float32)


def folds(rng: np.random.Generator, image: Pixels, em: float, count: int, strength: float) -> Pixels:
    """Fold lines across the page: a dark and a light flank, and worn ink on the crease."""
    h, w = image.shape[:2]
    out = image.copy()
    for k in range(count):
        flat = k % 2 == 0
        size, other = (h, w) if flat else (w, h)
        at = size * rng.uniform(0.46, 0.54)
        drift = at + rng.uniform(-0.004, 0.004) * size * np.linspace(-1, 1, other)
        position = np.arange(size, dtype=np.float32)[:, None] - drift[None, :].astype(np.float32)
        dark = np.exp(-((position / (1.2 * em)) ** 2)) * (position > 0) * strength * 0.35
        crease = np.exp(-((position / (0.05 * em + 0.6)) ** 2)) * strength
        crease *= rng.random((1, other), dtype=np.float32) ** 0.5
        dark, crease = (dark, crease) if flat else (dark.T, crease.T)
        if image.ndim == 3:
            dark, crease = dark[..., None], crease[..., None]
        out = out * (1 - dark) + (1 - out) * crease * 0.55
    return np.asarray(np.clip(out, 0, 1), np.float32)


def uneven_light(rng: np.random.Generator, image: Pixels, amount: float) -> Pixels:
    """A slope of light over the page, and darker corners."""
    h, w = image.shape[:2]
    y, x = np.linspace(-1, 1, h, dtype=np.float32)[:, None], np.linspace(-1, 1, w, dtype=np.float32)[None, :]
    angle = rng.uniform(0, 2 * np.pi)
    slope = 0.5 + 0.5 * (np.float32(np.cos(angle)) * x + np.float32(np.sin(angle)) * y) / np.float32(1.42)
    light = 1 - np.float32(amount) * (0.7 * slope + 0.3 * (x * x + y * y) / 2)
    return np.asarray(image * (light[..., None] if image.ndim == 3 else light), np.float32)


def shadow(rng: np.random.Generator, image: Pixels, amount: float) -> Pixels:
    """The soft shadow of a hand or a phone over one side."""
    h, w = image.shape[:2]
    small = np.zeros((96, 64), np.float32)
    corner = [(0, 0), (63, 0), (63, 95), (0, 95)][int(rng.integers(4))]
    axes = (int(rng.uniform(18, 40)), int(rng.uniform(24, 60)))
    cv2.ellipse(small, corner, axes, float(rng.uniform(0, 90)), 0, 360, (1.0,), -1)
    veil = cv2.resize(cv2.GaussianBlur(small, (0, 0), 6), (w, h), interpolation=cv2.INTER_LINEAR)
    veil = 1 - np.float32(amount) * veil
    return np.asarray(image * (veil[..., None] if image.ndim == 3 else veil), np.float32)


def speckle(rng: np.random.Generator, image: Pixels, em: float, density: float) -> Pixels:
    """Dark specks of dirt, ``density`` a square of 100 em."""
    h, w = image.shape[:2]
    out = image.copy()
    count = int(density * h * w / (100 * em * em))
    xs, ys = rng.integers(0, w, count), rng.integers(0, h, count)
    radii = np.clip(rng.exponential(0.035 * em, count), 0, 0.14 * em)
    shades = rng.uniform(0.05, 0.5, count)
    for x, y, r, s in zip(xs.tolist(), ys.tolist(), radii.tolist(), shades.tolist(), strict=True):
        cv2.circle(out, (x, y), round(r), (s, s, s), -1, cv2.LINE_AA)
    return out


def scratches(rng: np.random.Generator, image: Pixels, em: float, count: int) -> Pixels:
    """Hairlines of a film: long, nearly vertical, light or dark."""
    h, w = image.shape[:2]
    out = image.copy()
    for _ in range(count):
        x, length = rng.uniform(0, w), rng.uniform(0.2, 1.0) * h
        y = rng.uniform(-0.2, 1.0) * h
        lean = rng.uniform(-0.02, 0.02) * length
        shade = 0.95 if rng.random() < 0.5 else float(rng.uniform(0.1, 0.4))
        thick = 1 if em < 30 else 2
        cv2.line(out, (int(x), int(y)), (int(x + lean), int(y + length)), (shade,) * 3, thick, cv2.LINE_AA)
    return out


def blur(rng: np.random.Generator, image: Pixels, em: float, low: float, high: float, motion: bool = False) -> Pixels:
    """Defocus of ``low`` to ``high`` em (standard deviation); ``motion`` smears one way."""
    sigma = float(rng.uniform(low, high)) * em
    if motion:
        smeared = cv2.GaussianBlur(image, (0, 0), max(0.3, sigma * 1.3), sigmaY=max(0.3, sigma * 0.6))
        return np.asarray(smeared, np.float32)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), max(0.3, sigma)), np.float32)


def grain(rng: np.random.Generator, image: Pixels, amount: float, size: float) -> Pixels:
    """Noise of a sensor (``size`` 0) or grain of a film about ``size`` pixels wide."""
    noise = rng.standard_normal(image.shape[:2], dtype=np.float32)
    if size > 0:
        noise = cv2.GaussianBlur(noise, (0, 0), size) * np.float32(2.2 * size + 0.6)
    noise = noise * np.float32(amount)
    return np.asarray(np.clip(image + (noise[..., None] if image.ndim == 3 else noise), 0, 1), np.float32)


def contrast(image: Pixels, gain: float, middle: float) -> Pixels:
    """A steeper tone curve around ``middle``."""
    return np.asarray(1 / (1 + np.exp(-gain * (image - middle))), np.float32)


def jpeg(image: npt.NDArray[np.uint8], quality: int) -> npt.NDArray[np.uint8]:
    """The image after JPEG compression."""
    order = image[..., ::-1] if image.ndim == 3 else image
    _, data = cv2.imencode(".jpg", np.ascontiguousarray(order), [cv2.IMWRITE_JPEG_QUALITY, quality])
    back = cv2.imdecode(data, cv2.IMREAD_COLOR if image.ndim == 3 else cv2.IMREAD_GRAYSCALE)
    return np.ascontiguousarray(back[..., ::-1]) if image.ndim == 3 else np.asarray(back, np.uint8)


def bitonal(image: Pixels, em: float, offset: float) -> npt.NDArray[np.uint8]:
    """Black and white by a local threshold: darker than its neighbourhood's mean by ``offset``."""
    grey = image.mean(2) if image.ndim == 3 else image
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    around = cv2.GaussianBlur(small, (0, 0), em)
    around = np.maximum(around, 0.5 * float(np.quantile(small, 0.9)))
    level = cv2.resize(around, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR) - np.float32(offset)
    return np.where(grey < level, 0, 255).astype(np.uint8)
