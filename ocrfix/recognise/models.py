"""Model folders: the embedded default, models by folder, models by name."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ocrfix.errors import CannotWrite, EngineMissing

CACHE_VARIABLE = "OCRFIX_CACHE"
"""Names the environment variable that moves the cache folder."""

DETECTOR, RECOGNISER = "PP-OCRv6_small_det", "PP-OCRv6_small_rec"

_EMBEDDED = {
    DETECTOR: ("PP-OCRv6_det_small.onnx", "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"),
    RECOGNISER: (
        "PP-OCRv6_rec_small.onnx",
        "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    ),
}
"""File in the rapidocr distribution and its SHA-256 (as published in rapidocr's default_models.yaml)."""

_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C, four times as fast on a list of 18,000 characters, where PyYAML was built with it."""

_WEIGHTS = ("inference.onnx", "inference.pdiparams", "model.safetensors")


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """One model in PaddleOCR's layout: weights and ``inference.yml`` in one folder.

    ``path`` is ``None`` for a model that PaddleOCR shall fetch by its name.
    """

    name: str
    path: Path | None

    @property
    def onnx(self) -> Path | None:
        """The weights, if they are an ONNX file on this machine."""
        file = None if self.path is None else self.path / "inference.onnx"
        return file if file is not None and file.is_file() else None


def cache_folder() -> Path:
    """Where prepared models lie: ``$OCRFIX_CACHE``, else the platform's cache folder."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "ocrfix"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "ocrfix" / "cache"
    xdg = os.environ.get("XDG_CACHE_HOME")
    return (Path(xdg) if xdg else Path.home() / ".cache") / "ocrfix"


def embedded(name: str, cache: Path | None = None) -> ModelFolder:
    """The embedded model of this name, prepared in the cache folder. Needs no network.

    The folder is written beside its place and renamed, so that two processes may start together.

    Raises:
        EngineMissing: the model is not embedded, or its file is missing or damaged.
        CannotWrite: the cache folder cannot be written.
    """
    file, digest = _EMBEDDED[name]
    root = (cache if cache is not None else cache_folder()) / "models"
    place = root / f"{name}-{digest[:12]}"
    if (place / "inference.yml").is_file() and _sha256(place / "inference.onnx") == digest:
        return ModelFolder(name, place)
    source = _embedded_file(file)
    if _sha256(source) != digest:
        raise EngineMissing(
            "the embedded model is damaged (its SHA-256 differs)",
            file=source,
            next_step="Reinstall it: pip install --force-reinstall --no-deps 'rapidocr>=3.10,<3.11'",
        )
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=root, prefix=f".{name}-") as scratch:
            fresh = Path(scratch) / name
            fresh.mkdir()
            shutil.copyfile(source, fresh / "inference.onnx")
            (fresh / "inference.yml").write_text(
                yaml.safe_dump(_config(name, source), allow_unicode=True, sort_keys=False), encoding="utf-8"
            )
            _put(fresh, place, digest)
    except OSError as error:
        raise CannotWrite(
            f"the model cache cannot be written: {error.strerror or error}",
            file=root,
            next_step=f"Free space there or set {CACHE_VARIABLE} to a folder that can be written.",
        ) from error
    return ModelFolder(name, place)


def folder(path: Path) -> ModelFolder:
    """The model in a folder that the user named.

    Raises:
        EngineMissing: the folder holds no model in PaddleOCR's layout.
    """
    config = path / "inference.yml"
    if not config.is_file() or not any((path / w).is_file() for w in _WEIGHTS):
        raise EngineMissing(
            "no PaddleOCR model here: inference.yml and inference.onnx are needed",
            file=path,
            next_step="Name a folder that holds both, or leave the option away to use the embedded model.",
        )
    name = read_config(path).get("Global", {}).get("model_name")
    if not name:
        raise EngineMissing(
            "inference.yml names no model (Global: model_name)",
            file=config,
            next_step="Take the inference.yml that belongs to the model.",
        )
    return ModelFolder(str(name), path)


def read_config(path: Path) -> dict[str, Any]:
    """The content of ``inference.yml`` in a model folder.

    Raises:
        EngineMissing: it cannot be read or is no YAML mapping.
    """
    file = path / "inference.yml"
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), _YAML)
    except (OSError, yaml.YAMLError) as error:
        raise EngineMissing(
            f"the model's configuration cannot be read: {error}",
            file=file,
            next_step="Fetch the model again.",
        ) from error
    if not isinstance(content, dict):
        raise EngineMissing(
            "the model's configuration is empty or no mapping", file=file, next_step="Fetch the model again."
        )
    return content


def characters(model: ModelFolder) -> tuple[str, ...]:
    """The text of every class of a recogniser: the blank, its characters, the space.

    Raises:
        EngineMissing: the model names no characters.
    """
    listed = read_config(model.path).get("PostProcess", {}).get("character_dict") if model.path is not None else None
    if not isinstance(listed, list):
        raise EngineMissing(
            f"the model {model.name} names no characters (PostProcess: character_dict in inference.yml)",
            file=model.path,
            next_step="Take the inference.yml that belongs to the model.",
        )
    return ("blank", *(str(c) for c in listed), " ")


def _put(fresh: Path, place: Path, digest: str) -> None:
    try:
        fresh.rename(place)
        return
    except OSError:
        if (place / "inference.yml").is_file() and _sha256(place / "inference.onnx") == digest:
            return  # another process was first
        if not place.exists():
            raise
    spoilt = fresh.with_name("spoilt")
    place.rename(spoilt)
    fresh.rename(place)


def _embedded_file(file: str) -> Path:
    spec = importlib.util.find_spec("rapidocr")
    path = Path(spec.origin).parent / "models" / file if spec is not None and spec.origin else None
    if path is None or not path.is_file():
        raise EngineMissing(
            f"the embedded model {file} is not installed",
            next_step="Install it: pip install 'rapidocr>=3.10,<3.11' (or name other models with --model-dir)",
        )
    return path


def _config(name: str, source: Path) -> dict[str, Any]:
    """What PaddleOCR's own ``inference.yml`` says, with the characters from the model's metadata."""
    if name == DETECTOR:
        return {
            "Global": {"model_name": name},
            "PreProcess": {
                "transform_ops": [
                    {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                    {"DetResizeForTest": {"resize_long": 960}},
                    {
                        "NormalizeImage": {
                            "mean": [0.485, 0.456, 0.406],
                            "order": "hwc",
                            "scale": "1./255.",
                            "std": [0.229, 0.224, 0.225],
                        }
                    },
                    {"ToCHWImage": None},
                    {"KeepKeys": {"keep_keys": ["image", "shape"]}},
                ]
            },
            "PostProcess": {
                "name": "DBPostProcess",
                "thresh": 0.3,
                "box_thresh": 0.6,
                "max_candidates": 1000,
                "unclip_ratio": 1.5,
            },
        }
    return {
        "Global": {"model_name": name},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                {"RecResizeImg": {"image_shape": [3, 48, 320]}},
                {"KeepKeys": {"keep_keys": ["image"]}},
            ]
        },
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": _characters(source)},
    }


def _characters(source: Path) -> list[str]:
    import onnxruntime  # noqa: PLC0415 - heavy, and only needed once per machine

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])
    listed = session.get_modelmeta().custom_metadata_map.get("character")
    if not listed:
        raise EngineMissing(
            "the model names no characters in its metadata",
            file=source,
            next_step="Reinstall it: pip install --force-reinstall --no-deps 'rapidocr>=3.10,<3.11'",
        )
    return str(listed).split("\n")


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return None
