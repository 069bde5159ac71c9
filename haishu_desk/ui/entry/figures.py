"""Figures for the eye: thousands commas, the real minus, the change on a year before, and what was read otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import Quantity, parse, show

_WHOLE = re.compile(r"(?<![\d.])[1-9]\d{3,}")
_WIDE = re.compile("[０-９．，％＋－＜＞＝［］～]")
_SCALED = re.compile(r"[\d０-９]\s*(万亿|万|亿)?([^\d\s,.%，．％０-９\]］]*)[\]］]?\s*\Z")
_ABSENT = {"dash": "没有这个数", "not-applicable": "这一项对本单位不适用", "not-obtained": "有这个数，还没有取得"}
_BOUND = {
    "ge": "不低于",
    "gt": "超过",
    "le": "不超过",
    "lt": "低于",
    "approx": "约数",
    "range": "区间",
    "multiple": "倍数",
}
SAME = "持平"


def grouped(quantity: Quantity) -> str:
    """The short form with thousands commas and U+2212; words stay as they are."""
    text = show(quantity)
    if quantity.op in ("text", "none"):
        return text
    if quantity.op != "range" or "~" in text:
        text = text.replace("-", "−")
    return _WHOLE.sub(_commas, text)


def grouped_text(text: str, unit: str | None) -> str:
    """A figure that is known as text only, as `grouped` shows it."""
    return grouped(parse(text, unit)) if text else ""


def change(now: Quantity | None, before: str, item: Item) -> str:
    """同比: percent, or points where the unit is a percentage; empty where the two cannot be compared."""
    if now is None or not before:
        return ""
    earlier = parse(before, item.unit)
    comparable = {now.op, earlier.op} == {"eq"} and not (now.cumulative or earlier.cumulative)
    if not comparable or now.number is None or earlier.number is None:
        return ""
    if now.number == earlier.number:
        return SAME
    if item.unit == "%":
        return f"{_signed(now.number - earlier.number)} 点"
    if earlier.number == 0:
        return "—"
    return f"{_signed(((now.number - earlier.number) / abs(earlier.number) * 100).quantize(Decimal('0.1')))}%"


def understood(quantity: Quantity, unit: str | None) -> str:
    """The value with its unit, as the hint under the editor says it."""
    if quantity.absent == "cleared":
        return "清除这一格"
    if quantity.missing or quantity.op == "text":
        return grouped(quantity)
    tail = "" if quantity.percent or unit is None else (unit if unit == "%" else f" {unit}")
    return f"{grouped(quantity)}{tail}"


def noticed(typed: str, quantity: Quantity, unit: str | None) -> str:
    """What was read otherwise than it was written, in a few words; empty if nothing was."""
    return "；".join(_noticed(typed, quantity, unit))


def _noticed(typed: str, quantity: Quantity, unit: str | None) -> Iterator[str]:
    if quantity.missing:
        yield from filter(None, [_ABSENT.get(quantity.absent or "")])
        return
    if quantity.op == "text":
        return
    habits = [word for word, found in (("全角", _WIDE.search(typed)), ("千分位", re.search("[,，]", typed))) if found]
    if habits:
        yield f"{'与'.join(habits)}已识别"
    scaled = _SCALED.search(typed.strip())
    written = f"{scaled[1] or ''}{scaled[2]}" if scaled else ""
    if written and unit and written != unit and not quantity.percent and quantity.op not in _BOUND:
        yield f"{written} → {unit}"
    if quantity.cumulative:
        yield "五年累计"
    if quantity.op in _BOUND:
        yield _BOUND[quantity.op]


def _commas(found: re.Match[str]) -> str:
    return f"{int(found[0]):,}"


def _signed(number: Decimal) -> str:
    return f"{number:+,f}".replace("-", "−")
