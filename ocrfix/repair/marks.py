"""Marks that come in pairs."""

from __future__ import annotations

from ocrfix.repair.prose import CLOSERS, OPENERS


def unmatched(text: str) -> frozenset[int]:
    """Positions of directed brackets and quotes that have no partner in the text."""
    folded = text.replace("(", "（").replace(")", "）").replace("[", "［").replace("]", "］")
    stack: list[int] = []
    lone: set[int] = set()
    for i, char in enumerate(folded):
        if char in OPENERS:
            stack.append(i)
        elif char in CLOSERS:
            depth = next((k for k in range(len(stack) - 1, -1, -1) if folded[stack[k]] == CLOSERS[char]), None)
            if depth is None:
                lone.add(i)
            else:
                lone.update(stack[depth + 1 :])
                del stack[depth:]
    return frozenset(lone | set(stack))
