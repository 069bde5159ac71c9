"""A return as it goes on paper: what `report.sheet` prints, gathered from the workspace, and the marks of its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from haishu_desk.desk.filled import shown_vintage
from haishu_desk.desk.sample_mark import is_sample
from haishu_desk.domain.cells import Heads, ReturnKey
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.items import INDICATOR, Item
from haishu_desk.domain.periods import Period, is_date, parse_period
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.report.marks import TITLES, Marks
from haishu_desk.report.sheet import Printed, Return, printed

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


class MarksNotWholeError(DeskError):
    """Some of the four marks of a form are set and others are not."""

    def __init__(self, lacking: list[str]) -> None:
        super().__init__(
            f"还缺{'、'.join(lacking)}", "四项要么都写，要么都空着：缺一项的调查表，被调查的可以不填", code="marks"
        )


def printed_return(desk: Desk, key: ReturnKey, *, blank: bool = False, today: date | None = None) -> Printed:
    """What is printed of a return as it stands; `blank` without what was filled in. UsageError for no such form or unit."""
    day = today or date.today()  # noqa: DTZ011  the office's own day
    return printed(_return(desk, key), day, blank=blank)


def _return(desk: Desk, key: ReturnKey) -> Return:
    documents, period = desk.documents, parse_period(key.period)
    unit = documents.units.get(key.unit)
    items, heads = documents.items_due(key.unit, period, key.form), desk.heads(key)
    indicators = key.form == "indicators"
    known = {item.code for item in items}
    others = [documents.catalogue.get(code) for code in sorted({slot.item for slot in heads} - known)
              if code in documents.catalogue]  # fmt: skip
    return Return(
        form=documents.form(key.form),
        agency=documents.units.district.name,
        unit=unit.name_in(period),
        period=period,
        items=items,
        heads=heads,
        course=desk.course(key),
        others=others,
        with_parts=_with_parts(items) if unit.kind in TOWNSHIP_KINDS else frozenset(),
        previous=desk.exchange.writer.previous_of(items, key) if indicators else {},
        vintages=_vintages([*items, *others], heads),
        group_titles=_titles_of_boxes(desk, period),
        is_sample=is_sample(desk),
    )


def _with_parts(items: list[Item]) -> frozenset[str]:
    """A township's ratios are made up from 分子 and 分母."""
    return frozenset(item.code for item in items if item.record.get("rollup") == "mean")


def _vintages(items: list[Item], heads: Heads) -> Mapping[str, str | None]:
    """The 数值状态 that the sheet shows of each indicator."""
    return {item.code: shown_vintage(heads, item.code) for item in items if item.kind == INDICATOR}


def _titles_of_boxes(desk: Desk, period: Period) -> dict[str, str]:
    """What stands beside 专栏N in the plan of that year."""
    return {
        f"专栏{box['number']}": box["title"]
        for plan in desk.documents.catalogue.plans.values()
        if plan.covers(period.year)
        for box in plan.content.get("boxes", ())
    }


def set_marks(desk: Desk, form: str, marks: Marks) -> Marks:
    """Let the form carry these four marks, or none of them: a new edition of the forms, which goes to the units.

    Returns what the form carries now. MarksNotWholeError for some of them, UsageError for a day that is none, NotYoursError in a unit's workspace.
    """
    lacking = [title for name, title in TITLES.items() if not getattr(marks, name)]
    if lacking and len(lacking) < len(TITLES):
        raise MarksNotWholeError(lacking)
    if not lacking and not is_date(marks.valid_to):
        raise UsageError(f"看不懂有效期“{marks.valid_to}”", "请写成 2026-12-31")
    asked = desk.documents.form(form)
    bare = {key: part for key, part in asked.items() if key != "marks"}
    changed = bare if lacking else {**bare, "marks": marks.as_json()}
    if changed != asked:
        rows = [changed if row["code"] == form else row for row in desk.documents.edition("forms").content]
        desk.planning.publish("forms", rows)
    return marks
