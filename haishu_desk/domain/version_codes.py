"""The 版本码 as people type it from paper: what was meant, and which codes differ from it by one slip."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SIGNS = 8
_SHORTEST = 4
_APART = re.compile(r"[\s\-‐‑‒–—―－_·.]+")
_CODE = re.compile(r"[0-9a-f]+")
_LOOKS_LIKE = re.compile(r"[0-9a-zA-Z]{4}[\s\-‐‑‒–—―－]?[0-9a-zA-Z]{4}")
# What is read for a digit on paper.
_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "s": "5", "g": "9", "z": "2"})


def meant(typed: str) -> str:
    """What was typed as the beginning of an id: lower case, without what stands between, full-width signs as usual ones.

    A letter that no code has is the digit that it looks like.
    """
    plain = _APART.sub("", unicodedata.normalize("NFKC", typed)).lower()
    return plain.removeprefix("版本码:").removeprefix("版本码").translate(_MISREAD)


def is_code(asked: str) -> bool:
    """Whether what was meant can be looked for: four signs or more, all of them of a code."""
    return len(asked) >= _SHORTEST and _CODE.fullmatch(asked) is not None


def looks_like_code(typed: str) -> bool:
    """Whether a text typed somewhere else is a whole 版本码: two groups of four, with a digit among them."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    return _LOOKS_LIKE.fullmatch(plain) is not None and is_code(meant(plain)) and any(map(str.isdigit, plain))


def nearest(asked: str, known: Iterable[str], at_most: int = 5) -> list[str]:
    """The ids whose first eight signs differ from what was asked by one slip: a sign wrong, missing, extra, or two swapped."""
    return [name for name in known if is_one_slip(asked[: SIGNS + 1], name[:SIGNS])][:at_most]


def is_one_slip(typed: str, code: str) -> bool:
    """Whether `typed` is `code` with one sign wrong, missing, extra, or two neighbours swapped."""
    if len(typed) == len(code):
        wrong = [place for place, (one, other) in enumerate(zip(typed, code, strict=True)) if one != other]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:  # noqa: PLR2004  two neighbours
            first = wrong[0]
            return typed[first] == code[first + 1] and typed[first + 1] == code[first]
        return len(wrong) == 1
    short, long = sorted((typed, code), key=len)
    if len(long) - len(short) != 1:
        return False
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
