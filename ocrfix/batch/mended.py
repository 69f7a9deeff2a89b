"""What repairing files of text has and gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ocrfix import scan
from ocrfix.errors import UnreadableInput
from ocrfix.formats import edits as edit_file
from ocrfix.formats.images import Images
from ocrfix.formats.output import write_whole
from ocrfix.page import Edit, Page, Standing
from ocrfix.scan import Raster
from ocrfix.settings.scan import ScanSettings


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after repair, or page ``page`` (from 1) of one of several. ``edits`` are the new ones; ``files`` what was
    written for it, ``whole`` the file with all pages in the format of the source, once it is written."""

    source: Path
    edits: tuple[Edit, ...]
    files: tuple[Path, ...] = ()
    page: int | None = None
    whole: Path | None = None

    def count(self, standing: Standing) -> int:
        return sum(e.standing is standing for e in self.edits)


@dataclass(frozen=True, slots=True)
class Proof:
    """Where images are looked for: ``folder`` is the one that the user named, whose images are evidence for repair."""

    folder: Path | None = None
    settings: ScanSettings = field(default_factory=ScanSettings)

    def images(self) -> Images:
        """What finds the images of one file's pages."""
        return Images(self.folder)

    def raster(self, page: Page) -> Raster | None:
        """The image of a page in the pixels of its boxes; ``None`` without one in the folder that was named.

        Raises:
            UnreadableInput: it is damaged.
        """
        source = page.source
        if self.folder is None or source is None or not source.sha256 or page.width is None:
            return None
        path = Path(source.file)
        if not path.is_file() or scan.page_size(path, source.page) != (page.width, page.height):
            return None
        flat = self.settings.model_copy(update={"deskew_largest": 0.0, "flatten_curl": False})
        return scan.rectify(scan.decode(path, source.page, self.settings), source, flat)


def bytes_of(path: Path, most: int) -> bytes:
    """The content of a file.

    Raises:
        UnreadableInput: it cannot be read, or has more than so many bytes.
    """
    try:
        size = path.stat().st_size
        if size > most:
            raise UnreadableInput(
                f"the file has {size:,} bytes, more than the {most:,} that it may have",
                file=path,
                next_step="Cut it into pages, or raise repair.text_most or repair.json_most with --set.",
            )
        return path.read_bytes()
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UnreadableInput(cause, file=path, next_step="Check the path and its rights.") from error


def write(
    contents: Mapping[str, bytes],
    target: Path,
    source: Path,
    edits: Sequence[Edit],
    encoding: str | None = None,
    page: int | None = None,
) -> tuple[Path, ...]:
    """Write what was made of a file or page, by ending, with its edits beside."""
    told = edit_file.write(target.name, str(source), encoding, edits, page)
    files = []
    for suffix, content in {**contents, edit_file.SUFFIX: told}.items():
        files.append(target.with_name(target.name + suffix))
        write_whole(files[-1], content)
    return tuple(files)
