"""Running a network in ONNX format: ONNX Runtime or OpenVINO, whichever is faster on this machine."""

from __future__ import annotations

import contextlib
import ctypes
import queue
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from ocrfix.errors import EngineMissing
from ocrfix.settings.recognise import Precision, RecogniseSettings

Array = npt.NDArray[np.float32]
T = TypeVar("T")


class Run(Protocol):
    """A network. May be called from several threads at once."""

    def __call__(self, batch: Array, use: Callable[[Array], T], /) -> T:
        """What ``use`` makes of the network's first output for a batch. The output is the network's own memory,
        which the next call writes over: ``use`` must not keep it. (A line has 6 MB of posteriors.)"""


OPENVINO_HINT = "Install it: pip install openvino, or use --set recognise.runtime=onnxruntime"

SESSION = {
    # One thread a call: lines and tiles run side by side instead, so that the result cannot depend on
    # the number of threads. The arena keeps every size it ever saw; without it memory stays bounded.
    "intra_op_num_threads": 1,
    "inter_op_num_threads": 1,
    "enable_cpu_mem_arena": False,
    "enable_mem_pattern": False,
    "log_severity_level": 3,
}


@dataclass(frozen=True, slots=True, eq=False)
class Runtime:
    """A way to run networks. ``name`` holds its version and precision: all that a result depends on."""

    name: str
    load: Callable[[Path, bool], Run]
    """From an ONNX file, and whether its calls take much memory: then, where the runtime can, one is made at a time
    by all threads together. What it answers depends on neither."""
    release: Callable[[], None] = lambda: None
    """Gives back the memory that networks hold for their next call, while none is made."""


def choose(settings: RecogniseSettings) -> Runtime:
    """The runtime the settings ask for. ``auto`` is OpenVINO on a CPU where it is installed, because it reads a
    page in half the time of ONNX Runtime on CPUs with bfloat16, and no slower on others.

    Raises:
        EngineMissing: the runtime is not installed, or cannot run on the device.
    """
    if settings.device == "gpu":
        return _onnxruntime(settings)
    if settings.runtime == "onnxruntime":
        return _onnxruntime(settings)
    try:
        return _openvino(settings)
    except ImportError as error:
        if settings.runtime == "auto":
            return _onnxruntime(settings)
        raise EngineMissing(f"OpenVINO cannot be imported ({error})", next_step=OPENVINO_HINT) from error


def _onnxruntime(settings: RecogniseSettings) -> Runtime:
    import onnxruntime  # noqa: PLC0415 - only when a network is wanted

    providers = ["CPUExecutionProvider"]
    if settings.device == "gpu":
        if "CUDAExecutionProvider" not in onnxruntime.get_available_providers():
            raise EngineMissing(
                "ONNX Runtime has no CUDA here", next_step="Install onnxruntime-gpu, or use --device cpu."
            )
        providers.insert(0, "CUDAExecutionProvider")

    def load(model: Path, large: bool) -> Run:
        options = onnxruntime.SessionOptions()
        for name, value in SESSION.items():
            setattr(options, name, value)
        session = onnxruntime.InferenceSession(str(model), options, providers=providers)
        if session.get_providers()[0] != providers[0]:  # it goes on without what it cannot load, and only warns
            raise EngineMissing(
                "ONNX Runtime cannot use the GPU",
                next_step="Check the driver and the versions of CUDA and cuDNN, or use --device cpu.",
            )
        given, wanted = session.get_inputs()[0].name, [session.get_outputs()[0].name]

        def run(batch: Array, use: Callable[[Array], T]) -> T:
            return use(session.run(wanted, {given: batch})[0])

        return run

    return Runtime(f"onnxruntime {onnxruntime.__version__} {settings.device}", load)


def _openvino(settings: RecogniseSettings) -> Runtime:
    import openvino  # noqa: PLC0415 - only when a network is wanted

    # Its binding prepares itself for arrays at the first one, and hangs when two threads bring theirs at once.
    _ = openvino.Tensor(np.zeros(1, np.float32)).data
    core = openvino.Core()
    precision = _precision(settings.precision, core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"))
    loaded: list[Any] = []

    def release() -> None:
        for compiled in loaded:
            compiled.release_memory()
        if sys.platform.startswith("linux"):
            with contextlib.suppress(OSError, AttributeError):  # another C library: it keeps what it has
                ctypes.CDLL(None).malloc_trim(0)

    def load(model: Path, large: bool) -> Run:
        # a stream holds what a call needs, 150 MB for a detector's tile; threads of several lose less time
        streams = 1 if large else settings.threads
        config = {
            "INFERENCE_PRECISION_HINT": precision,
            "INFERENCE_NUM_THREADS": settings.threads,
            "NUM_STREAMS": streams,
            "ENABLE_CPU_PINNING": False,
        }
        compiled = core.compile_model(str(model), "CPU", config)
        loaded.append(compiled)
        idle: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for _ in range(streams):
            idle.put(compiled.create_infer_request())

        def run(batch: Array, use: Callable[[Array], T]) -> T:
            request = idle.get()
            try:
                request.infer(batch, share_inputs=True, share_outputs=True)
                return use(request.get_output_tensor(0).data)
            finally:
                idle.put(request)

        return run

    return Runtime(f"openvino {openvino.__version__.split('-')[0]} {precision}", load, release)


def _precision(wanted: Precision, capabilities: list[str]) -> str:
    """``auto``: bfloat16 where the CPU has instructions for it. float16 overflows in networks trained in float32."""
    if wanted != "auto":
        return wanted
    return "bf16" if "BF16" in capabilities else "f32"
