"""Gathers what a public edition says from approved figures, and the 审查单: what of it is public, and by whose decision.

Only named things are taken over: figures as they are understood (never as typed), the plan's printed words, names of
departments. Reasons that a verdict gives inside the office are said in public words or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from haishu_desk.desk import judging_ground as why
from haishu_desk.desk.counted import APPROVED
from haishu_desk.desk.judging_ground import Found, Ground, GroundOf, asked_of
from haishu_desk.desk.sample_mark import is_sample
from haishu_desk.desk.series import drawable, short_title
from haishu_desk.domain.amendments import DEFINITION, TARGET, amendments_of, has_past_increase
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.items import Item, Plan
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import DASH, NOT_APPLICABLE, NOT_OBTAINED, Quantity, parse, show
from haishu_desk.monitor import reasons
from haishu_desk.monitor.rows import is_reduction
from haishu_desk.monitor.verdict import BEHIND as LAGGING
from haishu_desk.monitor.verdict import EARLY, FASTER, WORDINGS
from haishu_desk.monitor.verdict import ON_COURSE as IN_TIME
from haishu_desk.report.public_facts import (
    AHEAD,
    ALL_ALONG,
    AT_THE_END,
    BEHIND,
    ON_COURSE,
    OPEN,
    PublicEdition,
    PublicItem,
    PublicPoint,
    PublicTarget,
    PublicVerdict,
)

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_NOT_OUT, _BY_HAND = "尚未公布", "综合研判"
# Why there is no figure, for the public: inside it matters who is late, outside it is not out.
_NO_FIGURE = {why.CLASH: "正在核实", why.NOT_HERE: "不适用"}
_ABSENT = {DASH: "无数据", NOT_APPLICABLE: "不适用", NOT_OBTAINED: "未取得"}
_NO_VERDICT = {
    why.NOT_REPORTED: "数据尚未公布", why.NOT_APPROVED: "数据尚未公布", why.NOT_YET: "数据尚未公布",
    why.NOT_PUBLISHED: "数据没有取得", why.NOT_HERE: "不适用", why.CLASH: "数据正在核实", why.ESTIMATE: "只有预计数",
    why.REDEFINED: "口径有变化，前后不可比", reasons.NOT_ASSIGNED: "目标由上级下达", reasons.NO_TARGET: "没有定目标",
    reasons.NO_BASE: "没有基期值", reasons.IN_WORDS: "目标是文字", reasons.NO_REFERENCE: "可比的参照数尚未公布",
}  # fmt: skip
_SHAPES = {EARLY: AHEAD, FASTER: AHEAD, "达到或超过进度": AHEAD, IN_TIME: ON_COURSE, LAGGING: BEHIND,
           "略低于序时": BEHIND, "低于序时过多": BEHIND}  # fmt: skip
_BOUNDS = ("gt", "ge", "lt", "le")
_NUMBERED = re.compile(r"^\s*\d+\s*[、.．]\s*")
_PLANNED = "规划纲要"
_TOGETHER = "各镇乡（街道）汇总"
_MONTHS = 3


@dataclass(frozen=True)
class Wanted:
    """Which edition: of which plan and year, up to which day (None: the year's end), in which wording."""

    plan: Plan
    year: int
    cutoff: str | None = None
    words: str = "national"


def wanted(desk: Desk, year: int, *, plan: str | None, cutoff: str | None, words: str) -> Wanted:
    """What is asked for; without a plan the newest one in whose term the year lies. UsageError if there is none."""
    catalogue = desk.documents.catalogue
    if plan is not None:
        return Wanted(catalogue.plan(plan), year, cutoff, words)
    covering = [each for each in catalogue.plans.values() if each.covers(year)]
    if not covering:
        raise UsageError(f"{year} 年不在任何规划的规划期内", f"现有规划：{'、'.join(sorted(catalogue.plans))}")
    return Wanted(max(covering, key=lambda each: each.start_year), year, cutoff, words)


class PublicGround:
    """One public edition in the making; `hidden` are the codes that are not to be public."""

    def __init__(self, desk: Desk, asked: Wanted, hidden: Collection[str]) -> None:
        self._desk, self._wanted, self._hidden = desk, asked, hidden
        self._documents, self._plan = desk.documents, asked.plan
        self._asked = asked_of(desk, asked.plan.id, asked.year, asked.cutoff)
        judged = desk.evaluating.judged(asked.plan.id, asked.year, cutoff=asked.cutoff, words=asked.words)
        self._judged = {each.row["item"]: each for each in judged}
        self._rules = desk.evaluating.rules
        self._grounds = GroundOf(desk, self._asked, APPROVED, self._rules)

    @cached_property
    def items(self) -> dict[str, PublicItem]:
        """Every indicator of the plan as it would be public, hidden or not, by its code in print order."""
        catalogue = self._documents.catalogue
        return {code: self._item(catalogue.get(code), each.ground) for code, each in self._judged.items()}

    def edition(self) -> PublicEdition:
        """What is public."""
        asked, plan = self._wanted, self._plan
        return PublicEdition(
            self._documents.units.district.name,
            plan.title,
            short_title(plan),
            (plan.base_year, plan.start_year, plan.end_year),
            asked.year,
            self._asked.day.isoformat(),
            len(self.items),
            tuple(item for code, item in self.items.items() if code not in self._hidden),
            tuple(self._tasks()),
            tuple(self._desk.evaluating.definitions(asked.words).items()),
            tuple(self._method()),
            is_sample=is_sample(self._desk),
        )

    def basis(self, code: str) -> str:
        """Where the figure comes from, for the 审查单: 核定, 已批, 各单位汇总; empty where there is none."""
        return self._judged[code].ground.found.source

    def is_by_hand(self, code: str) -> bool:
        """Whether a person decided otherwise than the method."""
        return bool(self._judged[code].row["reason"] == "人工改判")

    # One indicator.

    def _item(self, item: Item, ground: Ground) -> PublicItem:
        latest = self._point(ground.at.year, ground.found)
        return PublicItem(
            item.code,
            item.number,
            item.name,
            item.group,
            item.unit or "",
            str(item.record.get("attribute") or ""),
            ground.at.title,
            latest,
            _target(ground.item),
            self._verdict(item.code),
            self._source(item, ground.at, ground.found),
            tuple(self._notes(item)),
            tuple(self._points(ground, latest)),
            tuple(made.year for made in self._amendments(item, DEFINITION)),
        )

    def _points(self, ground: Ground, latest: PublicPoint) -> Iterator[PublicPoint]:
        plan, at = self._plan, ground.at
        is_whole_year = at.last_day == f"{at.year}-12-31"
        if at.year > plan.base_year:
            yield self._base(ground.item)
        for year in range(plan.base_year + 1, at.year):
            yield self._point(year, self._grounds.figure(ground.item, Period(year)))
        if is_whole_year:
            yield latest

    def _base(self, item: Item) -> PublicPoint:
        year = self._plan.base_year
        if item.base not in (None, "—"):
            quantity = parse(str(item.base), item.unit)
            return PublicPoint(year, show(quantity), _number(quantity), is_base=True)
        return PublicPoint(year, "规划表没有", is_base=True, has_value=False)

    def _point(self, year: int, found: Found) -> PublicPoint:
        quantity = found.quantity
        if found.why == why.CLASH or quantity is None:
            return PublicPoint(year, _NO_FIGURE.get(found.why or "", _NOT_OUT), has_value=False)
        if quantity.missing:
            return PublicPoint(year, _ABSENT.get(quantity.absent or "", _NOT_OUT), has_value=False)
        number = _number(quantity)
        return PublicPoint(year, show(quantity), number, found.vintage or "")

    def _verdict(self, code: str) -> PublicVerdict:
        row = self._judged[code].row
        word = row["verdict"]
        shape = _SHAPES.get(word, OPEN)
        if self.is_by_hand(code):
            return PublicVerdict(word, shape, _BY_HAND)
        return PublicVerdict(word, shape, _NO_VERDICT.get(row["reason"] or "", "") if shape == OPEN else "")

    def _source(self, item: Item, at: Period, found: Found) -> str:
        if found.source == "规划表印的实绩":
            return _PLANNED
        figures, units = self._grounds.figures, self._documents.units
        wholes = figures.wholes(item, at)
        departments = [unit for unit in wholes if units.get(unit).kind != "district"] or wholes
        if departments and found.source != "各单位汇总":
            return "、".join(self._documents.name_of(unit, str(at)) for unit in departments)
        if found.source == "各单位汇总" or figures.reporters(item, at):
            return _TOGETHER
        lead = item.record.get("lead")
        return units.get(lead).name if lead else ""

    def _notes(self, item: Item) -> Iterator[str]:
        """口径: the plan's printed notes, and how it is reckoned in the year; reasons of a change stay inside."""
        for note in item.record.get("notes", ()):
            yield _NUMBERED.sub("", note).rstrip("；;。 ") + "。"
        later = [
            made for made in amendments_of(item.record) if made.what == DEFINITION and made.year > self._wanted.year
        ]
        definition = later[0].before if later else item.record.get(DEFINITION)
        if definition:
            yield f"口径：{definition}"
        for made in self._amendments(item, DEFINITION):
            yield f"{made.year}年起口径有变化（{made.document}），以前的数不可直接比。"
        for made in self._amendments(item, TARGET):
            yield f"目标自{made.year}年起由 {made.before or '—'} 调整为 {made.after}（{made.document}）。"

    def _amendments(self, item: Item, what: str) -> list[Any]:
        return [made for made in amendments_of(item.record) if made.what == what and made.year <= self._wanted.year]

    # The whole.

    def _tasks(self) -> Iterator[tuple[str, int]]:
        """How many tasks and projects the plan has, and how many of them have which verdict by what was approved."""
        period = _quarter(self._asked.day)
        if not self._plan.covers(period.year):
            return
        together = self._desk.projects.summary(self._plan.id, str(period))[-1]
        if together.count:
            yield "规划列的任务", together.tasks
            yield "规划列的项目", together.projects
            for word, count in together.verdicts.items():
                yield f"其中{word}", count

    def _method(self) -> Iterator[str]:
        yield "各年数都是审核通过的数；预计数写明“预计”，一个数有几种数值状态的用最成熟的一种。"
        title = WORDINGS[self._wanted.words].title
        yield f"结论用{title}，{self._rules.told()}。国家没有公布各档的界限，这是本区采用的办法。"
        # A note of some rows stands with these: what is said of a hidden one is said nowhere.
        of_rows = {note for each in self._judged.values() for note in each.ground.item.record.get("notes", ())}
        notes = [note for note in self._plan.content["plan"].get("notes", ()) if note not in of_rows]
        if notes:
            yield f"规划表附注：{''.join(_NUMBERED.sub('', note) for note in notes)}"


def _quarter(day: date) -> Period:
    """The last quarter that has ended by that day."""
    after = day + timedelta(1)
    ended = (after.month - 1) // _MONTHS
    return Period(after.year, "季", ended) if ended else Period(after.year - 1, "季", 4)


def _target(item: Item) -> PublicTarget:
    """What the plan wants of it, as it counts in the year."""
    values: Mapping[str, Any] = item.record["values"]
    level, growth = values.get("target"), values.get("growth") or values.get("target_growth")
    growth = None if has_past_increase(item.record) else growth
    if growth not in (None, "—") and is_reduction(item) and parse(str(growth)).number is not None:
        return PublicTarget("", f"五年累计降低 {show(parse(str(growth)))}%")
    is_growth = item.record.get("measure") == "growth"
    is_increase = item.record.get("cumulative_kind") == "increase"
    said = (
        "" if growth in (None, "—") else _growth_words(parse(str(growth)), is_growth=is_growth, is_increase=is_increase)
    )
    if level in (None, "—"):
        quantity = None if growth in (None, "—") else parse(str(growth), item.unit)
        is_drawn = is_growth and quantity is not None and _bare(quantity) is not None
        return PublicTarget(
            "", said, ALL_ALONG if is_drawn else "words", _bare(quantity) if is_drawn and quantity else None
        )
    quantity = parse(str(level), item.unit)
    number = _bare(quantity)
    if number is None:
        return PublicTarget(show(quantity), said)
    return PublicTarget(show(quantity), said, ALL_ALONG if quantity.op in _BOUNDS else AT_THE_END, number)


def _growth_words(quantity: Quantity, *, is_growth: bool, is_increase: bool) -> str:
    if quantity.number is None:
        return show(quantity)
    if quantity.cumulative:
        return f"五年累计{'增加' if is_increase else ''} {show(quantity).strip('[]')}"
    return f"年均 {show(quantity)}" if is_growth or quantity.op in _BOUNDS else f"年均增长 {show(quantity)}%"


def _bare(quantity: Quantity) -> Any:
    return drawable(quantity) if quantity.op in ("eq", "approx", *_BOUNDS) else None


def _number(quantity: Quantity) -> Any:
    """What can be reckoned with: a bound is none."""
    return quantity.number if quantity.op in ("eq", "approx") and not quantity.cumulative else None
