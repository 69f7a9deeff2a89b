"""Pages in ZIP and TAR archives: found in order, copied out one at a time, refused where they are not honest."""

from __future__ import annotations

import random
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from ocrfix.batch import Input, Shelf, gather, stamp
from ocrfix.errors import CannotWrite, UnreadableInput
from ocrfix.settings.scan import ScanSettings
from tests.batch.packed import packed, png

KINDS = [".zip", ".tar", ".tgz", ".tbz2", ".txz"]
SETTINGS = ScanSettings()
FILES = {"a/p10.png": png(10), "a/p2.png": png(2), "notes.txt": b"x", "a/.hidden.png": b"x", "q.tif": b"II*\0"}


def read(items: tuple[Input, ...], folder: Path, settings: ScanSettings = SETTINGS) -> dict[str, bytes | str]:
    """What each input holds, or why it was refused."""
    found: dict[str, bytes | str] = {}
    with Shelf(settings, folder / "shelf") as shelf:
        for item in items:
            try:
                with shelf.local(item) as path:
                    found[str(item)] = path.read_bytes()
                    assert path.suffix == Path(item.file_name).suffix
                assert item.member is None or not path.exists()
            except UnreadableInput as error:
                assert error.next_step
                found[str(item)] = error.cause
    assert not (folder / "shelf").exists()
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_an_archive_is_a_folder_of_its_name(kind: str, tmp_path: Path) -> None:
    path = packed(tmp_path / f"box{kind}", FILES)
    items = gather([str(path)])
    assert {str(i): i.folder.as_posix() for i in items} == {
        f"{path}!/a/p2.png": "box/a", f"{path}!/a/p10.png": "box/a", f"{path}!/q.tif": "box"
    }  # fmt: skip
    assert [i.stem for i in sorted(items, key=lambda i: i.place)] == ["p2", "p10", "q"]
    assert read(items, tmp_path) == {f"{path}!/{name}": FILES[name] for name in ("a/p2.png", "a/p10.png", "q.tif")}


@pytest.mark.parametrize("kind", KINDS)
def test_archives_are_found_in_folders_and_by_content(kind: str, tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    packed(tmp_path / "in" / "sub" / f"box{kind}", {"p.png": png()})
    (item,) = gather([str(tmp_path / "in")])
    assert item.folder == Path("sub/box")
    other = (tmp_path / "in" / "sub" / f"box{kind}").rename(tmp_path / "box.dat")
    (item,) = gather([str(other)])
    assert item.stem == "p"


def test_a_squeezed_tar_comes_as_it_lies_so_that_it_is_read_once(tmp_path: Path) -> None:
    path = packed(tmp_path / "box.tgz", {f"p{n}.png": png(n) for n in (3, 1, 2)})
    assert [(i.stem, i.place) for i in gather([str(path)])] == [("p3", 2), ("p1", 0), ("p2", 1)]
    path = packed(tmp_path / "box.tar", {f"p{n}.png": png(n) for n in (3, 1, 2)})
    assert [i.stem for i in gather([str(path)])] == ["p1", "p2", "p3"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_may_be_asked_for_again_and_out_of_order(kind: str, tmp_path: Path) -> None:
    path = packed(tmp_path / f"box{kind}", {f"p{n}.png": png(n) for n in (1, 2, 3)})
    items = gather([str(path)])
    with Shelf(SETTINGS, tmp_path / "shelf") as shelf:
        for item in (items[2], items[0], items[0], items[1]):
            with shelf.local(item) as one, shelf.local(items[2]) as other:
                assert one.read_bytes() == png(int(item.stem[1:])) and other.read_bytes() == png(3)


TRICKS = {"../up.png": "leads out", "/etc/abs.png": "absolute", "C:\\w.png": "absolute", "a/../../up.png": "leads out",
          "..\\back.png": "leads out"}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_tricky_names_are_refused_and_touch_nothing(kind: str, tmp_path: Path) -> None:
    path = packed(tmp_path / f"box{kind}", {"good.png": png(), **dict.fromkeys(TRICKS, png())})
    items = gather([str(path)])
    found = read(items, tmp_path)
    assert found.pop(f"{path}!/good.png") == png()
    assert len(found) == len(TRICKS)
    for name, cause in found.items():
        wanted = TRICKS[name.partition("!/")[2] if kind != ".zip" else next(
            t for t in TRICKS if t.replace("\\", "/") == name.partition("!/")[2])]  # fmt: skip
        assert wanted in str(cause)
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"box{kind}"]
    assert all(".." not in i.folder.parts and not i.folder.is_absolute() for i in items)


@pytest.mark.parametrize("link", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE])
def test_links_and_devices_in_a_tar_are_refused(link: bytes, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    path = packed(tmp_path / "box.tar", {"good.png": png()})
    with tarfile.open(path, "a") as tar:
        entry = tarfile.TarInfo("bad.png")
        entry.type, entry.linkname = link, str(tmp_path / "secret.png")
        tar.addfile(entry)
    found = read(gather([str(path)]), tmp_path)
    assert found == {f"{path}!/good.png": png(), f"{path}!/bad.png": "it is a link or device, no file"}


def test_links_in_a_zip_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "box.zip", {"good.png": png()})
    with zipfile.ZipFile(path, "a") as archive:
        entry = zipfile.ZipInfo("bad.png")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    found = read(gather([str(path)]), tmp_path)
    assert found[f"{path}!/bad.png"] == "it is a link or device, no file" and found[f"{path}!/good.png"] == png()


