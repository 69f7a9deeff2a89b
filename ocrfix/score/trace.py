"""From the characters of a scored text back to the glyphs they came from."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ocrfix.page import Block, Glyph, Page
from ocrfix.score.profile import Profile
from ocrfix.score.view import View


@dataclass(frozen=True, slots=True)
class Origin:
    """Glyph ``index`` of line ``line``."""

    line: str
    index: int
    glyph: Glyph


def trace(page_view: View, page: Page, profile: Profile) -> tuple[Origin | None, ...]:
    """For every character of the view's stories the glyph it came from; ``None`` where none is known.

    A repaired character is traced to the glyph it replaced.
    """
    lines = {line.id: line.glyphs for line in page.lines}
    return tuple(
        origin for passage in page_view.passages for origin in _trace(passage.text, passage.blocks, lines, profile)
    )


def _trace(
    text: str, blocks: tuple[Block, ...], lines: dict[str, tuple[Glyph, ...]], profile: Profile
) -> list[Origin | None]:
    read: list[tuple[str, Origin]] = []
    for block in blocks:
        for span in block.spans:
            glyphs = lines.get(span.line, ())
            for index in range(span.start, min(span.stop, len(glyphs))):
                origin = Origin(span.line, index, glyphs[index])
                read += [(c, origin) for c in profile.apply(glyphs[index].text)]
    found: list[Origin | None] = [None] * len(text)
    for op in Levenshtein.opcodes(text, "".join(c for c, _ in read)):
        if op.tag in ("equal", "replace"):
            for k in range(min(op.src_end - op.src_start, op.dest_end - op.dest_start)):
                found[op.src_start + k] = read[op.dest_start + k][1]
    return found
