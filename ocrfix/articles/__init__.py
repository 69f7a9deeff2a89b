"""From reading order to articles."""

from ocrfix.articles.compose import Ordered, compose

__all__ = ["Ordered", "compose"]
