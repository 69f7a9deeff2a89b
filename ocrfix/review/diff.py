"""What ``ocrfix diff`` does, without its command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from ocrfix.errors import UsageError
from ocrfix.formats.output import write_pieces
from ocrfix.review.as_diff import pair_diff
from ocrfix.review.build import page_diff
from ocrfix.review.files import find_pages, holds_page
from ocrfix.review.model import Figures
from ocrfix.review.pair import PagePair, compare
from ocrfix.review.record import as_json, page_record, pair_record
from ocrfix.review.selection import Selection
from ocrfix.review.site import Sheet, sheets, write_site
from ocrfix.review.terminal import Printer
from ocrfix.score.files import Files, find_pairs
from ocrfix.score.reading import read_page

_NARROWEST = 140
"""Columns of a page that is printed into a file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is shown, and where. A page goes to the terminal unless it goes to a file.

    ``truth`` and ``images`` are folders of hand-corrected texts and of scans, for ``html``.
    """

    chosen: Selection
    full: bool = False
    no_color: bool = False
    json_file: Path | None = None
    html: Path | None = None
    truth: Path | None = None
    images: Path | None = None


def diff(output: Path, wanted: Wanted) -> None:
    """The pages of an output before and after repair.

    Raises:
        CannotWrite: a file cannot be written.
        UnreadableInput: a page cannot be read.
        UsageError: there is no page, or a place for one page is given for many.
    """
    files = find_pages(output, mended=True)
    if wanted.json_file is not None:
        write_pieces(wanted.json_file, as_json(page_record(file.diff(), wanted.chosen) for file in files))
    if wanted.html is not None:
        title = output.name or output.resolve().name
        total = write_site(sheets(files), wanted.html, title, wanted.chosen, wanted.truth, wanted.images)
    elif wanted.json_file is None:
        total = Figures()
        for file in files:
            found = file.diff()
            total += found.figures
            _printer(wanted).page(found)
    if str(wanted.json_file) != "-" and (wanted.html is not None or wanted.json_file is None):
        _printer(wanted).total(total)


def diff_runs(old: Path, new: Path, wanted: Wanted) -> None:
    """Two outputs of the same pages beside each other: of two runs, two settings, two engines.

    Raises:
        CannotWrite: a file cannot be written.
        UnreadableInput: a page cannot be read.
        UsageError: a path does not exist, or there is no page.
    """
    pairs = list(page_pairs(old, new))
    if not pairs:
        raise UsageError("holds no page that can be read", file=new, next_step="Name two output folders.")
    if wanted.json_file is not None:
        write_pieces(wanted.json_file, as_json(pair_record(load_pair(*p)) for p in pairs))
    if wanted.html is not None:
        names = (str(old), str(new))
        title = " → ".join(names)
        write_site([_sheet(p, names) for p in pairs], wanted.html, title, wanted.chosen, wanted.truth, wanted.images)
    elif wanted.json_file is None:
        printer = _printer(wanted)
        for pair in pairs:
            printer.pair(load_pair(*pair))


def _sheet(pair: Paths, names: tuple[str, str]) -> Sheet:
    name, old, new = pair
    known = new or old
    assert known is not None
    return Sheet(name, lambda: pair_diff(load_pair(name, old, new), names), known[0].parent)


Place = tuple[Path, int | None]
"""A file, and which page of it, from 1; ``None``: all of it."""
Paths = tuple[str, Place | None, Place | None]
"""A page's name, and where it is in the old and in the new output; ``None`` where one lacks it."""


def page_pairs(old: Path, new: Path) -> Iterator[Paths]:
    """Pages of two outputs by name, in the order of their names."""
    both = find_pairs(old, new)
    found: dict[str, tuple[Place | None, Place | None]] = {
        p.name: (None if p.output is None else (p.output, p.output_page), (p.truth, p.truth_page)) for p in both
    }
    if both.without_truth:
        back: Files = find_pairs(new, old)
        found |= {p.name: ((p.truth, p.truth_page), None) for p in back if p.name in both.without_truth}
    for name, (one, two) in sorted(found.items()):
        kept = [place if place is not None and holds_page(place[0]) else None for place in (one, two)]
        if any(kept):
            yield name, kept[0], kept[1]


def load_pair(name: str, old: Place | None, new: Place | None) -> PagePair:
    """The two readings of a page, compared.

    Raises:
        UnreadableInput: one cannot be read.
    """
    one, two = (page_diff(read_page(at[0], name, at[1])) if at is not None else None for at in (old, new))
    return compare(name, one, two)


def _printer(wanted: Wanted) -> Printer:
    console = Console(highlight=False, emoji=False, markup=False, no_color=wanted.no_color or None)
    if not console.is_terminal and console.width < _NARROWEST:
        console = Console(
            highlight=False, emoji=False, markup=False, width=_NARROWEST, no_color=wanted.no_color or None
        )
    plain = console.no_color or not console.is_terminal
    return Printer(console, wanted.chosen, plain=plain, full=wanted.full)
