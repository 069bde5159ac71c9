"""In what a figure is measured: 万元, 亿元, 件, %; and by what a figure is multiplied to stand in an item's own unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Context, Decimal, Inexact

_SCALES = {
    "": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11,
    "万亿": 12,
}  # fmt: skip
# unit: what it is counted in, and how many of those one of it is
_BASES: dict[str, tuple[str, str]] = {
    **{
        name: (name, "1")
        for name in (
            "元", "美元", "人", "件", "个", "家", "户", "张", "所", "项", "宗", "辆", "台", "套", "座", "条", "处", "支",
            "天", "小时", "倍", "册", "平方米", "亩", "米", "%", "微克/立方米", "立方米", "千瓦时", "吨标准煤",
        )
    },
    "人次": ("人", "1"), "人民币元": ("元", "1"), "平米": ("平方米", "1"), "m2": ("平方米", "1"), "日": ("天", "1"),
    "μg/m3": ("微克/立方米", "1"), "ug/m3": ("微克/立方米", "1"), "百分比": ("%", "1"), "‰": ("%", "0.1"),
    "公顷": ("亩", "15"), "平方公里": ("亩", "1500"), "公里": ("米", "1000"),
    "克": ("斤", "0.002"), "斤": ("斤", "1"), "公斤": ("斤", "2"), "千克": ("斤", "2"), "吨": ("斤", "2000"),
}  # fmt: skip
_LINE = re.compile(r"(?:计量)?单位[::]\s*(?P<said>[^::]+?)\s*$")
_SEPARATOR = re.compile(r"[、,，;；/]|和|或")
_EXACT = Context(prec=40, traps=[Inexact])


def plain_unit(text: str) -> str:
    """The unit in one spelling: ㎡ and m², full-width and half-width are the same."""
    narrow = "".join(unicodedata.normalize("NFKC", text).split()).strip("()[]〔〕【】")
    return narrow.lower().removesuffix("人民币")


def is_measure(text: str) -> bool:
    """Whether a text is nothing but a unit of measurement that is known here."""
    return _parsed(plain_unit(text)) is not None


def measures_in(line: str) -> tuple[str, ...]:
    """The units of a line such as 单位：万元、%; none if it is no such line (填报单位：鄞江镇 names a unit of people)."""
    match = _LINE.search(unicodedata.normalize("NFKC", line).strip().strip("()"))
    if match is None:
        return ()
    said = match["said"]
    if is_measure(said):
        return (said,)
    parts = [part.strip() for part in _SEPARATOR.split(said)]
    return tuple(parts) if parts and all(map(is_measure, parts)) else ()


def factor(stated: str, own: str) -> Decimal | None:
    """What a figure in `stated` is multiplied by to stand in `own`; None where the one is no measure of the other."""
    ours, theirs = plain_unit(own), plain_unit(stated)
    if ours == theirs:
        return Decimal(1)
    left, right = _parsed(theirs), _parsed(ours)
    if left is None or right is None or left[1] != right[1]:
        return None
    try:
        return _EXACT.divide(left[0], right[0]).normalize(_EXACT)
    except Inexact:
        return None


def one_factor(stated: Iterable[str], own: str) -> Decimal | None:
    """The factor of the one unit of several (单位：万元、%) that measures the same; None if none does or two do."""
    found = {found for unit in stated if (found := factor(unit, own)) is not None}
    return found.pop() if len(found) == 1 else None


def _parsed(text: str) -> tuple[Decimal, str] | None:
    """How many of what: 万元 is 10000 of 元, 万元/人 is 10000 of 元/人."""
    if text in _BASES:
        base, many = _BASES[text]
        return Decimal(many), base
    above, slash, below = text.partition("/")
    if slash and not below:
        return None
    for scale in sorted(_SCALES, key=len, reverse=True):
        name = above.removeprefix(scale) if scale else above
        if above.startswith(scale) and name in _BASES and name != "%":
            base, many = _BASES[name]
            return Decimal(many).scaleb(_SCALES[scale]), base + slash + below
    return None
