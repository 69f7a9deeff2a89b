"""An engine that answers from a record, for tests that need no network.

What was recorded is found by content: the pixels of the raster, and for reading the line's polygon and
direction too. The record is gzipped JSON; numbers are rounded to what can be seen.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ocrfix.errors import CannotWrite, EngineFailed, UnreadableInput
from ocrfix.page import Alternative, Box, Direction, Glyph, TextLine
from ocrfix.recognise.engine import Engine
from ocrfix.scan import Raster

FORMAT = "ocrfix-replay/1"
_HOW = "Record it again: wrap the real engine in ocrfix.recognise.replay.Recorder, run the same page, save()."


@dataclass(frozen=True, slots=True, eq=False)
class ReplayEngine:
    """Answers what was recorded and nothing else. Make it with :func:`load`."""

    name: str
    file: Path
    detected: Mapping[str, Any]
    read_lines: Mapping[str, Any]

    def detect(self, raster: Raster) -> tuple[TextLine, ...]:
        """The recorded lines of this page.

        Raises:
            EngineFailed: a page with these pixels was not recorded.
        """
        record = self.detected.get(raster_key(raster))
        if record is None:
            raise EngineFailed(
                f"no detection is recorded for the pixels of {raster.source.file}",
                file=self.file,
                next_step=_HOW,
            )
        return tuple(_line(r, self.name) for r in record)

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        """The same lines with the recorded glyphs.

        Raises:
            EngineFailed: a line with this polygon was not recorded on this page.
        """
        page = raster_key(raster)
        result = []
        for line in lines:
            record = self.read_lines.get(line_key(page, line))
            if record is None:
                raise EngineFailed(
                    f"no reading is recorded for line {line.id} at {line.polygon} of {raster.source.file}",
                    file=self.file,
                    next_step=_HOW,
                )
            glyphs = tuple(_glyph(g) for g in record["glyphs"])
            result.append(replace(line, glyphs=glyphs, doubtful=record["doubtful"]))
        return tuple(result)


def load(file: Path) -> ReplayEngine:
    """The engine that answers from a record.

    Raises:
        UnreadableInput: the file is missing or no record.
    """
    try:
        content = json.loads(gzip.decompress(file.read_bytes()))
    except (OSError, EOFError, ValueError) as error:
        raise UnreadableInput(f"no record can be read here: {error}", file=file, next_step=_HOW) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise UnreadableInput(f"this is no {FORMAT} file", file=file, next_step=_HOW)
    return ReplayEngine(content["name"], file, content["detected"], content["read"])


@dataclass(frozen=True, slots=True, eq=False)
class Recorder:
    """A real engine that keeps what it answered until :meth:`save`."""

    engine: Engine
    detected: dict[str, Any] = field(default_factory=dict)
    read_lines: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.engine.name

    def detect(self, raster: Raster) -> tuple[TextLine, ...]:
        """What the engine finds, kept. Coordinates are rounded as they will be in the record, so that
        lines cut from them are found again."""
        record = [_line_record(line) for line in self.engine.detect(raster)]
        self.detected[raster_key(raster)] = record
        return tuple(_line(r, self.engine.name) for r in record)

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        """What the engine reads, kept."""
        page = raster_key(raster)
        result = self.engine.read(raster, lines)
        for line in result:
            self.read_lines[line_key(page, line)] = {
                "glyphs": [_glyph_record(g) for g in line.glyphs],
                "doubtful": line.doubtful,
            }
        return result

    def save(self, file: Path) -> None:
        """Write the record. The same answers give the same bytes.

        Raises:
            CannotWrite: the file cannot be written.
        """
        content = {
            "format": FORMAT, "name": self.name, "detected": self.detected, "read": self.read_lines
        }  # fmt: skip
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        try:
            file.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
        except OSError as error:
            raise CannotWrite(
                f"the record cannot be written: {error.strerror or error}",
                file=file,
                next_step="Name a folder that exists and can be written.",
            ) from error


def raster_key(raster: Raster) -> str:
    """A hash of the raster's size and pixels."""
    digest = hashlib.sha256(repr(raster.image.shape).encode())
    digest.update(raster.image.tobytes())
    return digest.hexdigest()[:32]


def line_key(page: str, line: TextLine) -> str:
    """A hash of the page's key and the line's polygon (to a tenth of a pixel) and direction."""
    points = [] if line.polygon is None else [(round(x * 10), round(y * 10)) for x, y in line.polygon]
    return hashlib.sha256(f"{page} {points} {line.direction.value}".encode()).hexdigest()[:32]


def _line_record(line: TextLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "polygon": [(round(x, 1), round(y, 1)) for x, y in line.polygon or ()],
        "direction": line.direction.value,
        "detection": None if line.detection is None else round(line.detection, 4),
    }


def _line(record: Mapping[str, Any], source: str) -> TextLine:
    return TextLine(
        id=record["id"],
        polygon=tuple((x, y) for x, y in record["polygon"]),
        direction=Direction(record["direction"]),
        source=source,
        detection=record["detection"],
    )


def _glyph_record(glyph: Glyph) -> list[Any]:
    box = None if glyph.box is None else [round(v, 1) for v in glyph.box.edges]
    known = None if glyph.confidence is None else round(glyph.confidence, 5)
    others = [[a.text, round(a.probability, 5)] for a in glyph.alternatives]
    return [glyph.text, known, box, others]


def _glyph(record: Sequence[Any]) -> Glyph:
    text, known, box, others = record
    return Glyph(text, None if box is None else Box(*box), known, tuple(Alternative(t, p) for t, p in others))
