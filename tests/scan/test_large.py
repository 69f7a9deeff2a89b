"""A large page passes in bounded memory and time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.scan.drawn import page, turned

CODE = """
import sys, time
import cv2
cv2.setNumThreads(1)
from ocrfix.scan import load_page
from ocrfix.settings.scan import ScanSettings
status = lambda: dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = lambda: int(status()["VmHWM"].split()[0]) / 1024  # ru_maxrss begins with the peak of the parent
base, start = peak(), time.process_time()
raster = load_page(sys.argv[1], 1, ScanSettings())
print(peak() - base, time.process_time() - start, raster.width, raster.height, raster.em, raster.upright.angle)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is read")
def test_a_broadsheet_of_54_megapixels(tmp_path: Path) -> None:
    sheet = turned(page(width=1500, height=2250, em=14, columns=5, rules=True, picture=True), 1.2)
    large = np.asarray(Image.fromarray(sheet).resize((6000, 9000), Image.Resampling.BICUBIC))
    path = tmp_path / "large.jpg"
    Image.fromarray(np.repeat(large[..., None], 3, axis=2)).save(path, quality=80)
    del large
    done = subprocess.run([sys.executable, "-c", CODE, str(path)], capture_output=True, text=True, check=True)
    print(done.stdout)
    megabytes, seconds, width, height, em, angle = map(float, done.stdout.split())
    assert width >= 6000 and height >= 9000
    assert em == pytest.approx(14 * 4, rel=0.15)
    assert angle == pytest.approx(-1.2, abs=0.1)
    assert megabytes < 900
    assert seconds < 20
