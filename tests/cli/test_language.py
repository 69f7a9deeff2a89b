"""``ocrfix language build``."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocrfix import cli
from ocrfix.errors import ExitCode
from ocrfix.language import LanguageModel


def test_a_model_is_built_and_keeps_where_it_comes_from(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "archive.txt"
    corpus.write_text("老桥下的菜市场，清晨五点，灯亮了。\n" * 50, encoding="utf-8")
    out = tmp_path / "model.npz"
    arguments = ["language", "build", str(corpus), "-o", str(out), "--about", "晚报，自己的档案"]
    assert cli.run([*arguments, "--set", "language.floor=1"]) == ExitCode.OK
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "bigrams" in shown.err
    model = LanguageModel.load(out)
    assert model.about["sources"] == "晚报，自己的档案"
    assert model.logprob("清晨五点") > model.logprob("五晨清点")


def test_a_missing_corpus_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = cli.run(["language", "build", str(tmp_path / "none.txt"), "-o", str(tmp_path / "m.npz")])
    assert code == ExitCode.UNREADABLE_INPUT
    assert "none.txt" in capfd.readouterr().err
    assert not (tmp_path / "m.npz").exists()


def test_help_is_there(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["language", "build", "--help"]) == ExitCode.OK
    assert "CORPUS" in capfd.readouterr().out
