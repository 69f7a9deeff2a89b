"""Build a model from a title's own archive, or from tables of counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ocrfix.errors import UnreadableInput
from ocrfix.language import counts as tables
from ocrfix.language import packed
from ocrfix.language.kneser_ney import estimate, mixed, pruned
from ocrfix.settings.language import LanguageSettings


def build(
    paths: Sequence[Path],
    out: Path,
    settings: LanguageSettings | None = None,
    about: dict[str, str] | None = None,
) -> dict[str, int]:
    """Build a model file from corpora: count tables (``.tsv``, ``.tsv.gz``) or text in UTF-8.

    Every count table is one source, all text files together are another; sources weigh the same.

    Returns the numbers of tokens, pairs and triples kept. ``about`` is the provenance kept in the file.

    Raises:
        UnreadableInput: a corpus cannot be read, or there is no text in it.
        CannotWrite: ``out`` cannot be written.
    """
    settings = settings or LanguageSettings()
    read = tables.read(paths, settings.floor)
    names = tables.vocabulary_of(read)
    counts = tables.merge(read, names)
    if not counts.bigrams.size:
        raise UnreadableInput(
            "the corpora hold no pair of characters often enough to count",
            file=paths[0] if paths else None,
            next_step="Give more text, or lower the setting language.floor.",
        )
    model = mixed([estimate(tables.merge([t], names), settings.open_vocabulary) for t in read])
    room = settings.budget - 12 * len(counts.vocabulary) - 8 * 3 * len(counts.vocabulary)
    bigrams, trigrams = model.bigrams.size, model.trigrams.size
    full = packed.BYTES_PER_BIGRAM * bigrams + packed.BYTES_PER_TRIGRAM * trigrams
    if full > room > 0:
        bigrams, trigrams = int(bigrams * room / full), int(trigrams * room / full)
    model = pruned(model, counts, bigrams, trigrams)
    packed.write(model, out, about or {"sources": ", ".join(p.name for p in paths)})
    return {"tokens": len(model.vocabulary), "bigrams": model.bigrams.size, "trigrams": model.trigrams.size}
