"""Stories that run from page to page, and articles set in another script."""

from __future__ import annotations

import re

from benchmarks.press.articles import load_articles
from benchmarks.press.issue import make_issue
from benchmarks.press.supplement import han_number, old_dress


def test_a_story_runs_on_and_comes_together_again() -> None:
    issue = make_issue(3, script="hans", em=18)
    first, second = (p.record for p in issue.pages)
    out = [a for a in first.articles if a.jump_to]
    back = [a for a in second.articles if a.jump_from]
    assert len(out) == len(back) == 1 and out[0].source == back[0].source
    assert [b.kind for b in out[0].printed].count("jump-note") == 1
    assert [b.kind for b in back[0].printed].count("jump-note") == 1
    source = next(a for a in load_articles() if a.id == out[0].source)
    for block in source.body:
        assert issue.markdown.count(block.text) == 1
    note = next(b.text for b in out[0].printed if b.kind == "jump-note")
    assert re.search(r"\d|[一二三四]", note)
    assert note in issue.pages[0].markdown and note not in issue.markdown


def test_han_numbers() -> None:
    assert [han_number(t) for t in ("7", "10", "18", "38", "312", "4.87", "2026")] == [
        "七", "十", "十八", "三十八", "三一二", "四點八七", "二〇二六"]  # fmt: skip
    assert old_dress("增長2.3%，共86台。") == "增長百分之二點三、共八十六台、"
