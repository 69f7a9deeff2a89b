"""The language model: character trigrams for Chinese, and the lexicon. Imports ``page`` and below only."""

from ocrfix.language.build import build
from ocrfix.language.confusions import Confusions
from ocrfix.language.lexicon import Lexicon
from ocrfix.language.model import LanguageModel

__all__ = ["Confusions", "LanguageModel", "Lexicon", "build"]
