"""``python -m benchmarks.batch.replayed convert ...``: the ocrfix command with recognition from a record.

Everything else is what it is: the scan is read and set upright, layout, order, articles and repair are worked out, and
all outputs written. The record is named by ``REPLAY``.
"""

from __future__ import annotations

import os
import sys
import zlib
from pathlib import Path

from ocrfix import cli
from ocrfix.batch import reader
from ocrfix.pipeline import Converter, PageFailure
from ocrfix.profile import unmeasured
from ocrfix.recognise import paddle, replay
from ocrfix.settings.load import load

PNG_HEAD = 33
"""Bytes of a PNG up to the end of its first chunk."""


class Replayed(reader.Reader):
    """A worker's tools whose engine answers from the record."""

    def _started(self) -> Converter:
        if self._converter is None:
            engine = replay.load(Path(os.environ["REPLAY"]))
            self._converter = Converter(self._settings, engine, self._profile.measure if self._profile else unmeasured)
        return self._converter


def record(pages: list[Path], file: Path) -> None:
    """Recognise these pages once."""
    settings = load()
    recorder = replay.Recorder(paddle.load(settings.recognise))
    converter = Converter(settings, recorder)
    for page in pages:
        for made in converter.pages(page):
            if isinstance(made, PageFailure):
                raise made.error
    recorder.save(file)


def varied(page: Path, number: int, to: Path) -> None:
    """The same pixels in another file: a PNG with a comment, so that it is no copy of another."""
    data = page.read_bytes()
    content = b"tEXt" + b"Comment\0page %d" % number
    chunk = (len(content) - 4).to_bytes(4, "big") + content + zlib.crc32(content).to_bytes(4, "big")
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(data[:PNG_HEAD] + chunk + data[PNG_HEAD:])


if __name__ == "__main__":
    reader.Reader = Replayed  # type: ignore[misc]
    sys.exit(cli.run(sys.argv[1:]))
