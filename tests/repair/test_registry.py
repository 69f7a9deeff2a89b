from __future__ import annotations

from collections import Counter
from importlib.metadata import EntryPoint, EntryPoints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocrfix.errors import UsageError
from ocrfix.page import Operation, Standing
from ocrfix.repair import Repairer, Rule, Stage, apply, registry, revert
from ocrfix.repair.rules import BUILT_IN
from ocrfix.settings.repair import Policy, RepairSettings
from tests.repair.made_up import repaired, repairer, text_page

OWN = Rule("own", 1, Stage.TEXT, 60, lambda page, context: (), "a rule of a user")
TEXT = "昨天下午，，市民服务中心启用，预计每天接待 市民上千人次。"


def test_rules_have_names_and_stories() -> None:
    names = [r.name for r in BUILT_IN]
    assert len(set(names)) == len(names)
    assert all(r.about.endswith(".") and r.version >= 1 for r in BUILT_IN)


def test_a_rule_can_be_added_and_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("own", "tests.repair.test_registry:OWN", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: EntryPoints([point]))
    assert "own" in [r.name for r in registry.rules(RepairSettings())]
    assert "own" not in [r.name for r in registry.rules(RepairSettings(off=("own",)))]


@pytest.mark.parametrize("value", ["tests.repair.test_registry:TEXT", "ocrfix.repair.rules.join:RULE"])
def test_what_is_no_rule_or_is_twice_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    point = EntryPoint("bad", value, registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: EntryPoints([point]))
    with pytest.raises(UsageError):
        registry.rules(RepairSettings())


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UsageError, match="no repair rule 'spaces'"):
        registry.rules(RepairSettings(off=("spaces",)))


def test_switched_off_means_untouched() -> None:
    page = repaired(TEXT, RepairSettings(off=("doubled-mark", "stray-space")))
    assert page.lines == text_page(TEXT).lines


@pytest.mark.parametrize(
    ("policy", "standing"), [(Policy.SUGGEST, Standing.SUGGESTED), (Policy.FLAG, Standing.FLAGGED)]
)
def test_policy_lowers_what_a_rule_may_do(policy: Policy, standing: Standing) -> None:
    page = repaired(TEXT, RepairSettings(policy={"doubled-mark": policy}))
    assert [e.standing for e in page.edits if e.rule == "doubled-mark"] == [standing]
    assert "，，" in page.lines[0].text


def test_policy_never_raises() -> None:
    text = "他说:“这里变化真大，我都认不出来了。"
    page = repaired(text, RepairSettings(policy={"unbalanced": Policy.CHANGE}))
    assert [e.standing for e in page.edits if e.operation is Operation.MARK] == [Standing.FLAGGED]


PIECES = st.sampled_from(
    ["市图书馆新馆开馆", "，", "。", " ", "\n", "\n\n", "(", ")", "))", '"', "，，", "“", "”", "昨天上午", "记者获悉",
     "方便市民借阅图书报刊", "3:2", "Ａ", "the ", "AB", "的", "重点工作任", "务已经完成", "　　", "…", "——", "□", "𠮷"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_any_text_keeps_the_invariants(text: str) -> None:
    plain = text_page(text)
    worker = repairer()
    page = worker.page(plain)
    assert revert(page).lines == plain.lines
    assert worker.page(page) == page
    assert apply(plain, tuple(reversed(page.edits))).lines == page.lines
    written = Counter(c for b in page.blocks for c in b.text if not c.isspace())
    assert written == Counter(c for line in page.lines for c in line.text if not c.isspace())
    put = {g.text for e in page.edits for g in e.inserted}
    assert {g.text for line in page.lines for g in line.glyphs} <= put | set(text)


def test_settings_say_why() -> None:
    for name, field in RepairSettings.model_fields.items():
        assert field.description, name


def test_one_worker_serves_many_pages() -> None:
    worker: Repairer = repairer()
    first = worker.page(text_page(TEXT))
    worker.page(text_page("另一页。"))
    assert worker.page(text_page(TEXT)) == first
