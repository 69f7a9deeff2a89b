"""A METS file as an input of repair: the texts it names, and itself written for the repaired ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ocrfix.batch.events import Notice
from ocrfix.batch.mended import bytes_of
from ocrfix.errors import UnreadableInput
from ocrfix.formats.mets import moved, texts
from ocrfix.formats.output import write_whole


@dataclass(frozen=True, slots=True)
class Workspace:
    """``texts`` are the files of its pages by their places as METS has them; ``elsewhere`` says what is not at hand."""

    path: Path
    data: bytes
    texts: dict[str, Path]
    elsewhere: tuple[str, ...]

    @classmethod
    def of(cls, path: Path, most: int) -> Workspace:
        """What a METS file leads to. Addresses and absolute paths are not followed.

        Raises:
            UnreadableInput: it cannot be read, or names no text that is at hand.
        """
        data = bytes_of(path, most)
        places = texts(data, str(path))
        near = {place: path.parent / place for place in places if "://" not in place and not _absolute(place)}
        if not near:
            raise UnreadableInput(
                "it names no ALTO, PAGE-XML or hOCR file of a page that lies beside it",
                file=path,
                next_step="Fetch the files first (e.g. `ocrd workspace find --download`), or name them one by one.",
            )
        far = tuple(f"{path}: {place} is not fetched, and left out" for place in places if place not in near)
        return cls(path, data, near, far)

    def written(self, out: Path, made: Mapping[Path, Path]) -> Notice:
        """Writes it into ``out``, leading to the repaired files where there are some, else to those it led to."""
        new = {place: made[path] for place, path in self.texts.items() if path in made}
        target = out / self.path.name
        write_whole(target, moved(self.data, self.path, new, out))
        return Notice(f"{self.path}: {target} leads to {len(new)} repaired files of {len(self.texts)}")


def _absolute(place: str) -> bool:
    return PurePosixPath(place).is_absolute()
