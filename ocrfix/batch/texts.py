"""Files of text from elsewhere: read, repaired, and written back in their own format with the edits beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ocrfix import formats
from ocrfix.batch.events import Failed, Notice
from ocrfix.batch.inputs import Input
from ocrfix.batch.mended import Mended, Proof, bytes_of, write
from ocrfix.batch.names import named
from ocrfix.batch.paged import pages_of
from ocrfix.batch.workspace import Workspace
from ocrfix.errors import CannotWrite, UsageError
from ocrfix.formats import rows
from ocrfix.formats.encoding import decoded
from ocrfix.formats.mets import is_mets
from ocrfix.page import Page, Standing
from ocrfix.repair import Repairer, decide

TEXTS = {".txt": "txt", ".md": "md", ".markdown": "md"}
"""What is repaired row by row, by suffix."""


def repair(
    paths: Sequence[Path],
    out: Path | None,
    repairer: Repairer,
    wanted: Sequence[str] = (),
    proof: Proof | None = None,
) -> Iterator[Mended | Failed | Notice]:
    """Repair file by file, and of a file of several pages page by page. ``wanted`` are names of formats to write in
    the place of each file's own; ``proof`` is where images are.

    A METS file stands for the texts of its pages, and is written for the repaired ones where they keep their format.
    With ``out`` ``None`` nothing is written. A file or page that cannot be read fails and the others go on.

    Raises:
        UsageError: an output would replace its input.
        CannotWrite: nothing more can be written; what was written is whole.
    """
    workspaces: list[Workspace] = []
    files: list[Path] = []
    for path in paths:
        if not is_mets(path):
            files.append(path)
            continue
        try:
            workspaces.append(Workspace.of(path, repairer.settings.json_most))
        except Exception as error:
            yield Failed(path, None, error)
            continue
        yield from map(Notice, workspaces[-1].elsewhere)
        files += workspaces[-1].texts.values()
    inputs = [Input(path) for path in dict.fromkeys(files)]
    targets = [*(item.path for item in inputs), *(space.path for space in workspaces)]
    for path in targets:
        if out is not None and (out / path.name).resolve() == path.resolve():
            raise UsageError("the repaired file would replace it", file=path, next_step="Name another folder with -o.")
    made: dict[Path, Path] = {}
    for item, name in zip(inputs, named(inputs), strict=True):
        if name != item.path.stem and out is not None:
            yield Notice(f"{item.path}: its name is another input's too, so its outputs are called {name}")
        for event in _file(item.path, None if out is None else out / name, repairer, wanted, proof or Proof()):
            if isinstance(event, Mended) and event.whole is not None:
                made[item.path] = event.whole
            yield event
    if out is not None and not wanted:
        yield from (space.written(out, made) for space in workspaces)


def _file(
    path: Path, target: Path | None, repairer: Repairer, wanted: Sequence[str], proof: Proof
) -> Iterator[Mended | Failed | Notice]:
    try:
        kind = TEXTS.get(path.suffix.lower())
        if kind is None:
            yield from pages_of(path, target, repairer, wanted, proof)
        else:
            yield _text(path, target, repairer, wanted, kind)
    except CannotWrite:
        raise
    except Exception as error:
        yield Failed(path, None, error)


def _text(path: Path, target: Path | None, repairer: Repairer, wanted: Sequence[str], kind: str) -> Mended:
    markdown = kind == "md"

    def surprise(text: str) -> float:
        return -repairer.language.logprob(text) / max(len(text), 1)

    data = bytes_of(path, repairer.settings.text_most)
    text, encoding = decoded(data, str(path), surprise, repairer.settings.text_surprise)
    read = (rows.markdown_rows if markdown else rows.plain_rows)(text)
    page = rows.page_of(read, path.stem)
    if markdown:
        page = repairer.text(page)
        for refused in rows.divided(page, read):
            page = decide(page, refused, Standing.SUGGESTED)
    else:
        page = repairer.page(page)
    content = rows.written(page, read, markdown)
    if target is None:
        return Mended(path, page.edits)
    contents = formats.written(_articles(content, path.stem) if markdown else page, wanted, target.parent)
    if not wanted:
        contents[path.suffix] = content.encode()
    return Mended(path, page.edits, write(contents, target, path, page.edits, encoding))


def _articles(markdown: str, name: str) -> Page:
    """The page as other formats want it: with the articles that its marks tell of."""
    form = formats.get("md")
    assert form.read is not None
    return form.read(markdown.encode(), name)
