"""All metrics by name: what to call, what is better, what the table says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ocrfix.score.measure import Measure
from ocrfix.score.metrics import (
    article_cer,
    article_separation,
    bag,
    bcubed,
    block_order,
    cer,
    duplicates,
    error_vector,
    exact_articles,
    flexible,
    furniture,
    headlines,
    joins,
    page_distance,
)
from ocrfix.score.pairing import Pairing


@dataclass(frozen=True, slots=True)
class Metric:
    """``lower`` says that less is better. ``bar`` is the column of a quality bar of the
    project; metrics that have one are shown page by page."""

    name: str
    title: str
    lower: bool
    measure: Callable[[Pairing], Measure] | None = None
    bar: str = ""


METRICS = (
    Metric("page_distance", "page edit distance", True, page_distance.page_distance, bar="page dist"),
    Metric("article_cer", "article CER", True, article_cer.article_cer, bar="article CER"),
    Metric("bcubed", "B-cubed F1", False, bcubed.bcubed, bar="B-cubed F1"),
    Metric("missing", "missing characters", True, bag.missing, bar="missing"),
    Metric("excess", "excess characters", True, bag.excess, bar="excess"),
    Metric("duplicates", "duplicates", True, duplicates.duplicates, bar="duplic."),
    Metric("headline_exact", "headlines, exact", False, headlines.headline_exact, bar="headl. ="),
    Metric("headline_fuzzy", "headlines, fuzzy", False, headlines.headline_fuzzy, bar="headl. ~"),
    Metric("exact_articles", "exact articles", False, exact_articles.exact_articles, bar="exact art."),
    Metric("cer", "CER", True, cer.cer),
    Metric("substituted", "substituted", True, cer.substituted),
    Metric("deleted", "deleted", True, cer.deleted),
    Metric("inserted", "inserted", True, cer.inserted),
    Metric("caption_cer", "caption CER", True, cer.caption_cer),
    Metric("bcubed_strict", "B-cubed F1, strict", False, bcubed.bcubed_strict),
    Metric("as_f", "AS-F", False, article_separation.article_separation),
    Metric("identical_articles", "identical articles", False, exact_articles.identical_articles),
    Metric("block_order", "block order distance", True, block_order.block_order),
    Metric("joins", "joins F1", False, joins.joins),
    Metric("flexible", "flexible accuracy", False, flexible.flexible_accuracy),
    Metric("recognition", "recognition errors", True, error_vector.recognition_errors),
    Metric("segmentation", "segmentation errors", True, error_vector.segmentation_errors),
    Metric("furniture_recall", "furniture recall", False, furniture.furniture_recall),
    Metric("harm", "harm of repair", True),
    Metric("gain", "gain of repair", False),
    Metric("flags", "flags F1", False),
    Metric("calibration", "calibration error", True),
)
"""Those without ``measure`` need more than two texts: what stood before the repair, edits, confidences."""

BY_NAME = {metric.name: metric for metric in METRICS}
