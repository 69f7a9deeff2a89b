"""Which detector and which recogniser the settings ask for."""

from __future__ import annotations

import os
from pathlib import Path

from ocrfix.errors import EngineMissing
from ocrfix.recognise.models import DETECTOR, RECOGNISER, ModelFolder, embedded, folder
from ocrfix.settings.recognise import RecogniseSettings

PADDLEX_CACHE_VARIABLE = "PADDLE_PDX_CACHE_HOME"
"""PaddleX's own variable for the folder it keeps downloaded models in."""


def models(settings: RecogniseSettings) -> tuple[ModelFolder, ModelFolder]:
    """The detector and the recogniser: a folder wins over names, what is not named is the embedded one.

    Raises:
        EngineMissing: a model is not where the settings say, or is not cached and may not be downloaded.
        CannotWrite: the model cache cannot be written.
    """
    if settings.model_dir is not None:
        return _from_folder(settings.model_dir)
    if settings.models is not None:
        detector, recogniser = names(settings.models)
        return _named(detector, settings.download), _named(recogniser, settings.download)
    return embedded(DETECTOR), embedded(RECOGNISER)


def names(wanted: str) -> tuple[str, str]:
    """Names of detector and recogniser: ``DETECTOR,RECOGNISER``, or a stem that both share.

    Raises:
        EngineMissing: more than two names.
    """
    parts = [p.strip() for p in wanted.split(",") if p.strip()]
    if len(parts) == 1:
        stem = parts[0].removesuffix("_det").removesuffix("_rec")
        return f"{stem}_det", f"{stem}_rec"
    if len(parts) != 2:
        raise EngineMissing(
            f"{wanted!r} does not name a detector and a recogniser",
            next_step="Write for example --models PP-OCRv6_medium, or both names with a comma between.",
        )
    return parts[0], parts[1]


def _from_folder(root: Path) -> tuple[ModelFolder, ModelFolder]:
    if not root.is_dir():
        raise EngineMissing(
            "there is no such model folder", file=root, next_step="Check the path given with --model-dir."
        )
    places = [root] if (root / "inference.yml").is_file() else sorted(p for p in root.iterdir() if p.is_dir())
    found = [folder(p) for p in places if (p / "inference.yml").is_file()]
    detectors = [m for m in found if m.name.endswith("_det")]
    recognisers = [m for m in found if m.name.endswith("_rec")]
    if not found or len(detectors) > 1 or len(recognisers) > 1:
        count = f"{len(detectors)} detectors and {len(recognisers)} recognisers"
        raise EngineMissing(
            f"a model folder holds one detector, one recogniser or one of each; here are {count}",
            file=root,
            next_step="Put inference.onnx and inference.yml into det/ and rec/ below it.",
        )
    return (
        detectors[0] if detectors else embedded(DETECTOR),
        recognisers[0] if recognisers else embedded(RECOGNISER),
    )


def _named(name: str, download: bool) -> ModelFolder:
    if name in (DETECTOR, RECOGNISER):
        return embedded(name)
    home = os.environ.get(PADDLEX_CACHE_VARIABLE)
    cache = (Path(home) if home else Path.home() / ".paddlex") / "official_models"
    for place in (cache / f"{name}_onnx", cache / name):
        if (place / "inference.onnx").is_file():
            return folder(place)
    if download:
        return ModelFolder(name, None)
    raise EngineMissing(
        f"the model {name} is not on this machine (looked in {cache})",
        next_step="Allow its download with --set recognise.download=true, or name its folder with --model-dir.",
    )
