"""Whether a confidence of 0.9 is right nine times in ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrfix.page import UNREADABLE
from ocrfix.score.pairing import Pairing
from ocrfix.score.trace import Origin

BINS = 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """Bins of equal width over [0, 1]: ``(characters, sum of confidence, characters right)`` each."""

    bins: tuple[tuple[int, float, int], ...]

    @property
    def value(self) -> float:
        """Expected calibration error: mean over characters of |right - confidence| of their bin."""
        n = sum(b[0] for b in self.bins)
        return sum(abs(right - confidence) for _, confidence, right in self.bins) / n if n else 0.0

    def __add__(self, other: Calibration) -> Calibration:
        pairs = zip(self.bins, other.bins, strict=True)
        return Calibration(tuple((a[0] + b[0], a[1] + b[1], a[2] + b[2]) for a, b in pairs))

    def parts(self) -> dict[str, float]:
        named: dict[str, float] = {"n": sum(b[0] for b in self.bins)}
        for k, (n, confidence, right) in enumerate(self.bins):
            named |= {f"bin{k}_n": n, f"bin{k}_confidence": confidence, f"bin{k}_right": right}
        return named


def calibration(pairing: Pairing, origins: Sequence[Origin | None]) -> Calibration | None:
    """Expected calibration error of the glyphs' confidences; ``None`` where no confidence is known.

    Source: Naeini, Cooper, Hauskrecht 2015; Guo et al. 2017 (ten bins of equal width). A character is right
    when it is aligned with the same character of the truth. Range: 0 to 1.
    """
    bins = [[0, 0.0, 0] for _ in range(BINS)]
    back, equal = pairing.alignment.to_truth.tolist(), pairing.alignment.equal.tolist()
    for origin, place in zip(origins, back, strict=True):
        if origin is None or origin.glyph.confidence is None:
            continue
        if place >= 0 and pairing.truth_flat.text[place] == UNREADABLE:
            continue
        bin_ = bins[min(BINS - 1, int(origin.glyph.confidence * BINS))]
        bin_[0] += 1
        bin_[1] += origin.glyph.confidence
        bin_[2] += place >= 0 and equal[place]
    if not any(b[0] for b in bins):
        return None
    return Calibration(tuple((int(n), float(c), int(r)) for n, c, r in bins))
