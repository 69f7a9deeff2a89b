"""ocrfix: from scans of newspaper pages to articles in reading order, with proof for every repair."""

__version__ = "0.1.0"
