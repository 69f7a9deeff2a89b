"""Exit codes and the errors that carry them. Every message names the file, the cause and the next step."""

from __future__ import annotations

import os
import re
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What the process returns to the shell."""

    OK = 0
    FOUND = 1
    """``--check`` found repairs, or a score gate was missed."""
    USAGE = 2
    UNREADABLE_INPUT = 3
    ENGINE_MISSING = 4
    ENGINE_FAILED = 5
    CANNOT_WRITE = 6
    INVALID_OUTPUT = 7
    PARTLY_FAILED = 8
    """Some inputs of a batch failed, the others are done."""
    INTERNAL = 70
    INTERRUPTED = 130


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def shown(path: str | Path) -> str:
    """A path as text that can be printed, stored and put into XML.

    Names that are no UTF-8 are read as GB 18030; what is that neither, and control characters, is
    written as ``%`` and its bytes in hex.
    """
    text = str(path)
    if text.isascii() and text.isprintable():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(text) if not re.search("[\ud800-\udc7f\udd00-\udfff]", text) else b""
        text = _decoded(raw) if raw else "".join(c if not "\ud800" <= c <= "\udfff" else "%3F" for c in text)
    return _CONTROL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace").replace("\\x", "%")


class OcrfixError(Exception):
    """Base of all errors a user can meet.

    ``file`` is what the error is about (``None`` when it is no file), ``cause`` says what is wrong,
    ``next_step`` what the user can do about it.
    """

    exit_code = ExitCode.INTERNAL

    def __init__(self, cause: str, *, file: str | Path | None = None, next_step: str) -> None:
        super().__init__(cause)
        self.cause = cause
        self.file = shown(file) if file is not None else None
        self.next_step = next_step

    def __str__(self) -> str:
        where = f"{self.file}: " if self.file is not None else ""
        return f"{where}{self.cause}. {self.next_step}"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.cause, self.file, self.next_step)


def _rebuild(kind: type[OcrfixError], cause: str, file: str | None, next_step: str) -> OcrfixError:
    return kind(cause, file=file, next_step=next_step)


class UsageError(OcrfixError):
    exit_code = ExitCode.USAGE


class UnreadableInput(OcrfixError):
    """An input cannot be decoded, is empty, truncated, too large, protected, or of no known format."""

    exit_code = ExitCode.UNREADABLE_INPUT


class EngineMissing(OcrfixError):
    """A recogniser, a model or a shared library is not installed."""

    exit_code = ExitCode.ENGINE_MISSING


class EngineFailed(OcrfixError):
    exit_code = ExitCode.ENGINE_FAILED


class CannotWrite(OcrfixError):
    exit_code = ExitCode.CANNOT_WRITE


class InvalidOutput(OcrfixError):
    exit_code = ExitCode.INVALID_OUTPUT
