"""Settings of headings: which lines of larger type stand together, and what stands with them."""

from pydantic import Field

from ocrfix.settings.base import Group


class HeadingSettings(Group):
    """Lengths are in em of the larger line unless they say otherwise."""

    heading_leading: float = Field(
        1.1, ge=0, description="White between two lines of one headline, in em of the larger, at most."
    )
    heading_space: float = Field(
        2.2,
        ge=0,
        description="White between two pieces of a kicker or deck side by side, in em of the smaller, at most.",
    )
    heading_alike: float = Field(1.25, gt=1, description="Ratio of sizes up to which such pieces are of one line.")
    heading_smaller: float = Field(
        0.85, gt=0, le=1, description="Size, in that of the headline, up to which a line is its kicker or deck."
    )
    attendant_rows: int = Field(2, ge=1, description="Rows a kicker, deck or byline has at most.")
    attendant_characters: int = Field(60, ge=1, description="Characters it has at most.")
    attendant_beside: float = Field(
        2.5,
        ge=0,
        description="White between a headline set across the text and its kicker or deck, in body em, at most.",
    )
    kicker_white: float = Field(1.0, ge=0, description="White between a kicker and the headline, in em of it, at most.")
    deck_white: float = Field(1.2, ge=0, description="White between headline and deck, in em of it, at most.")
    deck_white_least: float = Field(
        2.5, ge=0, description="The same in body em, where that is more: small headlines stand as free as large ones."
    )
    deck_off_middle: float = Field(
        1.5,
        gt=0,
        description="How far, in em of it, a deck no larger than the text may stand off the headline's middle.",
    )
    deck_wider: float = Field(
        1.15, gt=1, description="Width of such a deck, in that of the columns under it, from which it is no row of one."
    )
    deck_inset: float = Field(
        1.5, gt=0, description="White, in em, at both sides of such a deck over a single column, at least."
    )
    deck_ratio: float = Field(1.25, gt=0, description="Size, in body em, from which a line below a headline is a deck.")
    name_characters: int = Field(4, ge=2, description="Characters of a writer's name alone, at most.")
    name_off_middle: float = Field(
        1.5, gt=0, description="How far, in em of it, such a name may stand off the headline's middle."
    )
    byline_white: float = Field(
        2.6,
        gt=0,
        description="White at an end of a byline on a row of its own, in em of it, at least: more than a "
        "paragraph's indent.",
    )
    byline_characters: int = Field(32, ge=1, description="Characters a byline has at most.")
    beside_headline: float = Field(
        4.0,
        gt=0,
        description="White, in em, up to which a column stands next to a headline set across the text, or next to the "
        "column in between.",
    )
    item_white: float = Field(
        4.0, gt=0, description="White, in body em, between items of news in brief, at most; more ends their column."
    )
    column_rule: float = Field(
        0.6,
        gt=0,
        description="Width of a rule, in that of the column, from which it parts what stands above from below.",
    )
    band_rule: float = Field(
        1.3, gt=1, description="The same for a rule that parts two bands of the page: wider than the column."
    )
    across_black: float = Field(
        0.95,
        gt=0,
        description="Size, in body em, from which a black line set across the text of a vertical page is a heading.",
    )
    kicker_inset: float = Field(
        1.1,
        gt=0,
        description="White at both ends, in em, from which the row over a heading of a vertical page is its kicker.",
    )
    tier_subhead: float = Field(
        1.22,
        gt=1,
        description="Size, in body em, at which a set-off line in mid-tier is as likely a subhead as a headline.",
    )
    tier_size: float = Field(10.0, ge=0, description="Nats a unit of log size above that.")
    tier_size_most: float = Field(4.0, ge=0, description="Nats: most that size alone can say, either way.")
    tier_dateline: float = Field(2.0, ge=0, description="Nats: the text below opens as news does.")
    tier_kicker: float = Field(3.0, ge=0, description="Nats: two lines of different size make one head.")
    tier_bare: float = Field(
        12.0, ge=0, description="Nats against a line alone, a unit of the share of the page's that are two beyond:"
    )
    tier_bare_share: float = Field(0.25, ge=0, le=1, description="Share of such heads that says nothing of the others.")
    tier_headline: float = Field(
        2.4, gt=1, description="Size of a story's headline, in body em, above which it may well have subheads in tiers."
    )
    tier_larger: float = Field(10.0, ge=0, description="Nats a unit of log size beyond that against a headline.")
    tier_larger_most: float = Field(3.5, ge=0, description="Nats: most that this can say.")
    tier_habit: float = Field(0.3, ge=0, description="Weight of the votes of the page's other lines in mid-tier.")
    tier_habit_most: float = Field(0.4, ge=0, description="Nats: most that these can say, either way.")
    tier_share: float = Field(
        0.5,
        ge=0,
        le=1,
        description="Share of the single set-off lines in mid-tier that must be headlines for a page to let its "
        "stories run through the tiers: the others are subheads then, at the head of a tier as well.",
    )
