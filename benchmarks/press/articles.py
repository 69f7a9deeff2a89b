"""The made-up articles and newspapers that the press prints, read from the folder `articles/`.

An article is one Markdown file with a YAML front matter; its paragraphs are separated by empty lines,
`## ` opens a subhead, and lines that begin with `|` form a table, which comes last. `newspapers.yaml` holds
mastheads and folio texts. Everything in the folder is invented for this project (samples/LICENSE-SAMPLES.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import yaml

Script = Literal["hans", "hant", "hant-1930s", "latin"]
Genre = Literal["story", "feature", "commentary", "brief", "notice", "advert", "letter", "table", "obituary", "photo"]
Split = Literal["fit", "report"]
BlockKind = Literal["paragraph", "subhead"]

FOLDER = Path(__file__).with_name("articles")
# Shortest and longest text (characters without white space) of each genre; others: DEFAULT_BOUNDS.
BOUNDS: dict[str, tuple[int, int]] = {"brief": (60, 150), "advert": (30, 600), "photo": (25, 300)}
DEFAULT_BOUNDS = (150, 1500)
LATIN_FACTOR = 4  # an English text needs about this many letters for what one Chinese character says
LONGEST_PARAGRAPH = 320
LONGEST_SHORT = 9
_KEYS = {
    "id", "script", "genre", "set", "kicker", "headline", "short", "deck", "byline", "captions", "jumpable",
    "rare",
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\ufeff\ue000-\uf8ff\ufffd]")


class ArticleError(ValueError):
    """A file of the folder breaks the format; the message names the file and the fault."""


@dataclass(frozen=True)
class Block:
    """A paragraph or a subhead, in reading order."""

    kind: BlockKind
    text: str


@dataclass(frozen=True)
class Caption:
    """A photo caption; `credit` is the line that names the photographer or agency."""

    text: str
    credit: str | None


@dataclass(frozen=True)
class Article:
    """One invented article.

    `headline` has one or two lines; `short` is a headline of at most nine characters, fit for vertical
    setting; `table` is printed after the body; `jumpable` articles are long enough to run on to another
    page; `rare` lists characters that the recogniser cannot output, put there on purpose.
    """

    id: str
    script: Script
    genre: Genre
    set: Split
    headline: tuple[str, ...]
    body: tuple[Block, ...]
    kicker: str | None = None
    short: str | None = None
    deck: str | None = None
    byline: str | None = None
    captions: tuple[Caption, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    jumpable: bool = False
    rare: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for text in self.texts():
            if not text or text != text.strip():
                raise ArticleError(f"{self.id}: an empty text, or white space around it: {text!r}")
            if bad := _CONTROL.search(text):
                raise ArticleError(f"{self.id}: disallowed character {bad[0]!r} in {text!r}")
        if len(self.headline) > 2 or (not self.headline and self.genre != "photo"):
            raise ArticleError(f"{self.id}: one or two lines of headline, found {len(self.headline)}")
        if self.short is not None and len(self.short) > LONGEST_SHORT:
            raise ArticleError(f"{self.id}: the short headline is over {LONGEST_SHORT} characters")
        factor = LATIN_FACTOR if self.script == "latin" else 1
        for text in self.paragraphs:
            if len(text) > LONGEST_PARAGRAPH * factor:
                raise ArticleError(f"{self.id}: a paragraph of {len(text)} characters: {text[:20]}")
        if len({len(row) for row in self.table}) > 1:
            raise ArticleError(f"{self.id}: the rows of the table differ in length")
        low, high = BOUNDS.get(self.genre, DEFAULT_BOUNDS)
        if not low * factor <= self.size <= high * factor:
            raise ArticleError(f"{self.id}: {self.size} characters, a {self.genre} has {low} to {high}")
        if self.body and self.body[-1].kind == "subhead" and not self.table:
            raise ArticleError(f"{self.id}: nothing follows the last subhead")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs without subheads."""
        return tuple(block.text for block in self.body if block.kind == "paragraph")

    @property
    def size(self) -> int:
        """Characters of body, table and captions, white space not counted."""
        parts = [block.text for block in self.body]
        parts += [cell for row in self.table for cell in row]
        parts += [caption.text for caption in self.captions]
        return sum(not char.isspace() for part in parts for char in part)

    def texts(self) -> tuple[str, ...]:
        """Every piece of text that may be printed, headline first."""
        single = (self.kicker, self.short, self.deck, self.byline)
        return (
            *self.headline,
            *(text for text in single if text is not None),
            *(block.text for block in self.body),
            *(cell for row in self.table for cell in row),
            *(caption.text for caption in self.captions),
            *(caption.credit for caption in self.captions if caption.credit is not None),
        )


