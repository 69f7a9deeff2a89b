"""The press's articles: well formed, readable by the recogniser, evenly split; faults are refused."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from benchmarks.press import articles as press

HEAD = "---\nid: a\nscript: hans\ngenre: brief\nset: fit\nheadline: [标题]\n"
BODY = "---\n" + "正文里的一句话，不长不短。" * 6 + "\n"


@pytest.fixture(scope="module")
def articles() -> tuple[press.Article, ...]:
    return press.load_articles()


@pytest.fixture(scope="module")
def newspapers() -> tuple[press.Newspaper, ...]:
    return press.load_newspapers()


@pytest.fixture(scope="module")
def readable() -> frozenset[str]:
    """The characters that the embedded recogniser can output; it adds the space itself."""
    runtime = pytest.importorskip("onnxruntime")
    folder = Path(pytest.importorskip("rapidocr").__file__).parent / "models"
    session = runtime.InferenceSession(str(folder / "PP-OCRv6_rec_small.onnx"), providers=["CPUExecutionProvider"])
    return frozenset(session.get_modelmeta().custom_metadata_map["character"].split("\n")) | {" "}


def test_ids_and_texts_are_unique(articles: tuple[press.Article, ...]) -> None:
    assert max(Counter(article.id for article in articles).values()) == 1
    headlines = Counter(article.headline for article in articles if article.headline)
    assert max(headlines.values()) == 1
    long = Counter(text for article in articles for text in article.paragraphs if len(text) > 30)
    assert max(long.values()) == 1


def test_every_character_can_be_read_or_is_rare_on_purpose(
    articles: tuple[press.Article, ...], newspapers: tuple[press.Newspaper, ...], readable: frozenset[str]
) -> None:
    outside = {article.id: set("".join(article.texts())) - readable - article.rare for article in articles}
    outside |= {paper.id: set("".join(paper.texts())) - readable - set("{}") for paper in newspapers}
    assert {key: chars for key, chars in outside.items() if chars} == {}
    listed = {article.id: article.rare - (set("".join(article.texts())) - readable) for article in articles}
    assert {key: chars for key, chars in listed.items() if chars} == {}


def test_there_is_enough_of_each_script(articles: tuple[press.Article, ...]) -> None:
    long = Counter(str(article.script) for article in articles if article.genre != "brief")
    for script, least in {"hans": 40, "hant": 14, "hant-1930s": 10, "latin": 4}.items():
        assert long[script] >= least, script
    assert sum(article.genre == "brief" for article in articles) >= 25
    assert sum(article.jumpable for article in articles) >= 10
    assert sum(article.short is not None for article in articles) >= 30


@pytest.mark.parametrize("split", get_args(press.Split))
def test_each_set_covers_every_genre_and_script(articles: tuple[press.Article, ...], split: str) -> None:
    chosen = [article for article in articles if article.set == split]
    assert {article.genre for article in chosen} == set(get_args(press.Genre))
    assert {article.script for article in chosen} == set(get_args(press.Script))
    share = sum(article.size for article in chosen) / sum(article.size for article in articles)
    assert 0.45 < share < 0.55


def test_articles_are_frozen_and_folios_can_be_filled(
    articles: tuple[press.Article, ...], newspapers: tuple[press.Newspaper, ...]
) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        articles[0].id = "other"  # type: ignore[misc]
    for paper in newspapers:
        for text in (*paper.folios, *paper.jumps_to, *paper.jumps_from):
            assert "{" not in text.format(page=3, section=paper.sections[0], date=paper.dates[0])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HEAD.replace("brief", "poem") + BODY, "genre"),
        (HEAD.replace("id: a", "id: b") + BODY, "name of the file"),
        (HEAD + "colour: red\n" + BODY, "unknown keys"),
        (HEAD + "short: 一二三四五六七八九十\n" + BODY, "short headline"),
        (HEAD + "---\n太短。\n", "60 to 150"),
        (HEAD + BODY + "\n## 小标题\n", "last subhead"),
        (HEAD + BODY + "\n| 一 | 二 |\n| 三 |\n", "differ in length"),
        (HEAD + BODY.replace("句", "\u200b"), "disallowed character"),
        (HEAD + BODY + "第一行\n第二行\n", "one line"),
        ("没有前言\n", "front matter"),
        (HEAD + "deck: [\n" + BODY, "a.md"),
    ],
)
def test_the_loader_names_the_fault(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(press.ArticleError, match=fault):
        press.read_article(path)


def test_an_article_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    table = "\n| 时间 | 数 |\n| 18:30 | 1.50 |\n"
    captions = "captions:\n  - {text: 图中的人在笑。, credit: 某某 摄}\n"
    path.write_text(HEAD + captions + BODY + "\n## 小标题\n\n又一段。\n" + table, encoding="utf-8")
    article = press.read_article(path)
    assert [block.kind for block in article.body] == ["paragraph", "subhead", "paragraph"]
    assert article.table == (("时间", "数"), ("18:30", "1.50"))
    assert article.captions == (press.Caption("图中的人在笑。", "某某 摄"),)
    assert get_args(press.Script)[0] == article.script
