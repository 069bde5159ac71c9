"""Initials of Chinese names: whoever types hszx means 海曙中学; and their order by pinyin. Without Qt.

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
_SPOKEN = {"厦": "xià", "碶": "qì", "鄞": "yín", "岙": "ào", "埭": "dài", "畈": "fàn"}
# mā má mǎ mà, as the marks that stand over the vowel.
_TONES = "\u0304\u0301\u030c\u0300"


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
    begun = {_initial(reading) for reading in readings if reading}
    return "".join(sorted(begun | set(_initial(_SPOKEN[sign]) if sign in _SPOKEN else "")))


def _initial(syllable: str) -> str:
    return unicodedata.normalize("NFD", syllable)[0]


def sort_key(name: str) -> tuple[tuple[str, ...], tuple[int, ...], str]:
    """What names are sorted by: syllables without tones, then the tones, then the name itself."""
    spoken = tuple(_spoken(sign) for sign in name.lower())
    return (tuple(_plain(syllable) for syllable in spoken), tuple(map(_tone, spoken)), name)


@cache
def _spoken(sign: str) -> str:
    """The syllable of a sign, with its tone; a sign that is not read is itself."""
    if sign.isascii():
        return sign
    return _SPOKEN.get(sign) or _readings().get(ord(sign), sign).split(",")[0]


@cache
def _plain(syllable: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(part))


def _tone(syllable: str) -> int:
    """1 to 4, and 5 for none."""
    marks = [_TONES.index(part) for part in unicodedata.normalize("NFD", syllable) if part in _TONES]
    return marks[0] + 1 if marks else len(_TONES) + 1


@cache
def _readings() -> dict[int, str]:
    """The readings of every sign, by its code point; loaded when somebody searches for the first time."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415  heavy

    return PINYIN_DICT
