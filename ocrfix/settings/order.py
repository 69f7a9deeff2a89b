"""Settings of ``order``: what it costs, in nats, to read one stack after another."""

from pydantic import Field

from ocrfix.settings.base import Group


class OrderSettings(Group):
    """Costs are natural-log odds against a step, so that they add up with the language model's seam
    scores. Lengths are in em of the body unless they say otherwise."""

    below: float = Field(0.2, description="Nats: go on in the same column, right below.")
    below_white: float = Field(
        0.12, ge=0, description="Nats an em of white beyond the usual leading between two stacks of a column."
    )
    below_white_most: float = Field(3.0, ge=0, description="Nats: most that white alone can cost.")
    over_picture: float = Field(0.7, ge=0, description="Nats: go on below a picture that fills the column.")
    next_column: float = Field(0.5, description="Nats: go on at the head of the next column.")
    column_skipped: float = Field(3.0, ge=0, description="Nats a column of running text jumped over.")
    not_at_head: float = Field(
        3.5, ge=0, description="Nats: the next column has text of the same story above the place."
    )
    not_at_foot: float = Field(
        3.5, ge=0, description="Nats: the column left has text of the same story below the place."
    )
    wrap: float = Field(2.5, ge=0, description="Nats: go on at the left of the next band of the same story.")
    gutter: float = Field(3.0, ge=0, description="White, in em, between neighbouring columns that costs nothing.")
    far: float = Field(0.15, ge=0, description="Nats an em of white beyond that.")
    far_most: float = Field(5.0, ge=0, description="Nats: most that distance alone can cost.")
    backwards: float = Field(12.0, ge=0, description="Nats: go up or back without a band ending.")
    drop: float = Field(
        0.05, ge=0, description="Nats an em by which the next column starts lower than the story's text begins."
    )
    drop_most: float = Field(2.0, ge=0, description="Nats: most that a lower start alone can cost.")
    rise: float = Field(
        0.2, ge=0, description="Nats an em by which the next column starts higher than the story's heading."
    )
    rise_most: float = Field(4.0, ge=0, description="Nats: most that a higher start alone can cost.")
    rise_running: float = Field(
        0.5,
        ge=0,
        le=1,
        description="Share of that where the next tier runs past the heading, in which case stories may run through.",
    )
    other_heading: float = Field(9.0, ge=0, description="Nats: the next stack stands under another heading.")
    no_heading: float = Field(1.0, ge=0, description="Nats: the next stack stands under no heading.")
    under_heading: float = Field(0.0, description="Nats: both stand under the same heading (the reference case).")
    rule_below: float = Field(2.5, ge=0, description="Nats: a rule across the column lies between.")
    rule_beside: float = Field(
        1.2, ge=0, description="Nats: a rule stands between the columns. Low, since many papers rule all columns."
    )
    heading_between: float = Field(9.0, ge=0, description="Nats: a headline lies between, in the same column.")
    text_between: float = Field(7.0, ge=0, description="Nats: other running text lies between, in the column.")
    size_change: float = Field(
        6.0,
        ge=0,
        description="Nats a unit of log character-size ratio, beyond a free 15 %: body size is kept "
        "within a story, leads and boxes differ.",
    )
    free_size_change: float = Field(0.15, ge=0, description="Log size ratio that costs nothing.")
    cell_crossed: float = Field(
        0.5, ge=0, description="Nats: rules close in one of the two places; so they do tiers that a story runs through."
    )
    cell_inside: float = Field(
        3.0,
        ge=0,
        description="Nats more: the one is not the last, or the other not the first text between its rules; for each.",
    )
    tier_run_past: float = Field(
        2.0,
        gt=0,
        description="Em by which text of the next tier must begin before a heading and end behind it to run past it.",
    )
    tier_white: float = Field(4.0, gt=0, description="White between two tiers, and the parts of one, in em, at most.")
    tier_level: float = Field(
        3.0, gt=0, description="Em by which two tiers of one ground may begin at different heights."
    )
    wall: float = Field(6.0, ge=0, description="Nats: one ruling line shuts off both places from each other.")
    wall_covers: float = Field(
        0.9, gt=0, le=1, description="Share of the ground of two stacks along which a line must run to shut them off."
    )
    wall_longer: float = Field(
        1.5,
        ge=1,
        description="Length of such a line, in the wider of the two stacks, at least: columns have rules as well.",
    )
    wall_off: float = Field(1.5, ge=0, description="How far, in em, pieces of one line may lie off it: borders curl.")
    wall_gap: float = Field(
        0.25, ge=0, lt=1, description="White between two pieces of a line, as a share of the shorter, at most."
    )
    frame_crossed: float = Field(
        40.0, ge=0, description="Nats: a box begins or ends between. A veto: boxes are read by themselves."
    )
    open_frame: float = Field(
        1.0, ge=0, description="Nats: a frame without a heading of its own begins or ends between."
    )
    open_to_open: float = Field(-1.5, description="Nats: a paragraph broken off meets a start in mid-paragraph.")
    open_mismatch: float = Field(
        2.5, ge=0, description="Nats: a broken-off end meets a fresh paragraph, or a full stop a start in mid-sentence."
    )
    seam_weight: float = Field(
        0.45,
        ge=0,
        description="Weight of the language model's seam score, below 1 because neighbouring "
        "columns of one story share their vocabulary.",
    )
    seam_most: float = Field(7.0, ge=0, description="Nats: seam scores are cut at this size, either way.")
    start_plain: float = Field(3.0, ge=0, description="Nats: a story starts where nothing announces one.")
    start_ruled: float = Field(2.2, ge=0, description="Nats: a story starts below a rule or at a box's edge.")
    start_headed: float = Field(0.0, ge=0, description="Nats: a story starts under its heading.")
    start_not_leftmost: float = Field(
        2.5, ge=0, description="Nats more: under the heading but not in its first column."
    )
    start_open: float = Field(4.0, ge=0, description="Nats more: a story starts in mid-paragraph.")
    start_inner: float = Field(
        3.0,
        ge=0,
        description="Nats more: a story starts with a subhead, a byline or a table, under no heading or in a later "
        "column.",
    )
    end_closed: float = Field(0.3, ge=0, description="Nats: a story ends at the end of a paragraph.")
    end_open: float = Field(4.5, ge=0, description="Nats: a story ends in mid-paragraph.")
    row_slack: float = Field(
        0.6, ge=0, description="How far, in em, the text below may reach up beside the last row: boxes of rows overlap."
    )
    one_column: float = Field(
        0.5,
        gt=0,
        le=1,
        description="Share of the narrower of two stacks, over the other, from which they stand in one column.",
    )
    other_column: float = Field(0.3, ge=0, lt=1, description="The same share, up to which they stand in two.")
    below_free: float = Field(1.0, ge=0, description="White below a stack, in em, that costs nothing.")
    text_between_most: int = Field(2, ge=1, description="Stacks between two of a column that are counted at most.")
    drop_below: float = Field(
        3.0, ge=0, description="Nats: the next column starts lower than the one left ends, more than drop_most."
    )
    full_row_open: float = Field(
        0.35, ge=0, lt=1, description="How open an end is, in [0, 1], with a full last row that closes a sentence."
    )
    short_row_open: float = Field(
        0.25, ge=0, le=1, description="The same with a short last row in mid-sentence: a lost full stop is likelier."
    )
    closed_to_open: float = Field(
        0.6,
        ge=0,
        description="Weight of a closed end before a start in mid-paragraph, against the reverse: an indent "
        "is missed more often than a full stop.",
    )
    seam_at_closed: float = Field(
        0.2, ge=0, le=1, description="Weight the words have in addition to how open the end is."
    )
    start_open_headed: float = Field(
        0.25, ge=0, description="Share of start_open under a heading, where many papers set no indent."
    )
    runners_up: int = Field(3, ge=0, description="Alternatives kept for each step, for the review.")
    seam_characters: int = Field(12, ge=2, description="Characters of each side shown to the language model.")
    indent: float = Field(1.1, gt=0, description="Indent, in em of the stack, from which a row starts a paragraph.")
    short_row: float = Field(
        1.6,
        gt=0,
        description="White at a row's end, in em of the stack, from which it ends a paragraph; "
        "hanging marks and ragged detection take up to one.",
    )
