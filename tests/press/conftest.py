"""Pages for the press's tests, made once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.press.fonts import missing_fonts
from benchmarks.press.page import PressPage

EM = 18
"""The smallest body size: the tests are about structure, not about looks."""


@pytest.fixture(scope="session", autouse=True)
def fonts() -> None:
    if missing := missing_fonts():
        pytest.skip(f"fonts of the press are not installed: {', '.join(missing)}")


@pytest.fixture(scope="session")
def printed(fonts: None) -> Callable[[str], PressPage]:
    """A clean page of a family, the same one for every test."""
    from benchmarks.press.families import all_families  # noqa: PLC0415
    from benchmarks.press.make import make_page  # noqa: PLC0415

    made: dict[str, PressPage] = {}

    def page(family: str) -> PressPage:
        if family not in made:
            made[family] = make_page(11, family, "clean", all_families()[family].split, em=EM)
        return made[family]

    return page
