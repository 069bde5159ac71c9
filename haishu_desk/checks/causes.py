"""What probably happened, told from two numbers; and numbers as people read them in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from haishu_desk.checks.evaluation import EXACT, shortened

# factor, and how far from it a figure may lie to be taken for that slip: a year moves figures, a slip moves the point
_SLIPS = (
    (Decimal(10) ** 8, Decimal(3), "约差一亿倍，像是把“元”和“亿元”混了"),
    (Decimal(10) ** 4, Decimal(3), "约差一万倍，像是把“人”和“万人”、“元”和“万元”或“万元”和“亿元”混了"),
    (Decimal(1000), Decimal("1.6"), "约差一千倍，像是计量单位错了"),
    (Decimal(100), Decimal("1.5"), "约差一百倍，像是小数和百分数混了，或小数点错了两位"),
    (Decimal(10), Decimal("1.25"), "约差十倍，像是小数点错了一位"),
    (Decimal(7), Decimal("1.1"), "约差七倍，像是美元和人民币混了"),
)
TEN_THOUSAND = Decimal(10) ** 4
_PLACES = 6


def slip(number: Decimal, usual: Decimal) -> tuple[Decimal, str] | None:
    """The factor by which `number` seems to have slipped from `usual`, and what that looks like; None if it has not."""
    if not number or not usual:
        return None
    times = EXACT.divide(number, usual).copy_abs()
    larger = max(times, EXACT.divide(1, times))
    for factor, slack, said in _SLIPS:
        if factor / slack <= larger <= factor * slack:
            return factor, said
    return None


def usual(numbers: Sequence[Decimal]) -> Decimal | None:
    """The median of what is not 0; None of nothing."""
    sizes = [number.copy_abs() for number in numbers if number]
    return median(sizes) if sizes else None


def likely(left: Decimal, right: Decimal) -> tuple[str, ...]:
    """What may explain that two numbers that should agree do not, the likeliest first."""
    found = []
    if slipped := slip(left, right):
        found.append(slipped[1])
    if left == right.copy_negate() and left:
        found.append("只差一个正负号，像是漏了或多了负号")
    elif left != right and sorted(_figures(left)) == sorted(_figures(right)):
        found.append("两边数字相同、次序不同，像是有两个数字写颠倒了")
    if not left or not right:
        found.append("有一边是 0，没有数的请填 —、不适用 或 未取得，不要填 0")
    return tuple(found)


def said(number: Decimal) -> str:
    """The number in a sentence: no more decimals than can be read, no zeros at the end, never an exponent."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_PLACES:
        places = _PLACES if number.copy_abs() >= Decimal("0.001") or not number else _PLACES - number.adjusted()
        number = shortened(number, places)
    text = f"{number:f}"
    if not text.strip("-0."):
        return "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said_apart(left: Decimal, right: Decimal) -> tuple[str, str]:
    """Both as `said`; to the last digit where they would look the same and are not."""
    short = said(left), said(right)
    return short if left == right or short[0] != short[1] else (f"{left:f}", f"{right:f}")


def _figures(number: Decimal) -> str:
    return said(number).replace("-", "").replace(".", "")
