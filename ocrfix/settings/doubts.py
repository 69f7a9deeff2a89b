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

    # text from the back of the sheet
    pale_share: float = Field(
        default=0.6,
        gt=0,
        le=1,
        description="Contrast of a line's ink, in that usual on the page, below which it may shine through the paper. "
        "Source: on 26 pages 56 lines were paler, among them none of ordinary print.",
    )
    pale_confidence: float = Field(
        default=0.8,
        ge=0,
        le=1,
        description="Mean confidence from which a pale line is print all the same. Source: on those pages pale lines "
        "read with more were white print on a ground.",
    )
    pale_unread: float = Field(
        default=0.6,
        ge=0,
        le=1,
        description="The same below which its removal is suggested, not only the place flagged.",
    )

    # strokes at the edge of a line
    edge_gain: float = Field(
        default=4.0, ge=0, description="Nats by which the text must be likelier without a stroke at a line's edge."
    )
    edge_confidence: float = Field(
        default=0.97, gt=0, le=1, description="Recogniser confidence from which such a stroke is believed."
    )
    edge_speck: float = Field(
        default=0.12,
        ge=0,
        description="Longer side in em below which its ink is a speck. Reason: the smallest mark is larger.",
    )
    edge_reach: float = Field(
        default=1.2,
        gt=0,
        description="Longer side in em above which its ink is part of a rule. Reason: no character is.",
    )

    # the errors left
    calibration: Path | None = Field(
        default=None,
        description="A table of what a recogniser's confidence is worth, as benchmarks.flaws.fit_calibration makes it; "
        "none: that of the embedded models. Reason: an estimate of the errors left is only as good as it.",
    )
