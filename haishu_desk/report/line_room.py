"""How high a row of a workbook has to be: not every program finds that out by itself."""

from __future__ import annotations

LINE = 15.0
_MOST_LINES = 27  # a row is at most 409 points high


def wide(line: str) -> int:
    """How wide a line is in signs of a column's width: a Chinese sign is two."""
    return len(line.encode("gbk", "replace"))


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width; at most what one row can hold."""
    room = max(int(width * 1.05), 1)
    return min(sum(max(-(-wide(line) // room), 1) for line in text.splitlines() or [""]), _MOST_LINES)
