"""Detector and recogniser as functions from arrays to arrays."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocrfix.errors import EngineFailed, EngineMissing
from ocrfix.recognise import runtimes
from ocrfix.recognise.models import ModelFolder, characters
from ocrfix.recognise.runtimes import Array, Run, T
from ocrfix.settings.recognise import RecogniseSettings

_NOISY = ("paddlex", "paddleocr", "modelscope", "modelscope_hub", "huggingface_hub", "aistudio_sdk")


@dataclass(frozen=True, slots=True)
class Networks:
    """A detector and a recogniser. ``characters`` belong to the recogniser's outputs, blank (0) first."""

    detector: Run
    recogniser: Run
    characters: tuple[str, ...]
    name: str
    release: Callable[[], None] = lambda: None
    """Gives back the memory that they hold for their next call, while none is made."""


def load(detector: ModelFolder, recogniser: ModelFolder, settings: RecogniseSettings) -> Networks:
    """Load both networks: from ONNX files by a runtime of the settings, what is not on this machine through
    PaddleOCR, which takes five seconds and 250 MB to import.

    Raises:
        EngineMissing: a runtime, PaddleOCR or a shared library is not installed, or a model cannot be loaded.
    """
    with _silence():
        if detector.onnx is not None and recogniser.onnx is not None:
            return _by_runtime((detector, detector.onnx), (recogniser, recogniser.onnx), settings)
        return _by_paddleocr(detector, recogniser, settings.device)


def _by_runtime(
    detector: tuple[ModelFolder, Path], recogniser: tuple[ModelFolder, Path], settings: RecogniseSettings
) -> Networks:
    runtime = runtimes.choose(settings)

    def network(model: ModelFolder, file: Path, large: bool) -> Run:
        try:
            return _guard(runtime.load(file, large), model)
        except EngineMissing:
            raise
        except Exception as error:
            raise EngineMissing(
                f"the model {model.name} cannot be loaded ({error})",
                file=model.path,
                next_step="Check the model folder, or use the embedded model.",
            ) from error

    return Networks(
        detector=network(*detector, large=True),
        recogniser=network(*recogniser, large=False),
        characters=characters(recogniser[0]),
        name=f"{detector[0].name} {recogniser[0].name} {runtime.name}",
        release=runtime.release,
    )


def _by_paddleocr(detector: ModelFolder, recogniser: ModelFolder, device: str) -> Networks:
    paddleocr, version = _paddleocr()
    find = _predictor(paddleocr.TextDetection, detector, device)
    read = _predictor(paddleocr.TextRecognition, recogniser, device)
    return Networks(
        detector=_guard(lambda batch, use: use(find.runner([batch])[0]), detector),
        recogniser=_guard(lambda batch, use: use(read.runner([batch])[0]), recogniser),
        characters=tuple(read.post_op.character),
        name=f"paddleocr {version} {detector.name} {recogniser.name}",
    )


def _paddleocr() -> tuple[Any, str]:
    os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")
    try:
        import paddleocr  # noqa: PLC0415 - three seconds and 100 MB: only when a network is wanted
    except ImportError as error:
        text = str(error)
        if "libGL" in text or "libgthread" in text or "libglib" in text:
            raise EngineMissing(
                f"OpenCV lacks a shared library ({text})",
                next_step="Install it: apt-get install libgl1 libglib2.0-0",
            ) from error
        raise EngineMissing(
            f"PaddleOCR cannot be imported ({text})",
            next_step="Install it: pip install 'paddleocr>=3.7,<3.8'",
        ) from error
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)
    return paddleocr, str(getattr(paddleocr, "__version__", "unknown"))


def _predictor(kind: Any, model: ModelFolder, device: str) -> Any:
    try:
        return kind(
            model_name=model.name,
            model_dir=None if model.path is None else str(model.path),
            device=device,
            engine="onnxruntime",
            engine_config=dict(runtimes.SESSION),
        ).paddlex_predictor
    except Exception as error:
        step = (
            "Install onnxruntime-gpu, or use --device cpu."
            if device == "gpu"
            else "Check the model folder, or use the embedded model."
        )
        raise EngineMissing(
            f"the model {model.name} cannot be loaded ({error})", file=model.path, next_step=step
        ) from error


def _guard(run: Run, model: ModelFolder) -> Run:
    def guarded(batch: Array, use: Callable[[Array], T]) -> T:
        try:
            return run(batch, use)
        except Exception as error:
            raise EngineFailed(
                f"the network {model.name} failed ({error})",
                next_step="If memory ran out, use fewer workers; else report this with the page.",
            ) from error

    return guarded


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Send what libraries print while loading to standard error: standard output carries data."""
    sys.stdout.flush()
    try:
        saved = os.dup(1)
    except OSError:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
        return
    try:
        os.dup2(2, 1)
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        os.dup2(saved, 1)
        os.close(saved)
