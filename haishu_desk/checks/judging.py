"""One rule at one spot: did it hold, and if not, what is said of it in plain words with both sides and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from haishu_desk.checks import language as lang
from haishu_desk.checks.causes import likely, said, said_apart
from haishu_desk.checks.evaluation import (
    EXACT,
    Evaluation,
    Missing,
    NotHereError,
    Spot,
    UndefinedError,
    compare,
    last_digit,
)
from haishu_desk.checks.ground import COUNTS, Ground, Place
from haishu_desk.checks.moments import THIS
from haishu_desk.checks.rules import ROUNDING, Compiled, Tolerance
from haishu_desk.domain.findings import ASKED, HARD, HINT, QUERY, Finding
from haishu_desk.domain.periods import parse_period

HELD, VIOLATED, MISSING, SKIPPED, UNDEFINED = "held", "violated", "missing", "skipped", "undefined"
_ADVICE = {
    HARD: "请核对两边，改正填错的那一格；两边都没有错的，请告诉区级，由区级改规则",
    QUERY: "请核对；数没有错请填审核说明，写明变动多少、什么时候、因为什么",
    HINT: "请看一眼，不影响上报",
}
_NOT = {"=": "不等于", "约等于": "不约等于", "≠": "等于", "<": "不小于", "≤": "大于", ">": "不大于", "≥": "小于"}
_MOST_SHOWN = 8
_HALF, _HUNDRED = Decimal("0.5"), Decimal(100)


@dataclass(frozen=True)
class Verdict:
    """What came of a rule: `outcome`, both sides and the allowance where they are numbers, what was read, what is missing."""

    outcome: str
    left: Decimal | None = None
    right: Decimal | None = None
    allowed: Decimal = Decimal(0)
    read: Mapping[Place, Decimal] = field(default_factory=dict)
    missing: Missing | None = None
    why: UndefinedError | None = None


def judge(ground: Ground, compiled: Compiled, names: Mapping[str, lang.Formula], spot: Spot) -> Verdict:
    """Whether the rule holds there. A missing cell is never 0, and what has no result is said, not judged."""
    evaluation = Evaluation(ground, spot, names)
    try:
        met = evaluation.truth(compiled.condition) if compiled.condition is not None else True
        if isinstance(met, Missing):
            return Verdict(MISSING, missing=met)
        if not met:
            return Verdict(SKIPPED)
        evaluation.read.clear()
        left, right = evaluation.number(compiled.left), evaluation.number(compiled.right)
    except NotHereError:
        return Verdict(SKIPPED)
    except UndefinedError as error:
        return Verdict(UNDEFINED, read=evaluation.read, why=error)
    if isinstance(left, Missing) or isinstance(right, Missing):
        lacking = [side for side in (left, right) if isinstance(side, Missing)]
        both = lacking[0] | lacking[-1]
        known = [None if isinstance(side, Missing) else side for side in (left, right)]
        return Verdict(MISSING, known[0], known[1], read=evaluation.read, missing=both)
    allowed = _allowed(ground, compiled.tolerance, right, evaluation.read)
    outcome = HELD if compare(left, compiled.rule.comparison, right, allowed) else VIOLATED
    return Verdict(outcome, left, right, allowed, evaluation.read)


def told(ground: Ground, compiled: Compiled, spot: Spot, verdict: Verdict) -> Finding:
    """What is said of a rule that was violated, lacks a cell or has no result."""
    rule = compiled.rule
    place = Evaluation(ground, spot).place(compiled.anchor)
    if compiled.is_for_each:
        place = replace(place, item=spot.item)
    message, severity, advice = _sentence(ground, compiled, spot, verdict)
    left, right, difference = _sides(verdict)
    numbers = (verdict.left, verdict.right)
    causes = likely(*numbers) if verdict.outcome == VIOLATED and None not in numbers else ()  # type: ignore[arg-type]
    finding = Finding(
        rule.code, severity, message, placed(ground, place), place.item, place.field, advice, rule.text,
        spot.unit, str(spot.period), left, right, difference, causes,
    )  # fmt: skip
    return with_word(ground, finding)


def placed(ground: Ground, place: Place) -> str:
    """The cell in words: 单位·期别·指标·格."""
    item = ground.item(place.item)
    period = parse_period(place.period).title
    return f"{ground.unit_name(place.unit)}·{period}·{item.code} {item.name}·{lang.title_in(item, place.field)}"


def with_word(ground: Ground, finding: Finding) -> Finding:
    """The finding with what was said of it: a 审核说明 or 豁免申请 counts for just the values that it was said of."""
    if finding.severity not in (HARD, QUERY):
        return finding
    place = Place(finding.item or "", finding.field or "", finding.unit or "", finding.period or "")
    if not any(word.covers(finding) for word in ground.explanations(finding.rule, place)):
        return finding
    if finding.severity == QUERY:
        return replace(finding, explained=True)
    decided = [word.klass for word in ground.exemptions(finding.rule, place) if word.covers(finding)]
    return replace(finding, exemption=decided[-1] if decided else ASKED)


def spoken(ground: Ground, tree: lang.Tree, spot: Spot) -> str:
    """A formula with the names of items instead of their codes."""
    text = lang.printed(tree)
    for cell in lang.references(tree):
        text = text.replace(lang.printed_cell(cell), _spoken_cell(ground, cell, spot))
    return text


def _sentence(ground: Ground, compiled: Compiled, spot: Spot, verdict: Verdict) -> tuple[str, str, str]:
    rule = compiled.rule
    if verdict.outcome == MISSING and verdict.missing is not None:
        lacking = [f"{_short(ground, place, spot)}（{why}）" for place, why in verdict.missing.cells]
        return f"缺数，没有比：{rule.text}。还缺 {_listed(lacking)}", HINT, "这些格有了数再全审一次；没有数的不按 0 算"
    if verdict.why is not None:
        return f"算不出来：{rule.text}。{verdict.why.message}", HINT, verdict.why.advice
    left, right, difference = _sides(verdict)
    sides = (
        f"左边 {spoken(ground, compiled.left, spot)} 是 {left}，右边 {spoken(ground, compiled.right, spot)} 是 {right}"
    )
    allowed = f"，容差 {said(verdict.allowed)}" if verdict.allowed else ""
    is_composite = any(not isinstance(side, lang.Cell | lang.Number) for side in (compiled.left, compiled.right))
    read = [f"{_short(ground, place, spot)} {said(number)}" for place, number in verdict.read.items()]
    where_from = f"。其中 {_listed(read)}" if is_composite and read else ""
    message = f"{rule.text}。{sides}，左边{_NOT[rule.comparison]}右边，差 {difference}{allowed}{where_from}"
    return message, rule.severity, _ADVICE[rule.severity]


def _sides(verdict: Verdict) -> tuple[str, str, str | None]:
    """Both sides as text; what is missing says so."""
    left, right = verdict.left, verdict.right
    if left is None or right is None:
        nothing = "缺数" if verdict.outcome == MISSING else "算不出来"
        return nothing if left is None else said(left), nothing if right is None else said(right), None
    return (*said_apart(left, right), said(EXACT.subtract(left, right)))


def _spoken_cell(ground: Ground, cell: lang.Cell, spot: Spot) -> str:
    place = Evaluation(ground, spot).place(cell)
    parts = [
        part
        for part in (
            cell.moment if cell.moment != THIS else "",
            "" if cell.vintage == COUNTS else cell.vintage or "没有写状态",
        )
        if part
    ]
    unit = f"{ground.unit_name(cell.unit)}的" if cell.unit else ""
    field_name = "" if cell.field == "value" else f"的{lang.field_title(cell.field)}"
    return f"“{unit}{ground.item(place.item).name}{field_name}{'（' + '，'.join(parts) + '）' if parts else ''}”"


def _short(ground: Ground, place: Place, spot: Spot) -> str:
    """A cell among others: its unit and period only where they are not those at hand."""
    unit = f"{ground.unit_name(place.unit)} " if place.unit != spot.unit else ""
    period = f"{parse_period(place.period).title} " if place.period != str(spot.period) else ""
    name = ground.item(place.item).name
    return f"{unit}{period}{name}{'' if place.field == 'value' else lang.field_title(place.field)}"


def _listed(words: list[str]) -> str:
    shown = "、".join(words[:_MOST_SHOWN])
    return f"{shown} 等{len(words)}格" if len(words) > _MOST_SHOWN else shown


def _allowed(ground: Ground, tolerance: Tolerance, right: Decimal, read: Mapping[Place, Decimal]) -> Decimal:
    if tolerance.kind == ROUNDING:
        halves = [EXACT.multiply(_HALF, last_digit(ground, place.item)) for place in read]
        total = Decimal(0)
        for half in halves:
            total = EXACT.add(total, half)
        return total
    if tolerance.kind == "百分":
        return EXACT.divide(EXACT.multiply(right.copy_abs(), tolerance.amount), _HUNDRED)
    return tolerance.amount
