"""The recorded pages: where image, truth and record lie, and a converter that answers from the record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ocrfix.page import Page
from ocrfix.pipeline import Converter, PageFailure
from ocrfix.recognise import replay
from ocrfix.settings.load import Settings, load

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
RECORD_AGAIN = "The record is stale: python -m tests.pipeline.record makes it anew; commit it with the change."


@dataclass(frozen=True)
class Recorded:
    """A page with its truth and the recogniser's answers."""

    image: Path
    truth: Path

    @property
    def name(self) -> str:
        return self.image.stem

    @property
    def record(self) -> Path:
        return HERE / "records" / f"{self.name}.json.gz"

    def converter(self, settings: Settings | None = None) -> Converter:
        return Converter(settings or load(), replay.load(self.record, RECORD_AGAIN))


@cache
def converted(recorded: Recorded) -> Page:
    """The page, made once for all tests."""
    return anew(recorded)


def anew(recorded: Recorded) -> Page:
    (page,) = recorded.converter().pages(recorded.image)
    if isinstance(page, PageFailure):
        raise page.error
    return page


def _sample(name: str) -> Recorded:
    return Recorded(SAMPLES / "pages" / f"{name}.jpg", SAMPLES / "truth" / f"{name}.gt.md")


HORIZONTAL = _sample("tabloid-hant-clean")
VERTICAL = Recorded(
    HERE / "pages" / "running-tiers-hant-clean.jpg", HERE / "pages" / "running-tiers-hant-clean.gt.md"
)
ISSUE = (_sample("issue-hans-scan-0001"), _sample("issue-hans-scan-0002"))
ALL = (HORIZONTAL, VERTICAL, *ISSUE)
