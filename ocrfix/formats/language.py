"""The language and script of text, told by its characters, as the field's formats name them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ocrfix.page.script import in_charset, is_han

UNKNOWN = "und"
"""ISO 639's code of a language that is not known: characters of Latin script, for one, are of many."""
_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "ARABIC": "Arab",
    "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "HANGUL": "Kore", "CJK": "Hani",
}  # fmt: skip
"""ISO 15924 by the first word of a character's Unicode name."""
_LANGUAGES = {"Hani": "zh", "Hans": "zh", "Hant": "zh", "Jpan": "ja", "Kore": "ko"}
_SHARE = 0.1
"""Share of Kana among the characters of East Asia from which text is Japanese: Chinese print has a の now and then."""
_ONE_SIDED = 0.75
"""Share of forms of one script, among characters that only one has, from which text is in that script."""


@dataclass(frozen=True, slots=True)
class Language:
    """``code`` is ISO 639-1 (``und``: not known), ``script`` ISO 15924."""

    code: str
    script: str

    @property
    def known(self) -> bool:
        return self.code != UNKNOWN

    @property
    def tag(self) -> str:
        """The BCP 47 tag: ``zh-Hans``, ``ja`` (whose script goes without saying), ``und-Latn``."""
        return self.code if self.code in ("ja", "ko") or self.script == "Hani" else f"{self.code}-{self.script}"

    @property
    def name(self) -> str:
        """The English name by ISO 639, as PAGE-XML has it: ``Chinese``."""
        return str(_iso639(self.code).name)

    @property
    def bibliographic(self) -> str:
        """The ISO 639-2/B code of library catalogues: ``chi``."""
        return str(_iso639(self.code).pt2b)


def language_of(texts: Iterable[str]) -> Language | None:
    """What most of the text's letters are of; ``None`` for text without letters.

    Chinese is ``Hans`` or ``Hant`` by characters that only GB 2312 or only Big5 has; ``Hani`` where neither prevails.
    """
    letters = Counter({c: n for c, n in Counter("".join(texts)).items() if c.isalpha()})
    scripts: Counter[str] = Counter()
    for char, count in letters.items():
        script = "Hani" if is_han(char) else _SCRIPTS.get(unicodedata.name(char, "").split(" ", 1)[0])
        if script is not None:
            scripts[script] += count
    if not scripts:
        return None
    east = sum(scripts[s] for s in ("Hani", "Jpan", "Kore"))
    script = max(sorted(scripts), key=lambda s: scripts[s])
    if east * 2 < scripts.total():
        return Language(_LANGUAGES.get(script, UNKNOWN), script)
    for script in ("Jpan", "Kore"):
        if scripts[script] >= _SHARE * east:
            return Language(_LANGUAGES[script], script)
    return Language("zh", _han(letters))


def _han(letters: Counter[str]) -> str:
    simplified = traditional = 0
    for char, count in letters.items():
        new, old = in_charset(char, "gb2312"), in_charset(char, "big5")
        simplified += count * (new and not old)
        traditional += count * (old and not new)
    both = simplified + traditional
    if not both or max(simplified, traditional) < _ONE_SIDED * both:
        return "Hani"
    return "Hans" if simplified > traditional else "Hant"


def _iso639(code: str) -> Any:
    from iso639 import Lang  # noqa: PLC0415 - a table of 8,000 languages, for one

    return Lang(code)
