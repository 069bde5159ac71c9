"""Chinese names in the order of their pinyin. Without Qt. Single signs only; the dictionary is loaded on first use."""

from __future__ import annotations

import os
import unicodedata
from functools import cache

# Readings of this district's places, which the dictionary knows as a second reading or not at all.
_SPOKEN_HERE = {"厦": "xià", "碶": "qì", "鄞": "yín", "岙": "ào", "埭": "dài", "畈": "fàn"}

# mā má mǎ mà, as the marks that stand over the vowel.
_TONES = "\u0304\u0301\u030c\u0300"


def sort_key(name: str) -> tuple[tuple[str, ...], tuple[int, ...], str]:
    """What names are sorted by: syllables without tones, then the tones, then the name itself."""
    spoken = tuple(_spoken(sign) for sign in name.lower())
    return (tuple(_plain(syllable) for syllable in spoken), tuple(map(_tone, spoken)), name)


@cache
def _spoken(sign: str) -> str:
    """The syllable of a sign, with its tone; a sign that is not read is itself."""
    if sign.isascii():
        return sign
    return _SPOKEN_HERE.get(sign) or _readings().get(ord(sign), sign).split(",")[0]


@cache
def _plain(syllable: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(part))


def _tone(syllable: str) -> int:
    """1 to 4, and 5 for none."""
    marks = [_TONES.index(part) for part in unicodedata.normalize("NFD", syllable) if part in _TONES]
    return marks[0] + 1 if marks else len(_TONES) + 1


@cache
def _readings() -> dict[int, str]:
    """The readings of every sign, by its code point; loaded when somebody sorts for the first time."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415  heavy

    return PINYIN_DICT
