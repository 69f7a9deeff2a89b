"""Two readings of a page as one diff, so that whatever shows a diff can show them: each difference a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ocrfix.page import Edit, Evidence, Kind, Operation, Reading, Span, Standing
from ocrfix.review.model import BlockDiff, Change, PageDiff, Run, Section, SectionKind, State
from ocrfix.review.pair import ArticlePair, PagePair, Side, Stretch, in_order

RECOGNITION = "recognition"
"""In place of a rule: neither reading got the text by an edit, so it was read otherwise, or grouped otherwise."""
_CONTEXT = 16
"""Characters shown on either side of a difference."""


def pair_diff(pair: PagePair, names: tuple[str, str]) -> PageDiff:
    """The old reading as the text before, the new one as the text after.

    The rule of a difference is what made either side so: rules of edits, else ``recognition``. ``names`` tell the
    readings apart for a person. Places are those of the new reading, where it has the page.
    """
    known = pair.new if pair.new is not None else pair.old
    assert known is not None
    made = _Maker(pair, names)
    sections = tuple(map(made.section, pair.articles))
    size = (known.width, known.height, known.source, known.ink)
    return PageDiff(pair.name, sections, tuple(made.changes), *size, known.made_by)


class _Maker:
    def __init__(self, pair: PagePair, names: tuple[str, str]) -> None:
        self.pair, self.names = pair, names
        self.changes: list[Change] = []
        self._rules = tuple(
            {c.id: c.edit.rule for c in d.changes} if d is not None else {} for d in (pair.old, pair.new)
        )
        self._sections = {(n, s.id): s for n, d in enumerate((pair.old, pair.new)) if d is not None for s in d.sections}

    def section(self, article: ArticlePair) -> Section:
        own = self._sections[(1, article.new) if article.new is not None else (0, article.old or "")]
        id_ = article.new if article.new is not None else f"{article.old} (old)"
        blocks: list[BlockDiff] = []
        shapes = list(in_order(own.blocks))
        for n, runs in enumerate(_lines(article.stretches)):
            shape = shapes[n] if n < len(shapes) else None
            made = tuple(self._run(at, old, new, article, id_) for at, old, new in runs)
            kind = shape.kind if shape is not None else Kind.PARAGRAPH
            blocks.append(BlockDiff(kind, made, shape.boxes if shape is not None and self._placed(article) else ()))
        return Section(id_, own.kind, article.title if own.kind is SectionKind.ARTICLE else "", tuple(blocks))

    def _placed(self, article: ArticlePair) -> bool:
        return article.new is not None or self.pair.new is None

    def _run(self, at: int, old: str, new: str, article: ArticlePair, section: str) -> Run:
        if article.stretches[at].same:
            return Run(new, new)
        change = self._change(at, article, section)
        self.changes.append(change)
        return Run(old, new, State.CHANGED, (change.id,), None, change.box)

    def _change(self, at: int, article: ArticlePair, section: str) -> Change:
        stretch = article.stretches[at]
        told = [", ".join(self._made(n, side)) for n, side in enumerate((stretch.old, stretch.new))]
        rules = sorted({*self._made(0, stretch.old), *self._made(1, stretch.new)})
        lead, trail = (self._beside(article.stretches, at + step) for step in (-1, 1))
        sides = (stretch.old, stretch.new)
        readings = tuple(
            Reading(name, f"{lead[-_CONTEXT:]}[{side.text}]{trail[:_CONTEXT]}" + (f"  ({what})" if what else ""))
            for name, side, what in zip(self.names, sides, told, strict=True)
        )
        box = stretch.new.box if self.pair.new is not None else stretch.old.box
        if box is None and self._one_scan():
            box = stretch.old.box
        edit = Edit(
            id=f"difference-{len(self.changes) + 1}",
            rule=" + ".join(rules) or RECOGNITION,
            rule_version=1,
            operation=Operation.REPLACE,
            spans=(Span("-", 0, 0),),
            standing=Standing.APPLIED,
            evidence=Evidence(box, readings),
        )
        return Change(edit, stretch.old.text, stretch.new.text, section, lead[-_CONTEXT:], trail[:_CONTEXT], box)

    def _made(self, n: int, side: Side) -> list[str]:
        rules: Mapping[str, str] = self._rules[n]
        return list(dict.fromkeys(rules[i] for i in side.edits))

    def _one_scan(self) -> bool:
        """Whether places of both readings are places of one image."""
        old, new = self.pair.old, self.pair.new
        return old is not None and new is not None and (old.width, old.height) == (new.width, new.height)

    @staticmethod
    def _beside(stretches: Sequence[Stretch], at: int) -> str:
        return stretches[at].new.text.replace("\n", " ") if 0 <= at < len(stretches) else ""


def _lines(stretches: Sequence[Stretch]) -> Iterator[list[tuple[int, str, str]]]:
    """The stretches line by line, as the text that is the same breaks them: (which stretch, old text, new text)."""
    line: list[tuple[int, str, str]] = []
    for at, stretch in enumerate(stretches):
        if not stretch.same:
            line.append((at, stretch.old.text, stretch.new.text))
            continue
        for n, part in enumerate(stretch.new.text.split("\n")):
            if n:
                yield line
                line = []
            if part:
                line.append((at, part, part))
    if line:
        yield line
