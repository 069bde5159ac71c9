"""What can be said of a value beside earlier ones: slips of the unit, equal figures, outliers, vintages far apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from haishu_desk.checks.builtin.look import Complaint, Look
from haishu_desk.checks.causes import said, slip, usual
from haishu_desk.checks.evaluation import EXACT, reckonable, shortened
from haishu_desk.domain.cells import VALUE, vintage_rank
from haishu_desk.domain.findings import HINT, QUERY

_FEWEST_EARLIER, _FEWEST_PEERS, _FEWEST_FIGURES = 2, 3, 3
# The least that a year's change may differ from all earlier ones: percent, points of a share, points of a growth rate.
_LEAST_BY_RATIO, _LEAST_POINTS, _LEAST_POINTS_OF_GROWTH = Decimal(20), Decimal(5), Decimal(10)
_WHOLE = Decimal(100)  # a share that is full stays full
_FEW_STEPS = 5  # a small count jumps by the nature of small counts
_FAR_APART = Decimal("0.02")  # 同年两版差 2 % 以上须写修订依据
_WORD = "请核对；数没有错请填审核说明，写明变动多少、什么时候、因为什么"


def slipped(look: Look) -> Iterator[Complaint]:
    """About 10,000 or 1/10,000 of what it was in earlier years."""
    if look.slip is None:
        return
    number, typical, looks_like = look.slip
    where = "往年" if look.earlier else "其他单位"
    message = f"{look.title()} {said(number)}，{where}在 {said(typical)} 上下，{looks_like}"
    counted = f"请按“{look.item.unit}”重新核对" if look.item.unit else "请按表上的计量单位重新核对"
    yield Complaint(message, f"{counted}；数没有错请填审核说明", VALUE, number, typical, (looks_like,))


def same_as_last_year(look: Look) -> Iterator[Complaint]:
    """Equal to last year's to the last of at least three figures; what is to be kept may well stay the same."""
    number = look.number()
    if number is None or number != look.last or look.item.direction == "keep" or number == _WHOLE:
        return
    if len(number.normalize(EXACT).as_tuple().digits) >= _FEWEST_FIGURES:
        message = f"本期值 {said(number)} 与上年同期一位不差"
        yield Complaint(
            message,
            "像是照抄了上年数，请核对；确实没有变请填审核说明",
            VALUE,
            number,
            number,
            ("像是复制上期后没有改",),
        )


def moved_too_far(look: Look) -> Iterator[Complaint]:
    """The district's figure moved further in a year than the item does; at constant prices its 增速 is asked."""
    limits = look.item.limits
    low, high = limits.get("change_low"), limits.get("change_high")
    if look.is_part or look.slip or (low is None and high is None):
        return
    field, moved = VALUE, None
    if look.at_constant_prices:
        field, moved = "growth", look.number("growth")
    elif limits.get("change_kind") == "percent" or not look.counts_by_ratio:
        moved = look.change(look.number(), look.last)
    elif (number := look.number()) is not None and look.last is not None:
        moved = EXACT.subtract(number, look.last)
    bound = _crossed(moved, low, high)
    if moved is None or bound is None:
        return
    unit = "%" if limits.get("change_kind") == "percent" else look.gap_unit
    message = f"比上年同期变动 {said(moved)}{unit}，这一项一年一般在 {low or '不限'}至{high or '不限'}{unit}"
    yield Complaint(message, _WORD, field, moved, bound, _looks_like(look))


def outlier(look: Look) -> Iterator[Complaint]:
    """The year's change lies outside the band of earlier ones, and comparable townships did not move so this time.

    The band is the range of earlier yearly changes, widened by itself on both sides: a rule for six values or fewer, where
    a standard deviation says nothing. With fewer than two earlier values there is no band.
    """
    number, changes = look.number(), _changes(look)
    moved = look.change(number, look.last)
    if (
        look.slip
        or number is None
        or moved is None
        or look.last is None
        or len(look.earlier) < _FEWEST_EARLIER
        or not changes
    ):
        return
    if not look.is_part and (look.item.limits.get("change_low") or look.item.limits.get("change_high")):
        return  # told by the band of the item itself
    low, high = _band(look, changes)
    few = EXACT.subtract(number, look.last).copy_abs() <= _FEW_STEPS * look.step
    if few or low <= moved <= high or _moved_like_peers(look, moved):
        return
    unit = look.change_unit
    before = "至".join(dict.fromkeys((said(min(changes)), said(max(changes)))))
    message = f"比上年同期变动 {said(moved)}{unit}，往年的变动是 {before}{unit}，这次离得远"
    yield Complaint(message, _WORD, VALUE, moved, high if moved > high else low, _looks_like(look))


def vintages_far_apart(look: Look) -> Iterator[Complaint]:
    """A later 数值状态 differs from the one before it by more than 2 %; of a 预计 that is only worth a look."""
    standing = look.ground.vintages(look.place)
    ordered = sorted(standing, key=vintage_rank)
    numbers = [(vintage, reckonable(standing[vintage])) for vintage in ordered]
    known = [(vintage, number) for vintage, number in numbers if number is not None]
    for (early, before), (late, after) in pairwise(known):
        gap = EXACT.subtract(after, before)
        if gap.copy_abs() <= max(EXACT.multiply(before.copy_abs(), _FAR_APART), look.step):
            continue
        percent = f"（{said(shortened(EXACT.multiply(EXACT.divide(gap, before), _WHOLE), 2))}%）" if before else ""
        message = f"{late or '没有写状态的'}数 {said(after)}，{early or '没有写状态的'}数 {said(before)}，差 {said(gap)}{percent}"
        severity = HINT if early in ("预计", "快报") else QUERY
        yield Complaint(message, "请写明修订依据：哪次核算或普查、文件、影响多少", VALUE, after, before, (), severity)


def _changes(look: Look) -> list[Decimal]:
    """The yearly changes before this one, between years that follow each other."""
    years = pairwise(look.earlier.items())
    moves = [look.change(after, before) for (first, before), (second, after) in years if second == first + 1]
    return [moved for moved in moves if moved is not None]


def _band(look: Look, changes: list[Decimal]) -> tuple[Decimal, Decimal]:
    low, high = min(changes), max(changes)
    least = _LEAST_POINTS_OF_GROWTH if look.measured("growth") else _LEAST_POINTS
    margin = max(EXACT.subtract(high, low), _LEAST_BY_RATIO if look.counts_by_ratio else least)
    return EXACT.subtract(low, margin), EXACT.add(high, margin)


def _moved_like_peers(look: Look, moved: Decimal) -> bool:
    """Whether comparable townships moved as far: then it was the year, not the figure."""
    ground, code = look.ground, look.item.code
    peers = (
        [unit for unit in ground.reporters(code) if unit != look.unit and ground.is_part(unit)] if look.is_part else []
    )
    told = [
        look.change(look.number(unit=peer), look.number(unit=peer, period=look.period.year_before)) for peer in peers
    ]
    known = [each for each in told if each is not None]
    return len(known) >= _FEWEST_PEERS and min(known) <= moved <= max(known)


def _crossed(moved: Decimal | None, low: str | None, high: str | None) -> Decimal | None:
    if moved is not None and low is not None and moved < Decimal(low):
        return Decimal(low)
    return Decimal(high) if moved is not None and high is not None and moved > Decimal(high) else None


def _looks_like(look: Look) -> tuple[str, ...]:
    number, typical = look.number(), usual([*look.earlier.values()])
    found = slip(number, typical) if number is not None and typical is not None else None
    return (found[1],) if found else ("口径、范围或名录变了", "一次性的大项", "填错了期或填错了行")
