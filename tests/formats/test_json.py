"""JSON files and their refusals; one article a line in JSON Lines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ocrfix.errors import UnreadableInput
from ocrfix.formats import json as json_format
from ocrfix.formats import jsonl
from ocrfix.page import (
    Article,
    Block,
    Box,
    Document,
    Edit,
    Glyph,
    Jump,
    JumpWay,
    Kind,
    Operation,
    Page,
    Source,
    Span,
    Standing,
    TextLine,
)  # fmt: skip


def line(name: str, text: str, top: float) -> TextLine:
    glyphs = tuple(
        Glyph(c, Box(10 * i, top, 10 * i + 10, top + 12), 0.8 if i else 0.6) for i, c in enumerate(text)
    )
    return TextLine(name, Box(0, top, 10 * len(text), top + 12).polygon, glyphs)


ONE = Page(
    "d-0001",
    200,
    300,
    Source("d.tif", 1, "ab12"),
    lines=(line("l1", "老桥", 0), line("l2", "清晨五点", 20), line("l3", "灯亮了", 40)),
    articles=(
        Article(
            "a1",
            (
                Block(Kind.HEADLINE, "老桥", (Span("l1", 0, 2),)),
                Block(Kind.PARAGRAPH, "清晨五点灯亮", (Span("l2", 0, 4), Span("l3", 0, 2))),
            ),
        ),
    ),
    made_by={"ocrfix": "0.1.0"},
)
TWO = Page("d-0002", lines=(line("l1", "人多了", 0),))
ISSUE = Document(
    "d",
    (ONE, TWO),
    (
        Article(
            "i1",
            (*ONE.articles[0].blocks, Block(Kind.PARAGRAPH, "人多了", (Span("l1", 0, 3),), "d-0002")),
            pages=("d-0001", "d-0002"),
            jumps=(Jump(JumpWay.TO, "（下转2版）", "2", "d-0002"),),
        ),
    ),
)


def test_pages_and_issues_are_told_apart() -> None:
    assert json_format.read(json_format.write(ONE), "d.json") == ONE
    assert json_format.read_document(json_format.write_document(ISSUE), "d.issue.json") == ISSUE
    with pytest.raises(UnreadableInput, match=r"d\.issue\.json: this is a whole issue"):
        json_format.read(json_format.write_document(ISSUE), "d.issue.json")
    with pytest.raises(UnreadableInput, match="this is a page"):
        json_format.read_document(json_format.write(ONE), "d.json")


def test_a_newer_file_asks_for_a_newer_ocrfix() -> None:
    data = json.dumps({"schema": "ocrfix/page", "version": 99, "page": {}}).encode()
    with pytest.raises(UnreadableInput, match=r"99.*newer.*Install a newer ocrfix"):
        json_format.read(data, "p.json")


def test_jsonl_has_an_article_a_line_with_boxes_and_confidence() -> None:
    (record,) = map(json.loads, jsonl.write(ONE).decode().splitlines())
    assert record["id"] == "d-0001#a1"
    assert record["headline"] == "老桥"
    assert record["text"] == "老桥\n\n清晨五点灯亮"
    assert record["source"] == {"file": "d.tif", "page": 1, "sha256": "ab12"}
    assert record["blocks"][1]["boxes"] == [[0, 20, 40, 32], [0, 40, 20, 52]]
    assert record["blocks"][1]["confidence"] == pytest.approx((0.6 + 3 * 0.8 + 0.6 + 0.8) / 6, abs=1e-4)
    assert record["confidence"] == pytest.approx((3 * 0.6 + 5 * 0.8) / 8, abs=1e-4)
    assert record["made_by"] == {"ocrfix": "0.1.0"}


def test_jsonl_follows_an_article_over_pages() -> None:
    (record,) = map(json.loads, jsonl.write_document(ISSUE).decode().splitlines())
    assert record["pages"] == ["d-0001", "d-0002"]
    assert record["blocks"][2]["page"] == "d-0002"
    assert record["blocks"][2]["boxes"] == [[0, 0, 30, 12]]
    assert record["jumps"][0]["resolved"] == "d-0002"


def test_an_issue_without_joined_articles_has_those_of_its_pages() -> None:
    assert jsonl.write_document(Document("d", (ONE, TWO))) == jsonl.write(ONE)


def test_jsonl_counts_spans_in_lines_as_recognised() -> None:
    """What an edit took from the beginning of a line shifts no box."""
    whole = line("l1", "请老桥下", 0)
    gone = Edit("e", "r", 1, Operation.DELETE, (Span("l1", 0, 1),), whole.glyphs[:1], standing=Standing.APPLIED)
    block = Block(Kind.PARAGRAPH, "下", (Span("l1", 3, 4),))
    left = replace(whole, glyphs=whole.glyphs[1:])
    page = Page("p", lines=(left,), articles=(Article("a", (block,)),), edits=(gone,))
    assert json.loads(jsonl.write(page))["blocks"][0]["boxes"] == [[30, 0, 40, 12]]


def test_unknown_confidence_is_null_and_never_zero() -> None:
    page = Page("p", articles=(Article("a", (Block(Kind.PARAGRAPH, "无"),)),))
    record = json.loads(jsonl.write(page))
    assert record["confidence"] is None
    assert record["blocks"][0]["confidence"] is None
