"""``python -m tests.pipeline.record [NAME...]``: ask the real recogniser about the recorded pages anew."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ocrfix.pipeline import Converter, PageFailure
from ocrfix.recognise import paddle
from ocrfix.recognise.replay import Recorder
from ocrfix.settings.load import load
from tests.pipeline.recorded import ALL


def main(names: Sequence[str]) -> None:
    settings = load()
    engine = paddle.load(settings.recognise)
    for page in ALL:
        if names and page.name not in names:
            continue
        recorder = Recorder(engine)
        (work,) = Converter(settings, recorder).works(page.image)
        if isinstance(work, PageFailure):
            raise work.error
        page.record.parent.mkdir(exist_ok=True)
        recorder.save(page.record)
        print(f"{page.record} {page.record.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
