"""Files to begin with: good and bad ones of every kind, made up by the tests, small."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from ocrfix import formats
from tests.bad import images, places
from tests.bad.rows import Row
from tests.formats import newspaper, test_foreign

LARGEST = 40_000
"""Bytes: a change in a larger file rarely meets what matters."""
SLOW = frozenset({"flate.pdf", "bomb-inside.zip", "text-bomb.png", "icc-bomb.png"})
"""Rows of the table of bad inputs that take long to make."""
SMALL = (48, 36)
FORMS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "JPEG2000")
PACKED = ("tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits", "raw")
LISTS = (
    'path,id,issue,page,label\na.png,1931/04/p1,1931-04,1,A1\n"b c.pdf",p2,,3,"x ""y"""\n',
    "path;id\nbox.zip!/a.png;版\n",
    "path\tnote\n../a.png\t\n",
)
OBJECTS = '{"path": "a.png", "id": "p/1", "page": 2, "more": {"a": [1.5, null]}}\n{"path": "b.tif"}\n'
CONFIG = '[scan]\npdf_dpi = 400\nallow_truncated = true\n[repair]\noff = ["look-alike"]\n[batch]\njobs = "auto"\n'
PROSE = "# 老桥下的菜市场\n> 城市观察\n\n清晨五点，灯亮了。\r\n\r\n## 天亮以后\n\n人多  \n![摊主。]()\n\n---\n无题\n"


def of(target: str) -> list[bytes]:
    """The seeds of a target, each once, in an order that is always the same."""
    found = {seed: None for seed in _SEEDS[target]() if len(seed) <= LARGEST}
    return list(found)


def _images() -> Iterator[bytes]:
    small = images.sheet(SMALL)
    for form in FORMS:
        yield images.saved(small, form)
    yield images.saved(small, "WEBP", lossless=True)
    yield images.saved(small, "JPEG", progressive=True, exif=images.turned(6))
    yield images.saved(small, "PNG", exif=images.turned(3))
    yield images.saved(small.convert("P"), "PNG", transparency=0)
    yield from _made(row for row in (*images.TORN, *images.STRANGE) if not row.name.endswith(".tif"))


def _tiffs() -> Iterator[bytes]:
    small = images.sheet(SMALL)
    for packed in PACKED:
        yield images.saved(small, "TIFF", compression=packed)
    for fax in ("group3", "group4"):
        yield images.saved(small.convert("1"), "TIFF", compression=fax)
    yield images.saved(small, "TIFF", save_all=True, append_images=[small.rotate(90), small.convert("L")])
    yield images.saved(Image.new("F", SMALL, 0.5), "TIFF")
    yield from _made(row for row in (*images.TORN, *images.STRANGE) if row.name.endswith(".tif"))


def _pdfs() -> Iterator[bytes]:
    yield images.saved(images.sheet(SMALL), "PDF")
    yield from _made(places.PDFS)


def _archives() -> Iterator[bytes]:
    small = images.saved(images.sheet((12, 9)))
    yield places.zipped({"a.png": small, "b/c.png": small})
    plain = places.tarred("a/b.png", data=small)
    yield from (plain, gzip.compress(plain, mtime=0))
    yield from _made(places.ARCHIVES)


def _exchanged(suffix: str) -> Iterator[bytes]:
    for name in formats.MODULES:
        form = formats.get(name)
        if form.suffix.endswith(suffix) and form.write_scanned is None:
            yield from formats.written(newspaper.PAGE, [name]).values()


def _hocr() -> Iterator[bytes]:
    yield from formats.written(newspaper.PAGE, ["hocr"]).values()


def _json() -> Iterator[bytes]:
    yield from _exchanged(".json")
    yield json.dumps(test_foreign.STRUCTURE).encode()
    yield json.dumps({"res": test_foreign.STRUCTURE["overall_ocr_res"]}).encode()
    yield json.dumps([[[[[10, 100], [90, 100], [90, 120], [10, 120]], ["清晨五点", 0.8]]]]).encode()


def _old_alto() -> Iterator[bytes]:
    for unit in ("pixel", "mm10", "inch1200"):
        yield test_foreign.OLD_ALTO.format(unit=unit, page=3000, at=100, small=50).encode()


def _made(rows: Iterator[Row] | list[Row]) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seed"
        for row in rows:
            if row.name in SLOW:
                continue
            row.make(path)
            if path.stat().st_size <= LARGEST:
                yield path.read_bytes()


_SEEDS = {
    "image": _images,
    "tiff": _tiffs,
    "pdf": _pdfs,
    "archive": _archives,
    "csv": lambda: (text.encode(code) for text in LISTS for code in ("utf-8", "utf-16", "gb18030")),
    "jsonl": lambda: [OBJECTS.encode()],
    "config": lambda: [CONFIG.encode()],
    "text": lambda: [
        *(PROSE.encode(code) for code in ("utf-8", "utf-16", "gb18030")),
        "漢字，一行。\n".encode("big5hkscs"),
    ],
    "xml": lambda: [*_exchanged(".xml"), *_old_alto()],
    "html": _hocr,
    "json": _json,
    "tsv": lambda: [test_foreign.TSV.encode()],
    "md": lambda: [PROSE.encode(), *formats.written(newspaper.PAGE, ["md"]).values()],
}
