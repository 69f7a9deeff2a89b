"""What every page must keep: exact boxes, every text once, Markdown and boxes that tell the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.press.articles import load_articles
from benchmarks.press.families import all_families
from benchmarks.press.make import make_page
from benchmarks.press.page import PressPage
from benchmarks.press.supplement import converted, converter_of

FAMILIES = sorted(all_families())
Printed = Callable[[str], PressPage]


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def markdown_text(markdown: str) -> str:
    """The printed characters of a truth file, without its marks."""
    lines = []
    for line in markdown.splitlines():
        text = re.sub(r"^<!-- furniture: (.*) -->$", r"\1", line)
        text = re.sub(r"^!\[(.*)\]\(\)$", r"\1", text)
        lines.append(re.sub(r"^(#{1,2}|>) ", "", text))
    return bare("".join(lines))


def test_families_cover_ways_and_sets() -> None:
    ways = Counter(f.way for f in all_families().values())
    assert ways["horizontal"] >= 10 and ways["vertical"] >= 3 and ways["mixed"] >= 2
    for split in ("fit", "report"):
        assert {f.way for f in all_families().values() if f.split == split} == set(ways)


@pytest.mark.parametrize("family", FAMILIES)
def test_glyph_boxes_cover_all_ink_of_text(printed: Printed, family: str) -> None:
    page = printed(family)
    grey = page.image if page.image.ndim == 2 else page.image.min(axis=2)
    unclaimed = grey < 100
    truth = page.truth
    for shape in (*truth["pictures"], *truth["separators"]):
        xs, ys = zip(*shape["polygon"], strict=True)
        unclaimed[int(min(ys)) - 2 : int(max(ys)) + 3, int(min(xs)) - 2 : int(max(xs)) + 3] = False
    for shape in truth["frames"]:
        xs, ys = zip(*shape["polygon"], strict=True)
        x0, x1, y0, y1 = int(min(xs)), int(max(xs)), int(min(ys)), int(max(ys))
        inside = grey[y0:y1, x0:x1]
        if np.median(inside) < 128:  # text reversed out of a dark ground is checked by its ink below
            unclaimed[y0 - 1 : y1 + 2, x0 - 1 : x1 + 2] = False
        for band in (np.s_[y0 - 1 : y0 + 12, x0 : x1 + 1], np.s_[y1 - 12 : y1 + 2, x0 : x1 + 1],
                     np.s_[y0 : y1 + 1, x0 - 1 : x0 + 12], np.s_[y0 : y1 + 1, x1 - 12 : x1 + 2]):  # fmt: skip
            unclaimed[band] = False
    for line in truth["lines"]:
        if line["kind"] == "subhead" and line["reversed_out"]:  # its dark bar spans the column
            region = next(r for r in truth["regions"] if line["id"] in r["lines"])
            y0, y1 = (int(v) for v in (line["box"][1], line["box"][3]))
            del region
            unclaimed[y0 - 8 : y1 + 9] = False
        for glyph in line["glyphs"]:
            x0, y0, x1, y1 = glyph["box"]
            unclaimed[int(y0) : int(np.ceil(y1)), int(x0) : int(np.ceil(x1))] = False
            assert (glyph["ink"] is None) == glyph["text"].isspace(), f"{glyph['text']!r} of {line['text']} has no ink"
            if glyph["ink"] is not None:
                i = glyph["ink"]
                assert x0 <= i[0] and y0 <= i[1] and i[2] <= x1 and i[3] <= y1, glyph
                patch = grey[int(i[1]) : int(i[3]), int(i[0]) : int(i[2])]
                inked = patch.max() > 150 if line["reversed_out"] else patch.min() < 200
                assert inked, f"no ink where {glyph['text']} of {line['text']} should be"
    assert unclaimed.sum() == 0, f"{unclaimed.sum()} dark pixels outside every box"


@pytest.mark.parametrize("family", FAMILIES)
def test_markdown_is_the_text_of_the_lines_in_order(printed: Printed, family: str) -> None:
    page = printed(family)
    lines = {line["id"]: line for line in page.truth["lines"]}
    ordered = [lines[i] for i in page.truth["reading_order"]]
    assert [line["order"] for line in ordered] == list(range(len(ordered)))
    texts = [line["text"][:-1] if line["hyphen"] else line["text"] for line in ordered]
    assert bare("".join(texts)) == markdown_text(page.markdown)
    image_text = [line for line in page.truth["lines"] if line["kind"] == "image-text"]
    assert len(ordered) + len(image_text) == len(lines)
    for line in page.truth["lines"]:
        assert line["text"] == "".join(g["text"] for g in line["glyphs"])


@pytest.mark.parametrize("family", FAMILIES)
def test_every_article_is_printed_once_and_truly(printed: Printed, family: str) -> None:
    page = printed(family)
    known = {a.id: a for a in load_articles()}
    sources = [a["source"] for a in page.truth["articles"]]
    assert len(sources) == len(set(sources))
    assert len(sources) >= 3
    for article in page.truth["articles"]:
        name, _, script = article["source"].partition("~")
        source = known[name]
        if script:
            source = converted(source, script, converter_of(source.script))
        assert source.set == page.truth["set"]
        body = [b["text"] for b in article["blocks"] if b["kind"] in ("paragraph", "subhead")]
        wanted = [b.text for b in source.body]
        for mine, theirs in zip(body[:-1], wanted, strict=False):
            assert mine == theirs
        if body:  # the last paragraph may be cut at the end of a sentence
            assert wanted[len(body) - 1].startswith(body[-1])
            assert body[-1][-1] in "。！？”」』、，；" or body[-1] == wanted[len(body) - 1]


@pytest.mark.parametrize("family", FAMILIES)
def test_lines_lie_on_the_page_and_columns_are_filled(printed: Printed, family: str) -> None:
    page = printed(family)
    height, width = page.image.shape[:2]
    covered = np.zeros((height // 8 + 1, width // 8 + 1), bool)
    for line in page.truth["lines"]:
        x0, y0, x1, y1 = line["box"]
        assert 0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height
        covered[int(y0) // 8 : int(y1) // 8 + 1, int(x0) // 8 : int(x1) // 8 + 1] = True
    for shape in page.truth["pictures"]:
        xs, ys = zip(*shape["polygon"], strict=True)
        covered[int(min(ys)) // 8 : int(max(ys)) // 8 + 1, int(min(xs)) // 8 : int(max(xs)) // 8 + 1] = True
    assert covered.mean() > 0.45, "large parts of the page are empty"


def test_same_seed_same_bytes() -> None:
    first = make_page(5, "unequal", "worn", "fit", em=18)
    again = make_page(5, "unequal", "worn", "fit", em=18)
    other = make_page(6, "unequal", "worn", "fit", em=18)
    assert first.image.tobytes() == again.image.tobytes()
    assert first.truth == again.truth and first.markdown == again.markdown
    assert first.markdown != other.markdown


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown level"):
        make_page(1, level="burnt")
    with pytest.raises(ValueError, match="unknown family"):
        make_page(1, family="comic")
    with pytest.raises(ValueError, match="no family"):
        make_page(1, direction="diagonal")
