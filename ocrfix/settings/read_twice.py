"""Settings of repair: text and ink that was read twice."""

from pydantic import Field

from ocrfix.settings.base import Group


class ReadTwiceSettings(Group):
    """Lengths are characters, scores nats."""

    # text read twice, proved by the text alone
    overlap_length: int = Field(
        default=8,
        ge=4,
        description="Characters that must repeat at once (A·R·R·C) before text counts as read twice. "
        "Reason: shorter immediate repetitions are figures of speech.",
    )
    overlap_gapped_length: int = Field(
        default=12,
        ge=4,
        description="The same with a short stretch between (A·R·B·R·C). Reason: set phrases in parallel "
        "sentences reach about ten characters.",
    )
    overlap_sure_length: int = Field(
        default=24,
        ge=8,
        description="Length from which an immediate repetition needs no unnatural seam as proof. "
        "Reason: a sentence is not printed twice running.",
    )
    overlap_clause_length: int = Field(
        default=16,
        ge=8,
        description="The same where the repetition begins or ends at a mark, or nothing in it marks a clause. "
        "Reason: slogans and lines of verse said twice stay below; with whole clauses on both sides the sure length "
        "counts.",
    )
    overlap_misread: int = Field(
        default=8,
        ge=4,
        description="Characters a repetition must have for each character in which the two readings differ (only "
        "look-alikes may). Reason: a reader errs in one character of a hundred, and more often at a cut.",
    )
    overlap_gap: int = Field(
        default=6, ge=0, description="Longest stretch between the two readings, at most half of them."
    )
    overlap_reach: int = Field(
        default=200,
        ge=20,
        description="Longest text read twice that is looked for. Reason: some ten lines of a column; "
        "longer stretches are repeated lines.",
    )
    overlap_seam: float = Field(
        default=0.0,
        description="Seam score at and below which the end of the first reading and the start of the second "
        "do not run on. Source: LanguageModel.seam, 0 is neutral.",
    )
    line_length: int = Field(
        default=12, ge=4, description="Characters from which a line repeated in place counts as read twice."
    )
    line_sure_length: int = Field(
        default=20,
        ge=4,
        description="The same for a line that ends a sentence. Reason: short sentences are repeated in verse.",
    )
    pairs: int = Field(
        default=4,
        ge=3,
        description="Han characters doubled one after the other (AABBCCDD) that make a text layer printed twice; "
        "letters need twice as many. Reason: the language doubles two (AABB).",
    )

    # text read twice, proved by ink
    twice_overlap: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="Share of the smaller glyph box that two glyphs of different lines must have in common "
        "to be the same ink.",
    )
    twice_like: float = Field(
        default=2.5,
        ge=1,
        description="How many times larger than the other the box of a glyph read twice may be. "
        "Reason: padding and clipped strokes; beyond it the boxes are of different things.",
    )
    twice_glyphs: int = Field(
        default=3,
        ge=1,
        description="Glyphs in a row that must be the same ink twice. Reason: boxes of neighbouring lines touch.",
    )
    twice_plain: float = Field(
        default=0.7,
        gt=0,
        le=1,
        description="The same for fewer glyphs in a row than that, which must read alike as well. "
        "Reason: so much of a box is shared by neighbours of no font.",
    )
    twice_agree: float = Field(
        default=0.6,
        gt=0,
        le=1,
        description="Share of the glyphs that must read alike for one reading to be taken away; below it both stay and "
        "are flagged. Reason: crops cut through characters are misread, but not most of them.",
    )
