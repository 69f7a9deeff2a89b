"""Degradations in named levels: clean, scan, worn, microfilm, phone."""
from dataclasses import dataclass
import numpy as np
from benchmarks.press.truth import Mapping, identity
LEVELS = ("clean", "scan", "worn", "microfilm", "phone")
@dataclass(frozen=True)
class Scan:
    image: np.ndarray
    mapping: Mapping
def degrade(pixels, level, rng, em):
    return Scan(pixels, identity)
