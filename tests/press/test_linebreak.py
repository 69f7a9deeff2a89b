"""Chinese line breaking: what may not begin or end a line, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.press.fonts import Face
from benchmarks.press.linebreak import NO_END, NO_START, Rules, break_line, can_break, cells_of

SIZE = 20
HAN = "国家发展改革委员会有关负责人表示今年以来各地区各部门"
MARKS = "，。、；：？！）」》"
OPENERS = "（「《"


@pytest.fixture(scope="module")
def face() -> Face:
    return Face("serif-sc", SIZE)


def broken(text: str, face: Face, width: float, rules: Rules, vertical: bool = False) -> list[tuple[str, str, float]]:
    cells, i, out = cells_of(text, face, vertical), 0, []
    while i < len(cells):
        line, i = break_line(cells, i, width, rules, vertical)
        out.append((line.text, line.join, line.width))
    return out


words = st.sampled_from(["A4", "WTO", "2026", "12.5%", "Kaltenbrück", "——", "……"])
pieces = st.lists(
    st.one_of(st.text(HAN, min_size=1, max_size=9), st.sampled_from(list(MARKS)), words,
              st.tuples(st.sampled_from(OPENERS), st.text(HAN, min_size=1, max_size=4)).map("".join)),
    min_size=3, max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(text=pieces, ems=st.integers(8, 22), squeeze=st.booleans(), vertical=st.booleans())
def test_rules_hold(face: Face, text: str, ems: int, squeeze: bool, vertical: bool) -> None:
    rules = Rules(squeeze=squeeze)
    lines = broken(text, face, ems * SIZE, rules, vertical)
    assert "".join(t + j for t, j, _ in lines) == text
    cells = cells_of(text, face, vertical)
    at = 0
    for text_of_line, join, width in lines[:-1]:
        start, at = at, at + len(text_of_line) + len(join)
        possible = [k for k in range(start + 1, at) if can_break(cells, k)]
        if possible or can_break(cells, at):
            assert can_break(cells, at), (text_of_line, text[at : at + 4])
        assert width <= ems * SIZE + SIZE * 0.02
        if can_break(cells, at):
            assert text[at] not in NO_START or text_of_line[-1].isspace()
            assert text_of_line[-1] not in NO_END


def test_lines_are_justified(face: Face) -> None:
    text = "今年前三季度，全省WTO相关出口额达到2026亿元，同比增长12.5%，（其中民营企业占六成）。" * 3
    lines = broken(text, face, 11.3 * SIZE, Rules())
    assert len(lines) > 5
    for _, _, width in lines[:-1]:
        assert abs(width - 11.3 * SIZE) < 0.6 * SIZE


def test_words_stay_whole(face: Face) -> None:
    for text, _, _ in broken("在萨克森州Kaltenbrück举行的Photovoltaik展览会上，EUR汇率" * 4, face, 12 * SIZE, Rules()):
        assert text.count("Kaltenbrück") == text.count("Kalten")
        assert not text.endswith("Photo")


def test_hyphenation_is_marked_and_undone(face: Face) -> None:
    text = "技术名词Photovoltaikanlagenbau由此而来，译作光伏工程Photovoltaikanlagenbau。"
    cells, i, whole, hyphens = cells_of(text, face, False), 0, "", 0
    while i < len(cells):
        line, i = break_line(cells, i, 9 * SIZE, Rules(hyphenate=True), False)
        hyphens += line.hyphen
        whole += line.text[:-1] if line.hyphen else line.text + line.join
    assert whole == text and hyphens > 0
