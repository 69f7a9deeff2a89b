"""The rules: those of ocrfix and those of installed packages (entry points of the group ``ocrfix.rules``)."""

from __future__ import annotations

from importlib.metadata import entry_points

from ocrfix.errors import UsageError
from ocrfix.repair.rule import Rule
from ocrfix.repair.rules import BUILT_IN
from ocrfix.settings.repair import RepairSettings

GROUP = "ocrfix.rules"


def rules(settings: RepairSettings) -> tuple[Rule, ...]:
    """All rules that are switched on, in the order in which they are asked.

    Raises:
        UsageError: a rule that is to be switched off does not exist, two rules share a name, or a
            package offers something that is no rule.
    """
    found: dict[str, Rule] = {}
    for rule in (*BUILT_IN, *_installed()):
        if rule.name in found:
            raise UsageError(
                f"two repair rules are called {rule.name!r}",
                next_step="Remove one of the packages that bring them.",
            )
        found[rule.name] = rule
    for name in (*settings.off, *settings.policy, *settings.rule_confidence):
        if name not in found:
            raise UsageError(f"there is no repair rule {name!r}", next_step=f"Known rules: {', '.join(sorted(found))}.")
    on = (r for r in found.values() if r.name not in settings.off)
    return tuple(sorted(on, key=lambda r: (r.rank, r.name)))


def _installed() -> tuple[Rule, ...]:
    offered = []
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        rule = point.load()
        if not isinstance(rule, Rule):
            raise UsageError(
                f"the entry point {point.name!r} of {GROUP} is no repair rule",
                next_step="It must name an object of ocrfix.repair.Rule.",
            )
        offered.append(rule)
    return tuple(offered)
