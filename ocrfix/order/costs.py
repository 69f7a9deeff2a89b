"""The cost of reading one stack after another.

Costs are log odds in nats and add up: geometry says where a reader's eye may go (the column below, the
head of the next column, the next band), headings and rules say where it may not, and the language model
says whether the words run on. The two are independent witnesses, hence a sum. Geometry must carry most of
it: on newspaper text a character trigram alone finds the right follower among ten in 0.71 to 0.86 of the
cases. Text under one headline belongs to one story (rule stage of the American newspaper pipelines,
Dell et al. 2023, arXiv 2308.12477); joining column segments as an assignment of ends to starts follows the
treatment of reading order as a relation between pairs (Quirós and Vidal 2022, "Reading order detection on
handwritten documents") with one follower each (assignment problem, Kuhn 1955).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ocrfix.order.columns import Columns
from ocrfix.order.compartments import Compartments
from ocrfix.order.ends import Ends
from ocrfix.order.ground import Ground, is_running
from ocrfix.order.rules import rule_across, rule_beside
from ocrfix.order.tiers import tier_top
from ocrfix.order.walls import Walls
from ocrfix.page import Box, Direction, Kind
from ocrfix.regions.part import Part
from ocrfix.settings.order import OrderSettings

Costs = npt.NDArray[np.float64]


class SeamModel(Protocol):
    """Judges whether ``right`` runs on from ``left``: nats, above 0 when it does."""

    def seam(self, left: str, right: str) -> float: ...

    def seam_matrix(self, lefts: Sequence[str], rights: Sequence[str]) -> Costs: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands, for the cost of steps: its governing heading (by propagation) and whether it
    is the head or the foot of its column within the story."""

    heading: int | None
    headed: bool
    """The heading is right above: no running text in between."""
    head: bool
    foot: bool
    ruled: bool


def places(ground: Ground) -> tuple[Place, ...]:
    """The place of every flow part."""
    has_below = [False] * len(ground.flow)
    for above in ground.above:
        if above.via:
            has_below[above.via[0]] = True
    for before in ground.passed.values():
        if before is not None:
            has_below[before] = True  # its tier goes on behind the heading, and so does the page
    # Columns at either side of a vertical headline are all its own; below a horizontal headline of a
    # vertical page only the first tier begins a story.
    sideways = ground.scene.frame.direction is not Direction.TTB
    return tuple(
        Place(
            above.heading,
            above.heading is not None and not above.via and (sideways or not above.beside),
            not above.via,
            not has_below[k] and k not in ground.ended,
            above.ruled,
        )
        for k, above in enumerate(ground.above)
    )


def step_costs(
    ground: Ground, where: tuple[Place, ...], ends: dict[str, Ends], model: SeamModel | None,
    settings: OrderSettings,
) -> Costs:  # fmt: skip
    """Cost of reading part j right after part i, in nats: shape (n, n), infinite on the diagonal."""
    n = len(ground.flow)
    seams = np.zeros((n, n))
    if model is not None:
        k = settings.seam_characters
        seams = model.seam_matrix([p.text[-k:] for p in ground.flow], [p.text[:k] for p in ground.flow])
    columns = Columns.of(ground)
    compartments = Compartments.of(ground)
    walls = Walls.of(ground, settings)
    costs = np.full((n, n), np.inf)
    for i in range(n):
        for j in range(n):
            if i != j:
                costs[i, j] = _geometry(i, j, ground, columns, where, settings)
                if costs[i, j] < settings.backwards:
                    costs[i, j] += compartments.crossing(i, j, settings)
                    if walls.between(ground.flow[i].box, ground.flow[j].box, settings):
                        costs[i, j] += settings.wall
                    costs[i, j] += _text(ground.flow[i], ground.flow[j], ends, float(seams[i, j]), settings)
    return costs


