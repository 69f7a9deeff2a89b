"""The character trigram model: how surprising a text is, and whether two pieces of it run on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ocrfix.language import packed
from ocrfix.language.tokens import LATIN, OTHER, START, TERMINALS, Ids, counted, dense, encode, is_han

Floats = npt.NDArray[np.float64]

DEFAULT = Path(__file__).parent / "data" / "zh.npz"
"""The Chinese model of the package; ``zh.md`` beside it says what it was made of."""

_NONE = -1
"""The id of a context that is not known (the text begins)."""


class LanguageModel:
    """A trigram model over characters, modified Kneser-Ney. All values are in nats.

    Immutable and free of caches: every method depends on its arguments alone. White space costs nothing,
    a run of Latin letters costs what its first letter shows.
    """

    def __init__(self, model: packed.Packed) -> None:
        size = len(model.vocabulary)
        self._size = size
        self._other = model.vocabulary.index(OTHER)
        self._table = dense(model.codes, model.code_ids, self._other)
        self._latin = model.vocabulary.index(LATIN)
        self._start = model.vocabulary.index(START)
        self._terminals = np.array([model.vocabulary.index(t) for t in TERMINALS], np.int64)
        first = np.repeat(np.arange(size, dtype=np.int64), model.bigram_children)
        self._bigrams = first * size + model.bigram_last
        pair = np.repeat(np.arange(self._bigrams.size, dtype=np.int64), model.trigram_children)
        self._trigrams = pair * size + model.trigram_last
        self._p1, self._b1 = model.p1, model.b1
        self._p2, self._b2, self._p3 = model.p2, model.b2, model.p3
        self._about = dict(model.about)
        self._tokens = tuple(model.vocabulary)
        han = np.array([ord(t) if len(t) == 1 and is_han(t) else 0 for t in self._tokens])[self._table[:-1]]
        folded = (han > 0) & (han != np.arange(han.size)) & (self._table[:-1] >= 0)
        simple, forms = np.unique(han[folded], return_counts=True)
        self._forms: dict[str, int] = dict(zip(map(chr, simple.tolist()), forms.tolist(), strict=True))

    @classmethod
    def load(cls, path: Path | None = None) -> LanguageModel:
        """The model of a file, by default the Chinese model of the package.

        Raises:
            UnreadableInput: the file is missing or is no model.
        """
        return cls(packed.read(path or DEFAULT))

    @property
    def about(self) -> dict[str, str]:
        """Where the model comes from."""
        return dict(self._about)

    def knows(self, char: str) -> bool:
        """Whether the character (folded) was seen when the model was built."""
        return bool(self.known(char)[0])

    def known(self, text: str) -> npt.NDArray[np.bool_]:
        """``knows`` for every character of a text, shape (len(text),)."""
        known: npt.NDArray[np.bool_] = encode(text, self._table) != self._other
        return known

    def folded(self, text: str) -> str:
        """The text with traditional characters in their simplified form, where the model knows them. Same length."""
        ids = encode(text, self._table)
        tokens = self._tokens
        return "".join(
            tokens[i] if i >= 0 and i != self._other and is_han(c) and len(tokens[i]) == 1 else c
            for c, i in zip(text, ids.tolist(), strict=True)
        )

    def forms(self, char: str) -> int:
        """How many traditional forms (or variants) a simplified character stands for; 0 for most."""
        return self._forms.get(char, 0)

    def surprisal(self, text: str) -> Floats:
        """−log P(character | the two before it), one value a character, shape (len(text),).

        The first character is scored without context; a character after 。！？； with the start of a
        sentence as its context. White space and the later letters of a Latin run cost 0.
        """
        result = np.zeros(len(text))
        ids = encode(text, self._table)
        kept = counted(ids, self._latin)
        if kept.size:
            stream, place = self._stream(ids[kept])
            result[kept] = -self._scores(stream)[place]
        return result

    def logprob(self, text: str) -> float:
        """log P(text), no sentence marks added."""
        return -float(self.surprisal(text).sum())

    def unigram(self, text: str) -> Floats:
        """log P of each character by itself, shape (len(text),); white space counts 0."""
        ids = encode(text, self._table)
        return np.where(ids >= 0, self._p1[np.maximum(ids, 0)], 0.0)

    def seam(self, left: str, right: str) -> float:
        """How much better ``right`` goes on after ``left`` than it stands by itself.

        log P(first two characters of right | last two of left) − log P(they, elsewhere), "elsewhere" being
        the start of a sentence or any place of one, half and half; above 0 when the two run on. 0 when
        either is empty; close to or below 0 when ``left`` ends a sentence.
        """
        return float(self.seam_matrix([left], [right])[0, 0])

    def seam_matrix(self, lefts: Sequence[str], rights: Sequence[str]) -> Floats:
        """``seam`` of every left with every right, shape (len(lefts), len(rights))."""
        ends = np.array([self._end(t) for t in lefts], np.int64).reshape(len(lefts), 2)
        starts = np.array([self._begin(t) for t in rights], np.int64).reshape(len(rights), 2)
        none = np.full(len(rights), _NONE)
        opening = np.full(len(rights), self._start)
        begun = self._run(none, opening, starts[:, 0], starts[:, 1])
        free = self._run(none, none, starts[:, 0], starts[:, 1])
        elsewhere = np.logaddexp(begun, free) - np.log(2.0)
        l2, l1 = (np.repeat(ends[:, i], len(rights)) for i in (0, 1))
        r0, r1 = (np.tile(starts[:, i], len(lefts)) for i in (0, 1))
        running = self._run(l2, l1, r0, r1).reshape(len(lefts), len(rights))
        empty = (ends[:, 1] == _NONE)[:, None] | (starts[:, 0] == _NONE)[None]
        return np.where(empty, 0.0, running - elsewhere[None])

    def gains(self, text: str, positions: Sequence[int], characters: Sequence[str]) -> Floats:
        """log P(text with one character put in the place of another) − log P(text), for each pair of a
        position and a character; shape (len(positions),).

        Raises:
            ValueError: a position holds white space or the later letter of a Latin run.
        """
        ids = encode(text, self._table)
        kept = counted(ids, self._latin)
        rank = np.full(len(text), -1, np.int64)
        rank[kept] = np.arange(kept.size)
        at = rank[np.array(positions, np.int64)] if len(positions) else np.zeros(0, np.int64)
        if (at < 0).any():
            raise ValueError("a position holds no character of its own")
        if not at.size:
            return np.zeros(0)
        stream, place = self._stream(ids[kept])
        centre = place[at] + 2
        padded = np.concatenate(([_NONE, _NONE], stream, [_NONE, _NONE]))
        old = padded[centre]
        new = encode("".join(c[0] for c in characters), self._table)
        b2, b1, a1, a2 = (padded[centre + k] for k in (-2, -1, 1, 2))
        places, place_of = np.unique(centre, return_index=True, return_inverse=True)[1:]
        asked = (np.concatenate((k, k[places])) for k in (b2, b1, a1, a2))
        b2, b1, a1, a2 = asked
        score = self._around(b2, b1, np.concatenate((new, old[places])), a1, a2)
        return score[: len(new)] - score[len(new) :][place_of]

    def _around(self, b2: Ids, b1: Ids, char: Ids, a1: Ids, a2: Ids) -> Floats:
        """log P of a character and of the two after it, given the two before."""
        before, last, word = (np.concatenate(k) for k in ((b2, b1, char), (b1, char, a1), (char, a1, a2)))
        first, second, third = self._conditional(before, last, word).reshape(3, -1)
        blocked = (a1 == _NONE) | (a1 == self._start)
        second = np.where(blocked, 0.0, second)
        third = np.where(blocked | (a2 == _NONE) | (a2 == self._start), 0.0, third)
        total: Floats = first + second + third
        return total

    def prefers_reversed(self, text: str) -> float:
        """Nats in favour of the text read backwards (above 0: it was probably set right to left)."""
        return self.logprob(text[::-1]) - self.logprob(text)

    def _run(self, before: Ids, last: Ids, first: Ids, second: Ids) -> Floats:
        """log P(first, second | before, last) for arrays of ids."""
        return self._conditional(before, last, first) + self._second(last, first, second)

    def _second(self, before: Ids, first: Ids, second: Ids) -> Floats:
        first_ends = np.isin(first, self._terminals)
        scored = self._conditional(
            np.where(first_ends, _NONE, before), np.where(first_ends, self._start, first), second
        )
        return np.where(second == _NONE, 0.0, scored)

    def _end(self, text: str) -> tuple[int, int]:
        ids = encode(text[-64:], self._table)
        tail = [int(i) for i in ids[counted(ids, self._latin)][-2:]]
        if not tail:
            return _NONE, _NONE
        if tail[-1] in self._terminals:
            return _NONE, self._start
        if len(tail) == 1:
            return _NONE, tail[0]
        return (self._start if tail[0] in self._terminals else tail[0]), tail[1]

    def _begin(self, text: str) -> tuple[int, int]:
        ids = encode(text[:64], self._table)
        head = [int(i) for i in ids[counted(ids, self._latin)][:2]]
        return (head[0] if head else _NONE), (head[1] if len(head) > 1 else _NONE)

    def _stream(self, ids: Ids) -> tuple[Ids, npt.NDArray[np.intp]]:
        """The tokens with a sentence start after every terminal mark, and where the tokens stand in it."""
        ends = np.isin(ids[:-1], self._terminals)
        place = np.arange(ids.size) + np.concatenate(([0], np.cumsum(ends)))
        stream = np.full(int(place[-1]) + 1, self._start, np.int64)
        stream[place] = ids
        return stream, place

    def _scores(self, stream: Ids) -> Floats:
        """log P of each token of a stream after the two before it."""
        score = self._p1[stream]
        if stream.size < 2:
            return score
        last, word = stream[:-1], stream[1:]
        at, known = _find(self._bigrams, last * self._size + word)
        score[1:] = np.where(known, self._p2[at], self._b1[last] + self._p1[word])
        if stream.size > 2:
            pair, has_pair = at[:-1], known[:-1]
            found, known3 = _find(self._trigrams, pair * self._size + stream[2:])
            known3 &= has_pair
            shorter = score[2:] + np.where(has_pair, self._b2[pair], 0.0)
            score[2:] = np.where(known3, self._p3[found], shorter)
        return score

    def _conditional(self, before: Ids, last: Ids, word: Ids) -> Floats:
        """log P(word | before, last) for arrays of ids; ``_NONE`` shortens the context."""
        has_last, has_before = last != _NONE, before != _NONE
        safe_last, safe_word = np.maximum(last, 0), np.maximum(word, 0)
        at, known = _find(self._bigrams, safe_last * self._size + safe_word)
        single = self._p1[safe_word]
        score = np.where(known, self._p2[at], self._b1[safe_last] + single)
        pair, has_pair = _find(self._bigrams, np.maximum(before, 0) * self._size + safe_last)
        found, known3 = _find(self._trigrams, pair * self._size + safe_word)
        usable = has_before & has_pair
        longer = np.where(known3, self._p3[found], score + self._b2[pair])
        score = np.where(usable, longer, score)
        return np.where(has_last, score, single)


def _find(keys: Ids, wanted: Ids) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    if keys.size == 0:
        return np.zeros(wanted.size, np.intp), np.zeros(wanted.size, np.bool_)
    at = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
    return at, keys[at] == wanted
