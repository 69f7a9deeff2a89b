"""Stories: chains of text with the headings that stand over them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ocrfix.order import Order
from ocrfix.order.rules import rule_across
from ocrfix.page import Box, Kind
from ocrfix.regions import wording
from ocrfix.regions.part import Heading, Part
from ocrfix.settings.articles import ArticleSettings


@dataclass(frozen=True, slots=True)
class Story:
    """Headings (indices) and chains of flow parts (indices), both in reading order."""

    headings: tuple[int, ...]
    chains: tuple[tuple[int, ...], ...]

    def parts(self, order: Order) -> list[Part]:
        return [order.ground.flow[k] for chain in self.chains for k in chain]


def stories(order: Order, settings: ArticleSettings) -> tuple[Story, ...]:
    """Every chain and every heading in exactly one story.

    Text under one headline belongs to one story. A chain that runs into a part which stands right under
    a headline of its own is divided there, when that headline would otherwise have no text.
    """
    chains = _divided(order)
    owner: dict[int, int | None] = {n: _heading_of(c, order) for n, c in enumerate(chains)}
    _give_across(order, chains, owner)
    found: list[Story] = []
    for k in range(len(order.ground.headings)):
        own = [n for n in owner if owner[n] == k]
        own.sort(key=lambda n: _rank(chains[n], order))
        if k not in order.ground.alias:
            small = [m for m, large in sorted(order.ground.alias.items()) if large == k]
            found.append(Story((*small, k), tuple(chains[n] for n in own)))
    found += [Story((), (chains[n],)) for n in owner if owner[n] is None]
    found = [item for story in _marry(found, order, settings) for item in _items(story, order)]
    return tuple(sorted(found, key=lambda s: _place(s, order)))


def _items(story: Story, order: Order) -> list[Story]:
    """A column of news in brief divided into its items: under a label (or nothing) the text opens with an
    item's heading, and more such headings follow. The label stays with the first item."""
    flow = order.ground.flow
    headlines = [order.ground.headings[k].main.text.strip() for k in story.headings]
    if not all(wording.BRIEFS.match(h) for h in headlines) or len(story.chains) != 1:
        return [story]
    # With neither a label nor a heading over it nothing says that these are items.
    chain = story.chains[0]
    label = 0
    if not headlines and len(flow[chain[0]].stack.rows) == 1 and wording.BRIEFS.match(flow[chain[0]].text.strip()):
        label = 1
    starts = [
        n
        for n, k in enumerate(chain)
        if flow[k].kind is Kind.SUBHEAD and (n == 0 or flow[chain[n - 1]].kind is not Kind.SUBHEAD)
    ]
    if len(starts) < 2 or starts[0] != label or not (headlines or label):
        return [story]
    edges = [0, *starts[1:], len(chain)]
    items = [chain[a:b] for a, b in itertools.pairwise(edges)]
    return [Story(story.headings if n == 0 else (), (item,)) for n, item in enumerate(items)]


def _divided(order: Order) -> list[tuple[int, ...]]:
    firsts = {c[0] for c in order.chains}
    headed = {order.where[k].heading for k in firsts if order.where[k].headed}
    chains = []
    for chain in order.chains:
        current = [chain[0]]
        ruling = order.where[chain[0]].heading
        for k in chain[1:]:
            place = order.where[k]
            new = place.headed and place.heading != ruling and place.heading not in headed
            if new and ruling is not None:
                chains.append(tuple(current))
                current = []
                ruling = place.heading
                headed.add(ruling)
            elif ruling is None and place.heading is not None:
                ruling = place.heading
            current.append(k)
        chains.append(tuple(current))
    return chains


def _heading_of(chain: Sequence[int], order: Order) -> int | None:
    """The heading over a chain: over its first part, or the one most of its text stands under."""
    first = order.where[chain[0]]
    if first.heading is not None:
        return first.heading
    weight: dict[int, int] = {}
    for k in chain:
        heading = order.where[k].heading
        if heading is not None:
            weight[heading] = weight.get(heading, 0) + len(order.ground.flow[k].text)
    return max(weight, key=lambda h: (weight[h], -h)) if weight else None


