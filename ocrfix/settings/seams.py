"""Settings of repair: sentences broken at a line or column end, and spaces inside them."""

from pydantic import Field

from ocrfix.settings.base import Group


class SeamSettings(Group):
    """Scores are nats of the language model, lengths characters unless the description says em."""

    # joins and lost marks
    join_change: float = Field(
        default=0.3,
        description="Log odds from which two pieces of text are joined; a join changes no character. Source: logistic "
        "regression on sentences cut in articles kept for fitting, where every fourth paragraph without a mark had "
        "lost it; there 99 % of the joins made are right and 93 % are found. See benchmarks/flaws.",
    )
    join_suggest: float = Field(
        default=0.2, description="The same for a join to be suggested. Reason: below, it is as likely wrong as right."
    )
    join_sure: float = Field(
        default=4.0, description="Log odds of a join after a full line of text that is broken at a fixed width."
    )
    join_wrapped: float = Field(
        default=-2.0,
        description="Nats by which running on must beat a lost full stop after a full line of text that is broken at a "
        "fixed width. Reason: nearly all run on.",
    )
    body_length: float = Field(
        default=20.0,
        ge=4,
        description="Length in em from which a line without clause marks counts as running text. Reason: headlines "
        "of one line are shorter.",
    )
    wrapped_lines: int = Field(
        default=4, ge=3, description="Neighbouring lines that make text broken at a fixed width recognisable."
    )

    # spaces
    space_seam: float = Field(
        default=-5.0,
        description="Seam score from which a space inside running text is stray where no word spans it. Reason: in "
        "running text spaces stand after datelines, between names and in mottoes, all told by other signs.",
    )
    space_close: float = Field(
        default=3.0,
        description="Seam score from which even pieces that look like names or halves of a motto belong together.",
    )
    space_short: int = Field(
        default=4,
        ge=1,
        description="Pieces of at most this many characters on both sides of a space may be names. "
        "Reason: names have two to four characters.",
    )

    space_credit: int = Field(
        default=14,
        ge=0,
        description="A space is kept before at most so many characters without clause mark at the end of a text: "
        "a credit. Reason: 首席记者 and two names.",
    )
    space_dateline: int = Field(
        default=24,
        ge=0,
        description="A space is kept after a dateline of at most so many characters. Reason: place, date, agency.",
    )
