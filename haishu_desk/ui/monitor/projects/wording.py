"""The words of the page of tasks and projects, and the marks beside them; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.desk.judging_ground import NOT_APPROVED, NOT_REPORTED, NOT_YET
from haishu_desk.domain.cells import VALUE
from haishu_desk.monitor.numbers import shown
from haishu_desk.monitor.task_verdict import DONE, NOT_STARTED, ON_TIME, SLOW
from haishu_desk.monitor.verdict import GREEN, GREY, RED, YELLOW

if TYPE_CHECKING:
    from haishu_desk.desk.project_standing import Standing
    from haishu_desk.desk.project_tally import Tally
    from haishu_desk.monitor.project_lights import Light

MARK_OF_LIGHT = {GREEN: "ok", YELLOW: "warn", RED: "bad", GREY: "idle"}
LIGHT_WORDS = {GREEN: "绿", YELLOW: "黄", RED: "红", GREY: "—"}
_MARKS = {DONE: "ok", ON_TIME: "info", SLOW: "warn"}
_MORE = (("problem", "问题"), ("next", "下步"))
_NO_REPORT = (NOT_REPORTED, NOT_APPROVED, NOT_YET)


def is_reported(standing: Standing) -> bool:
    """Whether there is a report that can be shown."""
    return standing.reason not in _NO_REPORT


def wants_care(standing: Standing) -> bool:
    """Whether somebody should look: slow, due and not begun, a light that is yellow or red, no approval."""
    return (
        standing.verdict == SLOW or standing.light in (YELLOW, RED) or bool(standing.reason and is_reported(standing))
    )


FILTERS: Mapping[str, Callable[[Standing], bool]] = {
    "已报": is_reported,
    "要关注": wants_care,
    "未报": lambda standing: not is_reported(standing),
    "全部": lambda standing: bool(standing.verdict),
}


def verdict_mark(standing: Standing) -> str:
    """The mark beside the verdict."""
    if standing.verdict == NOT_STARTED:
        return "bad" if standing.facts is not None and standing.facts.should_have_started else "idle"
    return _MARKS.get(standing.verdict, "idle")


def verdict_words(standing: Standing) -> str:
    """The verdict, and why where there is something to be said."""
    return f"{standing.verdict}·{standing.reason}" if standing.reason else standing.verdict


def place_words(standing: Standing, names: Mapping[str, str]) -> str:
    """Where it stands in the plan, and who reports it."""
    units = "、".join(names.get(unit, unit) for unit in standing.units)
    place = f"专栏{standing.box}" if standing.box is not None else standing.item.group
    again = "与前面的同一项，只算一次" if standing.same_as else ""
    return " · ".join(filter(None, ("任务" if not standing.is_project else "", place, units, again)))


def progress_words(standing: Standing) -> str:
    """形象进度 in per cent, else as it was written."""
    facts = standing.facts
    if facts is not None and facts.progress is not None:
        return f"{shown(facts.progress, 1)}%"
    return standing.texts.get(VALUE) or "—"


def due_share(standing: Standing) -> float | None:
    """How much should be done, 0 to 1, where the months of building say it."""
    measure = next((each for each in standing.measures if each.name == "形象进度"), None)
    return float(measure.due) / 100 if measure else None


def invested_words(standing: Standing) -> tuple[str, str]:
    """This year's share of its plan, and the amounts behind it."""
    facts, rate = standing.facts, standing.invest_rate
    if facts is None or (facts.invested_year is None and facts.planned is None):
        return "—", ""
    amounts = [_amount(each) for each in (facts.invested_year, facts.planned)]
    return f"{shown(rate, 1)}%" if rate is not None else "—", f"{amounts[0]} / {amounts[1]}"


def _amount(value: Decimal | None) -> str:
    """With commas between thousands; nothing is —."""
    if value is None:
        return "—"
    whole, _, rest = shown(value, 2).partition(".")
    return f"{int(whole):,}.{rest}" if rest else f"{int(whole):,}"


def sums_in_words(tally: Tally) -> str:
    """The sums of a part in a line."""
    said: list[str] = []
    if tally.started_rate is not None:
        said.append(f"应开工 {tally.due}、已开工 {tally.due_started}，开工率 {shown(tally.started_rate, 1)}%")
    if tally.invest_rate is not None and tally.planned is not None and tally.invested_year is not None:
        said.append(f"本年投资 {shown(tally.invested_year / 10000, 2)} / {shown(tally.planned / 10000, 2)} 亿元"
                    f"（{shown(tally.invest_rate, 1)}%）")  # fmt: skip
    if tally.missing:
        said.append(f"未报 {len(tally.missing)}")
    if tally.unapproved:
        said.append(f"暂缓、取消没有批准文号 {len(tally.unapproved)}")
    return "　".join(filter(None, said))


def count_words(tally: Tally) -> str:
    """任务 88、项目 219."""
    return f"任务 {tally.tasks}、项目 {tally.projects}"


def details_of(standing: Standing) -> str:
    """How the verdict and the lights came about, in lines; what the formula says already is not said again."""
    lines = [f"{standing.item.name}　{verdict_words(standing)}：{standing.formula or '没有可以说的'}"]
    lit = [_lit(side, light, standing.formula) for side, light in standing.lights.items() if light.color != GREY]
    lines.append("　".join(lit) if lit else "四侧都没有亮灯")
    more = [f"{title}：{standing.texts[field]}" for field, title in _MORE if field in standing.texts]
    if standing.run > 1:
        more.append(f"连续 {standing.run} 期黄、红")
    return "\n".join([*lines, "　".join(more)] if more else lines)


def _lit(side: str, light: Light, formula: str) -> str:
    word = f"{side} {LIGHT_WORDS[light.color]}"
    return word if light.said in formula else f"{word} {light.said}"
