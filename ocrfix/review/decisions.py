"""What a person can decide about a page, as values. Each names its object so that it is found again in a page
that was converted anew: by its place among the lines as recognised, and by what stands there.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from ocrfix.page import Box, Kind, Span, Standing
from ocrfix.page.geometry import VALUE


@dataclass(frozen=True, slots=True, config=VALUE)
class EditSign:
    """An edit of a rule. ``before`` and ``after`` are the texts it takes and puts, ``lead`` and ``trail`` what
    stands around it, ``box`` where.
    """

    id: str
    rule: str
    before: str
    after: str
    lead: str = ""
    trail: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True, config=VALUE)
class BlockSign:
    """A block: its first span, and how its text begins."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True, config=VALUE)
class Settle:
    """An edit is accepted (``APPLIED``; a mark: the place is wrong indeed) or rejected. ``was`` is how it stood."""

    edit: EditSign
    standing: Standing
    was: Standing
    do: Literal["settle"] = "settle"


@dataclass(frozen=True, slots=True, config=VALUE)
class Rewrite:
    """Text set by hand. ``spans`` count glyphs of lines as recognised, ``was`` is what was recognised there,
    ``box`` where. An empty span puts text between two glyphs. The same text again takes back what was set there.
    """

    spans: tuple[Span, ...]
    was: str
    text: str
    box: Box | None = None
    do: Literal["rewrite"] = "rewrite"


@dataclass(frozen=True, slots=True, config=VALUE)
class Move:
    """A block goes before or after another one, into its article or the furniture."""

    block: BlockSign
    beside: BlockSign
    after: bool = True
    do: Literal["move"] = "move"


@dataclass(frozen=True, slots=True, config=VALUE)
class Furnish:
    """A block belongs to the page, not to an article."""

    block: BlockSign
    do: Literal["furnish"] = "furnish"


@dataclass(frozen=True, slots=True, config=VALUE)
class SetKind:
    """A block is a headline, a paragraph, a caption …"""

    block: BlockSign
    kind: Kind
    do: Literal["kind"] = "kind"


@dataclass(frozen=True, slots=True, config=VALUE)
class Merge:
    """The article of one block goes on with all blocks of the article of another."""

    block: BlockSign
    other: BlockSign
    do: Literal["merge"] = "merge"


@dataclass(frozen=True, slots=True, config=VALUE)
class Split:
    """With this block a new article begins."""

    block: BlockSign
    do: Literal["split"] = "split"


@dataclass(frozen=True, slots=True, config=VALUE)
class Shift:
    """The article of a block goes before or after the article of another."""

    block: BlockSign
    beside: BlockSign
    after: bool = True
    do: Literal["shift"] = "shift"


@dataclass(frozen=True, slots=True, config=VALUE)
class Follow:
    """Another reading order: after line ``before``, the last of its column, line ``after`` is read, the first of
    another column. ``texts`` are those of the two lines.
    """

    before: str
    after: str
    texts: tuple[str, str] = ("", "")
    do: Literal["follow"] = "follow"


@dataclass(frozen=True, slots=True, config=VALUE)
class Done:
    """The page is right as it stands now, or it is not yet."""

    done: bool = True
    do: Literal["done"] = "done"


TextAction = Settle | Rewrite
LayoutAction = Move | Furnish | SetKind | Merge | Split | Shift | Follow
Action = TextAction | LayoutAction | Done

_ACTION: TypeAdapter[Action] = TypeAdapter(Annotated[Action, Field(discriminator="do")])


def to_json(action: Action) -> str:
    """One line of JSON."""
    return _ACTION.dump_json(action, exclude_none=True).decode()


def from_json(text: str) -> Action:
    """The action that ``to_json`` wrote.

    Raises:
        ValueError: it is none.
    """
    return _ACTION.validate_json(text)
