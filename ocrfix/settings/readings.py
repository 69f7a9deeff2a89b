"""Settings of repair: what the recogniser nearly read instead, and who reads again."""

from enum import Enum

from pydantic import Field

from ocrfix.settings.base import Group


class SecondReader(str, Enum):
    """Who reads doubtful lines beside the engine."""

    NONE = "none"
    TESSERACT = "tesseract"


class ReadingSettings(Group):
    """Margins are nats, probabilities those of the recogniser."""

    # look-alikes with alternatives
    lookalike_least: float = Field(
        default=1e-5,
        gt=0,
        lt=1,
        description="Probability below which another reading is none. Reason: the language model alone would "
        "speak for it.",
    )
    lookalike_suggest: float = Field(
        default=1.5,
        ge=0,
        description="Margin in nats of another reading (recogniser and language model together) from which it is "
        "suggested. Source: as changes such readings mend 47 % of substitutions and break 0.27 in 1,000.",
    )

    lookalike_odds: float = Field(
        default=0.5,
        description="Log odds, all that is known of both readings together, from which the other is taken. Source: "
        "logistic regression on press pages kept for fitting, of whose characters none is broken.",
    )
    lookalike_strange: float = Field(
        default=1.5,
        ge=1,
        description="How many times as surprising as plain news a page is from which its language is strange to the "
        "model. Source: 1.0 to 1.44 on 17 pages of today, 1.6 to 1.7 on seven in the print of the 1930s.",
    )
    lookalike_odds_strange: float = Field(
        default=2.5, description="lookalike_odds on such pages. Source: the same on those of the 1930s."
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
