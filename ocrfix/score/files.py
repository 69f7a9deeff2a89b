"""Which output file belongs to which truth file, and how they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ocrfix.errors import UsageError
from ocrfix.formats.base import numbered
from ocrfix.formats.mets.read import is_mets, texts
from ocrfix.page import Page
from ocrfix.score.reading import Pages, bare_name, can_be_scored, count_pages, endings

_TRUTH_MARK = ".gt"


@dataclass(frozen=True, slots=True)
class FilePair:
    """A page's name, its truth, and its output (``None``: there is none, which counts as empty). The numbers say
    which page of these files it is, from 1; ``None``: all of the file."""

    name: str
    truth: Path
    output: Path | None
    truth_page: int | None = None
    output_page: int | None = None

    def load(self, outputs: Pages | None = None, truths: Pages | None = None) -> tuple[Page, Page]:
        """Output and truth. With what read the pair before, a file of many pages is read once.

        Raises:
            UnreadableInput: a file cannot be read, or is of no format that can be scored.
        """
        return self.load_output(outputs), (truths or Pages()).read(self.truth, self.name, self.truth_page)

    def load_output(self, pages: Pages | None = None) -> Page:
        """The output, an empty page where there is none.

        Raises:
            UnreadableInput: as ``load``.
        """
        if self.output is None:
            return Page(name=self.name)
        return (pages or Pages()).read(self.output, self.name, self.output_page)


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

    Two single files are a pair whatever their names. Pages of a file of several are called ``NAME-0001`` and so on:
    they are paired one by one with those of another such file, or with files of these names; with a file of one page
    the whole file is compared. A METS file stands for the texts of its pages.

    Raises:
        UsageError: a path does not exist, or there is no truth.
    """
    for path in (output, truth):
        if not path.exists():
            raise UsageError("does not exist", file=path, next_step="Check the path.")
    if truth.is_file() and output.is_file() and not (is_mets(truth) or is_mets(output)):
        return _paged({_stem(truth.name): truth}, {_stem(truth.name): output})
    truths = _named(truth) if truth.is_file() else _truths(truth)
    if not truths:
        raise UsageError("holds no truth", file=truth, next_step=f"Put NAME{_TRUTH_MARK}.md files there, one a page.")
    outputs = _named(output) if output.is_file() else _outputs(output)
    found = _paged(truths, outputs)
    return found if truth.is_dir() or is_mets(truth) else replace(found, without_truth=())


def _paged(truths: dict[str, Path], outputs: dict[str, Path]) -> Files:
    """The pairs, page by page where that can be."""
    pairs: list[FilePair] = []
    used: set[str] = set()
    paged: dict[str, set[int]] = {}
    for name, truth in sorted(truths.items()):
        output = outputs.get(name)
        base = _PAGE_NAME.fullmatch(name)
        if output is None and base and base[1] in outputs and base[1] not in truths:
            number, file = int(base[2]), outputs[base[1]]
            there = 1 <= number <= count_pages(file)
            pairs.append(FilePair(name, truth, file, None, number) if there else FilePair(name, truth, None))
            paged.setdefault(base[1], set()).add(number)
            continue
        used.add(name)
        count = count_pages(truth)
        made = count_pages(output) if output is not None and count > 1 else 1
        if count == 1 or (output is not None and made == 1):
            pairs.append(FilePair(name, truth, output))
            continue
        for n in range(1, count + 1):
            own = numbered(name, n, count)
            used.add(own)
            apart = outputs.get(own) if output is None else None
            whole = output if n <= made else None
            pairs.append(FilePair(own, truth, whole or apart, n, n if whole is not None else None))
        if output is not None:
            paged[name] = set(range(1, count + 1))
    beyond = [
        numbered(name, n, 0)
        for name, known in paged.items()
        for n in range(1, count_pages(outputs[name]) + 1)
        if n not in known
    ]
    return Files(tuple(pairs), tuple(sorted({*(outputs.keys() - used - paged.keys()), *beyond})))


_PAGE_NAME = re.compile(r"(.+)-(\d{4,})")


def _named(file: Path) -> dict[str, Path]:
    """A single file by its name; of METS the texts of its pages."""
    if not is_mets(file):
        return {_stem(file.name): file}
    paths = [file.parent / place for place in texts(file.read_bytes(), str(file)) if "://" not in place]
    return {_stem(path.name): path for path in paths if path.is_file()}


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
