"""From image to Markdown and JSON, with the recogniser's answers out of a record.

Scan, layout, regions, order, articles and formats are the real ones. A stale record says so and how to make it
anew: ``python -m tests.pipeline.record`` (tests/pipeline/README.md).
"""

from __future__ import annotations

import json
from collections import Counter

import jsonschema
import pytest

from ocrfix import formats
from ocrfix.articles.issue import assemble
from ocrfix.errors import EngineFailed
from ocrfix.formats import markdown
from ocrfix.page import JumpWay, Page
from ocrfix.page.schema import json_schema
from ocrfix.pipeline import PageFailure
from ocrfix.score.page_score import score_page
from ocrfix.settings.load import load
from tests.pipeline.recorded import ALL, HORIZONTAL, ISSUE, VERTICAL, Recorded, anew, converted

BAR = 0.05
"""Page edit distance at most, profile ``width``: the project's bar for its own pages."""


def written(page: Page) -> dict[str, bytes]:
    writers = {name: formats.get(name).write for name in formats.MODULES}
    return {name: write(page) for name, write in writers.items() if write is not None}


@pytest.mark.parametrize("recorded", ALL, ids=lambda r: r.name)
def test_the_page_reads_as_its_truth(recorded: Recorded) -> None:
    made = markdown.read(markdown.write(converted(recorded)), recorded.name)
    truth = markdown.read(recorded.truth.read_text(encoding="utf-8"), recorded.name)
    score = score_page(made, truth)
    assert score["page_distance"] <= BAR
    assert score["duplicates"] <= 0.002


@pytest.mark.parametrize("recorded", ALL, ids=lambda r: r.name)
def test_every_recognised_character_is_in_one_block(recorded: Recorded) -> None:
    page = converted(recorded)
    told = Counter((s.line, n) for b in page.blocks for s in b.spans for n in range(s.start, s.stop))
    read = {(line.id, n) for line in page.lines for n, _ in enumerate(line.glyphs)}
    assert read, "nothing was read"
    assert not (missing := read - told.keys()), f"{len(missing)} characters are in no block: {sorted(missing)[:5]}"
    assert not (twice := [place for place, n in told.items() if n > 1]), f"told twice: {twice[:5]}"


@pytest.mark.parametrize("recorded", ALL, ids=lambda r: r.name)
def test_the_json_keeps_to_its_schema_and_comes_back(recorded: Recorded) -> None:
    page = converted(recorded)
    data = written(page)["json"]
    jsonschema.Draft202012Validator(json_schema("page")).validate(json.loads(data))
    read = formats.get("json").read
    assert read is not None
    assert read(data, page.name) == page


@pytest.mark.parametrize("recorded", [HORIZONTAL, VERTICAL], ids=lambda r: r.name)
def test_twice_the_same_bytes(recorded: Recorded) -> None:
    assert written(anew(recorded)) == written(converted(recorded))


def test_geometry_is_that_of_the_image_file() -> None:
    page = converted(ISSUE[0])
    assert (page.width, page.height) == (2142, 2755)
    assert page.angle != 0, "the sample was scanned askew, else this proves nothing"
    masthead = next(line for line in page.lines if line.text == "砚陵农民报")
    assert masthead.box.top < 0.15 * 2755


def test_a_story_that_jumps_is_told_in_one_piece() -> None:
    settings = load()
    pages = [converted(page) for page in ISSUE]
    model = ISSUE[0].converter().model
    issue = assemble("issue", pages, model, settings.articles)
    (story,) = (a for a in issue.articles if len(a.pages) == 2)
    assert {(j.way, j.resolved) for j in story.jumps} == {
        (JumpWay.TO, pages[1].name), (JumpWay.FROM, pages[0].name)
    }  # fmt: skip
    text = markdown.write_document(issue)
    assert text.count(f"# {story.headline}\n") == 1, "the headline is not repeated"
    assert "扣除价格因素，实际增长5.1%。城镇居民人均可支配收入35672元" in text, "the sentence runs on"
    assert "下转2版" not in text and "上接1版" not in text, "who reads the whole story need not turn the page"
    assert len(issue.articles) == sum(len(page.articles) for page in pages) - 1
    jsonschema.Draft202012Validator(json_schema("document")).validate(
        json.loads(formats.get("json").write_document(issue))  # type: ignore[misc]
    )


def test_a_stale_record_says_so() -> None:
    engine = HORIZONTAL.converter().engine
    (work,) = VERTICAL.converter().works(VERTICAL.image)
    assert not isinstance(work, PageFailure)
    with pytest.raises(EngineFailed, match=r"scan stage .*stale: python -m tests\.pipeline\.record"):
        engine.detect(work.raster)
