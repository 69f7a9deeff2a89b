"""The score as a table on the terminal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table

from ocrfix.score.files import Files
from ocrfix.score.gates import Gate
from ocrfix.score.measure import Agreement, Measure, Ratio
from ocrfix.score.registry import BY_NAME, METRICS
from ocrfix.score.set_score import SetScore

_NARROWEST = 150


def show(
    score: SetScore, files: Files | None = None, gates: Sequence[Gate] = (), console: Console | None = None
) -> None:
    """Print the quality bars of every page and of the set, then every metric of the set."""
    out = console or Console()
    if not out.is_terminal and out.width < _NARROWEST:
        out = Console(file=out.file, width=_NARROWEST)
    out.print(Group(pages_table(score), all_table(score)))
    if files is not None:
        _list(out, "no output, counted as empty", files.missing)
        _list(out, "no truth, not scored", files.without_truth)
    for gate in gates:
        value = number(score[gate.metric]) if gate.metric in score.figures else "not measured"
        verdict = "[green]holds[/green]" if gate.holds(score) else "[red]missed[/red]"
        out.print(f"gate {gate}: {verdict} ({value})", highlight=False)


def pages_table(score: SetScore) -> RenderableType:
    """One line a page, the quality bars as columns, the set last."""
    bars = [m for m in METRICS if m.bar]
    table = Table(title=f"ocrfix score, profile {score.profile}", title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("page", overflow="fold", min_width=16)
    table.add_column("chars", justify="right", no_wrap=True)
    for metric in bars:
        table.add_column(metric.bar, justify="right", no_wrap=True)
    for page in score.pages:
        table.add_row(page.name, _length(page.figures), *(_cell(page.figures, m.name) for m in bars))
    table.add_section()
    label = f"all {len(score.pages)} pages"
    table.add_row(label, _length(score.figures), *(_cell(score.figures, m.name) for m in bars), style="bold")
    return table


def all_table(score: SetScore) -> RenderableType:
    """Every metric of the set with its parts."""
    table = Table(title=f"all metrics, sums over {len(score.pages)} pages", title_justify="left", box=box.SIMPLE_HEAD)
    for header in ("metric", "name for gates", "value", "made of"):
        table.add_column(header, justify="right" if header == "value" else "left")
    for metric in METRICS:
        if metric.name in score.figures:
            figure = score.figures[metric.name]
            arrow = "↓" if BY_NAME[metric.name].lower else "↑"
            table.add_row(f"{metric.title} {arrow}", metric.name, number(figure.value), made_of(figure))
    return table


def made_of(figure: Measure) -> str:
    """The parts of a figure in words."""
    if isinstance(figure, Ratio):
        return f"{figure.part:,.0f} of {figure.whole:,.0f}"
    if isinstance(figure, Agreement):
        return (
            f"precision {figure.precision:.4f} of {figure.found:,.0f}, recall {figure.recall:.4f} of {figure.true:,.0f}"
        )
    return f"{figure.parts()['n']:,.0f} characters"


def number(value: float) -> str:
    return "∞" if math.isinf(value) else f"{value:.4f}"


def _cell(figures: Mapping[str, Measure], name: str) -> str:
    return number(figures[name].value) if name in figures else "–"


def _length(figures: Mapping[str, Measure]) -> str:
    return f"{figures['cer'].parts()['n']:,.0f}" if "cer" in figures else "0"


def _list(out: Console, what: str, names: Sequence[str]) -> None:
    if names:
        out.print(f"{what}: {', '.join(names)}", markup=False, highlight=False)
