"""Pages for tests, made up: by hand, and any page at all for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from ocrfix.page import (
    Alternative,
    Article,
    ArticleKind,
    Block,
    Box,
    Column,
    Direction,
    Edit,
    Evidence,
    Glyph,
    InkAccount,
    Join,
    Jump,
    JumpWay,
    Kind,
    Operation,
    Page,
    Reading,
    Region,
    Source,
    Span,
    Standing,
    TextLine,
)  # fmt: skip

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
SHARES = st.none() | st.floats(0, 1)
NUMBERS = st.floats(0, 9000)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(NUMBERS), draw(NUMBERS)
    return Box(left, top, left + draw(st.floats(1, 50)), top + draw(st.floats(1, 50)))


def glyphs() -> st.SearchStrategy[Glyph]:
    alternatives = st.lists(st.builds(Alternative, TEXTS, st.floats(0, 1)), max_size=2).map(tuple)
    return st.builds(Glyph, TEXTS.filter(bool), st.none() | boxes(), SHARES, alternatives)


@st.composite
def pages(draw: st.DrawFn, name: str = "p") -> Page:
    """A page in which every field may be filled."""
    lines = tuple(
        TextLine(
            f"l{n}",
            draw(st.none() | boxes().map(lambda b: b.polygon)),
            tuple(draw(st.lists(glyphs(), max_size=3))),
            draw(st.sampled_from(Direction)),
            draw(TEXTS),
            draw(SHARES),
            draw(st.booleans()),
        )
        for n in range(draw(st.integers(1, 3)))
    )
    ids = st.sampled_from([line.id for line in lines])
    spans = st.lists(
        st.builds(lambda i, a, b: Span(i, a, a + b), ids, *[st.integers(0, 9)] * 2), min_size=1, max_size=2
    )
    blocks = st.builds(
        Block, st.sampled_from(Kind), TEXTS, spans.map(tuple), st.sampled_from([None, name, "q"])
    )
    article = st.builds(
        Article,
        st.just("a1"),
        st.lists(blocks, min_size=1, max_size=2).map(tuple),
        st.sampled_from(ArticleKind),
        st.just((name,)),
        st.lists(st.builds(Jump, st.sampled_from(JumpWay), TEXTS, st.none() | TEXTS), max_size=1).map(tuple),
        SHARES,
    )
    evidence = st.builds(
        Evidence,
        st.none() | boxes(),
        st.lists(st.builds(Reading, TEXTS, TEXTS, st.none() | NUMBERS), max_size=1).map(tuple),
        st.dictionaries(TEXTS, NUMBERS, max_size=1),
        st.dictionaries(TEXTS, NUMBERS, max_size=1),
        TEXTS,
    )
    edit = st.builds(
        Edit, st.just("e1"), TEXTS, st.integers(1, 3), st.sampled_from(Operation), spans.map(tuple),
        st.lists(glyphs(), max_size=1).map(tuple), st.lists(glyphs(), max_size=1).map(tuple), SHARES,
        st.sampled_from(Standing), evidence,
    )  # fmt: skip
    column = Column(
        "c1", draw(boxes()), (lines[0].id,), draw(st.sampled_from(Direction)), draw(st.booleans())
    )
    region = Region("r1", draw(st.sampled_from(Kind)), draw(boxes()).polygon, (lines[0].id,), draw(SHARES))
    return Page(
        name=name,
        width=draw(st.integers(1, 9000)),
        height=draw(st.integers(1, 9000)),
        source=draw(st.none() | st.builds(Source, TEXTS, st.integers(1, 9), TEXTS)),
        angle=draw(st.floats(-180, 180)),
        lines=lines,
        regions=(region,),
        columns=(column,),
        joins=(Join("c1", "c1", draw(NUMBERS), (("c1", draw(NUMBERS)),)),),
        furniture=tuple(draw(st.lists(blocks, max_size=1))),
        articles=tuple(draw(st.lists(article, max_size=1))),
        edits=tuple(draw(st.lists(edit, max_size=1))),
        ink=draw(st.none() | st.builds(InkAccount, *[st.integers(0, 99)] * 3)),
        made_by=draw(st.dictionaries(TEXTS, TEXTS, max_size=1)),
    )
