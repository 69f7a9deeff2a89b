"""``ocrfix repair`` on files of several pages: nothing is passed over, and what comes back has all pages."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from PIL import Image

from ocrfix import formats
from ocrfix.cli.repair import repair
from ocrfix.errors import ExitCode
from ocrfix.formats import json as json_format
from ocrfix.formats import pdf
from ocrfix.formats.tsv import COLUMNS
from ocrfix.formats.validate import validate
from ocrfix.page import Article, Block, Box, Glyph, Kind, Page, Span, TextLine
from ocrfix.repair import Repairer
from ocrfix.review import find_pages
from ocrfix.scan import Raster

FLAWED = ("昨天下午，，市民服务中心启用。", "首日有八百人前来,秩序良好。", "摊主在老桥下摆菜，，人多了起来。")
RIGHT = ("昨天下午，市民服务中心启用。", "首日有八百人前来，秩序良好。", "摊主在老桥下摆菜，人多了起来。")


def page(number: int) -> Page:
    text = FLAWED[number - 1]
    glyphs = tuple(Glyph(c, Box(10 + 20 * i, 10, 30 + 20 * i, 30), 0.9) for i, c in enumerate(text))
    line = TextLine("l1", Box(10, 10, 10 + 20 * len(text), 30).polygon, glyphs)
    block = Block(Kind.PARAGRAPH, text, (Span("l1", 0, len(text)),))
    return Page(f"p{number}", 400, 60, lines=(line,), articles=(Article("a1", (block,)),))


def file(folder: Path, name: str) -> Path:
    """Three flawed pages in a file of a format."""
    path = folder / f"river{formats.get(name).suffix}"
    if name == "pdf":
        made = pikepdf.new()
        for n in (1, 2, 3):
            with pikepdf.open(BytesIO(pdf.write(page(n)))) as one:
                made.pages.extend(one.pages)
        made.save(path)
    elif name == "tsv":
        rows = [f"5\t{n}\t1\t1\t1\t1\t10\t10\t300\t20\t90\t{FLAWED[n - 1]}" for n in (1, 2, 3)]
        path.write_text("\n".join(["\t".join(COLUMNS), *rows]), encoding="utf-8")
    else:
        form = formats.get(name)
        assert form.binder is not None
        binder = form.binder("river", None)
        for n in (1, 2, 3):
            binder.add(page(n))
        with path.open("wb") as out:
            binder.finish(out)
    return path


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(repair, [str(a) for a in arguments], standalone_mode=False)
    assert result.exception is None, result.output
    return result


def text(found: Page) -> str:
    return "".join(line.text for line in found.lines)


@pytest.mark.parametrize("name", ["alto", "hocr"])
def test_all_pages_come_back_in_one_file(name: str, tmp_path: Path) -> None:
    path = file(tmp_path, name)
    result = run(path, "-o", tmp_path / "out")
    assert result.return_value == ExitCode.OK
    assert [f"page {n}: 1 repaired" in result.stderr for n in (1, 2, 3)] == [True] * 3
    form = formats.get(name)
    assert form.read_pages is not None
    whole = (tmp_path / "out" / path.name).read_bytes()
    assert [text(p) for p in form.read_pages(whole, "river") if isinstance(p, Page)] == list(RIGHT)
    assert validate(whole, path.name) == []
    edits = [path.stem + f"-000{n}.edits.json" for n in (1, 2, 3)]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted([path.name, *edits])
    told = json.loads((tmp_path / "out" / edits[1]).read_bytes())
    assert (told["page"], told["counts"]["applied"]) == (2, 1)
    assert run(tmp_path / "out" / path.name, "--check").return_value == ExitCode.OK


@pytest.mark.parametrize("name", ["pdf", "tsv"])
def test_what_does_not_come_back_in_its_own_format_becomes_a_page_of_ocrfix_each(name: str, tmp_path: Path) -> None:
    run(file(tmp_path, name), "-o", tmp_path / "out")
    found = [json_format.read((tmp_path / f"out/river-000{n}.json").read_bytes(), "p") for n in (1, 2, 3)]
    assert [text(p) for p in found] == list(RIGHT)
    assert [p.name for p in found] == ["river-0001", "river-0002", "river-0003"]
    assert len(list((tmp_path / "out").iterdir())) == 6


def test_other_formats_have_a_file_a_page(tmp_path: Path) -> None:
    run(file(tmp_path, "hocr"), "-o", tmp_path / "out", "-f", "txt", "-f", "page")
    assert [(tmp_path / f"out/river-000{n}.txt").read_text().strip() for n in (1, 2, 3)] == list(RIGHT)
    assert (tmp_path / "out/river-0003.page.xml").exists() and not (tmp_path / "out/river.hocr").exists()


def test_check_lists_what_is_wrong_on_every_page(tmp_path: Path) -> None:
    result = run(file(tmp_path, "pdf"), "--check")
    assert result.return_value == ExitCode.FOUND
    assert [f"page {n}: l1" in result.stdout for n in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize("name", ["alto", "tsv"])
def test_the_diff_of_every_page_can_be_looked_at(name: str, tmp_path: Path) -> None:
    run(file(tmp_path, name), "-o", tmp_path / "out")
    found = find_pages(tmp_path / "out", mended=True)
    assert len(found) == 3
    assert all(f.diff().changes for f in found)


def test_images_of_the_pages_are_proof(tmp_path: Path) -> None:
    path = file(tmp_path, "hocr")
    (tmp_path / "scans").mkdir()
    for n in (1, 2, 3):
        Image.new("RGB", (400, 60), (240, 240, 240 - n)).save(tmp_path / f"scans/river-000{n}.png")
    run(path, "-o", tmp_path / "out", "--images", tmp_path / "scans", "-f", "json")
    for n in (1, 2, 3):
        made = json_format.read((tmp_path / f"out/river-000{n}.json").read_bytes(), "p")
        assert made.source is not None and made.source.file == str(tmp_path / f"scans/river-000{n}.png")
        assert made.source.sha256 == hashlib.sha256(Path(made.source.file).read_bytes()).hexdigest()
        assert made.ink is not None, "its ink was accounted for"


def test_an_image_of_several_pages_serves_them_all(tmp_path: Path) -> None:
    path = file(tmp_path, "alto")
    first, *others = [Image.new("L", (400, 60), 250 - n) for n in range(3)]
    first.save(tmp_path / "river.tif", save_all=True, append_images=others)
    run(path, "-o", tmp_path / "out", "-f", "json")
    made = [json_format.read((tmp_path / f"out/river.alto-000{n}.json").read_bytes(), "p") for n in (1, 2, 3)]
    places = [m.source and (Path(m.source.file).name, m.source.page) for m in made]
    assert places == [("river.tif", n) for n in (1, 2, 3)]


METS = """<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><!-- kept -->
<mets:fileSec><mets:fileGrp USE="FULLTEXT">{files}</mets:fileGrp></mets:fileSec>
<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="physSequence">{pages}</mets:div></mets:structMap></mets:mets>"""
FILE = """<mets:file ID="f{n}" MIMETYPE="application/alto+xml" CHECKSUM="old" CHECKSUMTYPE="MD5"><mets:FLocat
LOCTYPE="URL" xlink:href="text/{n}.xml"/></mets:file><mets:file ID="i{n}" MIMETYPE="image/png"><mets:FLocat
LOCTYPE="URL" xlink:href="scans/{n}.png"/></mets:file>"""


def test_mets_stands_for_all_its_pages(tmp_path: Path) -> None:
    form = formats.get("alto")
    assert form.write is not None and form.read is not None
    (tmp_path / "in/text").mkdir(parents=True)
    (tmp_path / "in/scans").mkdir()
    for n in (1, 2, 3):
        (tmp_path / f"in/text/{n}.xml").write_bytes(form.write(page(n)))
        Image.new("L", (400, 60), 250 - n).save(tmp_path / f"in/scans/{n}.png")
    pages = "".join(f'<mets:div TYPE="page" ORDER="{n}"><mets:fptr FILEID="f{n}"/><mets:fptr FILEID="i{n}"/></mets:div>'
                    for n in (3, 1, 2))  # fmt: skip
    mets = tmp_path / "in/mets.xml"
    mets.write_text(METS.format(files="".join(FILE.format(n=n) for n in (1, 2, 3)), pages=pages))
    result = run(mets, "-o", tmp_path / "out")
    assert "leads to 3 repaired files of 3" in result.stderr
    assert [text(form.read((tmp_path / f"out/{n}.xml").read_bytes(), "p")) for n in (1, 2, 3)] == list(RIGHT)
    made = (tmp_path / "out/mets.xml").read_bytes()
    assert validate(made, "mets.xml", tmp_path / "out") == [], "places, sizes and checksums are those of the new files"
    assert b"<!-- kept -->" in made
    places = [e.get("{http://www.w3.org/1999/xlink}href") for e in etree.fromstring(made).iter("{*}FLocat")]
    assert places[:2] == ["1.xml", "../in/scans/1.png"]


def test_a_damaged_page_is_named_and_the_others_are_repaired(tmp_path: Path) -> None:
    path = file(tmp_path, "pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as made:
        made.Root.Pages.Kids[1] = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font))
        made.save(path)
    result = run(path, "-o", tmp_path / "out")
    assert result.return_value == ExitCode.PARTLY_FAILED
    assert f"error: {path}, page 2: the page is damaged" in result.stderr
    assert {"river-0001.json", "river-0003.json"} <= {p.name for p in (tmp_path / "out").iterdir()}


def test_a_file_is_not_written_without_one_of_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(tmp_path, "hocr")
    whole = Repairer.page

    def page(self: Repairer, page: Page, raster: Raster | None = None) -> Page:
        if page.name.endswith("2"):
            raise ValueError("a fault of this page")
        return whole(self, page, raster)

    monkeypatch.setattr(Repairer, "page", page)
    result = run(path, "-o", tmp_path / "out")
    assert result.return_value == ExitCode.PARTLY_FAILED
    assert "page 2" in result.stderr and "without all its pages it is not written" in result.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["river-0001.edits.json", "river-0003.edits.json"]
