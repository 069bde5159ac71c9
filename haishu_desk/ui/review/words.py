"""Numbers and dates as the comparison prints them: thousands commas, U+2212 for minus, a sign before a difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from haishu_desk.domain.quantity import Quantity, show

NOTHING = "—"
_INTEGER = re.compile(r"(?<![\d.])\d{4,}(?=\.|\D|$)")
_COUNTS = "零一两三四五六七八九"


def figure(text: str) -> str:
    """A printed number with thousands commas and a true minus; words stay as they are."""
    grouped = _INTEGER.sub(lambda match: f"{int(match[0]):,}" if match[0][0] != "0" else match[0], text)
    return re.sub(r"(?<!\d)-(?=[\d.])", "−", grouped)


def value(quantity: Quantity) -> str:
    """One value as it stands in a column of numbers."""
    if quantity.absent == "cleared":
        return "（清空）"
    return show(quantity) if quantity.op == "text" else figure(show(quantity))


def values(quantities: Sequence[Quantity]) -> str:
    """The value of a cell; `两个值` where it is 数据不一致."""
    if len(quantities) > 1:
        return f"{_COUNTS[len(quantities)] if len(quantities) < len(_COUNTS) else len(quantities)}个值"
    return value(quantities[0]) if quantities else NOTHING


def signed(number: str | None) -> str:
    """A difference with its sign."""
    if number is None:
        return NOTHING
    text = figure(number)
    return text if number.startswith("-") or not Decimal(number) else f"+{text}"


def percent(relative: str | None) -> str:
    """A relative difference as a percentage with one decimal."""
    return NOTHING if relative is None else f"{signed(f'{Decimal(relative) * 100:.1f}')}%"