@pytest.mark.parametrize("kind", KINDS)
def test_archives_in_archives_are_refused_by_name(kind: str, tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"p.png": png()}).read_bytes()
    path = packed(tmp_path / f"box{kind}", {"good.png": png(), "b/inner.zip": inner})
    found = read(gather([str(path)]), tmp_path)
    assert "not opened" in str(found[f"{path}!/b/inner.zip"]) and found[f"{path}!/good.png"] == png()


@pytest.mark.parametrize("kind", KINDS)
def test_what_unpacks_to_too_much_is_refused(kind: str, tmp_path: Path) -> None:
    path = packed(tmp_path / f"box{kind}", {"good.png": png(), "bomb.png": b"\0" * 300_000})
    found = read(gather([str(path)], settings=(small := ScanSettings(archive_member_mb=0.1))), tmp_path, small)
    assert "MB a file may have" in str(found[f"{path}!/bomb.png"]) and found[f"{path}!/good.png"] == png()


def test_a_zip_that_lies_about_sizes_is_caught_while_it_unpacks(tmp_path: Path) -> None:
    path = packed(tmp_path / "box.zip", {"bomb.png": b"\0" * 3_000_000})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        struct.pack_into("<I", data, data.index(signature) + offset, 10)
    path.write_bytes(data)
    found = read(gather([str(path)]), tmp_path)
    assert isinstance(found[f"{path}!/bomb.png"], str)


def test_a_tar_header_that_claims_gigabytes_costs_no_memory(tmp_path: Path) -> None:
    path = packed(tmp_path / "box.tgz", {"good.png": png()})
    with tarfile.open(tmp_path / "box.tar", "w") as tar:
        entry = tarfile.TarInfo("x")
        entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 7_000_000_000
        tar.addfile(entry)
    items = gather([str(tmp_path / "box.tar"), str(path)])
    found = read(items, tmp_path)
    assert "claims 7,000,000,000 bytes" in str(found[str(tmp_path / "box.tar")])
    assert found[f"{path}!/good.png"] == png()


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("kind", KINDS)
def test_a_truncated_archive_gives_what_it_has_and_says_so(kind: str, keep: float, tmp_path: Path) -> None:
    noise = {f"p{n}.png": random.Random(n).randbytes(9000) for n in range(1, 6)}
    path = packed(tmp_path / f"box{kind}", noise)
    data = path.read_bytes()
    end = data.rindex(b"p5.png") if kind == ".tar" else len(data)
    path.write_bytes(data[: int(end * keep)])
    found = read(gather([str(path)]), tmp_path)
    assert any(isinstance(content, str) for content in found.values())
    whole = {name.partition("!/")[2]: content for name, content in found.items() if isinstance(content, bytes)}
    assert whole.items() <= noise.items()


