"""Settings of ``articles``: paragraphs and the grouping of text into stories."""

from pydantic import Field

from ocrfix.settings.base import Group


class ArticleSettings(Group):
    """Evidence is in nats, by rule of thumb where no source is named; lengths are in em of the row."""

    indent_from: float = Field(1.2, gt=0, description="Em: indent from which a row looks like a paragraph's first.")
    indent_to: float = Field(
        3.2, gt=0, description="Em: indent beyond which it is something else (centred, a cut-out)."
    )
    indent_gain: float = Field(2.5, description="Nats for a new paragraph: the row is indented.")
    no_indent_loss: float = Field(2.2, description="Nats against: the row starts at the column's edge.")
    short_from: float = Field(
        1.6, gt=0, description="Em: white at the end of a row from which it looks like a last one."
    )
    short_gain: float = Field(2.2, description="Nats for a new paragraph: the row before is short.")
    full_loss: float = Field(0.6, description="Nats against: the row before is full.")
    terminal_gain: float = Field(0.8, description="Nats for: the row before ends a sentence.")
    no_terminal_loss: float = Field(2.4, description="Nats against: the row before ends in mid-sentence.")
    dateline_gain: float = Field(1.5, description="Nats for: the row opens like a news item (本报讯, （…电）).")
    seam_weight: float = Field(0.25, ge=0, description="Weight of the language model's seam score against a break.")
    seam_most: float = Field(5.0, ge=0, description="Nats: seam scores are cut at this size, either way.")
    subhead_white: float = Field(1.5, ge=0, description="Em between the rows of one subhead, at most.")
    label_characters: int = Field(10, ge=1, description="Length up to which a line alone is a label, not a story.")
    jump_target: float = Field(3.0, description="Nats for (or against) a jump: the page named is (not) the page.")
    jump_headline: float = Field(4.0, description="Nats for a jump at full agreement of the headlines' words.")
    jump_seam: float = Field(0.5, ge=0, description="Weight of the language model's seam score over the jump.")
    jump_least: float = Field(1.0, description="Nats from which two notes are believed to meet.")
