"""The page and the document: what the pipeline hands from stage to stage and what is stored."""

from __future__ import annotations

from dataclasses import field

from pydantic.dataclasses import dataclass

from ocrfix.page.article import Article, Block
from ocrfix.page.edit import Edit
from ocrfix.page.geometry import VALUE
from ocrfix.page.region import Column, Region
from ocrfix.page.text import TextLine


@dataclass(frozen=True, slots=True, config=VALUE)
class Source:
    """The file a page came from. ``page`` counts from 1; ``sha256`` is of the whole file."""

    file: str
    page: int = 1
    sha256: str = ""


@dataclass(frozen=True, slots=True, config=VALUE)
class InkAccount:
    """Text-like ink of the page, in pixels of ink: every pixel is claimed once, twice, or unread."""

    claimed: int
    unread: int
    twice: int

    def __post_init__(self) -> None:
        if min(self.claimed, self.unread, self.twice) < 0:
            raise ValueError("ink is counted in pixels, from 0")


@dataclass(frozen=True, slots=True, config=VALUE)
class Join:
    """A choice the reading order made: the column ``before`` is followed by ``after``.

    ``cost`` is in nats, lower is better; ``runners_up`` are the next best followers with their costs.
    """

    before: str
    after: str
    cost: float
    runners_up: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, config=VALUE)
class Page:
    """One side of paper.

    ``angle`` is how far the upright raster was turned against the original, in degrees. ``lines`` hold
    every recognised character once; ``columns``, ``regions``, ``articles`` and ``furniture`` refer to
    them by id. ``made_by`` names versions, models and settings that made the page; ``metadata`` is what a list
    of inputs said of it (id, issue, label and others).

    Raises:
        ValueError: sizes are not positive, ids repeat, or a reference dangles.
    """

    name: str
    width: int | None = None
    height: int | None = None
    source: Source | None = None
    angle: float = 0.0
    lines: tuple[TextLine, ...] = ()
    regions: tuple[Region, ...] = ()
    columns: tuple[Column, ...] = ()
    joins: tuple[Join, ...] = ()
    furniture: tuple[Block, ...] = ()
    articles: tuple[Article, ...] = ()
    edits: tuple[Edit, ...] = ()
    ink: InkAccount | None = None
    made_by: dict[str, str] = field(default_factory=dict)
    metadata: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a page has a name")
        if (self.width is None) != (self.height is None):
            raise ValueError("a page has both sizes or none")
        if self.width is not None and self.height is not None and min(self.width, self.height) <= 0:
            raise ValueError(f"impossible page size {self.width} x {self.height}")
        lines = _unique("line", [line.id for line in self.lines])
        _unique("region", [r.id for r in self.regions])
        columns = _unique("column", [c.id for c in self.columns])
        _unique("article", [a.id for a in self.articles])
        _unique("edit", [e.id for e in self.edits])
        used = {i for r in self.regions for i in r.lines} | {i for c in self.columns for i in c.lines}
        used |= {s.line for b in self.blocks if b.page in (None, self.name) for s in b.spans}
        used |= {s.line for e in self.edits for s in e.spans}
        if not used <= lines:
            raise ValueError(f"page {self.name} refers to lines it lacks: {sorted(used - lines)[:5]}")
        joined = {i for j in self.joins for i in (j.before, j.after)}
        if not joined <= columns:
            raise ValueError(f"page {self.name} joins columns it lacks: {sorted(joined - columns)[:5]}")

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks: furniture first, then article by article."""
        return self.furniture + tuple(b for a in self.articles for b in a.blocks)

    def line(self, line_id: str) -> TextLine:
        """The line of this id.

        Raises:
            KeyError: there is none.
        """
        for line in self.lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)


@dataclass(frozen=True, slots=True, config=VALUE)
class Document:
    """An issue: its pages in order, and the articles of all pages with jumps resolved."""

    name: str
    pages: tuple[Page, ...]
    articles: tuple[Article, ...] = ()

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a document has a name")
        _unique("page", [p.name for p in self.pages])
        _unique("article", [a.id for a in self.articles])


def _unique(what: str, ids: list[str]) -> set[str]:
    found = set(ids)
    if len(found) != len(ids):
        raise ValueError(f"{what} ids repeat: {sorted(i for i in found if ids.count(i) > 1)[:5]}")
    return found
