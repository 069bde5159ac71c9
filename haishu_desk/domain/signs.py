"""Signs that no workbook and no document can carry."""

from __future__ import annotations

import re
import unicodedata

_ESCAPE = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_TWO_ESCAPES = re.compile("_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")


def cannot_travel(text: str) -> bool:
    """Whether the text has a sign that no file can carry, and that nobody sees."""
    return any(map(_is_unseen, text))


def that_travels(text: str) -> str:
    """The text without such signs."""
    return "".join(sign for sign in text if not _is_unseen(sign))


def _is_unseen(sign: str) -> bool:
    """Control signs, halves of a pair, and the two that are none (U+FFFE, U+FFFF)."""
    return (unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t") or sign in "\ufffe\uffff"


def as_shared_string(text: str) -> str:
    """The text as XlsxWriter 3 must be given it, so that a workbook says just this text.

    It takes what begins with `<r>` and ends with `</r>` for XML of its own, and of two escapes that share a sign
    (`_x005F_x000D_`) it guards only the first (ECMA-376 part 1, 22.9.2.19). Such a text is handed over as the XML it is.
    """
    if not (text.startswith("<r>") and text.endswith("</r>")) and not _TWO_ESCAPES.search(text):
        return text
    guarded = _ESCAPE.sub("_x005F_", text)
    xml = guarded.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("_", "&#95;")
    return f'<r><t xml:space="preserve">{xml}</t></r>'
