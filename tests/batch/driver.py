"""``python -m tests.batch.driver convert ...``: the ocrfix command with a stand-in for the pipeline, to be killed."""

from __future__ import annotations

import sys

from ocrfix import cli
from ocrfix.batch import reader
from tests.batch.fake import Reader

if __name__ == "__main__":
    reader.Reader = Reader  # type: ignore[assignment,misc]
    sys.exit(cli.run(sys.argv[1:]))
