"""Ruling lines between two boxes."""

from __future__ import annotations

from ocrfix.page import Box
from ocrfix.regions.scene import Scene


def rule_beside(a: Box, b: Box, scene: Scene) -> bool:
    """Whether an upright rule stands between two boxes that face each other."""
    left, right = (a, b) if a.center[0] < b.center[0] else (b, a)
    top, bottom = max(a.top, b.top), min(a.bottom, b.bottom)
    if bottom <= top:
        top, bottom = min(a.bottom, b.bottom), max(a.top, b.top)
    for rule in scene.rules:
        if rule.level or rule.of_picture:
            continue
        x = rule.box.center[0]
        covered = min(bottom, rule.box.bottom) - max(top, rule.box.top)
        if left.right - scene.em < x < right.left + scene.em and covered > 0.5 * max(bottom - top, 1.0):
            return True
    return False


def rule_across(a: Box, b: Box, scene: Scene) -> bool:
    """Whether a level rule lies between a box and one below it."""
    upper, lower = (a, b) if a.center[1] < b.center[1] else (b, a)
    left, right = min(a.left, b.left), max(a.right, b.right)
    return any(
        r.level
        and not r.of_picture
        and upper.bottom - scene.em < r.box.center[1] < lower.top + scene.em
        and min(r.box.right, right) - max(r.box.left, left) > 0.5 * (right - left)
        for r in scene.rules
    )
