"""Issues while their pages come in: which pages they have, and when all of them are there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ocrfix.batch.grouping import Issue, grouped
from ocrfix.batch.inputs import Input
from ocrfix.batch.job import Job
from ocrfix.batch.names import distinct


@dataclass(slots=True)
class Open:
    """An issue that is not complete. Of a collection, no page is kept."""

    name: str
    folder: Path
    inputs: int
    """Files still to be planned; the issue is complete once there are none and no page is open."""
    pages: list[tuple[int, str]] = field(default_factory=list)
    """The places of its pages, each with what orders it where they are not found in order."""
    count: int = 0
    open: int = 0
    contents: dict[str, str] = field(default_factory=dict)
    """Of the pages that are done: place to a hash of its outputs."""

    @property
    def ready(self) -> bool:
        return self.inputs == 0 and self.open == 0

    @property
    def place(self) -> str:
        return f"{(self.folder / self.name).as_posix()}.issue"

    def done(self) -> list[tuple[str, str]]:
        """The pages that are done, in their order, each with its hash."""
        ordered = sorted(self.pages, key=lambda page: page[0])
        return [(place, self.contents[place]) for _, place in ordered if place in self.contents]


class Issues:
    """All issues that are not complete, up to ``batch.issue_pages`` pages; more are a collection.

    The pages of one file of several are an issue, unless ``grouping`` was told of another. ``least`` is the number of
    pages from which an issue is written. Names depend on the inputs and their order alone.
    """

    def __init__(self, job: Job, least: int) -> None:
        self._most, self._least = job.settings.issue_pages, least
        self.groups = grouped(job.inputs, job.issues)
        """The issue of every input, in their order."""
        self._inputs = Counter(self.groups)
        self._open: dict[Issue | Input, Open] = {}
        self._of: dict[str, Issue | Input] = {}
        self._taken: dict[Path, set[str]] = defaultdict(set)

    def keeps(self, item: Input, group: Issue, count: int) -> bool:
        """Whether a page of this file, of ``count`` pages, may be needed for an issue."""
        if _alone(item, group, count):
            return self._least <= count <= self._most
        inputs = self._inputs[group]
        return inputs <= self._most and (count > 1 or inputs >= self._least)

    def plan(self, item: Input, group: Issue, name: str, count: int, places: Sequence[str]) -> Iterator[Open]:
        """A file is planned: with so many pages (0: it cannot be read), of which those at ``places`` are wanted.
        Yields issues that nothing can be added to any more; they have their names now."""
        if group not in self._open:
            self._open[group] = Open(group.name, group.folder, self._inputs[group])
        if _alone(item, group, count):
            self._open[item] = Open(name, item.folder, 1)
            self._add(item, item, places)
            yield from self._planned(item)
        else:
            self._add(group, item, places)
        yield from self._planned(group)

    def _add(self, key: Issue | Input, item: Input, places: Sequence[str]) -> None:
        issue = self._open[key]
        issue.count += len(places)
        issue.open += len(places)
        if issue.count <= self._most:
            issue.pages.extend((item.place, place) for place in places)
            self._of.update(dict.fromkeys(places, key))
        elif issue.pages or issue.open:
            for _, place in issue.pages:
                self._of.pop(place, None)
            issue.pages.clear()
            issue.contents.clear()
            issue.open = 0

    def _planned(self, key: Issue | Input) -> Iterator[Open]:
        issue = self._open[key]
        issue.inputs -= 1
        if issue.inputs == 0:
            if self._least <= issue.count <= self._most:
                issue.name = distinct(issue.name, self._taken[issue.folder])
            yield issue
            if issue.ready:
                del self._open[key]

    def wants(self, place: str) -> bool:
        """Whether an issue waits for this page."""
        return place in self._of

    def settle(self, place: str, content: str | None) -> Open | None:
        """A page is done, or with ``None`` has failed. Returns its issue where that is now complete."""
        key = self._of.pop(place, None)
        if key is None:
            return None
        issue = self._open[key]
        issue.open -= 1
        if content is not None:
            issue.contents[place] = content
        if not issue.ready:
            return None
        del self._open[key]
        return issue

    def enough(self, issue: Open) -> bool:
        """Whether its pages make an issue that is written."""
        return self._least <= len(issue.contents) <= self._most


def _alone(item: Input, group: Issue, count: int) -> bool:
    """Whether the pages of a file are an issue of their own."""
    return count > 1 and item.page is None and not group.told
