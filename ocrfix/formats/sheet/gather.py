"""A sheet put together from what a file of another format has: parts in file order, groups of a reading order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ocrfix.formats.sheet.make import running_text
from ocrfix.formats.sheet.value import Flow, Part, Story
from ocrfix.page import FURNITURE, ArticleKind, Jump, Kind

KINDS: Mapping[str, Kind] = {
    **{kind.value: kind for kind in Kind},
    "heading": Kind.HEADLINE,
    "title": Kind.HEADLINE,
    "subheading": Kind.SUBHEAD,
    "header": Kind.FOLIO,
    "running-title": Kind.FOLIO,
    "footer": Kind.FOLIO,
    "page-number": Kind.FOLIO,
    "continued": Kind.JUMP_NOTE,
    "advertisement": Kind.ADVERT,
    "author": Kind.BYLINE,
    "illustration": Kind.IMAGE,
    "text": Kind.PARAGRAPH,
    "textregion": Kind.PARAGRAPH,
}
"""What regions and blocks are called elsewhere, in small letters."""


def kind_named(name: str | None, otherwise: Kind = Kind.PARAGRAPH) -> Kind:
    """The kind of this name, ours or another's."""
    return KINDS.get((name or "").strip().lower().replace("_", "-"), otherwise)


@dataclass(frozen=True, slots=True)
class Group:
    """An article of a reading order, or with ``id`` ``None`` furniture, or with ``rest`` what is in no article.

    ``flows`` are the ids of the parts of each block, and the block's kind where the group names one.
    """

    flows: Sequence[tuple[Kind | None, Sequence[str]]]
    id: str | None = None
    rest: bool = False
    kind: ArticleKind = ArticleKind.STORY
    jumps: tuple[Jump, ...] = ()
    confidence: float | None = None


@dataclass(slots=True)
class Gathered:
    """The parts of a sheet in their order."""

    furniture: list[Flow] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    rest: list[Flow] = field(default_factory=list)


def gather(parts: Mapping[str, tuple[Kind, Part]], groups: Iterable[Group], texts: Mapping[str, str]) -> Gathered:
    """Flows and stories by their groups; parts that no group names are furniture.

    Without a group of an article, everything is one article. ``texts`` has the running text of blocks by the id
    of their first part, where it is not simply that of their lines.
    """
    found = Gathered()
    groups = list(groups)
    left = dict(parts)

    def flows(group: Group) -> list[Flow]:
        made = []
        for kind, ids in group.flows:
            mine = [left.pop(i) for i in ids if i in left]
            if mine:
                made.append(_flow(kind or mine[0][0], [part for _, part in mine], texts))
        return made

    for group in groups:
        made = flows(group)
        if not made:
            continue
        if group.rest:
            found.rest += made
        elif group.id is None:
            found.furniture += made
        else:
            found.stories.append(Story(group.id, tuple(made), group.kind, group.jumps, group.confidence))
    remaining = [_flow(kind, [part], texts) for kind, part in left.values()]
    if groups:
        found.furniture += remaining
        return found
    found.furniture += [f for f in remaining if f.kind in FURNITURE]
    story = tuple(f for f in remaining if f.kind not in FURNITURE)
    if story:
        found.stories.append(Story("a1", story))
    return found


def _flow(kind: Kind, parts: Sequence[Part], texts: Mapping[str, str]) -> Flow:
    text = texts.get(parts[0].id)
    if text is None:
        text = running_text(line for part in parts for line in part.lines)
    return Flow(kind, tuple(parts), text)
