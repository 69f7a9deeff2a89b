"""The ink account: every text-like connected component of a page is claimed once, unread or claimed twice.

A component is claimed by a line when at least half of its ink lies in the boxes of the line's glyphs. Ink of
pictures, rules and frames is no text and not counted, nor are specks. The account is a page's certificate: what
it calls unread nobody has read, whatever the recogniser's confidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.page import Box, InkAccount, Kind, Page
from ocrfix.scan import Raster
from ocrfix.settings.repair import RepairSettings

Picture = npt.NDArray[np.uint8]
_NOT_TEXT = frozenset((Kind.IMAGE, Kind.SEPARATOR))
NONE, CLAIMED, UNREAD, TWICE = 0, 1, 2, 3
"""Values of the map: no text, or what became of it."""
_COLOURS = {CLAIMED: (120, 170, 60), UNREAD: (40, 40, 230), TWICE: (20, 150, 240)}
"""BGR."""


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """``total`` in pixels of ink; ``map`` (height, width) with the state of each pixel of text-like ink;
    ``unread`` are the boxes of components nobody read, the largest first."""

    total: InkAccount
    map: Picture
    unread: tuple[Box, ...]


def account(page: Page, raster: Raster, settings: RepairSettings) -> Account:
    """The account of a page whose boxes are in pixels of the raster."""
    em = raster.em or 20.0
    ink = raster.ink.astype(np.uint8)
    for region in page.regions:
        if region.kind in _NOT_TEXT:
            cv2.fillPoly(ink, [np.round(np.array(region.polygon)).astype(np.int32)], (0,))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sides = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    text = (sides >= settings.account_least * em) & (sides <= settings.account_most * em)
    text[0] = False
    claims = _claims(page, raster)
    area = stats[:, cv2.CC_STAT_AREA]
    held, twice = (_share(np.asarray(labels, np.int32), claims, least, count) * 2 >= area for least in (1, 2))
    largest = _reach(page)
    text &= held | (sides <= largest)
    state = np.full(count, NONE, np.uint8)
    state[text] = np.where(twice[text], TWICE, np.where(held[text], CLAIMED, UNREAD))
    totals = {value: int(area[state == value].sum()) for value in (CLAIMED, UNREAD, TWICE)}
    left = np.flatnonzero(state == UNREAD)
    left = left[np.argsort(-area[left], kind="stable")]
    boxes = tuple(Box(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[left].tolist())
    mapped = np.empty(labels.shape, np.uint8)
    for rows in _bands(labels.shape[0]):
        mapped[rows] = state[labels[rows]]
    return Account(InkAccount(totals[CLAIMED], totals[UNREAD], totals[TWICE]), mapped, boxes)


def _share(labels: npt.NDArray[np.int32], claims: Picture, least: int, count: int) -> npt.NDArray[np.int64]:
    """The pixels of each component that at least ``least`` lines claim."""
    found = np.zeros(count, np.int64)
    for rows in _bands(labels.shape[0]):
        found += np.bincount(labels[rows][claims[rows] >= least], minlength=count)
    return found


def _bands(height: int) -> Iterator[slice]:
    """Rows of the page, some at a time: NumPy counts with eight bytes a pixel."""
    return (slice(top, top + 256) for top in range(0, height, 256))


def heat_map(found: Account, raster: Raster) -> Picture:
    """The page in pale grey with its text-like ink coloured: green claimed, red unread, orange twice (BGR)."""
    pale = (170 + raster.gray.astype(np.float32) / 3).clip(0, 255).astype(np.uint8)
    canvas = np.repeat(pale[..., None], 3, axis=2)
    for value, colour in _COLOURS.items():
        canvas[found.map == value] = colour
    return canvas


def _claims(page: Page, raster: Raster) -> Picture:
    """How many lines claim each pixel (255 at most)."""
    claims = np.zeros(raster.gray.shape, np.uint8)
    for line in page.lines:
        boxes = [g.box for g in line.glyphs if g.box is not None and g.text.strip()]
        if not boxes:
            continue
        left, top = (max(0, int(min(b.edges[k] for b in boxes))) for k in (0, 1))
        right, bottom = (int(np.ceil(max(b.edges[k] for b in boxes))) for k in (2, 3))
        own = claims[top:bottom, left:right]
        mask = np.zeros(own.shape, np.uint8)
        for box in boxes:
            x0, y0, x1, y1 = (round(v) for v in box.edges)
            mask[max(0, y0 - top) : max(0, y1 - top), max(0, x0 - left) : max(0, x1 - left)] = 1
        np.add(own, mask, out=own, where=own < 255)
    return claims


def _reach(page: Page) -> float:
    """The largest glyph: what is larger and unclaimed is no character."""
    sizes = [max(g.box.width, g.box.height) for line in page.lines for g in line.glyphs if g.box is not None]
    return max(sizes, default=0.0)
