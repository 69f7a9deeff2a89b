"""The model file: a trie of n-grams in flat arrays, probabilities in one byte each.

Pairs are grouped by their first token and triples by their pair, so that only the last token of an n-gram
is stored (two bytes). Log probabilities and back-off weights are rounded to 256 evenly spaced levels.
The file is an uncompressed ``.npz``.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ocrfix.errors import CannotWrite, UnreadableInput
from ocrfix.language.kneser_ney import BackOff, Floats
from ocrfix.language.tokens import code_table

VERSION = 1
BYTES_PER_BIGRAM = 6
BYTES_PER_TRIGRAM = 3


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """The arrays of a model file; see ``BackOff`` for their meaning.

    ``bigram_last`` (uint16) are the second tokens of all pairs, ``bigram_children`` (int64, shape (V,))
    how many pairs begin with each token; likewise for triples. ``about`` is the provenance.
    """

    vocabulary: tuple[str, ...]
    codes: npt.NDArray[np.uint32]
    code_ids: npt.NDArray[np.int64]
    p1: Floats
    b1: Floats
    bigram_last: npt.NDArray[np.uint16]
    bigram_children: npt.NDArray[np.int64]
    p2: Floats
    b2: Floats
    trigram_last: npt.NDArray[np.uint16]
    trigram_children: npt.NDArray[np.int64]
    p3: Floats
    about: dict[str, str]


def write(model: BackOff, out: Path, about: dict[str, str]) -> None:
    """Write a model file; the same model gives the same bytes.

    Raises:
        CannotWrite: the folder is missing or not writable.
        ValueError: the vocabulary has more than 65,536 tokens.
    """
    size = len(model.vocabulary)
    if size > 1 << 16:
        raise ValueError(f"a packed model holds at most 65,536 tokens, not {size}")
    v2, w2 = np.divmod(model.bigrams, size)
    context = np.searchsorted(model.bigrams, model.trigrams // size)
    codes, code_ids = code_table(list(model.vocabulary))
    children3 = np.bincount(context, minlength=model.bigrams.size)
    if children3.max(initial=0) > np.iinfo(np.uint16).max:
        raise ValueError("a pair of tokens has more than 65,535 followers")
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "version": np.array(VERSION),
        "about": np.frombuffer(json.dumps(about, ensure_ascii=False, sort_keys=True).encode(), np.uint8),
        "vocabulary": np.frombuffer("\n".join(model.vocabulary).encode(), np.uint8),
        "codes": codes,
        "code_ids": code_ids.astype(np.int32),
        "p1": model.p1.astype(np.float32),
        "b1": model.b1.astype(np.float32),
        "bigram_last": w2.astype(np.uint16),
        "bigram_children": np.bincount(v2, minlength=size).astype(np.uint32),
        "trigram_last": (model.trigrams % size).astype(np.uint16),
        "trigram_children": children3.astype(np.uint16),
    }
    for name, values in (("p2", model.p2), ("b2", model.b2), ("p3", model.p3)):
        levels, coded = _quantised(values)
        arrays[name] = coded
        arrays[f"{name}_levels"] = levels
    try:
        with out.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
    except OSError as error:
        raise CannotWrite(
            f"cannot write the model ({error})", file=out, next_step="Choose a folder you may write to."
        ) from error


def read(path: Path) -> Packed:
    """Read a model file.

    Raises:
        UnreadableInput: it is missing, truncated, or no model file of this version.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            if int(file["version"]) != VERSION:
                raise ValueError(f"version {int(file['version'])}, expected {VERSION}")
            arrays = {name: file[name] for name in file.files}
        p2, b2, p3 = (arrays[f"{n}_levels"][arrays[n]] for n in ("p2", "b2", "p3"))
        return Packed(
            tuple(arrays["vocabulary"].tobytes().decode().split("\n")),
            arrays["codes"],
            arrays["code_ids"].astype(np.int64),
            arrays["p1"].astype(np.float64),
            arrays["b1"].astype(np.float64),
            arrays["bigram_last"],
            arrays["bigram_children"].astype(np.int64),
            p2,
            b2,
            arrays["trigram_last"],
            arrays["trigram_children"].astype(np.int64),
            p3,
            json.loads(arrays["about"].tobytes().decode()),
        )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise UnreadableInput(
            f"is no language model ({error})",
            file=path,
            next_step="Build one with `ocrfix language build`, or leave the setting empty.",
        ) from error


def _quantised(values: Floats) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
    levels = np.linspace(low, high, 256)
    step = (high - low) / 255 or 1.0
    return levels.astype(np.float32), np.rint((values - low) / step).astype(np.uint8)
