"""Finding and reading text lines."""

from ocrfix.recognise.engine import Engine
from ocrfix.recognise.paddle import PaddleEngine, load

__all__ = ["Engine", "PaddleEngine", "load"]
