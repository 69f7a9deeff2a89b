"""What other recognisers write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from ocrfix.errors import UnreadableInput
from ocrfix.formats import alto, paddle, page_xml, tsv
from ocrfix.formats.images import with_image
from ocrfix.page import Box, Direction, Kind

STRUCTURE = {
    "input_path": "scans/river.jpg",
    "page_index": None,
    "width": 600,
    "height": 400,
    "parsing_res_list": [
        {"block_label": "header", "block_content": "河口晚报", "block_bbox": [0, 0, 600, 25]},
        {"block_label": "doc_title", "block_content": "老桥", "block_bbox": [0, 30, 300, 80], "block_order": 1},
        {"block_label": "image", "block_content": "", "block_bbox": [300, 30, 600, 200]},
        {"block_label": "text", "block_content": "清晨五点灯亮了", "block_bbox": [0, 90, 300, 200], "block_order": 2},
        {"block_label": "text", "block_content": "补上的字", "block_bbox": [0, 210, 300, 240], "block_order": 3},
    ],
    "overall_ocr_res": {
        "rec_texts": ["灯亮了", "清晨五点", "老桥", "河口晚报", "孤行"],
        "rec_scores": [0.9, 0.8, 0.99, 0.97, 0.5],
        "rec_polys": [
            [[10, 130], [70, 130], [70, 150], [10, 150]],
            [[10, 100], [90, 100], [90, 120], [10, 120]],
            [[10, 35], [90, 36], [90, 76], [10, 75]],
            [[10, 2], [90, 2], [90, 22], [10, 22]],
            [[10, 350], [50, 350], [50, 370], [10, 370]],
        ],
    },
}  # fmt: skip


def test_pp_structure_has_blocks_in_order_and_loses_no_line() -> None:
    page = paddle.read(json.dumps(STRUCTURE).encode(), "river")
    assert [(b.kind, b.text) for a in page.articles for b in a.blocks] == [
        (Kind.HEADLINE, "老桥"),
        (Kind.PARAGRAPH, "清晨五点灯亮了"),
        (Kind.PARAGRAPH, "补上的字"),
    ]
    assert [b.text for b in page.furniture] == ["河口晚报", "孤行"]
    assert [r.kind for r in page.regions if not r.lines] == [Kind.IMAGE]
    assert (page.width, page.height) == (600, 400)
    first = page.line("l2").glyphs[0]
    assert (first.text, first.confidence, first.box) == ("清", 0.8, Box(10, 100, 30, 120))


def test_paddleocr_three_and_two() -> None:
    three = paddle.read(json.dumps({"res": STRUCTURE["overall_ocr_res"]}).encode(), "river")
    recorded = [[[[10, 100], [90, 100], [90, 120], [10, 120]], ["清晨五点", 0.8]]]
    two = paddle.read(json.dumps([recorded]).encode(), "river")
    assert two == paddle.read(json.dumps(recorded).encode(), "river")
    assert [line.text for line in two.lines] == ["清晨五点"]
    assert len(three.articles[0].blocks) == 5


@pytest.mark.parametrize(
    "data", [b"{}", b"[]", b"7", b'{"rec_texts": ["a"]}', b"[" * 9999, b'{"schema": "ocrfix/page"}']
)
def test_other_json_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match="some file"):
        paddle.read(data, "some file")


TSV = "\n".join(
    [
        "\t".join(tsv.COLUMNS),
        "1\t1\t0\t0\t0\t0\t0\t0\t600\t400\t-1\t",
        "2\t1\t1\t0\t0\t0\t10\t100\t200\t60\t-1\t",
        "3\t1\t1\t1\t0\t0\t10\t100\t200\t60\t-1\t",
        "4\t1\t1\t1\t1\t0\t10\t100\t120\t20\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t100\t40\t20\t91.5\t清晨",
        "5\t1\t1\t1\t1\t2\t50\t100\t80\t20\t80\t五点",
        "4\t1\t1\t1\t2\t0\t10\t130\t120\t20\t-1\t",
        "5\t1\t1\t1\t2\t1\t10\t130\t40\t20\t90\tNight",
        "5\t1\t1\t1\t2\t2\t60\t130\t40\t20\t90\tboat",
        "5\t2\t1\t1\t1\t1\t10\t100\t40\t20\t91\t下页",
    ]
)


def test_tesseracts_table() -> None:
    page, _ = tsv.read_pages(TSV.encode(), "river")
    assert (page.width, page.height) == (600, 400)
    assert [b.text for a in page.articles for b in a.blocks] == ["清晨五点Night boat"]
    first, second = page.lines
    assert (first.text, second.text) == ("清晨五点", "Night boat")
    assert first.glyphs[1].box == Box(30, 100, 50, 120)
    assert [g.confidence for g in first.glyphs] == [0.915, 0.915, 0.8, 0.8]


def test_rows_of_a_table_that_come_twice_are_all_kept() -> None:
    page, _ = tsv.read_pages((TSV + TSV[TSV.index("\n") :]).replace("\n1\t", "\n2\t").encode(), "river")
    assert [line.text for line in page.lines] == ["清晨五点", "Night boat"] * 2


@pytest.mark.parametrize("data", [b"", b"a\tb\n1\t2", TSV.encode()[:-4].replace(b"91.5", b"x")])
def test_other_tables_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match="some file"):
        tsv.read(data, "some file")


OLD_ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v2#"><Description><MeasurementUnit>{unit}</MeasurementUnit>
</Description><Layout><Page ID="P1" PHYSICAL_IMG_NR="1" WIDTH="{page}" HEIGHT="{page}"><PrintSpace>
<ComposedBlock ID="C1" TYPE="article"><TextBlock ID="B1">
<TextLine ID="L1" HPOS="{at}" VPOS="{at}" WIDTH="{at}" HEIGHT="{small}">
<String CONTENT="老桥" HPOS="{at}" VPOS="{at}" WIDTH="{at}" HEIGHT="{small}" WC="0.5"/>
<SP/><String CONTENT="re" SUBS_TYPE="HypPart1"/><HYP CONTENT="-"/></TextLine></TextBlock></ComposedBlock>
<TextBlock ID="B1"><TextLine><String CONTENT="下"/></TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>"""


