"""Imports go one way: a stage never imports a later one. And every module says what it is, and stays small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "ocrfix"
MODULES = sorted(ROOT.rglob("*.py"))

FLOW = (
    {"page"},
    {"errors"},
    {"profile"},
    {"settings"},
    {"scan"},
    {"layout"},
    {"recognise"},
    {"regions"},
    {"language"},
    {"repair"},
    {"order"},
    {"articles"},
    {"formats"},
    {"pipeline"},
    {"draw", "api"},
    {"batch", "score"},
    {"review"},
    {"doctor"},
    {"cli"},
    {"__main__"},
)
"""Each may import itself and what stands before it; what stands together does not import each other."""

ONLY = {
    "page": set(),
    "errors": set(),
    "language": {"page", "errors", "settings"},
}
"""What may import even less."""

LONGEST = 450


def stage(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[0]


def imported(tree: ast.AST) -> Iterator[str]:
    """The parts of ocrfix that a module imports, at its top or later."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "ocrfix" and len(parts) > 1 and any((ROOT / f"{parts[1]}{s}").exists() for s in ("", ".py")):
                yield parts[1]


def test_every_part_has_its_place_in_the_flow() -> None:
    placed = [name for step in FLOW for name in step]
    assert len(placed) == len(set(placed))
    assert {stage(p) for p in MODULES} - {"__init__"} <= set(placed)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_import_goes_against_the_flow(path: Path) -> None:
    here = stage(path)
    if here == "__init__":
        return  # the public names, imported when first used
    place = next(n for n, step in enumerate(FLOW) if here in step)
    allowed = ONLY.get(here, {name for step in FLOW[:place] for name in step}) | {here}
    found = set(imported(ast.parse(path.read_text(encoding="utf-8"))))
    assert found <= allowed, f"{here} imports {sorted(found - allowed)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_what_it_is_and_is_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module has a docstring"
    assert text.count("\n") <= LONGEST


def test_the_check_sees_imports_wherever_they_stand() -> None:
    code = "import ocrfix.scan.pages\nfrom ocrfix import cli, __version__\ndef f():\n    from ocrfix.score import x\n"
    assert sorted(imported(ast.parse(code))) == ["cli", "scan", "score"]
