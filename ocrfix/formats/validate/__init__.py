"""What a schema cannot check: children inside parents, parents with their children's text, points on the page, ids that
are unique, references that lead somewhere, a reading order that names every text once."""

from __future__ import annotations

from pathlib import Path

from ocrfix.errors import UnreadableInput
from ocrfix.formats.validate.alto import check_alto
from ocrfix.formats.validate.hocr import check_hocr
from ocrfix.formats.validate.mets import check_mets
from ocrfix.formats.validate.page import check_page
from ocrfix.formats.validate.problem import Problem
from ocrfix.formats.xml import local, parse

__all__ = ["Problem", "validate"]


def validate(data: bytes, name: str, folder: Path | None = None) -> list[Problem]:
    """The problems of an ALTO, PAGE-XML, hOCR or METS file, or of ocrfix's JSON, in the order of the file.

    ``folder`` is where the files lie that a METS file names, by default nowhere: then they are not looked at.

    Raises:
        UnreadableInput: of none of these formats, or not well-formed.
    """
    if data.lstrip()[:1] in (b"{", b"["):
        return _check_json(data, name)
    root = parse(data, name, doctype=True)
    kind = local(root)
    if kind.lower() == "alto":
        return check_alto(root)
    if kind == "PcGts":
        return check_page(root)
    if kind == "html":
        return check_hocr(root)
    if kind == "mets":
        return check_mets(root, folder)
    raise UnreadableInput(
        f"a file that begins with <{kind}> cannot be validated",
        file=name,
        next_step="Give ALTO, PAGE-XML, hOCR, METS or JSON of ocrfix.",
    )


def _check_json(data: bytes, name: str) -> list[Problem]:
    """A page or issue that can be read keeps all its rules: its values refuse to exist otherwise."""
    from ocrfix.page.schema import SchemaError, loads  # noqa: PLC0415 - pydantic is not needed for XML

    try:
        loads(data)
    except SchemaError as error:
        if "schema" in str(error) or "valid JSON" in str(error):
            raise UnreadableInput(str(error), file=name, next_step="Give JSON that ocrfix wrote.") from error
        return [Problem(1, "", str(error))]
    return []
