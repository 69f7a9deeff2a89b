"""Settings of ``regions``: how lines become stacks, and stacks get their kinds."""

from pydantic import Field

from ocrfix.settings.captions import CaptionSettings
from ocrfix.settings.headings import HeadingSettings


class RegionSettings(CaptionSettings, HeadingSettings):
    """Lengths are in em (the height of a body character) unless they say otherwise."""

    same_size_ratio: float = Field(
        1.28,
        gt=1,
        description="Ratio of character sizes up to which two rows belong to one stack. Detected "
        "heights of one size scatter by about 10 % either way; newspaper type sizes step by 1.2 and more.",
    )
    row_overlap: float = Field(
        0.6,
        gt=0,
        le=1,
        description="Shared height, as a share of the lower piece, from which two pieces stand in one row.",
    )
    piece_overlap: float = Field(
        1.0,
        ge=0,
        description="How far, in em, two pieces of one row may lie over each other: a detector cuts a row inside a "
        "character and gives it to both pieces; columns never overlap.",
    )
    piece_gap: float = Field(
        1.6,
        gt=0,
        description="Widest white, in em of the row, inside one row of text: a full-width space "
        "with its neighbours' side bearings.",
    )
    leading: float = Field(
        1.15,
        gt=0,
        description="Widest white between two rows of a stack, in em of the row. Body text is set "
        "with 0.2 to 0.9 em; wider gaps are left to the reading order.",
    )
    side_overlap: float = Field(
        0.5, gt=0, le=1, description="Share of the narrower of row and stack that must lie over the other."
    )
    outgrowth: float = Field(
        2.6,
        ge=0,
        description="How far, in em, a row may reach beyond its stack on the left: a paragraph indent is 2 em.",
    )
    bold_ratio: float = Field(
        1.3,
        gt=1,
        description="Stroke width in em of the line, over that of the page's body, from which a line is "
        "bold: black faces have 1.4 to 2 times the weight of the text face they stand beside.",
    )
    heading_ratio: float = Field(
        1.45,
        gt=1,
        description="Character size, in body em, from which a short stack is a headline; "
        "subheads are set at 1.1 to 1.4.",
    )
    subhead_ratio: float = Field(
        1.12,
        gt=1,
        description="Character size, in body em, from which a short stack inside a column can be a "
        "subhead by size alone; below this it needs weight or a dark ground.",
    )
    heading_rows: int = Field(
        4, ge=1, description="Rows a heading has at most; larger type in more rows is a lead paragraph."
    )
    separator_confidence: float = Field(0.3, ge=0, le=1, description="Confidence from which a ruling line is believed.")
    margin_share: float = Field(
        0.14,
        gt=0,
        lt=0.5,
        description="Share of the page height, at the head and the foot, in which "
        "furniture (masthead, folio, editors' line) is looked for.",
    )

    subhead_rows: int = Field(3, ge=1, description="Rows a subhead has at most.")
    subhead_characters: int = Field(40, ge=2, description="Characters a subhead has at most.")
    subhead_most: float = Field(
        2.0,
        gt=1,
        description="Character size, in body em, above which a heading inside a column is a headline all the same.",
    )
    subhead_white: float = Field(
        3.5, gt=0, description="White between a subhead and the text above it, in em, at most."
    )

    zone_lines: int = Field(
        4,
        ge=1,
        description="Body lines that run the other way from which a patch is a zone of its own; captions "
        "and headings set across the page have fewer.",
    )
    zone_characters: int = Field(60, ge=1, description="Characters such lines hold at least.")
    zone_white: float = Field(1.5, ge=0, description="White between neighbouring lines of a patch, in em, at most.")
    reversal_characters: int = Field(
        4, ge=2, description="Han characters from which a horizontal line can tell which way it runs."
    )
    reversal_short: int = Field(
        2, ge=2, description="Han characters from which a horizontal line follows the page's habit of right to left."
    )
    reversal_margin: float = Field(
        9.0, gt=0, description="Nats by which a line must read better reversed, where nothing else on the page does."
    )
    reversal_margin_old: float = Field(
        -2.0, description="The same where the page's horizontal lines run right to left as a rule."
    )
    reversal_habit: float = Field(
        8.0, gt=0, description="Nats, summed over a page's horizontal lines, from which that is the rule."
    )
    reversal_most: float = Field(6.0, gt=0, description="Nats one line adds to that sum at most, either way.")

    frame_lines: int = Field(
        3, ge=1, description="Lines from which a frame holds text of its own; a bar behind a heading has fewer."
    )
    frame_roomy: float = Field(
        3.0,
        gt=1,
        description="Height of a box with four sides, in that of its fewer lines, from which it is one all "
        "the same: an advert, not a bar.",
    )
    frame_share: float = Field(
        0.6, gt=0, le=1, description="Share of the page above which a frame is the page's border, not a box."
    )
    frame_confidence: float = Field(0.65, ge=0, le=1, description="Confidence from which a frame is believed.")
    lone_gap: float = Field(
        4.0,
        gt=0,
        description="Widest white, in em, inside a row that has no text right above or below: captions "
        "with their credit, names in a byline.",
    )
    credit_gap: float = Field(
        30.0,
        gt=0,
        description="The same before a credit or byline set flush right in the last row of a caption: as wide "
        "as the caption is.",
    )
    gutter_least: float = Field(
        0.9, gt=0, description="White, in em, from which rows that stop at it on one side make it a gutter."
    )
    mark_white: float = Field(
        1.0, ge=0, description="White, in em, between a mark and the line across the page that it opens, at most."
    )
    drop_capital: float = Field(
        1.6, gt=1, description="Size of a drop capital, in body em, at least: it is two rows high or more."
    )

    strip_white: float = Field(
        3.0, ge=0, description="White, in em, across which a strip of furniture goes on to more furniture wording."
    )
    stray_characters: int = Field(2, ge=0, description="Characters of a figure in the margin that may be dirt.")
    stray_white: float = Field(
        8.0, gt=0, description="White around it, in em, from which it is dirt: folios stand nearer to the text."
    )

    small_heading_characters: int = Field(
        5, ge=1, description="Characters from which a set-off line above its text is a headline, not a label."
    )

    cell_width: float = Field(9.0, gt=0, description="Length of table cells, in em, on average at most.")
    cell_marks: float = Field(
        0.3,
        ge=0,
        le=1,
        description="Share of rows with a comma or full stop from which short rows are running text beside a cut-out.",
    )
    table_rows: int = Field(3, ge=2, description="Rows a table has at least.")
    table_leading: float = Field(2.5, ge=0, description="White between two rows of a table, in em, at most.")
    table_gutter: float = Field(
        1.5, ge=0, description="White between the columns of a table, in em, by median at least."
    )
    table_figures: float = Field(
        0.25,
        ge=0,
        le=1,
        description="Share of figures from which two columns of short cells are a table; three "
        "columns need half of it.",
    )
    frame_sides: float = Field(
        0.7,
        ge=0,
        description="Distance, in em, up to which two frames share a side. A frame that shares three "
        "sides with the one around it is that frame, divided by a rule.",
    )
    kicker_characters: int = Field(
        12, ge=1, description="Characters up to which a line of body size alone above a headline is its kicker."
    )

    bar_height: float = Field(
        3.0,
        gt=1,
        description="Height of a dark bar behind a heading, in that of its text, at most; a higher field is a box.",
    )

    size_step: float = Field(
        1.07, ge=1, description="Ratio of character sizes from which a change of weight ends a stack as well."
    )
    weight_change: float = Field(1.25, gt=1, description="Ratio of weights that, with such a size step, ends a stack.")
    weight_change_alone: float = Field(
        1.45, gt=1, description="Ratio of weights that ends a stack at one size: black against text face."
    )
    weight_change_off: float = Field(
        1.12, gt=1, description="Ratio of weights that, with such a step, ends a stack where white tells of a heading."
    )
    heading_white: float = Field(
        0.35, gt=0, description="White over a heading in a column, in em beyond that between rows, at least."
    )
    heading_inset: float = Field(
        1.1, gt=0, description="Indent, in em, of a paragraph below a heading that is set flush, at least."
    )

    head_step: float = Field(
        1.1,
        gt=1,
        description="Size of a heading's rows in that of the text piled up below it, from which, with "
        "head_weight, it is taken off.",
    )
    head_weight: float = Field(1.25, gt=1, description="Weight of the same, in that of the text.")

    column_width: float = Field(
        30.0, gt=0, description="Width, in em, up to which text is a column that a short subhead can stand in."
    )
    inverse_characters: int = Field(
        100,
        ge=1,
        description="Characters from which a dark field holds a text of its own; a dark bar behind a "
        "heading has fewer.",
    )

    small_heading_ratio: float = Field(
        1.22, gt=1, description="Size, in body em, from which a short stack over columns is a headline by size alone."
    )

    inverse_alike: float = Field(
        1.25,
        gt=1,
        description="Ratio of sizes up to which set-off lines on dark ground are of one style: type that "
        "is light on dark is measured roughly.",
    )
    inverse_title: int = Field(
        1,
        ge=0,
        description="Lines of small type a dark field holds at most beside larger ones (a byline) to be the ground of "
        "a headline rather than a box with a text of its own.",
    )
    inverse_lines: int = Field(
        3, ge=2, description="Lines a dark field has at least to be a box with text, not the ground of a heading."
    )
    style_step: float = Field(
        0.93, gt=0, lt=1, description="Ratio of sizes from which two set-off lines are of different styles."
    )

    subhead_share: float = Field(
        0.7,
        gt=0,
        le=1,
        description="Share of the set-off lines of one style that must stand inside columns for the style to be "
        "that of subheads where there is a smaller one.",
    )

    margin_characters: int = Field(
        20,
        ge=1,
        description="Characters that the lines in one margin of a vertical page, outside its border, hold at least.",
    )
    margin_border: float = Field(
        0.7,
        gt=0,
        description="Share of the length of a line in the margin along which a ruling line must stand between it and "
        "the text.",
    )
    speck_page: float = Field(
        0.5,
        ge=0,
        le=1,
        description="Share of Chinese characters from which a page is Chinese, and a few unsure letters on it are "
        "most likely no text.",
    )
    speck_characters: int = Field(
        4, ge=0, description="Unsure letters, figures or signs a line has at most to count as no text."
    )
    pale_lines: int = Field(12, ge=1, description="Lines a page must have for the blackness of its print to be known.")
    pale_share: float = Field(
        0.6,
        gt=0,
        le=1,
        description="Contrast of a line's ink, in that usual on the page, below which it may shine through the paper; "
        "see the like setting of repair.",
    )
    pale_confidence: float = Field(
        0.7, ge=0, le=1, description="Mean confidence from which a pale line is print all the same."
    )
    speck_sure: float = Field(
        0.35,
        ge=0,
        le=1,
        description="Confidence below which a Chinese character that stands alone counts as no text.",
    )

    head_white: float = Field(
        0.8,
        gt=0,
        description="White between the kicker and the headline of a small item, in em, at most.",
    )

    picture_edge: float = Field(
        1.6,
        ge=0,
        description="How deep, in em, a row may lie inside a picture and still belong to the column that "
        "goes on right outside.",
    )

    piece_size: float = Field(
        1.08, ge=1, description="Ratio of sizes up to which two pieces of large type can be one row of a headline."
    )
    marked_gap: float = Field(
        1.2, ge=0, description="White, in em, between two such pieces where a mark stands at the cut, at most."
    )

    under_headline: float = Field(
        6.0,
        gt=0,
        description="How far below a headline, in body em, the text under it is looked for: a deck and a "
        "byline may lie between.",
    )