def test_a_tar_broken_in_the_middle_does_not_end_there_in_silence(tmp_path: Path) -> None:
    path = packed(tmp_path / "box.tar", {f"p{n}.png": png(n) for n in (1, 2, 3)})
    data = bytearray(path.read_bytes())
    place = data.index(b"p2.png")
    data[place : place + 512] = b"\xff" * 512
    path.write_bytes(data)
    found = read(gather([str(path)]), tmp_path)
    assert found[f"{path}!/p1.png"] == png(1) and "damaged" in str(found[str(path)])


def test_locked_and_strange_zips_are_named(tmp_path: Path) -> None:
    path = packed(tmp_path / "box.zip", {"locked.png": png(), "odd.png": png()})
    data = bytearray(path.read_bytes())
    first, second = data.index(b"PK\1\2"), data.rindex(b"PK\1\2")
    data[first + 8] |= 1
    struct.pack_into("<H", data, second + 10, 97)
    path.write_bytes(data)
    found = read(gather([str(path)]), tmp_path)
    assert "password" in str(found[f"{path}!/locked.png"]) and "compression" in str(found[f"{path}!/odd.png"])


def test_names_packed_in_gbk_are_read(tmp_path: Path) -> None:
    path = tmp_path / "box.zip"
    path.write_bytes(packed(path, {"xxxx.png": png()}).read_bytes().replace(b"xxxx", "晚报".encode("gbk")))
    (item,) = gather([str(path)])
    assert item.stem == "晚报" and read((item,), tmp_path)[str(item)] == png()


@pytest.mark.parametrize("content", [b"", b"PK\5\6" + bytes(18), b"PK\3\4 not really", b"\x1f\x8b nor this"])
def test_an_archive_of_nothing_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "box.zip").write_bytes(content)
    (item,) = gather([str(tmp_path)])
    assert item.path.name == "box.zip" and (item.refused is not None) == bool(content)


def test_more_files_than_allowed_are_not_listed(tmp_path: Path) -> None:
    path = packed(tmp_path / "box.zip", {f"p{n}.png": b"" for n in range(9)})
    found = read(gather([str(path)], settings=ScanSettings(archive_members=5)), tmp_path)
    assert len(found) == 6 and "archive_members" in str(found[str(path)])


def test_a_shelf_sweeps_what_a_killed_run_left(tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "left.png").write_bytes(b"x")
    with Shelf(SETTINGS, tmp_path / "shelf"):
        assert not (tmp_path / "shelf").exists()


def test_no_room_for_a_member_is_no_fault_of_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (item,) = gather([str(packed(tmp_path / "box.zip", {"p.png": png()}))])
    (tmp_path / "file").write_bytes(b"")
    with Shelf(SETTINGS, tmp_path / "file" / "x") as shelf, pytest.raises(CannotWrite), shelf.local(item):
        pass


def test_a_stamp_changes_with_the_file_and_the_member(tmp_path: Path) -> None:
    path = packed(tmp_path / "box.zip", {"a.png": png(1), "b.png": png(2)})
    one, other = gather([str(path)])
    assert stamp(one) != stamp(other) and stamp(one) == stamp(gather([str(path)])[0])
    before = stamp(one)
    packed(path, {"a.png": png(9), "b.png": png(2), "c.png": png(3)})
    assert stamp(one) != before
    path.unlink()
    with pytest.raises(UnreadableInput):
        stamp(one)
