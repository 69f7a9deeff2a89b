"""How much a page is unlike what the language model was made of."""

from __future__ import annotations

from ocrfix.repair.rule import Context
from ocrfix.repair.view import View


def strangeness(view: View, context: Context) -> tuple[float, int]:
    """How strange the page is to the language model, against plain news (1, never less): what is unlikely
    on a page of news is usual in old or literary prose. And how many characters the page has."""
    surprisal = [context.language.surprisal(p.text) for p in view.passages]
    count = sum(int((s > 0).sum()) for s in surprisal)
    mean = sum(float(s.sum()) for s in surprisal) / max(count, 1)
    return max(1.0, mean / context.settings.plain_surprisal), count
