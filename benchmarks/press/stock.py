"""The supply of articles for one page or issue: each is printed once."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.press.articles import Article
from benchmarks.press.supplement import converted, converter_of

SENTENCE_END = "。！？"
OLD_STOP = "、，。"
FEW = 2
"""Below so many unused articles of a kind, converted ones are offered too."""


class OutOfStockError(RuntimeError):
    """There is no article of this kind left."""


@dataclass
class Stock:
    """Articles of one script and set, taken without replacement."""

    articles: list[Article]
    rng: random.Random
    spare: list[Article] = field(default_factory=list)
    """Articles converted from another script, used where few of the script's own are left."""
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, articles: Iterable[Article], script: str, split: str, rng: random.Random) -> Stock:
        known = [a for a in articles if a.set == split]
        mine = [a for a in known if a.script == script]
        rng.shuffle(mine)
        sources = {"hant": ["hans"], "hant-1930s": ["hant", "hans"]}.get(script, [])
        spare = []
        for source in sources:
            converter = converter_of(source)
            spare += [converted(a, script, converter) for a in known if a.script == source and not a.table]
        rng.shuffle(spare)
        return cls(mine, rng, spare)

    def left(self, *genres: str) -> list[Article]:
        """Unused articles of these genres (any by default), converted ones only where few are left."""
        pool = self.articles
        own = [a for a in pool if a.id not in self.used and (not genres or a.genre in genres)]
        if len(own) >= FEW:
            return own
        return own + [a for a in self.spare if a.id not in self.used and (not genres or a.genre in genres)]

    def take(self, article: Article) -> Article:
        self.used.add(article.id)
        return article

    def some(self, *genres: str) -> Article | None:
        """Any unused article of these genres, or ``None``."""
        left = self.left(*genres)
        return self.take(self.rng.choice(left)) if left else None

    def candidates(self, chars: float, count: int, *genres: str) -> list[Article]:
        """Unused articles whose body is best for a space of ``chars`` characters: a little longer first."""
        left = [a for a in self.left(*genres) if not a.table and a.body]

        def cost(a: Article) -> float:
            size = body_size(a)
            return (size - chars) / chars if size >= chars else 1.6 * (chars - size) / chars

        return sorted(left, key=lambda a: (round(cost(a), 2), a.id))[:count]


def body_size(article: Article) -> int:
    return sum(len(b.text) for b in article.body)


def sentence_cut(text: str, before: int, old: bool) -> int:
    """The end of the last whole sentence within the first ``before`` characters, 0 if there is none."""
    ends = OLD_STOP if old else SENTENCE_END
    for k in range(min(before, len(text)), 0, -1):
        if text[k - 1] in ends and (k == len(text) or text[k] not in "”」』’）"):
            return k
        if k >= 2 and text[k - 1] in "”」』" and text[k - 2] in ends:
            return k
    return 0
