"""四侧亮灯: 开工, 进度, 资金, 入库 of a project, each by the bounds of a preset; the worst side counts.

The presets follow rules that three places have published. What those leave open is our own reading, and says so in
`Preset.own`; a report prints it beside the lights. 开工 (work begins) and 入库 (the project enters the statistics of
investment) are two things. A side of which nothing is reported, or that a preset does not know, is grey and never green.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from haishu_desk.domain.errors import UsageError
from haishu_desk.monitor.numbers import HUNDRED, reckoning, shown
from haishu_desk.monitor.project_dates import month_in_words, months_of_year
from haishu_desk.monitor.project_stage import LEFT, MERGED, RENAMED, Facts, Measure, measures_of, time_of_year
from haishu_desk.monitor.verdict import GREEN, GREY, RED, YELLOW

START, PROGRESS, FUNDS, REGISTERED = "开工", "进度", "资金", "入库"
SIDES = (START, PROGRESS, FUNDS, REGISTERED)
_WORSE = (GREY, GREEN, YELLOW, RED)
_LOWER = {RED: YELLOW, YELLOW: GREEN}
_HALF_YEAR = 6


@dataclass(frozen=True)
class Light:
    """One side: its colour, and why in words; `accepted` is the reason that the district accepted, else empty."""

    color: str
    said: str
    accepted: str = ""


@dataclass(frozen=True)
class Bounds:
    """Counted in months, the due month being the first: `yellow` and `red` are reached with that many."""

    yellow: int
    red: int


@dataclass(frozen=True)
class Preset:
    """The rules of one place; None where it has none. `own` are our own readings of what it leaves open.

    `points`: behind by so many percentage points is yellow, by more than the second red. `ratio`: the share of what is
    due that may be missing before yellow turns red. `funds`: how money is judged. `escalates`: so many yellow periods in
    a row are red.
    """

    title: str
    start: Bounds | None = None
    registered: Bounds | None = None
    points: tuple[Decimal, Decimal] | None = None
    ratio: Decimal | None = None
    by_growth: bool = False
    funds: str | None = None
    escalates: int | None = None
    own: tuple[str, ...] = ()


BY_PLAN, BONDS = "plan", "bonds"
YINCHUAN, SANYA, TIANJIN = "yinchuan", "sanya", "tianjin"
LAMP_PRESETS = {
    YINCHUAN: Preset(
        "银川式",
        start=Bounds(1, 3),
        registered=Bounds(1, 2),
        points=(Decimal(10), Decimal(30)),
        funds=BY_PLAN,
        own=(
            "进度落后不到 10 个百分点的，原规则没有说，这里算绿",
            "当月应开未开算第一个月，连续满三个月为红",
            "支付计划没有报，这里按本年到位资金乘序时进度算应付",
        ),
    ),
    SANYA: Preset(
        "三亚式",
        ratio=Decimal(50),
        escalates=2,
        own=("只看进度，别的侧不亮灯", "连续两期黄灯升级，这里升为红"),
    ),
    TIANJIN: Preset(
        "天津式",
        by_growth=True,
        funds=BONDS,
        own=(
            "原规则比的是全区投资增速，单个项目这里这样读：达到序时为绿，没有达到但比上年同期增加为黄，比上年同期减少为红",
            "原规则是专项债 6 月底前用完；这里用本年支付对本年到位，6 月以前按月份折算",
        ),
    ),
}


def preset_of(name: str) -> Preset:
    """The preset of that name; UsageError names those there are."""
    if name not in LAMP_PRESETS:
        known = "、".join(f"{key} {preset.title}" for key, preset in LAMP_PRESETS.items())
        raise UsageError(f"没有亮灯规则“{name}”", f"可用：{known}")
    return LAMP_PRESETS[name]


def lights_of(facts: Facts, preset: Preset, accepted: Mapping[str, str] | None = None) -> dict[str, Light]:
    """The four sides; `accepted` are the reasons by side that the district accepted: each lowers its light by one step."""
    if facts.stage in (*LEFT, MERGED, RENAMED):
        return dict.fromkeys(SIDES, Light(GREY, f"阶段为{facts.stage}"))
    rules: dict[str, Callable[[Facts, Preset], Light]] = {
        START: _start,
        PROGRESS: _progress,
        FUNDS: _funds,
        REGISTERED: _registered,
    }
    found = {side: rule(facts, preset) for side, rule in rules.items()}
    for side, reason in (accepted or {}).items():
        light = found[side]
        if light.color in _LOWER:
            found[side] = replace(
                light, color=_LOWER[light.color], accepted=reason, said=f"{light.said}；区里认可理由：{reason}，降一档"
            )
    return found


def worst(colors: Iterable[str]) -> str:
    """The worst colour; grey only where nothing else is."""
    return max(colors, key=_WORSE.index, default=GREY)


def run_of(colors: Iterable[str], at_least: str = YELLOW) -> int:
    """How many periods in a row, the newest first, were at least so bad."""
    count = 0
    for color in colors:
        if _WORSE.index(color) < _WORSE.index(at_least):
            break
        count += 1
    return count


def escalated(color: str, run: int, preset: Preset) -> str:
    """The colour after so many bad periods in a row."""
    is_due = preset.escalates is not None and color == YELLOW and run >= preset.escalates
    return RED if is_due else color


# The sides.


def _start(facts: Facts, preset: Preset) -> Light:
    if preset.start is None:
        return Light(GREY, "这套规则不看开工")
    if facts.has_started or facts.is_done:
        late = (facts.started or 0) - facts.plan_started if facts.started and facts.plan_started else 0
        when = f"已开工（{month_in_words(facts.started)}）" if facts.started else "已开工"
        return Light(
            GREEN, f"{when}，比计划迟 {late} 个月" if late > 0 else f"{when}，提前 {-late} 个月" if late < 0 else when
        )
    if facts.plan_started is None:
        return Light(GREY, "没有填计划开工")
    months = facts.now - facts.plan_started + 1
    if months < preset.start.yellow:
        return Light(GREEN, f"计划{month_in_words(facts.plan_started)}开工，还没有到")
    color = RED if months >= preset.start.red else YELLOW
    return Light(color, f"计划{month_in_words(facts.plan_started)}开工，应开未开，到本月第 {months} 个月")


def _registered(facts: Facts, preset: Preset) -> Light:
    if preset.registered is None:
        return Light(GREY, "这套规则不看入库")
    if not facts.is_project:
        return Light(GREY, "任务不入库")
    if facts.registered is not None and facts.registered <= facts.now:
        return Light(GREEN, f"已入库（{month_in_words(facts.registered)}）")
    if not (facts.has_started or facts.is_done):
        return Light(GREY, "还没有开工")
    if facts.started is None:
        return Light(GREY, "没有填开工时间")
    months = facts.now - facts.started
    color = RED if months >= preset.registered.red else YELLOW if months >= preset.registered.yellow else GREEN
    return Light(
        color,
        f"{month_in_words(facts.started)}开工，过了 {months} 个月还没有入库" if months else "当月开工，还没有入库",
    )


def _progress(facts: Facts, preset: Preset) -> Light:
    if facts.is_done:
        return Light(GREEN, "已经完成")
    measures = list(measures_of(facts))
    if not measures:
        return Light(GREY, "没有年度计划投资和工期可以比")
    judged = [(_colour(measure, facts, preset), measure) for measure in measures]
    color = worst(each for each, _ in judged)
    return Light(color, "；".join(measure.formula for _, measure in judged))


def _colour(measure: Measure, facts: Facts, preset: Preset) -> str:
    behind = -measure.gap
    if preset.points is not None:
        yellow, red = preset.points
        return RED if behind > red else YELLOW if behind >= yellow else GREEN
    if behind <= 0:
        return GREEN
    if preset.ratio is not None:
        return YELLOW if behind * HUNDRED <= preset.ratio * measure.due else RED
    fell = facts.year_before is not None and facts.invested_year is not None and facts.invested_year < facts.year_before
    return RED if fell else YELLOW


def _funds(facts: Facts, preset: Preset) -> Light:
    if preset.funds is None:
        return Light(GREY, "这套规则不看资金")
    if not facts.funded or facts.paid is None:
        return Light(GREY, "没有填本年到位和支付的资金")
    with reckoning():
        share = HUNDRED * facts.paid / facts.funded
        due = time_of_year(facts.now) if preset.funds == BY_PLAN else _bonds_due(facts.now)
    said = f"本年支付 {shown(facts.paid, 2)}÷到位 {shown(facts.funded, 2)}={shown(share, 1)}%，应达 {shown(due, 1)}%"
    if share >= due:
        return Light(GREEN, said)
    is_red = preset.funds == BY_PLAN or due - share > 30  # noqa: PLR2004  the published bound of Tianjin
    return Light(RED if is_red else YELLOW, said)


def _bonds_due(now: int) -> Decimal:
    return min(HUNDRED, HUNDRED * months_of_year(now) / _HALF_YEAR)
