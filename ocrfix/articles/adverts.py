"""Adverts: what stands in one box of display type is one article, however many lines of it look like headlines."""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.articles.group import Story
from ocrfix.order import Order
from ocrfix.regions.part import Part
from ocrfix.settings.articles import ArticleSettings


def adverts_whole(found: Sequence[Story], order: Order, settings: ArticleSettings) -> tuple[Story, ...]:
    """The stories, those of each box of display type put together at the place of the first."""
    headings = order.ground.headings
    boxes: dict[int, list[Story]] = {}
    for story in found:
        frames = {p.stack.frame for p in _parts(story, order)}
        frame = next(iter(frames)) if len(frames) == 1 else None
        if frame is not None:
            boxes.setdefault(frame, []).append(story)
    whole: dict[int, Story] = {}
    for members in boxes.values():
        heads = [k for s in members for k in s.headings]
        several = len(members) > 1 and len(heads) >= settings.advert_headings
        if not several or _display(members, order) < settings.advert_share:
            continue
        heads.sort(key=lambda k: (headings[k].box.top, headings[k].box.left))
        one = Story(tuple(heads), tuple(c for s in members for c in s.chains))
        whole.update({id(s): one for s in members})
    done: list[Story] = []
    for story in found:
        one = whole.get(id(story), story)
        if not any(one is d for d in done):
            done.append(one)
    return tuple(done)


def _parts(story: Story, order: Order) -> list[Part]:
    return [p for k in story.headings for p in order.ground.headings[k].parts] + story.parts(order)


def _display(stories: Sequence[Story], order: Order) -> float:
    """The share of the type's area that is in headings."""
    heads = [p for s in stories for k in s.headings for p in order.ground.headings[k].parts]
    rest = [p for s in stories for p in s.parts(order)]
    large, small = (sum(len(p.text.strip()) * p.em**2 for p in parts) for parts in (heads, rest))
    return large / max(1e-6, large + small)
