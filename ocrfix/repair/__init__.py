"""Repair: rules that propose edits with evidence, and the applier that alone carries them out.

Imports ``language`` and what stands before it, and the wording of newspapers from ``regions``.
"""

from ocrfix.repair.applier import adopt, apply, decide, recognised, revert, settle
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.run import Repairer
from ocrfix.repair.structure import structured
from ocrfix.repair.view import Passage, Place, View

__all__ = [
    "Context",
    "Passage",
    "Place",
    "Repairer",
    "Rule",
    "Stage",
    "View",
    "adopt",
    "apply",
    "decide",
    "recognised",
    "revert",
    "settle",
    "structured",
]
