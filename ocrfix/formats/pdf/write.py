"""From pages to a searchable PDF."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from ocrfix.formats.language import language_of
from ocrfix.formats.pdf.font import InvisibleFont
from ocrfix.formats.pdf.image import DPI, Scan, scan_of
from ocrfix.formats.pdf.layer import Frame, has_words, line_operators
from ocrfix.formats.pdf.metadata import PRODUCER, srgb, xmp
from ocrfix.formats.pdf.tags import Tags
from ocrfix.formats.sheet import Flow, Sheet, sheet_of
from ocrfix.formats.sheet.issue import issue_sheets
from ocrfix.formats.sheet.make import xml_text
from ocrfix.page import Document, Page, TextLine
from ocrfix.scan.files import Checksums

_POINTS = 72.0
_LEAST, _MOST = 3.0, 14400.0
"""Points that a side of a page may have (ISO 32000-1, annex C)."""
_A4 = (2480, 3508)
"""Size in pixels of a page that has none."""


def write(page: Page) -> bytes:
    """The page as PDF. Where its scan is not at hand, or is not the one that was read, the page is white."""
    return from_sheet(sheet_of(page))


def from_sheet(sheet: Sheet, checksums: Checksums | None = None) -> bytes:
    """The sheet as PDF. ``checksums`` are those of files that were looked at before."""
    return _Writer(sheet.name, (sheet,), checksums).bytes()


def write_document(document: Document) -> bytes:
    """All pages of an issue in one PDF; stories over several pages are one element of its structure."""
    return _Writer(document.name, issue_sheets(document)).bytes()


class _Writer:
    def __init__(self, name: str, sheets: Sequence[Sheet], checksums: Checksums | None = None) -> None:
        self.name, self.sheets = xml_text(name), sheets
        self.checksums = checksums or Checksums()
        self.pdf = pikepdf.new()
        self.font = InvisibleFont(self.pdf)
        self.tags = Tags(self.pdf)
        self.outline: list[OutlineItem] = []
        self.after: dict[str, TextLine] = {}

    def bytes(self) -> bytes:
        pdf = self.pdf
        for sheet in self.sheets:
            self._page(sheet)
        if not self.sheets:
            pdf.add_blank_page()
        self.font.finish()
        self.tags.finish(self.name)
        with pdf.open_outline() as outline:
            outline.root.extend(self.outline)
        self._metadata()
        out = BytesIO()
        pdf.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True,
            fix_metadata_version=False, min_version="1.7",
        )  # fmt: skip
        return out.getvalue()

    def _page(self, sheet: Sheet) -> None:
        scanned = scan_of(sheet, self.checksums)
        width, height = (sheet.width, sheet.height) if sheet.width and sheet.height else _A4
        scale = _POINTS / (scanned.dpi if scanned else DPI)
        scale = min(max(scale, _LEAST / min(width, height)), _MOST / max(width, height))
        size = (max(width * scale, _LEAST), max(height * scale, _LEAST))
        page = self.pdf.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=Dictionary(T=self.font.object))
        content = ""
        if scanned is not None:
            page.obj.Resources.XObject = Dictionary(Scan=self._image(scanned))
            content = f"/Artifact BMC\nq {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Scan Do Q\nEMC\n"
        frame = Frame(height, scale)
        shown = [line for line in sheet.lines if has_words(line)]
        self.after = {line.id: after for line, after in pairwise(shown)}
        self.tags.begin(page.obj)
        text = ""
        for story in sheet.stories:
            self.tags.article(story.id, story.headline)
            self._bookmark(story.headline, story.flows, frame)
            text += "".join(self._flow(flow, frame) for flow in story.flows)
        self.tags.section("furniture")
        loose = "".join(self._flow(flow, frame) for flow in sheet.furniture)
        self.tags.section("rest")
        after = "".join(self._flow(flow, frame) for flow in sheet.rest)
        content += f"BT 3 Tr\n{loose}{text}{after}ET\n"
        self.tags.end()
        page.obj.Contents = self.pdf.make_stream(content.encode("ascii"))

    def _flow(self, flow: Flow, frame: Frame) -> str:
        self.tags.block(flow.kind)
        found = ""
        for line in flow.lines:
            if has_words(line):
                tag, number = self.tags.mark()
                shown = line_operators(line, self.after.get(line.id), frame, self.font)
                found += f"{tag} <</MCID {number}>> BDC\n{shown}EMC\n"
        return found

    def _bookmark(self, headline: str, flows: Sequence[Flow], frame: Frame) -> None:
        boxes = [part.box for flow in flows for part in flow.parts if part.box is not None]
        if not headline or not boxes or any(item.title == headline for item in self.outline):
            return
        left, top = frame.point(boxes[0].left, boxes[0].top)
        page = len(self.pdf.pages) - 1
        self.outline.append(OutlineItem(headline, page, "XYZ", left=round(left, 2), top=round(top, 2)))

    def _image(self, scanned: Scan) -> pikepdf.Stream:
        stream = self.pdf.make_stream(scanned.data)
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height = scanned.width, scanned.height
        stream.ColorSpace = Name.DeviceRGB if scanned.channels > 1 else Name.DeviceGray
        stream.BitsPerComponent = 1 if scanned.bits else 8
        if not scanned.bits:
            stream.Filter = Name.DCTDecode
        return stream

    def _metadata(self) -> None:
        pdf = self.pdf
        language = language_of(line.text for sheet in self.sheets for line in sheet.lines)
        made_by = dict(pair for sheet in self.sheets for pair in sheet.made_by)
        creator = f"ocrfix {xml_text(made_by.get('ocrfix', ''))}".strip()
        pdf.docinfo["/Title"], pdf.docinfo["/Creator"] = String(self.name), String(creator)
        pdf.docinfo["/Producer"] = String(PRODUCER)
        pdf.Root.Metadata = pdf.make_stream(xmp(self.name, creator, language), Type=Name.Metadata, Subtype=Name.XML)
        profile = pdf.make_stream(srgb())
        profile.N = 3
        pdf.Root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=String("sRGB"),
                    DestOutputProfile=profile,
                )
            ]
        )
        if language is not None:
            pdf.Root.Lang = String(language.tag)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)

