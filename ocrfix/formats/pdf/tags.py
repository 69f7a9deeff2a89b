"""The structure of a tagged PDF: articles, blocks, and which text on which page they have."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, String

from ocrfix.page import Kind

_ROLES = {Kind.HEADLINE: "/H1", Kind.SUBHEAD: "/H2", Kind.CAPTION: "/Caption", Kind.PULL_QUOTE: "/BlockQuote"}
"""Standard structure types of ISO 32000-1, 14.8.4; a paragraph where there is none."""


class Tags:
    """Built while the pages' content is written: ``begin`` a page, an ``article``, a ``block``, ``mark`` its lines."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = self._element("/Document", self._root)
        self._articles: dict[str, pikepdf.Object] = {}
        self._pages: list[Array] = []
        self._page: pikepdf.Object = self._document
        self._inside: pikepdf.Object = self._document
        self._block: pikepdf.Object = self._document
        self._role = "/P"

    def begin(self, page: pikepdf.Object) -> None:
        """What follows is on this page."""
        page.StructParents = len(self._pages)
        page.Tabs = Name.S
        self._page = page
        self._pages.append(Array())

    def article(self, own: str, title: str) -> None:
        """What follows is in this article, a new one or one begun on an earlier page."""
        if own not in self._articles:
            self._articles[own] = self._element("/Art", self._document)
            if title:
                self._articles[own].T = String(title)
        self._inside = self._articles[own]

    def section(self, title: str) -> None:
        """What follows is in no article."""
        self._inside = self._element("/Sect", self._document)
        self._inside.T = String(title)

    def block(self, kind: Kind) -> None:
        """What follows is in a new block."""
        self._role = _ROLES.get(kind, "/P")
        self._block = self._element(self._role, self._inside)

    def mark(self) -> tuple[str, int]:
        """The tag and the number of a new piece of marked content."""
        number = len(self._pages[-1])
        self._block.K.append(Dictionary(Type=Name.MCR, Pg=self._page, MCID=number))
        self._pages[-1].append(self._block)
        return self._role, number

    def end(self) -> None:
        """The page is done."""
        self._inside = self._block = self._document

    def finish(self, title: str) -> None:
        """Hang the structure into the file."""
        pdf = self._pdf
        self._document.T = String(title)
        self._root.K = Array([self._document])
        parents = NumberTree.new(pdf)
        for number, blocks in enumerate(self._pages):
            parents[number] = pdf.make_indirect(blocks)
        self._root.ParentTree = parents.obj
        self._root.ParentTreeNextKey = len(self._pages)
        pdf.Root.StructTreeRoot = self._root
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, role: str, parent: pikepdf.Object) -> pikepdf.Object:
        element = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(role), P=parent, K=Array()))
        if parent is not self._root:
            parent.K.append(element)
        return element
