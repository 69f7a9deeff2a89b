"""Settings: three places, the later one wins, and what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocrfix.errors import UsageError
from ocrfix.settings import Group
from ocrfix.settings.describe import to_toml
from ocrfix.settings.load import Settings, load


def toml(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "my.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_defaults_need_nothing() -> None:
    assert load() == Settings()


def test_the_command_line_beats_the_environment_and_that_the_file(tmp_path: Path) -> None:
    path = toml(tmp_path, "[scan]\npdf_dpi = 200\npdf_max_dpi = 500\nmax_megapixels = 10\n")
    environment = {"OCRFIX_SCAN__PDF_MAX_DPI": "510", "OCRFIX_SCAN__MAX_MEGAPIXELS": "11", "PATH": "x"}
    found = load(path, environment, ["scan.max_megapixels=12"]).scan
    assert (found.pdf_dpi, found.pdf_max_dpi, found.max_megapixels) == (200, 510, 12)


def test_groups_inside_groups(tmp_path: Path) -> None:
    path = toml(tmp_path, "[recognise.detection]\ntile = 640\n")
    found = load(path, {"OCRFIX_RECOGNISE__DETECTION__HALO": "64"}, ["recognise.reading.squeeze=0.5"]).recognise
    assert (found.detection.tile, found.detection.halo, found.reading.squeeze) == (640, 64, 0.5)


def test_texts_become_what_the_setting_is() -> None:
    found = load(None, {}, ["scan.allow_truncated=true", "recognise.model_dir=/m", "recognise.threads=3"])
    assert found.scan.allow_truncated is True
    assert found.recognise.model_dir == Path("/m")
    assert found.recognise.threads == 3


def test_lists_are_written_as_in_toml() -> None:
    assert load(overrides=['repair.off=["look-alike", "width"]']).repair.off == ("look-alike", "width")
    assert load(environment={"OCRFIX_REPAIR__OFF": "['width']"}).repair.off == ("width",)
    with pytest.raises(UsageError, match=r"--set repair\.off=\[width: .* valid tuple"):
        load(overrides=["repair.off=[width"])


def test_variables_that_are_no_settings_or_empty_are_let_be() -> None:
    environment = {"OCRFIX_CACHE": "/c", "OCRFIX_SHARED": "/s", "OCRFIX_SCAN__PDF_DPI": ""}
    assert load(None, environment) == Settings()


@pytest.mark.parametrize(
    ("environment", "overrides", "origin", "cause", "next_step"),
    [
        ({"OCRFIX_SCAN__PDF_DPY": "3"}, [], "OCRFIX_SCAN__PDF_DPY", "no setting scan.pdf_dpy", "mean scan"),
        ({"OCRFIX_SKAN__PDF_DPI": "3"}, [], "OCRFIX_SKAN__PDF_DPI", "no setting skan.pdf_dpi", "mean scan"),
        ({"OCRFIX_SCAN__PDF_DPI": "many"}, [], "OCRFIX_SCAN__PDF_DPI", "cannot be 'many'", "ocrfix settings"),
        ({}, ["scan.pdf_dpi=1"], "--set scan.pdf_dpi=1", "greater than or equal to 36", "ocrfix settings"),
        ({}, ["scan.pdf_dpi"], "--set", "sets nothing", "group.name=value"),
        ({}, ["=3"], "--set", "sets nothing", "group.name=value"),
        ({}, ["scan=3"], "--set scan=3", "a group of settings", "pdf_dpi"),
        ({}, ["scan.pdf_dpi.x=3"], "--set scan.pdf_dpi.x=3", "no setting", "ocrfix settings"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(
    environment: dict[str, str], overrides: list[str], origin: str, cause: str, next_step: str
) -> None:
    with pytest.raises(UsageError) as raised:
        load(None, environment, overrides)
    assert raised.value.file == origin
    assert cause in raised.value.cause
    assert next_step in raised.value.next_step


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("[scan", "no valid TOML"),
        ("[scan]\npdf_dpi = [1]\n", "scan.pdf_dpi cannot be"),
        ("[scan]\npdf = 1\n", "no setting scan.pdf"),
        ("colour = 1\n", "no setting colour"),
        ("scan = 1\n", "a group of settings"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str, cause: str) -> None:
    path = toml(tmp_path, content)
    with pytest.raises(UsageError, match=r"my\.toml") as raised:
        load(path)
    assert cause in raised.value.cause


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml: the settings cannot be read: no such file"):
        load(tmp_path / "none.toml")


def test_what_is_printed_can_be_loaded(tmp_path: Path) -> None:
    changed = load(None, {}, ["scan.pdf_dpi=400", "scan.allow_truncated=yes", 'recognise.models=a"b'])
    assert load(toml(tmp_path, to_toml(changed))) == changed


def every_group(group: type[Group]) -> list[type[Group]]:
    inner = [f.annotation for f in group.model_fields.values()]
    kinds = [k for k in inner if isinstance(k, type) and issubclass(k, Group)]
    return [group, *(found for kind in kinds for found in every_group(kind))]


@pytest.mark.parametrize("group", every_group(Settings), ids=lambda g: g.__name__)
def test_every_setting_says_what_it_is(group: type[Group]) -> None:
    for name, field in group.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Group):
            continue
        assert field.description and len(field.description) > 20, f"{group.__name__}.{name}"


def test_every_file_of_settings_is_loaded() -> None:
    """Each file holds a group of its own, or one that such a group builds on."""
    folder = Path(__file__).parents[2] / "ocrfix" / "settings"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "base", "load", "describe"}
    groups = {base for group in every_group(Settings) for base in group.__mro__ if issubclass(base, Group)}
    loaded = {base.__module__.rpartition(".")[2] for base in groups} - {"base", "load"}
    assert files == loaded
    assert set(Settings.model_fields) <= files
