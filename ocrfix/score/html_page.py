"""One page of the report: its figures and its articles, aligned, differences marked. Everything is escaped."""

from __future__ import annotations

import html
from collections.abc import Callable

from ocrfix.score.differences import ArticlePieces, Piece
from ocrfix.score.page_score import PageScore
from ocrfix.score.registry import METRICS
from ocrfix.score.table import number

Crop = Callable[[Piece], "str | None"]
"""The data URI of what the page shows at a difference, or ``None``."""

STYLE = """
body{font:15px/1.6 system-ui,"Noto Sans CJK SC","Noto Sans CJK TC","Microsoft YaHei",sans-serif;margin:2em auto;
max-width:1100px;padding:0 1em;color:#222;background:#fff}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}td,th{padding:.15em .7em;text-align:right;
border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}
summary{cursor:pointer}details{margin:.4em 0 .4em 1em}details.page>summary{font-weight:bold}
del,ins{text-decoration:none;border-bottom:2px solid}del{background:#fdd;color:#900}
ins{background:#dfd;color:#060;border-bottom-style:dotted}
.free{background:#eef;color:#446}.aligned{white-space:pre-wrap;overflow-wrap:anywhere}
.crops td{text-align:left;vertical-align:middle}.crops img{display:block;min-height:32px;max-height:150px}
.confusions{columns:9em;padding:0;list-style:none}
figure{margin:1em 0}figcaption{font-weight:bold}.note{color:#666}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}td,th{border-color:#444}
del{background:#511;color:#fbb}ins{background:#131;color:#bfb}.free{background:#224;color:#aac}svg text{fill:#ccc}}
"""


def page_html(score: PageScore, articles: tuple[ArticlePieces, ...], crop: Crop | None) -> str:
    """The page as a closed ``details`` element."""
    shown = ", ".join(f"{m.title} {number(score[m.name])}" for m in METRICS if m.bar and m.name in score.figures)
    body = "".join(_article(a, crop) for a in articles)
    return (
        f'<details class="page"><summary>{html.escape(score.name)}</summary>'
        f'<p class="note">{html.escape(shown)}</p>{body}</details>\n'
    )


def _article(article: ArticlePieces, crop: Crop | None) -> str:
    edits = article.match.edits
    if article.match.truth is None:
        what = f"not in the truth: {edits.inserted} inserted"
    elif article.match.output is None:
        what = f"not in the output: {edits.deleted} deleted"
    else:
        what = (
            f"{edits.total} of {edits.truth}: {edits.substituted} substituted, "
            f"{edits.deleted} deleted, {edits.inserted} inserted"
        )
    text = "".join(map(_piece, article.pieces))
    crops = _crops(article, crop) if crop is not None else ""
    return (
        f"<details><summary>{html.escape(article.title)} <span class=note>({what})</span></summary>"
        f'<div class="aligned">{text}</div>{crops}</details>'
    )


def _piece(piece: Piece) -> str:
    if piece.same:
        return html.escape(piece.truth)
    if piece.free:
        return f'<span class="free">{html.escape(piece.truth)}→{html.escape(piece.output)}</span>'
    gone = f"<del>{html.escape(piece.truth)}</del>" if piece.truth else ""
    new = f"<ins>{html.escape(piece.output)}</ins>" if piece.output else ""
    return gone + new


def _crops(article: ArticlePieces, crop: Crop) -> str:
    rows = []
    for piece in article.pieces:
        if not piece.same and not piece.free and (uri := crop(piece)) is not None:
            image = f'<img alt="" src="{html.escape(uri)}">'
            rows.append(f"<tr><td>{image}</td><td>{_piece(piece)}</td></tr>")
    return f'<table class="crops">{"".join(rows)}</table>' if rows else ""
