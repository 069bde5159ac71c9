"""The chapters on indicators: how many stand where, by category, the binding ones, what lags and why, what is needed.

Sentences are made from what was judged; nothing is praised and nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from haishu_desk.report.document import Chart, Run, Series
from haishu_desk.report.draft import Draft, day_in_words, listed
from haishu_desk.report.facts import Fact
from haishu_desk.report.material import ESTIMATED, OUTLOOKS, Line, counted

# From which share of the judged indicators on the whole is said to be on course: our own wording, stated in 方法.
GOOD, MOST = Decimal("0.8"), Decimal("0.6")
JUDGED_WHOLE = (
    "总体判断按可评估指标中达到序时的比重：80%以上为总体达到序时，60%以上、不到80%为多数达到序时，不到60%为滞后较多。"
)
_NO_WORDS = "责任单位没有填写说明"


def whole(draft: Draft) -> None:
    """How far the term has gone, how many indicators have which verdict, and one sentence of the whole."""
    material = draft.material
    draft.say(
        f"截至{day_in_words(material.cutoff)}，{material.plan}的时间进度为",
        draft.state(material.time_progress),
        f"%。{_counts(draft)}",
    )
    draft.say(_sentence(draft))
    draft.put(_chart(draft))


def _counts(draft: Draft) -> str:
    material = draft.material
    judged, open_ = material.judged, material.open
    grades = "、".join(f"{word}{number}项" for word in material.words() if (number := counted(judged)[word]))
    opened = f"；暂无法评估{len(open_)}项（见附件中的未取得清单）" if open_ else ""
    return (
        f"纳入监测的{len(material.lines)}项指标中，可评估{len(judged)}项"
        + (f"，其中{grades}" if grades else "")
        + f"{opened}。"
    )


def _percent(share: Decimal) -> Decimal:
    return (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _sentence(draft: Draft) -> str:
    material = draft.material
    judged, behind = len(material.judged), len(material.behind)
    if not judged:
        return "目前没有可评估的指标，不作总体判断。"
    share = Decimal(judged - behind) / judged
    words = (
        "总体达到序时要求"
        if share >= GOOD
        else "多数指标达到序时要求，部分指标滞后"
        if share >= MOST
        else "滞后指标较多，完成目标的压力较大"
    )
    estimates = [line for line in material.lines if line.is_estimate]
    more = f"其中{listed([line.name for line in estimates], 6)}用的是预计数，已逐项注明。" if estimates else ""
    return f"可评估指标中达到序时的{judged - behind}项、占{_percent(share)}%，{words}。{more}"


def _chart(draft: Draft) -> Chart:
    material = draft.material
    rows = [
        Series(
            category,
            tuple(
                Decimal(number) if (number := counted(_of(draft, category))[word]) else None
                for word in _all_words(draft)
            ),
        )
        for category in material.categories
    ]
    return Chart("图1 各类指标的评价结论", "bar", tuple(_all_words(draft)), tuple(rows), "项")


def _all_words(draft: Draft) -> list[str]:
    return draft.material.words()


def _of(draft: Draft, category: str) -> list[Line]:
    return [line for line in draft.material.lines if line.category == category]


def by_category(draft: Draft) -> None:
    """A paragraph a category: which indicators have which verdict."""
    for category in draft.material.categories:
        lines = _of(draft, category)
        said = [
            f"{word}{len(names)}项（{'、'.join(names)}）"
            for word in _all_words(draft)
            if (names := [line.name for line in lines if line.verdict == word])
        ]
        # A plan whose table has no column of categories has one group without a name.
        draft.say(
            Run(f"{category + '类' if category else '指标'}{len(lines)}项。", strong=True), "；".join(said) + "。"
        )


def of_attribute(draft: Draft, *, is_binding: bool) -> None:
    """The binding indicators, one sentence each for those that lag; or the others."""
    lines = [line for line in draft.material.lines if line.is_binding == is_binding]
    name = "约束性" if is_binding else "预期性"
    if not lines:
        draft.say(f"规划没有{name}指标。")
        return
    behind, open_ = [line for line in lines if line.is_behind], [line for line in lines if line.is_open]
    good = len(lines) - len(behind) - len(open_)
    opened = f"，暂无法评估{len(open_)}项（{'、'.join(line.name for line in open_)}）" if open_ else ""
    named = f"（{'、'.join(line.name for line in behind)}）" if behind and not is_binding else ""
    draft.say(f"{name}指标{len(lines)}项，达到序时或守住规划控制目标{good}项，滞后{len(behind)}项{named}{opened}。")
    if not is_binding:
        return  # each of them is told in full among those that lag
    for line in behind:
        draft.say(Run(f"{line.name}：", strong=True), *stated(draft, line), "。")


def stated(draft: Draft, line: Line) -> list[str | Run]:
    """实绩、应达、差 in one sentence without its stop."""
    pieces: list[str | Run] = []
    if line.actual is not None and not (line.together is not None and line.actual.value.startswith("[")):
        pieces += [
            f"{line.when}{ESTIMATED if line.is_estimate else '实绩'}",
            draft.state(line.actual),
            line.unit,
            _marked(line),
        ]
    if line.together is not None:
        pieces += [f"{'，' if pieces else ''}规划期以来累计", draft.state(line.together), line.unit]
    if line.expected is not None:
        pieces += ["，应达", draft.state(line.expected), line.unit]
    if line.gap is not None:
        short = draft.state(line.gap)
        unit = "个百分点" if line.unit == "%" else line.unit
        word = "少" if short.text.startswith("-") else "多"
        pieces += [f"，比应达{word}", replace(short, text=short.text.lstrip("+-")), unit]
    if line.average is not None:
        pieces += ["，年均增长", *_per_cent(draft, line.average)]
    if line.growth is not None and line.average is not None:
        pieces += ["（规划目标年均", *_per_cent(draft, line.growth), "）"]
    return pieces


def _per_cent(draft: Draft, fact: Fact) -> list[str | Run]:
    """A rate with its sign, which some plans print in the cell."""
    return [draft.state(fact), "" if fact.value.endswith("%") else "%"]


def _marked(line: Line) -> str:
    vintage = line.actual.vintage if line.actual is not None else None
    return f"（{vintage}）" if vintage and vintage != ESTIMATED else ""


def lagging(draft: Draft, *, with_words: bool = True) -> None:
    """What lags, one point each: figures, by how much, why, what is needed, how it will end. `with_words`: the units' own."""
    behind = draft.material.behind
    if not behind:
        draft.say("可评估的指标中没有滞后的。")
        return
    draft.say(f"滞后指标{len(behind)}项，逐项说明如下。")
    for line in behind:
        draft.point(f"{line.name}（{'约束性' if line.is_binding else '预期性'}，牵头单位：{line.lead or '未明确'}）")
        draft.say(*stated(draft, line), f"。评价为{line.verdict}{_because(line)}。", *_ahead(draft, line))
        if with_words:
            draft.say("责任单位说明：", "；".join(line.why) if line.why else _NO_WORDS, "。")


