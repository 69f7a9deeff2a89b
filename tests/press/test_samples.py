"""The sample pages that lie in the repository: complete, small enough, each with its truth."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from benchmarks.press.samples import ISSUE_NAME, SAMPLES

FOLDER = Path(__file__).parents[2] / "samples"
NAMES = sorted([s.name for s in SAMPLES] + [f"{ISSUE_NAME}-{n:04d}" for n in (1, 2)])


def test_every_page_has_its_truth() -> None:
    assert sorted(p.stem for p in (FOLDER / "pages").iterdir()) == NAMES
    truths = {p.name for p in (FOLDER / "truth").iterdir()}
    assert truths == {f"{n}.gt.md" for n in NAMES} | {f"{ISSUE_NAME}.issue.gt.md"}
    for name in NAMES:
        text = (FOLDER / "truth" / f"{name}.gt.md").read_text(encoding="utf-8")
        assert text.startswith("<!-- furniture: ") and text.count("\n# ") >= 3


def test_pages_open_and_stay_small() -> None:
    pages = list((FOLDER / "pages").iterdir())
    assert sum(p.stat().st_size for p in pages) < 12e6
    for path in pages:
        with Image.open(path) as picture:
            assert min(picture.size) > 1200
