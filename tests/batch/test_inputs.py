"""Which files are converted, and what their outputs are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.batch import Input, PageSelection, gather, named
from ocrfix.batch.names import page_name
from ocrfix.errors import UsageError


@pytest.fixture
def scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("scans/p10.png", "scans/p2.JPG", "scans/notes.txt", "scans/.hidden.png", "scans/b/x.pdf",
                 "scans/.git/y.png", "scans/out/old.png", "one.tif"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def found(*arguments: str, out: Path | None = None) -> list[tuple[str, str]]:
    return [(i.path.as_posix(), i.folder.as_posix()) for i in gather(arguments, out)]


def test_a_folder_is_searched_in_natural_order_and_its_folders_are_kept(scans: Path) -> None:
    assert found("scans", out=scans / "scans" / "out") == [
        ("scans/p2.JPG", "."), ("scans/p10.png", "."), ("scans/b/x.pdf", "b"),
    ]  # fmt: skip


def test_what_is_named_is_taken_whatever_its_suffix_and_only_once(scans: Path) -> None:
    assert found("scans/notes.txt", "one.tif", "./one.tif") == [("scans/notes.txt", "."), ("one.tif", ".")]


def test_patterns_work_without_the_shell(scans: Path) -> None:
    assert found("scans/*.png") == [("scans/p10.png", ".")]
    assert found("scans/**/*") == [
        ("scans/b/x.pdf", "b"), ("scans/out/old.png", "out"), ("scans/p2.JPG", "."), ("scans/p10.png", "."),
    ]  # fmt: skip
    assert found(str(scans / "sc*")) == [
        (f"{scans}/scans/p2.JPG", "scans"), (f"{scans}/scans/p10.png", "scans"),
        (f"{scans}/scans/b/x.pdf", "scans/b"), (f"{scans}/scans/out/old.png", "scans/out"),
    ]  # fmt: skip


@pytest.mark.parametrize("argument", ["none.png", "scans/*.gif", "empty", "none/*.png"])
def test_what_matches_nothing_is_a_usage_error(scans: Path, argument: str) -> None:
    (scans / "empty").mkdir()
    with pytest.raises(UsageError) as raised:
        gather(["one.tif", argument])
    assert raised.value.file == argument


def test_links_to_folders_make_no_circles(scans: Path) -> None:
    (scans / "scans" / "b" / "loop").symlink_to(scans / "scans", target_is_directory=True)
    assert len(gather(["scans"])) == 4


def names(*paths: str) -> list[str]:
    return named([Input(Path(p)) for p in paths])


def test_names_are_stems_unless_they_collide() -> None:
    assert names("a.jpg", "b.jpg") == ["a", "b"]
    assert names("a.jpg", "b.jpg", "a.png", "A.tif") == ["a.jpg", "b", "a.png", "A.tif"]
    assert names("x/a.jpg", "y/a.jpg") == ["a.jpg", "a.jpg-2"]
    assert named([Input(Path("x/a.jpg"), Path("x")), Input(Path("y/a.jpg"), Path("y"))]) == ["a", "a"]


def test_a_file_called_like_a_page_of_another_does_not_overwrite_it() -> None:
    assert names("a-0001.jpg", "a.pdf") == ["a-0001", "a.pdf"]
    assert names("a-0001.jpg", "a.jpg") == ["a-0001", "a"]


FILES = ["a.jpg", "A.jpg", "a.png", "a.jpg.png", "a-2.png", "a.jpg-2.tif", "a-0001.png", "a.pdf", "a.tif"]
NAMES = st.sampled_from(FILES)


@given(st.lists(st.tuples(st.sampled_from("xy"), NAMES), unique=True, max_size=9), st.integers(1, 3))
def test_no_two_pages_are_ever_called_alike(files: list[tuple[str, str]], pages: int) -> None:
    inputs = [Input(Path(folder) / file) for folder, file in files]
    found = named(inputs)
    outputs = [
        page_name(name, page, count).casefold()
        for item, name in zip(inputs, found, strict=True)
        for count in [pages if item.path.suffix in (".pdf", ".tif") else 1]
        for page in range(1, count + 1)
    ]
    assert len(set(outputs)) == len(outputs)
    assert named(inputs) == found


@pytest.mark.parametrize(
    ("text", "pages"),
    [("3", [3]), ("1-3,7", [1, 2, 3, 7]), ("8-", [8, 9]), ("2, 1 - 2", [1, 2]), ("20", []), ("7-30", [7, 8, 9])],
)
def test_page_selections(text: str, pages: list[int]) -> None:
    assert list(PageSelection.parse(text).of(9)) == pages


@pytest.mark.parametrize("text", ["", "0", "3-1", "a", "1,", "-3", "1--2", "1.5", "0-3"])
def test_wrong_page_selections_are_usage_errors(text: str) -> None:
    with pytest.raises(UsageError, match="--pages"):
        PageSelection.parse(text)