def _geometry(i: int, j: int, ground: Ground, columns: Columns, where: tuple[Place, ...], s: OrderSettings) -> float:
    """Where a reader's eye may go: down the column, to the next column, to the next band."""
    a, b = ground.flow[i], ground.flow[j]
    em = ground.scene.em
    if ground.boxes[i] != ground.boxes[j]:
        return s.frame_crossed
    cost = s.open_frame if a.stack.frame != b.stack.frame else 0.0
    if is_running(a) and is_running(b):
        cost += s.size_change * max(0.0, abs(math.log(a.em / b.em)) - s.free_size_change)
    mate = ground.run_in.get(i)
    if mate == j:
        return cost + s.below
    if mate is not None or j in ground.run_in.values():
        cost += s.text_between
    wide_a, wide_b = ground.spans[i], ground.spans[j]
    side = wide_a.overlap_x(wide_b) / min(wide_a.width, wide_b.width)
    below = b.box.top >= a.box.bottom - s.row_slack * em
    if side >= s.one_column and below:
        return cost + _down(i, j, ground, where, s)
    if b.box.left >= a.box.left + 0.5 * a.box.width and side <= s.other_column:
        return cost + _aside(i, j, ground, columns, where, s)
    if below:
        return cost + _wrap(i, j, ground, where, s)
    return cost + s.backwards


def _aside(i: int, j: int, ground: Ground, columns: Columns, where: tuple[Place, ...], s: OrderSettings) -> float:
    """Going on in a column further along: dear unless it is from the foot of one to the head of the next."""
    a, b = ground.flow[i], ground.flow[j]
    em = ground.scene.em
    cost = s.next_column + _heading_cost(where[i], where[j], s)
    if not where[j].head:
        cost += s.not_at_head
    if not where[i].foot:
        cost += s.not_at_foot
    cost += s.column_skipped * columns.between(i, j, ground)
    if rule_beside(a.box, b.box, ground.scene):
        cost += s.rule_beside
    cost += min(s.far_most, s.far * max(0.0, (b.box.left - a.box.right) / em - s.gutter))
    over = where[i].heading
    if over is not None and not ground.headings[over].across:
        rise = (ground.headings[over].box.top - b.box.top) / em
        share = s.rise_running if _runs_through(i, j, ground, where, s) else 1.0
        cost += share * min(s.rise_most, s.rise * max(0.0, rise))
    if b.box.top >= a.box.bottom:
        return cost + s.drop_below
    fall = max(0.0, b.box.top - _story_top(i, ground)) / em
    return cost + min(s.drop_most, s.drop * fall)


def _runs_through(i: int, j: int, ground: Ground, where: tuple[Place, ...], s: OrderSettings) -> bool:
    """Whether the story at i runs through the tiers and j begins the next one, as high as the tier of i does."""
    if where[i].heading not in ground.passed or not where[j].head:
        return False
    boxes = [p.box for p in ground.flow] + [h.box for h in ground.headings if not h.across]
    tops = [tier_top(ground.flow[k].box, boxes, ground.scene, s) for k in (i, j)]
    return abs(tops[0] - tops[1]) < s.tier_level * ground.scene.em


def _wrap(i: int, j: int, ground: Ground, where: tuple[Place, ...], s: OrderSettings) -> float:
    """Going on at the left of the next band."""
    a, b = ground.flow[i].box, ground.flow[j].box
    cost = s.wrap + _heading_cost(where[i], where[j], s)
    cost += min(s.far_most, s.far * max(0.0, (b.top - a.bottom) / ground.scene.em - s.gutter))
    if not where[i].foot:
        cost += s.not_at_foot
    if not where[j].head and where[i].heading != where[j].heading:
        cost += s.not_at_head
    if rule_across(a, b, ground.scene):
        cost += s.rule_below
    return cost


def _heading_cost(a: Place, b: Place, s: OrderSettings) -> float:
    if b.heading is None:
        return s.no_heading
    if a.heading is None:
        return s.other_heading if b.headed else s.no_heading
    if a.heading == b.heading:
        return s.under_heading
    return s.other_heading


