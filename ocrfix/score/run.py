"""Scoring files: one pair in memory at a time, under one or several profiles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ocrfix.page import Page
from ocrfix.score.files import FilePair, Files, find_pairs
from ocrfix.score.page_score import PageScore, score_pair
from ocrfix.score.pairing import Pairing
from ocrfix.score.profile import Profile
from ocrfix.score.reading import Pages
from ocrfix.score.set_score import SetScore, collect

Watch = Callable[[FilePair, Page, PageScore, Pairing], None]
"""Told of every page under the first profile: for the report."""


def score_files(
    output: Path,
    truth: Path,
    profiles: Sequence[Profile],
    before: Path | None = None,
    watch: Watch | None = None,
) -> tuple[tuple[SetScore, ...], Files]:
    """Score every page of the truth, profile by profile.

    Raises:
        UnreadableInput: a file cannot be read.
        UsageError: a path does not exist, or there is no truth.
    """
    files = find_pairs(output, truth)
    earlier = {p.name: p for p in find_pairs(before, truth)} if before is not None else {}
    outputs, truths, firsts = Pages(), Pages(), Pages()
    kept: list[list[PageScore]] = [[] for _ in profiles]
    for pair in files:
        made, right = pair.load(outputs, truths)
        old = earlier.get(pair.name)
        first = old.load_output(firsts) if old is not None and old.output is not None else None
        for n, profile in enumerate(profiles):
            score, pairing = score_pair(made, right, profile, first)
            kept[n].append(score)
            if watch is not None and n == 0:
                watch(pair, made, score, pairing)
    return tuple(collect(k, p) for k, p in zip(kept, profiles, strict=True)), files
