"""``python -m benchmarks.peers.read PEER OUT IMAGE...``: read pages with another tool, as it comes.

Writes ``OUT/NAME.txt`` for every image. PaddleOCR and RapidOCR load their models once; ``OUT/NAME.lines.json``
then holds the boxes and texts of the lines, for the X-Y cut.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Lines = list[tuple[list[list[float]], str]]
"""Polygon and text of every line, in the tool's own order."""


def paddleocr() -> Callable[[Path], Lines]:
    """PaddleOCR's own pipeline with the very weights ocrfix has; its other models (page and line orientation,
    unwarping) are switched off, as they would have to be fetched. Everything else is its default.
    """
    os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")
    from paddleocr import PaddleOCR  # noqa: PLC0415 - each tool is loaded in its own process only

    from ocrfix.recognise.models import DETECTOR, RECOGNISER, embedded  # noqa: PLC0415

    logging.disable(logging.WARNING)
    reader = PaddleOCR(
        text_detection_model_name=DETECTOR,
        text_detection_model_dir=str(embedded(DETECTOR).path),
        text_recognition_model_name=RECOGNISER,
        text_recognition_model_dir=str(embedded(RECOGNISER).path),
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        engine="onnxruntime",
    )

    def read(image: Path) -> Lines:
        return [
            ([[float(x), float(y)] for x, y in polygon], text)
            for found in reader.predict(str(image))
            for polygon, text in zip(found["rec_polys"], found["rec_texts"], strict=True)
        ]

    return read


def rapidocr() -> Callable[[Path], Lines]:
    """RapidOCR as its wheel installs it."""
    from rapidocr import RapidOCR  # noqa: PLC0415

    logging.disable(logging.WARNING)
    reader = RapidOCR()

    def read(image: Path) -> Lines:
        found: Any = reader(str(image))
        if found.txts is None:
            return []
        return [([[float(x), float(y)] for x, y in b], t) for b, t in zip(found.boxes, found.txts, strict=True)]

    return read


def tesseract(languages: str, image: Path, out: Path) -> None:
    """Tesseract with automatic page segmentation and orientation (``--psm 1``), on one thread: its own documentation
    advises so where many pages are read, as more threads mostly wait for each other.
    """
    command = ["tesseract", str(image), str(out / image.stem), "-l", languages, "--psm", "1"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env={**os.environ, "OMP_THREAD_LIMIT": "1"})


READERS = {"paddleocr": paddleocr, "rapidocr": rapidocr}


def main(arguments: Sequence[str]) -> None:
    """Read every image."""
    peer, out, images = arguments[0], Path(arguments[1]), [Path(a) for a in arguments[2:]]
    out.mkdir(parents=True, exist_ok=True)
    if peer.startswith("tesseract:"):
        for image in images:
            tesseract(peer.partition(":")[2], image, out)
        return
    read = READERS[peer]()
    for image in images:
        lines = read(image)
        (out / f"{image.stem}.txt").write_text("".join(f"{text}\n" for _, text in lines), encoding="utf-8")
        (out / f"{image.stem}.lines.json").write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
