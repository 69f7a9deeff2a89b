"""hOCR. Its text stands in the elements themselves, and its reading order is that of the file."""

from __future__ import annotations

from ocrfix.formats.hocr.read import box_in, title_of
from ocrfix.formats.validate.problem import Problem
from ocrfix.formats.validate.tree import Node, check_ids, check_references, check_tree, problem
from ocrfix.formats.xml import Element


def check_hocr(root: Element) -> list[Problem]:
    """The problems of an hOCR file."""
    found = [*check_ids(root, "id"), *check_references(root, "id", ("data-continues",))]
    pages = [e for e in root.iter() if "ocr_page" in _classes(e)]
    if not pages:
        found.append(problem(root, "has no ocr_page"))
    for page in pages:
        box = box_in(title_of(page).get("bbox"))
        width, height = (None, None) if box is None else (box.right, box.bottom)
        top = Node(page)
        top.children = _below(page)
        found += check_tree(top, width, height)
    return sorted(found)


def _below(element: Element) -> list[Node]:
    nodes: list[Node] = []
    for e in element:
        if not any(c.startswith("ocr") for c in _classes(e)):
            nodes += _below(e)
            continue
        about = title_of(e)
        box = box_in(about.get("bbox") or about.get("x_bboxes"))
        node = Node(e, None if box is None else box.polygon)
        node.children = _below(e)
        nodes.append(node)
    return nodes


def _classes(element: Element) -> set[str]:
    return set(element.get("class", "").split()) if isinstance(element.tag, str) else set()