@dataclass(frozen=True)
class Newspaper:
    """An invented newspaper: what surrounds the articles of its pages.

    `folios`, `jumps_to` and `jumps_from` hold the placeholder `{page}` (and `folios` may hold `{section}`
    and `{date}`); `numerals` says how the page number is written.
    """

    id: str
    script: Script
    title: str
    numerals: Literal["arabic", "han"]
    dates: tuple[str, ...]
    sections: tuple[str, ...]
    folios: tuple[str, ...]
    editors: tuple[str, ...]
    jumps_to: tuple[str, ...]
    jumps_from: tuple[str, ...]
    motto: str | None = None
    latin_title: str | None = None
    imprint: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for text in self.texts():
            if not text or text != text.strip() or _CONTROL.search(text):
                raise ArticleError(f"{self.id}: an empty text or a disallowed character: {text!r}")
        for text in (*self.folios, *self.jumps_to, *self.jumps_from):
            if "{page}" not in text:
                raise ArticleError(f"{self.id}: {text!r} has no place for the page number")

    def texts(self) -> tuple[str, ...]:
        """Every piece of text, placeholders included."""
        single = (self.title, self.motto, self.latin_title)
        lists = (self.dates, self.sections, self.folios, self.editors)
        return (
            *(text for text in single if text is not None),
            *(text for texts in lists for text in texts),
            *self.jumps_to, *self.jumps_from, *self.imprint,
        )  # fmt: skip


def load_articles(folder: Path = FOLDER) -> tuple[Article, ...]:
    """All articles of the folder, sorted by id. Raises ArticleError for a file that breaks the format."""
    return tuple(read_article(path) for path in sorted(folder.glob("*.md")))


def read_article(path: Path) -> Article:
    """The article of one file. Raises ArticleError."""
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        raise ArticleError(f"{path.name}: no front matter between two lines of three hyphens")
    head = _mapping(parts[1], path)
    if unknown := set(head) - _KEYS:
        raise ArticleError(f"{path.name}: unknown keys {sorted(unknown)}")
    if head.get("id") != path.stem:
        raise ArticleError(f"{path.name}: the id must be the name of the file")
    chunks = [chunk.strip() for chunk in re.split(r"\n\s*\n", parts[2]) if chunk.strip()]
    table: tuple[tuple[str, ...], ...] = ()
    if chunks and chunks[-1].startswith("|"):
        table = tuple(_row(line) for line in chunks.pop().splitlines())
    return Article(
        id=path.stem,
        script=cast(Script, _choice(head, "script", get_args(Script), path)),
        genre=cast(Genre, _choice(head, "genre", get_args(Genre), path)),
        set=cast(Split, _choice(head, "set", get_args(Split), path)),
        headline=_strings(head.get("headline")),
        body=tuple(_block(chunk, path) for chunk in chunks),
        kicker=head.get("kicker"),
        short=head.get("short"),
        deck=head.get("deck"),
        byline=head.get("byline"),
        captions=tuple(Caption(item["text"], item.get("credit")) for item in head.get("captions", [])),
        table=table,
        jumpable=_choice({"jumpable": "false"} | head, "jumpable", ("true", "false"), path) == "true",
        rare=frozenset(head.get("rare", "")),
    )


def load_newspapers(path: Path = FOLDER / "newspapers.yaml") -> tuple[Newspaper, ...]:
    """All newspapers of the file, in its order. Raises ArticleError."""
    single = {"title", "motto", "latin_title"}
    found = []
    for key, entry in _mapping(path.read_text(encoding="utf-8"), path).items():
        rest: dict[str, Any] = {name: value if name in single else _strings(value) for name, value in entry.items()}
        rest["script"] = _choice(entry, "script", get_args(Script), path)
        rest["numerals"] = _choice(entry, "numerals", ("arabic", "han"), path)
        try:
            found.append(Newspaper(id=key, **rest))
        except TypeError as error:
            raise ArticleError(f"{path.name}: {key}: {error}") from error
    return tuple(found)


def _mapping(text: str, path: Path) -> dict[str, Any]:
    # The base loader keeps every scalar a string: 18:30 stays a time, 2026 a text.
    try:
        value = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise ArticleError(f"{path.name}: {error}") from error
    if not isinstance(value, dict):
        raise ArticleError(f"{path.name}: a mapping is expected")
    return value


def _choice(head: dict[str, Any], key: str, allowed: tuple[str, ...], path: Path) -> str:
    value = head.get(key)
    if value not in allowed:
        raise ArticleError(f"{path.name}: {key} is {value!r}, not one of {', '.join(allowed)}")
    return str(value)


def _strings(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _block(chunk: str, path: Path) -> Block:
    if "\n" in chunk or chunk.startswith("|"):
        raise ArticleError(f"{path.name}: a paragraph is one line, a table comes last: {chunk[:20]}")
    if chunk.startswith("## "):
        return Block("subhead", chunk[3:].strip())
    return Block("paragraph", chunk)


def _row(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
