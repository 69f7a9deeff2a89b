"""Settings of repair: what is flagged for a person, and the ink account."""

from pathlib import Path

from pydantic import Field

from ocrfix.settings.base import Group


class DoubtSettings(Group):
    """Scores are nats unless the description says else; nothing here changes text."""

    # flags
    garble_score: float = Field(
        default=0.2,
        description="Score (log odds) of a window of seven characters from which it is garbled. Source: logistic "
        "regression on garble planted in articles kept for fitting; there one false flag in 1,000 characters, for "
        "they are full of rare names; a third of that on pages of news. See benchmarks/flaws.",
    )
    garble_apart: int = Field(
        default=3, ge=1, description="Characters between two such flags. Reason: the windows of nearer ones overlap."
    )
    garble_most: float = Field(
        default=6.0,
        gt=0,
        description="At most so many such flags in 1,000 characters, the worst first. Reason: a page with more "
        "is to be read anew, not proofread.",
    )
    unlikely_peak: float = Field(
        default=8.0,
        ge=0,
        description="Nats from which a single character is unlikely, on a page of plain prose. "
        "Source: about 2 flags in 1,000 characters of two real pages, all else but garbled text.",
    )
    unlikely_mean: float = Field(
        default=7.0, ge=0, description="The same for the mean of the character and its two neighbours."
    )
    plain_surprisal: float = Field(
        default=4.2,
        gt=0,
        description="Mean nats a character of plain newspaper prose; on stranger pages what the language model "
        "has to prove rises in proportion. Source: 3.9 to 4.3 on two pages of news.",
    )
    unlikely_most: float = Field(
        default=2.5,
        gt=0,
        description="At most so many such flags in 1,000 characters, the most unlikely first. "
        "Reason: a person has to look at every one.",
    )
    unlikely_confidence: float = Field(
        default=0.9,
        ge=0,
        le=1,
        description="Recogniser confidence from which a character is not flagged, however unlikely.",
    )

    unsure_confidence: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Recogniser confidence below which a character is flagged. Source: of the characters below it "
        "on four real pages about half were wrong.",
    )

    # the ink account
    account_least: float = Field(
        default=0.15,
        ge=0,
        description="Longer side in em from which a connected component counts as text-like. Reason: smaller ones are "
        "specks and the dots of stops.",
    )
    account_most: float = Field(
        default=8.0,
        gt=0,
        description="Longer side in em up to which it does. Reason: characters of a banner headline; larger ones are "
        "rules, frames and pictures.",
    )

    unread_parts: int = Field(
        default=3, ge=1, description="Components in a row that are flagged as unread. Reason: fewer are specks."
    )
    unread_gap: float = Field(
        default=0.5, gt=0, description="Distance in em up to which they belong together. Reason: a space between words."
    )
    unread_least: float = Field(
        default=0.4, gt=0, description="Shorter side in em of such a row. Reason: the smallest print of a page."
    )

    # the errors left
    calibration: Path | None = Field(
        default=None,
        description="A table of what a recogniser's confidence is worth, as benchmarks.flaws.fit_calibration makes it; "
        "none: that of the embedded models. Reason: an estimate of the errors left is only as good as it.",
    )
