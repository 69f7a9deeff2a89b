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
class Article:
    """Kicker, headline, deck, byline, paragraphs, subheads and captions, in reading order.

    ``pages`` names the pages it stands on, in order; empty means the page that holds it.
    """

    id: str
    blocks: tuple[Block, ...]
    kind: ArticleKind = ArticleKind.STORY
    pages: tuple[str, ...] = ()
    jumps: tuple[Jump, ...] = ()
    confidence: float | None = None

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
