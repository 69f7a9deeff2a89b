"""The PaddleOCR engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrfix.page import TextLine
from ocrfix.recognise import choose, detect, networks, read
from ocrfix.recognise.networks import Networks
from ocrfix.scan import Raster
from ocrfix.settings.recognise import RecogniseSettings


@dataclass(frozen=True, slots=True, eq=False)
class PaddleEngine:
    """Finds and reads lines with PaddleOCR's networks. Make it with :func:`load`."""

    networks: Networks
    settings: RecogniseSettings

    @property
    def name(self) -> str:
        return self.networks.name

    def detect(self, raster: Raster) -> tuple[TextLine, ...]:
        """The lines of the page, each once, without glyphs.

        Raises:
            EngineFailed: the network could not be run.
        """
        settings = self.settings
        lines = detect.detect(raster, self.networks.detector, settings.detection, self.name, settings.threads)
        if raster.gray.size >= settings.release_megapixels * 1e6:
            self.networks.release()
        return lines

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        """The same lines, in the same order, with their glyphs; unsure ones are marked, none is dropped.

        Raises:
            EngineFailed: the network could not be run.
        """
        return read.read(raster, lines, self.networks, self.settings.reading, threads=self.settings.threads)


def load(settings: RecogniseSettings) -> PaddleEngine:
    """The engine with the models the settings name.

    Raises:
        EngineMissing: PaddleOCR, a model or a shared library is not installed.
        CannotWrite: the model cache cannot be written.
    """
    detector, recogniser = choose.models(settings)
    return PaddleEngine(networks.load(detector, recogniser, settings), settings)
