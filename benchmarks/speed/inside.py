"""Which part of a page's seconds the two networks take: all in one process, on one thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ocrfix.pipeline import Converter
from ocrfix.recognise.facing import facing
from ocrfix.recognise.paddle import PaddleEngine
from ocrfix.recognise.runtimes import Array, Run, T
from ocrfix.settings.load import Settings


@dataclass
class Clock:
    """Seconds of all cores by stage, and those of them that the networks took."""

    stages: dict[str, list[float]] = field(default_factory=dict)
    stage: str = ""

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        self.stage = stage
        own = self.stages.setdefault(stage, [0.0, 0.0])
        began = time.process_time()
        try:
            yield
        finally:
            own[0] += time.process_time() - began

    def timed(self, run: Run) -> Run:
        """The network, its seconds counted; not those of what is made of its answer."""

        def call(batch: Array, use: Callable[[Array], T]) -> T:
            began = time.process_time()
            answered = 0.0

            def used(output: Array) -> T:
                nonlocal answered
                answered = time.process_time()
                return use(output)

            result = run(batch, used)
            self.stages[self.stage][1] += answered - began
            return result

        return call


def shares(page: Path) -> dict[str, Any]:
    """Of the second of two pages, the same one twice: nothing is loaded any more."""
    settings = Settings()
    settings = settings.model_copy(update={"recognise": settings.recognise.model_copy(update={"threads": 1})})
    clock = Clock()
    converter = Converter(settings, measure=clock.measure)
    engine = converter.engine
    assert isinstance(engine, PaddleEngine)
    networks = engine.networks
    timed = replace(networks, detector=clock.timed(networks.detector), recogniser=clock.timed(networks.recogniser))
    converter.engine = own = replace(engine, networks=timed)
    converter.facing = facing(own, settings.scan)
    for _ in range(2):
        clock.stages.clear()
        began = time.process_time()
        for _work in converter.works(page):
            pass
        whole = time.process_time() - began
    inside = sum(network for _, network in clock.stages.values())
    stages = {name: {"cpu_s": cpu, "networks_s": network} for name, (cpu, network) in clock.stages.items()}
    return {"cpu_s": whole, "networks_s": inside, "own_share": 1 - inside / whole, "stages": stages}
