from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.language import Confusions, LanguageModel, Lexicon
from ocrfix.language.model import DEFAULT
from ocrfix.language.tokens import is_han

MODEL = LanguageModel.load()


@pytest.fixture
def model() -> LanguageModel:
    return MODEL


TEXT = st.text(st.sampled_from("社区居民在河边散步。今天的报纸已经送到 \n　AbC123（《，「"), max_size=40) | st.text(
    max_size=20
)


def test_the_package_model_is_small_and_loads_at_once() -> None:
    assert DEFAULT.stat().st_size <= 6_000_000
    best = min(_seconds(LanguageModel.load) for _ in range(3))
    assert best < 0.5  # 0.03 s on an idle machine


def _seconds(call: object) -> float:
    start = time.perf_counter()
    call()  # type: ignore[operator]
    return time.perf_counter() - start


@given(text=TEXT)
def test_one_finite_value_a_character(text: str) -> None:
    values = MODEL.surprisal(text)
    assert values.shape == (len(text),)
    assert np.isfinite(values).all() and (values >= 0).all()


@given(texts=st.lists(TEXT, min_size=1, max_size=4), rights=st.lists(TEXT, min_size=1, max_size=4))
def test_the_matrix_is_all_pairs(texts: list[str], rights: list[str]) -> None:
    model = MODEL
    matrix = model.seam_matrix(texts, rights)
    assert matrix.shape == (len(texts), len(rights))
    assert np.isfinite(matrix).all()
    for i, left in enumerate(texts):
        for j, right in enumerate(rights):
            assert matrix[i, j] == pytest.approx(model.seam(left, right))


def test_logprob_is_the_sum(model: LanguageModel) -> None:
    text = "记者昨日从市交通局获悉"
    assert model.logprob(text) == pytest.approx(-model.surprisal(text).sum())
    assert model.logprob("") == 0


def test_seam_is_what_the_trigrams_say(model: LanguageModel) -> None:
    """The running part of a seam equals the surprisal of the joined text."""
    left, right, other = "昨日召开新闻发", "布会介绍情况", "园里的菊花"
    joined = [-model.surprisal(left + r)[len(left) : len(left) + 2].sum() for r in (right, other)]
    alone = [model.logprob(r[:2]) for r in (right, other)]
    begun = [-model.surprisal("。" + r[:2])[1:].sum() for r in (right, other)]
    seams = model.seam_matrix([left], [right, other])[0]
    for seam, run, free, start in zip(seams, joined, alone, begun, strict=True):
        assert seam == pytest.approx(run - np.logaddexp(free, start) + np.log(2))
    assert seams[0] > 3 and seams[1] < 0


def test_nothing_runs_on_from_nothing(model: LanguageModel) -> None:
    assert model.seam("", "今天") == 0
    assert model.seam("今天", " ") == 0
    assert model.seam("会议结束。", "的时候") < 3


def test_forms_of_one_text_score_alike(model: LanguageModel) -> None:
    assert model.logprob("國務院關於漢語") == pytest.approx(model.logprob("国务院关于汉语"))
    assert model.logprob("他说：“好”（笑）") == pytest.approx(model.logprob("他说:「好」[笑]"))
    assert model.logprob("在2024年") == pytest.approx(model.logprob("在１９９９年"))
    assert model.logprob("用 OCR 识别") == pytest.approx(model.logprob("用ABC识别"))
    assert len(model.surprisal("後來，發現")) == 5


def test_rare_and_strange_characters_are_no_error(model: LanguageModel) -> None:
    assert model.surprisal("𠮷😀□鱻")[0] > 8
    assert not model.knows("𠮷")


def test_backwards_text_is_noticed(model: LanguageModel) -> None:
    text = "全国人民代表大会常务委员会"
    assert model.prefers_reversed(text) < -10
    assert model.prefers_reversed(text[::-1]) > 10


def test_speed(model: LanguageModel) -> None:
    text = "昨天上午，市政府召开会议，研究部署下一阶段重点工作。" * 4_000
    model.surprisal(text)
    assert _seconds(lambda: model.surprisal(text)) < 0.8  # 0.05 s on an idle machine


def test_lexicon_reads_words_across_a_cut() -> None:
    lexicon = Lexicon(["新闻", "新闻发布会", "发布"])
    assert lexicon.across("召开新闻发", "布会介绍") == "新闻发布会"
    assert lexicon.across("召开", "介绍") == ""
    assert "发布" in lexicon and "介绍" not in lexicon


def test_the_default_lexicon_is_jiebas() -> None:
    assert "北京" in Lexicon.load()


@given(text=TEXT.filter(lambda t: t.strip()), char=st.sampled_from("的人报河鑫"), where=st.integers(0, 99))
def test_a_gain_is_the_difference_of_two_texts(text: str, char: str, where: int) -> None:
    model = MODEL
    places = [i for i, c in enumerate(text) if c not in "。；" and model.knows(c) and is_han(c)]
    if not places:
        return
    at = places[where % len(places)]
    swapped = text[:at] + char + text[at + 1 :]
    (gain,) = model.gains(text, [at], [char])
    assert gain == pytest.approx(model.logprob(swapped) - model.logprob(text), abs=1e-6)


def test_look_alikes_are_near() -> None:
    table = Confusions.load()
    for one, other in ("人入", "未末", "土士", "己已", "大太", "干千"):
        assert other in [c for c, _ in table.of(one)], one
    assert table.of("A") == ()


def test_forms_of_the_other_script() -> None:
    model = LanguageModel.load()
    assert model.folded("裝滿A的房間，裡外") == "装满A的房间，里外"
    assert model.forms("满") == 1 and model.forms("人") == 0 and model.forms("里") > 1
