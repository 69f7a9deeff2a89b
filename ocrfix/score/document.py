"""The score as JSON, ``schema/score.schema.json``."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ocrfix import __version__
from ocrfix.score.files import Files
from ocrfix.score.gates import Gate
from ocrfix.score.measure import Measure
from ocrfix.score.registry import METRICS
from ocrfix.score.set_score import SetScore

VERSION = 1


def as_document(scores: Sequence[SetScore], files: Files | None = None, gates: Sequence[Gate] = ()) -> dict[str, Any]:
    """The scores under one or several profiles as a JSON value. Gates hold for the first profile.

    What is counted against nothing has the value ``null``; its parts say how much it is.
    """
    return {
        "schema": "ocrfix/score",
        "version": VERSION,
        "made_by": f"ocrfix {__version__}",
        "metrics": {m.name: {"title": m.title, "better": "lower" if m.lower else "higher"} for m in METRICS},
        "scores": [_score(s) for s in scores],
        "missing_outputs": list(files.missing) if files else [],
        "outputs_without_truth": list(files.without_truth) if files else [],
        "gates": [
            {
                "metric": g.metric,
                "at_most" if g.upper else "at_least": g.limit,
                "holds": g.holds(scores[0]),
            }
            for g in gates
        ],
    }


def as_json(document: Mapping[str, Any]) -> Iterator[str]:
    """The text of a JSON value, piece by piece: a thousand pages are never one string."""
    yield from json.JSONEncoder(ensure_ascii=False, indent=1, allow_nan=False).iterencode(document)
    yield "\n"


def _score(score: SetScore) -> dict[str, Any]:
    return {
        "profile": score.profile,
        "weighting": "sums over all pages (micro average)",
        "pages": len(score.pages),
        "figures": _figures(score.figures),
        "by_page": [{"page": p.name, "figures": _figures(p.figures)} for p in score.pages],
    }


def _figures(figures: Mapping[str, Measure]) -> dict[str, Any]:
    return {
        name: {"value": figure.value if math.isfinite(figure.value) else None, **figure.parts()}
        for name, figure in figures.items()
    }
