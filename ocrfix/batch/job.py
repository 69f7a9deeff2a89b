"""What is to be converted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from ocrfix import formats
from ocrfix.batch.inputs import Input
from ocrfix.batch.selection import PageSelection
from ocrfix.batch.storage import Bucket, Folder, Storage
from ocrfix.settings.batch import BatchSettings


@dataclass(frozen=True, slots=True)
class Job:
    """What to convert, where to, and in which formats (names of ``ocrfix.formats``).

    Outputs go to ``out``, or to the URL ``remote``; then ``out`` is a folder of this machine for the ledger.
    ``issues`` is a pattern of ``grouping.pattern``; ``settings_key`` stands for all settings that matter for an output
    (``fingerprint.of_settings``). ``force`` converts finished pages again. The run stops after ``max_failures`` pages
    that failed; ``None``: never.
    """

    inputs: tuple[Input, ...]
    out: Path
    formats: tuple[str, ...] = formats.DEFAULT
    pages: PageSelection | None = None
    issues: re.Pattern[str] | None = None
    settings_key: str = ""
    settings: BatchSettings = field(default_factory=BatchSettings)
    force: bool = False
    max_failures: int | None = None
    remote: str = ""

    @property
    def storage(self) -> Storage:
        """Where the outputs go."""
        return Bucket(self.remote) if self.remote else Folder(self.out)
