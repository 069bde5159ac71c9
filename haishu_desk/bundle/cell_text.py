"""What stands in a visible cell, as text, and whether it still says what was printed there.

Office programs keep 15 significant digits of a number, so a cell that has become a number says the same if it agrees in
these (one more or less in the last); texts agree without regard to unseen signs and to the spaces around them.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal

from haishu_desk.bundle.read_process import CellText

_DIGITS = 15  # faults.md row 28: what Excel, WPS and LibreOffice keep of a number
_KEPT = Context(prec=_DIGITS, Emax=999_999, Emin=-999_999)
_PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,40})(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?%?")
_NARROW = str.maketrans("０１２３４５６７８９．，％＋－−", "0123456789.,%+--")
_APOSTROPHES = "'‘’`＇"


def shown_text(cell: CellText | None, *, is_percent: bool = False) -> str:
    """The text as a person sees it: 0.075 that is shown as a percentage is `7.5%`."""
    if cell is None:
        return ""
    if is_percent and cell.kind == "n":
        number = _KEPT.multiply(Decimal(cell.text), Decimal(100))
        return f"{number.normalize() if number else Decimal(0):f}%"
    return cell.text


def says_the_same(cell: CellText | None, before: str, *, is_number: bool, is_percent: bool = False) -> bool:
    """Whether a cell still says `before`; where numbers are expected (`is_number`), 12.5 says the same as 12.50."""
    text = shown_text(cell, is_percent=is_percent)
    if text == before or plain(text) == plain(before):
        return True
    kind = cell.kind if cell is not None else "s"
    if kind != "n" and not is_number:
        return False
    one, other = _number(text), _number(before)
    if one is None or other is None:
        return False
    return one == other or (kind == "n" and _agree(one, other))


def _agree(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ by no more than one in the last digit that is kept: some programs cut, some round twice."""
    return abs(one - other) <= Decimal(1).scaleb(other.adjusted() - _DIGITS + 1)


def plain(text: str) -> str:
    """A text as it is compared: composed, lines ended alike, without unseen signs and without spaces around it."""
    return without_unseen(typed_text(text)).strip()


def typed_text(text: str) -> str:
    """What was typed where words are expected: composed, lines ended alike, without spaces around it."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def typed_number(text: str) -> str:
    """What was typed where a number is expected, without what a hand or a web page leaves around it: `'12.5` is 12.5."""
    cleaned = without_unseen(text).strip()
    return cleaned[1:].strip() if cleaned[:1] in _APOSTROPHES and len(cleaned) > 1 else cleaned


def without_unseen(text: str) -> str:
    """The text without signs that have no width, and with an ordinary space for one that does not break."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf").replace("\u00a0", " ")


def _number(text: str) -> Decimal | None:
    """The number that a text is, for `7.5%` 7.5; None for a bound, a range, words or nothing."""
    narrow = typed_number(text).translate(_NARROW)
    if not _PLAIN_NUMBER.fullmatch(narrow):
        return None
    return Decimal(narrow.replace(",", "").removesuffix("%"))
