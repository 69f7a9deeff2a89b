"""``python -m benchmarks.fuzz.child TARGET FOLDER SECONDS SEED``: one target, for a while, led by coverage.

Atheris changes inputs so that they reach new lines of the readers. What an input shows to be wrong is kept in
FOLDER/found, once for every place in the program; crashes, hangs and hunger for memory end the process, and
libFuzzer keeps the input there as well.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ocrfix", "PIL.TiffImagePlugin", "zipfile", "tarfile", "csv"]):
    from benchmarks.fuzz import seeds
    from benchmarks.fuzz.targets import TARGETS, Target

SECONDS_EACH = 20
"""After which an input counts as hung. The largest here take less than one, on a machine with nothing else to do."""
MIB = 2000
"""Of memory, after which a process counts as greedy; it has some 300 before the first input."""


class Finder:
    """Calls the check of a target, each time with an empty folder."""

    def __init__(self, target: Target, found: Path) -> None:
        self._target, self._found = target, found
        self._folder = Path(tempfile.mkdtemp(prefix="fuzz-"))

    def __call__(self, data: bytes) -> None:
        try:
            self._target.check(data, self._folder)
        except Exception as error:
            self._keep(data, error)
        finally:
            for path in self._folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _keep(self, data: bytes, error: Exception) -> None:
        """The input and the traceback, under a name made of where it happened."""
        where = [f"{Path(f.filename).name}:{f.name}" for f in traceback.extract_tb(error.__traceback__)]
        digest = hashlib.sha256(f"{type(error).__name__} {where}".encode()).hexdigest()[:10]
        file = self._found / f"{self._target.name}-{digest}"
        if not file.exists():
            file.write_bytes(data)
            told = "".join(traceback.format_exception(error))
            file.with_suffix(".txt").write_text(told, encoding="utf-8", errors="backslashreplace")


def main() -> None:
    name, folder, seconds, seed = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]
    found, corpus = folder / "found", folder / "corpus" / name
    for made in (found, corpus):
        made.mkdir(parents=True, exist_ok=True)
    for data in seeds.of(name):
        (corpus / hashlib.sha256(data).hexdigest()[:20]).write_bytes(data)
    options = [
        f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={SECONDS_EACH}", f"-rss_limit_mb={MIB}",
        f"-max_len={seeds.LARGEST}", f"-artifact_prefix={found}/{name}-", "-verbosity=0", "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], Finder(TARGETS[name], found))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
