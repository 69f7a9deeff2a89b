"""PAGE-XML."""

from __future__ import annotations

from ocrfix.formats.page_xml.custom import read_custom
from ocrfix.formats.page_xml.read import polygon_of
from ocrfix.formats.page_xml.text import text_of
from ocrfix.formats.validate.problem import Problem
from ocrfix.formats.validate.tree import Node, check_ids, check_order, check_references, check_tree, problem
from ocrfix.formats.xml import Element, child, children, floated, local, within

_TEXTS = ("TextLine", "Word", "Glyph")


def check_page(root: Element) -> list[Problem]:
    """The problems of a PAGE-XML file."""
    found = [*check_ids(root, "id"), *check_references(root, "id", ("regionRef",))]
    for page in within(root, "Page"):
        width, height = floated(page.get("imageWidth")), floated(page.get("imageHeight"))
        found += check_tree(_node(page), width or None, height or None)
        regions = [e for e in within(page, "TextRegion") if any(text_of(children(t, "TextEquiv")) for t in _lines(e))]
        order = child(page, "ReadingOrder")
        if order is not None:
            named = [i for e in order.iter() if (i := e.get("regionRef"))]
            found += check_order(regions, named, "id")
        elif len(regions) > 1:
            found.append(problem(page, f"has {len(regions)} regions with text, but no reading order"))
    return sorted(found)


def _lines(region: Element) -> list[Element]:
    return [region, *children(region, "TextLine")]


def _node(element: Element) -> Node:
    placed = "of" not in read_custom(element.get("custom")).get("coords", {})
    equivalents = list(children(element, "TextEquiv"))
    text = text_of(equivalents)
    node = Node(element, polygon_of(element) if placed else None, text, compare=bool(equivalents))
    below = [e for e in element if local(e).endswith("Region") or local(e) in _TEXTS]
    node.children = [_node(e) for e in below]
    if node.compare:
        # A text of lines that have none of their own, or of regions in regions, says nothing about the parent's.
        node.compare = all(local(e) in _TEXTS and child(e, "TextEquiv") is not None for e in below)
    return node
