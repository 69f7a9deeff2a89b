"""The ink account: every text-like connected component of a page is claimed once, unread or claimed twice.

A component is claimed by a line when at least half of its ink lies in the boxes of the line's glyphs. Ink of
pictures, rules and frames is no text and not counted, nor are specks. The account is a page's certificate: what
it calls unread nobody has read, whatever the recogniser's confidence.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.page import Box, InkAccount, Kind, Page
from ocrfix.scan import Raster
from ocrfix.scan.connected import Connected, connected
from ocrfix.settings.repair import RepairSettings

Picture = npt.NDArray[np.uint8]
_NOT_TEXT = frozenset((Kind.IMAGE, Kind.SEPARATOR))
NONE, CLAIMED, UNREAD, TWICE = 0, 1, 2, 3
"""Values of the map: no text, or what became of it."""
_COLOURS = {CLAIMED: (120, 170, 60), UNREAD: (40, 40, 230), TWICE: (20, 150, 240)}
"""BGR."""
_ROWS = 256
"""Rows that are counted at a time: NumPy counts with eight bytes a pixel."""


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """``total`` in pixels of ink; ``unread`` are the boxes of components nobody read, the largest first;
    ``states`` what became of each component of the ink."""

    total: InkAccount
    unread: tuple[Box, ...]
    ink: Connected
    states: Picture

    @property
    def map(self) -> Picture:
        """The state of each pixel of text-like ink, shape (height, width). Made anew each time it is asked for."""
        mapped = np.empty(self.ink.ink.shape, np.uint8)
        for rows, labels in self.ink.labels():
            np.take(self.states, labels, out=mapped[rows])
        return mapped


def account(page: Page, raster: Raster, settings: RepairSettings) -> Account:
    """The account of a page whose boxes are in pixels of the raster."""
    em = raster.em or 20.0
    ink = raster.ink.astype(np.uint8)
    for region in page.regions:
        if region.kind in _NOT_TEXT:
            cv2.fillPoly(ink, [np.round(np.array(region.polygon)).astype(np.int32)], (0,))
    _claim(ink, page)
    found = connected(ink)
    stats = found.stats
    sides = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    text = (sides >= settings.account_least * em) & (sides <= settings.account_most * em)
    text[0] = False
    area = stats[:, cv2.CC_STAT_AREA]
    held, twice = (claimed * 2 >= area for claimed in _shares(found))
    largest = _reach(page)
    text &= held | (sides <= largest)
    state = np.full(len(stats), NONE, np.uint8)
    state[text] = np.where(twice[text], TWICE, np.where(held[text], CLAIMED, UNREAD))
    totals = {value: int(area[state == value].sum()) for value in (CLAIMED, UNREAD, TWICE)}
    left = np.flatnonzero(state == UNREAD)
    left = left[np.argsort(-area[left], kind="stable")]
    boxes = tuple(Box(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[left].tolist())
    return Account(InkAccount(totals[CLAIMED], totals[UNREAD], totals[TWICE]), boxes, found, state)


def _shares(ink: Connected) -> npt.NDArray[np.int64]:
    """The pixels of each component that a line claims, and that two or more do: shape (2, components)."""
    count = len(ink.stats)
    found = np.zeros((2, count), np.int64)
    for rows, labels in ink.labels():
        for top in range(0, len(labels), _ROWS):
            part, claims = labels[top : top + _ROWS], ink.ink[rows][top : top + _ROWS]
            for least in (1, 2):
                found[least - 1] += np.bincount(part[claims > least], minlength=count)
    return found


def heat_map(found: Account, raster: Raster) -> Picture:
    """The page in pale grey with its text-like ink coloured: green claimed, red unread, orange twice (BGR)."""
    pale = (170 + raster.gray.astype(np.float32) / 3).clip(0, 255).astype(np.uint8)
    canvas = np.repeat(pale[..., None], 3, axis=2)
    states = found.map
    for value, colour in _COLOURS.items():
        canvas[states == value] = colour
    return canvas


def _claim(ink: Picture, page: Page) -> None:
    """Count in each pixel of ink, 1 before, the lines that claim it (254 at most): in place, for large pages."""
    for line in page.lines:
        boxes = [g.box for g in line.glyphs if g.box is not None and g.text.strip()]
        if not boxes:
            continue
        left, top = (max(0, int(min(b.edges[k] for b in boxes))) for k in (0, 1))
        right, bottom = (int(np.ceil(max(b.edges[k] for b in boxes))) for k in (2, 3))
        own = ink[top:bottom, left:right]
        mask = np.zeros(own.shape, np.uint8)
        for box in boxes:
            x0, y0, x1, y1 = (round(v) for v in box.edges)
            mask[max(0, y0 - top) : max(0, y1 - top), max(0, x0 - left) : max(0, x1 - left)] = 1
        np.add(own, mask, out=own, where=(own > 0) & (own < 255))


def _reach(page: Page) -> float:
    """The largest glyph: what is larger and unclaimed is no character."""
    sizes = [max(g.box.width, g.box.height) for line in page.lines for g in line.glyphs if g.box is not None]
    return max(sizes, default=0.0)
