"""The replay engine answers exactly what was recorded, and says how to record what was not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ocrfix.errors import EngineFailed, UnreadableInput
from ocrfix.page import Alternative, Box, Direction, Glyph, TextLine
from ocrfix.recognise import replay
from ocrfix.scan import Raster
from tests.recognise.rasters import raster_of

GLYPH = Glyph("港", Box(1.5, 2, 9.2, 10), 0.875, (Alternative("港", 0.875), Alternative("", 0.1)))


class Fake:
    name = "fake 1"

    def detect(self, raster: Raster) -> tuple[TextLine, ...]:
        polygon = ((1.04, 2.0), (30.0, 2.0), (30.0, 10.0), (1.0, 10.0))
        return (TextLine("l0001", polygon, direction=Direction.TTB, source=self.name, detection=0.91234567),)

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        return tuple(replace(line, glyphs=(GLYPH,), doubtful=True) for line in lines)


def page(shade: int) -> Raster:
    return raster_of(np.full((20, 40, 3), shade, np.uint8))


def test_what_was_recorded_comes_back(tmp_path: Path) -> None:
    recorder = replay.Recorder(Fake())
    lines = recorder.read(page(200), recorder.detect(page(200)))
    recorder.save(tmp_path / "a.json.gz")
    engine = replay.load(tmp_path / "a.json.gz")
    assert engine.name == "fake 1"
    assert engine.detect(page(200)) == recorder.detect(page(200))
    assert engine.read(page(200), engine.detect(page(200))) == lines
    assert lines[0].glyphs == (GLYPH,) and lines[0].doubtful
    recorder.save(tmp_path / "b.json.gz")
    assert (tmp_path / "a.json.gz").read_bytes() == (tmp_path / "b.json.gz").read_bytes()


def test_what_was_not_recorded_is_named_with_the_way_to_record_it(tmp_path: Path) -> None:
    recorder = replay.Recorder(Fake())
    lines = recorder.read(page(200), recorder.detect(page(200)))
    recorder.save(tmp_path / "a.json.gz")
    engine = replay.load(tmp_path / "a.json.gz")
    with pytest.raises(EngineFailed, match=r"no page .*Recorder"):
        engine.detect(page(201))
    moved = replace(lines[0], polygon=tuple((x + 1, y) for x, y in lines[0].polygon or ()))
    with pytest.raises(EngineFailed, match=r"1 of 1 lines .*l0001 .*Recorder"):
        engine.read(page(200), [moved])
    with pytest.raises(EngineFailed):
        engine.read(page(200), [replace(lines[0], direction=Direction.LTR)])


def test_rounding_is_forgiven(tmp_path: Path) -> None:
    recorder = replay.Recorder(Fake())
    lines = recorder.read(page(200), recorder.detect(page(200)))
    recorder.save(tmp_path / "a.json.gz")
    moved = replace(lines[0], polygon=tuple((x + 0.2, y - 0.2) for x, y in lines[0].polygon or ()), glyphs=())
    (answer,) = replay.load(tmp_path / "a.json.gz").read(page(200), [moved])
    assert answer.glyphs == (GLYPH,) and answer.polygon == moved.polygon


def test_the_caller_says_how_to_record_again(tmp_path: Path) -> None:
    replay.Recorder(Fake()).save(tmp_path / "a.json.gz")
    with pytest.raises(EngineFailed, match="ask Ada"):
        replay.load(tmp_path / "a.json.gz", "ask Ada").detect(page(200))


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\x1f\x8b"])
def test_what_is_no_record_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "bad.json.gz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UnreadableInput):
        replay.load(file)
