"""``ocrfix doctor`` finds what is missing and says what to do."""

from __future__ import annotations

import importlib.metadata

import pytest

from ocrfix import cli, doctor, recognise
from ocrfix.doctor import State
from ocrfix.errors import EngineMissing, ExitCode


class Engine:
    name = "an engine with two models"


@pytest.fixture(autouse=True)
def no_real_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "load", lambda settings: Engine())


def test_a_sound_machine_is_0(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["doctor"]) == ExitCode.OK
    shown = capfd.readouterr().out
    for part in ("ocrfix: ", "python: ", "onnxruntime: ", "opencv: one version", "an engine with two models",
                 "language model: ", "cache folder: ", "memory: ", "cores: "):  # fmt: skip
        assert part in shown


def test_a_missing_model_is_4_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def missing(settings: object) -> None:
        raise EngineMissing("the model is gone", next_step="Fetch it.")

    monkeypatch.setattr(recognise, "load", missing)
    assert cli.run(["doctor"]) == ExitCode.ENGINE_MISSING
    shown = capfd.readouterr().out
    assert "missing  models: the model is gone" in shown
    assert "→ Fetch it." in shown


def versions(monkeypatch: pytest.MonkeyPatch, changed: dict[str, str | None]) -> None:
    true = importlib.metadata.version

    def version(name: str) -> str:
        found = changed[name] if name in changed else true(name)
        if found is None:
            raise importlib.metadata.PackageNotFoundError(name)
        return found

    monkeypatch.setattr(doctor.metadata, "version", version)


def test_opencv_distributions_of_two_versions_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    versions(monkeypatch, {"opencv-python-headless": "4.12.0.1"})
    check = doctor.opencv()
    assert check.state is State.MISSING
    assert "opencv-python-headless 4.12.0.1" in check.found
    assert "--force-reinstall" in check.remedy
    versions(monkeypatch, dict.fromkeys(doctor.OPENCV))
    assert doctor.opencv().found == "not installed"


def test_packages_that_lack_or_are_too_old_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    versions(monkeypatch, {"scipy": None, "rapidfuzz": "0.1"})
    found = {c.name: c for c in doctor.packages()}
    assert found["scipy"].state is State.MISSING
    assert found["rapidfuzz"].state is State.WARNING
    assert "pip install 'scipy" in found["scipy"].remedy
    assert "pytest" not in found, "extras are not needed"


def test_a_cache_that_cannot_be_written_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path_factory.mktemp("c") / "file"
    file.touch()
    monkeypatch.setenv("OCRFIX_CACHE", str(file))
    assert cli.run(["doctor"]) == ExitCode.ENGINE_MISSING
    assert "missing  cache folder" in capfd.readouterr().out


def test_little_memory_is_a_warning(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(doctor, "MEMORY", 1e6)
    assert cli.run(["doctor"]) == ExitCode.OK
    assert "warning  memory" in capfd.readouterr().out
