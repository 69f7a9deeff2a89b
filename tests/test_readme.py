"""The README tells what the program does: commands, options, exit codes, formats."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import click
import pytest

import ocrfix
from ocrfix import cli, formats, settings
from ocrfix.errors import ExitCode
from ocrfix.settings.load import load

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONTEXT = click.Context(cli.group)


def command(*names: str) -> click.Command:
    found: click.Command | None = cli.group
    for name in names:
        assert isinstance(found, click.Group)
        found = found.get_command(CONTEXT, name)
        assert found is not None, f"no command {' '.join(names)}"
    assert found is not None
    return found


def options(found: click.Command) -> set[str]:
    return {o for p in found.params if isinstance(p, click.Option) for o in (*p.opts, *p.secondary_opts)}


def section(title: str) -> str:
    return re.split(r"\n##+ ", README.split(f" {title}\n", 1)[1])[0]


def calls(text: str) -> list[list[str]]:
    """The ocrfix commands that stand in code, word by word."""
    pieces = re.findall(r"```(?:\w*)\n(.*?)```", text, re.DOTALL)
    pieces += re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    found = [part.strip() for piece in pieces for part in re.split(r"&&|\n|\|", piece)]
    return [shlex.split(part)[1:] for part in found if part.startswith("ocrfix ")]


def test_every_command_is_in_the_readme_and_the_other_way_round() -> None:
    table = {row[0] for row in calls(section("Commands"))}
    assert table - {"--version"} == set(cli.group.list_commands(CONTEXT))


@pytest.mark.parametrize("words", calls(README), ids=" ".join)
def test_every_call_in_the_readme_is_understood(words: list[str]) -> None:
    if words[0].startswith("-"):
        assert words[0] in options(cli.group)
        return
    found = command(words[0])
    rest = words[1:]
    if isinstance(found, click.Group):
        found, rest = command(*words[:2]), words[2:]
    used = {w.split("=")[0] for w in rest if w.startswith("-")}
    assert used <= options(found) | {"--help"}


def test_every_option_of_convert_is_in_the_readme_and_the_other_way_round() -> None:
    code = " ".join(re.findall(r"`(-[^`]*)`", section("Options of `convert`")))
    written = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", code))
    assert written == options(command("convert")) - {"-h", "--help"}


def test_every_option_of_diff_is_in_the_readme_and_the_other_way_round() -> None:
    code = " ".join(re.findall(r"`(--[^`]*)`", section("Before and after")))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", code)) == options(command("diff"))


def test_every_format_is_in_the_readme() -> None:
    row = next(line for line in README.splitlines() if "--format NAME" in line)
    assert set(re.findall(r"`([a-z]+)`", row)) == set(formats.WRITTEN)
    defaults = next(p for p in command("convert").params if p.name == "formats").default
    assert tuple(defaults) == formats.DEFAULT == ("md", "json")  # type: ignore[arg-type]


def test_the_exit_codes_are_those_of_the_program() -> None:
    assert {int(n) for n in re.findall(r"^\| (\d+) \|", section("Exit codes"), re.MULTILINE)} == set(ExitCode)
    help_text = cli.group.epilog or ""
    assert {int(n) for n in re.findall(r"\d+", help_text)} == set(ExitCode)


def test_the_two_commands_are_there() -> None:
    assert "pip install . && ocrfix convert samples/pages -o out" in README
    assert "pip install '.[test]' && pytest" in README


def test_the_settings_named_are_settings() -> None:
    variables = dict(v.split("=") for v in re.findall(r"OCRFIX_[A-Z]+__[A-Z_]+=\w+", README))
    assert variables
    load(None, variables)
    assert settings.Group


def test_the_extras_are_those_of_the_project() -> None:
    extras = PROJECT["optional-dependencies"]
    assert set(re.findall(r"\.\[(\w+)\]", README)) == set(extras)


def test_the_version_is_the_projects() -> None:
    assert PROJECT["version"] == ocrfix.__version__


def test_the_folders_named_exist() -> None:
    for name in re.findall(r"^(?:  )?(\w+)/ ", section("Layout of the repository"), re.MULTILINE):
        assert (ROOT / name).is_dir() or (ROOT / "ocrfix" / name).is_dir(), name
