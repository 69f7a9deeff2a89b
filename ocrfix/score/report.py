"""The report: every difference of every page, in one HTML file that needs nothing else."""

from __future__ import annotations

import html
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from ocrfix.errors import CannotWrite
from ocrfix.page import Page
from ocrfix.score.crops import data_uri, find_image, open_image, place
from ocrfix.score.differences import Piece, article_pieces
from ocrfix.score.files import FilePair, Files
from ocrfix.score.html_page import STYLE, Crop, page_html
from ocrfix.score.measure import Ratio
from ocrfix.score.page_score import PageScore
from ocrfix.score.pairing import Pairing
from ocrfix.score.plots import bars, page_map
from ocrfix.score.profile import Profile
from ocrfix.score.registry import METRICS
from ocrfix.score.set_score import SetScore
from ocrfix.score.table import made_of, number
from ocrfix.score.trace import Origin, trace

_ROWS, _COLUMNS = 12, 8
"""Cells of the map of errors by position."""
_MOST_BARS = 40
_MOST_CONFUSIONS = 200


class Report:
    """Gathers pages one by one (on disk, so that memory stays flat) and puts the worst first.

    Raises (on ``finish``):
        CannotWrite: the file cannot be written.
    """

    def __init__(self, path: Path, images: Path | None, profile: Profile) -> None:
        self.path, self.images, self.profile = path, images, profile
        self.confusions: Counter[tuple[str, str]] = Counter()
        self.by_confidence = [[0, 0] for _ in range(10)]
        self.wrong = [[0] * _COLUMNS for _ in range(_ROWS)]
        self.total = [[0] * _COLUMNS for _ in range(_ROWS)]
        self.parts: list[tuple[float, int, int]] = []
        self.store = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__

    def __enter__(self) -> Report:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.store.close()

    def add(self, pair: FilePair, made: Page, score: PageScore, pairing: Pairing) -> None:
        """One more page."""
        origins = trace(pairing.output, made, self.profile) if made.lines else (None,) * len(pairing.output_flat)
        articles = article_pieces(pairing)
        self._count(made, pairing, origins)
        chunk = page_html(score, articles, self._crop(pair.name, origins)).encode("utf-8", "replace")
        distance = score.figures["page_distance"]
        self.parts.append((distance.part if isinstance(distance, Ratio) else 0.0, self.store.tell(), len(chunk)))
        self.store.write(chunk)

    def _crop(self, name: str, origins: Sequence[Origin | None]) -> Crop | None:
        path = find_image(self.images, name) if self.images is not None else None
        if path is None:
            return None
        image = open_image(path)

        def crop(piece: Piece) -> str | None:
            box = place(origins, piece.place, piece.place + len(piece.output))
            return data_uri(image, box) if box is not None else None

        return crop

    def _count(self, made: Page, pairing: Pairing, origins: Sequence[Origin | None]) -> None:
        misread = (pairing.aligned & ~pairing.alignment.equal).nonzero()[0]
        for i, j in zip(misread.tolist(), pairing.alignment.to_output[misread].tolist(), strict=True):
            self.confusions[pairing.truth_flat.text[i], pairing.output_flat.text[j]] += 1
        back, equal = pairing.alignment.to_truth.tolist(), pairing.alignment.equal.tolist()
        for k in pairing.counted.nonzero()[0].tolist():
            origin = origins[k]
            if origin is None:
                continue
            bad = back[k] < 0 or not equal[back[k]]
            if origin.glyph.confidence is not None:
                cell = self.by_confidence[min(9, int(origin.glyph.confidence * 10))]
                cell[0] += bad
                cell[1] += 1
            if origin.glyph.box is not None and made.width and made.height:
                x, y = origin.glyph.box.center
                row = min(_ROWS - 1, max(0, int(y / made.height * _ROWS)))
                column = min(_COLUMNS - 1, max(0, int(x / made.width * _COLUMNS)))
                self.wrong[row][column] += bad
                self.total[row][column] += 1

    def finish(self, scores: Sequence[SetScore], files: Files) -> None:
        """Write the file."""
        try:
            with self.path.open("wb") as out:
                out.write(self._head(scores, files).encode("utf-8", "replace"))
                for _, start, length in sorted(self.parts, key=lambda p: (-p[0], p[1])):
                    self.store.seek(start)
                    out.write(self.store.read(length))
                out.write(b"</body></html>\n")
        except OSError as error:
            raise CannotWrite(str(error.strerror), file=self.path, next_step="Choose another place.") from error

    def _head(self, scores: Sequence[SetScore], files: Files) -> str:
        first = scores[0]
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>ocrfix score</title>'
            f"<style>{STYLE}</style></head><body><h1>ocrfix score</h1>"
            + "".join(_table(s) for s in scores)
            + _names("No output, counted as empty", files.missing)
            + _names("No truth, not scored", files.without_truth)
            + bars(f"page edit distance, worst {_MOST_BARS} pages", _by_page(first)[:_MOST_BARS])
            + bars("share of wrong characters by confidence", self._confidence_rows())
            + page_map("wrong characters by position on the page", self.wrong, self.total)
            + self._confusion_table()
            + f"<h2>Pages, worst first (profile {html.escape(first.profile)})</h2>"
            + "<p class=note>In the text: <del>truth</del> <ins>output</ins>; open a page, then an article.</p>\n"
        )

    def _confidence_rows(self) -> list[tuple[str, float, str]]:
        return [
            (f"{k / 10:.1f} to {(k + 1) / 10:.1f}", wrong / n, f"{wrong / n:.1%} of {n:,}")
            for k, (wrong, n) in enumerate(self.by_confidence)
            if n
        ]

    def _confusion_table(self) -> str:
        rows = "".join(
            f"<li><del>{html.escape(t)}</del><ins>{html.escape(o)}</ins> {n:,}</li>"
            for (t, o), n in self.confusions.most_common(_MOST_CONFUSIONS)
        )
        if not rows:
            return ""
        rest = max(0, len(self.confusions) - _MOST_CONFUSIONS)
        note = f"<p class=note>and {rest:,} rarer ones</p>" if rest else ""
        return f'<h2>Confusions: truth, output, times</h2><ol class="confusions">{rows}</ol>{note}'


def _by_page(score: SetScore) -> list[tuple[str, float, str]]:
    rows = [(p.name, p["page_distance"], f"{p['page_distance']:.4f}") for p in score.pages]
    return sorted(rows, key=lambda r: -r[1])


def _table(score: SetScore) -> str:
    rows = "".join(
        f"<tr><td>{html.escape(m.title)} {'↓' if m.lower else '↑'}</td><td>{number(score[m.name])}</td>"
        f"<td>{html.escape(made_of(score.figures[m.name]))}</td></tr>"
        for m in METRICS
        if m.name in score.figures
    )
    return (
        f"<h2>{len(score.pages)} pages, profile {html.escape(score.profile)}</h2>"
        f"<table><tr><th>metric</th><th>value</th><th>made of</th></tr>{rows}</table>"
    )


def _names(what: str, names: Sequence[str]) -> str:
    return f"<p>{html.escape(what)}: {html.escape(', '.join(names))}</p>" if names else ""
