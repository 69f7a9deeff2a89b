"""Drawing a line's long sides to its own ink.

A detector returns the core of a line, which is grown by a rule of thumb. In dense type the grown box
reaches into the neighbours; the white between two lines says where each ends.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.recognise.quads import Quad
from ocrfix.settings.recognise import DetectionSettings

Profile = npt.NDArray[np.float64]


def tight(gray: npt.NDArray[np.uint8], core: Quad, grown: Quad, settings: DetectionSettings) -> Quad:
    """``grown`` with its long sides moved to where the line's ink ends, but never into ``core``, nor further
    outwards than ``settings.outwards`` of its thickness: a core that lies low in its line grows too little above.

    Both are page pixels, clockwise from the top left. Boxes too short to tell their long side are
    returned as they are.
    """
    across, down = np.linalg.norm(grown[1] - grown[0]), np.linalg.norm(grown[3] - grown[0])
    if max(across, down) < settings.long * min(across, down):
        return grown
    vertical = down > across
    ring = np.roll(grown, 1, axis=0) if vertical else grown
    more = settings.outwards * (ring[3] - ring[0] + ring[2] - ring[1]) / 2
    ring = ring + np.array([-more, -more, more, more])
    reach = 1 + 2 * settings.outwards
    length, thickness = max(2, round(float(max(across, down)))), max(2, round(reach * float(min(across, down))))
    inner = np.roll(core, 1, axis=0) if vertical else core
    # ring: p0→p1 runs along the line, p0→p3 across it
    target = np.array([(0, 0), (length, 0), (length, thickness), (0, thickness)], np.float32)
    matrix = cv2.getPerspectiveTransform(target, ring.astype(np.float32))
    flat = cv2.warpPerspective(
        gray, matrix, (length, thickness), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    back = np.linalg.inv(matrix)
    rows = cv2.perspectiveTransform(inner[None].astype(np.float64), back)[0][:, 1]
    first, last = float(rows.min()), float(rows.max())
    ink = profile(np.asarray(flat, np.uint8))
    edge = settings.outwards / reach * thickness
    top, bottom = ends(ink, first, last, edge, settings)
    cut = np.array([(0, top), (length, top), (length, bottom), (0, bottom)], np.float64)
    moved = cv2.perspectiveTransform(cut[None], matrix)[0]
    return np.asarray(np.roll(moved, -1, axis=0) if vertical else moved, np.float64)


def profile(flat: npt.NDArray[np.uint8]) -> Profile:
    """How far each row of a flattened line departs from its ground, whichever of both is darker."""
    ground = float(np.bincount((flat >> 3).ravel(), minlength=32).argmax() * 8 + 4)
    return np.asarray(np.maximum(np.abs(flat.astype(np.float64) - ground) - 16, 0).mean(axis=1), np.float64)


def ends(ink: Profile, first: float, last: float, edge: float, settings: DetectionSettings) -> tuple[float, float]:
    """The rows between which the line stands, given that ``first`` to ``last`` belong to it and that the
    detector would have it end ``edge`` rows from either end."""
    low, high = max(0, int(first)), min(len(ink), int(np.ceil(last)))
    own = float(ink[low:high].mean()) if high > low else 0.0
    if own <= 0:
        return edge, len(ink) - edge
    top = _walk(ink[:low][::-1] / own, low - edge, settings)
    bottom = _walk(ink[high:] / own, len(ink) - edge - high, settings)
    return float(low - top), float(high + bottom)


def _walk(outwards: Profile, usual: float, settings: DetectionSettings) -> float:
    """How many rows still belong to the line, walking away from its core over ``usual`` rows: up to the first
    white row, else to the row of least ink, where a neighbour begins. Where the ink goes on as it is, up to
    the first white row beyond, else ``usual`` rows."""
    white = np.flatnonzero(outwards < settings.valley)
    near = outwards[: max(1, round(usual))]
    beyond = len(white) > 0 and white[0] >= len(near)
    if len(white) and not beyond:
        return float(white[0] + 1)
    least = int(near.argmin()) if len(near) else 0
    if len(near) and near[least] < (settings.gutter if beyond else settings.dip):
        return float(least)
    return float(min(white[0] + 1, len(outwards))) if beyond else max(0.0, usual)
