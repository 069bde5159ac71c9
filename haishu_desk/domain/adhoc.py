"""临时报表: a form of items and fields that the district made up for one occasion, without a plan.

It stands in the edition of `forms` beside the others: `{"code": "adhoc-2026-1", "title", "items": [{"code", "name",
"unit"}], "fields": [{"name", "title", "type", "choices"?}], "frequency", "period", "year", "units": [codes], "due"?,
"kept"?, "dropped"?: {"on", "by", "reason"}}`. The first field is `value`, the others are `f2`, `f3`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import Period, parse_period

PREFIX = "adhoc-"
SUM, APART = "sum", "none"
_LAST_YEAR = 2099  # of a form that is kept: until somebody throws it away
_DAY = len("2026-01-10")
# Of what stands in such words nothing is added up: a share, a rate, a rank.
_NOT_SUMMED = (
    "率",
    "比重",
    "占比",
    "比例",
    "排名",
    "名次",
    "平均",
    "人均",
    "户均",
    "均价",
    "单价",
    "增速",
    "增幅",
    "同比",
)
# What may well be below 0.
_SIGNED = (
    "增减",
    "净",
    "差",
    "增速",
    "增幅",
    "增长",
    "变化",
    "变动",
    "同比",
    "环比",
    "利润",
    "盈亏",
    "结余",
    "调整",
    "温",
)


class DroppedFormError(DeskError):
    """A 临时报表 that was thrown away is neither handed out nor asked for nor filled in."""

    def __init__(self, form: Mapping[str, Any]) -> None:
        said = form["dropped"]
        super().__init__(
            f"临时报表“{form['title']}”已于 {said['on']} 作废（{said['reason']}）",
            "不再下发、填报和审核；报过的数还能看，也能汇总",
            code="dropped",
        )


def is_adhoc(form: Mapping[str, Any]) -> bool:
    """Whether a form of the forms edition was made up for an occasion."""
    return is_adhoc_code(str(form.get("code", "")))


def is_adhoc_code(code: str) -> bool:
    """Whether a form with that code is one."""
    return code.startswith(PREFIX)


def is_dropped(form: Mapping[str, Any]) -> bool:
    """Whether it was thrown away."""
    return "dropped" in form


def refuse_dropped(form: Mapping[str, Any]) -> None:
    """DroppedFormError for a form that was thrown away."""
    if is_dropped(form):
        raise DroppedFormError(form)


def asks(form: Mapping[str, Any], period: Period) -> bool:
    """Whether the form is filled in for that period: its own; of one that is kept also those after it."""
    if is_dropped(form):
        return False
    own = parse_period(form["period"])
    is_later = period.frequency == own.frequency and period.last_day > own.last_day
    return period == own or (is_later and bool(form.get("kept")))


def due_of(form: Mapping[str, Any]) -> tuple[str | None, str]:
    """The day (ISO) until which a 临时报表 is wanted and the hour (`16:00`, or empty); None without one."""
    if not is_adhoc(form) or not form.get("due"):
        return None, ""
    words = str(form["due"])
    return words[:_DAY], words[_DAY + 1 :]


def next_code(forms: Iterable[Mapping[str, Any]], year: int) -> str:
    """The code of the next form of that year; no number is given twice."""
    begin = f"{PREFIX}{year}-"
    taken = [int(str(form["code"]).removeprefix(begin)) for form in forms if str(form["code"]).startswith(begin)]
    return f"{begin}{max(taken, default=0) + 1}"


def frame_of(form: Mapping[str, Any]) -> dict[str, Any]:
    """The form in the place of a plan, since it has none: `{"id", "title", "start_year", "end_year", "base_year"}`."""
    year = int(form["year"])
    last = _LAST_YEAR if form.get("kept") else year
    return {"id": form["code"], "title": form["title"], "start_year": year, "end_year": last, "base_year": year - 1}


def rollup_of(title: str, unit: str | None, kind: str = "quantity") -> str:
    """How the units' figures make a whole: `sum` of numbers, `none` of words, shares and rates."""
    bare = title.replace("率先", "")
    words = (unit or "", *(("%",) if "%" in bare or "％" in bare else ()))
    is_rate = any(word in ("%", "％", "‰") for word in words) or any(word in bare for word in _NOT_SUMMED)
    return APART if kind != "quantity" or is_rate else SUM


def may_be_negative(title: str) -> bool:
    """Whether a figure under that heading can well be below 0 (净增, 同比)."""
    return any(word in title for word in _SIGNED)
