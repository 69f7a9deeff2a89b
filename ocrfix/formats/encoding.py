"""Which encoding a text file is in: a byte order mark, UTF-8, or the one in which it reads as text.

GB 18030, Big5 and UTF-16 decode each other's bytes into rare characters, so the right one is the one whose
text a language model finds least surprising. Statistics of bytes alone mistake short texts.
"""

from __future__ import annotations

from collections.abc import Callable

from ocrfix.errors import UnreadableInput

Surprise = Callable[[str], float]
"""Mean nats a character of a text; lower is likelier."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_GUESSED = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 4000
"""Characters that are judged."""
_CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x1a")


def decoded(data: bytes, file: str, surprise: Surprise, most: float) -> tuple[str, str]:
    """The text, without a byte order mark, and the name of its encoding as Python has it.

    ``most`` is how surprising a text may be, in nats a character; UTF-8 and marked UTF-16 are not judged.

    Raises:
        UnreadableInput: the bytes are empty or no text in any encoding known here.
    """
    if not data.strip():
        raise UnreadableInput("the file is empty", file=file, next_step="Leave it out, or make it again.")
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8",):
        text = _tried(data, encoding)
        if text is not None:
            return text, encoding
    found = [(text, encoding) for encoding in _GUESSED if not marked and (text := _tried(data, encoding)) is not None]
    scored = sorted((surprise(text[:_SAMPLE]), encoding, text) for text, encoding in found)
    if scored and scored[0][0] <= most:
        return scored[0][2], scored[0][1]
    raise UnreadableInput(
        "no text in UTF-8, UTF-16, GB 18030 or Big5",
        file=file,
        next_step="If it is text, convert it, for example with `iconv -f ENCODING -t UTF-8`.",
    )


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if any(c in _CONTROL for c in text[:_SAMPLE]) else text
