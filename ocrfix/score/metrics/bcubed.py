"""Article grouping: B-cubed, weighted by characters."""

from __future__ import annotations

import numpy as np

from ocrfix.score.measure import Agreement
from ocrfix.score.pairing import Pairing


def bcubed(pairing: Pairing) -> Agreement:
    """B-cubed precision, recall and F1 of the division into articles, every character an item.

    The items are the characters found on both sides (order-free alignment), so that this figure is about
    grouping alone; what is missing or too much is in ``bcubed_strict``. For a character in truth article t
    and output article o, precision is the share of o's items that belong to t, recall the share of t's items
    that are in o; both are averaged over the items. Source: Bagga & Baldwin 1998; character weights as in
    article segmentation of newspapers. Range: 0 to 1. Both empty: 1; truth but nothing of it found: 0.
    """
    table = pairing.shared.astype(float)
    items = table.sum()
    if not items:
        return Agreement(0, 0, 0, pairing.readable.sum().item())
    squares = table**2
    per_output, per_truth = table.sum(axis=0), table.sum(axis=1)
    precise = (squares.sum(axis=0)[per_output > 0] / per_output[per_output > 0]).sum()
    complete = (squares.sum(axis=1)[per_truth > 0] / per_truth[per_truth > 0]).sum()
    return Agreement(float(precise), float(items), float(complete), float(items))


def bcubed_strict(pairing: Pairing) -> Agreement:
    """As ``bcubed`` over all characters: a character of the truth that was not found has recall 0, one of
    the output that is not in the truth (inserted, printed twice) has precision 0 and dilutes its article.

    Range: 0 to 1. Both empty: 1; one empty: 0.
    """
    table = pairing.shared.astype(float)
    truths = np.bincount(pairing.truth_flat.story[pairing.readable], minlength=table.shape[0]).astype(float)
    outputs = np.bincount(pairing.output_flat.story[pairing.counted], minlength=table.shape[1]).astype(float)
    squares = table**2
    precise = np.divide(squares.sum(axis=0), outputs, out=np.zeros_like(outputs), where=outputs > 0).sum()
    complete = np.divide(squares.sum(axis=1), truths, out=np.zeros_like(truths), where=truths > 0).sum()
    return Agreement(float(precise), float(outputs.sum()), float(complete), float(truths.sum()))
