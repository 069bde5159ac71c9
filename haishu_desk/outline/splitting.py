"""Cutting a sentence at signs that stand outside of brackets and quotation marks."""

from __future__ import annotations

_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "【": "】", "〔": "〕"}


def split_outside(text: str, signs: str) -> list[str]:
    """The parts between `signs`, without empty ones; a sign inside a pair of brackets or quotes cuts nothing."""
    parts: list[str] = []
    closing: list[str] = []
    part = ""
    for sign in text:
        if closing and sign == closing[-1]:
            closing.pop()
        elif sign in _PAIRS:
            closing.append(_PAIRS[sign])
        if sign in signs and not closing:
            parts.append(part)
            part = ""
        else:
            part += sign
    return [each.strip() for each in [*parts, part] if each.strip()]


def find_outside(text: str, sought: str) -> int:
    """Where `sought` stands first outside of brackets and quotes; -1 if nowhere."""
    closing: list[str] = []
    for place, sign in enumerate(text):
        if closing and sign == closing[-1]:
            closing.pop()
        elif sign in _PAIRS:
            closing.append(_PAIRS[sign])
        if not closing and text.startswith(sought, place):
            return place
    return -1
