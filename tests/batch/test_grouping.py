"""Which pages are an issue."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocrfix.batch import Input, gather, grouped, pattern
from ocrfix.errors import UsageError
from tests.batch.packed import packed, png


def issues(*items: Input, names: str | None = None) -> list[tuple[str, str]]:
    found = grouped(items, pattern(names) if names else None)
    return [(issue.name, issue.folder.as_posix()) for issue in found]


def test_a_folder_is_an_issue(tmp_path: Path) -> None:
    assert issues(Input(Path("x/a.png"), Path("x")), Input(Path("x/b.png"), Path("x"))) == [("x", "x")] * 2
    assert issues(Input(Path("/a.png"))) == [("pages", ".")]


def test_folders_of_an_archive_are_issues(tmp_path: Path) -> None:
    items = gather([str(packed(tmp_path / "box.zip", {"a/p.png": png(), "q.png": png()}))])
    assert issues(*items) == [("a", "box/a"), ("box", "box")]


def test_a_pattern_groups_over_folders() -> None:
    items = [Input(Path(f"in/{f}"), Path(f).parent) for f in ("p1/np_1931-04-02_1.png", "p2/np_1931-04-02_2.png",
             "p2/np_1931-04-03_2.png", "p2/cover.png")]  # fmt: skip
    assert issues(*items, names=r"(np)_(\d{4}-\d\d-\d\d)") == [
        ("np-1931-04-02", "."), ("np-1931-04-02", "."), ("np-1931-04-03", "p2"), ("p2", "p2"),
    ]  # fmt: skip
    assert issues(*items, names=r"^(p\d)/") == [("p1", "p1"), ("p2", "p2"), ("p2", "p2"), ("p2", "p2")]


def test_a_list_comes_first() -> None:
    items = [Input(Path("a/1.png"), Path("a"), issue="i"), Input(Path("b/2.png"), Path("b"))]
    assert issues(*items, names="(2)") == [("i", "a"), ("2", "b")]
    assert grouped(items)[0].told


def test_an_issue_is_never_named_into_another_folder() -> None:
    assert issues(Input(Path("x/..a.png"), Path("x")), names=r"(x/\.\.a)") == [("x-..a", "x")]


@pytest.mark.parametrize("text", ["(", "abc", "[", "(?:x)"])
def test_a_pattern_needs_a_group(text: str) -> None:
    with pytest.raises(UsageError, match="--issues"):
        pattern(text)
