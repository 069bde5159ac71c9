"""How wide the columns of a table become: as wide as they need, as wide as a hand needs, and no wider than the paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from haishu_desk.report.breaking import broken
from haishu_desk.report.drawn import BOLD, Faces, width_of
from haishu_desk.report.sheet import NAME, NUMBER, TEXT, WORD, Column

PADDING = 1.2
# The most that a column asks for, the least that it is content with, and what a hand needs to write in it; millimetres.
_MOST = {NAME: 62.0, WORD: 34.0, NUMBER: 34.0, TEXT: 58.0}
_LEAST = {NAME: 24.0, WORD: 11.0, NUMBER: 13.0, TEXT: 17.0}
_BY_HAND = {NAME: 0.0, WORD: 15.0, NUMBER: 16.0, TEXT: 26.0}
_GROWS = {NAME: 2.0, WORD: 0.0, NUMBER: 0.4, TEXT: 3.0}


def natural(columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float, faces: Faces) -> list[float]:
    """What each column asks for."""
    return [_asked(column, [row[place] for row in rows], size, faces) for place, column in enumerate(columns)]


def least(columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float, faces: Faces) -> list[float]:
    """What each column is content with: its longest figure or code on one line, text in short lines."""
    return [_needed(column, [row[place] for row in rows], size, faces) for place, column in enumerate(columns)]


def fitted(columns: Sequence[Column], wanted: Sequence[float], needed: Sequence[float], room: float) -> list[float]:
    """Widths that fill `room` exactly: spare room goes to the texts, want is shared, and need is cut evenly."""
    total, floor = sum(wanted), sum(needed)
    if total <= room:
        shares = [_GROWS[column.kind] for column in columns]
        return [width + (room - total) * share / sum(shares) for width, share in zip(wanted, shares, strict=True)]
    if floor >= room:
        return [width * room / floor for width in needed]
    part = (room - floor) / (total - floor)
    return [low + (high - low) * part for low, high in zip(needed, wanted, strict=True)]


def edges(left: float, widths: Sequence[float]) -> list[tuple[float, float]]:
    """Left and right edge of each column."""
    places = [left]
    for width in widths:
        places.append(places[-1] + width)
    return list(pairwise(places))


def _asked(column: Column, texts: Sequence[str], size: float, faces: Faces) -> float:
    longest = max((width_of(line, size, faces) for text in texts for line in text.split("\n")), default=0.0)
    by_hand = _BY_HAND[column.kind] if column.is_entry else 0.0
    return max(min(longest + 2 * PADDING, _MOST[column.kind]), _head(column, size, faces), by_hand)


def _needed(column: Column, texts: Sequence[str], size: float, faces: Faces) -> float:
    """A figure stays on one line if it is not absurdly long; words may be broken anywhere."""
    wide = _LEAST[column.kind]
    if column.kind in (NUMBER, WORD):
        longest = max((width_of(text, size, faces) for text in texts), default=0.0)
        wide = max(wide, min(longest + 2 * PADDING, _MOST[column.kind] * 0.8))
    return max(wide, _head(column, size, faces))


def _head(column: Column, size: float, faces: Faces) -> float:
    """The narrowest width in which the title takes three lines at most."""
    whole = width_of(column.title, size, faces, BOLD)
    for lines in (3, 2, 1):
        narrow = whole / lines + size * 0.2
        if len(broken(column.title, narrow, size, faces, BOLD)) <= 3:  # noqa: PLR2004  three lines of a head
            return narrow + 2 * PADDING
    return whole + 2 * PADDING
