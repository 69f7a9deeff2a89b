"""How far each rule may go, found from what people decided about its edits.

A rule's changes are carried out from a confidence on. It is set to the lowest one from which on the edits that were
decided about are right as often as wanted, and so often that it is no chance: the lower bound of Wilson's interval
(Wilson 1927, doi 10.1080/01621459.1927.10502953) must reach the precision. A rule that is surely worse than that
everywhere only suggests from then on. Where the decisions are too few to tell, nothing is changed, and that is said.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from ocrfix.page import Standing
from ocrfix.review.teach import Lesson
from ocrfix.settings.base import Group
from ocrfix.settings.describe import toml_value
from ocrfix.settings.load import Settings
from ocrfix.settings.repair import Policy


class Verdict(str, Enum):
    """What was found of a rule."""

    CHANGE = "changes from this confidence on"
    SUGGEST = "only suggests"
    TOO_FEW = "left as it is: too few decisions"
    UNCLEAR = "left as it is: could be as good as wanted, or not"
    FLAGS = "only flags; there is nothing to fit"


@dataclass(frozen=True, slots=True)
class Fitted:
    """``right`` of ``count`` edits were accepted, among them those from ``confidence`` on where one was found; ``low``
    and ``high`` are the bounds of Wilson's interval of that share. ``applied`` of all the machine had carried out.
    ``needed``: how many decisions it takes, if all are right."""

    rule: str
    verdict: Verdict
    count: int
    right: int
    low: float
    high: float
    applied: int
    confidence: float | None = None
    needed: int = 0

    @property
    def fitted(self) -> bool:
        return self.verdict in (Verdict.CHANGE, Verdict.SUGGEST)


def fit(lessons: Iterable[Lesson], precision: float, settings: Settings) -> tuple[Fitted, ...]:
    """What is found of every rule, by name."""
    by_rule: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        by_rule[lesson.rule].append(lesson)
    return tuple(_rule(name, by_rule[name], precision, settings) for name in sorted(by_rule))


def _rule(rule: str, lessons: Sequence[Lesson], precision: float, settings: Settings) -> Fitted:
    z, least = settings.review.fit_sureness, settings.review.fit_least
    applied = sum(x.was is Standing.APPLIED for x in lessons)
    needed = max(least, math.ceil(z * z * precision / (1 - precision)))

    def found(verdict: Verdict, of: Sequence[Lesson], confidence: float | None = None) -> Fitted:
        right = sum(x.right for x in of)
        low, high = wilson(right, len(of), z)
        return Fitted(rule, verdict, len(of), right, low, high, applied, confidence, needed)

    if all(x.mark for x in lessons):
        return found(Verdict.FLAGS, lessons)
    proposed = [x for x in lessons if not x.mark]
    if len(proposed) < least:
        return found(Verdict.TOO_FEW, proposed)
    known = [x for x in proposed if x.confidence is not None]
    if not known:  # joins, which no confidence bounds: all or nothing
        worse = wilson(sum(x.right for x in proposed), len(proposed), z)[1] < precision
        return found(Verdict.SUGGEST if worse else Verdict.UNCLEAR, proposed)
    tails = [[x for x in known if _of(x) >= t] for t in sorted({_of(x) for x in known})]
    for tail in tails:
        if len(tail) >= least and wilson(sum(x.right for x in tail), len(tail), z)[0] >= precision:
            return found(Verdict.CHANGE, tail, min(map(_of, tail)))
    if all(wilson(sum(x.right for x in tail), len(tail), z)[1] < precision for tail in tails):
        return found(Verdict.SUGGEST, known)
    return found(Verdict.UNCLEAR, known)


def _of(lesson: Lesson) -> float:
    assert lesson.confidence is not None
    return lesson.confidence


def wilson(right: int, count: int, z: float) -> tuple[float, float]:
    """The interval of a share, ``z`` standard deviations to either side; (0, 1) for no observation."""
    if not count:
        return 0.0, 1.0
    share = right / count
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    middle = share + z * z / (2 * count)
    whole = 1 + z * z / count
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def table(found: Sequence[Fitted]) -> str:
    """What was found, for people."""
    rows = [f"{'rule':16} {'right':>11}  {'interval':15} verdict"]
    for f in found:
        said = f.verdict.value + (f": {f.confidence:.3g}" if f.confidence is not None else "")
        if f.verdict in (Verdict.TOO_FEW, Verdict.UNCLEAR):
            said += f" (it takes {f.needed}, if all are right)"
        rows.append(f"{f.rule:16} {f.right:>5}/{f.count:<5}  {f.low:.3f} to {f.high:.3f}  {said}")
    return "\n".join(rows)


def to_toml(found: Sequence[Fitted], precision: float, settings: Settings) -> str:
    """The settings with what was fitted, as TOML: those that differ from their defaults, and why the fitted do."""
    repair = settings.repair
    policy = {k: v.value for k, v in repair.policy.items()}
    confidence = dict(repair.rule_confidence)
    reasons = [f"# Fitted to a precision of {precision:g} from decisions of people (lower bound of Wilson's interval)."]
    for f in found:
        reasons.append(f"# {f.rule}: {f.right} of {f.count} right, {f.low:.3f} to {f.high:.3f}; {f.verdict.value}")
        if f.verdict is Verdict.CHANGE and f.confidence is not None:
            confidence[f.rule] = f.confidence
            policy.pop(f.rule, None)
        elif f.verdict is Verdict.SUGGEST:
            policy[f.rule] = Policy.SUGGEST.value
            confidence.pop(f.rule, None)
    fitted = repair.model_copy(update={"policy": policy, "rule_confidence": confidence})
    given = {name: getattr(settings, name) for name in Settings.model_fields} | {"repair": fitted}
    return "\n".join((*reasons, *filter(None, (_differing(name, group) for name, group in given.items())))) + "\n"


def _differing(name: str, group: Group) -> str:
    """The settings of a group that differ from their defaults, and those of the groups in it."""
    default = type(group)()
    plain, inner = [], []
    for field in type(group).model_fields:
        value = getattr(group, field)
        if isinstance(value, Group):
            inner.append(_differing(f"{name}.{field}", value))
        elif value != getattr(default, field):
            plain.append(f"{field} = {toml_value(value)}")
    own = "\n".join(("", f"[{name}]", *plain)) if plain else ""
    return "\n".join(filter(None, (own, *inner)))
