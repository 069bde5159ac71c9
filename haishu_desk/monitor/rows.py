"""Reads what a row of a plan's table commits to: which kind of target, from which base, to what, by which path.

The kind is read from the printed cells, never from a list of items, so that the next plan's rows are understood too:

- words in the target's place are a target still to be assigned (…下达…), a comparison (…同步) or words;
- `[ ]` is the sum of five years (`cumulative_kind` flow) or the target minus the base (increase);
- `>`, `≥`, `<`, `≤` are a bound that is kept or broken in every year; 守住 (direction keep), or a target that is equal to
  or looser than the base, is a hold: neither has a percentage;
- a number is a level. A level beside which a yearly growth rate is printed grows at one rate (compound), any other by the
  same amount each year (linear);
- a rate alone is yearly growth; where the item is a reduction (…降低, …下降, …减少), a number is the five years' reduction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from haishu_desk.domain.items import Item, Plan
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity, parse, show
from haishu_desk.monitor.commitment import (
    ASSIGNED,
    BOUND,
    CHANGE,
    COMPOUND,
    GROWTH,
    HOLD,
    LEVEL,
    LINEAR,
    RANGE,
    REDUCTION,
    REFERENCE,
    TOTAL,
    WORDS,
    Commitment,
)
from haishu_desk.monitor.reasons import IN_WORDS, NO_BASE, NO_REFERENCE, NO_TARGET, NOT_ASSIGNED

_BOUND_OPERATORS = ("gt", "ge", "lt", "le")
_RATE_OPERATORS = ("eq", "approx", "gt", "ge")
_REDUCING = ("降低", "下降", "减少")


def is_reduction(item: Item) -> bool:
    """Whether the item is a yearly reduction (…降低): a number in its row is what the years come to together, not a rate a year."""
    return item.record.get("measure") == "growth" and item.name.endswith(_REDUCING)


def commitment_of(
    item: Item,
    plan: Plan,
    *,
    base: Quantity | None = None,
    target: Quantity | None = None,
    annual: Mapping[str, str] | None = None,
    reference: Mapping[Period, Decimal] | None = None,
    shape: str | None = None,
) -> Commitment:
    """What `item`'s row promises; what is given counts before what is printed.

    `base` is the revised base's cell, `target` the one assigned from above, `annual` as `assign --annual` stores it
    (`{"2023": "1900"}`), `shape` linear or compound.
    """
    row = item.record
    start, goal = _said(base) or _cell(item, "base"), _said(target) or _cell(item, "target")
    growth = _cell(item, "growth", "target_growth")
    frame = Commitment(
        item.code,
        WORDS,
        row.get("measure", "level"),
        item.frequency,
        item.direction or "higher",
        row.get("decimals", 0),
        plan.base_year,
        plan.end_year,
        printed="".join(show(cell) for cell in (goal or growth,) if cell),
        base=start.number if start and start.op in ("eq", "approx") else None,
        growth=_rate(growth) if row.get("measure") != "growth" else None,
        is_comparable=any("可比价" in note for note in row.get("notes", ())),
        is_reduction=is_reduction(item),
        annual={int(year): parse(text, item.unit) for year, text in (annual or {}).items()},
        reference=dict(reference or {}),
    )
    read = _read(frame, goal, growth, row.get("cumulative_kind"))
    is_compound = read.kind == GROWTH or (read.kind == LEVEL and read.growth is not None)
    return replace(read, shape=shape or (COMPOUND if is_compound else LINEAR))


def _said(quantity: Quantity | None) -> Quantity | None:
    return None if quantity is None or quantity.missing else quantity


def _cell(item: Item, *columns: str) -> Quantity | None:
    values = item.record.get("values") or {}
    text = next((values[column] for column in columns if values.get(column)), None)
    return None if text is None else _said(parse(text, item.unit))


def _rate(growth: Quantity | None) -> Decimal | None:
    """The printed yearly growth; a sum in brackets, words, or the target's upper bound printed again are none."""
    if growth is None or growth.cumulative or growth.op not in _RATE_OPERATORS:
        return None
    return growth.number


def _read(frame: Commitment, goal: Quantity | None, growth: Quantity | None, brackets: str | None) -> Commitment:
    said = goal or growth
    if said is None or said.op == "text":
        return _of_words(frame, said)
    if said.op == "range" and said.low is not None and said.high is not None:
        return replace(frame, kind=RANGE, op="range", low=Decimal(said.low), high=Decimal(said.high))
    if said.op == "multiple":
        return _of_multiple(frame, Decimal(said.value or 0))
    if frame.is_reduction:
        return replace(frame, kind=REDUCTION, target=said.number, op=said.op)
    if said.cumulative:
        return _of_brackets(frame, said, brackets)
    has_brackets = growth is not None and growth.cumulative and brackets != "flow"
    return _of_number(frame, said, is_rate=goal is None, level=CHANGE if has_brackets else LEVEL)


def _of_number(frame: Commitment, said: Quantity, *, is_rate: bool, level: str) -> Commitment:
    """A bound, a yearly rate or a level; a rate of at least so much is a rate, one of at most so much a bound."""
    if said.op in _BOUND_OPERATORS and not (is_rate and said.op in _RATE_OPERATORS):
        return replace(frame, kind=HOLD if frame.direction == "keep" else BOUND, target=said.number, op=said.op)
    if is_rate or frame.measure == "growth":
        return replace(frame, kind=GROWTH, growth=said.number, op=said.op)
    return _of_level(replace(frame, target=said.number, op=said.op), level)


def _of_words(frame: Commitment, said: Quantity | None) -> Commitment:
    if said is None:
        return replace(frame, why=NO_TARGET)
    text = said.text or ""
    if "下达" in text:
        return replace(frame, kind=ASSIGNED, why=NOT_ASSIGNED)
    if "同步" in text:
        return replace(frame, kind=REFERENCE, op="ge", why=NO_REFERENCE)
    return replace(frame, kind=WORDS, why=IN_WORDS)


def _of_multiple(frame: Commitment, times: Decimal) -> Commitment:
    """翻番 and the like: a level that only the base makes a number."""
    if frame.base is None:
        return replace(frame, kind=LEVEL, why=NO_BASE)
    return _of_level(replace(frame, target=frame.base * times), LEVEL)


def _of_brackets(frame: Commitment, said: Quantity, brackets: str | None) -> Commitment:
    """Brackets without a level: the sum of the years, or what is to be added to the base."""
    if brackets == "flow" or (brackets is None and frame.measure == "flow"):
        return replace(frame, kind=TOTAL, target=said.number, op=said.op)
    if frame.base is None or said.number is None:
        return replace(frame, kind=CHANGE, why=NO_BASE)
    return _of_level(replace(frame, target=frame.base + said.number), CHANGE)


def _of_level(frame: Commitment, kind: str) -> Commitment:
    if frame.direction == "keep" or frame.is_loose:
        return replace(frame, kind=HOLD, op="le" if frame.direction == "lower" else "ge")
    return replace(frame, kind=kind)
