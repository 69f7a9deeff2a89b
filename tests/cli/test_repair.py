"""``ocrfix repair``: files of text from elsewhere, all made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ocrfix import cli
from ocrfix.cli.repair import repair
from ocrfix.errors import ExitCode
from ocrfix.formats import json as json_format
from tests.repair.made_up import text_page

FLAWED = "河口晚报\n\n昨天下午，，市民服务中心启用，为居民提供更好的公共服务环\n\n境。首日有八百人前来,秩序良好。\n"
RIGHT = "河口晚报\n\n昨天下午，市民服务中心启用，为居民提供更好的公共服务环境。首日有八百人前来，秩序良好。\n"
CLEAN = "　　昨天下午，市民服务中心启用。\n\n\n　　首日有八百人前来。\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(repair, [str(a) for a in arguments], standalone_mode=False)


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_text_is_repaired_and_every_edit_told(tmp_path: Path) -> None:
    result = run(file(tmp_path, "page.txt", FLAWED), "-o", tmp_path / "out")
    assert result.return_value == ExitCode.OK
    assert (tmp_path / "out/page.txt").read_text(encoding="utf-8") == RIGHT
    told = json.loads((tmp_path / "out/page.edits.json").read_bytes())
    assert {e["rule"] for e in told["edits"] if e["standing"] == "applied"} == {"doubled-mark", "join", "width"}
    assert all(e["evidence"] for e in told["edits"])
    assert told["counts"]["applied"] == 3 and told["encoding"] == "utf-8"
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["page.edits.json", "page.txt"]
    assert "3 repaired" in result.stderr


def test_what_needs_no_repair_stays_byte_for_byte(tmp_path: Path) -> None:
    for name in ("page.txt", "page.md"):
        run(file(tmp_path, name, CLEAN), "-o", tmp_path / "out")
        assert (tmp_path / "out" / name).read_bytes() == CLEAN.encode()


def test_markdown_keeps_its_marks(tmp_path: Path) -> None:
    text = (
        "<!-- furniture: 河口晚报 -->\n<!-- a corrector's note,, -->\n\n# 老桥下的菜市场,开门了\n> 城市观察\n\n{}\n"
        "## 天亮以后\n\n\\# 号楼前,人多了起来。\n\n![摊主在摆菜,, 周一帆摄]()\n\n---\n\n昨天没有下雨。\n"
    )
    flawed = "昨天下午，，市民服务中心启用，为居民提供更好的公共服务环\n\n境。首日有八百人前来。\n"
    right = "昨天下午，市民服务中心启用，为居民提供更好的公共服务环境。首日有八百人前来。\n"
    run(file(tmp_path, "page.md", text.format(flawed)), "-o", tmp_path / "out")
    wanted = text.format(right).replace("市场,开", "市场，开").replace("楼前,", "楼前，").replace("摆菜,,", "摆菜，")
    assert (tmp_path / "out/page.md").read_text(encoding="utf-8") == wanted


def test_a_headline_is_never_joined_to_its_text(tmp_path: Path) -> None:
    text = "# 市民服务中心昨天下午启用，为居民提供更好的公共服务环\n\n境。首日有八百人前来，秩序良好。\n"
    run(file(tmp_path, "page.md", text), "-o", tmp_path / "out")
    assert (tmp_path / "out/page.md").read_text(encoding="utf-8") == text
    told = json.loads((tmp_path / "out/page.edits.json").read_bytes())
    assert all(e["standing"] != "applied" for e in told["edits"])


def test_json_comes_back_as_json_with_its_edits(tmp_path: Path) -> None:
    page = file(tmp_path, "page.json", json_format.write(text_page(FLAWED)))
    assert run(page, "-o", tmp_path / "out").return_value == ExitCode.OK
    repaired = json_format.read((tmp_path / "out/page.json").read_bytes(), "page")
    assert len(repaired.edits) >= 3
    assert run(tmp_path / "out/page.json", "--check").return_value == ExitCode.OK


def test_check_writes_nothing_and_exits_1(tmp_path: Path) -> None:
    flawed, clean = file(tmp_path, "a.txt", FLAWED), file(tmp_path, "b.txt", CLEAN)
    result = run(flawed, clean, "--check")
    assert result.return_value == ExitCode.FOUND
    assert len(result.stdout.splitlines()) == 3 and "doubled-mark: delete: '，'" in result.stdout
    assert run(clean, "--check").return_value == ExitCode.OK
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    run(file(tmp_path, "page.txt", FLAWED.encode(encoding)), "-o", tmp_path / "out")
    assert (tmp_path / "out/page.txt").read_text(encoding="utf-8") == RIGHT


def test_big5(tmp_path: Path) -> None:
    text = "昨天下午,市民服務中心啟用。\n"
    run(file(tmp_path, "page.txt", text.encode("big5")), "-o", tmp_path / "out")
    assert (tmp_path / "out/page.txt").read_text(encoding="utf-8") == text.replace(",", "，")


BROKEN = {
    "scan.xml": (b"<alto/>", "ALTO"),
    "empty.txt": (b"", "empty"),
    "noise.txt": (bytes(range(1, 256)) * 4, "no text in"),
    "zeros.txt": (b"\0" * 500, "no text in"),
    "other.json": (b"{}", "not ocrfix's"),
    "torn.json": (b'{"schema": "ocrfix/page", "ver', "no valid JSON"),
    "huge.txt": ("一二三四。" * 200, "bytes"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_named_and_the_others_go_on(tmp_path: Path, name: str) -> None:
    content, cause = BROKEN[name]
    bad, good = file(tmp_path, name, content), file(tmp_path, "good.txt", FLAWED)
    result = run(bad, good, "-o", tmp_path / "out", "--set", "repair.text_most=2000")
    assert result.return_value == ExitCode.PARTLY_FAILED
    assert name in result.stderr and cause in result.stderr
    assert (tmp_path / "out/good.txt").exists() and not (tmp_path / "out" / name).exists()
    alone = run(bad, "-o", tmp_path / "out", "--set", "repair.text_most=2000")
    assert alone.return_value == ExitCode.UNREADABLE_INPUT


def test_a_missing_file(tmp_path: Path) -> None:
    assert run(tmp_path / "none.txt", "--check").return_value == ExitCode.UNREADABLE_INPUT


def test_an_input_is_never_replaced(tmp_path: Path) -> None:
    page = file(tmp_path, "page.txt", FLAWED)
    assert cli.run(["repair", str(page), "-o", str(tmp_path)]) == ExitCode.USAGE
    assert page.read_text(encoding="utf-8") == FLAWED


def test_two_files_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    first, second = file(tmp_path, "page.txt", FLAWED), file(tmp_path / "b", "page.txt", CLEAN)
    result = run(first, second, "-o", tmp_path / "out")
    assert len(list((tmp_path / "out").iterdir())) == 4 and "note:" in result.stderr


def test_a_folder_or_a_check(tmp_path: Path) -> None:
    page = str(file(tmp_path, "page.txt", FLAWED))
    assert cli.run(["repair", page]) == ExitCode.USAGE
    assert cli.run(["repair", page, "--check", "-o", str(tmp_path / "out")]) == ExitCode.USAGE


def test_other_formats_on_request(tmp_path: Path) -> None:
    page = file(tmp_path, "page.txt", FLAWED)
    run(page, "-o", tmp_path / "out", "-f", "md", "-f", "json")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["page.edits.json", "page.json", "page.md"]
    assert "公共服务环境。首日" in (tmp_path / "out/page.md").read_text(encoding="utf-8")
