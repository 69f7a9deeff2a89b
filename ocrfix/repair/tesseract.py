"""Tesseract as a second reader of doubtful lines, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.errors import EngineFailed, EngineMissing
from ocrfix.page import Glyph, TextLine
from ocrfix.scan import Raster

_WANTED = ("chi_sim", "chi_tra")
_SINGLE_LINE, _VERTICAL_BLOCK = "7", "5"
_SECONDS = 20.0
_HEIGHT = 48
"""Pixels a line is scaled to across its direction; Tesseract was trained on about as many."""
_TRUST = 0.5
"""Most a reading counts. Reason: on print that the engine doubts Tesseract is wrong as often as right."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Reads lines by running the program; ``languages`` are those installed of simplified and traditional."""

    program: str
    languages: tuple[str, ...]

    @classmethod
    def find(cls) -> Tesseract:
        """The installed program.

        Raises:
            EngineMissing: the program or its Chinese data are not installed.
        """
        program = shutil.which("tesseract")
        listed = _run([program, "--list-langs"]).decode("utf-8", "replace").split() if program else []
        languages = tuple(name for name in _WANTED if name in listed)
        if program is None or not languages:
            raise EngineMissing(
                "Tesseract with Chinese data is not installed",
                next_step="Install it (Debian: tesseract-ocr, tesseract-ocr-chi-sim, tesseract-ocr-chi-tra and "
                "their -vert packages), or leave the second reader off.",
            )
        return cls(program, tuple(listed))

    @property
    def name(self) -> str:
        return "tesseract"

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        """The lines with what Tesseract reads; glyphs without boxes, none where it reads nothing.

        Raises:
            EngineFailed: the program failed or took too long.
        """
        return tuple(replace(line, glyphs=self._glyphs(raster, line), source=self.name) for line in lines)

    def _glyphs(self, raster: Raster, line: TextLine) -> tuple[Glyph, ...]:
        box = line.box
        rows = slice(max(0, int(box.top)), int(box.bottom) + 1)
        crop = raster.gray[rows, max(0, int(box.left)) : int(box.right) + 1]
        if not crop.size:
            return ()
        ends = "_vert" if line.vertical else ""
        languages = "+".join(n + ends for n in _WANTED if n + ends in self.languages)
        if not languages:
            return ()
        mode = _VERTICAL_BLOCK if line.vertical else _SINGLE_LINE
        said = _run([self.program, "-", "-", "--psm", mode, "-l", languages, "tsv"], _png(crop, line.vertical))
        return tuple(_words(said.decode("utf-8", "replace")))


def _words(table: str) -> list[Glyph]:
    """The characters of Tesseract's table of words, each as sure as its word."""
    glyphs = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5":
            sure = _TRUST * min(1.0, max(0.0, float(cells[10]) / 100))
            glyphs += [Glyph(char, None, sure) for char in cells[11].strip()]
    return glyphs


def _png(crop: npt.NDArray[np.uint8], vertical: bool) -> bytes:
    across = crop.shape[1] if vertical else crop.shape[0]
    scale = _HEIGHT / across
    sized = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    framed = cv2.copyMakeBorder(sized, 10, 10, 10, 10, cv2.BORDER_CONSTANT, value=(255.0,))
    return cv2.imencode(".png", framed)[1].tobytes()


def _run(command: Sequence[str], given: bytes = b"") -> bytes:
    environment = {"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"}
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, check=True, env=environment)
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineFailed(
            f"Tesseract failed ({type(error).__name__})",
            next_step="Run `tesseract --version` by hand, or leave the second reader off.",
        ) from error
    return done.stdout
