"""What ``ocrfix score`` does, without its command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ocrfix.formats.output import write_pieces
from ocrfix.score import bootstrap
from ocrfix.score.compare_table import as_comparison, show_comparison
from ocrfix.score.document import as_document, as_json
from ocrfix.score.gates import gates
from ocrfix.score.profile import Profile, profile, read_variants, simplified
from ocrfix.score.run import score_files
from ocrfix.score.table import show


def choose_profiles(names: Sequence[str], variants: Path | None, simplify: bool) -> tuple[Profile, ...]:
    """The profiles by name, then each with variants folded, then each simplified.

    Raises:
        UnreadableInput: the variants cannot be read.
        UsageError: no profile has this name.
    """
    plain = tuple(profile(name) for name in names)
    more: tuple[Profile, ...] = ()
    if variants is not None:
        table = read_variants(variants)
        more += tuple(p.folding("variants", table) for p in plain)
    if simplify:
        table = simplified(_HAN)
        more += tuple(p.folding("t2s", table) for p in (more or plain))
    return plain + more


_HAN = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))


def score(
    output: Path,
    truth: Path,
    profiles: Sequence[Profile],
    before: Path | None = None,
    at_most: Sequence[str] = (),
    at_least: Sequence[str] = (),
    json_file: Path | None = None,
    html_file: Path | None = None,
    images: Path | None = None,
) -> bool:
    """Score, print and write; true when a gate was missed.

    Raises:
        CannotWrite: a report cannot be written.
        UnreadableInput: a file cannot be read.
        UsageError: a path or a gate is wrong.
    """
    limits = gates(at_most, at_least)
    if html_file is not None:
        from ocrfix.score.report import Report  # noqa: PLC0415 - only for the report

        with Report(html_file, images, profiles[0]) as report:
            scores, files = score_files(output, truth, profiles, before, report.add)
            report.finish(scores, files)
    else:
        scores, files = score_files(output, truth, profiles, before)
    if json_file is not None:
        write_pieces(json_file, as_json(as_document(scores, files, limits)))
    if str(json_file) != "-":
        for n, one in enumerate(scores):
            show(one, files if n == 0 else None, limits if n == 0 else ())
    return any(not gate.holds(scores[0]) for gate in limits)


def compare(one: Path, two: Path, truth: Path, profiles: Sequence[Profile], json_file: Path | None, seed: int) -> None:
    """Score two outputs of the same pages, print and write how far they differ.

    Raises:
        CannotWrite: the JSON cannot be written.
        UnreadableInput: a file cannot be read.
        UsageError: a path is wrong.
    """
    first, _ = score_files(one, truth, profiles)
    second, _ = score_files(two, truth, profiles)
    names = str(one), str(two)
    found = [(a.profile, len(a.pages), bootstrap.compare(a, b, seed)) for a, b in zip(first, second, strict=True)]
    if json_file is not None:
        told = {"comparisons": [as_comparison(names, p, n, seed, d) for p, n, d in found]}
        write_pieces(json_file, as_json(told))
    if str(json_file) == "-":
        return
    for profile_name, pages, differences in found:
        show_comparison(names, profile_name, pages, differences)
