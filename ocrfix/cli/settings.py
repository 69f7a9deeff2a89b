"""``ocrfix settings``."""

from __future__ import annotations

from pathlib import Path

import click

from ocrfix.cli._options import load_settings, settings_options


@click.command("settings")
@settings_options
def settings(config: Path | None, sets: tuple[str, ...]) -> None:
    """Print every setting in force, with unit, reason and source, as TOML.

    Save it, change it, and pass it to --config. Each can also be set for one run, as in
    --set scan.pdf_dpi=400, or in the environment, as in OCRFIX_SCAN__PDF_DPI=400.
    """
    from ocrfix.settings.describe import to_toml  # noqa: PLC0415 - heavy, and not needed to show help

    click.echo(to_toml(load_settings(config, sets)), nl=False)
