"""Settings of repair: which rules run, how far each may go, and what counts as proof."""

from __future__ import annotations

from enum import Enum

from pydantic import Field

from ocrfix.settings.doubts import DoubtSettings
from ocrfix.settings.read_twice import ReadTwiceSettings
from ocrfix.settings.readings import ReadingSettings, SecondReader
from ocrfix.settings.seams import SeamSettings

__all__ = ["Policy", "RepairSettings", "SecondReader"]


class Policy(str, Enum):
    """How far a rule may go."""

    CHANGE = "change"
    SUGGEST = "suggest"
    FLAG = "flag"


class RepairSettings(DoubtSettings, ReadingSettings, SeamSettings, ReadTwiceSettings):
    """Lengths are characters, scores nats (natural log) unless the description says else."""

    enabled: bool = Field(
        default=True, description="Whether pages are repaired. Reason: off shows what was read, as it was read."
    )
    off: tuple[str, ...] = Field(
        default=(), description="Names of rules that are switched off. Reason: every rule can be."
    )
    policy: dict[str, Policy] = Field(
        default_factory=dict,
        description="How far a rule may go, by its name: change, suggest or flag; default change. "
        "A rule never goes further than its own proof.",
    )
    change_confidence: float = Field(
        default=0.9,
        ge=0,
        le=1,
        description="Confidence in [0, 1] from which a change is carried out; below it is suggested. "
        "Reason: harm is worse than a missed repair.",
    )
    rule_confidence: dict[str, float] = Field(
        {}, description="The same for single rules, by name. Source: `ocrfix review --fit` finds it from decisions."
    )
    suggest_confidence: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Confidence in [0, 1] from which a change is suggested; below it the place is flagged.",
    )
    rounds: int = Field(
        default=4,
        ge=1,
        description="How often all rules are asked again, because one repair can lay bare the next flaw. "
        "Reason: ends earlier, as soon as nothing new is proposed.",
    )

    text_most: int = Field(
        default=4_000_000,
        ge=1,
        description="Bytes of a text file from which `ocrfix repair` refuses it. Reason: a newspaper page has some "
        "50,000; what is far larger is no page, and repair takes some 500 times its size in memory.",
    )
    json_most: int = Field(
        default=256_000_000,
        ge=1,
        description="Bytes of an ocrfix JSON file from which `ocrfix repair` refuses it. Reason: a dense broadsheet "
        "with all runners-up takes some 10 million.",
    )

    text_surprise: float = Field(
        default=9.5,
        gt=0,
        description="Nats a character above which bytes that are not UTF-8 are text in no encoding known.",
    )
