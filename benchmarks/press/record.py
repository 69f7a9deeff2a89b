"""What is printed on a page, article by article, block by block, line by line: the truth's raw values."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.press.canvas import LineMark


@dataclass
class BlockRecord:
    """A headline, paragraph, caption … and its printed lines in reading order."""

    kind: str
    lines: list[LineMark] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The running text: line ends closed, hyphens of divided words taken out."""
        out = ""
        for i, line in enumerate(self.lines):
            more = i + 1 < len(self.lines)
            out += line.text[:-1] if line.hyphen and more else line.text
            out += line.join if more else ""
        return out


@dataclass
class ArticleRecord:
    """One article as printed on one page. ``source`` is the id of the made-up article, "" for none."""

    id: str
    kind: str
    source: str = ""
    blocks: list[BlockRecord] = field(default_factory=list)
    jump_to: int | None = None
    """The page the story runs on to."""
    jump_from: int | None = None
    split: bool = False
    """Whether its text is divided within a paragraph by the jump."""

    def block(self, kind: str) -> BlockRecord:
        self.blocks.append(BlockRecord(kind))
        return self.blocks[-1]

    @property
    def printed(self) -> list[BlockRecord]:
        """Blocks with text, headline first, captions last, otherwise as set."""
        rank = {"headline": 0, "kicker": 1, "deck": 2, "byline": 3, "caption": 9}
        return sorted((b for b in self.blocks if b.lines), key=lambda b: rank.get(b.kind, 5))


@dataclass
class PageRecord:
    """All text of a page. ``furniture`` and ``image_text`` belong to no article."""

    articles: list[ArticleRecord] = field(default_factory=list)
    furniture: list[BlockRecord] = field(default_factory=list)
    image_text: list[BlockRecord] = field(default_factory=list)

    def article(self, kind: str, source: str = "") -> ArticleRecord:
        self.articles.append(ArticleRecord(f"a{len(self.articles) + 1}", kind, source))
        return self.articles[-1]

    def furnish(self, kind: str) -> BlockRecord:
        self.furniture.append(BlockRecord(kind))
        return self.furniture[-1]
