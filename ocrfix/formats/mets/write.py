"""From an issue and the files of its pages to METS."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ocrfix.formats.language import Language, language_of
from ocrfix.formats.markup import XSI, Element, number, serialised, sub
from ocrfix.formats.page_xml.write import created
from ocrfix.formats.sheet import Flow, Part, Sheet, Story, sheet_of
from ocrfix.formats.sheet.ids import Ids
from ocrfix.formats.sheet.issue import issue_sheets
from ocrfix.formats.sheet.make import xml_text
from ocrfix.page import Document

METS, XLINK, MODS = "http://www.loc.gov/METS/", "http://www.w3.org/1999/xlink", "http://www.loc.gov/mods/v3"
_N, _L, _M = f"{{{METS}}}", f"{{{XLINK}}}", f"{{{MODS}}}"
_SPACES = {"mets": METS, "xlink": XLINK, "mods": MODS, "xsi": XSI}
IMAGES = "OCR-D-IMG"
_GROUPS = {".alto.xml": "FULLTEXT", ".page.xml": "OCR-D-OCR"}
"""``USE`` of file groups: the DFG's name for ALTO, OCR-D's for PAGE-XML; other files have that of their ending."""
_MIME = {
    ".alto.xml": "application/alto+xml",
    ".page.xml": "application/vnd.prima.page+xml",
    ".tei.xml": "application/tei+xml",
    ".hocr": "text/vnd.hocr+html",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".jp2": "image/jp2",
    ".webp": "image/webp",
}
_TEXTS = (".alto.xml", ".page.xml")
"""Formats with regions that an area can lead to, the better known first."""


def write_issue(document: Document, folder: Path, suffixes: Sequence[str]) -> bytes:
    """METS for an issue whose files ``PAGE.SUFFIX`` and ``ISSUE.issue.SUFFIX`` lie in a folder.

    Files that are not there are left out. Paths are relative to the folder.
    """
    return serialised(_Writer(document, folder, suffixes).root(), _SPACES)


@dataclass(frozen=True, slots=True)
class _File:
    id: str
    group: str
    href: str
    mime: str
    sha256: str
    size: int | None


class _Writer:
    def __init__(self, document: Document, folder: Path, suffixes: Sequence[str]) -> None:
        self.document, self.folder, self.suffixes = document, folder, suffixes
        self.ids = Ids()
        self.files: list[_File] = []
        self.by_page: dict[str, dict[str, _File]] = {}
        self.dmd: list[Element] = []
        self.logical: dict[str, str] = {}
        self._collect()

    def root(self) -> Element:
        root = Element(_N + "mets", {"LABEL": xml_text(self.document.name)})
        root.set(f"{{{XSI}}}schemaLocation", f"{METS} http://www.loc.gov/standards/mets/mets.xsd")
        header = sub(root, _N + "metsHdr", {"CREATEDATE": created()})
        agent = sub(header, _N + "agent", {"TYPE": "OTHER", "OTHERTYPE": "SOFTWARE", "ROLE": "CREATOR"})
        made_by = dict(pair for page in self.document.pages for pair in page.made_by.items())
        sub(agent, _N + "name", text=xml_text(f"ocrfix {made_by.get('ocrfix', '')}".strip()))
        logical = self._logical()
        root.extend(self.dmd)
        self._file_section(root)
        self._physical(root)
        root.append(logical)
        self._links(root)
        return root

    def _collect(self) -> None:
        for page in self.document.pages:
            found: dict[str, _File] = {}
            source = page.source
            if source is not None and source.file:
                ending = Path(source.file).suffix.lower()
                path = Path(source.file)
                known = next((f for f in self.files if f.href == self._href(path)), None)
                size = path.stat().st_size if path.is_file() else None
                file = known or self._file(
                    IMAGES, page.name, path, _MIME.get(ending, "image/x-unknown"), source.sha256, size
                )
                found[IMAGES] = file
            for suffix in self.suffixes:
                path = self.folder / f"{page.name}{suffix}"
                if path.is_file():
                    found[suffix] = self._read(path, page.name, suffix)
            self.by_page[page.name] = found
        self.whole = [
            self._read(path, self.document.name, suffix)
            for suffix in self.suffixes
            if (path := self.folder / f"{self.document.name}.issue{suffix}").is_file()
        ]

    def _read(self, path: Path, name: str, suffix: str) -> _File:
        content = path.read_bytes()
        group = _GROUPS.get(suffix, suffix.strip(".").replace(".", "-").upper())
        return self._file(
            group, name, path, _MIME.get(suffix, "text/plain"), hashlib.sha256(content).hexdigest(), len(content)
        )

    def _file(self, group: str, name: str, path: Path, mime: str, sha256: str, size: int | None) -> _File:
        file = _File(self.ids.take(f"{group}_{name}"), group, self._href(path), mime, sha256, size)
        self.files.append(file)
        return file

    def _href(self, path: Path) -> str:
        try:
            relative = os.path.relpath(path, self.folder)
        except ValueError:  # another drive
            relative = str(path.resolve())
        return quote(Path(relative).as_posix())

    def _file_section(self, root: Element) -> None:
        if not self.files:
            return
        section = sub(root, _N + "fileSec")
        groups: dict[str, Element] = {}
        for file in self.files:
            if file.group not in groups:
                groups[file.group] = sub(section, _N + "fileGrp", {"USE": file.group})
            attributes = {"ID": file.id, "MIMETYPE": file.mime}
            if file.size is not None:
                attributes["SIZE"] = str(file.size)
            if file.sha256:
                attributes |= {"CHECKSUM": xml_text(file.sha256), "CHECKSUMTYPE": "SHA-256"}
            element = sub(groups[file.group], _N + "file", attributes)
            sub(element, _N + "FLocat", {"LOCTYPE": "OTHER", "OTHERLOCTYPE": "FILE", _L + "href": file.href})

    def _physical(self, root: Element) -> None:
        structure = sub(root, _N + "structMap", {"TYPE": "PHYSICAL"})
        sequence = sub(structure, _N + "div", {"ID": self.ids.take("phys"), "TYPE": "physSequence"})
        for file in self.whole:
            sub(sequence, _N + "fptr", {"FILEID": file.id})
        self.physical: dict[str, str] = {}
        for order, page in enumerate(self.document.pages, start=1):
            own = self.physical[page.name] = self.ids.take(f"phys_{order:04d}")
            about = {"ID": own, "TYPE": "page", "ORDER": str(order), "LABEL": xml_text(page.name)}
            div = sub(sequence, _N + "div", about)
            for file in self.by_page[page.name].values():
                sub(div, _N + "fptr", {"FILEID": file.id})

    def _logical(self) -> Element:
        structure = Element(_N + "structMap", {"TYPE": "LOGICAL"})
        self.whole_id = self.ids.take("log")
        name = xml_text(self.document.name)
        sheets = issue_sheets(self.document)
        language = language_of(line.text for sheet in sheets for line in sheet.lines)
        title = self._title("log", name, self._urn(), language)
        about = {"ID": self.whole_id, "TYPE": "issue", "LABEL": name, "DMDID": title}
        issue = sub(structure, _N + "div", about)
        stories: dict[str, list[tuple[str, Story]]] = {}
        self.parts: dict[str, dict[tuple[str, object], str]] = {}
        for page, sheet in zip(self.document.pages, sheets, strict=True):
            self.parts[page.name] = _by_first_line(sheet_of(page))
            for story in sheet.stories:
                stories.setdefault(story.id, []).append((page.name, story))
        self.standing: list[tuple[str, str]] = []
        for order, (own, found) in enumerate(stories.items(), start=1):
            self._article(issue, own, order, found)
        return structure

    def _article(self, issue: Element, own: str, order: int, found: Sequence[tuple[str, Story]]) -> None:
        headline = "".join(story.headline for _, story in found)
        log = self.ids.take(f"log_{own}")
        about = {"ID": log, "TYPE": "article", "ORDER": str(order)}
        if headline:
            about |= {"LABEL": headline, "DMDID": self._title(log, headline)}
        div = sub(issue, _N + "div", about)
        for page, story in found:
            self.standing.append((log, page))
            for flow in story.flows:
                self._block(div, page, flow)

    def _block(self, article: Element, page: str, flow: Flow) -> None:
        about = {"ID": self.ids.take(f"{article.get('ID')}_{len(article) + 1}"), "TYPE": flow.kind.value}
        div = sub(article, _N + "div", {**about, "ORDER": str(len(article) + 1)})
        areas = [area for part in flow.parts if (area := self._area(page, part)) is not None]
        if not areas:
            return
        pointer = sub(div, _N + "fptr")
        inside = pointer if len(areas) == 1 else sub(pointer, _N + "seq")
        for area in areas:
            sub(inside, _N + "area", area)

    def _area(self, page: str, part: Part) -> dict[str, str] | None:
        files = self.by_page[page]
        for suffix in _TEXTS:
            if suffix in files:
                own = self.parts[page].get(_key(part), part.id)
                return {"FILEID": files[suffix].id, "BETYPE": "IDREF", "BEGIN": own}
        if IMAGES in files and part.box is not None:
            place = ",".join(map(number, part.box.edges))
            return {"FILEID": files[IMAGES].id, "SHAPE": "RECT", "COORDS": place}
        return None

    def _links(self, root: Element) -> None:
        links = sub(root, _N + "structLink")
        pairs = [(self.whole_id, own) for own in self.physical.values()]
        pairs += [(log, self.physical[page]) for log, page in self.standing]
        for log, own in pairs or [(self.whole_id, "phys")]:
            sub(links, _N + "smLink", {_L + "from": log, _L + "to": own})

    def _title(
        self, owner: str, title: str, identifier: str | None = None, language: Language | None = None
    ) -> str:
        own = self.ids.take(f"dmd_{owner}")
        section = Element(_N + "dmdSec", {"ID": own})
        data = sub(sub(section, _N + "mdWrap", {"MDTYPE": "MODS"}), _N + "xmlData")
        mods = sub(data, _M + "mods")
        if identifier:
            sub(mods, _M + "identifier", {"type": "urn"}, identifier)
        sub(sub(mods, _M + "titleInfo"), _M + "title", text=title)
        if language is not None:
            self._language(mods, language)
        self.dmd.append(section)
        return own

    def _language(self, mods: Element, language: Language) -> None:
        element = sub(mods, _M + "language")
        if language.known:
            about = {"type": "code", "authority": "iso639-2b"}
            sub(element, _M + "languageTerm", about, language.bibliographic)
        sub(element, _M + "scriptTerm", {"type": "code", "authority": "iso15924"}, language.script)

    def _urn(self) -> str:
        """A name for the issue that depends on its scans alone."""
        sources = [page.source for page in self.document.pages]
        about = "\n".join([self.document.name, *(f"{s.sha256}:{s.page}" if s else "" for s in sources)])
        return uuid.uuid5(uuid.NAMESPACE_URL, about).urn


def _key(part: Part) -> tuple[str, object]:
    first = part.lines[0]
    return first.text, first.polygon


def _by_first_line(sheet: Sheet) -> dict[tuple[str, object], str]:
    """The ids that the parts have in the files of the page, by what they begin with."""
    return {_key(part): part.id for part in sheet.parts}
