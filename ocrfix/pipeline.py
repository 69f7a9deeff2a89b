"""The way of a page, from an upright raster to articles, in one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ocrfix import __version__, regions, scan
from ocrfix.articles import Ordered, compose
from ocrfix.errors import OcrfixError
from ocrfix.language import LanguageModel
from ocrfix.layout import Layout, look
from ocrfix.order import reading_order
from ocrfix.page import Page, Source
from ocrfix.page.mapping import map_page
from ocrfix.profile import Measure, unmeasured
from ocrfix.recognise import paddle
from ocrfix.recognise.engine import Engine
from ocrfix.recognise.facing import facing
from ocrfix.regions import Zone
from ocrfix.repair import Repairer, adopt
from ocrfix.scan import BrokenPage, Facing, Raster
from ocrfix.settings.load import Settings


@dataclass(frozen=True, slots=True)
class PageFailure:
    """A page that could not be converted. ``page`` counts from 1."""

    file: str
    page: int
    error: OcrfixError


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """A page in upright pixels with all that led to it: what debug images and the review draw."""

    page: Page
    raster: Raster
    layout: Layout
    orders: tuple[Ordered, ...]
    """One a zone: the main text first, then boxes and patches that run the other way."""


class Converter:
    """Converts pages with one engine and one language model, loaded once.

    Pages that lie on their side or head are turned when the converter has its own engine; an engine that
    is given (recorded answers, say) is not asked about pieces of pages.

    Raises:
        EngineMissing: the recogniser or a model is not installed.
        UsageError: a repair rule named in the settings does not exist.
    """

    def __init__(self, settings: Settings, engine: Engine | None = None, measure: Measure = unmeasured) -> None:
        self.settings = settings
        self.measure = measure
        self.engine: Engine
        self.facing: Facing | None = None
        with measure("load networks"):
            if engine is None:
                self.engine = own = paddle.load(settings.recognise)
                self.facing = facing(own, settings.scan)
            else:
                self.engine = engine
        with measure("load language"):
            self.model = LanguageModel.load(settings.language.model)
            self.repairer = Repairer(settings.repair, self.model) if settings.repair.enabled else None

    def pages(self, path: str | Path, pages: Iterable[int] | None = None) -> Iterator[Page | PageFailure]:
        """The pages of a file, in original pixels, one at a time.

        Raises:
            UnreadableInput: the file cannot be read at all.
        """
        for work in self.works(path, pages):
            yield work if isinstance(work, PageFailure) else in_original_pixels(work)

    def works(
        self, path: str | Path, pages: Iterable[int] | None = None, sha256: str | None = None
    ) -> Iterator[Work | PageFailure]:
        """The pages of a file with everything that led to them, in upright pixels. ``sha256`` is that of the file,
        where it is known."""
        rasters = iter(scan.read(path, self.settings.scan, pages, self.facing, sha256))
        while True:
            with self.measure("scan"):
                raster = next(rasters, None)
            if raster is None:
                return
            if isinstance(raster, BrokenPage):
                yield PageFailure(str(path), raster.page, raster.error)
                continue
            try:
                yield self.work(raster)
            except OcrfixError as error:
                yield PageFailure(str(path), raster.source.page, error)

    def work(self, raster: Raster) -> Work:
        """One upright raster read, ordered, grouped into articles and repaired.

        Raises:
            EngineFailed: a network could not be run.
        """
        settings, measure = self.settings, self.measure
        with measure("detect"):
            detected = self.engine.detect(raster)
        with measure("layout"):
            layout = look(raster, detected, settings.layout)
        with measure("read"):
            lines = self.engine.read(raster, layout.lines)
        lines = regions.right_to_left(lines, self.model, settings.regions)
        blank = _blank(raster, self.engine.name)
        bare = replace(blank, lines=tuple(lines))
        if self.repairer is not None:
            with measure("repair ink"):
                bare = self.repairer.ink(bare, raster, self.engine)
        left = tuple(line for line in bare.lines if line.glyphs)
        with measure("order"):
            orders = tuple(self._order(zone, layout) for zone in regions.zones(left, layout, settings.regions))
        with measure("articles"):
            page = compose(blank, bare.lines, layout, orders, self.model, settings.articles)
        if self.repairer is not None:
            with measure("repair text"):
                page = self.repairer.text(adopt(page, bare.edits), raster)
        return Work(page, raster, layout, orders)

    def _order(self, zone: Zone, layout: Layout) -> Ordered:
        scene = regions.build(zone.lines, layout, zone.direction, self.settings.regions)
        parts = regions.classify(scene, self.settings.regions)
        return Ordered(parts, reading_order(scene, parts, self.model, self.settings.order))


def in_original_pixels(work: Work) -> Page:
    """The page of a work, its geometry mapped from the upright raster to the image file."""
    width, height = work.raster.original_size
    page = replace(work.page, width=width, height=height)
    return map_page(page, work.raster.upright.to_original)


def _blank(raster: Raster, engine: str) -> Page:
    source: Source = raster.source
    return Page(
        Path(source.file).stem,
        raster.width,
        raster.height,
        source,
        raster.upright.angle,
        made_by={"ocrfix": __version__, "engine": engine},
    )
