"""Initials of Chinese names: whoever types hszx means 海曙中学. Without Qt.

Every reading of a sign counts (长 is z and c), so that nobody has to know which one the name has. The readings of single
signs are enough for that; the dictionary of phrases, four fifths of the library's loading time, is left out.
"""

from __future__ import annotations

import os
import unicodedata
from functools import cache

WHOLE, START, INSIDE = 0, 1, 2
_SHORTEST = 2
# Readings of this district's places; they stand here so that no dictionary can lose them.
_LOCAL = {"厦": "x", "碶": "q", "鄞": "y", "岙": "a", "埭": "d", "畈": "f"}


def may_be_initials(typed: str) -> bool:
    """Whether `typed` (lower case) can be meant as initials: Latin letters or digits, two or more, not digits alone."""
    return len(typed) >= _SHORTEST and typed.isascii() and typed.isalnum() and not typed.isdigit()


def fit(name: str, typed: str) -> int | None:
    """How `typed` stands in the initials of `name`: WHOLE, at its START or INSIDE, as one run; None if it does not."""
    letters = initials(name)
    for first in range(len(letters) - len(typed) + 1):
        if all(sign in letters[first + place] for place, sign in enumerate(typed)):
            return INSIDE if first else START if len(letters) > len(typed) else WHOLE
    return None


@cache
def initials(name: str) -> tuple[str, ...]:
    """For each sign of `name` that is spoken, all letters that it can begin with; Latin letters and digits are themselves."""
    return tuple(letters for sign in name.lower() if (letters := _letters(sign)))


@cache
def _letters(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isalnum() else ""
    readings = _readings().get(ord(sign), "").split(",")
    begun = {unicodedata.normalize("NFD", reading)[0] for reading in readings if reading}
    return "".join(sorted(begun | set(_LOCAL.get(sign, ""))))


@cache
def _readings() -> dict[int, str]:
    """The readings of every sign, by its code point; loaded when somebody searches for the first time."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415  heavy

    return PINYIN_DICT
