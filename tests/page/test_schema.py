"""Versioned JSON: lossless, upgraded from older versions, refused from newer ones."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from ocrfix.formats.schema import files
from ocrfix.page import Document, Glyph, Page, TextLine
from ocrfix.page.schema import UPGRADES, VERSION, SchemaError, dumps, json_schema, loads, upgraded
from tests.pages import pages

SLOW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
PAGE = jsonschema.Draft202012Validator(json_schema("page"))
DOCUMENT = jsonschema.Draft202012Validator(json_schema("document"))


@SLOW
@given(pages())
def test_nothing_is_lost(page: Page) -> None:
    assert loads(dumps(page)) == page
    document = Document("d", (page,), page.articles)
    assert loads(dumps(document)) == document


@SLOW
@given(pages())
def test_what_is_written_follows_the_published_schema(page: Page) -> None:
    PAGE.validate(json.loads(dumps(page)))
    DOCUMENT.validate(json.loads(dumps(Document("d", (page,)))))


def test_the_published_schemas_are_in_step() -> None:
    for path, content in files().items():
        assert path.read_text(encoding="utf-8") == content, "run `python -m ocrfix.formats.schema`"


def test_the_schemas_are_schemas() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema("page"))
    jsonschema.Draft202012Validator.check_schema(json_schema("document"))


def test_the_schema_refuses_what_is_no_page() -> None:
    for wrong in (
        {"schema": "ocrfix/page", "version": VERSION + 1, "page": {"name": "p"}},
        {"schema": "ocrfix/page", "version": VERSION},
        {"schema": "ocrfix/page", "version": VERSION, "page": {"name": "p", "colour": "red"}},
        {"schema": "ocrfix/page", "version": VERSION, "page": {"name": 5}},
    ):
        with pytest.raises(jsonschema.ValidationError):
            PAGE.validate(wrong)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "no valid JSON"),
        (b"\xff\xfe", "no valid JSON"),
        (b"{", "no valid JSON"),
        (b"[]", "not ocrfix's"),
        (b'{"pages": []}', "not ocrfix's"),
        (b'{"schema": "ocrfix/novel", "version": 1}', "unknown schema"),
        (b'{"schema": "ocrfix/page"}', "version is missing"),
        (b'{"schema": "ocrfix/page", "version": true}', "version is missing"),
        (b'{"schema": "ocrfix/page", "version": 1}', "damaged at page"),
        (b'{"schema": "ocrfix/page", "version": 0, "page": {}}', "no longer be read"),
        (b'{"schema": "ocrfix/page", "version": 1, "page": {"name": "p", "width": -1}}', "both sizes"),
        (b'{"schema": "ocrfix/page", "version": 1, "page": {"name": "p", "lines": [{"id": ""}]}}', "lines.0"),
    ],
)  # fmt: skip
def test_damage_is_named(data: bytes, cause: str) -> None:
    with pytest.raises(SchemaError, match=cause) as raised:
        loads(data)
    assert not raised.value.newer


def test_version_1_has_all_but_metadata() -> None:
    assert loads('{"schema": "ocrfix/page", "version": 1, "page": {"name": "p"}}') == Page("p")
    page = Page("p", metadata={"label": "A3", "馆藏号": "乙-12"})
    assert loads(dumps(page)) == page


def test_a_newer_version_is_refused() -> None:
    newer = json.dumps({"schema": "ocrfix/page", "version": VERSION + 1, "page": {"name": "p"}})
    with pytest.raises(SchemaError, match="newer") as raised:
        loads(newer)
    assert raised.value.newer


def test_older_versions_are_brought_up_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two invented versions: in -1 lines were plain strings under ``rows``, in 0 they had no ids."""

    def from_minus_1(old: dict[str, Any]) -> dict[str, Any]:
        page = dict(old["page"])
        return {
            **old,
            "page": {**page, "lines": [{"text": row} for row in page.pop("rows")]} | {"rows": None},
        }

    def from_0(old: dict[str, Any]) -> dict[str, Any]:
        page = {k: v for k, v in old["page"].items() if k != "rows"}
        lines = [
            {"id": f"l{n}", "glyphs": [{"text": c} for c in line["text"]]}
            for n, line in enumerate(page["lines"])
        ]
        return {**old, "page": {**page, "lines": lines}}

    oldest = {"schema": "ocrfix/page", "version": -1, "page": {"name": "p", "rows": ["春天", "来了"]}}
    chain = {-1: from_minus_1, 0: from_0}
    assert upgraded(oldest, chain, 0)["page"]["lines"] == [{"text": "春天"}, {"text": "来了"}]
    monkeypatch.setattr("ocrfix.page.schema.UPGRADES", {**UPGRADES, **chain})
    assert loads(json.dumps(oldest)) == Page(
        "p",
        lines=(
            TextLine("l0", glyphs=(Glyph("春"), Glyph("天"))),
            TextLine("l1", glyphs=(Glyph("来"), Glyph("了"))),
        ),
    )
    assert oldest["version"] == -1


def test_an_unknown_default_stays_readable() -> None:
    """Fields at their default are left out; the reader puts the default of that version back."""
    assert b"angle" not in dumps(Page("p"))
    assert loads(dumps(Page("p"))) == Page("p")
