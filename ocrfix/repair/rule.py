"""What a repair rule is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from ocrfix.language import Confusions, LanguageModel, Lexicon
from ocrfix.page import Edit, Page
from ocrfix.repair.account import Account
from ocrfix.repair.view import View
from ocrfix.scan import Raster
from ocrfix.settings.repair import RepairSettings

FLAGS_ONLY = 47
"""Rank from which rules only flag: they are asked once, when the text is as it will be."""


class Stage(str, Enum):
    """When a rule is asked: ``INK`` before the reading order is sought, ``TEXT`` once it is known."""

    INK = "ink"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at beside the page. ``raster`` is the image, where there is one; ``account`` its ink
    account, which rules that only flag are given, for by then nothing changes any more."""

    settings: RepairSettings
    language: LanguageModel
    lexicon: Lexicon
    confusions: Confusions
    raster: Raster | None = None
    account: Account | None = None
    known: View | None = None
    """The view of the page that is asked about, if it was made already."""

    def view(self, page: Page) -> View:
        """The page as rules read it."""
        return self.known if self.known is not None and self.known.page is page else View.of(page)


Propose = Callable[[Page, Context], tuple[Edit, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named, versioned way to find one kind of flaw.

    ``propose`` is a pure function: it changes nothing and depends on its arguments alone. Each edit
    stands as its proof allows (applied, suggested, flagged); the settings may lower that, never raise it.
    Rules are asked in the order of ``rank``: what takes text away first, what flags last. ``about`` tells
    a user in one sentence what the rule looks for.
    """

    name: str
    version: int
    stage: Stage
    rank: int
    propose: Propose
    about: str
