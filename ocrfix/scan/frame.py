"""Dark borders: the lid of the scanner, the film round the page."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.scan.runs import runs

Gray = npt.NDArray[np.uint8]

_SIDE = 800
"""The smaller side of the picture on which borders are sought, in pixels."""


def find_frame(gray: Gray, darkness: float, depth: float, holes: float) -> npt.NDArray[np.bool_] | None:
    """Where the page has a dark border, at reduced size; ``None`` where it has none.

    What counts: darker than ``darkness`` times the paper; thicker than strokes; touching the edge of the
    image; even, or no deeper than ``depth`` times the smaller side; and with less than the share
    ``holes`` of lighter specks inside, so that black advertisements with white letters are no border.
    """
    height, width = gray.shape
    scale = min(1.0, _SIDE / min(height, width))
    size = max(8, round(width * scale)), max(8, round(height * scale))
    small = np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.uint8)
    paper = float(np.percentile(small, 90))
    dark = (small < darkness * paper).astype(np.uint8)
    padded = cv2.copyMakeBorder(dark, 8, 8, 8, 8, cv2.BORDER_REPLICATE)
    solid = cv2.morphologyEx(padded, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))[8:-8, 8:-8]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    frame = np.zeros(small.shape, np.bool_)
    for label in range(1, count):
        part = labels == label
        if _is_border(part, small, depth * min(size), holes, tuple(int(v) for v in stats[label][:4])):
            frame |= part
    return frame if frame.any() else None


def blank(picture: npt.NDArray[np.uint8], frame: npt.NDArray[np.bool_], paper: int = 255) -> npt.NDArray[np.uint8]:
    """The picture with the frame, and the blurred edge around it, at the level of paper."""
    height, width = picture.shape[:2]
    wide = cv2.dilate(frame.astype(np.uint8), np.ones((3, 3), np.uint8))
    result = picture.copy()
    rows, columns = frame.shape
    for row in range(rows):
        top, bottom = row * height // rows, (row + 1) * height // rows
        for start, stop in runs(wide[row] > 0):
            result[top:bottom, start * width // columns : -(-stop * width // columns)] = paper
    return result


def _is_border(part: npt.NDArray[np.bool_], small: Gray, depth: float, holes: float, box: tuple[int, ...]) -> bool:
    height, width = small.shape
    along = [int(edge.sum()) for edge in (part[0], part[-1], part[:, 0], part[:, -1])]
    sides = [width, width, height, height]
    if max(a / s for a, s in zip(along, sides, strict=True)) < 0.2:
        return False
    left, top, wide, high = box
    window = part[top : top + high, left : left + wide]
    specks = int(_holes(window).sum())
    area = int(part.sum())
    if specks > holes * area and not _surrounds(part):
        return False
    inner = cv2.erode(part.astype(np.uint8), np.ones((3, 3), np.uint8)).view(np.bool_)
    even = bool(inner.any()) and float(small[inner].std()) < 12
    return even or area / max(along) < depth


def _holes(part: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """What the part encloses: what the ground around it does not reach."""
    around = cv2.copyMakeBorder(part.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
    cv2.floodFill(around, np.zeros((0, 0), np.uint8), (0, 0), (1, 0, 0, 0), flags=4)
    return np.asarray(around[1:-1, 1:-1] == 0, np.bool_)


def _surrounds(part: npt.NDArray[np.bool_]) -> bool:
    """Whether the part runs along all four edges: then its hole is the page."""
    return all(edge.mean() > 0.5 for edge in (part[0], part[-1], part[:, 0], part[:, -1]))
