"""What repair did to planted flaws: found and right, found and wrong, missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from benchmarks.flaws.documents import Passage, Written
from ocrfix.formats import text as text_format
from ocrfix.page import Edit, Operation, Page, Standing
from ocrfix.repair import Repairer, apply
from ocrfix.repair.prose import fold

TWICE = ("overlap", "overlap, gapped", "overlap, misread", "repeated line")
RULES = {
    "overlap": "overlap",
    "repeated-line": "overlap",
    "doubled-text": "overlap",
    "join": "join",
    "stray-space": "stray space",
    "doubled-mark": "doubled mark",
    "width": "half width",
    "quotes": "straight quotes",
}
"""Which rule is asked to mend what; the kinds of text read twice are one family."""
FLAGS = {"garble": "garble", "unlikely": "look-alike", "unbalanced": "lost bracket", "lost-mark": "lost mark"}


@dataclass
class Tally:
    """Counts over documents. ``right``/``wrong`` count applied edits (flags: flagged places) of a family,
    ``planted``/``mended`` flaws of a kind."""

    characters: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    """Characters of sound paragraphs that are no longer right, spaces aside."""
    cases: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.characters += other.characters
        self.broken += other.broken
        self.cases += other.cases
        for name in ("right", "wrong", "planted", "mended"):
            getattr(self, name).update(getattr(other, name))


def judge(document: Written, repairer: Repairer) -> Tally:
    """Repair a document and count."""
    page = text_format.read(document.text, "flaws")
    repaired = repairer.page(page)
    tally = Tally(characters=sum(len(p.planted.truth) for p in document.passages))
    owner = {f"t{p.first + k}": (p, k) for p in document.passages for k in range(len(p.planted.lines))}
    for passage in document.passages:
        for _ in _counted(passage):
            tally.planted[passage.planted.kind] += 1
    for edit in repaired.edits:
        if edit.standing is Standing.APPLIED and edit.rule in RULES:
            _applied(tally, edit, owner, page)
        elif edit.standing is Standing.FLAGGED and edit.rule in FLAGS:
            _flagged(tally, edit, owner)
    _mended(tally, document, repaired, owner)
    return tally


def _counted(passage: Passage) -> Iterable[tuple[int, int, int]]:
    """The flaws of a passage: of spaces each by itself, otherwise one."""
    places = passage.planted.places
    return places if passage.planted.kind == "stray space" else places[:1]


def _applied(tally: Tally, edit: Edit, owner: dict[str, tuple[Passage, int]], page: Page) -> None:
    family = RULES[edit.rule]
    passage, line = owner[edit.spans[0].line]
    if edit.operation is Operation.JOIN:
        right = owner[edit.spans[1].line][0] is passage
    elif family == "stray space":
        spot = (line, edit.spans[0].start, edit.spans[0].stop)
        right = passage.planted.kind == "stray space" and spot in passage.planted.places
    else:
        ids = [f"t{passage.first + k}" for k in range(len(passage.planted.lines))]
        alone = "".join(line.text for line in apply(page, [edit]).lines if line.id in ids)
        exact = family in ("half width", "straight quotes")
        truth = passage.planted.truth
        right = _distance(alone, truth, exact) < _distance("".join(passage.planted.lines), truth, exact)
    (tally.right if right else tally.wrong)[family] += 1
    if not right:
        readings = edit.evidence.readings
        tally.cases.append(f"wrong {edit.rule}: {readings[0].text if readings else edit.id}")


def _distance(text: str, truth: str, exact: bool) -> int:
    """Edits between two texts; spaces and the width of marks count only where ``exact``."""
    return Levenshtein.distance(text, truth) if exact else Levenshtein.distance(_plain(text), _plain(truth))


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _flagged(tally: Tally, edit: Edit, owner: dict[str, tuple[Passage, int]]) -> None:
    passage, line = owner[edit.spans[0].line]
    planted, span = passage.planted, edit.spans[0]
    kinds = {FLAGS[edit.rule]}
    if edit.rule in ("garble", "unlikely"):
        kinds |= {"garble", "look-alike", "overlap, misread"}
    hit = planted.kind in kinds and any(
        line == k and span.start <= stop and start <= span.stop for k, start, stop in planted.places
    )  # a flag beside the place still leads a person to it
    (tally.right if hit else tally.wrong)[FLAGS[edit.rule]] += 1
    if not hit:
        tally.cases.append(f"wrong {edit.rule} in {planted.kind!r}: {edit.evidence.readings[0].text}")


def _mended(tally: Tally, document: Written, page: Page, owner: dict[str, tuple[Passage, int]]) -> None:
    joined = {
        (e.spans[0].line, e.spans[1].line)
        for e in page.edits
        if e.operation is Operation.JOIN and e.standing is Standing.APPLIED
    }
    flags = [(e, *owner[e.spans[0].line]) for e in page.edits if e.standing is Standing.FLAGGED]
    lines = {line.id: line.text for line in page.lines}
    deleted = {
        (e.spans[0].line, i)
        for e in page.edits
        if e.standing is Standing.APPLIED and e.rule == "stray-space"
        for i in range(e.spans[0].start, e.spans[0].stop)
    }
    for passage in document.passages:
        planted = passage.planted
        text = "".join(lines.get(f"t{passage.first + k}", "") for k in range(len(planted.lines)))
        kind = planted.kind
        if kind in TWICE or kind in ("doubled mark", "half width", "straight quotes"):
            left = _distance(text, planted.truth, kind in ("half width", "straight quotes"))
            # of two readings either may be kept: which is right is another matter
            misread = kind == "overlap, misread" and len(_plain(text)) == len(_plain(planted.truth))
            done = [left <= int(misread)]
        elif kind == "join":
            done = [(f"t{passage.first}", f"t{passage.first + 2}") in joined]
        elif kind == "stray space":
            done = [(f"t{passage.first + k}", i) in deleted for k, i, _ in planted.places]
        elif kind:
            rules = ["garble", "unlikely"] if kind == "look-alike" else [r for r, k in FLAGS.items() if k == kind]
            own = [(e.spans[0], k) for e, p, k in flags if e.rule in rules and p is passage]
            near = [(s.start <= stop and start <= s.stop, k == n) for s, k in own for n, start, stop in planted.places]
            done = [any(a and b for a, b in near)]
        else:
            done = []
            tally.broken += Levenshtein.distance(_plain(text), _plain(planted.truth))
        tally.mended[kind] += sum(done)
        if kind and not all(done):
            tally.cases.append(f"missed {kind}: {' | '.join(x for x in planted.lines if x)} @ {planted.places[:3]}")
