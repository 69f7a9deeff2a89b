"""Settings of captions and labels: what tells them from the text of a story."""

from pydantic import Field

from ocrfix.settings.base import Group


class CaptionSettings(Group):
    """Evidence for a caption is in nats by rule of thumb, and a stack is one when it adds up to more than 0.
    Lengths are in em of the body."""

    caption_gap: float = Field(2.2, ge=0, description="Farthest a caption stands from its picture, in em.")
    caption_rows: int = Field(8, ge=1, description="Rows a caption has at most.")
    caption_overlap: float = Field(
        1.0,
        ge=0,
        description="How far, in em, a caption's line may reach into the bounds of its picture, which "
        "are uncertain by a row.",
    )
    caption_prior: float = Field(-1.5, description="Nats: most text beside a picture belongs to a story.")
    caption_opening: float = Field(3.0, description="Nats: opens with a pointer (▲, 图为).")
    caption_credit: float = Field(2.5, description="Nats: closes with a credit (摄, 资料图片).")
    caption_below: float = Field(0.8, description="Nats: stands below the picture, the usual place.")
    caption_elsewhere: float = Field(-0.5, description="Nats: stands above or beside it.")
    caption_across: float = Field(1.5, description="Nats: is set across the page's text.")
    caption_small_ratio: float = Field(0.92, gt=0, description="Size, in body em, below which type is small.")
    caption_small: float = Field(1.0, description="Nats: is set in small type.")
    caption_large_ratio: float = Field(1.12, gt=0, description="Size, in body em, above which type is large.")
    caption_large: float = Field(-0.6, description="Nats: is set in large type, as headings are.")
    caption_bold: float = Field(0.7, description="Nats: is set in bold type.")
    caption_within: float = Field(0.5, description="Nats: is no wider than the picture.")
    caption_beyond: float = Field(-1.5, description="Nats: reaches beyond the picture, as columns do.")
    caption_free_rows: int = Field(3, ge=0, description="Rows that count nothing.")
    caption_row: float = Field(-0.5, le=0, description="Nats for each row beyond those.")
    caption_over_columns: float = Field(1.5, description="Nats: two or more narrower columns begin below it.")
    caption_last: float = Field(0.8, description="Nats: no text follows below it.")
    caption_unfinished: float = Field(
        -0.5, description="Nats: text follows below it, and it neither ends a sentence nor closes with a credit."
    )
    caption_in_columns: float = Field(
        -2.0, description="Nats: text of its size begins at the same height beside it, as in columns under a picture."
    )
    caption_in_grid: float = Field(
        -1.0, description="Nats: is set in the size and the width of a column of text under or over it."
    )
    grid_rows: int = Field(3, ge=1, description="Rows from which text shows the grid of its columns.")
    grid_size: float = Field(1.06, ge=1, description="Ratio of sizes up to which text is of that column's size.")
    grid_edge: float = Field(0.8, ge=0, description="How far, in em, both edges may be from that column's.")
    caption_second: float = Field(
        -1.5, description="Nats: another text at the picture has a caption's wording, and this one has not."
    )
    caption_no_indent: float = Field(0.3, description="Nats: its first row is not indented, as paragraphs are.")
    caption_follower: float = Field(2.0, ge=0, description="White, in em, up to which text below a caption follows it.")
    overlaid_caption: float = Field(
        0.6, ge=0, le=1, description="Likelihood, by the layout, from which text in a picture is its caption."
    )
    overlaid_characters: int = Field(
        8,
        ge=1,
        description="Characters from which text in a picture is a caption by its wording; shop signs and "
        "labels have fewer.",
    )

    label_characters: int = Field(10, ge=1, description="Characters a label in a drawing has at most.")
    label_rows: int = Field(2, ge=1, description="Rows a label has at most.")
    label_gap: float = Field(1.5, ge=0, description="White between a label and its picture, in em, at most.")
    label_far: float = Field(
        4.0, ge=0, description="The same where several labels stand around one picture, and for words beside a code."
    )
    service_characters: int = Field(60, ge=1, description="Characters the words beside a code have at most.")
    labels_least: int = Field(3, ge=2, description="Labels from which a picture is a drawing with labels.")
    scrap_characters: int = Field(2, ge=1, description="Characters of a part of a picture taken for text, at most.")
    scrap_gap: float = Field(0.5, ge=0, description="White between such a part and its picture, in em, at most.")
    label_ratio: float = Field(1.1, gt=0, description="Size of a label, in body em, at most.")
    label_column: float = Field(
        2.0, ge=0, description="White, in em, up to which running text above or below makes it a part of a column."
    )
