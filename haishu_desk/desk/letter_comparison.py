"""The two versions of a unit's returns that a 对比表 sets side by side: what was approved or reported before, and the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.desk.choices import usual_pair
from haishu_desk.desk.letters import COMPARE, NothingToSayError
from haishu_desk.desk.versions import Laid, SideBySide
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.review.compare import in_order

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


def latest_pair(desk: Desk, unit: str, period: str, form: str | None) -> tuple[tuple[ReturnKey, ...], SideBySide]:
    """The returns of that unit and period that were reported, and both versions of all of them as one.

    NothingToSayError where none was reported.
    """
    asked = parse_period(period)
    keys = [desk.documents.key_in(each, unit, asked) for each in desk.documents.forms_asked(unit, asked, form)]
    reported = tuple(key for key in keys if desk.course(key).revisions)
    if not reported:
        raise NothingToSayError(COMPARE)
    versions = desk.reviewing.versions
    laid = [versions.side_by_side(*usual_pair(desk, key), unit=unit) for key in reported]
    if len(laid) == 1:
        return reported, laid[0]
    before, after = (_as_one([getattr(each, side) for each in laid]) for side in ("before", "after"))
    return reported, SideBySide(before, after, tuple(in_order(row for each in laid for row in each.rows)))


def _as_one(laid: list[Laid]) -> Laid:
    """Several returns under one title."""
    cells = {place: values for each in laid for place, values in each.cells.items()}
    keys = frozenset(key for each in laid for key in each.keys or ())
    return Laid("；".join(dict.fromkeys(each.title for each in laid)), cells, laid[0].frame, keys)
