"""Suspects read again: the same ink under small changes, and what all readings together say.

A recogniser that is unsure of a character falls for another one when the crop moves by a few pixels; what is
printed stays. Lines with a doubtful character are read again with their crops grown, shrunk, darkened and
sharpened (and by another reader, where one is installed), the readings are laid beside each other by edit
distance, and their probabilities are averaged. The text stays as it was read first: only its confidence and its
runners-up change, and with them what the rules have to go by. Source: Reul et al. 2017, confidence voting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from ocrfix.page import Alternative, Glyph, TextLine
from ocrfix.scan import Raster
from ocrfix.settings.repair import RepairSettings

_KEPT = 10
"""Runners-up a glyph keeps."""


class Reader(Protocol):
    """What reads lines: an engine, or another witness."""

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        """The same lines, in the same order, with their glyphs."""


@dataclass(frozen=True, slots=True)
class Look:
    """A way of looking at a line again."""

    name: str
    image: Callable[[npt.NDArray[np.uint8], float], npt.NDArray[np.uint8]] | None = None
    grow: float = 0.0
    """By how many em the crop is larger on every side."""


def _darker(image: npt.NDArray[np.uint8], em: float) -> npt.NDArray[np.uint8]:
    table = np.clip((np.arange(256) / 255.0) ** 1.5 * 255, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(image, table), np.uint8)


def _sharper(image: npt.NDArray[np.uint8], em: float) -> npt.NDArray[np.uint8]:
    soft = cv2.GaussianBlur(image, (0, 0), max(0.5, em / 40))
    return np.asarray(cv2.addWeighted(image, 1.8, soft, -0.8, 0), np.uint8)


LOOKS = (Look("grown", grow=0.08), Look("darker", _darker), Look("shrunk", grow=-0.05), Look("sharper", _sharper))


def suspects(lines: Sequence[TextLine], settings: RepairSettings) -> tuple[TextLine, ...]:
    """Lines with a glyph that is doubtful, the most doubtful lines first, as many as are to be read again."""

    def doubt(line: TextLine) -> float:
        return min((g.confidence for g in line.glyphs if g.confidence is not None), default=1.0)

    found = [line for line in lines if line.polygon is not None and doubt(line) < settings.second_doubt]
    most = int(np.ceil(settings.second_share * len(lines)))
    return tuple(sorted(found, key=lambda line: (doubt(line), line.id))[:most])


def reread(
    lines: Sequence[TextLine],
    raster: Raster,
    engine: Reader,
    settings: RepairSettings,
    witnesses: Sequence[Reader] = (),
) -> tuple[TextLine, ...]:
    """All lines, the doubtful ones with the averaged probabilities of several readings; text unchanged.

    Raises:
        EngineFailed: a reader could not be run.
    """
    chosen = suspects(lines, settings)
    if not chosen:
        return tuple(lines)
    readings: dict[str, list[TextLine]] = defaultdict(list)
    for look in LOOKS[: settings.second_readings]:
        seen = raster if look.image is None else _changed(raster, look)
        bare = [_bare(line, look.grow * (raster.em or line.em), raster) for line in chosen]
        for line, again in zip(chosen, engine.read(seen, bare), strict=True):
            readings[line.id].append(again)
    for witness in witnesses:
        for line, again in zip(chosen, witness.read(raster, [_bare(n, 0.0, raster) for n in chosen]), strict=True):
            readings[line.id].append(again)
    return tuple(fused(line, readings[line.id], settings) if line.id in readings else line for line in lines)


def fused(line: TextLine, readings: Sequence[TextLine], settings: RepairSettings) -> TextLine:
    """The line with the mean probabilities of its own and the other readings, where it was in doubt."""
    beside = [_beside(line, other) for other in readings]
    glyphs = []
    for i, glyph in enumerate(line.glyphs):
        others = [found[i] for found in beside if i in found]
        doubtful = glyph.confidence is not None and glyph.confidence < settings.second_doubt
        glyphs.append(_mean(glyph, others) if doubtful and others else glyph)
    return replace(line, glyphs=tuple(glyphs))


def _beside(line: TextLine, other: TextLine) -> dict[int, Glyph]:
    """Which glyph of another reading stands for which glyph of the line."""
    first, second = ("".join(g.text[0] for g in n.glyphs) for n in (line, other))
    found = {}
    for step in Levenshtein.opcodes(first, second):
        if step.tag == "equal" or (
            step.tag == "replace" and step.src_end - step.src_start == step.dest_end - step.dest_start
        ):
            for i in range(step.src_end - step.src_start):
                found[step.src_start + i] = other.glyphs[step.dest_start + i]
    return found


def _mean(glyph: Glyph, others: Sequence[Glyph]) -> Glyph:
    total: dict[str, float] = defaultdict(float)
    for one in (glyph, *others):
        for text, probability in _probabilities(one).items():
            total[text] += probability / (1 + len(others))
    best = sorted(total.items(), key=lambda t: (-t[1], t[0]))[:_KEPT]
    if glyph.text not in dict(best):
        best[-1] = (glyph.text, total[glyph.text])
    alternatives = tuple(Alternative(text, min(1.0, p)) for text, p in best)
    return replace(glyph, confidence=min(1.0, total[glyph.text]), alternatives=alternatives)


def _probabilities(glyph: Glyph) -> Mapping[str, float]:
    if glyph.alternatives:
        return {a.text: a.probability for a in glyph.alternatives}
    return {glyph.text: glyph.confidence if glyph.confidence is not None else 1.0}


def _changed(raster: Raster, look: Look) -> Raster:
    assert look.image is not None
    image = look.image(raster.image, raster.em or 20.0)
    gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    return replace(raster, image=image, gray=gray)


def _bare(line: TextLine, pad: float, raster: Raster) -> TextLine:
    """The line without glyphs, its polygon grown by some pixels but kept on the page."""
    assert line.polygon is not None
    across, down = line.box.center
    corners = tuple(
        (
            min(max(x + (pad if x > across else -pad), 0.0), float(raster.width)),
            min(max(y + (pad if y > down else -pad), 0.0), float(raster.height)),
        )
        for x, y in line.polygon
    )
    return replace(line, polygon=corners, glyphs=())
