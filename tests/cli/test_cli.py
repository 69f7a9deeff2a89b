"""The command line as a whole: help, versions, exit codes, and nothing heavy before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import click
import pytest

import ocrfix
from ocrfix import cli
from ocrfix.errors import CannotWrite, EngineFailed, ExitCode, OcrfixError, UnreadableInput, UsageError

HEAVY = ("numpy", "cv2", "pydantic", "paddle", "paddleocr", "paddlex", "onnxruntime", "PIL", "scipy", "rich")
COMMANDS = cli.group.list_commands(click.Context(cli.group))


def imported(code: str) -> set[str]:
    script = f"import sys, json\n{code}\njson.dump(sorted(sys.modules), sys.stdout)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return set(json.loads(done.stdout.decode().splitlines()[-1]))


@pytest.mark.parametrize(
    "code",
    [
        "import ocrfix",
        "import ocrfix.cli",
        "from ocrfix.cli import run; assert run(['--help']) == 0",
        "from ocrfix.cli import run; assert run(['--version']) == 0",
        "from ocrfix.cli import run; assert run(['convert', '--help']) == 0",
    ],
)
def test_help_imports_nothing_heavy(code: str) -> None:
    assert not imported(code) & set(HEAVY)


def test_every_command_has_help_and_a_description(capfd: pytest.CaptureFixture[str]) -> None:
    assert {"convert", "doctor", "language", "score", "settings"} <= set(COMMANDS)
    for command in COMMANDS:
        assert cli.run([command, "--help"]) == 0
        shown = capfd.readouterr().out
        assert f"Usage: ocrfix {command}" in shown
    context = click.Context(cli.group)
    for command in COMMANDS:
        found = cli.group.get_command(context, command)
        assert found is not None and found.name == command and found.help
        for option in found.params:
            if isinstance(option, click.Option):
                assert option.help, f"{command} {option.name}"


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert ocrfix.__version__ in capfd.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["conver"], ["convert"], ["convert", "x"], ["convert", "--pages"], ["--colour"], ["convert", "x", "-oy", "-fdoc"]],
)
def test_wrong_usage_is_2(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == ExitCode.USAGE
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "Error: " in shown.err


def command_that_raises(error: BaseException) -> Callable[..., click.Command]:
    def raising() -> None:
        raise error

    return lambda self, ctx, name: click.Command(name, callback=raising)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("wrong", next_step="Do it right."), 2),
        (UnreadableInput("torn", file="a.png", next_step="Scan it again."), 3),
        (EngineFailed("stumbled", next_step="Try again."), 5),
        (CannotWrite("full", file="out", next_step="Empty it."), 6),
    ],
)
def test_errors_become_codes_and_one_line(
    error: OcrfixError, code: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.Commands, "get_command", command_that_raises(error))
    assert cli.run(["convert"]) == code
    shown = capfd.readouterr()
    assert shown.out == ""
    assert shown.err == f"error: {error}\n"


def test_faults_ask_for_a_report_and_show_their_place_only_when_asked(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.Commands, "get_command", command_that_raises(ZeroDivisionError("oh")))
    assert cli.run(["convert"]) == ExitCode.INTERNAL
    shown = capfd.readouterr().err
    assert "internal error (ZeroDivisionError: oh)" in shown
    assert "ocrfix doctor" in shown
    assert "Traceback" not in shown


def test_a_missing_library_is_not_our_fault(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    error = ImportError("libGL.so.1: cannot open shared object file")
    monkeypatch.setattr(cli.Commands, "get_command", command_that_raises(error))
    assert cli.run(["convert"]) == ExitCode.ENGINE_MISSING
    assert "libGL.so.1" in capfd.readouterr().err


def test_an_interruption_is_130(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cli.Commands, "get_command", command_that_raises(KeyboardInterrupt()))
    assert cli.run(["convert"]) == ExitCode.INTERRUPTED
    assert "interrupted" in capfd.readouterr().err


def test_verbose_shows_where_a_fault_came_from(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fault(*args: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("ocrfix.batch.gather", fault)
    assert cli.run(["convert", "x", "-o", "y", "--verbose"]) == ExitCode.INTERNAL
    assert "Traceback" in capfd.readouterr().err


def test_the_module_is_the_command() -> None:
    command = [sys.executable, "-m", "ocrfix", "settings", "--set", "scan.x=1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.USAGE
    assert done.stdout == ""
    assert "scan.x" in done.stderr


def test_a_reader_that_closes_early_is_no_fault() -> None:
    command = f"{sys.executable} -m ocrfix settings | head -c 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert "error" not in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_are_printed_with_what_was_changed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OCRFIX_SCAN__PDF_DPI", "123")
    assert cli.run(["settings", "--set", "recognise.threads=7"]) == 0
    shown = capfd.readouterr().out
    assert "\npdf_dpi = 123.0\n" in shown
    assert "\nthreads = 7\n" in shown
