"""How much time and memory ocrfix takes: beside plain PaddleOCR, by stage, by size of page, and to start."""
