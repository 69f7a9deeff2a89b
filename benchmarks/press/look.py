"""How a newspaper looks: its faces, sizes and rules, drawn once for a page."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal

from benchmarks.press.canvas import Colour, RuleKind
from benchmarks.press.fonts import Face, Fonts
from benchmarks.press.linebreak import Rules

Script = Literal["hans", "hant", "hant-1930s", "latin"]

_ROLES: dict[str, dict[str, list[str]]] = {
    "hans": {
        "body": ["serif-sc", "serif-sc", "song-gb", "ming-cn", "sans-sc"],
        "head": ["sans-bold-sc", "serif-bold-sc", "zenhei", "sans-bold-sc"],
        "kai": ["kai-gb", "kai-cn"],
        "sans": ["sans-sc", "microhei", "zenhei"],
        "bold": ["sans-bold-sc"],
        "fallback": ["serif-sc"],
    },
    "hant": {
        "body": ["serif-hk", "serif-tc", "ming-hk", "sans-hk", "ming-tw"],
        "head": ["sans-bold-hk", "serif-bold-tc", "sans-bold-tc"],
        "kai": ["kai-hk", "kai-tw"],
        "sans": ["sans-tc", "sans-hk"],
        "bold": ["sans-bold-tc"],
        "fallback": ["serif-tc"],
    },
    "hant-1930s": {
        "body": ["ming-tw", "serif-tc", "ming-tw"],
        "head": ["serif-bold-tc", "serif-bold-hk"],
        "kai": ["kai-tw"],
        "sans": ["serif-bold-tc"],
        "bold": ["serif-bold-tc"],
        "fallback": ["serif-tc"],
    },
}
_ROLES["latin"] = _ROLES["hans"]


@dataclass(frozen=True)
class Look:
    """Faces and measures of a page. ``em`` is the body size in pixels, every other length in em."""

    script: Script
    em: int
    roles: dict[str, str]
    leading: float
    gutter: float
    column_rule: RuleKind | None
    story_rule: RuleKind | None
    box_rule: RuleKind
    rules: Rules
    colour: bool
    tint: Colour
    accent: Colour
    subhead: Literal["center", "bar", "start", "kai"]
    squash: float
    thin: int
    """Weight of a thin rule in pixels."""
    fonts: Fonts = field(repr=False)

    def face(self, role: str, em: float = 1.0, squash: float = 1.0, weight: float = 0.0) -> Face:
        """The face of a role (body, head, kai, sans, bold) at a size in em."""
        return self.fonts.face(self.roles[role], max(8, round(self.em * em)), squash, weight)


def choose_look(rng: random.Random, script: Script, em: int, vertical: bool) -> Look:
    """A look for this script and body size."""
    roles = {role: rng.choice(names) for role, names in _ROLES[script].items()}
    old = script == "hant-1930s"
    grey = rng.randint(214, 238)
    colour = not old and rng.random() < 0.5
    return Look(
        script=script,
        em=em,
        roles=roles,
        leading=rng.choice([1.14, 1.18, 1.22] if old else [1.24, 1.3, 1.36, 1.42]),
        gutter=rng.choice([1.0, 1.3] if old else [1.1, 1.5, 1.8, 2.2]),
        column_rule="thin" if old else rng.choice([None, None, "thin", "dotted"]),
        story_rule="thin" if old else rng.choice(["thin", "thin", "dotted", "double", None]),
        box_rule=rng.choice(["thin", "double", "wavy"] if old else ["thin", "thin", "double"]),
        rules=Rules(
            squeeze=not old and rng.random() < 0.85,
            hang=not old and not vertical and rng.random() < 0.15,
            hyphenate=rng.random() < 0.3,
            autospace=rng.choice([0.0, 0.12, 0.2]),
        ),
        colour=colour,
        tint=(rng.randint(205, 245), rng.randint(215, 245), rng.randint(205, 245)) if colour else (grey,) * 3,
        accent=rng.choice([(170, 24, 30), (24, 60, 130), (20, 100, 70)]) if colour else (40, 40, 42),
        subhead=rng.choice(["center", "start"] if old else ["center", "bar", "start", "kai"]),
        squash=rng.choice([1.0, 1.0, 0.86, 0.9]),
        thin=max(1, round(em / 18)),
        fonts=Fonts((roles["fallback"], "microhei", "zenhei"), rng.random() < 0.5),
    )
