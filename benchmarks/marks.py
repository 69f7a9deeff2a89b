"""Tables inside a README, between two marks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """Comments around a table that a program writes."""

    begin: str
    end: str

    def put_into(self, text: str, content: str) -> str:
        """The text with the content between the two marks.

        Raises:
            ValueError: the marks are not there once each, in order.
        """
        begin, end = self.begin, self.end
        if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
            raise ValueError(f"the marks {begin} and {end} must stand in the text once each, in this order")
        return text[: text.index(begin) + len(begin)] + f"\n{content}\n" + text[text.index(end) :]

    def taken_from(self, text: str) -> str:
        """What stands between the two marks."""
        return text.split(self.begin, 1)[1].split(self.end, 1)[0].strip("\n")
