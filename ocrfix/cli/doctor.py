"""``ocrfix doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from ocrfix.cli._options import load_settings, settings_options
from ocrfix.cli._streams import stdout_to_stderr
from ocrfix.errors import ExitCode


@click.command()
@settings_options
def doctor(config: Path | None, sets: tuple[str, ...]) -> ExitCode:
    """Look at versions, models, memory and rights, and say what is missing with the remedy.

    Loads the models to see whether they work, which takes some seconds. Exit code 4 when something that is
    needed is missing.
    """
    from ocrfix.doctor import State, examine  # noqa: PLC0415 - not needed to show help

    with stdout_to_stderr():
        checks = list(examine(load_settings(config, sets)))
    for check in checks:
        click.echo(f"{check.state.value:8} {check.name}: {check.found}")
        if check.remedy:
            click.echo(f"{'':8} → {check.remedy}")
    missing = any(check.state is State.MISSING for check in checks)
    return ExitCode.ENGINE_MISSING if missing else ExitCode.OK
