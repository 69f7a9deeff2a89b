"""Settings of the character n-gram model and of its build."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from ocrfix.settings.base import Group


class LanguageSettings(Group):
    """The language model: which one is used, and how one is built."""

    model: Path | None = Field(
        default=None,
        description="A model file made by `ocrfix language build`; none: the Chinese model of the package.",
    )
    budget: int = Field(
        default=5_200_000,
        ge=100_000,
        description="Bytes a built model may have. Reason: it travels inside the package; n-grams that "
        "lose least likelihood are left out until it fits (weighted difference, Seymore & Rosenfeld 1996).",
    )
    floor: int = Field(
        default=2,
        ge=1,
        description="Count below which a bigram or trigram of a text corpus is not kept (its mass goes to "
        "the shorter context). Reason: most n-grams seen once are noise, and they are half of the table.",
    )
    open_vocabulary: int = Field(
        default=25_000,
        ge=1,
        description="Characters the unseen share of probability is spread over. "
        "Source: about as many as the CJK Unified Ideographs block (20,992) with extension A in use.",
    )
