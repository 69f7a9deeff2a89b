"""A page as it is scored: stories of passages, captions and furniture apart, under one profile.

* A story's headline comes first, then kicker and deck (their order is free), then its body in order.
* Captions, each with the credit behind it, and furniture are kept apart.
* Jump notes are left out, by kind and by pattern.
* Text of a story that stands on another page is not this page's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from ocrfix.page import Article, Block, Kind, Page
from ocrfix.score.jumps import without_jump_notes
from ocrfix.score.profile import Profile

Indices = NDArray[np.int32]


class Role(Enum):
    """What the text of a passage is to the score."""

    HEADLINE = "headline"
    HEAD = "head"
    """Kicker or deck."""
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Passage:
    """A block under the profile. ``blocks`` are the blocks of the page it was made of."""

    text: str
    role: Role = Role.BODY
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """An article: its head passages, then its body."""

    id: str
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.passages)

    @property
    def heads(self) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if p.role is not Role.BODY)

    @property
    def headline(self) -> str:
        return "".join(p.text for p in self.passages if p.role is Role.HEADLINE)


@dataclass(frozen=True, slots=True)
class Flat:
    """All stories in one text. ``story`` and ``passage`` say for every character which one it is in;
    passages are counted through the page.
    """

    text: str
    story: Indices
    passage: Indices

    def __len__(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True)
class View:
    """A page as it is scored."""

    name: str
    stories: tuple[Story, ...]
    captions: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    caption_blocks: tuple[tuple[Block, ...], ...] = field(default=(), repr=False)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(p for s in self.stories for p in s.passages)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the stories."""
        return tuple(s.text for s in self.stories)

    def flat(self) -> Flat:
        lengths = [[len(p.text) for p in s.passages] for s in self.stories]
        per_passage = [n for ns in lengths for n in ns]
        per_story = [sum(ns) for ns in lengths]
        return Flat(
            "".join(s.text for s in self.stories),
            np.repeat(np.arange(len(per_story), dtype=np.int32), per_story),
            np.repeat(np.arange(len(per_passage), dtype=np.int32), per_passage),
        )


def view(page: Page, profile: Profile) -> View:
    """The page under the profile. Blocks of which nothing is left are dropped."""
    stories, captions = [], []
    for article in page.articles:
        blocks = [b for b in article.blocks if b.page in (None, page.name)]
        passages = _passages(blocks, profile)
        if passages:
            stories.append(Story(article.id, passages))
        captions += _captions(article, page.name)
    normal = [(profile.apply("".join(b.text for b in blocks)), blocks) for blocks in captions]
    return View(
        page.name,
        tuple(stories),
        tuple(text for text, _ in normal if text),
        tuple(text for b in page.furniture if (text := profile.apply(b.text))),
        tuple(blocks for text, blocks in normal if text),
    )


def _passages(blocks: list[Block], profile: Profile) -> tuple[Passage, ...]:
    groups: list[tuple[Role, list[Block]]] = []
    if headline := [b for b in blocks if b.kind is Kind.HEADLINE]:
        groups.append((Role.HEADLINE, headline))
    for kind in (Kind.KICKER, Kind.DECK):
        groups += [(Role.HEAD, [b]) for b in blocks if b.kind is kind]
    apart = (Kind.HEADLINE, Kind.KICKER, Kind.DECK, Kind.CAPTION, Kind.JUMP_NOTE)
    groups += [
        (Role.BODY, [b])
        for i, b in enumerate(blocks)
        if b.kind not in apart and not (b.kind is Kind.CREDIT and i and blocks[i - 1].kind is Kind.CAPTION)
    ]
    made = [Passage(_normal("".join(b.text for b in group), profile), role, tuple(group)) for role, group in groups]
    return tuple(p for p in made if p.text)


def _normal(text: str, profile: Profile) -> str:
    kept = without_jump_notes(text)
    return profile.apply(kept + profile.separator) if kept else ""


def _captions(article: Article, page: str) -> list[tuple[Block, ...]]:
    found: list[tuple[Block, ...]] = []
    previous: Kind | None = None
    for block in article.blocks:
        if block.page not in (None, page):
            continue
        if block.kind is Kind.CAPTION:
            found.append((block,))
        elif block.kind is Kind.CREDIT and previous is Kind.CAPTION:
            found[-1] += (block,)
        previous = block.kind
    return found
