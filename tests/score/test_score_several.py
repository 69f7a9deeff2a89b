"""Files of several pages are scored with all of them: page by page where that can be, else as a whole."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from ocrfix import formats
from ocrfix.formats.markdown import write
from ocrfix.formats.tsv import COLUMNS
from ocrfix.page import Article, Block, Page
from ocrfix.score.files import find_pairs
from ocrfix.score.profile import profile
from ocrfix.score.run import score_files
from tests.formats.test_several import several_pdf
from tests.score.score_pages import MARKET, RIVER, SCHOOL, page

STORIES = (RIVER, SCHOOL, MARKET)
WIDTH = (profile("width"),)


def many(path: Path, *stories: Article) -> Path:
    """A file of several pages, a story each."""
    form = next(f for f in map(formats.get, ("hocr", "alto")) if path.name.endswith(f.suffix))
    assert form.binder is not None
    binder = form.binder("book", None)
    for story in stories:
        binder.add(page(story))
    out = BytesIO()
    binder.finish(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue())
    return path


def one(path: Path, *stories: Article) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write(page(*stories)), encoding="utf-8")
    return path


def distances(out: Path, truth: Path) -> dict[str, float]:
    (score,), _ = score_files(out, truth, WIDTH)
    return {p.name: p["page_distance"] for p in score.pages}


@pytest.mark.parametrize("ending", [".hocr", ".alto.xml"])
def test_a_file_against_a_truth_a_page(tmp_path: Path, ending: str) -> None:
    many(tmp_path / f"out/book{ending}", *STORIES)
    for n, story in enumerate(STORIES, start=1):
        one(tmp_path / f"truth/book-000{n}.gt.md", story)
    assert distances(tmp_path / "out", tmp_path / "truth") == {f"book-000{n}": 0 for n in (1, 2, 3)}
    assert distances(tmp_path / f"out/book{ending}", tmp_path / "truth")["book-0003"] == 0


def test_a_file_against_a_truth_of_one_file(tmp_path: Path) -> None:
    many(tmp_path / "out/book.hocr", *STORIES)
    many(tmp_path / "truth/book.gt.alto.xml", *STORIES)
    assert distances(tmp_path / "out", tmp_path / "truth") == {f"book-000{n}": 0 for n in (1, 2, 3)}
    assert distances(tmp_path / "out/book.hocr", tmp_path / "truth/book.gt.alto.xml")["book-0002"] == 0


def test_a_truth_of_one_page_is_that_of_the_whole_file(tmp_path: Path) -> None:
    many(tmp_path / "out/book.hocr", *STORIES)
    one(tmp_path / "truth/book.gt.md", *STORIES)
    assert distances(tmp_path / "out", tmp_path / "truth") == {"book": 0}
    many(tmp_path / "out/book.hocr", *STORIES[:2])
    assert distances(tmp_path / "out", tmp_path / "truth")["book"] > 0.2, "a page that is not there is missed"


def test_files_a_page_against_a_truth_of_one_file(tmp_path: Path) -> None:
    many(tmp_path / "truth/book.gt.hocr", *STORIES)
    for n, story in enumerate(STORIES, start=1):
        one(tmp_path / f"out/book-000{n}.md", story)
    assert distances(tmp_path / "out", tmp_path / "truth") == {f"book-000{n}": 0 for n in (1, 2, 3)}


def test_pages_too_many_and_too_few_are_told(tmp_path: Path) -> None:
    many(tmp_path / "out/book.hocr", *STORIES)
    many(tmp_path / "truth/book.gt.hocr", RIVER, SCHOOL)
    assert find_pairs(tmp_path / "out", tmp_path / "truth").without_truth == ("book-0003",)
    many(tmp_path / "truth/book.gt.hocr", *STORIES, RIVER)
    files = find_pairs(tmp_path / "out", tmp_path / "truth")
    assert (files.missing, files.without_truth) == (("book-0004",), ())
    assert distances(tmp_path / "out", tmp_path / "truth")["book-0004"] == 1
    (tmp_path / "truth/book.gt.hocr").unlink()
    one(tmp_path / "truth/book-0002.gt.md", SCHOOL)
    one(tmp_path / "truth/book-0009.gt.md", MARKET)
    files = find_pairs(tmp_path / "out", tmp_path / "truth")
    assert (files.missing, files.without_truth) == (("book-0009",), ("book-0001", "book-0003"))


def test_a_pdf_and_a_table_are_read_to_their_end(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/book.pdf").write_bytes(several_pdf(3))
    rows = [f"5\t{n}\t1\t1\t1\t1\t10\t10\t60\t20\t90\t第{'一二三'[n - 1]}页" for n in (1, 2, 3)]
    (tmp_path / "out/table.tsv").write_text("\n".join(["\t".join(COLUMNS), *rows]), encoding="utf-8")
    for name in ("book", "table"):
        for n in (1, 2, 3):
            made = Page("p", articles=(Article("a1", (Block(RIVER.blocks[1].kind, f"第{'一二三'[n - 1]}页"),)),))
            (tmp_path / "truth").mkdir(exist_ok=True)
            (tmp_path / f"truth/{name}-000{n}.gt.md").write_text(write(made), encoding="utf-8")
    assert set(distances(tmp_path / "out", tmp_path / "truth").values()) == {0}


def test_the_scores_before_repair_are_those_of_the_same_page(tmp_path: Path) -> None:
    many(tmp_path / "out/book.hocr", *STORIES)
    many(tmp_path / "before/book.hocr", SCHOOL, SCHOOL, SCHOOL)
    many(tmp_path / "truth/book.gt.hocr", *STORIES)
    (score,), _ = score_files(tmp_path / "out", tmp_path / "truth", WIDTH, tmp_path / "before")
    assert [p["harm"] for p in score.pages] == [0, 0, 0]


METS = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec><fileGrp>
<file ID="a" MIMETYPE="application/alto+xml"><FLocat xlink:href="text/p1.xml"/></file>
<file ID="b" MIMETYPE="application/alto+xml"><FLocat xlink:href="text/p2.xml"/></file></fileGrp></fileSec>
<structMap TYPE="PHYSICAL"><div TYPE="page"><fptr FILEID="a"/></div><div TYPE="page"><fptr FILEID="b"/></div>
</structMap></mets>"""


def test_mets_stands_for_its_pages(tmp_path: Path) -> None:
    form = formats.get("alto")
    assert form.write is not None
    (tmp_path / "out/text").mkdir(parents=True)
    for n, story in enumerate(STORIES[:2], start=1):
        (tmp_path / f"out/text/p{n}.xml").write_bytes(form.write(page(story)))
        one(tmp_path / f"truth/p{n}.gt.md", story)
    (tmp_path / "out/mets.xml").write_text(METS)
    assert distances(tmp_path / "out/mets.xml", tmp_path / "truth") == {"p1": 0, "p2": 0}