def _because(line: Line) -> str:
    return f"（{line.reason}）" if line.reason else ""


def _ahead(draft: Draft, line: Line) -> list[str | Run]:
    """What each year left has to bring, and how it is expected to end."""
    pieces: list[str | Run] = []
    if line.required is not None and any(line.needed):
        pieces += [line.needed[0], draft.state(line.required), f"{line.needed[1]}，才能达到规划目标。"]
    if line.forecast is not None:
        pieces += ["按现有走势推算，期末为", draft.state(line.forecast), line.unit, "。"]
    if line.outlook:
        pieces.append(f"期末判断：{line.outlook}。")
    return pieces


def outlook(draft: Draft) -> None:
    """期末预测: how many will be reached, may be, hardly will."""
    told = [line for line in draft.material.lines if line.outlook]
    if not told:
        draft.say("现有数据不足以推算期末值。")
        return
    groups = [(word, [line.name for line in told if line.outlook == word]) for word in OUTLOOKS]
    said = "；".join(f"{word}{len(names)}项（{'、'.join(names)}）" for word, names in groups if names)
    without = len(draft.material.lines) - len(told)
    draft.say(
        f"可推算期末值的{len(told)}项中，{said}。"
        + (f"另有{without}项数据不足三年或没有可比目标，不作推算。" if without else "")
    )


def definitions(draft: Draft) -> None:
    """目标和口径的变更."""
    changed: Sequence[Line] = [line for line in draft.material.lines if line.amended]
    if not changed:
        draft.say("评估期内没有调整规划目标，也没有登记口径变化。")
    for line in changed:
        draft.say(Run(f"{line.name}：", strong=True), "；".join(line.amended), "。")
