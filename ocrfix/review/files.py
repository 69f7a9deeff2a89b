"""The pages of an output folder: which files hold them, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ocrfix.errors import UnreadableInput, UsageError
from ocrfix.formats import edits, json
from ocrfix.formats.detect import form_of
from ocrfix.page import Page
from ocrfix.review.build import page_diff
from ocrfix.review.mended import mended_page
from ocrfix.review.model import PageDiff

_HEAD = b'{"schema":"ocrfix/page"'
"""How ``page.schema.dumps`` begins the JSON of a page; issues, edits and profiles begin otherwise."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page of an output. ``name`` is its path below the output folder without the suffix, with ``/``."""

    name: str
    path: Path

    def load(self) -> Page:
        """The page.

        Raises:
            UnreadableInput: the file is missing, damaged, or of a newer version; the text that edits are of is gone.
        """
        try:
            if self.path.name.endswith(edits.SUFFIX):
                return mended_page(self.path)
            return json.read(self.path.read_bytes(), str(self.path))
        except OSError as error:
            raise _refused(self.path, error) from error

    def diff(self) -> PageDiff:
        """The page before and after repair, under the name of the file: pages are told apart by it.

        Raises:
            UnreadableInput: as ``load``.
        """
        return replace(page_diff(self.load()), name=self.name)


def find_pages(output: Path, *, mended: bool = False) -> tuple[PageFile, ...]:
    """The pages of ``OUT``, in the order of their names; or the one that ``OUT/PAGE`` or ``OUT/PAGE.json`` names.

    With ``mended``, texts that `ocrfix repair` wrote back in their own format are pages too, by ``NAME.edits.json``.

    Raises:
        UsageError: nothing is there, or nothing that holds a page.
        UnreadableInput: the one file named cannot be read.
    """
    if output.is_dir():
        found = {f.name: f for f in (*(_below(output, edits.SUFFIX) if mended else ()), *_below(output, ".json"))}
        if not found:
            raise UsageError(
                "holds no page of ocrfix (NAME.json)", file=output, next_step="Convert with `--format json` as well."
            )
        return tuple(found[name] for name in sorted(found))
    suffixes = (".json", edits.SUFFIX) if mended else (".json",)
    places = [output, *(output.with_name(output.name + suffix) for suffix in suffixes)]
    named = next((p for p in places if p.is_file()), None)
    if named is None:
        raise UsageError("does not exist", file=output, next_step="Name an output folder, or a page in it.")
    if mended and named.name.endswith(edits.SUFFIX):
        return (PageFile(named.name.removesuffix(edits.SUFFIX), named),)
    if not _is_page(named):
        raise UsageError(
            "is no page of ocrfix", file=named, next_step="Name the NAME.json that `ocrfix convert` wrote."
        )
    return (PageFile(named.stem, named),)


def _below(folder: Path, suffix: str) -> Iterator[PageFile]:
    for path in sorted(folder.rglob(f"*{suffix}")):
        below = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in below.parts)
        if not hidden and path.is_file() and (suffix == edits.SUFFIX or _is_page(path)):
            yield PageFile(below.as_posix().removesuffix(suffix), path)


def holds_page(path: Path) -> bool:
    """Whether a file of an output may be a page: JSON that is neither ocrfix's nor PaddleOCR's is none.

    Raises:
        UnreadableInput: the file cannot be read.
    """
    if path.suffix.lower() != ".json" or _is_page(path):
        return True
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, error) from error
    form = form_of(data, path.name)
    return form is not None and form.name != "json"


def _is_page(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4 * len(_HEAD)).translate(None, b" \t\r\n").startswith(_HEAD)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> UnreadableInput:
    cause = (error.strerror or str(error)).lower()
    return UnreadableInput(cause, file=path, next_step="Check the path and its rights.")
