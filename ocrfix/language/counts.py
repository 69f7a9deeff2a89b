"""Count tables: read from files of counts, or counted in plain text and Markdown."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import opencc

from ocrfix.errors import UnreadableInput
from ocrfix.language.tokens import LATIN, OTHER, START, STOP, TERMINALS, token_of

Keys = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often each token, pair and triple of tokens was seen.

    ``unigrams`` has the shape (V,). ``bigrams`` are keys ``v * V + w``, ``trigrams`` keys
    ``(u * V + v) * V + w``, both sorted, with their counts beside them. Pairs and triples may be
    pruned; single tokens are not.
    """

    vocabulary: tuple[str, ...]
    unigrams: Keys
    bigrams: Keys
    bigram_counts: Keys
    trigrams: Keys
    trigram_counts: Keys


Table = dict[tuple[str, ...], int]


def read(paths: Sequence[Path], floor: int) -> list[Table]:
    """The counts of every count table, and those of all text files together.

    ``*.tsv`` and ``*.tsv.gz`` are count tables (tokens separated by one space, a tab, the count), all
    other files are text in UTF-8 (Markdown marks and comments are left out).

    Raises:
        UnreadableInput: a file is missing, is no UTF-8, or a table has a line that is no count.
    """
    tables = [_table(p) for p in paths if p.name.endswith((".tsv", ".tsv.gz"))]
    texts = [p for p in paths if not p.name.endswith((".tsv", ".tsv.gz"))]
    if texts:
        tables.append(count_text((_text(p) for p in texts), floor))
    return tables


def vocabulary_of(tables: Iterable[Table]) -> tuple[str, ...]:
    """All tokens of the tables, sorted, with those the model needs in any case."""
    seen = {gram[0] for table in tables for gram in table if len(gram) == 1}
    return tuple(sorted(seen | {START, STOP, OTHER, LATIN, *TERMINALS}))


def merge(tables: Sequence[Table], names: tuple[str, ...]) -> Counts:
    """The sum of several tables over one vocabulary."""
    total: Table = {}
    for table in tables:
        for gram, count in table.items():
            total[gram] = total.get(gram, 0) + count
    index = {name: i for i, name in enumerate(names)}
    size = len(names)
    unigrams = np.zeros(size, np.int64)
    keys: dict[int, list[int]] = {2: [], 3: []}
    counts: dict[int, list[int]] = {2: [], 3: []}
    for gram, count in total.items():
        if len(gram) == 1:
            unigrams[index[gram[0]]] = count
        elif all(token in index for token in gram):
            key = 0
            for token in gram:
                key = key * size + index[token]
            keys[len(gram)].append(key)
            counts[len(gram)].append(count)
    sorted_keys, sorted_counts = [], []
    for order in (2, 3):
        key_array = np.array(keys[order], np.int64)
        rank = np.argsort(key_array)
        sorted_keys.append(key_array[rank])
        sorted_counts.append(np.array(counts[order], np.int64)[rank])
    return Counts(names, unigrams, sorted_keys[0], sorted_counts[0], sorted_keys[1], sorted_counts[1])


def count_text(texts: Iterable[str], floor: int) -> Table:
    """Count running text. Every sentence and every line of the text is closed by sentence marks."""
    simplify = opencc.OpenCC("t2s")
    known: dict[str, str] = {}
    total: Table = {}
    for text in texts:
        for line in text.splitlines():
            for sentence in re.split(f"(?<=[{TERMINALS}])", line):
                tokens = [START]
                for char in sentence:
                    token = known.get(char)
                    if token is None:
                        token = known[char] = token_of(char, simplify)
                    if token and not (token == LATIN and tokens[-1] == LATIN):
                        tokens.append(token)
                if len(tokens) == 1:
                    continue
                tokens.append(STOP)
                for order in (1, 2, 3):
                    for i in range(len(tokens) - order + 1):
                        gram = tuple(tokens[i : i + order])
                        total[gram] = total.get(gram, 0) + 1
    return {g: c for g, c in total.items() if c >= floor or len(g) == 1}


def _text(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            f"cannot be read as UTF-8 text ({error})", file=path, next_step="Give text files in UTF-8."
        ) from error
    if path.suffix.lower() in (".md", ".markdown"):
        text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
        text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
        text = re.sub(r"^(#+|>+) ?", "", text, flags=re.MULTILINE)
    return text


def _table(path: Path) -> Table:
    table: Table = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                gram, tab, count = line.rstrip("\n").partition("\t")
                if not tab:
                    continue
                table[tuple(gram.split(" "))] = int(count)
    except (OSError, ValueError, EOFError) as error:
        raise UnreadableInput(
            f"is no count table ({error})",
            file=path,
            next_step="Each line holds tokens separated by one space, a tab, and the count.",
        ) from error
    return table
