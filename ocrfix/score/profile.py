"""Normalisation profiles: what counts as the same character. Named, versioned, the same on both sides.

Every profile is an explicit map from character to text, so a score can be repeated elsewhere. Not NFKC: it
rewrites ``…``, ``①`` and compatibility ideographs, folds only some of the full-width marks and changes the
denominators.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ocrfix.errors import UnreadableInput, UsageError

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
_VERTICAL = dict(
    zip(
        [chr(c) for c in (*range(0xFE10, 0xFE1A), *range(0xFE30, 0xFE45), *range(0xFE47, 0xFE50))],
        ",、。:;!?〖〗…" + "‥—–__(){}〔〕【】《》〈〉「」『』" + "[]‾‾‾‾___",
        strict=True,
    )
)
"""Presentation forms for vertical text (FE10-FE19, FE30-FE4F). FE45 and FE46, sesame dots, have no other form."""

WIDTH = _FULL_WIDTH | _VERTICAL
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_CONTENT_SYMBOLS = frozenset("%‰℃℉°+<=>±×÷$¥￥€£￡¢￠#&@*/^~|")
"""Symbols and marks that say something and stay in ``content``."""


class _Table(dict[int, "str | None"]):
    """What ``str.translate`` asks: filled as characters are met, from the fold and what is dropped."""

    def __init__(self, fold: Mapping[str, str], drop: Callable[[str], bool]) -> None:
        super().__init__()
        self.fold, self.drop = fold, drop

    def __missing__(self, code: int) -> str | None:
        char = self.fold.get(chr(code), chr(code))
        self[code] = None if self.drop(char) else char
        return self[code]


@dataclass(frozen=True, slots=True)
class Profile:
    """A function from text to text, applied character by character.

    ``separator`` is put behind every block, so that ``raw`` sees where paragraphs end; the other profiles
    remove white space and with it every separator.
    """

    name: str
    version: int
    fold: Mapping[str, str] = field(default_factory=dict, repr=False)
    drop: Callable[[str], bool] = field(default=lambda _: False, repr=False)
    separator: str = ""
    _table: _Table = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_table", _Table(self.fold, self.drop))

    @property
    def label(self) -> str:
        return f"{self.name}/{self.version}"

    def apply(self, text: str) -> str:
        """The text under this profile; never longer than the text."""
        return text.translate(self._table)

    def folding(self, name: str, fold: Mapping[str, str]) -> Profile:
        """This profile with more characters folded; its name says so (``width+variants``)."""
        table = {**{k: _end(v, fold) for k, v in self.fold.items()}, **{k: _end(k, fold) for k in fold}}
        return Profile(f"{self.name}+{name}", self.version, table, self.drop, self.separator)


def _end(char: str, fold: Mapping[str, str]) -> str:
    """Where a chain of foldings ends. A ring ends at its smallest member."""
    seen = [char]
    while (following := fold.get(seen[-1])) is not None:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]


def _blank(char: str) -> bool:
    return char.isspace() or char in _INVISIBLE


def _no_content(char: str) -> bool:
    if _blank(char):
        return True
    return char not in _CONTENT_SYMBOLS and char != "□" and unicodedata.category(char)[0] in "PSZC"


RAW = Profile("raw", 1, separator="\n")
WIDTH_PROFILE = Profile("width", 1, WIDTH, _blank)
CONTENT = Profile("content", 1, WIDTH, _no_content)
PROFILES = {p.name: p for p in (RAW, WIDTH_PROFILE, CONTENT)}


def profile(name: str) -> Profile:
    """The profile of this name.

    Raises:
        UsageError: there is none.
    """
    if name not in PROFILES:
        raise UsageError(f"no profile is called {name}", next_step=f"Choose one of {', '.join(PROFILES)}.")
    return PROFILES[name]


def read_variants(path: Path) -> dict[str, str]:
    """Glyph variants to fold: a JSON object from character to character.

    Raises:
        UnreadableInput: the file is no such object.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableInput(
            f"cannot be read as JSON ({error})", file=path, next_step="Check the path and the file."
        ) from error
    if not isinstance(found, dict) or not all(
        isinstance(v, str) and len(k) == 1 and len(v) == 1 for k, v in found.items()
    ):
        raise UnreadableInput(
            "is not an object from character to character",
            file=path,
            next_step='Write it as {"為": "爲", …}.',
        )
    return found


def simplified(chars: str) -> dict[str, str]:
    """The characters among these that have a simplified form (OpenCC, ``t2s``, one by one)."""
    from opencc import OpenCC  # noqa: PLC0415 - slow to load and needed for one option only

    convert = OpenCC("t2s").convert
    pairs = ((c, convert(c)) for c in sorted(set(chars)))
    return {c: s for c, s in pairs if s != c and len(s) == 1}
