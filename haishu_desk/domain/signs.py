"""Signs that no workbook and no document can carry."""

from __future__ import annotations

import unicodedata


def cannot_travel(text: str) -> bool:
    """Whether the text has a sign that no file can carry, and that nobody sees."""
    return any(map(_is_unseen, text))


def that_travels(text: str) -> str:
    """The text without such signs."""
    return "".join(sign for sign in text if not _is_unseen(sign))


def _is_unseen(sign: str) -> bool:
    """Control signs, halves of a pair, and the two that are none (U+FFFE, U+FFFF)."""
    return (unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t") or sign in "\ufffe\uffff"
