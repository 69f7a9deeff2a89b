"""Settings of the review."""

from __future__ import annotations

from pydantic import Field

from ocrfix.settings.base import Group


class ReviewSettings(Group):
    """How the review app works, what it shows first, and what counts as enough to learn from."""

    tile_size: int = Field(
        default=512,
        ge=128,
        le=2048,
        description="Pixels of a side of a tile of the scan. Reason: a screen takes some ten tiles; smaller ones are "
        "more requests, larger ones more to wait for.",
    )
    tile_quality: int = Field(
        default=88,
        ge=1,
        le=100,
        description="JPEG quality of tiles. Reason: at less, fine strokes get halos; at more, tiles double.",
    )
    scan_memory: int = Field(
        default=700,
        ge=1,
        description="Mebibytes of decoded scans that are kept; the one looked at always is. Reason: a page of 8000 x "
        "12000 pixels takes 370 with its smaller levels.",
    )
    pages_kept: int = Field(
        default=12,
        ge=1,
        description="Pages that are kept ready. Reason: a page takes some 20 MB and half a second; the queue leads to "
        "and fro between a few.",
    )
    ink_most: int = Field(
        default=3000,
        ge=256,
        description="Pixels of the longer side of the drawn ink account. Reason: a stroke of small print is then still "
        "seen, and it is drawn in a second.",
    )
    way_near: float = Field(
        default=5.0,
        ge=0,
        description="Nats another way for a column to go on may cost more to be offered beside the text; the others "
        "are in the block's menu. Reason: odds of 150 to 1 need no second look.",
    )
    gain_alike: float = Field(
        default=1.6,
        gt=1,
        description="How many times another gain a gain may be to count as equal in the queue. Reason: a look at "
        "another page costs about as much.",
    )
    headline_weight: float = Field(
        default=3.0,
        ge=1,
        description="How many characters of a paragraph a character of a headline, kicker or deck counts in the queue. "
        "Reason: they are read first and searched for.",
    )
    flag_prior: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Share of flagged places that are taken to be wrong before a person has decided any of a rule. "
        "Source: about half of the characters flagged as unsure were wrong on four real pages.",
    )
    flag_cost: float = Field(
        default=3.0,
        ge=1,
        description="How many decisions a flag costs: what is wrong must be typed, a suggestion needs one key.",
    )
    prior_decisions: float = Field(
        default=8.0,
        gt=0,
        description="How many decisions of a person a rule's own confidence is worth. Reason: after as many decisions, "
        "what the person found counts as much as what the rule said.",
    )
    fit_least: int = Field(
        default=20,
        ge=1,
        description="Decisions about edits of a rule below which nothing is fitted from them. Reason: with fewer even "
        "a rule that was always right is only known to be right five times of six.",
    )
    fit_sureness: float = Field(
        default=1.645,
        gt=0,
        description="Standard deviations below the share seen at which the wanted precision must still be met (lower "
        "bound of Wilson's interval). Source: 1.645 is 95 % on one side.",
    )
