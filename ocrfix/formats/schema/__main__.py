"""Writes the JSON Schemas of the version in force beside this file."""

from ocrfix.formats.schema import files

for path, content in files().items():
    path.write_text(content, encoding="utf-8")
