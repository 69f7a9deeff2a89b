"""A file as a tree of places and texts, and the checks that hold for every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np

from ocrfix.formats.validate.problem import Problem
from ocrfix.formats.xml import Element, local
from ocrfix.page import Polygon

SLACK = 1.5
"""Pixels that a child may reach beyond its parent: what rounding does to slanted edges. As OCR-D's validator has it."""


@dataclass(slots=True)
class Node:
    """An element with a place or a text; with ``compare`` its text must be its children's put together."""

    element: Element
    polygon: Polygon | None = None
    text: str | None = None
    compare: bool = False
    children: list[Node] = field(default_factory=list)

    @property
    def where(self) -> str:
        return where(self.element)


def where(element: Element) -> str:
    """The element's name and id."""
    own = element.get("ID") or element.get("id")
    return f"{local(element)} {own}" if own else local(element)


def problem(element: Element, what: str) -> Problem:
    """A problem of an element."""
    return Problem(element.sourceline or 0, where(element), what)


def check_tree(page: Node, width: float | None, height: float | None) -> Iterator[Problem]:
    """Places on the page and inside their parents; texts that are those of the children."""
    for child in page.children:
        yield from _check(child, None, width, height)


def _check(node: Node, around: Polygon | None, width: float | None, height: float | None) -> Iterator[Problem]:
    polygon = node.polygon
    if polygon is not None:
        off = [p for p in polygon if not _on_page(p, width, height)]
        if off:
            yield problem(node.element, f"stands outside the page, at {off[0][0]:g},{off[0][1]:g}")
        elif around is not None:
            outline = np.array(around, np.float32)
            worst = min(cv2.pointPolygonTest(outline, (float(x), float(y)), True) for x, y in polygon)
            if worst < -SLACK:
                yield problem(node.element, f"reaches {-worst:.0f} pixels beyond what it is in")
    if node.compare and node.children:
        own, theirs = _bare(node.text or ""), _bare("".join(c.text or "" for c in node.children))
        if own != theirs:
            yield problem(node.element, f"its text {_short(own)} is not that of its children, {_short(theirs)}")
    for child in node.children:
        yield from _check(child, polygon if polygon is not None else around, width, height)


def check_ids(root: Element, attribute: str) -> Iterator[Problem]:
    """Ids that several elements have."""
    found = [e for e in root.iter() if isinstance(e.tag, str) and e.get(attribute)]
    counts = Counter(e.get(attribute) for e in found)
    seen: set[str] = set()
    for element in found:
        own = element.get(attribute)
        if counts[own] > 1 and own in seen:
            yield problem(element, f"{own} is another element's {attribute} too")
        seen.add(own)


def check_references(root: Element, id_attribute: str, attributes: Iterable[str]) -> Iterator[Problem]:
    """References to ids that no element has."""
    known = {e.get(id_attribute) for e in root.iter() if isinstance(e.tag, str)}
    wanted = tuple(attributes)
    for element in root.iter():
        for attribute in wanted if isinstance(element.tag, str) else ():
            for name in (element.get(attribute) or "").split():
                if name not in known:
                    yield problem(element, f"{local_name(attribute)} leads to {name}, which is not there")


def check_order(regions: Iterable[Element], ids: Iterable[str], id_attribute: str) -> Iterator[Problem]:
    """Regions with text that the reading order does not name, or names twice."""
    counts = Counter(ids)
    for region in regions:
        count = counts[region.get(id_attribute, "")]
        if count == 0:
            yield problem(region, "has text, but the reading order does not name it")
        elif count > 1:
            yield problem(region, f"stands {count} times in the reading order")


def local_name(attribute: str) -> str:
    """An attribute without its namespace."""
    return attribute.rpartition("}")[2]


def _on_page(point: tuple[float, float], width: float | None, height: float | None) -> bool:
    x, y = point
    return x >= 0 and y >= 0 and (width is None or x <= width) and (height is None or y <= height)


def _bare(text: str) -> str:
    """Without white space: a line's words are joined by spaces, or by nothing."""
    return "".join(text.split())


def _short(text: str) -> str:
    return repr(text if len(text) <= 24 else f"{text[:20]}…")