def _give_across(order: Order, chains: Sequence[tuple[int, ...]], owner: dict[int, int | None]) -> None:
    """Headings set across the text own the chain that stands beside them and has no heading, or
    only a small one."""
    taken = {h for h in owner.values() if h is not None}
    for k, heading in enumerate(order.ground.headings):
        if not heading.across or k in taken:
            continue
        best: tuple[float, int] | None = None
        for n, chain in enumerate(chains):
            current = owner[n]
            if current is not None and order.ground.headings[current].em >= 0.7 * heading.em:
                continue
            near = [
                _sideways(order.ground.flow[i].box, heading.box)
                for i in chain
                if order.ground.boxes[i] == heading.frame
            ]
            near = [d for d in near if d < 4.0 * order.ground.scene.em]
            if near:
                rank = (-float(len(near)), n)
                best = min(best, rank) if best is not None else rank
        if best is not None:
            owner[best[1]] = k


def _sideways(box: Box, heading: Box) -> float:
    if box.overlap_y(heading) < 0.3 * min(box.height, heading.height):
        return float("inf")
    return max(box.left - heading.right, heading.left - box.right, 0.0)


def _rank(chain: Sequence[int], order: Order) -> tuple[float, float, float]:
    first = order.ground.flow[chain[0]].box
    headed = order.where[chain[0]].headed
    return (0.0 if headed else 1.0, first.left, first.top)


def _marry(found: list[Story], order: Order, settings: ArticleSettings) -> list[Story]:
    """A heading without text right above another heading is its kicker; a label alone joins what
    stands right below it."""
    ground = order.ground
    stories = _one_a_field(found, order)
    for story in sorted(stories, key=lambda s: _place(s, order)):
        if len(story.headings) != 1 or story.chains or story not in stories:
            continue
        heading = ground.headings[story.headings[0]]
        target = _right_below(heading, stories, order)
        if target is not None:
            stories.remove(story)
            at = stories.index(target)
            stories[at] = Story(story.headings + target.headings, target.chains)
    return stories


def _one_a_field(found: Sequence[Story], order: Order) -> list[Story]:
    """Headings without text that stand in one dark field (a teaser with its label) are one story."""
    headings = order.ground.headings
    fields: dict[int, list[Story]] = {}
    for story in found:
        grounds = {headings[k].main.stack.lines[0].ground for k in story.headings}
        ground = next(iter(grounds)) if len(grounds) == 1 and not story.chains else None
        if ground is not None and all(headings[k].main.stack.inverse for k in story.headings):
            fields.setdefault(ground, []).append(story)
    united = {id(s): members for members in fields.values() if len(members) > 1 for s in members}
    stories: list[Story] = []
    for story in found:
        members = united.get(id(story))
        if members is None:
            stories.append(story)
        elif story is members[0]:
            stories.append(Story(tuple(k for s in members for k in s.headings), ()))
    return stories


def _right_below(heading: Heading, stories: Sequence[Story], order: Order) -> Story | None:
    ground = order.ground
    best: tuple[float, int] | None = None
    for n, story in enumerate(stories):
        for k in story.headings:
            other = ground.headings[k]
            if other is heading or other.across or heading.across or other.frame != heading.frame:
                continue
            white = other.box.top - heading.box.bottom
            side = other.box.overlap_x(heading.box) / heading.box.width
            if other.em < heading.em or rule_across(heading.box, other.box, ground.scene):
                continue
            if side > 0.5 and -0.5 * heading.em <= white <= 1.5 * other.em:
                rank = (white, n)
                best = min(best, rank) if best else rank
    return stories[best[1]] if best else None


def _place(story: Story, order: Order) -> tuple[float, float]:
    boxes = [order.ground.headings[k].box for k in story.headings]
    boxes += [order.ground.flow[c[0]].box for c in story.chains]
    first = min(boxes, key=lambda b: (b.top, b.left))
    return (first.top, first.left)
