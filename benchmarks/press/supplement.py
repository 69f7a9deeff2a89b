"""Articles of one script set in another, where the supply of a script is short.

Simplified articles are turned into traditional ones (OpenCC), and traditional ones into the dress of the
1930s: numbers in Han numerals, commas for nearly every mark. Their text is a press text, not good prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import opencc

from benchmarks.press.articles import Article, Block, Caption

_DIGITS = "〇一二三四五六七八九"
_QUOTES = str.maketrans("“”‘’", "「」『』")
_MARKS = str.maketrans("，。；：！？", "、、、、、、")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PERCENT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*[%％]")


def han_number(text: str) -> str:
    """A number in Han numerals: up to 99 in words, otherwise digit by digit."""
    digits, _, rest = text.replace(",", "").partition(".")
    if not rest and len(digits) <= 2 and not digits.startswith("0"):
        value = int(digits)
        tens = ("" if value < 20 else _DIGITS[value // 10]) + "十" if value >= 10 else ""
        return tens + (_DIGITS[value % 10] if value % 10 or value == 0 else "")
    out = "".join(_DIGITS[int(d)] for d in digits)
    return out + ("點" + "".join(_DIGITS[int(d)] for d in rest) if rest else "")


def old_dress(text: str) -> str:
    """A traditional text in the manner of the 1930s."""
    text = _PERCENT.sub(lambda m: "百分之" + han_number(m[1]), text)
    text = _NUMBER.sub(lambda m: han_number(m[0]), text).translate(_MARKS)
    return re.sub(r"[A-Za-z][A-Za-z .'()/-]*", "某", re.sub(r"、+", "、", text))


def converter_of(script: str) -> opencc.OpenCC | None:
    """What turns the characters of a script into traditional ones."""
    return opencc.OpenCC("s2t") if script == "hans" else None


def converted(article: Article, script: str, converter: opencc.OpenCC | None) -> Article:
    """The article in another script; ``converter`` is ``converter_of(article.script)``. The id gains the script.

    Raises:
        ValueError: there is no way from the article's script to this one.
    """
    if (article.script, script) not in (("hans", "hant"), ("hans", "hant-1930s"), ("hant", "hant-1930s")):
        raise ValueError(f"no way from {article.script} to {script}")
    change: Callable[[str], str] = partial(_change, converter, script == "hant-1930s")

    def maybe(text: str | None) -> str | None:
        return None if text is None else change(text)

    return replace(
        article, id=f"{article.id}~{script}", script=script,  # type: ignore[arg-type]
        headline=tuple(change(t) for t in article.headline), kicker=maybe(article.kicker),
        short=maybe(article.short) if article.short and len(change(article.short)) <= 9 else None,
        deck=maybe(article.deck), byline=maybe(article.byline),
        body=tuple(Block(b.kind, change(b.text)) for b in article.body),
        captions=tuple(Caption(change(c.text), maybe(c.credit)) for c in article.captions),
    )  # fmt: skip


def _change(converter: opencc.OpenCC | None, old: bool, text: str) -> str:
    text = (converter.convert(text) if converter else text).translate(_QUOTES)
    return old_dress(text) if old else text
