"""Chinese numerals as they number chapters, plans and things: 三, 十二, 二十一, 百; read and said."""

from __future__ import annotations

_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def number_in(text: str) -> int | None:
    """The number that `text` says in digits or Chinese numerals; None if it says none."""
    if text.isascii() and text.isdecimal():
        return int(text)
    total, digit = 0, None
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            total += (1 if digit is None else digit) * _TENS[sign]
            digit = None
        else:
            return None
    return total + (digit or 0) if text else None


def numeral_of(number: int) -> str:
    """A number from 10 to 99 in Chinese numerals: 十五, 二十, 二十一."""
    tens, ones = divmod(number, 10)
    said = {digit: sign for sign, digit in _DIGITS.items() if sign not in "〇两"}
    return f"{said[tens] if tens > 1 else ''}十{said[ones] if ones else ''}"
