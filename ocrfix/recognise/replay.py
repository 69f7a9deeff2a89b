"""An engine that answers from a record, for tests that need no network.

A page is found by the pixels of its raster, a line on it by its polygon and direction: exactly, or where
rounding on another machine moved a corner, within half a pixel. Nothing is answered that was not recorded of
this very page. The record is gzipped JSON; numbers are rounded to what can be seen.
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

FORMAT = "ocrfix-replay/2"
HOW = "Record it again: wrap the real engine in ocrfix.recognise.replay.Recorder, run the same page, save()."
REACH = 0.5
"""How far a corner of a line may lie from the recorded one, in pixels. Lines differ by far more."""


@dataclass(frozen=True, slots=True, eq=False)
class ReplayEngine:
    """Answers what was recorded and nothing else. Make it with :func:`load`."""

    name: str
    file: Path
    pages: Mapping[str, Any]
    how: str = HOW

    def detect(self, raster: Raster) -> tuple[TextLine, ...]:
        """The recorded lines of this page.

        Raises:
            EngineFailed: a page with these pixels was not recorded.
        """
        return tuple(_line(r, self.name) for r in self._page(raster)["detected"])

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        """The same lines with the recorded glyphs.

        Raises:
            EngineFailed: a line with this polygon was not recorded on this page.
        """
        known = self._page(raster)["read"]
        found = [_find(known, line) for line in lines]
        missing = [line for line, record in zip(lines, found, strict=True) if record is None]
        if missing:
            corners = ", ".join(f"({x:.1f}, {y:.1f})" for x, y in missing[0].polygon or ())
            raise EngineFailed(
                f"{len(missing)} of {len(lines)} lines of {raster.source.file} are not in the record, the first is "
                f"{missing[0].id} with corners {corners}: layout cuts lines otherwise than when it was made",
                file=self.file,
                next_step=self.how,
            )
        return tuple(
            replace(line, glyphs=tuple(_glyph(g) for g in r["glyphs"]), doubtful=r["doubtful"])
            for line, r in zip(lines, found, strict=True)
            if r is not None
        )

    def _page(self, raster: Raster) -> Mapping[str, Any]:
        page: Mapping[str, Any] | None = self.pages.get(raster_key(raster))
        if page is None:
            raise EngineFailed(
                f"no page with the pixels of {raster.source.file} is in the record: either it was never recorded, "
                f"or the scan stage makes another raster of it than when it was",
                file=self.file,
                next_step=self.how,
            )
        return page


def load(file: Path, how: str = HOW) -> ReplayEngine:
    """The engine that answers from a record. ``how`` tells in errors how to record it again.

    Raises:
        UnreadableInput: the file is missing or no record.
    """
    try:
        content = json.loads(gzip.decompress(file.read_bytes()))
    except (OSError, EOFError, ValueError) as error:
        raise UnreadableInput(f"no record can be read here: {error}", file=file, next_step=how) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise UnreadableInput(f"this is no {FORMAT} file", file=file, next_step=how)
    return ReplayEngine(content["name"], file, content["pages"], how)


@dataclass(frozen=True, slots=True, eq=False)
class Recorder:
    """A real engine that keeps what it answered until :meth:`save`."""

    engine: Engine
    pages: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.engine.name

    def detect(self, raster: Raster) -> tuple[TextLine, ...]:
        """What the engine finds, kept. Coordinates are rounded as they will be in the record, so that
        lines cut from them are found again."""
        record = [_line_record(line) for line in self.engine.detect(raster)]
        self._page(raster)["detected"] = record
        return tuple(_line(r, self.engine.name) for r in record)

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        """What the engine reads, kept."""
        result = self.engine.read(raster, lines)
        self._page(raster)["read"].extend(
            {
                "polygon": _rounded(line),
                "direction": line.direction.value,
                "glyphs": [_glyph_record(g) for g in line.glyphs],
                "doubtful": line.doubtful,
            }
            for line in result
        )
        return result

    def _page(self, raster: Raster) -> dict[str, Any]:
        page: dict[str, Any] = self.pages.setdefault(raster_key(raster), {"detected": [], "read": []})
        return page

    def save(self, file: Path) -> None:
        """Write the record. The same answers give the same bytes.

        Raises:
            CannotWrite: the file cannot be written.
        """
        content = {"format": FORMAT, "name": self.name, "pages": self.pages}
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


def _find(known: Sequence[Mapping[str, Any]], line: TextLine) -> Mapping[str, Any] | None:
    """The recorded line nearest to this one, if all its corners are within reach."""
    found, nearest = None, REACH
    corners = line.polygon or ()
    for record in known:
        polygon = record["polygon"]
        if record["direction"] != line.direction.value or len(polygon) != len(corners):
            continue
        apart = max((max(abs(x - a), abs(y - b)) for (x, y), (a, b) in zip(corners, polygon, strict=True)), default=0)
        if apart <= nearest and (found is None or apart < nearest):
            found, nearest = record, apart
    return found


def _rounded(line: TextLine) -> list[tuple[float, float]]:
    return [(round(x, 1), round(y, 1)) for x, y in line.polygon or ()]


def _line_record(line: TextLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "polygon": _rounded(line),
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
