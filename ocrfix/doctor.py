"""Whether this machine has what ocrfix needs, and what to do where it has not.

Nothing that may be missing is imported before it is looked at.
"""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from ocrfix import __version__
from ocrfix.errors import OcrfixError

if TYPE_CHECKING:
    from ocrfix.settings.load import Settings

OPENCV = ("opencv-contrib-python", "opencv-python", "opencv-python-headless", "opencv-contrib-python-headless")
"""Distributions that all install the one folder ``cv2/``: the last one installed wins."""

SHARED_LIBRARIES = "apt-get install libgl1 libglib2.0-0 (Debian, Ubuntu) or your system's packages of these"

MEMORY = 2.0
"""GiB of free memory below which a broadsheet may not fit (measured: under 1.5 GiB at the peak)."""


class State(str, Enum):
    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, what was found, and the remedy where it is not ``OK``."""

    name: str
    state: State
    found: str
    remedy: str = ""


def examine(settings: Settings) -> Iterator[Check]:
    """Look at everything, one after the other; a check that fails never stops the next."""
    yield Check("ocrfix", State.OK, __version__)
    yield Check("python", State.OK, f"{platform.python_version()} on {platform.platform()}")
    yield from packages()
    yield opencv()
    yield _tried("cv2", _cv2, f"Install the libraries it names: {SHARED_LIBRARIES}")
    yield _tried("cache folder", _cache, "Set OCRFIX_CACHE to a folder that can be written.")
    yield _tried("models", lambda: _models(settings), "Install ocrfix again: pip install --force-reinstall ocrfix")
    yield _tried("language model", lambda: _language(settings), "Install ocrfix again, or set language.model.")
    yield _tried("memory", _memory, "")
    yield Check("cores", State.OK, str(os.cpu_count() or "unknown"))


def packages() -> Iterator[Check]:
    """Every distribution that ocrfix needs, with its version."""
    try:
        from packaging.requirements import Requirement  # noqa: PLC0415 - looked at here

        needed = metadata.requires("ocrfix") or []
    except (ImportError, metadata.PackageNotFoundError) as error:
        yield Check("installation", State.MISSING, str(error), "Install ocrfix: pip install .")
        return
    for text in needed:
        wanted = Requirement(text)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        remedy = f"pip install '{wanted.name}{wanted.specifier}'"
        try:
            version = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            yield Check(wanted.name, State.MISSING, "not installed", remedy)
            continue
        if wanted.specifier.contains(version, prereleases=True):
            yield Check(wanted.name, State.OK, version)
        else:
            yield Check(wanted.name, State.WARNING, f"{version}, wanted {wanted.specifier}", remedy)


def opencv() -> Check:
    """Whether all installed OpenCV distributions have one version."""
    versions: dict[str, str] = {}
    for name in OPENCV:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    if len(set(versions.values())) == 1:
        return Check("opencv", State.OK, f"one version: {next(iter(versions.values()))}")
    if not versions:
        return Check("opencv", State.MISSING, "not installed", "pip install opencv-python==4.10.0.84")
    found = ", ".join(f"{name} {version}" for name, version in versions.items())
    wanted = " ".join(f"{name}==4.10.0.84" for name in versions)
    return Check(
        "opencv",
        State.MISSING,
        f"versions that overwrite each other: {found}",
        f"pip install --force-reinstall --no-deps {wanted}",
    )


def _tried(name: str, look: Callable[[], str | Check], remedy: str) -> Check:
    try:
        found = look()
    except OcrfixError as error:
        return Check(name, State.MISSING, str(error.cause), error.next_step)
    except Exception as error:
        return Check(name, State.MISSING, f"{type(error).__name__}: {error}", remedy)
    return found if isinstance(found, Check) else Check(name, State.OK, found)


def _cv2() -> str:
    import cv2  # noqa: PLC0415 - looked at here

    return f"{cv2.__version__} with its shared libraries"


def _cache() -> str:
    from ocrfix.recognise.models import cache_folder  # noqa: PLC0415 - needs packages that may be missing

    folder: Path = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        return f"{folder} can be written"


def _models(settings: Settings) -> str:
    from ocrfix import recognise  # noqa: PLC0415 - takes seconds

    name: str = recognise.load(settings.recognise).name
    return name


def _language(settings: Settings) -> str:
    from ocrfix.language import LanguageModel  # noqa: PLC0415

    about = LanguageModel.load(settings.language.model).about
    return ", ".join(f"{key} {value}" for key, value in about.items()) or "loaded"


def _memory() -> Check:
    import psutil  # noqa: PLC0415 - looked at here

    free, whole = (n / 2**30 for n in (psutil.virtual_memory().available, psutil.virtual_memory().total))
    found = f"{free:.1f} of {whole:.1f} GiB free"
    if free < MEMORY:
        return Check("memory", State.WARNING, found, "Close other programs: big pages need about 2 GiB.")
    return Check("memory", State.OK, found)
