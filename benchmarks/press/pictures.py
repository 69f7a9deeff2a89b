"""Pictures that look like press photographs from a distance: light, shapes, grain, a screen of dots."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]


def noise_field(rng: np.random.Generator, h: int, w: int, cell: float) -> Field:
    """Smooth noise in [0, 1] whose features are about ``cell`` pixels wide."""
    gh, gw = max(2, round(h / cell) + 2), max(2, round(w / cell) + 2)
    grid = rng.random((gh, gw), dtype=np.float32)
    return np.clip(cv2.resize(grid, (w, h), interpolation=cv2.INTER_CUBIC), 0, 1)


def clouds(rng: np.random.Generator, h: int, w: int, cell: float) -> Field:
    out = np.zeros((h, w), np.float32)
    weight = 1.0
    for octave in range(5):
        out += weight * noise_field(rng, h, w, max(2.0, cell / 2**octave))
        weight *= 0.55
    out -= out.min()
    return out / max(1e-6, float(out.max()))


def landscape(rng: np.random.Generator, h: int, w: int) -> Field:
    """Sky, ridges, and rough ground."""
    y = np.linspace(0, 1, h, dtype=np.float32)[:, None]
    out = 0.95 - 0.25 * y + 0.2 * (clouds(rng, h, w, w / 3) - 0.5)
    horizon = rng.uniform(0.35, 0.6)
    for layer in range(int(rng.integers(2, 5))):
        ridge = horizon + 0.1 * layer + 0.16 * (noise_field(rng, 1, w, w / (3 + 2 * layer))[0] - 0.5)
        ground = y > ridge[None, :]
        shade = 0.72 - 0.16 * layer + 0.3 * (clouds(rng, h, w, w / (8 + 8 * layer)) - 0.5)
        out = np.where(ground, shade, out)
    return out.astype(np.float32)


def town(rng: np.random.Generator, h: int, w: int) -> Field:
    """Blocks with rows of windows under a sky."""
    out = landscape(rng, h, w) * 0.3 + 0.6
    x = int(-0.05 * w)
    while x < w:
        bw, bh = int(rng.uniform(0.08, 0.22) * w), int(rng.uniform(0.3, 0.85) * h)
        shade = float(rng.uniform(0.2, 0.75))
        left, right = max(0, x), min(w, x + bw)
        if right > left:
            out[h - bh :, left:right] = shade
            step = max(5, w // 40)
            for wy in range(h - bh + step, h - step, step):
                for wx in range(left + step // 2, right - step // 2, step):
                    out[wy : wy + step // 2, wx : wx + step // 2] = shade + float(rng.uniform(-0.25, 0.3))
        x += int(bw * rng.uniform(0.7, 1.3))
    return out


def people(rng: np.random.Generator, h: int, w: int) -> Field:
    """Standing figures before a wall or a hall."""
    out = 0.75 - 0.3 * clouds(rng, h, w, w / 2)
    out += 0.1 * np.sin(np.linspace(0, float(rng.uniform(8, 30)), w, dtype=np.float32))[None, :]
    count = int(rng.integers(2, 8))
    for k in range(count):
        cx = int((k + rng.uniform(0.3, 0.7)) * w / count)
        tall = float(rng.uniform(0.45, 0.75)) * h
        head = tall * 0.11
        top = int(h - tall)
        suit, skin = float(rng.uniform(0.06, 0.6)), float(rng.uniform(0.55, 0.85))
        body = np.array([[cx - 1.9 * head, top + 3.2 * head], [cx - 0.6 * head, top + 2.1 * head],
                         [cx + 0.6 * head, top + 2.1 * head], [cx + 1.9 * head, top + 3.2 * head],
                         [cx + 1.7 * head, h + 5], [cx - 1.7 * head, h + 5]], np.int32)  # fmt: skip
        cv2.fillPoly(out, [body], (suit,), cv2.LINE_AA)
        axes = (max(1, int(head * 0.8)), max(1, int(head * 1.1)))
        cv2.ellipse(out, (cx, int(top + head)), axes, 0, 0, 360, (skin,), -1, cv2.LINE_AA)
        cv2.ellipse(out, (cx, int(top + 0.6 * head)), (axes[0], axes[1] * 2 // 3), 0, 180, 360, (0.1,), -1, cv2.LINE_AA)
    return out.astype(np.float32)


def still(rng: np.random.Generator, h: int, w: int) -> Field:
    """Round and straight things on a table, lit from one side."""
    out = np.tile(np.linspace(0.9, 0.45, w, dtype=np.float32), (h, 1)) + 0.15 * (clouds(rng, h, w, w / 3) - 0.5)
    for _ in range(int(rng.integers(4, 14))):
        cx, cy = int(rng.uniform(0, w)), int(rng.uniform(0.3 * h, h))
        r = int(rng.uniform(0.05, 0.2) * min(w, h)) + 2
        shade = float(rng.uniform(0.1, 0.9))
        if rng.random() < 0.6:
            cv2.circle(out, (cx, cy), r, (shade,), -1, cv2.LINE_AA)
            cv2.circle(out, (cx - r // 3, cy - r // 3), max(1, r // 4), (min(1.0, shade + 0.25),), -1, cv2.LINE_AA)
        else:
            cv2.rectangle(out, (cx - r, cy - r), (cx + r, cy + r // 2), (shade,), -1)
    return out.astype(np.float32)


def photo(rng: np.random.Generator, w: int, h: int, colour: bool, screen: float = 0.0) -> Pixels:
    """A picture of w × h pixels, RGB; ``screen``: pitch in pixels of a 45° half-tone screen, 0 for none."""
    scene = [landscape, town, people, people, still][int(rng.integers(5))]
    light = scene(rng, h, w)
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), max(0.6, w / 900)), np.float32)
    light = light + rng.normal(0, 0.025, (h, w)).astype(np.float32)
    light = np.clip(0.06 + 0.86 * light, 0.03, 0.97)
    if screen:
        yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
        u, v = (xx + yy) / screen * 4.44, (xx - yy) / screen * 4.44
        dots = (np.sin(u) * np.sin(v) * 0.5 + 0.5).astype(np.float32)
        light = np.clip(0.5 + (light - dots) * 4, 0.05, 0.97)
    grey = (light * 255).astype(np.uint8)
    if not colour:
        return np.repeat(grey[:, :, None], 3, axis=2)
    warm = clouds(rng, h, w, w / 3)
    tone = rng.uniform(0.88, 1.04, 3).astype(np.float32)
    other = rng.uniform(0.82, 1.08, 3).astype(np.float32)
    mixed = light[:, :, None] * (tone * warm[:, :, None] + other * (1 - warm[:, :, None]))
    return np.clip(mixed * 255, 0, 255).astype(np.uint8)
