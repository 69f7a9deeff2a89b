"""Vertical pages: tiers from top to bottom, lines from right to left."""
from benchmarks.press.families import Family
FAMILIES: list[Family] = []
