"""Settings of layout analysis. Lengths are in em (the height of a body character) unless said otherwise."""

from __future__ import annotations

from pydantic import Field

from ocrfix.settings.base import Group


class LayoutSettings(Group):
    """How ruling lines, frames, pictures and lines are found in the image."""

    work_em: float = Field(
        20.0, ge=8, description="px; larger characters are reduced by a whole factor to no less than this: "
        "enough to keep strokes apart, and page time stays bounded for huge scans",
    )  # fmt: skip
    ems_across: float = Field(
        120.0, gt=0, description="em; short side of a page whose character size is unknown (a broadsheet of "
        "six 20-character columns)",
    )  # fmt: skip
    solid_level: float = Field(
        0.45, gt=0, lt=1, description="share of the way from ink to paper below which grey counts as solid; "
        "just under half, so that screened greys stay tone",
    )  # fmt: skip

    # ruling lines
    rule_min_length: float = Field(
        3.0, gt=0, description="em; shorter strokes are dashes and parts of characters (a Chinese dash is 2 em)",
    )  # fmt: skip
    rule_piece: float = Field(
        1.5, gt=0, description="em; straight run that starts a rule: longer than a body character's stroke",
    )  # fmt: skip
    rule_max_thickness: float = Field(
        1.2, gt=0, description="em; thicker bars are grounds, not rules (fat mourning rules are about 1 em)",
    )  # fmt: skip
    rule_max_contact: float = Field(
        0.6, gt=0, le=1, description="share of a stroke's length at which other ink may touch it; above, it is a part "
        "of something else",
    )  # fmt: skip
    rule_gap: float = Field(
        1.5, ge=0, description="em; gap in a worn rule that is bridged on one axis; below the height of a "
        "line plus leading, so that two rules with a line between them stay two",
    )  # fmt: skip
    rule_long_gap: float = Field(
        4.0, ge=0, description="em; gap bridged between two long pieces (5 em and more) on one axis",
    )  # fmt: skip
    rule_drift: float = Field(
        0.35, gt=0, description="em; sideways offset tolerated between two pieces of one rule (paper warp)",
    )  # fmt: skip
    ornament_width: float = Field(
        1.0, gt=0, description="em; widest wave or ornament that can be a rule (printers' borders are cast on "
        "the body of the text type)",
    )  # fmt: skip
    ornament_swing: float = Field(
        0.7, gt=0, description="em; how far a wave swings across",
    )  # fmt: skip
    ornament_gap: float = Field(
        0.8, gt=0, description="em; widest white between the dots or dashes of a rule",
    )  # fmt: skip
    ornament_single: float = Field(
        0.75, gt=0, le=1, description="share of a chain's cross-sections that are empty or one single stroke; "
        "text has two and more strokes in most",
    )  # fmt: skip
    wave_swing: float = Field(
        0.05, gt=0, description="em; deviation (root mean square) of a stroke from its axis that makes it wavy",
    )  # fmt: skip
    double_gap: float = Field(
        0.5, gt=0, description="em; white between two parallel strands of one double rule; no text fits in it",
    )  # fmt: skip
    rule_margin: float = Field(
        4.0, gt=0, description="em; a rule farther than this outside all text is an edge of the sheet or dirt",
    )  # fmt: skip
    rule_min_confidence: float = Field(
        0.15, ge=0, le=1, description="rules below this are not reported (strokes, scratches)",
    )  # fmt: skip
    rule_sure: float = Field(
        0.5, ge=0, le=1, description="confidence from which a rule cuts lines and builds frames",
    )  # fmt: skip
    line_most: float = Field(
        20.0, gt=0, description="em; thickness from which what was detected as a line says nothing of where text is: "
        "mostly a picture, whose shapes a detector took for a character",
    )  # fmt: skip
    text_comp_lines: float = Field(
        1.35, gt=0, description="line thicknesses; larger connected ink inside a line is not a character",
    )  # fmt: skip

    rule_end: float = Field(
        1.2, gt=0, description="thickness of a line; how far a rule on its axis may run into its end, to be cut off "
        "there: farther in it is a stroke of the text",
    )  # fmt: skip

    # frames
    frame_min_side: float = Field(
        2.0, gt=0, description="em; smaller boxes are characters (口, □) or ornaments",
    )  # fmt: skip
    frame_min_confidence: float = Field(
        0.3, ge=0, le=1, description="frames below this are not reported: cells of chance between rules",
    )  # fmt: skip
    frame_corner: float = Field(
        1.5, gt=0, description="em; how far two sides may miss each other at a corner (rounded, worn)",
    )  # fmt: skip
    frame_rule_confidence: float = Field(
        0.35, ge=0, le=1, description="confidence from which a rule may be a side of a frame; corners prove the rest",
    )  # fmt: skip
    frame_sure: float = Field(
        0.5, ge=0, le=1, description="confidence from which a frame gives its sides their role",
    )  # fmt: skip
    overrun_columns: int = Field(
        4, ge=0, description="columns beyond the end of a tier rule over which it may run on, unseen, at most"
    )
    overrun_gap: float = Field(1.0, gt=0, description="em; white between its end and the next column, at most")
    overrun_reach: float = Field(0.7, gt=0, description="em; how far above and below the rule a column may break off")
    overrun_speck: float = Field(0.06, ge=0, lt=1, description="share of a pixel row that may be print in white")
    overrun_stroke: float = Field(0.2, gt=0, description="em; thickness of a piece of the rule that may stand there")
    overrun_white: float = Field(
        0.45, gt=0, description="em; white from which a column is parted; characters stand 0.2 apart at most"
    )
    cell_steps: float = Field(3.0, gt=0, description="steps an em of the grid on which cells between rules are sought")
    cell_fill: float = Field(
        0.85, gt=0, le=1, description="share of its box that a cell between rules must fill to be a rectangle"
    )
    cell_side: float = Field(
        0.75, gt=0, le=1, description="share of each side of such a cell along which one rule must run, at least"
    )
    cell_display: float = Field(2.0, gt=1, description="thickness of a line, in em, from which it is display type")
    cell_display_share: float = Field(
        0.42, gt=0, le=1, description="share of a cell's lines, by area, in display type from which it is an advert"
    )
    cell_lines: int = Field(2, ge=0, description="lines of body size that such a cell holds, at least")
    cell_confidence: float = Field(0.7, ge=0, le=1, description="confidence of a cell of display type as a box")
    frame_side_coverage: float = Field(
        0.75, gt=0, le=1, description="share of a side, corners apart, that must be drawn",
    )  # fmt: skip
    frame_side_part: float = Field(
        0.4, gt=0, le=1, description="share of a fourth side that must be found where the other three are whole",
    )  # fmt: skip

    # grounds and pictures
    tone_cell: float = Field(
        0.25, gt=0, description="em; side of a cell for tone: several cells fit between two lines of text",
    )  # fmt: skip
    tone_closing: float = Field(
        1.5, gt=0, description="em; white this near is the ground of print: longer than strokes and leading "
        "of body text",
    )  # fmt: skip
    tone_depth: float = Field(
        0.03, gt=0, lt=1, description="share of the way from paper to ink at which a ground counts as toned; "
        "lightest tints in print are 5 to 10 %, and scans are noisier: see tone_noise",
    )  # fmt: skip
    tone_noise: float = Field(
        1.5, ge=1, description="times the ground depth that two fifths of all text exceed: stains and bleed "
        "below this are paper",
    )  # fmt: skip
    tone_noise_most: float = Field(
        0.06, gt=0, lt=1, description="share of full scale; noise is never taken for more, so that a page mostly on "
        "a tint still shows it",
    )  # fmt: skip
    screen_dot: float = Field(
        0.3, gt=0, description="em; largest dot of a coarse screen (newspaper screens are 20 to 40 lines/cm)",
    )  # fmt: skip
    screen_density: float = Field(
        7.0, gt=0, description="dots in a square em that make a screen; dirt is sparser",
    )  # fmt: skip
    tint_saturation: float = Field(
        0.05, gt=0, lt=1, description="chroma (max − min of BGR over 255) at which a ground counts as coloured",
    )  # fmt: skip
    shade_depth: float = Field(
        0.15, gt=0, lt=1, description="share of the way from paper to ink; paler ground at the margin is shade",
    )  # fmt: skip
    shade_margin: float = Field(
        3.0, ge=0, description="em; shade begins no farther than this from the edge of the image",
    )  # fmt: skip
    picture_saturation: float = Field(
        0.15, gt=0, lt=1, description="chroma at which a ground counts as a picture's: more "
        "than shadows and stains have",
    )  # fmt: skip
    tint_min_side: float = Field(
        1.5, gt=0, description="em; narrower toned strips are shadows or screened rules",
    )  # fmt: skip
    tint_even: float = Field(
        0.05, gt=0, description="standard deviation of a ground, of the way from paper to ink: evener is a "
        "tint, rougher a picture",
    )  # fmt: skip
    tint_min_length: float = Field(
        4.0, gt=0, description="em; shorter tints are the dense parts of a few characters",
    )  # fmt: skip
    tint_text_share: float = Field(
        0.3, ge=0, le=1, description="share of a toned area covered by lines from which a rougher ground still "
        "counts as tint (text runs all over it)",
    )  # fmt: skip
    inverse_depth: float = Field(
        0.4, gt=0, lt=1, description="share of the way from paper to ink from which a field is dark enough for "
        "light print",
    )  # fmt: skip
    inverse_ring: float = Field(
        0.3, gt=0, description="thickness of a line; how far outside it dark ground is looked for: bars are not "
        "much higher than their print",
    )  # fmt: skip
    inverse_min_side: float = Field(
        0.9, gt=0, description="em; a bar with light print is at least about as high as a small character",
    )  # fmt: skip
    inverse_neck: float = Field(
        0.25, gt=0, description="em; what joins dark fields and is thinner is a rule or a scratch of the film",
    )  # fmt: skip
    inverse_long: float = Field(
        8.0, gt=1, description="times its height a dark bar is long for a slant of the page to count",
    )  # fmt: skip
    inverse_fill: float = Field(
        0.8, gt=0, le=1, description="share of its box that a dark field fills; slanting and rounded bars fill less",
    )  # fmt: skip
    inverse_even: float = Field(
        0.7, gt=0, le=1, description="share of a dark field within a tenth of its median grey; pictures are rougher "
        "(screens, gradients and a picture set into the field are allowed for)",
    )  # fmt: skip
    picture_opening: float = Field(
        2.0, gt=0, description="em; toned parts narrower than this are thick rules, frames and dense characters",
    )  # fmt: skip
    picture_min_side: float = Field(
        2.5, gt=0, description="em; smaller pictures are signs or initials and go with the text",
    )  # fmt: skip
    picture_fill: float = Field(
        0.72, gt=0, lt=1, description="share of its box that a picture fills at least; an oval fills 0.79. What fills "
        "less is taken apart into rectangles",
    )  # fmt: skip
    picture_stain: float = Field(
        0.6, gt=0, lt=1, description="depth of what lies outside those rectangles, in theirs, below which it is a "
        "stain or a shade and not the picture's odd outline",
    )  # fmt: skip
    running_length: float = Field(
        8.0, gt=0, description="em; longer lines are running text, or captions: names in pictures are shorter",
    )  # fmt: skip
    picture_rows: float = Field(
        12.0, gt=0, description="rows of such lines from which what they stand on is no picture: captions and banners "
        "are fewer",
    )  # fmt: skip
    picture_part: float = Field(
        0.1, gt=0, lt=1, description="share of a ragged toned area that such a rectangle must be",
    )  # fmt: skip
    field_min_side: float = Field(
        2.0, gt=0, description="em; smaller even fields without text are signs",
    )  # fmt: skip
    field_slender: float = Field(
        4.0, gt=1, description="length over breadth from which an even field without text is a bar, no picture",
    )  # fmt: skip
    picture_white: float = Field(
        0.04, gt=0, lt=1, description="share of the way from paper to ink above which a pixel beside a picture is "
        "not paper",
    )  # fmt: skip
    picture_line: float = Field(
        0.06, gt=0, lt=1, description="share of a row or column of a picture that is printed at least",
    )  # fmt: skip
    picture_band: float = Field(
        0.12, gt=0, description="em; white band right across a toned area that parts two pictures",
    )  # fmt: skip
    picture_text_ink: float = Field(
        0.35, ge=0, le=1, description="share of a picture's dark pixels that may be characters of lines; above, "
        "it is dense print",
    )  # fmt: skip
    picture_under_lines: float = Field(
        0.4, ge=0, le=1, description="share of a picture under lines from which it must have far less of their ink: "
        "print on a stain",
    )  # fmt: skip
    picture_frame_fill: float = Field(
        0.25, gt=0, le=1, description="share of a frame that pictures in it cover from which the frame "
        "is the picture's",
    )  # fmt: skip
    picture_frame_text: float = Field(
        0.15, ge=0, le=1, description="share of a frame under text beside its pictures from which it is a box of text",
    )  # fmt: skip
    code_max_side: float = Field(
        20.0, gt=0, description="em; larger patterns are hatched drawings (codes are printed 2 to 4 cm wide)",
    )  # fmt: skip
    code_contrast: float = Field(
        0.7, gt=0, le=1, description="share of a code's pixels that are black or white rather than grey",
    )  # fmt: skip
    code_changes: float = Field(
        7.0, gt=0, description="changes of black and white along a row of a QR code (21 modules and more give 8 to 12)",
    )  # fmt: skip
    code_even: float = Field(
        0.85, gt=0, le=1, description="share of a QR code's sixteenths that hold both black and white; a photograph "
        "in pure black and white has large fields of one",
    )  # fmt: skip
    drawing_ink: float = Field(
        0.04, gt=0, lt=1, description="share of a cell's pixels that line art prints at least",
    )  # fmt: skip
    drawing_part: float = Field(
        1.2, gt=0, description="em; smallest connected part that starts a drawing (larger than a character)",
    )  # fmt: skip
    drawing_gap: float = Field(
        1.2, gt=0, description="em; white between the parts of one drawing",
    )  # fmt: skip
    drawing_min_side: float = Field(
        3.5, gt=0, description="em; smaller ones are signs, ornaments and stray characters",
    )  # fmt: skip
    picture_merge: float = Field(
        0.8, ge=0, description="em; toned parts this near are one picture, unless text or a rule lies between",
    )  # fmt: skip

    # lines
    cut_min_part: float = Field(
        0.8, ge=0, description="em; a line is cut only if both parts are at least this long",
    )  # fmt: skip
    stream_min_length: float = Field(
        6.0, gt=0, description="em; shorter white rectangles are no gutters",
    )  # fmt: skip
    stream_min_width: float = Field(
        0.8, gt=0, description="em; narrower white is leading or letter-spacing",
    )  # fmt: skip
    stream_cell: float = Field(
        0.4, gt=0, description="em; side of a cell in which white is measured: half the narrowest gutter",
    )  # fmt: skip
    stream_ink: float = Field(
        0.02, ge=0, lt=1, description="share of a cell's pixels that may be print in a stream (specks)",
    )  # fmt: skip
    gutter_rows: int = Field(
        3, ge=2, description="Rows that must end and begin again at one place for a row that goes on there to be cut.",
    )  # fmt: skip
    gutter_reach: float = Field(
        8.0, gt=0, description="em; how far above and below a row such rows are sought",
    )  # fmt: skip
    gutter_rounds: int = Field(
        3, ge=1, description="How often gutters are sought: rows that are cut tell of those beside them",
    )  # fmt: skip
    gutter_indent: float = Field(
        3.0, gt=0, description="em; how far from the left column such a row may begin, and behind the "
        "right one end; a byline begins later, a lead ends later",
    )  # fmt: skip
    gutter_column: float = Field(
        4.0, gt=0, description="em; narrower columns are not: what stands before a narrow gutter is a full row",
    )  # fmt: skip
    gutter_end: float = Field(
        1.2, gt=0, description="em; how far before a narrow gutter a row may end that fills its column: a mark may "
        "stand last",
    )  # fmt: skip
    gutter_start: float = Field(
        0.6, gt=0, description="em; how far behind a narrow gutter a row begins that is not indented",
    )  # fmt: skip
    gutter_run: float = Field(
        7.0, gt=0, description="em; white so long between rows is a gutter though no box ends there: five rows do not "
        "have a mark at one place",
    )  # fmt: skip
    gutter_even: float = Field(
        0.85, gt=0, le=1, description="width of the narrower of two columns over that of the wider: columns of a grid "
        "are alike",
    )  # fmt: skip
    gutter_plain: float = Field(
        2.0, gt=1, description="white at such a gutter over that between characters of the row: spaced type has long "
        "white everywhere",
    )  # fmt: skip
    gutter_least: float = Field(
        0.3, gt=0, description="em; white a row must show at a narrow gutter; characters stand 0.2 apart at most",
    )  # fmt: skip
    display_type: float = Field(
        1.3, gt=1, description="em; lines of larger type are looked at for pieces: body type is never cut between "
        "characters, and its columns stand close",
    )  # fmt: skip
    piece_level: float = Field(
        0.75, gt=0, le=1, description="share of the thickness two pieces of a line have in common",
    )  # fmt: skip
    piece_reach: float = Field(
        0.1, gt=0, description="how far pieces of a line reach into each other, in thicknesses",
    )  # fmt: skip
    piece_gap: float = Field(
        0.75, gt=0, description="white that parts two lines rather than two characters, in thicknesses; what a "
        "comma leaves is a little less, and rows are put together again at marks",
    )  # fmt: skip
    duplicate_ink: float = Field(
        0.97, gt=0, le=1, description="share of a line's ink inside another from which it adds nothing",
    )  # fmt: skip
    duplicate_part: float = Field(
        0.6, gt=0, le=1, description="share of a line's ink inside another from which the two are one line, "
        "if they stand on one axis",
    )  # fmt: skip
    unclaimed_min: float = Field(
        0.5, gt=0, description="em; smaller unclaimed components are marks and specks",
    )  # fmt: skip
    unclaimed_gap: float = Field(
        1.2, gt=0, description="em; white between the characters of one unclaimed line",
    )  # fmt: skip
    unclaimed_max: float = Field(
        6.0, gt=0, description="em; larger unclaimed components are drawings",
    )  # fmt: skip