@pytest.mark.parametrize(("unit", "inch"), [("pixel", 300), ("mm10", 254), ("inch1200", 1200)])
def test_old_alto_in_all_units(unit: str, inch: int) -> None:
    data = OLD_ALTO.format(unit=unit, page=10 * inch, at=inch, small=inch / 10)
    page = alto.read(data.encode(), "old")
    assert (page.width, page.height) == (3000, 3000)
    assert page.line("L1").box.edges == pytest.approx((300, 300, 600, 330))
    assert page.line("L1").text == "老桥 re-"
    assert page.line("L1").glyphs[1].confidence == 0.5
    assert [(a.id, [b.text for b in a.blocks]) for a in page.articles] == [("C1", ["老桥 re-"])]
    assert [b.text for b in page.furniture] == ["下"]


@pytest.mark.parametrize(("unit", "inch"), [("mm10", 254), ("inch1200", 1200)])
def test_the_image_tells_the_resolution_of_lengths_that_are_no_pixels(tmp_path: Path, unit: str, inch: int) -> None:
    (tmp_path / "old.xml").write_text(OLD_ALTO.format(unit=unit, page=2 * inch, at=inch, small=inch / 10))
    page = alto.read((tmp_path / "old.xml").read_bytes(), "old")
    assert (page.width, page.metadata) == (600, {"assumed dpi": "300"})
    Image.new("L", (300, 200)).save(tmp_path / "old.png")
    assert with_image(page, tmp_path / "old.xml") == page, "an image of another shape"
    Image.new("L", (800, 800)).save(tmp_path / "old.png")
    found = with_image(page, tmp_path / "old.xml")
    assert (found.width, found.height, found.metadata) == (800, 800, {"dpi": "400"})
    assert found.line("L1").box.edges == pytest.approx((400, 400, 800, 440))
    assert found.line("L1").glyphs[1].box is not None and found.line("L1").glyphs[1].box.right == pytest.approx(800)


def test_page_xml_of_2010_with_points_and_a_flat_reading_order() -> None:
    def region(own: str, kind: str, text: str, left: int) -> str:
        corners = [(left, 10), (left + 20, 10), (left + 20, 100), (left, 100)]
        coords = "<Coords>" + "".join(f'<Point x="{x}" y="{y}"/>' for x, y in corners) + "</Coords>"
        line = f'<TextLine id="l{own}">{coords}<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>'
        return f'<TextRegion id="{own}" type="{kind}">{coords}{line}</TextRegion>'

    refs = "".join(f'<RegionRefIndexed index="{2 - n}" regionRef="r{n}"/>' for n in (1, 2))
    order = f'<ReadingOrder><OrderedGroup id="g">{refs}</OrderedGroup></ReadingOrder>'
    separator = '<SeparatorRegion id="s"><Coords points="0,0 9,0 9,9"/></SeparatorRegion>'
    data = (
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2010-03-19"><Page imageFilename="a.tif" '
        f'imageWidth="200" imageHeight="200">{order}{region("r1", "paragraph", "客人上岸", 10)}'
        f"{region('r2', 'heading', '夜航船', 60)}{separator}</Page></PcGts>"
    )
    page = page_xml.read(data.encode(), "old")
    assert [(b.kind, b.text) for a in page.articles for b in a.blocks] == [
        (Kind.HEADLINE, "夜航船"),
        (Kind.PARAGRAPH, "客人上岸"),
    ]
    assert page.line("lr1").direction is Direction.TTB
    assert [r.kind for r in page.regions if not r.lines] == [Kind.SEPARATOR]