def _down(i: int, j: int, ground: Ground, where: tuple[Place, ...], s: OrderSettings) -> float:
    """Going on below in the same column: dear when a heading, a rule or other text lies between."""
    a, b = ground.flow[i], ground.flow[j]
    em = ground.scene.em
    white = max(0.0, (b.box.top - a.box.bottom) / em - s.below_free)
    cost = s.below + min(s.below_white_most, s.below_white * white)
    wide_a, wide_b = ground.spans[i], ground.spans[j]
    left, right = max(wide_a.left, wide_b.left), min(wide_a.right, wide_b.right)
    top, bottom = a.box.bottom - 0.5 * em, b.box.top + 0.5 * em

    def between(box: Box, share: float) -> bool:
        inside = top < box.center[1] < bottom
        return inside and min(box.right, right) - max(box.left, left) > share * (right - left)

    for k, heading in enumerate(ground.headings):
        if heading.frame == ground.boxes[j] and between(ground.reach[k], 0.25):
            return cost + s.heading_between
    ruled = any(
        r.level and not r.of_picture and a.box.bottom - 0.1 * em < r.box.center[1] and between(r.box, 0.6)
        for r in ground.scene.rules
    )
    if ruled and not _at_side_of_frame(a, b):
        cost += s.rule_below
    if any(between(p, 0.3) for p in ground.scene.pictures):
        cost += s.over_picture
    skipped = sum(
        between(p.box, 0.25)
        for k, p in enumerate(ground.flow)
        if k not in (i, j) and ground.boxes[k] == ground.boxes[j] and (is_running(p) or p.kind is Kind.SUBHEAD)
        and ground.run_in.get(j) != k and ground.run_in.get(k) != i
    )
    if where[i].heading != where[j].heading and None not in (where[i].heading, where[j].heading):
        cost += s.other_heading
    return cost + s.text_between * min(s.text_between_most, skipped)


def _at_side_of_frame(a: Part, b: Part) -> bool:
    """Text of a frame and the text over it: the rule between is the frame's side."""
    return a.stack.frame != b.stack.frame


def _story_top(i: int, ground: Ground) -> float:
    """Where the text of the column above part i begins."""
    via = ground.above[i].via
    tops = [ground.flow[k].box.top for k in via] + [ground.flow[i].box.top]
    return min(tops)


def _text(a: Part, b: Part, ends: dict[str, Ends], seam: float, s: OrderSettings) -> float:
    if a.kind is Kind.SUBHEAD or b.kind is Kind.SUBHEAD:
        return s.open_mismatch * (ends[a.id].end if b.kind is Kind.SUBHEAD else 0.0)
    end, start = ends[a.id].end, ends[b.id].start
    broken_off = max(0.0, end - s.full_row_open) / (1 - s.full_row_open)
    cost = s.open_to_open * end * start
    cost += s.open_mismatch * (broken_off * (1 - start) + (1 - end) * start * s.closed_to_open)
    if start > 0 and end > 0:
        cost -= s.seam_weight * min(end + s.seam_at_closed, 1.0) * max(-s.seam_most, min(s.seam_most, seam))
    return cost


def start_costs(ground: Ground, where: tuple[Place, ...], ends: dict[str, Ends], settings: OrderSettings) -> Costs:
    """Cost of each part being the first of a story, in nats: shape (n,)."""
    costs = np.zeros(len(ground.flow))
    for k, part in enumerate(ground.flow):
        place = where[k]
        later = False
        if place.headed:
            costs[k] = settings.start_headed
            first = min(
                ground.flow[m].box.left
                for m in range(len(ground.flow))
                if where[m].headed and where[m].heading == place.heading
            )
            later = part.box.left > first + 0.5 * part.box.width
            if later:
                costs[k] += settings.start_not_leftmost
        elif place.head and place.ruled:
            costs[k] = settings.start_ruled
        else:
            costs[k] = settings.start_plain
        if (later or not place.headed) and not is_running(part):
            costs[k] += settings.start_inner
        if place.headed:
            costs[k] += settings.start_open_headed * settings.start_open * ends[part.id].start
        else:
            costs[k] += settings.start_open * ends[part.id].start
    return costs


def end_costs(ground: Ground, ends: dict[str, Ends], settings: OrderSettings) -> Costs:
    """Cost of each part being the last of a story, in nats: shape (n,)."""
    return np.array(
        [
            settings.end_closed + settings.end_open * ends[p.id].end
            + (settings.end_open if p.kind is Kind.SUBHEAD else 0.0)
            for p in ground.flow
        ]
    )  # fmt: skip
