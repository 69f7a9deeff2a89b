"""End to end with the embedded networks, on one small page."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import ClassVar

import numpy as np
import onnxruntime
import pytest

from ocrfix.errors import EngineMissing
from ocrfix.page import Direction
from ocrfix.recognise import PaddleEngine, choose, load, networks, runtimes
from ocrfix.recognise.models import ModelFolder, characters
from ocrfix.scan import Raster
from ocrfix.settings.recognise import RecogniseSettings
from tests.recognise import rasters


@pytest.fixture(scope="module")
def latin_page() -> Raster:
    return rasters.latin_page()


@pytest.fixture(scope="module")
def engine() -> PaddleEngine:
    return load(RecogniseSettings(threads=1))


def test_every_line_of_a_page_is_found_and_read_once(engine: PaddleEngine, latin_page: Raster) -> None:
    lines = engine.read(latin_page, engine.detect(latin_page))
    text = "\n".join(line.text for line in lines)
    assert "".join(text.split()).casefold() == (
        "harbouropenstheferrytotheislandleavesatsevenandatnineeverymorningoftheweekfromnowonticketsatthegate"
    )
    assert all(line.direction is Direction.LTR and not line.doubtful for line in lines)
    for line in lines:
        boxes = [g.box for g in line.glyphs if g.box is not None]
        assert len(boxes) == len(line.glyphs)
        assert [b.left for b in boxes] == sorted(b.left for b in boxes)


def test_the_same_page_gives_the_same_lines_with_one_thread_or_two(engine: PaddleEngine, latin_page: Raster) -> None:
    two = load(RecogniseSettings(threads=2))
    found = engine.detect(latin_page)
    assert two.detect(latin_page) == found == engine.detect(latin_page)
    read = engine.read(latin_page, found)
    assert two.read(latin_page, found) == read == engine.read(latin_page, found)
    assert engine.read(latin_page, found[:1]) == read[:1], "a line is read the same in any company"


def test_loading_says_nothing_on_standard_output_and_asks_no_network() -> None:
    script = (
        "import socket\n"
        "def refuse(*a, **k): raise OSError('no network in this test')\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
        "from ocrfix.recognise import load\n"
        "from ocrfix.settings.recognise import RecogniseSettings\n"
        "load(RecogniseSettings())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, env=dict(os.environ), timeout=300
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b"" and done.stderr == b""


def test_a_missing_gpu_runtime_is_named(engine: PaddleEngine) -> None:
    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        pytest.skip("this machine has the GPU runtime")
    with pytest.raises(EngineMissing, match="onnxruntime-gpu"):
        load(RecogniseSettings(device="gpu"))


def test_a_missing_shared_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        @staticmethod
        def find_spec(name: str, path: object = None, target: object = None) -> None:
            if name == "paddleocr":
                raise ImportError("libGL.so.1: cannot open shared object file")

    monkeypatch.delitem(sys.modules, "paddleocr", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Finder, *sys.meta_path])
    fetched = ModelFolder("PP-OCRv6_medium_det", None), ModelFolder("PP-OCRv6_medium_rec", None)
    with pytest.raises(EngineMissing, match="libgl1"):
        networks.load(*fetched, RecogniseSettings())


def test_embedded_models_need_no_paddleocr_and_name_the_characters_it_names() -> None:
    from paddleocr import TextRecognition  # noqa: PLC0415

    _, recogniser = choose.models(RecogniseSettings())
    through_paddle = TextRecognition(
        model_name=recogniser.name, model_dir=str(recogniser.path), engine="onnxruntime"
    ).paddlex_predictor
    assert characters(recogniser) == tuple(through_paddle.post_op.character)
    strip = np.random.default_rng(1).normal(size=(1, 3, 48, 96)).astype(np.float32)
    plain = load(RecogniseSettings(runtime="onnxruntime")).networks
    assert np.array_equal(plain.recogniser(strip, np.copy), through_paddle.runner([strip])[0])


def test_openvino_reads_the_page_as_onnxruntime_does(latin_page: Raster) -> None:
    pytest.importorskip("openvino")
    plain, fast = (load(RecogniseSettings(runtime=r, precision="f32")) for r in ("onnxruntime", "openvino"))  # type: ignore[arg-type]
    found = plain.detect(latin_page)
    assert [line.text for line in fast.read(latin_page, found)] == [line.text for line in plain.read(latin_page, found)]
    assert len(fast.detect(latin_page)) == len(found)
    assert "openvino" in fast.name and "f32" in fast.name and "onnxruntime" in plain.name


def test_without_openvino_auto_is_onnxruntime_and_openvino_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    assert runtimes.choose(RecogniseSettings()).name.startswith("onnxruntime")
    with pytest.raises(EngineMissing, match="pip install openvino"):
        runtimes.choose(RecogniseSettings(runtime="openvino"))


def test_two_threads_may_make_the_first_call() -> None:
    script = (
        "import threading, numpy as np\n"
        "from ocrfix.recognise import load\n"
        "from ocrfix.settings.recognise import RecogniseSettings\n"
        "read = load(RecogniseSettings(threads=2)).networks.recogniser\n"
        "strip, both = np.zeros((1, 3, 48, 96), np.float32), threading.Barrier(2)\n"
        "def first(): both.wait(); read(strip, np.sum)\n"
        "threads = [threading.Thread(target=first) for _ in range(2)]\n"
        "for thread in threads: thread.start()\n"
        "for thread in threads: thread.join()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=120)
    assert done.returncode == 0


class Session:
    """ONNX Runtime's session on the CPU, which says that it runs on ``held`` first."""

    held: tuple[str, ...] = ()
    asked: ClassVar[list[list[str]]] = []

    def __init__(self, model: str, options: object, providers: list[str]) -> None:
        self.asked.append(providers)
        self.real = SESSION(model, options, providers=["CPUExecutionProvider"])

    def get_providers(self) -> list[str]:
        return list(self.held)

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)


SESSION = onnxruntime.InferenceSession
GPU, CPU = "CUDAExecutionProvider", "CPUExecutionProvider"


@pytest.fixture
def cuda(monkeypatch: pytest.MonkeyPatch) -> type[Session]:
    """A machine that seems to have a GPU."""
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [GPU, CPU])
    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    monkeypatch.setattr(Session, "asked", [])
    return Session


def test_networks_run_on_a_gpu_where_there_is_one(cuda: type[Session], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuda, "held", (GPU, CPU))
    engine = load(RecogniseSettings(device="gpu"))
    assert cuda.asked == [[GPU, CPU]] * 2 and engine.name.endswith("gpu")
    batch = np.zeros((1, 3, 48, 96), np.float32)
    assert engine.networks.recogniser(batch, lambda output: output.shape[2]) == len(engine.networks.characters)


def test_a_gpu_that_cannot_be_used_is_told(cuda: type[Session], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuda, "held", (CPU,))
    with pytest.raises(EngineMissing, match="GPU"):
        load(RecogniseSettings(device="gpu"))
