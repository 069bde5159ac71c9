"""How figures are reckoned and shown: fifty digits, no binary float, rounded for the eye only, half up (四舍五入)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

HUNDRED = Decimal(100)
ROW_PLACES = 4  # digits after the point that a row shows of an item that says no more


@contextmanager
def reckoning() -> Iterator[None]:
    """Inside, decimals carry fifty digits and no number is too large."""
    with localcontext(Context(prec=50, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)):
        yield


def shown(value: Decimal, places: int) -> str:
    """`value` with at most `places` digits after the point, without closing zeros."""
    with reckoning():
        text = f"{value:.{places}f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if plain == "-0" else plain


def fixed(value: Decimal, places: int) -> str:
    """`value` with exactly so many digits after the point, half up like `shown`, and 0 without a sign."""
    with reckoning():
        text = f"{value:.{places}f}"
    return text if text.strip("-0.") else text.lstrip("-")


def exact(value: Decimal) -> str:
    """`value` in full, as it stands inside a formula; what is below zero in brackets."""
    return f"({value:f})" if value < 0 else f"{value:f}"


def inside(value: Decimal, places: int) -> str:
    """`value` inside a formula where it may have been reckoned: as `exact`, but with no more digits than a row shows."""
    return exact(Decimal(shown(value, max(ROW_PLACES, places))))


def result(text: str, value: Decimal, places: int) -> str:
    """`text` and what it comes to; ≈ where the figure shown is rounded."""
    rounded = shown(value, places)
    return f"{text}{'=' if Decimal(rounded) == value else '≈'}{rounded}"


def taken(value: Decimal, share: Fraction) -> Decimal:
    """`value` × `share`, multiplied before it is divided, so that a whole share changes nothing."""
    return value * share.numerator / share.denominator


def settled(value: Decimal) -> Decimal:
    """`value` to forty digits: what roots and products have left in the last of the fifty is gone, 18 is 18."""
    return Context(prec=40, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN).plus(value)


def power(value: Decimal, times: Fraction) -> Decimal:
    """`value`, not below zero, multiplied with itself so many times; 0⁰ is 1, as nothing has happened yet."""
    if not times:
        return Decimal(1)
    return value**times.numerator if times.denominator == 1 else value ** taken(Decimal(1), times)


def of_years(elapsed: Fraction, years: int) -> str:
    """The share of the years that have passed: `3/5`, `2.5/5`, and `31/60` for two years and seven months."""
    return f"{_count(elapsed)}/{years}" if _is_short(elapsed) else f"{elapsed / years}"


def exponent(years: Fraction) -> str:
    """So many years as an exponent: `3`, `2.5`, `(31/12)`."""
    return _count(years) if _is_short(years) else f"({years})"


def _is_short(number: Fraction) -> bool:
    return (number * 100).denominator == 1


def _count(number: Fraction) -> str:
    return shown(Decimal((number * 100).numerator) / 100, 2)
