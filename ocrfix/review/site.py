"""The static pages of an output: one file a page, and a list of all where there are several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from ocrfix.errors import UsageError
from ocrfix.formats.output import write_whole
from ocrfix.review.build import page_diff
from ocrfix.review.files import PageFile
from ocrfix.review.html import Entry, Neighbours, Renderer
from ocrfix.review.image import find_scan
from ocrfix.review.model import Figures, PageDiff
from ocrfix.review.pair import compare
from ocrfix.review.selection import Selection
from ocrfix.score.files import find_pairs
from ocrfix.score.reading import read_page

_INDEX = "index"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be written: its name, how its diff is made, and the folder its scan may lie beside."""

    name: str
    load: Callable[[], PageDiff]
    beside: Path


def sheets(files: Iterable[PageFile]) -> list[Sheet]:
    """The pages of an output."""
    return [Sheet(file.name, file.diff, file.path.parent) for file in files]


def write_site(
    files: Sequence[Sheet],
    place: Path,
    title: str,
    chosen: Selection,
    truth: Path | None = None,
    images: Path | None = None,
) -> Figures:
    """Write the pages; returns the figures of all. ``chosen`` is what they show when they are opened.

    A place that ends in ``.html`` is the file of the one page there is; any other is a folder, with ``NAME.html`` for
    every page and ``index.html``, the list of all.

    Raises:
        CannotWrite: a file cannot be written.
        UnreadableInput: a page or a truth cannot be read.
        UsageError: one file is named for several pages, or there is no truth where it is looked for.
    """
    single = place.suffix.lower() in (".html", ".htm")
    if single and len(files) > 1:
        raise UsageError(
            f"is one file, but there are {len(files)} pages", file=place, next_step="Name a folder, or one page."
        )
    truths = _truths(truth, files)
    renderer = Renderer()
    addresses = ["" if single else _file_of(file.name) for file in files]
    entries: list[Entry] = []
    total = Figures()
    for n, file in enumerate(files):
        diff = file.load()
        total += diff.figures
        known = truths.get(file.name)
        pair = compare(diff.name, page_diff(read_page(*known)), diff, truth=True) if known else None
        neighbours = Neighbours() if single else _neighbours(addresses, n)
        target = place if single else place / addresses[n]
        write_whole(target, renderer.page(diff, find_scan(diff, file.beside, images), pair, neighbours, chosen))
        entries.append(Entry(file.name, quote(addresses[n]), diff.figures))
    if not single:
        write_whole(place / f"{_INDEX}.html", renderer.index(title, entries, total))
    return total


def _file_of(name: str) -> str:
    """The file of a page below the folder; a page called ``index`` makes room for the list of all."""
    return f"{name}-page.html" if name.lower() == _INDEX else f"{name}.html"


def _neighbours(addresses: Sequence[str], n: int) -> Neighbours:
    up = "../" * (len(PurePosixPath(addresses[n]).parts) - 1)
    before = up + quote(addresses[n - 1]) if n else ""
    after = up + quote(addresses[n + 1]) if n + 1 < len(addresses) else ""
    return Neighbours(before, after, f"{up}{_INDEX}.html")


def _truths(truth: Path | None, files: Sequence[Sheet]) -> dict[str, tuple[Path, str, int | None]]:
    """The truth of every page that has one, its name, and which page of the file it is: by the name, or where both are
    single files whatever their names."""
    if truth is None:
        return {}
    if truth.is_file() and len(files) == 1:
        return {files[0].name: (truth, files[0].name, None)}
    # Asked for their names only.
    found = {pair.name: (pair.truth, pair.name, pair.truth_page) for pair in find_pairs(truth, truth)}
    return {file.name: found[file.name] for file in files if file.name in found}
