"""The ``Tags`` of an ALTO file."""

from __future__ import annotations

from ocrfix.formats.markup import Element, sub
from ocrfix.formats.sheet.ids import Ids
from ocrfix.page import Jump, Kind

ARTICLE, GROUP, JUMP_TO, JUMP_FROM = "article", "group", "jump-to", "jump-from"
"""``TYPE`` of our tags."""


class Tags:
    """Gives every tag an id when it is first needed."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._found: dict[tuple[str, tuple[tuple[str, str], ...]], str] = {}

    def kind(self, kind: Kind) -> str:
        """The id of the tag of a block of this kind."""
        return self._tag("LayoutTag", f"kind_{kind.value}", {"TYPE": "kind", "LABEL": kind.value})

    def article(self, kind: str) -> str:
        """The id of the tag of an article of this kind."""
        return self._tag("StructureTag", f"article_{kind}", {"TYPE": ARTICLE, "LABEL": kind})

    def group(self, name: str) -> str:
        """The id of the tag of blocks that are in no article."""
        return self._tag("StructureTag", f"group_{name}", {"TYPE": GROUP, "LABEL": name})

    def jump(self, jump: Jump) -> str:
        """The id of the tag of a note that a story goes on elsewhere."""
        attributes = {"TYPE": f"jump-{jump.way.value}", "LABEL": jump.note}
        if jump.target is not None:
            attributes["DESCRIPTION"] = jump.target
        return self._tag("OtherTag", "jump", attributes)

    def element(self, space: str) -> Element | None:
        """The ``Tags`` element, ``None`` without tags."""
        if not self._found:
            return None
        tags = Element(space + "Tags")
        for (tag, attributes), own in self._found.items():
            sub(tags, space + tag, {"ID": own, **dict(attributes)})
        return tags

    def _tag(self, tag: str, wanted: str, attributes: dict[str, str]) -> str:
        key = (tag, tuple(attributes.items()))
        if key not in self._found:
            self._found[key] = self._ids.take(wanted)
        return self._found[key]
