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
    jump_target: float = Field(3.0, description="Nats for (or against) a jump: the page named is (not) the page.")
    jump_headline: float = Field(4.0, description="Nats for a jump at full agreement of the headlines' words.")
    jump_seam: float = Field(0.5, ge=0, description="Weight of the language model's seam score over the jump.")
    jump_least: float = Field(1.0, description="Nats from which two notes are believed to meet.")
    seam_characters: int = Field(12, ge=2, description="Characters of each side shown to the language model.")
    brief_characters: int = Field(200, ge=1, description="Characters below which an article is a brief.")
    advert_headings: int = Field(3, ge=2, description="Headings in one box from which it can be an advert.")
    advert_share: float = Field(
        0.6, gt=0, le=1, description="Share of the type in a box, by area, in headings, from which it is one."
    )
    minor_heading: float = Field(
        0.85, gt=0, le=1, description="Size, in that of a story's largest heading, up to which another is no headline."
    )
    caption_frame: float = Field(
        20.0, ge=0, description="Em a story in another frame counts as farther from a picture."
    )
    caption_rule: float = Field(15.0, ge=0, description="Em each rule between picture and story counts as.")
    caption_near: float = Field(4.0, ge=0, description="Em up to which text at a picture's side faces it.")
    caption_facing: float = Field(
        3.0, ge=0, description="Em that text along a whole side of a picture counts as nearer."
    )
    caption_aside: float = Field(2.0, ge=0, description="Em a heading that is not over the picture counts as farther.")
    caption_under: float = Field(40.0, ge=0, description="Em up to which a heading over a picture claims it.")
