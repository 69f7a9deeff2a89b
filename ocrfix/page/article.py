"""Articles: blocks of text in reading order, each traceable to the glyphs it was made of."""

from __future__ import annotations

from enum import Enum

from pydantic.dataclasses import dataclass

from ocrfix.page.edit import Span
from ocrfix.page.geometry import VALUE, check_confidence
from ocrfix.page.region import Kind


class ArticleKind(str, Enum):
    STORY = "story"
    BRIEF = "brief"
    ADVERT = "advert"
    NOTICE = "notice"
    PICTURE = "picture"
    """A picture story: photographs and captions under a headline or none."""


@dataclass(frozen=True, slots=True, config=VALUE)
class Block:
    """A headline, a paragraph, a caption … as a reader sees it.

    ``text`` is the text of ``spans`` joined over line, column and page ends. ``page`` names the page
    the spans are counted in (``None``: the page that holds the article).
    """

    kind: Kind
    text: str
    spans: tuple[Span, ...] = ()
    page: str | None = None


class JumpWay(str, Enum):
    TO = "to"
    FROM = "from"


@dataclass(frozen=True, slots=True, config=VALUE)
class Jump:
    """A note that a story continues on, or comes from, another page (下转2版, 上接第一版).

    ``note`` is the note as printed, ``target`` the page it names as printed there (Arabic digits) or
    ``None``, ``resolved`` the name of the page of this run that the other part was found on.
    """

    way: JumpWay
    note: str
    target: str | None = None
    resolved: str | None = None


@dataclass(frozen=True, slots=True, config=VALUE)
class ErrorEstimate:
    """How many characters of a text are probably wrong: ``expected``, and an interval that holds the true number
    nine times of ten. ``characters`` are those the estimate is of: those whose confidence is known.

    Characters that were not read at all are not among them.

    Raises:
        ValueError: a number is negative, or the interval inverted.
    """

    expected: float
    low: float
    high: float
    characters: int

    def __post_init__(self) -> None:
        if min(self.expected, self.low, self.characters) < 0 or self.low > self.high:
            raise ValueError(f"impossible estimate {self.low}..{self.high} of {self.characters} characters")

    def __add__(self, other: ErrorEstimate) -> ErrorEstimate:
        """Of two texts together; the interval is wide enough even if both err the same way."""
        return ErrorEstimate(
            self.expected + other.expected,
            self.low + other.low,
            self.high + other.high,
            self.characters + other.characters,
        )


@dataclass(frozen=True, slots=True, config=VALUE)
class Article:
    """Kicker, headline, deck, byline, paragraphs, subheads and captions, in reading order.

    ``pages`` names the pages it stands on, in order; empty means the page that holds it. ``errors`` says what a
    proofreader should look at first.
    """

    id: str
    blocks: tuple[Block, ...]
    kind: ArticleKind = ArticleKind.STORY
    pages: tuple[str, ...] = ()
    jumps: tuple[Jump, ...] = ()
    confidence: float | None = None
    errors: ErrorEstimate | None = None

    def __post_init__(self) -> None:
        if not self.blocks:
            raise ValueError(f"article {self.id} has no text")
        check_confidence(self.confidence)

    def texts(self, *kinds: Kind) -> tuple[str, ...]:
        """The texts of the blocks of these kinds, in order."""
        return tuple(b.text for b in self.blocks if b.kind in kinds)

    @property
    def headline(self) -> str:
        """The headline, its lines joined; empty for a story without one."""
        return "".join(self.texts(Kind.HEADLINE))
