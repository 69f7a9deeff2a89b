"""The tools of a worker: the pipeline, its models loaded when the first page comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ocrfix.batch.work import Made
from ocrfix.profile import Profile, unmeasured
from ocrfix.settings.load import Settings

if TYPE_CHECKING:
    from ocrfix.page import Document, Page
    from ocrfix.pipeline import Converter, PageFailure, Work


class Reader:
    """Reads pages and puts issues together. Small until the first page, so that it can be sent to a worker.

    ``settings.recognise.threads`` is the number of threads of this worker.
    """

    def __init__(self, settings: Settings, debug_images: bool = False, profile: Profile | None = None) -> None:
        self._settings, self._debug_images, self._profile = settings, debug_images, profile
        self._converter: Converter | None = None

    def read(self, path: Path, page: int, sha256: str) -> Made:
        """A page (from 1), converted.

        Raises:
            OcrfixError: it cannot be read, or the recogniser failed.
            EngineMissing: there is no recogniser.
        """
        converter, profile = self._started(), self._profile
        from ocrfix import pipeline  # noqa: PLC0415 - takes seconds; unreadable inputs are told before

        (work,) = converter.works(path, (page,), sha256)
        if profile:
            profile.page(str(path), **_sizes(work))
        if isinstance(work, pipeline.PageFailure):
            raise work.error
        extras = _drawn(work, self._settings) if self._debug_images else {}
        return Made(pipeline.in_original_pixels(work), extras)

    def assemble(self, name: str, pages: Sequence[Page]) -> Document:
        """The issue of these pages, its stories joined over them."""
        from ocrfix.articles.issue import assemble  # noqa: PLC0415 - as above
        from ocrfix.language import LanguageModel  # noqa: PLC0415

        known = self._converter
        model = known.model if known is not None else LanguageModel.load(self._settings.language.model)
        return assemble(name, pages, model, self._settings.articles)

    def _started(self) -> Converter:
        if self._converter is None:
            import cv2  # noqa: PLC0415 - takes seconds

            from ocrfix.pipeline import Converter  # noqa: PLC0415

            cv2.setNumThreads(self._settings.recognise.threads)
            profile = self._profile
            self._converter = Converter(self._settings, measure=profile.measure if profile else unmeasured)
            if profile:
                profile.started()
        return self._converter


def _sizes(work: Work | PageFailure) -> dict[str, int]:
    """What the cost of a page depends on."""
    from ocrfix.pipeline import PageFailure  # noqa: PLC0415 - as above

    if isinstance(work, PageFailure):
        return {"page": work.page}
    lines = work.page.lines
    return {
        "page": work.raster.source.page,
        "pixels": work.raster.width * work.raster.height,
        "lines": len(lines),
        "characters": sum(len(line.glyphs) for line in lines),
    }


def _drawn(work: Work, settings: Settings) -> Mapping[str, bytes]:
    """What was seen and what was made of it, as pictures by suffix."""
    import cv2  # noqa: PLC0415 - only for debug images

    from ocrfix.draw import LONGEST, draw_articles  # noqa: PLC0415
    from ocrfix.layout import draw  # noqa: PLC0415
    from ocrfix.repair.account import account, heat_map  # noqa: PLC0415

    pictures = {
        ".layout.png": draw(work.raster, work.layout, LONGEST),
        ".debug.png": draw_articles(work),
        ".ink.png": heat_map(account(work.page, work.raster, settings.repair), work.raster),
    }
    return {suffix: bytes(cv2.imencode(".png", picture)[1]) for suffix, picture in pictures.items()}
