"""结论 and 灯 as data: what each word means, from which gap on it is used, and what a district may set otherwise.

The state has never published the bounds of its four grades; ours are presets that a report states beside them. `points`:
the progress less that of one who is exactly where the path expects, in percentage points. `ratio`: the actual value over
the expected one, less 1, in per cent. A bound, a hold, a range or a comparison is kept or not, without a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from haishu_desk.domain.errors import UsageError
from haishu_desk.monitor.expectation import HALF_OF_YEAR, PATH_AT_DATE, HalfYear
from haishu_desk.monitor.numbers import HUNDRED, shown

EARLY, FASTER, ON_COURSE, BEHIND, OPEN = "提前实现", "快于预期", "基本符合预期", "滞后", "暂不评价"
VERDICTS = (EARLY, FASTER, ON_COURSE, BEHIND, OPEN)
GREEN, YELLOW, RED, GREY = "green", "yellow", "red", "grey"
LIGHT_WORDS = {GREEN: "达序时", YELLOW: "略滞后", RED: "滞后", GREY: "暂不评价"}
POINTS, RATIO = "points", "ratio"
HALF_YEARS = {HALF_OF_YEAR: "全年应达按时间折算", PATH_AT_DATE: "路径取到当天再折算"}


@dataclass(frozen=True)
class Rules:
    """From which gap on a word is used.

    `tolerance` to either side is 基本符合预期 (`binding_tolerance` for 约束性), of yearly growth `growth_tolerance`
    points; further behind than `red_over` the light is red. `estimates`: whether a 预计 figure is judged. `half_year`:
    how a flow is expected in the middle of a year (see `path`). `keep_up`: by how many points growth that has to keep up
    with the economy may stay behind it. `nearly`: from which 实现度 (per cent) the district's words are 略低于序时.
    """

    method: str = POINTS
    tolerance: Decimal = Decimal(5)
    binding_tolerance: Decimal = Decimal(0)
    growth_tolerance: Decimal = Decimal("0.5")
    red_over: Decimal = Decimal(30)
    estimates: bool = False
    half_year: HalfYear = HALF_OF_YEAR
    keep_up: Decimal = Decimal("0.5")
    nearly: Decimal = Decimal(90)

    def room(self, *, is_binding: bool) -> Decimal:
        """How far off is still 基本符合预期."""
        return self.binding_tolerance if is_binding else self.tolerance

    def as_json(self) -> dict[str, Any]:
        """As the edition keeps it; numbers are decimal strings."""
        return {key: str(part) if isinstance(part, Decimal) else part for key, part in asdict(self).items()}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Rules:
        """The rules that `as_json` wrote; what a later program adds is left out. UsageError for what is no rule."""
        found = Rules()
        for key, part in asdict(found).items():
            if key in stored:
                said = stored[key]
                new: Any = _number(key, said) if isinstance(part, Decimal) else type(part)(said)
                found = replace(found, **{key: new})
        if found.method not in PRESETS:
            raise UsageError(f"没有评价办法“{found.method}”", f"可用：{'、'.join(PRESETS)}")
        if found.half_year not in HALF_YEARS:
            raise UsageError(f"没有半年的算法“{found.half_year}”", f"可用：{'、'.join(HALF_YEARS)}")
        return found

    def changed(self, settings: Iterable[str]) -> Rules:
        """These rules with settings written as `tolerance=3`; UsageError for one that there is none of."""
        stored = self.as_json()
        for each in settings:
            key, _, said = each.partition("=")
            if key not in stored:
                raise UsageError(f"评价办法没有“{key}”这一项", f"可用：{'、'.join(stored)}")
            stored[key] = _switch(said) if key == "estimates" else said
        return Rules.from_json(stored)

    def told(self) -> str:
        """The rules in words, as they stand in the basis of each row and in a report."""
        unit = "个百分点" if self.method == POINTS else "%"
        said = [
            f"{PRESET_TITLES[self.method]}，允许差距 {shown(self.tolerance, 2)} {unit}（约束性 {shown(self.binding_tolerance, 2)}）",
            f"增速 {shown(self.growth_tolerance, 2)} 点，同步容差 {shown(self.keep_up, 2)} 点",
            f"超过 {shown(self.red_over, 2)} {unit}亮红灯",
        ]
        said += [f"年中{HALF_YEARS[self.half_year]}"] if self.half_year != HALF_OF_YEAR else []
        said += ["预计数也评"] if self.estimates else []
        return "，".join(said)


PRESETS = {
    POINTS: Rules(),
    RATIO: Rules(method=RATIO, red_over=Decimal(50)),
}
PRESET_TITLES = {POINTS: "比进度（百分点）", RATIO: "比实现度（实际÷应达）"}


@dataclass(frozen=True)
class Wording:
    """A set of words, each with its definition; `words` says each of our verdicts in it.

    `by_ratio` are the words by 实现度, from the highest bound down, where this set grades by it.
    """

    title: str
    definitions: Mapping[str, str]
    words: Mapping[str, str]
    far_behind: str = BEHIND
    by_ratio: tuple[tuple[Decimal, str], ...] = ()

    def word(self, verdict: str, light: str, ratio: Decimal | None = None) -> str:
        """The word for a verdict; `ratio` is the 实现度, if there is one."""
        if self.by_ratio and ratio is not None and verdict not in (OPEN, EARLY):
            return next((word for bound, word in self.by_ratio if ratio >= bound), self.far_behind)
        return self.far_behind if verdict == BEHIND and light == RED else self.words[verdict]


def worded(words: str, rules: Rules) -> Wording:
    """A set of words with the bounds of these rules in its definitions; KeyError for one that there is none of."""
    known = WORDINGS[words]
    unit = "个百分点" if rules.method == POINTS else "%"
    room = f"（{shown(rules.tolerance, 2)} {unit}，约束性 {shown(rules.binding_tolerance, 2)}）"
    nearly = shown(rules.nearly, 2)
    definitions = {
        word: said.replace("允许的差距", f"允许的差距{room}").replace("在允许之内", f"在允许之内{room}").replace("90%", f"{nearly}%")
        for word, said in known.definitions.items()
    }  # fmt: skip
    bounds = tuple((bound if bound >= 1 else rules.nearly / HUNDRED, word) for bound, word in known.by_ratio)
    return replace(known, definitions=definitions, by_ratio=bounds)


_AHEAD, _SLIGHTLY, _FAR, _CANNOT = "达到或超过进度", "略低于序时", "低于序时过多", "暂无法评估"
WORDINGS = {
    "national": Wording(
        "国家用词",
        {
            EARLY: "规划期还没有结束，已经达到规划目标",
            FASTER: "比序时应达快，超出允许的差距",
            ON_COURSE: "与序时应达的差距在允许之内；界限和守住的目标没有破",
            BEHIND: "比序时应达慢，超出允许的差距；或比基期还差；或破了界限",
            OPEN: "数据没有出来、口径不可比、目标是文字或还没有下达，不作评价",
        },
        {verdict: verdict for verdict in VERDICTS},
    ),
    "district": Wording(
        "区县用词",
        {
            _AHEAD: "实现度（实际÷应达，越低越好的倒过来）达到或超过 100%；界限和守住的目标没有破",
            _SLIGHTLY: "实现度 90% 以上、不到 100%，期末力争完成",
            _FAR: "实现度不到 90%，完成难度较大",
            _CANNOT: "数据没有出来、口径不可比、目标是文字或还没有下达",
        },
        {EARLY: _AHEAD, FASTER: _AHEAD, ON_COURSE: _AHEAD, BEHIND: _SLIGHTLY, OPEN: _CANNOT},
        _FAR,
        ((Decimal(1), _AHEAD), (Decimal("0.9"), _SLIGHTLY)),
    ),
}


@dataclass(frozen=True)
class Graded:
    """A verdict and its light; `gap` in points or per cent, None where there is none. `reason` is a short code or None."""

    verdict: str
    light: str
    gap: Decimal | None = None
    reason: str | None = None


def graded(gap: Decimal, room: Decimal, rules: Rules, *, is_final: bool = False) -> Graded:
    """The verdict on a gap: ahead by more than `room`, within it, or behind by more; `is_final` leaves no room below."""
    if gap >= (0 if is_final else -room):
        return Graded(FASTER if gap > room else ON_COURSE, GREEN, gap)
    return Graded(BEHIND, RED if -gap > rules.red_over else YELLOW, gap)


def kept_or_not(*, is_kept: bool, is_over: bool, reason: str) -> Graded:
    """The verdict on what has no gap: broken is red only when the plan is over, as long as it may still be put right."""
    if is_kept:
        return Graded(ON_COURSE, GREEN)
    return Graded(BEHIND, RED if is_over else YELLOW, reason=reason)


def not_judged(reason: str) -> Graded:
    """暂不评价, and why."""
    return Graded(OPEN, GREY, reason=reason)


def light_of(verdict: str) -> str:
    """The light of a verdict that a person gave."""
    return {BEHIND: RED, OPEN: GREY}.get(verdict, GREEN)


_MOST = 1000
_TITLES = {
    "tolerance": "允许差距",
    "binding_tolerance": "约束性允许差距",
    "growth_tolerance": "增速允许差距",
    "red_over": "红灯差距",
    "keep_up": "同步容差",
    "nearly": "略低于序时的实现度",
}
_SWITCH = {"是": True, "on": True, "true": True, "否": False, "off": False, "false": False}


def _switch(said: str) -> bool:
    if said.lower() not in _SWITCH:
        raise UsageError(f"预计数评不评写成了“{said}”", "请写 on 或 off")
    return _SWITCH[said.lower()]


def _number(key: str, said: object) -> Decimal:
    try:
        number = Decimal(str(said))
    except InvalidOperation as error:
        raise UsageError(f"评价办法的{_TITLES[key]}不是数：{said}", "请写成 5 或 0.5") from error
    if not number.is_finite() or not 0 <= number <= _MOST:
        raise UsageError(f"评价办法的{_TITLES[key]}不能是 {said}", "请写成 5 或 0.5")
    return number
