"""Images that are torn, huge, strange or hostile."""

# ruff: noqa: E501 - a row of the table is a line

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, PngImagePlugin, TiffImagePlugin

from tests.bad.rows import Make, Row, content

SIZE = (160, 120)


def sheet(size: tuple[int, int] = SIZE) -> Image.Image:
    """Something like a page: gray paper with black rows."""
    image = Image.new("RGB", size, (230, 228, 220))
    draw = ImageDraw.Draw(image)
    for top in range(6, size[1] - 6, 12):
        draw.rectangle((6, top, size[0] - 8, top + 5), fill=(20, 20, 30))
    return image


def saved(image: Image.Image | None = None, form: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    (image or sheet()).save(file, form, **options)
    return file.getvalue()


def good(form: str = "PNG", image: Image.Image | None = None, **options: Any) -> Make:
    return content(lambda: saved(image, form, **options))


def noise(size: tuple[int, int] = SIZE) -> Image.Image:
    return Image.fromarray(np.random.default_rng(5).integers(0, 255, (size[1], size[0], 3), np.uint8))


def cut(form: str, keep: float = 0.6, **options: Any) -> Make:
    def make() -> bytes:
        data = saved(noise().convert("1") if options.get("compression") == "group4" else noise(), form, **options)
        return data[: int(len(data) * keep)]

    return content(make)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(*chunks: tuple[bytes, bytes]) -> bytes:
    """A good PNG with more chunks after its header."""
    data = saved()
    return data[:33] + b"".join(chunk(*c) for c in chunks) + data[33:]


def png_sized(width: int, height: int) -> bytes:
    data = saved()
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return data[:8] + chunk(b"IHDR", header) + data[33:]


def patched(data: bytes, at: bytes, offset: int, new: bytes) -> bytes:
    place = data.index(at) + offset
    return data[:place] + new + data[place + len(new) :]


def jpeg_sized(width: int, height: int) -> bytes:
    return patched(saved(form="JPEG"), b"\xff\xc0", 5, struct.pack(">HH", height, width))


def tiff(tags: dict[int, Any], image: Image.Image | None = None, **options: Any) -> bytes:
    return saved(image, "TIFF", tiffinfo=tags, **options)


def raw_tiff(*entries: tuple[int, int, int, int], order: str = "<", tail: bytes = b"\x80" * 64, following: int = 0) -> bytes:
    """A TIFF with one directory of these entries: tag, type, count, value."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, len(entries))
    body = b"".join(
        struct.pack(order + "HHI", tag, kind, count)
        + (struct.pack(order + "HH", value, 0) if kind == 3 and count == 1 else struct.pack(order + "I", value))
        for tag, kind, count, value in entries
    )
    return head + body + struct.pack(order + "I", following) + tail


def gray_tiff(**changed: tuple[int, int, int]) -> bytes:
    """An 8 x 8 gray TIFF with some entries changed: ``w``, ``h``, ``bits``, ``comp``, ``photo``, ``off``, ``size``."""
    names = {"w": 256, "h": 257, "bits": 258, "comp": 259, "photo": 262, "off": 273, "spp": 277, "rows": 278,
             "size": 279, "xres": 282, "planar": 284, "orient": 274, "sub": 254}  # fmt: skip
    plain = {"w": (4, 1, 8), "h": (4, 1, 8), "bits": (3, 1, 8), "comp": (3, 1, 1), "photo": (3, 1, 1),
             "off": (4, 1, 200), "spp": (3, 1, 1), "rows": (4, 1, 8), "size": (4, 1, 64)}  # fmt: skip
    entries = sorted((names[k], *v) for k, v in {**plain, **changed}.items())
    data = raw_tiff(*entries, tail=b"")
    return data.ljust(200, b"\0") + b"\xc0" * 64


def tiled() -> bytes:
    tiles = 16 * 16
    entries = [(256, 4, 1, 32), (257, 4, 1, 32), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (277, 3, 1, 1),
               (322, 4, 1, 16), (323, 4, 1, 16), (324, 4, 4, 200), (325, 4, 4, 216)]  # fmt: skip
    data = raw_tiff(*entries, tail=b"").ljust(200, b"\0")
    data += struct.pack("<4I", *(240 + tiles * n for n in range(4))) + struct.pack("<4I", *[tiles] * 4)
    return data.ljust(240, b"\0") + bytes([0, 80, 160, 255][n] for n in range(4) for _ in range(tiles))


def planes() -> bytes:
    """Red, green and blue one after the other."""
    data = gray_tiff(
        photo=(3, 1, 2), spp=(3, 1, 3), planar=(3, 1, 2), bits=(3, 3, 150), off=(4, 3, 160), size=(4, 3, 176)
    )
    body = bytearray(data.ljust(400, b"\xc0"))
    struct.pack_into("<3H", body, 150, 8, 8, 8)
    struct.pack_into("<3I", body, 160, 200, 264, 328)
    struct.pack_into("<3I", body, 176, 64, 64, 64)
    return bytes(body)


def frames(form: str, count: int = 3, **options: Any) -> bytes:
    images = [Image.new("RGB", SIZE, (250 - n, 240, 240)) for n in range(count)]
    return saved(images[0], form, save_all=True, append_images=images[1:], **options)


def masked() -> bytes:
    """A page, then a transparency mask and a thumbnail, which are no pages."""
    first = sheet()
    others = []
    for kind in (4, 1):
        info = TiffImagePlugin.ImageFileDirectory_v2()
        info[254] = kind
        small = Image.new("L", (20, 16), 255)
        small.encoderinfo = {"tiffinfo": info}  # type: ignore[attr-defined]
        others.append(small)
    return saved(first, "TIFF", save_all=True, append_images=others)


def floats(value: float) -> Image.Image:
    return Image.fromarray(np.full((SIZE[1], SIZE[0]), value, np.float32))


def turned(value: int | bytes) -> bytes:
    """Exif with this orientation, a number or words."""
    if isinstance(value, int):
        entry = struct.pack("<HHIHH", 274, 3, 1, value, 0)
    else:
        entry = struct.pack("<HHII", 274, 2, len(value), 26)
    words = value if isinstance(value, bytes) else b""
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4) + words


def text_bomb() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "x" * 70_000_000, zip=True)
    return saved(pnginfo=info)


def palette() -> Image.Image:
    return sheet().convert("P", palette=Image.Palette.ADAPTIVE, colors=7)


DEEP = Image.fromarray(np.linspace(0, 65535, 160).astype(np.uint16)[None].repeat(120, axis=0))
NAN = TiffImagePlugin.IFDRational(0, 0)
EARLY = "too early"
MUCH = "megapixels"
UNKNOWN = "known format"
MAGIC = {"jpg": b"\xff\xd8\xff\xe0", "png": b"\x89PNG\r\n\x1a\n", "tif": b"II*\0", "gif": b"GIF89a", "bmp": b"BM",
         "webp": b"RIFF\x10\0\0\0WEBPVP8 ", "jp2": b"\0\0\0\x0cjP  \r\n\x87\n", "j2k": b"\xff\x4f\xff\x51"}  # fmt: skip
CUT: dict[str, tuple[str, dict[str, Any]]] = {
    "jpg": ("JPEG", {}), "progressive.jpg": ("JPEG", {"progressive": True}), "png": ("PNG", {}),
    "raw.tif": ("TIFF", {}), "lzw.tif": ("TIFF", {"compression": "tiff_lzw"}),
    "jpeg.tif": ("TIFF", {"compression": "jpeg"}), "g4.tif": ("TIFF", {"compression": "group4"}),
    "deflate.tif": ("TIFF", {"compression": "tiff_adobe_deflate"}), "webp": ("WEBP", {}),
    "lossless.webp": ("WEBP", {"lossless": True}), "bmp": ("BMP", {}), "jp2": ("JPEG2000", {}), "gif": ("GIF", {}),
}  # fmt: skip

TORN = [
    Row("empty.png", content(b""), "empty (0 bytes)"),
    *(Row(f"cut.{end}", cut(form, **options), EARLY) for end, (form, options) in CUT.items()),
    *(Row(f"head.{end}", content(magic), "damaged") for end, magic in MAGIC.items()),
    *(Row(f"zeros.{end}", content(magic + bytes(400)), "damaged") for end, magic in MAGIC.items()),
    Row("crc.png", content(patched(saved(), b"IHDR", 13, b"\0\0\0\0")), "damaged"),
    Row("hole.png", content(patched(saved(noise()), b"IDAT", 300, b"\xff" * 50)), "damaged"),
    Row("data-missing.png", content(saved()[:33] + chunk(b"IEND", b"")), "damaged"),
    Row("text.png", content(b"no image, but some words\n"), UNKNOWN),
    Row("page.html.jpg", content(b"<!doctype html><title>404</title>"), UNKNOWN),
    Row("drawing.svg.png", content(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), UNKNOWN),
    Row("photo.heic.jpg", content(b"\0\0\0\x18ftypheic" + bytes(80)), UNKNOWN),
    Row("layers.psd.tif", content(b"8BPS\0\1" + bytes(80)), UNKNOWN),
    Row("letters.ps.pdf", content(b"%!PS-Adobe-3.0\n"), UNKNOWN),
    Row("book.djvu.pdf", content(b"AT&TFORM" + bytes(80)), UNKNOWN),
    Row("zeros.jpg", content(bytes(5000)), UNKNOWN, kind="nothing but zeros"),
    Row("zip.jpg", content(b"PK\3\4" + bytes(60)), "a ZIP archive, no page"),
    Row("gzip.png", content(b"\x1f\x8b\x08" + bytes(60)), "a gzip file, no page"),
    Row("rar.tif", content(b"Rar!\x1a\7\1\0"), "a RAR archive, no page"),
]
HUGE = [
    Row("bomb.png", content(png_sized(40_000, 40_000)), MUCH),
    Row("bomb.jpg", content(jpeg_sized(65_000, 65_000)), MUCH),
    Row("bomb.tif", content(gray_tiff(w=(4, 1, 1 << 20), h=(4, 1, 1 << 20))), MUCH),
    Row("bomb.bmp", content(patched(saved(form="BMP"), b"BM", 18, struct.pack("<ii", 99_999, 99_999))), MUCH),
    Row("bomb.gif", content(patched(saved(form="GIF"), b"GIF8", 6, struct.pack("<HH", 65_535, 65_535))), MUCH),
    Row("bomb-frame.gif", content(lambda: patched(saved(form="GIF"), b",\0\0\0\0", 5, struct.pack("<HH", 65_535, 65_535))), "damaged", kind="GIF frame larger than its screen"),
    Row("bomb.jp2", content(patched(saved(form="JPEG2000"), b"ihdr", 4, struct.pack(">II", 70_000, 70_000))), "pixels|damaged"),
    Row("wide.png", content(png_sized(2**31 - 1, 1)), "megapixels|damaged", kind="two thousand million wide"),
    Row("none.png", content(png_sized(0, 10)), "damaged", kind="no width"),
    Row("none.tif", content(gray_tiff(w=(4, 1, 0))), "damaged|no pixels", kind="TIFF of no width"),
    Row("none.bmp", content(patched(saved(form="BMP"), b"BM", 18, struct.pack("<ii", 0, 0))), "damaged|no pixels", kind="BMP of no size"),
    Row("short-strip.tif", content(gray_tiff(w=(4, 1, 9000), h=(4, 1, 9000))), "damaged", kind="TIFF with too little data"),
    Row("text-bomb.png", content(text_bomb), "damaged", kind="PNG whose comment unpacks to 70 MB"),
    Row("icc-bomb.png", content(lambda: png_with((b"iCCP", b"x\0\0" + zlib.compress(bytes(80_000_000))))), "too large", kind="PNG with a profile of 80 MB"),
    Row("entries.tif", content(gray_tiff(xres=(5, 1 << 30, 8))), kind="TIFF tag of a thousand million values"),
    Row("wide.jpg", good("JPEG", sheet((60_000, 40))), kind="60,000 px wide"),
    Row("tall.png", good("PNG", Image.new("L", (40, 60_000), 255)), kind="60,000 px high"),
    Row("dot.png", good(image=Image.new("L", (1, 1), 255)), kind="1 x 1"),
    Row("dot.jpg", good("JPEG", Image.new("L", (1, 1), 0)), kind="1 x 1, black"),
    Row("row.png", good(image=Image.new("L", (500, 1), 0)), kind="500 x 1"),
    Row("column.tif", good("TIFF", Image.new("L", (2, 500), 0)), kind="2 x 500"),
]
PLAIN = [
    Row("black.png", good(image=Image.new("L", (900, 700), 0)), kind="all black"),
    Row("white.png", good(image=Image.new("L", (900, 700), 255)), kind="all white"),
    Row("gray.jpg", good("JPEG", Image.new("L", (900, 700), 128)), kind="all gray"),
    Row("noise.png", good(image=noise((900, 700))), kind="noise"),
    Row("stripes.png", good(image=Image.fromarray(np.tile([[0], [255]], (350, 900)).astype(np.uint8))), kind="stripes of one pixel"),
    Row("checkers.png", good(image=Image.fromarray((np.indices((700, 900)).sum(0) % 2 * 255).astype(np.uint8))), kind="checkers"),
    Row("down.png", good(image=sheet((900, 700)).rotate(180)), kind="upside down"),
    Row("clear.png", good(image=Image.new("RGBA", (90, 70), (0, 0, 0, 0))), kind="wholly transparent"),
]
STRANGE = [
    Row("png.jpg", good(), kind="PNG called .jpg"),
    Row("jpeg.pdf", good("JPEG"), kind="JPEG called .pdf"),
    Row("cmyk.jpg", good("JPEG", sheet().convert("CMYK")), kind="CMYK JPEG"),
    Row("deep.png", good(image=DEEP), kind="16 bits PNG"),
    Row("deep.tif", good("TIFF", DEEP), kind="16 bits TIFF"),
    Row("bit.png", good(image=sheet().convert("1")), kind="1 bit PNG"),
    Row("bit.tif", good("TIFF", sheet().convert("1"), compression="group3"), kind="1 bit fax"),
    Row("palette.png", good(image=palette(), transparency=0), kind="palette with transparency"),
    Row("palette.gif", good("GIF", palette()), kind="palette GIF"),
    Row("alpha.png", good(image=sheet().convert("LA")), kind="gray with alpha"),
    Row("lab.tif", good("TIFF", sheet().convert("LAB")), kind="Lab TIFF"),
    Row("ycc.tif", good("TIFF", sheet().convert("YCbCr")), kind="YCbCr TIFF"),
    Row("animated.gif", content(lambda: frames("GIF")), kind="animated GIF"),
    Row("animated.webp", content(lambda: frames("WEBP")), kind="animated WebP"),
    Row("animated.png", content(lambda: frames("PNG")), kind="animated PNG"),
    Row("pages.tif", content(lambda: frames("TIFF")), pages=3, kind="TIFF of three pages"),
    Row("masks.tif", content(masked), kind="TIFF with mask and thumbnail"),
    Row("tiles.tif", content(tiled), kind="tiled TIFF"),
    Row("planes.tif", content(planes), kind="TIFF in planes"),
    Row("big.tif", good("TIFF", big_tiff=True), kind="BigTIFF"),
    Row("motorola.tif", content(raw_tiff((256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, 122), (277, 3, 1, 1), (278, 4, 1, 8), (279, 4, 1, 64), order=">", tail=b"\x80" * 80)), kind="big-endian TIFF"),
    Row("float.tif", good("TIFF", floats(0.5)), kind="float TIFF"),
    Row("nan.tif", good("TIFF", floats(float("nan"))), kind="TIFF of NaN alone"),
    Row("infinite.tif", good("TIFF", floats(float("inf"))), kind="TIFF of infinities"),
    Row("large-floats.tif", good("TIFF", floats(3e38)), kind="TIFF of largest floats"),
    Row("integers.tif", good("TIFF", Image.fromarray(np.full((20, 30), -(2**31), np.int32))), kind="32 bits, negative"),
    Row("no-directory.tif", content(b"II*\0\0\0\0\0"), "damaged", kind="TIFF without directory"),
    Row("far.tif", content(b"II*\0\xf0\xff\xff\xff" + bytes(50)), "damaged", kind="TIFF directory beyond the end"),
    Row("circle.tif", content(gray_tiff()[:118] + struct.pack("<I", 8) + gray_tiff()[122:]), kind="TIFF in a circle"),
    Row("compression.tif", content(gray_tiff(comp=(3, 1, 999))), "damaged", kind="unknown compression"),
    Row("bits.tif", content(gray_tiff(bits=(3, 1, 77))), "damaged", kind="77 bits"),
    Row("strip-beyond.tif", content(gray_tiff(off=(4, 1, 1 << 31))), "damaged", kind="strip beyond the end"),
    Row("dpi0.png", content(png_with((b"pHYs", struct.pack(">IIB", 0, 0, 1)))), kind="0 dpi PNG"),
    Row("dpi0.jpg", content(patched(saved(form="JPEG"), b"JFIF", 7, b"\1\0\0\0\0")), kind="0 dpi JPEG"),
    Row("dpi-nan.tif", content(tiff({282: NAN, 283: NAN, 296: 2})), kind="0/0 dpi TIFF"),
    Row("dpi-huge.tif", content(tiff({282: 4e9, 283: 4e9})), kind="4,000 million dpi"),
    Row("turn9.jpg", good("JPEG", exif=turned(9)), kind="orientation 9"),
    Row("turn-text.jpg", good("JPEG", exif=turned(b"upside down\0")), kind="orientation in words"),
    Row("turn0.tif", content(tiff({274: 0})), kind="orientation 0"),
    Row("exif.jpg", content(patched(saved(form="JPEG", exif=turned(b"x" * 90)), b"Exif\0\0", 10, b"\xff" * 40)), kind="broken Exif"),
    Row("exif-head.jpg", content(patched(saved(form="JPEG", exif=turned(6)), b"II*", 2, b"\xfe")), kind="Exif with a broken header"),
    Row("exif-head.png", content(png_with((b"eXIf", b"II\xff\xb9" + turned(3)[10:]))), kind="PNG with a broken Exif header"),
    Row("exif-short.jpg", content(saved(form="JPEG", exif=b"Exif\0\0II*\0")), kind="Exif cut short"),
    Row("profile.jpg", content(saved(form="JPEG", icc_profile=b"no profile" * 50)), kind="broken colour profile"),
    Row("tail.jpg", content(saved(form="JPEG") + b"more after the end" * 99), kind="more after the end"),
]
ROWS = [*TORN, *HUGE, *PLAIN, *STRANGE]
