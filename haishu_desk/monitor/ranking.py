"""One item's figures of several units in order (晾晒): place, share, change, contribution to growth, completion of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from haishu_desk.monitor.numbers import HUNDRED, reckoning


@dataclass(frozen=True)
class Entrant:
    """One unit's figure of the period, of the same period a year before, and what its breakdown says for this year."""

    unit: str
    value: Decimal | None
    before: Decimal | None = None
    planned: Decimal | None = None


@dataclass(frozen=True)
class Manner:
    """How an item is ranked: the smallest first, whether its figures add up, whether they are shares or rates."""

    lowest_first: bool = False
    is_sum: bool = False
    is_rate: bool = False


@dataclass(frozen=True)
class Ranked:
    """One unit's place; ties share one, and who has no figure has none.

    `share` is a ratio of what all come to, `change` of the year before (None for rates), `difference` is in the item's unit.
    `contribution` is in percentage points of the growth of all together. `completion` is a ratio of what was planned.
    """

    entrant: Entrant
    place: int | None = None
    share: Decimal | None = None
    difference: Decimal | None = None
    change: Decimal | None = None
    contribution: Decimal | None = None
    completion: Decimal | None = None


def ranked(entrants: Iterable[Entrant], manner: Manner) -> list[Ranked]:
    """The units in their order, equal figures in the order given, those without a figure at the end.

    A share is told only where nobody's figure is missing, a contribution only where nobody's of either year is: of a part
    of the units they would be another thing.
    """
    known = list(entrants)
    values = sorted((each.value for each in known if each.value is not None), reverse=not manner.lowest_first)
    rows = []
    with reckoning():
        whole = _whole([each.value for each in known]) if manner.is_sum else None
        before = _whole([each.before for each in known]) if manner.is_sum and whole is not None else None
        for each in known:
            if each.value is None:
                rows.append(Ranked(each))
                continue
            difference = None if each.before is None else each.value - each.before
            rows.append(
                Ranked(
                    each,
                    values.index(each.value) + 1,
                    _quotient(each.value, whole),
                    difference,
                    None if manner.is_rate else _quotient(difference, each.before),
                    None if before is None else _quotient(difference, before / HUNDRED),
                    _completion(each, manner),
                )
            )
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0))


def _completion(entrant: Entrant, manner: Manner) -> Decimal | None:
    above, below = entrant.value, entrant.planned
    return _quotient(below, above) if manner.lowest_first else _quotient(above, below)


def _whole(parts: list[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(parts) else None


def _quotient(above: Decimal | None, below: Decimal | None) -> Decimal | None:
    """None unless what it is divided by is above zero."""
    return None if above is None or below is None or below <= 0 else above / below
