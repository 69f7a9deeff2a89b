"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ocrfix.settings.load import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def settings_options(command: Command) -> Command:
    """Adds ``--config`` and ``--set``, passed on as ``config`` and ``sets``."""
    command = click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="GROUP.NAME=VALUE",
        help="Change a setting; may be repeated. Beats the environment and the file.",
    )(command)
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="TOML file of settings; `ocrfix settings` prints one to start from.",
    )(command)


def load_settings(config: Path | None, sets: Iterable[str]) -> Settings:
    """The settings in force under the options of ``settings_options``.

    Raises:
        UsageError: a name, a value or the file is wrong.
    """
    from ocrfix.settings.load import load  # noqa: PLC0415 - pydantic is not needed to show help

    return load(config, os.environ, sets)
