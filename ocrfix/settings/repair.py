"""Settings of repair: which rules run, how far each may go, and what counts as proof."""

from __future__ import annotations

from enum import Enum

from pydantic import Field

from ocrfix.settings.base import Group


class Policy(str, Enum):
    """How far a rule may go."""

    CHANGE = "change"
    SUGGEST = "suggest"
    FLAG = "flag"


class SecondReader(str, Enum):
    """Who reads doubtful lines beside the engine."""

    NONE = "none"
    TESSERACT = "tesseract"


class RepairSettings(Group):
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

    # joins and lost marks
    join_change: float = Field(
        default=3.7,
        description="Nats by which running on must beat a lost full stop for two lines to be joined. Source: of 785 "
        "sentences cut in articles kept for fitting 91 % pass, and one of forty joins is wrong where every fifth "
        "paragraph without a mark had lost it.",
    )
    join_short: float = Field(
        default=4.0,
        ge=0,
        description="Nats more for either side that is shorter than running text. Reason: it may be a headline.",
    )
    join_quote: float = Field(
        default=1.5,
        ge=0,
        description="Nats more where the second side begins with a quote. Reason: many paragraphs do.",
    )
    join_scale: float = Field(
        default=1.15,
        ge=1,
        description="How many times the nats at most on a page that is strange to the language model. Reason: both "
        "ways of going on are stranger there; old prose is told by its marks.",
    )
    join_sure: float = Field(default=5.0, description="Margin from which a join is sure (confidence 0.98, else 0.95).")
    join_suggest: float = Field(default=2.0, description="The same for a join to be suggested.")
    join_wrapped: float = Field(
        default=-2.0,
        description="The same for full lines of text that is broken at a fixed width. Reason: nearly all run on.",
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

    # look-alikes with alternatives
    lookalike_least: float = Field(
        default=1e-5,
        gt=0,
        lt=1,
        description="Probability below which another reading is none. Reason: the language model alone would "
        "speak for it.",
    )
    lookalike_change: float = Field(
        default=5.0,
        ge=0,
        description="Margin of another reading (recogniser and language model together) from which it is "
        "taken. Source: mends 32 % of substitutions, breaks 0.02 characters in 1,000.",
    )
    lookalike_suggest: float = Field(
        default=1.5,
        ge=0,
        description="Margin from which it is suggested. Source: mends 47 %, breaks 0.27 in 1,000.",
    )

    lookalike_strange: float = Field(
        default=1.3,
        ge=1,
        description="How many times as surprising as plain news a page may be for the language model to judge its "
        "characters; beyond it they are only suggested. Source: old prose, where 5 of 36 judged changes were wrong.",
    )
    lookalike_sure: float = Field(
        default=0.9,
        gt=0,
        le=1,
        description="Recogniser confidence from which another reading is only suggested. Reason: it says that one "
        "in ten such readings at most is wrong, and words that fit better are often just commoner.",
    )

    centred_count: int = Field(
        default=12,
        ge=1,
        description="Dots (·) a page must have before they may be centred commas. Reason: a story about foreigners has "
        "some.",
    )
    centred_share: float = Field(
        default=0.8,
        gt=0,
        le=1,
        description="Share of them at which the language model must expect a comma rather than a dot. Source: 0.99 on "
        "a page with centred commas; in names it expects the dot.",
    )
    centred_gain: float = Field(
        default=0.5, ge=0, description="Nats by which it must expect the comma at a dot that is changed."
    )
    script_share: float = Field(
        default=0.5,
        gt=0,
        lt=1,
        description="Share of traditional forms, among characters that have a simplified one, from which a page is "
        "traditional. Source: 0.64 to 0.69 on four traditional pages (many forms are of both scripts).",
    )
    script_simplified: float = Field(
        default=0.02,
        gt=0,
        lt=1,
        description="The same share below which a page is simplified. Source: below 0.003 on four such pages.",
    )
    script_count: int = Field(
        default=40, ge=1, description="Such characters a page must have. Reason: a share of few means nothing."
    )
    script_sure: float = Field(
        default=0.97,
        gt=0,
        le=1,
        description="Recogniser confidence from which a form is printed so, and then is left on the whole page.",
    )
    script_least: float = Field(
        default=0.02,
        gt=0,
        lt=1,
        description="Probability of the other form from which it is taken. Source: on those pages wrong forms that "
        "were not sure had 0.02 and more, right ones 0.0003 and less.",
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

    # quotes of another style
    style_share: float = Field(
        default=0.7,
        gt=0.5,
        le=1,
        description="Share of one style (“” or 「」) among the quotes of a page from which it is the paper's.",
    )
    style_count: int = Field(
        default=6, ge=2, description="Quotes a page must have to show a style. Reason: a share of few means nothing."
    )
    style_sure: float = Field(
        default=0.97,
        gt=0,
        le=1,
        description="Recogniser confidence from which a quote of the other style was set on purpose.",
    )
    style_least: float = Field(
        default=0.3,
        gt=0,
        le=1,
        description="Probability of all quotes of one way together from which a mark that is none (¬, ⇒, «) is one.",
    )

    # second reading
    second_readings: int = Field(
        default=0,
        ge=0,
        le=4,
        description="How often doubtful lines are read again, each time seen a little differently (4 at most). "
        "Reason for 0: every time costs as much as those lines cost first; on a poor scan four readings mended 48 of "
        "78 misread characters where one mended 40.",
    )
    second_doubt: float = Field(
        default=0.9,
        gt=0,
        le=1,
        description="Recogniser confidence of a character below which its line is read again.",
    )
    second_share: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="Share of the lines of a page that are read again at most, the most doubtful ones. "
        "Reason: bounds what a bad page costs.",
    )
    second_reader: SecondReader = Field(
        default=SecondReader.NONE,
        description="Another recogniser that reads doubtful lines as well: none or tesseract (Debian: "
        "tesseract-ocr with -chi-sim, -chi-tra, -chi-sim-vert, -chi-tra-vert).",
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
