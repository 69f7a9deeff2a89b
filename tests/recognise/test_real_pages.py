"""Characters that recognition loses on real pages, wherever they stand: bars that no change may break.

The pages are not part of the project: OCRFIX_SHARED names the folder that holds them.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from ocrfix import scan
from ocrfix.layout import look
from ocrfix.recognise import PaddleEngine, load
from ocrfix.scan import Raster
from ocrfix.settings.load import Settings

BARS = {
    "rmrb_2022-03-31_p17.png": 0.5,
    "dongguan-ribao_2026-06-18_A03.jpg": 1.6,
    "headline-daily_2023-12-02_p1.jpg": 3.0,
    "jingbao_1939-04-23_0001_0004.png": 15.0,
    "jingbao_1939-04-23_0002_0003.png": 15.0,
}
"""Per cent of the truth's characters that may be missing."""

LONG = {name for name in BARS if name.startswith("jingbao")}
"""Pages of a minute each, read when OCRFIX_LONG is set."""


@pytest.fixture(scope="module")
def engine() -> PaddleEngine:
    return load(Settings().recognise)


@pytest.mark.parametrize("name", BARS)
def test_no_more_characters_are_missing_than_the_bar(engine: PaddleEngine, name: str) -> None:
    shared = os.environ.get("OCRFIX_SHARED")
    if not shared:
        pytest.skip("OCRFIX_SHARED is not set: the real pages are not part of the project")
    if name in LONG and not os.environ.get("OCRFIX_LONG"):
        pytest.skip("OCRFIX_LONG is not set: this page takes a minute")
    folder = Path(shared) / "data" / "real"
    variants = json.loads((folder / "jingbao_variants.json").read_text(encoding="utf-8"))
    settings = Settings()
    (raster,) = scan.read(folder / name, settings.scan)
    assert isinstance(raster, Raster)
    lines = engine.read(raster, look(raster, engine.detect(raster), settings.layout).lines)
    truth = (folder / name).with_suffix(".gt.md").read_text(encoding="utf-8")
    wanted, found = (characters(t, variants) for t in (words(truth), "".join(line.text for line in lines)))
    missing = 100 * sum((wanted - found).values()) / sum(wanted.values())
    assert missing <= BARS[name], f"{missing:.2f} % missing: {(wanted - found).most_common(9)}"


def words(markdown: str) -> str:
    """The text of a truth file without its marks."""
    bare = re.sub(r"<!-- furniture:(.*?)-->", r"\1", markdown)
    return re.sub(r"!\[(.*?)\]\(\)", r"\1", re.sub(r"^(#+|>) ", "", bare, flags=re.M))


def characters(text: str, variants: dict[str, str]) -> Counter[str]:
    """How often each character occurs; full width as half, variants as one, no white space, nothing unread."""
    narrow = (chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in text if not c.isspace())
    return Counter(variants.get(c, c) for c in narrow if c != "□")
