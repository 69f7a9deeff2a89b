"""Opens the browser without the token in its command line, which every user of the machine can read: it is given a
file that only its owner can read, and that leads on. As Jupyter does."""

from __future__ import annotations

import contextlib
import html
import os
import webbrowser
from collections.abc import Iterator
from pathlib import Path

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>ocrfix review</title>
<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url={address}"></head>
<body><p><a href="{address}">Open the review</a></p></body></html>
"""


@contextlib.contextmanager
def opened(address: str, file: Path) -> Iterator[bool]:
    """Opens an address in the user's browser by way of ``file``, which is gone at the end. ``False``: no browser could
    be started, or the file not be written."""
    try:
        file.unlink(missing_ok=True)  # left by a review that was killed: its token opens nothing any more
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as page:
            page.write(_PAGE.format(address=html.escape(address)))
        done = webbrowser.open(file.resolve().as_uri())
    except OSError:
        done = False
    try:
        yield done
    finally:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
