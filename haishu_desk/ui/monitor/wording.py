"""The words of the monitor page, without Qt: what stands beside a chart and in its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from haishu_desk.desk.series import BOUND, LEVEL, WORDS, Point, Series, Target, drawable
from haishu_desk.domain.quantity import show

APPROVED = ("核定", "已批")
CLASHING = "数据不一致"


@dataclass(frozen=True)
class Line:
    """A row of the table under the chart; `counts` False for what was reported at the time."""

    year: str
    value: str
    vintage: str
    basis: str
    note: str
    counts: bool = True
    clash: bool = False


def lines_of(series: Series) -> list[Line]:
    """The table under the chart, the newest first: what counts, what was said at the time, and the years without a word."""
    rows: list[tuple[tuple[int, int], Line]] = []
    for place, point in enumerate(series.points):
        rows.append(((-point.year, 0 if point.counts else place + 1), _line(point)))
    spoken = {point.year for point in series.points} | ({series.base.year} if series.base else set())
    own = series.spans[-1]
    rows += [
        ((-year, 0), Line(str(year), "未录", "", "", "", counts=False))
        for year in range(own.first_year, own.last_year + 1)
        if year not in spoken
    ]
    rows += [
        ((-year, 90), Line(str(year), str(number), "", "追溯", "按新口径推算的数", counts=False))
        for year, number in series.backcast.items()
    ]
    base = series.base
    if base is not None:
        row = Line(
            str(base.year), show(base.quantity), "", "规划表", base.source, counts=base.year not in series.counting
        )
        rows.append(((-base.year, 99), row))
    return [line for _, line in sorted(rows, key=lambda row: row[0])]


def _line(point: Point) -> Line:
    said = point.note or ""
    if point.clash:
        said = f"{point.by or ''} 填报；{said}".strip("；")
    elif not point.counts and point.quantity is not None:
        said = f"当时报的数；{said}".strip("；")
    year = str(point.year) if point.is_annual else point.period.title
    vintage = CLASHING if point.clash else point.vintage or ""
    return Line(year, point.words, vintage, point.basis, said, counts=point.counts, clash=point.clash)


def break_words(series: Series) -> dict[int, str]:
    """The short word at each break of the chart, by the first year that is otherwise."""
    words: dict[int, list[str]] = {}
    for each in series.breaks:
        words.setdefault(each.year, []).append("口径变化" if "口径" in each.why else "单位变动")
    return {year: "、".join(dict.fromkeys(said)) for year, said in words.items()}


def basis_in_words(series: Series) -> str:
    """On what the values of the chart stand, by years: `已批 2021–2024，录入中 2025`."""
    counting = sorted(series.counting.items())
    if not counting:
        return "还没有填报的数"
    runs: dict[str, list[str]] = {}
    for basis, run in groupby(counting, key=lambda pair: pair[1].basis):
        years = [year for year, _ in run]
        runs.setdefault(basis, []).append(str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}")
    return "，".join(f"{basis} {'、'.join(years)}" for basis, years in runs.items())


def target_label(target: Target) -> str:
    """What stands on the line of a target."""
    if target.kind == BOUND:
        return f"{target.last_year} 界 {target.words}"
    return f"{target.last_year} 目标 {target.words}"


def target_in_words(series: Series) -> str:
    """The target beside the chart; a township's figure is not compared with the district's target."""
    if not series.targets:
        return "目标是全区的，不与镇街数比"
    return series.target.words if series.target else "没有定目标"


def facts_of(series: Series) -> list[tuple[str, str, str]]:
    """Name, figure and remark of what stands above the chart: base, target, latest value."""
    base, latest = series.base, series.latest
    start = "完成" if base and base.is_result else "基期"
    remark = f"{base.year} 年 · 规划表" if base else "表上没有" if series.targets else ""
    facts = [(start, show(base.quantity) if base else "—", remark)]
    target = series.target
    if target is not None:
        facts.append(("目标", target.words, _remark_on(target)))
    else:
        facts.append(("目标", "—", target_in_words(series)))
    if latest is None:
        facts.append(("最新", "未出数", ""))
    else:
        state = "、".join(part for part in (latest.vintage, latest.basis) if part)
        facts.append(("最新", latest.words, f"{latest.year} 年 · {state}"))
    return facts


def _remark_on(target: Target) -> str:
    if target.quantity is None:
        return ""
    if target.kind == WORDS:
        return "不是一年的水平，不画线" if target.quantity.number is not None else "是文字，不画线"
    return f"{target.last_year} 年" if target.kind == LEVEL else "整个规划期都要守住"


def kinds_of(series: Series) -> list[str]:
    """Which marks the chart of a series has, for its legend."""
    counting = [point for point in series.counting.values() if point.number is not None]
    found = {
        "actual": any(point.basis in APPROVED for point in counting),
        "open": any(point.basis not in APPROVED for point in counting),
        "vintage": any(not point.clash for point in series.others),
        "clash": any(point.clash for point in series.others),
        "target": any(target.kind == LEVEL and not target.earlier for target in series.targets),
        "earlier": any(target.kind != WORDS and target.earlier for target in series.targets),
        "bound": any(target.kind == BOUND and not target.earlier for target in series.targets),
        "base": series.base is not None and drawable(series.base.quantity) is not None,
        "break": bool(series.breaks),
        "backcast": bool(series.backcast),
    }
    return [kind for kind, there in found.items() if there]


def spoken(series: Series, unit: str | None) -> Iterator[str]:
    """The chart in sentences, for screen readers and for the clipboard."""
    yield f"{series.item.number} {series.item.name}（{series.item.unit or ''}），{unit or ''}"
    yield from (each.why for each in series.breaks)
    yield from (f"{line.year}\t{line.value}\t{line.vintage}\t{line.basis}\t{line.note}" for line in lines_of(series))
