"""What is no file, cannot be opened, or has a name of its own kind; PDFs and archives that are torn or hostile."""

# ruff: noqa: E501 - a row of the table is a line

from __future__ import annotations

import io
import os
import socket
import tarfile
import zipfile
from pathlib import Path

import pikepdf

from tests.bad.images import good, saved, sheet
from tests.bad.rows import Make, Row, content


def fifo(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # names of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def link(to: str) -> Make:
    return lambda path: path.symlink_to(to)


def folder_with_page(path: Path) -> None:
    path.mkdir()
    (path / "inner.png").write_bytes(saved())


def pdf(boxes: str = "[0 0 90 90]", page: str = "", kids: str = "[3 0 R]", count: int = 1, more: str = "") -> bytes:
    return (
        f"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count {count}/Kids{kids}>>\n"
        f"endobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox{boxes}{page}>>\nendobj\n{more}"
        "trailer\n<</Size 9/Root 1 0 R>>\n%%EOF\n"
    ).encode()


def stream(number: int, head: str, body: str) -> str:
    return f"{number} 0 obj\n<<{head}/Length {len(body)}>>\nstream\n{body}\nendstream\nendobj\n"


def encrypted() -> bytes:
    document, file = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    return file.getvalue()


def flate_bomb() -> bytes:
    document, file = pikepdf.new(), io.BytesIO()
    page = document.add_blank_page(page_size=(90, 90))
    page.Contents = pikepdf.Stream(document, b" " * 100_000_000)
    document.save(file, compress_streams=True)
    return file.getvalue()


def deep_pdf() -> bytes:
    return pdf(page="/Annots " + "[" * 5000 + "]" * 5000)


FORM = "/Type/XObject/Subtype/Form/BBox[0 0 90 90]/Resources<</XObject<</F 5 0 R>>>>"
ITSELF = stream(4, "", "/F Do") + stream(5, FORM, "/F Do")
PICTURE = "/Type/XObject/Subtype/Image/Width 90000/Height 90000/ColorSpace/DeviceGray/BitsPerComponent 8"
SHOWN = "q 90 0 0 90 0 0 cm /F Do Q"
SMALL = stream(4, "", SHOWN) + stream(5, PICTURE.replace("90000", "2"), "abcd")
LARGE = stream(4, "", SHOWN) + stream(5, PICTURE, "x")
NO_CONTENT = "/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"

PDFS = [
    Row("torn.pdf", content(b"%PDF-1.7\nnothing"), "damaged"),
    Row("head.pdf", content(b"%PDF-"), "damaged"),
    Row("late.pdf", content(b"\n" * 900 + pdf()), kind="PDF header late in the file"),
    Row("locked.pdf", content(encrypted), "password"),
    Row("no-pages.pdf", content(pdf(kids="[]", count=0)), "no page|none of the pages|damaged", kind="PDF without pages"),
    Row("lies.pdf", content(pdf(count=3)), "damaged|page", kind="PDF that claims more pages than it has"),
    Row("circle.pdf", content(pdf(kids="[2 0 R]")), "damaged|page", kind="PDF page tree in a circle"),
    Row("missing.pdf", content(pdf(kids="[7 0 R]")), "damaged", kind="PDF page missing"),
    Row("zero-box.pdf", content(pdf("[0 0 0 0]")), kind="PDF box of nothing"),
    Row("turned-box.pdf", content(pdf("[90 90 0 0]")), kind="PDF box upside down"),
    Row("nan-box.pdf", content(pdf("[0 0 nan inf]")), kind="PDF box of NaN"),
    Row("words-box.pdf", content(pdf("(x)")), kind="PDF box in words"),
    Row("huge-box.pdf", content(pdf("[0 0 90000 90000]")), "megapixels", kind="PDF page of a kilometre"),
    Row("far-box.pdf", content(pdf("[1e30 1e30 2e30 2e30]")), kind="PDF box out of this world"),
    Row("line-box.pdf", content(pdf("[0 0 9000 0.001]")), kind="PDF page thin as a hair"),
    Row("no-crop.pdf", content(pdf(page="/CropBox[10 10 10 50]" + NO_CONTENT, more=SMALL)), kind="PDF crop box of nothing"),
    Row("turned-crop.pdf", content(pdf(page="/CropBox[50 50 10 10]" + NO_CONTENT, more=SMALL)), kind="PDF crop box upside down"),
    Row("self.pdf", content(pdf(page=NO_CONTENT, more=ITSELF)), kind="PDF form that draws itself"),
    Row("large-image.pdf", content(pdf(page=NO_CONTENT, more=LARGE)), "megapixels", kind="PDF with a bomb of an image"),
    Row("lost-content.pdf", content(pdf(page="/Contents 8 0 R")), kind="PDF whose content is missing"),
    Row("flate.pdf", content(flate_bomb), kind="PDF whose content unpacks to 100 MB"),
    Row("deep.pdf", content(deep_pdf), kind="PDF nested 5,000 deep"),
    Row("script.pdf", content(pdf(page="/AA<</O<</S/JavaScript/JS(app.alert(1))>>>>")), kind="PDF with a script"),
    Row("launch.pdf", content(pdf(page="/AA<</O<</S/Launch/F(/bin/sh)>>>>")), kind="PDF that would start a program"),
]


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(name: str, kind: bytes = tarfile.REGTYPE, to: str = "", data: bytes = b"") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname, entry.size = kind, to, len(data)
        archive.addfile(entry, io.BytesIO(data))
    return file.getvalue()


ARCHIVES = [
    Row("pages.zip", content(lambda: zipped({"a.png": saved(), "b/c.png": saved(form="PNG", image=sheet((80, 70)))})), pages=2),
    Row("cut.zip", content(lambda: zipped({"a.png": saved()})[:-30]), "damaged", kind="ZIP cut short"),
    Row("locked.zip", content(lambda: zipped({"a.png": saved()}).replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1")), "password"),
    Row("cut.tar.gz", content(lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\3" + bytes(20)), "damaged", kind="gzip of nothing"),
    Row("nested.zip", content(lambda: zipped({"in.zip": zipped({"a.png": saved()})})), "inside an archive"),
    Row("up.zip", content(lambda: zipped({"../../up.png": saved()})), "leads out", kind="ZIP that climbs"),
    Row("abs.tar", content(lambda: tarred("/abs.png", data=saved())), "absolute", kind="TAR with an absolute path"),
    Row("link.tar", content(lambda: tarred("a.png", tarfile.SYMTYPE, "/etc/passwd")), "link or device"),
    Row("device.tar", content(lambda: tarred("a.png", tarfile.CHRTYPE)), "link or device"),
    Row("words.zip", content(lambda: zipped({"a.txt": b"words"})), "no page scans"),
    Row("empty.zip", content(b"PK\5\6" + bytes(18)), "no page scans", kind="ZIP of nothing"),
    Row("torn-inside.zip", content(lambda: zipped({"a.png": saved()[:60]})), "too early"),
    Row("bomb-inside.zip", content(lambda: zipped({"a.png": b"\x89PNG\r\n\x1a\n" + bytes(50_000_000)})), "damaged"),
]  # fmt: skip

PLACES = [
    Row("pipe.png", fifo, "a named pipe"),
    Row("socket.png", listening, "a socket"),
    Row("endless.png", link("/dev/zero"), "a device"),
    Row("dangling.png", link("nowhere.png"), "leads nowhere"),
    Row("loop.png", link("loop.png"), "in a circle"),
    Row("folder.jpg", folder_with_page, kind="a folder called .jpg, with a page"),
    Row("empty-folder.jpg", Path.mkdir, pages=0, kind="a folder called .jpg, empty"),
    Row("版面 1.png", good(), kind="name in Chinese, with a space"),
    Row("晚报".encode("gbk").decode("utf-8", "surrogateescape") + ".png", good(), kind="name in GBK"),
    Row("\udcff\udcfe.png", good(), kind="name in no encoding"),
    Row("new\nline.png", good(), kind="name of two lines"),
    Row("\x1b[2Jclear.png", good(), kind="name that clears the screen"),
    Row("-o.png", good(), kind="name like an option"),
    Row("a" * 251 + ".png", good(), kind="name of 255 bytes"),
    Row("报" * 83 + ".png", good(), kind="Chinese name of 253 bytes"),
    Row("UPPER.PNG", good(), kind="suffix in capitals"),
    Row("con.png", good(), kind="name that Windows keeps to itself"),
]
ROWS = [*PDFS, *ARCHIVES, *PLACES]
