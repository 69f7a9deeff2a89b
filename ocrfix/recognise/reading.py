"""One reading of a line: an image of the line, shown to the network strip by strip."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ocrfix.recognise import ctc
from ocrfix.recognise.crops import Crop, Image
from ocrfix.recognise.networks import Networks
from ocrfix.recognise.runtimes import Array
from ocrfix.recognise.strips import network_input, strips
from ocrfix.settings.recognise import ReadingSettings


@dataclass(frozen=True, slots=True)
class Placed:
    """A peak with its extent and its centre along the image that was read, in pixels."""

    peak: ctc.Peak
    left: float
    right: float
    centre: float


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was read in a crop, left to right."""

    crop: Crop
    placed: list[Placed]

    @property
    def certainty(self) -> float:
        """Mean probability of the characters, 0 where nothing was read."""
        known = [p.peak.probability for p in self.placed if p.peak.text != " "]
        return sum(known) / len(known) if known else 0.0

    @property
    def weakest(self) -> float:
        """The lowest probability of a character, 0 where nothing was read."""
        return min((p.peak.probability for p in self.placed), default=0.0)

    def worth(self, least: float) -> float:
        """Log probability above ``least`` a character, summed, in nats: a reading gains nothing by
        losing characters that were surer than that."""
        return sum(math.log(max(p.peak.probability, 1e-9) / least) for p in self.placed)


def read_image(
    image: Image, networks: Networks, settings: ReadingSettings, squeeze: float | None = None
) -> list[Placed]:
    """The characters of a straightened line, left to right.

    Every strip is a batch of its own: in a batch of several, the result would depend on the company.
    """

    def decoded(output: Array) -> tuple[list[ctc.Peak], int]:
        return ctc.decode(output[0], networks.characters, settings.alternatives), output.shape[1]

    placed = []
    for strip in strips(image, squeeze or settings.squeeze, settings.longest):
        batch = network_input(strip.image, settings.width_step, settings.narrowest)
        peaks, steps = networks.recogniser(batch, decoded)
        # time steps are spread evenly over the padded width
        pixels = (strip.right - strip.left) / strip.image.shape[1]
        step = batch.shape[3] / steps * pixels
        for peak in peaks:
            left = min(strip.left + peak.start * step, strip.right - 0.5)
            right = min(strip.left + peak.stop * step, strip.right)
            centre = min(strip.left + peak.centre * step, strip.right)
            placed.append(Placed(peak, left, max(right, left + 0.5), centre))
    return placed
