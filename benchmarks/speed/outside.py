"""Whole processes, measured from outside."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_MEASURE = Path(__file__).parents[1] / "peers" / "measure.py"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of all cores and by the clock, and the most memory at once."""

    cpu_s: float
    wall_s: float
    peak_mib: float

    def told(self) -> dict[str, float]:
        return asdict(self)


def cost(command: Sequence[str]) -> Cost:
    """What a command takes. One that fails ends the benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cost.json"
        subprocess.run([sys.executable, str(_MEASURE), str(file), *command], check=True, stdout=subprocess.DEVNULL)
        found = json.loads(file.read_text(encoding="utf-8"))
    return Cost(found["cpu"], found["wall"], found["peak_mib"])


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(getattr(c, f) for c in costs) for f in ("cpu_s", "wall_s", "peak_mib")))
