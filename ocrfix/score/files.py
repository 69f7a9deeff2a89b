"""Which output file belongs to which truth file, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocrfix.errors import UsageError
from ocrfix.page import Page
from ocrfix.score.reading import bare_name, can_be_scored, endings, read_page

_TRUTH_MARK = ".gt"


@dataclass(frozen=True, slots=True)
class FilePair:
    """A page's name, its truth, and its output (``None``: there is none, which counts as empty)."""

    name: str
    truth: Path
    output: Path | None

    def load(self) -> tuple[Page, Page]:
        """Output and truth.

        Raises:
            UnreadableInput: a file cannot be read, or is of no format that can be scored.
        """
        output = Page(name=self.name) if self.output is None else read_page(self.output, self.name)
        return output, read_page(self.truth, self.name)


@dataclass(frozen=True, slots=True)
class Files:
    """All pairs, in the order of their names, and the outputs that have no truth."""

    pairs: tuple[FilePair, ...]
    without_truth: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Pages of the truth that have no output."""
        return tuple(p.name for p in self.pairs if p.output is None)

    def __iter__(self) -> Iterator[FilePair]:
        return iter(self.pairs)


def find_pairs(output: Path, truth: Path) -> Files:
    """Pair files by name: ``NAME.md`` with ``NAME.gt.md``, whatever the suffixes; in folders, by the path below.

    Two single files are a pair whatever their names.

    Raises:
        UsageError: a path does not exist, or there is no truth.
    """
    for path in (output, truth):
        if not path.exists():
            raise UsageError("does not exist", file=path, next_step="Check the path.")
    if truth.is_file() and output.is_file():
        return Files((FilePair(_stem(truth.name), truth, output),), ())
    truths = {_stem(truth.name): truth} if truth.is_file() else _truths(truth)
    if not truths:
        raise UsageError("holds no truth", file=truth, next_step=f"Put NAME{_TRUTH_MARK}.md files there, one a page.")
    outputs = {_stem(output.name): output} if output.is_file() else _outputs(output)
    pairs = tuple(FilePair(name, truths[name], outputs.get(name)) for name in sorted(truths))
    return Files(pairs, tuple(sorted(outputs.keys() - truths.keys())) if truth.is_dir() else ())


def _truths(folder: Path) -> dict[str, Path]:
    files = _files(folder)
    marked = [f for f in files if bare_name(f.name).endswith(_TRUTH_MARK)]
    return _by_name(folder, marked or files)


def _outputs(folder: Path) -> dict[str, Path]:
    return _by_name(folder, [f for f in _files(folder) if not bare_name(f.name).endswith((_TRUTH_MARK, ".edits"))])


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if can_be_scored(p.name) and p.is_file())


def _by_name(folder: Path, files: list[Path]) -> dict[str, Path]:
    """The file of every name that knows most. ``.issue.*`` files hold no single page."""
    found: dict[str, Path] = {}
    rank = endings().index
    for path in files:
        if _stem(path.name).endswith(".issue"):
            continue
        name = (path.parent.relative_to(folder) / _stem(path.name)).as_posix()
        if name not in found or rank(path.suffix.lower()) < rank(found[name].suffix.lower()):
            found[name] = path
    return found


def _stem(name: str) -> str:
    """The name without the suffix of its format (``.md``, ``.page.xml``) and without ``.gt``."""
    return bare_name(name).removesuffix(_TRUTH_MARK)
