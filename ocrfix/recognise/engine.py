"""What ocrfix asks of a recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ocrfix.page import TextLine
from ocrfix.scan import Raster


class Engine(Protocol):
    """Finds and reads text lines. Coordinates are those of the raster (upright pixels)."""

    @property
    def name(self) -> str:
        """Engine, models and versions, as they go into the page's ``made_by`` and into cache keys."""

    def detect(self, raster: Raster) -> tuple[TextLine, ...]:
        """The lines of the page, each once, without glyphs; ids are stable from run to run.

        Raises:
            EngineFailed: the network could not be run.
        """

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        """The same lines, in the same order, with their glyphs. No line is dropped: one in which
        nothing could be read comes back with no glyphs and ``doubtful``.

        Raises:
            EngineFailed: the network could not be run.
        """
