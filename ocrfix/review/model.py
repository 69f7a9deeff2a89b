"""A page before and after repair: sections of blocks of runs, and the change behind every run that has one.

Boxes are pixels of the original image, as in every stored page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from ocrfix.page import Box, Edit, ErrorEstimate, InkAccount, Kind, Source, Span, Standing


class State(str, Enum):
    """What a run of text is to a reviewer. Where edits of several standings meet, the first of these holds."""

    CHANGED = "changed"
    SUGGESTED = "suggested"
    FLAGGED = "flagged"
    REJECTED = "rejected"
    """A person refused the change."""
    EQUAL = "equal"


STATE_OF: Mapping[Standing, State] = {
    Standing.APPLIED: State.CHANGED,
    Standing.SUGGESTED: State.SUGGESTED,
    Standing.FLAGGED: State.FLAGGED,
    Standing.REJECTED: State.REJECTED,
}


class SectionKind(str, Enum):
    """What a section of a page is."""

    FURNITURE = "furniture"
    ARTICLE = "article"
    APART = "apart"
    """Lines that stand in no article: text in pictures, what was read twice and taken away."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one line that has one state.

    ``before`` is the text as recognised, ``after`` as it stands now; they differ only where a change was
    carried out. Both are empty where an edit names a point between two characters. ``edits`` are the ids of
    the edits that touch it, the one that decides its state first. ``span`` counts glyphs of the line as
    recognised; ``None`` for text that no glyph stands behind (a space between lines of Latin words).
    """

    before: str
    after: str
    state: State = State.EQUAL
    edits: tuple[str, ...] = ()
    span: Span | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class BlockDiff:
    """A headline, a paragraph … in runs. ``boxes`` are the places it stands in, one a column stretch;
    ``page`` names the page it stands on where that is another one.
    """

    kind: Kind
    runs: tuple[Run, ...]
    boxes: tuple[Box, ...] = ()
    page: str | None = None

    @property
    def before(self) -> str:
        return "".join(r.before for r in self.runs)

    @property
    def after(self) -> str:
        return "".join(r.after for r in self.runs)

    @property
    def edits(self) -> tuple[str, ...]:
        """The ids of the edits that touch it, in the order of the text."""
        return tuple(dict.fromkeys(i for r in self.runs for i in r.edits))


@dataclass(frozen=True, slots=True)
class Section:
    """An article, the furniture of the page, or what stands apart from both.

    ``id`` is the article's; ``errors`` says how many of its characters are probably still wrong.
    """

    id: str
    kind: SectionKind
    title: str
    blocks: tuple[BlockDiff, ...]
    errors: ErrorEstimate | None = None

    @property
    def before(self) -> str:
        """The text before repair, a line break after each block but the last."""
        return "\n".join(b.before for b in self.blocks)

    @property
    def after(self) -> str:
        return "\n".join(b.after for b in self.blocks)

    @property
    def edits(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(i for b in self.blocks for i in b.edits))


@dataclass(frozen=True, slots=True)
class Change:
    """An edit as a reviewer meets it.

    ``before`` is what it takes away (for a mark: the text it names), ``after`` what it puts or would put
    there, ``lead`` and ``trail`` the text as it stands around it. ``box`` is the evidence's crop, or the box of
    the glyphs it names, or of their line. ``section`` is the id of the section it is first met in. ``about``
    says in a sentence what its rule looks for (empty for a rule that is not installed).
    """

    edit: Edit
    before: str
    after: str
    section: str
    lead: str = ""
    trail: str = ""
    box: Box | None = None
    about: str = ""

    @property
    def id(self) -> str:
        return self.edit.id

    @property
    def state(self) -> State:
        return STATE_OF[self.edit.standing]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of edits and of characters. Sums over pages with ``+``.

    ``removed`` and ``inserted`` are characters that applied edits took away and put; ``characters`` are
    those of the text before repair.
    """

    standings: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By rule, then by standing."""
    characters: int = 0
    removed: int = 0
    inserted: int = 0
    pages: int = 0

    def count(self, standing: Standing) -> int:
        return self.standings.get(standing.value, 0)

    def __add__(self, other: Figures) -> Figures:
        names = sorted({*self.rules, *other.rules})
        return Figures(
            _sum(self.standings, other.standings),
            {n: _sum(self.rules.get(n, {}), other.rules.get(n, {})) for n in names},
            self.characters + other.characters,
            self.removed + other.removed,
            self.inserted + other.inserted,
            self.pages + other.pages,
        )


def _sum(one: Mapping[str, int], two: Mapping[str, int]) -> dict[str, int]:
    return dict(Counter(one) + Counter(two))


@dataclass(frozen=True, slots=True)
class PageDiff:
    """A page before and after repair: its articles, then its furniture, then what stands apart.

    Every edit of the page is in ``changes``, in the order of the text, and is named by at least one run.
    """

    name: str
    sections: tuple[Section, ...]
    changes: tuple[Change, ...] = ()
    width: int | None = None
    height: int | None = None
    source: Source | None = None
    ink: InkAccount | None = None
    made_by: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_id(self) -> dict[str, Change]:
        return {c.id: c for c in self.changes}

    @property
    def articles(self) -> tuple[Section, ...]:
        return tuple(s for s in self.sections if s.kind is SectionKind.ARTICLE)

    @property
    def figures(self) -> Figures:
        runs = [r for s in self.sections for b in s.blocks for r in b.runs]
        changed = [r for r in runs if r.state is State.CHANGED]
        by_rule: dict[str, Counter[str]] = {}
        for change in self.changes:
            by_rule.setdefault(change.edit.rule, Counter())[change.edit.standing.value] += 1
        return Figures(
            dict(Counter(c.edit.standing.value for c in self.changes)),
            {name: dict(by_rule[name]) for name in sorted(by_rule)},
            sum(len(r.before) for r in runs),
            sum(len(r.before) for r in changed),
            sum(len(r.after) for r in changed),
            1,
        )


def runs(sections: Iterable[Section]) -> Iterator[tuple[Section, BlockDiff, Run]]:
    """Every run with where it stands."""
    for section in sections:
        for block in section.blocks:
            for run in block.runs:
                yield section, block, run
