"""Asks the rules and hands what they find to the applier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.language import Confusions, LanguageModel, Lexicon
from ocrfix.page import Edit, Operation, Page, Standing, TextLine
from ocrfix.repair import applier, registry
from ocrfix.repair.account import Account, account
from ocrfix.repair.calibration import Calibration
from ocrfix.repair.estimate import estimated
from ocrfix.repair.rule import FLAGS_ONLY, Context, Rule, Stage
from ocrfix.repair.second import Reader, reread
from ocrfix.repair.structure import structured
from ocrfix.repair.tesseract import Tesseract
from ocrfix.repair.view import View
from ocrfix.scan import Raster
from ocrfix.settings.repair import Policy, RepairSettings, SecondReader

_CEILING = {
    Policy.CHANGE: Standing.APPLIED,
    Policy.SUGGEST: Standing.SUGGESTED,
    Policy.FLAG: Standing.FLAGGED,
}
_ORDER = (Standing.FLAGGED, Standing.SUGGESTED, Standing.APPLIED)


_Seen = tuple[tuple[TextLine, ...], frozenset[str]]
"""What a rule's answer depends on: the text and which lines are joined."""


def _seen(page: Page) -> _Seen:
    joins = (e.id for e in page.edits if e.operation is Operation.JOIN and e.standing is Standing.APPLIED)
    return page.lines, frozenset(joins)


def _same_text(page: Page, after: Page) -> bool:
    return all(a is b or a == b for a, b in zip(page.lines, after.lines, strict=True))


class Repairer:
    """Repairs pages with one language model, loaded once.

    Raises:
        UsageError: a rule named in the settings does not exist.
        UnreadableInput: the language model or the table of calibration cannot be read.
        EngineMissing: the second reader is not installed.
    """

    def __init__(
        self,
        settings: RepairSettings | None = None,
        language: LanguageModel | None = None,
        lexicon: Lexicon | None = None,
        confusions: Confusions | None = None,
    ) -> None:
        self.settings = settings or RepairSettings()
        self.language = language or LanguageModel.load()
        self.lexicon = lexicon or Lexicon.load()
        self.confusions = confusions or Confusions.load()
        self.calibration = Calibration.load(self.settings.calibration)
        self.rules = registry.rules(self.settings)
        wanted = self.settings.second_reader is SecondReader.TESSERACT
        self.witnesses: tuple[Reader, ...] = (Tesseract.find(),) if wanted else ()

    def ink(self, page: Page, raster: Raster | None = None, reader: Reader | None = None) -> Page:
        """What ink and boxes alone decide. For pages with geometry, before the reading order is sought.

        With a raster and its reader doubtful lines are read again first, if the settings say so.
        """
        if raster is not None and reader is not None and (self.settings.second_readings or self.witnesses):
            lines = reread(page.lines, raster, reader, self.settings, self.witnesses)
            page = replace(page, lines=lines)
        rules = [r for r in self.rules if r.stage is Stage.INK]
        return self._flag(self._change(page, rules, raster), rules, raster)

    def text(self, page: Page, raster: Raster | None = None) -> Page:
        """What needs the sentence across line and column ends. Blocks keep up with their lines.

        With a raster (in whose pixels the page's boxes are) the page gets its ink account; where confidences are
        known its articles get an estimate of the errors left.
        """
        rules = [r for r in self.rules if r.stage is Stage.TEXT]
        page = self._change(page, rules, raster)
        inked = raster is not None and any(line.polygon is not None for line in page.lines)
        found = account(page, raster, self.settings) if raster is not None and inked else None
        page = self._flag(page, rules, raster, found)
        page = replace(page, ink=found.total) if found is not None else page
        return estimated(page, self.calibration)

    def page(self, page: Page, raster: Raster | None = None) -> Page:
        """All rules. Text without geometry is grouped into paragraphs and articles as well."""
        if all(line.polygon is None for line in page.lines):
            return structured(self.text(page, raster), self.settings)
        return self.text(self.ink(page, raster), raster)

    def propose(
        self,
        page: Page,
        rule: Rule,
        raster: Raster | None = None,
        found: Account | None = None,
        view: View | None = None,
    ) -> tuple[Edit, ...]:
        """What one rule proposes that the page does not know yet, as far as the settings let it go. ``found`` is
        the ink account of the page as it stands, ``view`` its view where it was made already."""
        known = {e.id for e in page.edits}
        context = Context(self.settings, self.language, self.lexicon, self.confusions, raster, found, view)
        return tuple(self._limited(e) for e in rule.propose(page, context) if e.id not in known)

    def _change(self, page: Page, rules: Sequence[Rule], raster: Raster | None) -> Page:
        seen: dict[str, _Seen] = {}
        view = View.of(page)
        for _ in range(self.settings.rounds):
            asked = False
            for rule in (r for r in rules if r.rank < FLAGS_ONLY):
                now = _seen(page)
                if seen.get(rule.name) != now:
                    seen[rule.name], asked = now, True
                    after = applier.apply(page, self.propose(page, rule, raster, view=view))
                    if after is not page:
                        page, view = after, View.of(after)
            if not asked:
                break
        return page

    def _flag(self, page: Page, rules: Sequence[Rule], raster: Raster | None, found: Account | None = None) -> Page:
        view = View.of(page)
        for rule in (r for r in rules if r.rank >= FLAGS_ONLY):
            after = applier.apply(page, self.propose(page, rule, raster, found, view))
            view = replace(view, page=after) if _same_text(page, after) else View.of(after)
            page = after
        return page

    def _limited(self, edit: Edit) -> Edit:
        settings = self.settings
        ceilings = [edit.standing, _CEILING[settings.policy.get(edit.rule, Policy.CHANGE)]]
        joins = edit.operation is Operation.JOIN  # changes no character: how sure a join must be is its rule's matter
        sure = 0.0 if joins else settings.change_confidence
        confidence = edit.confidence
        if edit.operation is Operation.MARK or (
            confidence is not None and confidence < settings.suggest_confidence and not joins
        ):
            ceilings.append(Standing.FLAGGED)
        elif confidence is not None and confidence < settings.rule_confidence.get(edit.rule, sure):
            ceilings.append(Standing.SUGGESTED)
        return replace(edit, standing=min(ceilings, key=_ORDER.index))
