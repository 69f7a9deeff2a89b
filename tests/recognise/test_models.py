"""Model folders: prepared once, safely, without a network, and named clearly when missing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ocrfix.errors import CannotWrite, EngineMissing
from ocrfix.recognise import choose, models
from ocrfix.settings.recognise import RecogniseSettings


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(models.CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv(choose.PADDLEX_CACHE_VARIABLE, str(tmp_path / "paddlex"))
    return tmp_path / "cache"


def test_the_embedded_models_are_prepared_once(cache: Path) -> None:
    detector, recogniser = choose.models(RecogniseSettings())
    assert (detector.name, recogniser.name) == (models.DETECTOR, models.RECOGNISER)
    assert recogniser.path is not None and recogniser.path.is_relative_to(cache)
    characters = models.read_config(recogniser.path)["PostProcess"]["character_dict"]
    assert len(characters) == 18708 and "国" in characters and "國" in characters
    before = (recogniser.path / "inference.yml").stat().st_mtime_ns
    choose.models(RecogniseSettings())
    assert (recogniser.path / "inference.yml").stat().st_mtime_ns == before
    assert [p.name for p in (cache / "models").iterdir() if p.name.startswith(".")] == []


def test_processes_that_start_together_agree(cache: Path) -> None:
    found: list[models.ModelFolder] = []
    start = threading.Barrier(4)

    def prepare() -> None:
        start.wait()
        found.append(models.embedded(models.DETECTOR))

    workers = [threading.Thread(target=prepare) for _ in range(4)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    assert len(found) == 4 and len(set(found)) == 1
    assert models.folder(found[0].path or Path()).name == models.DETECTOR


def test_a_damaged_copy_is_replaced(cache: Path) -> None:
    place = models.embedded(models.DETECTOR).path
    assert place is not None
    (place / "inference.onnx").write_bytes(b"cut off")
    again = models.embedded(models.DETECTOR).path
    assert again == place and (place / "inference.onnx").stat().st_size > 1_000_000


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(models.CACHE_VARIABLE, str(tmp_path / "file"))
    with pytest.raises(CannotWrite, match=models.CACHE_VARIABLE):
        models.embedded(models.DETECTOR)


def test_a_name_that_is_not_cached_is_not_fetched_unasked(cache: Path) -> None:
    with pytest.raises(EngineMissing, match=r"PP-OCRv6_medium_det .*download"):
        choose.models(RecogniseSettings(models="PP-OCRv6_medium"))
    detector, _ = choose.models(RecogniseSettings(models="PP-OCRv6_medium", download=True))
    assert detector == models.ModelFolder("PP-OCRv6_medium_det", None)


def test_a_cached_name_is_found(cache: Path, tmp_path: Path) -> None:
    place = tmp_path / "paddlex" / "official_models" / "PP-OCRv6_medium_rec_onnx"
    make_model(place, "PP-OCRv6_medium_rec")
    wanted = RecogniseSettings(models=f"{models.DETECTOR},PP-OCRv6_medium_rec")
    assert choose.models(wanted)[1] == models.ModelFolder("PP-OCRv6_medium_rec", place)


def test_a_folder_may_hold_one_model_or_both(cache: Path, tmp_path: Path) -> None:
    make_model(tmp_path / "mine" / "rec", "My_rec")
    detector, recogniser = choose.models(RecogniseSettings(model_dir=tmp_path / "mine"))
    assert (detector.name, recogniser.name) == (models.DETECTOR, "My_rec")
    assert choose.models(RecogniseSettings(model_dir=tmp_path / "mine" / "rec"))[1] == recogniser
    make_model(tmp_path / "mine" / "other", "Other_rec")
    with pytest.raises(EngineMissing, match="2 recognisers"):
        choose.models(RecogniseSettings(model_dir=tmp_path / "mine"))


@pytest.mark.parametrize("content", ["", "- a\n", "Global: {}\n", "a: [\n"])
def test_a_folder_without_a_model_is_named(tmp_path: Path, content: str) -> None:
    with pytest.raises(EngineMissing):
        models.folder(tmp_path)
    (tmp_path / "inference.onnx").write_bytes(b"")
    (tmp_path / "inference.yml").write_text(content)
    with pytest.raises(EngineMissing, match=r"inference\.yml"):
        models.folder(tmp_path)


def test_names_are_a_stem_or_a_pair() -> None:
    assert choose.names("PP-OCRv5_server") == ("PP-OCRv5_server_det", "PP-OCRv5_server_rec")
    assert choose.names("A_det, B_rec") == ("A_det", "B_rec")
    with pytest.raises(EngineMissing):
        choose.names("a,b,c")


def make_model(place: Path, name: str) -> None:
    place.mkdir(parents=True)
    (place / "inference.onnx").write_bytes(b"weights")
    (place / "inference.yml").write_text(f"Global:\n  model_name: {name}\n")
