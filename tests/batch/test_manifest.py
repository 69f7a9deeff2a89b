"""Lists of pages: what they may say, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocrfix.batch import Input, gather, named
from ocrfix.batch.names import page_name
from ocrfix.errors import UsageError
from tests.batch.packed import packed, png


def listed(folder: Path, text: str | bytes, name: str = "list.csv") -> tuple[Input, ...]:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return gather([str(folder / name)])


ROWS = [
    {"path": "scans/a.png", "id": "np/1931/p1", "issue": "np-1931", "page": "", "label": "A1", "馆藏": "乙"},
    {"path": "book.pdf", "id": "", "issue": "", "page": "7", "label": "", "馆藏": ""},
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_csv_of_every_spreadsheet(encoding: str, delimiter: str, tmp_path: Path) -> None:
    lines = [delimiter.join(ROWS[0]), *(delimiter.join(row.values()) for row in ROWS)]
    first, second = listed(tmp_path, "\r\n".join(lines).encode(encoding))
    assert (first.path, first.folder, first.name) == (tmp_path / "scans" / "a.png", Path("np/1931"), "p1")
    assert (first.issue, first.page) == ("np-1931", None)
    assert dict(first.metadata) == {"id": "np/1931/p1", "issue": "np-1931", "label": "A1", "馆藏": "乙"}
    assert (second.path, second.folder, second.page) == (tmp_path / "book.pdf", Path(), 7)
    assert second.metadata == () and str(second) == str(tmp_path / "book.pdf")


def test_jsonl(tmp_path: Path) -> None:
    rows = [{**ROWS[0], "year": 1931, "note": None}, {"path": "book.pdf", "page": 7}]
    text = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"
    first, second = listed(tmp_path, text, "list.jsonl")
    assert first.issue == "np-1931" and dict(first.metadata)["year"] == "1931" and second.page == 7


def test_rows_of_pages_of_one_file_share_its_name(tmp_path: Path) -> None:
    items = listed(tmp_path, "path,page,id\nbook.pdf,2,\nbook.pdf,5,\nbook.pdf,6,cover\n")
    names = named(items)
    pages = [page_name(name, i.page or 1, 9, i) for i, name in zip(items, names, strict=True)]
    assert pages == ["book-0002", "book-0005", "cover"]


def test_members_of_archives_are_named_with_an_exclamation_mark(tmp_path: Path) -> None:
    packed(tmp_path / "box.zip", {"a/p1.png": png(), "a/p2.png": png(2)})
    long = "a" * 300
    good, missing, none, endless = listed(
        tmp_path, f"path\nbox.zip!/a/p2.png\nbox.zip!/a/p3.png\nno.zip!/a.png\n{long}!/a.png\n"
    )
    assert str(good) == f"{tmp_path}/box.zip!/a/p2.png" and good.refused is None and good.stem == "p2"
    assert missing.refused is not None and "not in the archive" in missing.refused.cause
    assert none.refused is not None and "no such file" in none.refused.cause
    assert endless.refused is not None and "too long" in endless.refused.cause


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("", 1, "no page is listed"),
        ("file,id\na.png,1\n", 1, "no column 'path'"),
        ("path,id,ID\na.png,1,2\n", 1, "a column twice"),
        ("path,id\na.png,1\n,2\n", 3, "no path"),
        ("path,id\na.png,1\nb.png,1\n", 3, "that of line 2 too"),
        ("path,page\na.png,A3\n", 2, "column label"),
        ("path,page\na.png,0\n", 2, "no number of a page"),
        ("path,id\na.png,../x\n", 2, "leads elsewhere"),
        ("path,id\na.png,/x\n", 2, "leads elsewhere"),
        ("path,id\na.png,.ocrfix/x\n", 2, "begins with a dot"),
        ("path,issue\na.png,..\\x\n", 2, "leads elsewhere"),
        ("path,id\na.png,x\x1b[2J\n", 2, "control characters"),
        ("path,id\na.png,b,c\n", 2, "3 cells below 2 columns"),
        ('path\n"a.png\n', 2, "no valid CSV"),
        (b"path\n\xff\xff\xff\n", 1, "no text"),
        ("path\na\0.png\n", 2, ""),
        ("path\n/\n", 2, "is no file"),
    ],
)
def test_what_is_wrong_in_csv_is_told_with_its_line(text: str | bytes, line: int, cause: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        listed(tmp_path, text)
    assert raised.value.file == str(tmp_path / "list.csv")
    assert raised.value.cause.startswith(f"line {line}: ") and cause in raised.value.cause


@pytest.mark.parametrize(
    ("text", "cause"), [("{", "no valid JSON"), ("[1]", "no JSON object"), ('{"path": "\\ud800.png"}', "surrogate"),
                        ('{"path": ""}', "no path"), ("[" * 100_000, "no valid JSON")]
)  # fmt: skip
def test_what_is_wrong_in_jsonl_is_told_with_its_line(text: str, cause: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"line 2: .*{cause}"):
        listed(tmp_path, '{"path": "a.png"}\n' + text, "list.jsonl")


def test_ids_are_kept_though_files_have_the_same_name(tmp_path: Path) -> None:
    items = listed(tmp_path, "path,id\nx/a.png,a\ny/a.png,b\ny/a.png,c\n")
    assert named(items) == ["a", "b", "c"]
