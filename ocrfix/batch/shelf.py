"""Local files of inputs: a plain file is one already, a member of an archive is copied out for as long as needed."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ocrfix.batch.inputs import Input
from ocrfix.errors import CannotWrite, UnreadableInput
from ocrfix.scan.archives import Archive
from ocrfix.settings.scan import ScanSettings


class Shelf:
    """Hands out inputs as local files. The archive used last stays open, so that its members come fast in order.

    ``folder`` holds the temporary files, one an input that is in use; it is made when the first is needed and
    emptied at the end, and at the start of what a killed run left there: every shelf has one of its own.
    """

    def __init__(self, settings: ScanSettings, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._open: Archive | None = None

    def __enter__(self) -> Shelf:
        shutil.rmtree(self._folder, ignore_errors=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextlib.contextmanager
    def local(self, item: Input) -> Iterator[Path]:
        """The input as a file of this machine, to be used inside the ``with`` only.

        Raises:
            UnreadableInput: it was refused when it was found, or its archive is damaged.
            CannotWrite: there is no room for the temporary file.
        """
        if item.refused is not None:
            raise item.refused
        if item.member is None:
            yield item.path
            return
        scratch = self._copied(item)
        try:
            yield scratch
        finally:
            scratch.unlink(missing_ok=True)

    def _copied(self, item: Input) -> Path:
        assert item.member is not None
        archive = self._archive(item.path)
        suffix = PurePosixPath(item.member.name).suffix
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=suffix[:8], delete=False) as file:
                scratch = Path(file.name)
                try:
                    archive.copy(item.member, file.file)
                except BaseException:
                    scratch.unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise CannotWrite(
                f"a file from an archive finds no place here ({(error.strerror or str(error)).lower()})",
                file=self._folder,
                next_step="Make room on the disk of the output folder, or name another with -o.",
            ) from error
        return scratch

    def _archive(self, path: Path) -> Archive:
        if self._open is None or self._open.path != path:
            self._close()
            self._open = Archive(path, self._settings)
        return self._open

    def _close(self) -> None:
        if self._open is not None:
            self._open.__exit__(None, None, None)
            self._open = None


def stamp(item: Input) -> str:
    """What changes when the file of an input changes: size, time, and which member. Nothing is read.

    Raises:
        UnreadableInput: the file is gone or locked away.
    """
    try:
        status = item.path.stat()
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UnreadableInput(cause, file=item.path, next_step="Check the path and its rights.") from error
    member = f":{item.member.key}" if item.member is not None else ""
    return f"{status.st_size}:{status.st_mtime_ns}{member}"
