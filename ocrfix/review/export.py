"""What people decided, written into the outputs: every format a page lies in, its truth, and its issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ocrfix import formats
from ocrfix.articles.issue import assemble
from ocrfix.batch.pages import slim
from ocrfix.errors import CannotWrite, OcrfixError
from ocrfix.formats import json as page_json
from ocrfix.formats import markdown
from ocrfix.formats.output import write_whole
from ocrfix.language import LanguageModel
from ocrfix.page import Document, Page
from ocrfix.review.model import State
from ocrfix.review.replay import Misfit
from ocrfix.review.session import MARK, Opened, Review
from ocrfix.settings.load import Settings

TRUTH = ".gt.md"


@dataclass(frozen=True, slots=True)
class Exported:
    """``pages`` are the keys of the pages written, ``files`` all files; ``misfits`` the decisions that no longer fit,
    ``failed`` what could not be written, each with its page; ``notes`` what else should be known."""

    pages: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    misfits: tuple[tuple[str, Misfit], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def export(review: Review, settings: Settings, keys: Sequence[str] | None = None) -> Exported:
    """Write the pages that people decided about, or those of ``keys``, as decided: every format that lies beside the
    page's JSON, and its truth (``NAME.gt.md``). Issues of these pages are put together and written anew.

    What the machine made stays with the decisions, so that all of them can still be taken back.

    Raises:
        CannotWrite: the folder cannot be written; what was written is whole.
    """
    decided = dict.fromkeys(e.page for e in review.store.events())
    touched = decided.keys() | review.written()
    wanted = [k for k in review.files if (k in touched if keys is None else k in keys)]
    files: list[Path] = []
    misfits: list[tuple[str, Misfit]] = []
    failed: list[tuple[str, str]] = []
    written: dict[str, Page] = {}
    for key in wanted:
        try:
            opened = review.open(key)
            page = _marked(opened)
            files += _page(review, opened, page)
        except CannotWrite:
            raise
        except OcrfixError as error:
            failed.append((key, str(error)))
            continue
        written[key] = page
        misfits += [(key, m) for m in opened.replayed.misfits]
    notes: list[str] = []
    for issue in _issues(review.files[k].path.parent for k in written):
        try:
            files += _issue(issue, {review.files[k].path.parent / p.name: p for k, p in written.items()}, settings)
        except CannotWrite:
            raise
        except OcrfixError as error:
            notes.append(str(error))
    return Exported(tuple(written), tuple(files), tuple(misfits), tuple(failed), tuple(notes))


def truth(opened: Opened) -> bytes:
    """The page as Markdown a person stands for, headed by how far the person got."""
    waiting = [c for c in opened.diff.changes if c.state in (State.SUGGESTED, State.FLAGGED)]
    left = sum(c.id not in opened.replayed.settled for c in waiting)
    state = "called right" if opened.replayed.done else "not yet called right"
    people = ", ".join(dict.fromkeys(e.who for e in opened.events)) or "nobody"
    told = f"review: {len(opened.events)} decisions by {people}; {left} places left; {state}".replace("-->", "")
    return f"<!-- {told} -->\n\n{markdown.write(opened.page)}".encode()


def _marked(opened: Opened) -> Page:
    """The page with a note in it that it holds decisions, so that nobody takes it for what the machine made."""
    head = opened.events[-1].seq if opened.events else 0
    marks = {k: v for k, v in opened.page.made_by.items() if k != MARK}
    return replace(opened.page, made_by={**marks, MARK: str(head)} if opened.events else marks)


def _page(review: Review, opened: Opened, page: Page) -> list[Path]:
    path = review.files[opened.key].path
    stem = path.name.removesuffix(".json")
    review.keep_base(opened.key)
    names = [n for n in formats.WRITTEN if formats.get(n).writes]
    there = [n for n in names if path.with_name(stem + formats.get(n).suffix).is_file()]
    contents = {**formats.written(page, there, path.parent), TRUTH: truth(opened)}
    found = []
    for suffix, content in contents.items():
        write_whole(path.with_name(stem + suffix), content)
        found.append(path.with_name(stem + suffix))
    review.rewritten(opened.key)
    return found


def _issues(folders: Iterable[Path]) -> list[Path]:
    return sorted({f for folder in set(folders) for f in folder.glob("*.issue.json")})


def _issue(path: Path, pages: dict[Path, Page], settings: Settings) -> list[Path]:
    """The issue of a file, put together anew, if one of its pages was written; in all formats it lies in."""
    known = page_json.read_document(path.read_bytes(), str(path))
    mine = [pages.get(path.parent / p.name) for p in known.pages]
    if not any(mine):
        return []
    current = tuple(slim(new) if new is not None else old for new, old in zip(mine, known.pages, strict=True))
    model = LanguageModel.load(settings.language.model)
    document: Document = assemble(known.name, current, model, settings.articles)
    stem = path.name.removesuffix(".json")
    there = [n for n in formats.WRITTEN if path.with_name(stem + formats.get(n).suffix).is_file()]
    found = []
    for suffix, content in formats.written_issue(document, there, path.parent):
        write_whole(path.with_name(stem + suffix), content)
        found.append(path.with_name(stem + suffix))
    return found
