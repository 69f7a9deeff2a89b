"""ocrfix beside other free tools: the same pages, the same scorer, one run (``python -m benchmarks.peers``)."""
