"""The command line: parse, call the API, map errors to exit codes. One file a command.

A module here whose name does not begin with ``_`` holds the command of that name under that name. It is
imported to show its help, so it must not import anything heavy before it runs.
"""

from __future__ import annotations

import os
import pkgutil
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import click

from ocrfix import __version__
from ocrfix.cli._streams import opened
from ocrfix.errors import ExitCode, OcrfixError


class Commands(click.Group):
    """The commands found beside this file."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = getattr(import_module(f"ocrfix.cli.{cmd_name}"), cmd_name)
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 ok, 1 a check or gate was missed, 2 usage, 3 unreadable input, 4 engine or model "
    "missing, 5 engine failed, 6 cannot write, 7 invalid output, 8 some inputs failed, 70 internal error, "
    "130 interrupted.",
)
@click.version_option(__version__, "--version", prog_name="ocrfix")
def group() -> None:
    """From scans of newspaper pages to articles in reading order, with proof for every repair."""


def run(arguments: Sequence[str]) -> int:
    """Run a command; messages go to stderr. Returns the exit code."""
    verbose = any(a in ("-v", "--verbose") for a in arguments)
    try:
        result = group.main(list(arguments), prog_name="ocrfix", standalone_mode=False)
        return result if isinstance(result, int) else ExitCode.OK
    except OcrfixError as error:
        _say(f"error: {error}")
        if verbose:
            traceback.print_exc()
        return error.exit_code
    except ImportError as error:
        _say(f"error: a library is missing ({error}). `ocrfix doctor` tells which and how to install it.")
        if verbose:
            traceback.print_exc()
        return ExitCode.ENGINE_MISSING
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted; every file that was written is whole")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:
        _say(f"error: {internal(error)}")
        if verbose:
            traceback.print_exc()
        return ExitCode.INTERNAL


def internal(error: Exception) -> str:
    """What to say about a fault of the program itself."""
    return (
        f"internal error ({type(error).__name__}: {error}). This is a bug in ocrfix: please report it with the "
        "output of `ocrfix doctor` and of this command under --verbose."
    )


def main() -> None:
    """The entry point of the ``ocrfix`` script."""
    opened()
    sys.exit(run(sys.argv[1:]))


def _say(message: str) -> None:
    click.echo(message, err=True)
