"""ALTO."""

from __future__ import annotations

from ocrfix.formats.validate.problem import Problem
from ocrfix.formats.validate.tree import Node, check_ids, check_order, check_references, check_tree, problem
from ocrfix.formats.xml import Element, child, children, floated, local, within
from ocrfix.page import Box, Polygon

_CHILDREN = {
    "Page": ("TopMargin", "LeftMargin", "RightMargin", "BottomMargin", "PrintSpace"),
    "ComposedBlock": ("TextBlock", "Illustration", "GraphicalElement", "ComposedBlock"),
    "TextBlock": ("TextLine",),
    "TextLine": ("String", "SP", "HYP"),
    "String": ("Glyph",),
}
_SPACE = _CHILDREN["ComposedBlock"]
_REFERENCES = ("TAGREFS", "STYLEREFS", "PROCESSINGREFS", "REF", "IDNEXT")


def check_alto(root: Element) -> list[Problem]:
    """The problems of an ALTO file."""
    found = [*check_ids(root, "ID"), *check_references(root, "ID", _REFERENCES)]
    for page in within(root, "Page"):
        width, height = floated(page.get("WIDTH")), floated(page.get("HEIGHT"))
        found += check_tree(_node(page), width or None, height or None)
    for element in within(root, *_SPACE, "TextLine", "String", "Glyph", "SP"):
        sizes = [floated(element.get(a)) for a in ("WIDTH", "HEIGHT")]
        if any(s is not None and s <= 0 for s in sizes):
            found.append(problem(element, "has no extent"))
    order = child(root, "ReadingOrder")
    if order is not None:
        named = [
            i for e in within(order, "ElementRef", "OrderedGroup", "UnorderedGroup") for i in e.get("REF", "").split()
        ]
        composed = {
            i for e in within(root, "ComposedBlock") if e.get("ID") in named for b in e.iter() if (i := b.get("ID"))
        }
        blocks = [b for b in within(root, "TextBlock") if any(s.get("CONTENT") for s in within(b, "String"))]
        found += check_order((b for b in blocks if b.get("ID") not in composed), named, "ID")
    return sorted(found)


def _node(element: Element) -> Node:
    tag = local(element)
    wanted = _CHILDREN.get(tag, _SPACE)
    node = Node(element, _polygon(element), element.get("CONTENT"), compare=tag == "String")
    node.children = [_node(e) for e in children(element, *wanted)]
    return node


def _polygon(element: Element) -> Polygon | None:
    """The upright rectangle: what is in a slanted block need not be within its shape."""
    left, top, width, height = (floated(element.get(a)) for a in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    if left is None or top is None or not width or not height or width < 0 or height < 0:
        return None
    return Box(left, top, left + width, top + height).polygon
