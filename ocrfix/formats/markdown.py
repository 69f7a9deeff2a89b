r"""Markdown for people: what ``convert`` writes, what a person corrects, what ``score`` reads as truth.

::

    <!-- furniture: masthead, date, folio or editors' line -->

    # headline
    > kicker
    > deck

    One line a paragraph; byline and jump note are lines of their own.

    ## subhead

    > pull quote

    ![caption credit]()

    ---

    An article without a headline stands below a line of three dashes.

**Writing** puts an article's headline first, then kickers, then decks, then the body in its order, then the
captions, each with the credit that follows it. White space at the ends of a block is dropped.

**Reading** takes ``>`` lines before the body as kicker and deck by position: of several the first is the
kicker, a single one is the deck. Furniture comes back as ``FOLIO``; every line without a mark as
``PARAGRAPH`` (bylines, jump notes and tables look like one). Other comments are a corrector's notes and
are skipped. What Markdown cannot say is in the JSON beside it.

**Escapes.** A backslash takes the meaning from the punctuation mark behind it, as everywhere in Markdown;
at the end of a line it means a line break inside the block. Only text that would be taken for one of the
marks above is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import reduce

from ocrfix.formats.base import Format, decode
from ocrfix.formats.whole import whole
from ocrfix.page import Article, Block, Document, Kind, Page
from ocrfix.page.script import joined

_MARKS = re.compile(r"#|>|!|<|-{3}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~]|\n)")
_CAPTION = re.compile(r"!\[(.*)\]\([^()]*\)", re.DOTALL)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_FURNITURE = re.compile(r"\s*furniture:(.*)", re.DOTALL)
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)", re.DOTALL)
_BREAK = re.compile(r"-{3,}")
_TOP = (Kind.HEADLINE, Kind.KICKER, Kind.DECK)
_BLANK = " \t\n"


def write(page: Page) -> str:
    """The page as Markdown, ending in a line break; empty for a page without text."""
    return _text((*_furniture(page.furniture), *_articles(page.articles)))


def write_document(document: Document) -> str:
    """An issue as Markdown: the furniture of its pages, page by page, then every article once and whole."""
    chunks: list[str] = [f"<!-- issue: {_comment(document.name)} -->"]
    for page in document.pages:
        chunks += ["", f"<!-- page: {_comment(page.name)} -->"]
        chunks += [line for chunk in _furniture(page.furniture) for line in chunk.split("\n")]
    articles = document.articles or tuple(a for page in document.pages for a in page.articles)
    return _text(("\n".join(chunks), *_articles(tuple(map(whole, articles)))))


def read(text: str, name: str) -> Page:
    """The page a Markdown text describes: furniture and articles, without lines and sizes.

    Any text can be read; a text without marks is one article without a headline.
    """
    furniture: list[Block] = []
    articles: list[list[Block]] = [[]]
    for line in _logical_lines(text):
        if _BREAK.fullmatch(line):
            articles.append([])
        elif comment := _COMMENT.fullmatch(line):
            if found := _FURNITURE.fullmatch(comment[1]):
                furniture += _block(Kind.FOLIO, found[1])
        elif (heading := _HEADING.fullmatch(line)) and heading[1] == "#":
            articles.append(_block(Kind.HEADLINE, heading[2]))
        elif heading:
            articles[-1] += _block(Kind.SUBHEAD, heading[2])
        elif line.startswith(">"):
            top = all(b.kind in _TOP for b in articles[-1])
            articles[-1] += _block(Kind.DECK if top else Kind.PULL_QUOTE, line[1:])
        elif caption := _CAPTION.fullmatch(line):
            articles[-1] += _block(Kind.CAPTION, caption[1])
        else:
            articles[-1] += _block(Kind.PARAGRAPH, line)
    found_articles = (_with_kicker(blocks) for blocks in articles if blocks)
    return Page(
        name=name,
        furniture=tuple(furniture),
        articles=tuple(Article(id=f"a{n}", blocks=b) for n, b in enumerate(found_articles, start=1)),
    )


def _text(chunks: Iterable[str]) -> str:
    whole = "\n\n".join(chunk for chunk in chunks if chunk)
    return whole + "\n" if whole else ""


def _furniture(blocks: tuple[Block, ...]) -> Iterator[str]:
    if lines := [f"<!-- furniture: {text} -->" for b in blocks if (text := _comment(b.text))]:
        yield "\n".join(lines)


def _articles(articles: tuple[Article, ...]) -> Iterator[str]:
    first = True
    for article in articles:
        chunks = list(_article(article))
        if not chunks:
            continue
        if not first and not chunks[0].startswith("# "):
            yield "---"
        yield from chunks
        first = False


def _article(article: Article) -> Iterator[str]:
    headline = reduce(joined, (_inline(b.text) for b in article.blocks if b.kind is Kind.HEADLINE), "")
    top = [f"# {headline}"] if headline else []
    for kind in (Kind.KICKER, Kind.DECK):
        top += [f"> {text}" for b in article.blocks if b.kind is kind and (text := _inline(b.text))]
    if top:
        yield "\n".join(top)
    captions: list[str] = []
    previous: Kind | None = None
    for block in article.blocks:
        text = _inline(block.text)
        if not text or block.kind in _TOP:
            continue
        if block.kind is Kind.CAPTION:
            captions.append(_brackets(text))
        elif block.kind is Kind.CREDIT and previous is Kind.CAPTION:
            captions[-1] += f" {_brackets(text)}"
        elif block.kind is Kind.SUBHEAD:
            yield f"## {text}"
        elif block.kind is Kind.PULL_QUOTE:
            yield f"> {text}"
        else:
            yield f"\\{text}" if _MARKS.match(text) else text
        previous = block.kind
    yield from (f"![{caption}]()" for caption in captions)


def _inline(text: str) -> str:
    """A block's text in one logical line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip(_BLANK)
    return text.replace("\\", "\\\\").replace("\n", "\\\n")


def _comment(text: str) -> str:
    return _inline(text).replace("-->", "--\\>")


def _brackets(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")


def _logical_lines(text: str) -> Iterator[str]:
    """Lines that are not blank, with the line breaks inside a block and inside a comment kept in them."""
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = iter(whole.split("\n"))
    for physical in lines:
        line = physical
        while _goes_on(line) and (more := next(lines, None)) is not None:
            line += "\n" + more
        if stripped := line.strip(_BLANK):
            yield stripped


def _goes_on(line: str) -> bool:
    trailing = len(line) - len(line.rstrip("\\"))
    return trailing % 2 == 1


def _block(kind: Kind, text: str) -> list[Block]:
    plain = _ESCAPED.sub(r"\1", text.strip(_BLANK))
    return [Block(kind, plain)] if plain.strip(_BLANK) else []


def _with_kicker(blocks: list[Block]) -> tuple[Block, ...]:
    """The first of several ``>`` lines at the top is the kicker."""
    decks = [i for i, b in enumerate(blocks) if b.kind is Kind.DECK]
    if len(decks) > 1:
        blocks[decks[0]] = Block(Kind.KICKER, blocks[decks[0]].text)
    return tuple(blocks)


FORMAT = Format(
    "md",
    ".md",
    lambda page: write(page).encode(),
    lambda document: write_document(document).encode(),
    lambda data, name: read(decode(data, name), name),
)
