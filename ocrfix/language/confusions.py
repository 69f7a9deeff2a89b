"""Characters that look alike, from the output layer of a recogniser.

A recogniser keeps one row of weights for every character. Rows of characters that it finds hard to tell
apart point the same way once the mean of all rows is taken off (41 of 42 classic pairs, 人 and 入 among
them, are each other's nearest five).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from ocrfix.errors import UnreadableInput
from ocrfix.language.tokens import is_han

DEFAULT = Path(__file__).parent / "data" / "confusions.npz"
"""From the output layer of PP-OCRv6 small (Apache-2.0); ``confusions.md`` beside it says how."""


class Confusions:
    """For each Han character those that look most like it, the nearest first."""

    def __init__(self, characters: str, nearest: npt.NDArray[np.integer], cosine: npt.NDArray[np.floating]) -> None:
        self._rank = {c: i for i, c in enumerate(characters)}
        self._characters, self._nearest, self._cosine = characters, nearest, cosine

    @classmethod
    def load(cls, path: Path | None = None) -> Confusions:
        """Read a table; by default that of the package.

        Raises:
            UnreadableInput: the file is missing or no such table.
        """
        path = path or DEFAULT
        try:
            with np.load(path, allow_pickle=False) as file:
                characters = file["characters"].tobytes().decode()
                return cls(characters, file["nearest"], file["cosine"].astype(np.float32) / 255)
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise UnreadableInput(
                f"is no table of look-alikes ({error})", file=path, next_step="Install ocrfix again."
            ) from error

    def of(self, char: str, least: float = 0.0) -> tuple[tuple[str, float], ...]:
        """Look-alikes of a character with their cosine in (0, 1], at least ``least``; the nearest first."""
        i = self._rank.get(char)
        if i is None:
            return ()
        pairs = zip(self._nearest[i].tolist(), self._cosine[i].tolist(), strict=True)
        return tuple((self._characters[j], c) for j, c in pairs if c >= max(least, 1e-6))

    def alike(self, one: str, other: str) -> bool:
        """Whether one of two characters is among those that look most like the other."""
        return any(c == other for c, _ in self.of(one)) or any(c == one for c, _ in self.of(other))


def build(rows: npt.NDArray[np.float32], characters: list[str], out: Path, keep: int = 6) -> int:
    """Write the table for the Han characters among ``characters``; returns how many there are.

    ``rows`` are the weights of the output layer, one row a character, shape (len(characters), features).
    """
    han = [i for i, c in enumerate(characters) if len(c) == 1 and is_han(c)]
    centred = rows - rows.mean(axis=0)
    unit = (centred / np.linalg.norm(centred, axis=1, keepdims=True))[han]
    nearest = np.zeros((len(han), keep), np.uint16)
    cosine = np.zeros((len(han), keep), np.uint8)
    for start in range(0, len(han), 512):
        part = unit[start : start + 512] @ unit.T
        part[np.arange(len(part)), np.arange(start, start + len(part))] = -1
        best = np.argsort(-part, axis=1, kind="stable")[:, :keep]
        nearest[start : start + 512] = best
        values = np.take_along_axis(part, best, axis=1)
        cosine[start : start + 512] = np.rint(np.clip(values, 0, 1) * 255)
    text = "".join(characters[i] for i in han)
    with out.open("wb") as file:
        np.savez_compressed(file, characters=np.frombuffer(text.encode(), np.uint8), nearest=nearest, cosine=cosine)
    return len(han)
