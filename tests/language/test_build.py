from __future__ import annotations

import gzip
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from ocrfix.errors import UnreadableInput
from ocrfix.language import LanguageModel, build
from ocrfix.language.counts import count_text, merge, vocabulary_of
from ocrfix.language.kneser_ney import discounts, estimate, mixed
from ocrfix.settings.language import LanguageSettings

TEXT = "河边的小镇很安静。小镇的人们爱看报。人们在河边看报，很安静。\n" * 3
TEXT += "河边的船很小。报上说小镇安静。\n"
SMALL = LanguageSettings(floor=1, budget=1_000_000, open_vocabulary=1000)


def corpus(folder: Path, text: str = TEXT, name: str = "town.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def total(model: LanguageModel, before: str, chars: str) -> float:
    return float(sum(np.exp(-model.surprisal(before + c)[-1]) for c in chars))


def test_every_context_sums_to_one_with_the_unseen(tmp_path: Path) -> None:
    """Seen tokens and the share of unseen characters together carry all probability."""
    tables = [count_text([TEXT], 1)]
    names = vocabulary_of(tables)
    model = estimate(merge(tables, names), open_vocabulary=1000)
    unseen = (1000 - len(names)) * np.exp(model.p1[names.index("#")])
    assert np.exp(model.p1).sum() + unseen == pytest.approx(1)
    build([corpus(tmp_path)], tmp_path / "m.npz", SMALL)
    loaded = LanguageModel.load(tmp_path / "m.npz")
    chars = "".join(sorted(set(TEXT) - {"\n"}))
    for before in ("河", "小镇", "很安", "报"):
        seen = total(loaded, before, chars)
        rest = (1000 - len(chars)) * np.exp(-loaded.surprisal(before + "鑫")[-1])
        assert seen + rest == pytest.approx(1, abs=0.08)  # one byte a probability


def test_what_was_seen_is_less_surprising(tmp_path: Path) -> None:
    build([corpus(tmp_path)], tmp_path / "m.npz", SMALL)
    model = LanguageModel.load(tmp_path / "m.npz")
    assert model.logprob("小镇的人们") > model.logprob("镇小们的人")
    assert not model.knows("鑫") and model.knows("镇")


def test_tables_and_text_count_alike(tmp_path: Path) -> None:
    table = tmp_path / "town.tsv.gz"
    with gzip.open(table, "wt", encoding="utf-8") as out:
        for gram, count in count_text([TEXT], 1).items():
            out.write(f"{' '.join(gram)}\t{count}\n")
    build([table], tmp_path / "a.npz", SMALL, {"sources": "the town"})
    build([corpus(tmp_path)], tmp_path / "b.npz", SMALL, {"sources": "the town"})
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_markdown_marks_are_not_counted() -> None:
    assert ("#",) not in count_text(["小镇"], 1)


def test_a_mixture_lies_between_its_parts() -> None:
    tables = [count_text(["小镇安静。" * 9], 1), count_text(["小船安静。" * 9], 1)]
    names = vocabulary_of(tables)
    parts = [estimate(merge([t], names), 1000) for t in tables]
    both = mixed(parts)
    low = np.minimum(parts[0].p1, parts[1].p1)
    high = np.maximum(parts[0].p1, parts[1].p1)
    assert np.all(both.p1 >= low - 1e-9) and np.all(both.p1 <= high + 1e-9)


def test_the_budget_prunes(tmp_path: Path) -> None:
    chars = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
    text = "。".join("".join(t) for t in product(chars, repeat=3))
    whole = build([corpus(tmp_path, text)], tmp_path / "a.npz", SMALL)
    less = build([tmp_path / "town.txt"], tmp_path / "b.npz", SMALL.model_copy(update={"budget": 20_000}))
    assert less["trigrams"] < whole["trigrams"] / 2
    assert np.isfinite(LanguageModel.load(tmp_path / "b.npz").logprob(text[:500]))


def test_discounts_grow_with_the_count() -> None:
    numbers = np.repeat(np.arange(3, 40), [int(200_000 / r**2) for r in range(3, 40)]).astype(float)
    taken, mean = discounts(numbers)
    assert 0 < taken.once < taken.twice < taken.more < 2.9
    assert 1 < mean < 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b""])
def test_bad_corpora_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match="bad"):
        build([path], tmp_path / "m.npz")


def test_a_bad_table_and_a_bad_model_are_refused(tmp_path: Path) -> None:
    table = corpus(tmp_path, "河\tmany\n", "bad.tsv")
    with pytest.raises(UnreadableInput, match="no count table"):
        build([table], tmp_path / "m.npz")
    with pytest.raises(UnreadableInput, match="no language model"):
        LanguageModel.load(table)
    with pytest.raises(UnreadableInput):
        LanguageModel.load(tmp_path / "missing.npz")
