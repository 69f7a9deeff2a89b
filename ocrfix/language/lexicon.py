"""Words, from the dictionary file that the package jieba carries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from ocrfix.errors import UnreadableInput

_WORD = re.compile(r"^(\S+) +\d+(?: .*)?$", re.MULTILINE)


class Lexicon:
    """A frozen set of words. Simplified Chinese; fold traditional text before looking it up."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self.longest = max(map(len, self._words), default=0)

    @classmethod
    def load(cls, path: Path | None = None) -> Lexicon:
        """The words of ``word frequency [tag]`` lines; by default jieba's dictionary, read as a file so that
        jieba itself is neither imported nor initialised.

        Raises:
            UnreadableInput: the file is missing, or a line has no frequency.
        """
        if path is None:
            spec = find_spec("jieba")
            path = Path(spec.origin).parent / "dict.txt" if spec and spec.origin else Path("dict.txt")
        try:
            text = path.read_text(encoding="utf-8")
            words = _WORD.findall(text)
            if len(words) != text.count("\n") + (not text.endswith("\n")):
                raise ValueError("not every line is a word and a number")
            return cls(words)
        except (OSError, ValueError) as error:
            raise UnreadableInput(
                f"is no word list ({error})", file=path, next_step="Reinstall the package jieba."
            ) from error

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def across(self, left: str, right: str) -> str:
        """The longest word that ends ``left`` and begins ``right`` at once; empty when there is none."""
        best = ""
        for before in range(1, min(self.longest, len(left) + 1)):
            for after in range(1, min(self.longest - before, len(right)) + 1):
                word = left[len(left) - before :] + right[:after]
                if len(word) > len(best) and word in self._words:
                    best = word
        return best
