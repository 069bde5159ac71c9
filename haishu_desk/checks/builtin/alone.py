"""What can be said of a cell by itself: type, unit, decimals, bounds of a share, sign, missing, plausible limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from haishu_desk.checks.builtin.look import Complaint, Look, decimals_of
from haishu_desk.checks.causes import said
from haishu_desk.domain.adhoc import may_be_negative
from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.findings import HARD, QUERY
from haishu_desk.domain.items import ADHOC, INDICATOR, PROJECT, TASK
from haishu_desk.domain.quantity import Quantity, show

_HUNDRED = Decimal(100)
_NUMBER_WITH_UNIT = re.compile(r"[<>≥≤约\[]*\s*[+-]?[0-9][0-9,.]*\s*(?P<unit>[^0-9\s,.]{1,12})\]?\Z")
_RIGHT = "数没有错请填审核说明"
_WHERE_NONE = "没有数请填 —、不适用 或 未取得"


def wrong_type(look: Look) -> Iterator[Complaint]:
    """Words where a number belongs."""
    for field, quantity in _number_cells(look):
        if quantity.op == "text" and not _unit_in(quantity):
            advice = f"请填数，例如 12.5、约5、>93；{_WHERE_NONE}"
            yield Complaint(f"{look.title(field)}“{show(quantity)[:20]}”不是数", advice, field)


def wrong_unit(look: Look) -> Iterator[Complaint]:
    """A percentage, or another unit written behind the number, where the item is counted in something else."""
    own = look.item.unit or ""
    for field, quantity in _number_cells(look):
        written = "%" if quantity.percent else _unit_in(quantity)
        is_foreign = written and (own != "%" if written == "%" else written != own)
        if is_foreign and (field == VALUE or not quantity.percent):
            wanted = f"，这一格按{own}填" if field == VALUE else ""
            message = f"{look.title(field)}“{show(quantity)[:20]}”的计量单位是“{written}”{wanted}"
            yield Complaint(message, f"请换算成{own or '表上的计量单位'}，只填数", field)


def too_many_decimals(look: Look) -> Iterator[Complaint]:
    """More decimals than the district's figure is kept with; a township's part of it may be finer."""
    quantity, allowed = look.quantity(), int(look.item.record.get("decimals") or 0)
    if quantity is None or quantity.number is None or look.is_part or look.item.kind != INDICATOR:
        return
    if decimals_of(quantity) > allowed:
        message = f"本期值 {show(quantity)} 有{decimals_of(quantity)}位小数，这一项保留{allowed}位"
        yield Complaint(message, f"请四舍五入到{allowed}位小数；确有更细的数可以不改")


def share_out_of_bounds(look: Look) -> Iterator[Complaint]:
    """A share above 100 %; below 0 is a matter of the sign."""
    number = look.number()
    if look.is_share and number is not None and number > _HUNDRED:
        causes = ("像是小数点错了位",) if number >= 10 * _HUNDRED else ("像是分子、分母填反了，或口径不同",)
        message = f"本期值 {said(number)} 大于 100，比重不会超过 100%"
        yield Complaint(message, "请核对分子、分母和计量单位后改正", VALUE, number, _HUNDRED, causes)


def wrong_sign(look: Look) -> Iterator[Complaint]:
    """A negative number where there can be none; investment may be corrected downwards, with a word."""
    fields = ["numerator", "denominator", "invested", "invested_year", "total", "funded", "paid"]
    fields += [] if look.measured("growth") else [VALUE]
    fields += ["cumulative"] if look.measured("flow") else []
    if look.item.kind == ADHOC:  # nobody has said yet what may be negative there: a word is enough
        fields = [field for field in look.fields if not may_be_negative(_heading(look, field))]
    for field, quantity in _number_cells(look):
        number = quantity.number
        if field in fields and number is not None and number < 0:
            is_correction, is_open = field in ("invested", "invested_year"), look.item.kind == ADHOC
            advice = (
                "冲减以前多报的投资，请在审核说明里写明冲减哪一笔"
                if is_correction
                else f"请去掉负号或核对原始记录；{_RIGHT if is_open else _WHERE_NONE}"
            )
            message = f"{look.title(field)} {said(number)} 是负数，这一格{'一般' if is_open else ''}不会小于 0"
            yield Complaint(
                message,
                advice,
                field,
                number,
                Decimal(0),
                ("像是多了负号",),
                QUERY if is_correction or is_open else HARD,
            )


def _heading(look: Look, field: str) -> str:
    return f"{look.item.name if field == VALUE else ''}{look.title(field)}"


def missing(look: Look) -> Iterator[Complaint]:
    """A value that nobody has filled in and nobody has said why. A township may give numerator and denominator instead."""
    instead = ("numerator", "denominator") if look.is_part and look.item.record.get("rollup") == "mean" else ()
    if any(look.ground.is_answered(look.place_of(field)) for field in (VALUE, *instead)):
        return
    what = (
        "本期值、分子、分母都没有填"
        if instead
        else f"{'形象进度' if look.item.kind in (TASK, PROJECT) else look.title()}没有填"
    )
    yield Complaint(what, "请填数；没有这一项填 不适用，还没有拿到填 未取得，表上没有填 —")


def out_of_limits(look: Look) -> Iterator[Complaint]:
    """A value of the whole district outside what is plausible for the item; a flow only over a whole year."""
    number, limits = look.number(), look.item.limits
    if number is None or look.is_part or look.slip or (look.measured("flow") and look.period.frequency != "年"):
        return
    low, high = limits.get("low"), limits.get("high")
    for bound, is_beyond, words in ((low, _less, "低于"), (high, _more, "高于")):
        if bound is not None and is_beyond(number, Decimal(bound)):
            message = f"本期值 {said(number)} {words}合理区间 {low or '不限'}至{high or '不限'}"
            yield Complaint(message, "请核对数和计量单位；数没有错请填审核说明", VALUE, number, Decimal(bound))


def _less(number: Decimal, bound: Decimal) -> bool:
    return number < bound


def _more(number: Decimal, bound: Decimal) -> bool:
    return number > bound


def _number_cells(look: Look) -> Iterator[tuple[str, Quantity]]:
    """The filled cells that hold numbers; not the value of an item whose target is words."""
    for field, kind in look.fields.items():
        quantity = look.quantity(field) if kind == "quantity" else None
        if quantity is not None and not (field == VALUE and look.item.takes_words and quantity.op == "text"):
            yield field, quantity


def _unit_in(quantity: Quantity) -> str:
    """The unit in words that could not be read as a number because of it."""
    match = _NUMBER_WITH_UNIT.match(quantity.text or "") if quantity.op == "text" else None
    return match["unit"] if match else ""
