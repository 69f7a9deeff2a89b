"""Documents for the benchmark: made-up articles as OCR text, with flaws at known places."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.flaws.plant import PLANTS, Planted
from benchmarks.flaws.traps import trap
from benchmarks.press.articles import Article, Script, Split, load_articles

_LEAST = 40
"""Characters of a paragraph into which a flaw is planted."""
SHARES = {"join": 2.0, "lost mark": 0.5}
"""How often a kind is drawn, against 1 for the others: a lost stop is rarer than a broken sentence."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines ``first`` and following of the file that are one paragraph of the clean text."""

    first: int
    planted: Planted


@dataclass(frozen=True, slots=True)
class Written:
    """A document: its lines, numbered from 1, and its paragraphs. ``kind`` of a sound paragraph is empty."""

    lines: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def documents(split: Split, script: Script, seed: int, kinds: Sequence[str] = ()) -> Iterator[Written]:
    """Documents of three articles each, all articles of a set once; the same arguments give the same text.

    Half of the paragraphs that are long enough get one flaw, of a kind drawn at random; every article is
    followed by a trap in one case of three.
    """
    rng = random.Random(f"{split}/{script}/{seed}")
    articles = [a for a in load_articles() if a.set == split and a.script == script and a.paragraphs]
    rng.shuffle(articles)
    for i in range(0, len(articles), 3):
        yield _written(articles[i : i + 3], rng, list(kinds or PLANTS))


def written(paragraphs: Sequence[str], rng: random.Random, kinds: Sequence[str] = ()) -> Written:
    """A document of these paragraphs, half of them with a flaw."""
    return _laid([_flawed(p, rng, list(kinds or PLANTS)) for p in paragraphs])


def _written(articles: Sequence[Article], rng: random.Random, kinds: list[str]) -> Written:
    passages: list[Planted] = []
    for article in articles:
        passages += [_sound(line) for line in article.headline]
        for block in article.body:
            passages.append(_flawed(block.text, rng, kinds) if block.kind == "paragraph" else _sound(block.text))
        if rng.random() < 1 / 3:
            passages += [_sound(p) for p in trap(rng).split("\n\n")]
    return _laid(passages)


def _laid(passages: Sequence[Planted]) -> Written:
    lines: list[str] = []
    placed = []
    for planted in passages:
        placed.append(Passage(len(lines) + 1, planted))
        lines += [*planted.lines, ""]
    return Written(tuple(lines), tuple(placed))


def _sound(text: str) -> Planted:
    return Planted("", (text,), text, ())


def _flawed(text: str, rng: random.Random, kinds: list[str]) -> Planted:
    if len(text) < _LEAST or rng.random() < 0.5:
        return _sound(text)
    for _ in range(8):
        kind = rng.choices(kinds, [SHARES.get(k, 1.0) for k in kinds])[0]
        planted = PLANTS[kind](text, rng)
        if planted is not None:
            return planted
    return _sound(text)
