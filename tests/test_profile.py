"""What a profile keeps, and that the pipeline tells it all of its stages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocrfix import pipeline
from ocrfix.errors import CannotWrite
from ocrfix.profile import FORMAT, Profile, memory_mib
from ocrfix.recognise import replay
from ocrfix.settings.load import Settings
from tests.pipeline.recorded import HORIZONTAL


def test_costs_belong_to_the_start_or_to_their_page_also_when_a_stage_fails(tmp_path: Path) -> None:
    profile = Profile()
    with profile.measure("load"):
        held = bytearray(40 << 20)
    profile.started()
    with pytest.raises(ZeroDivisionError), profile.measure("scan"):
        _ = 1 / 0
    profile.page("a.png", page=1)
    with profile.measure("scan"):
        sum(range(300_000))
    profile.page("b.png", page=2, lines=7)
    profile.save(tmp_path / "profile.json")
    found = json.loads((tmp_path / "profile.json").read_text(encoding="utf-8"))
    assert found["format"] == FORMAT and found["total"]["cpu_s"] > 0
    assert [c["stage"] for c in found["start"]] == ["load"]
    assert found["start"][0]["peak_mib"] >= found["start"][0]["resident_mib"] - 1 > len(held) / 2**20
    assert [(p["file"], p["page"], [c["stage"] for c in p["stages"]]) for p in found["pages"]] == [
        ("a.png", 1, ["scan"]),
        ("b.png", 2, ["scan"]),
    ]
    assert found["pages"][1]["lines"] == 7 and found["pages"][1]["stages"][0]["cpu_s"] > 0
    with pytest.raises(CannotWrite):
        profile.save(tmp_path / "no" / "profile.json")


def test_memory_is_in_mib() -> None:
    now, most = memory_mib()
    assert 10 < now <= most + 1 < 100_000


def test_every_stage_of_a_page_is_measured() -> None:
    profile = Profile()
    converter = pipeline.Converter(Settings(), replay.load(HORIZONTAL.record), measure=profile.measure)
    profile.started()
    for _ in converter.works(HORIZONTAL.image):
        profile.page("page", page=1)
    assert [c.stage for c in profile.start] == ["load networks", "load language"]
    stages = [c["stage"] for c in profile.pages[0]["stages"]]
    assert stages == ["scan", "detect", "layout", "read", "repair ink", "order", "articles", "repair text"]
