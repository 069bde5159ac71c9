"""The words of the monitor page, without Qt: what stands beside a chart and in its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from haishu_desk.desk.portrait import Ahead, Portrait
from haishu_desk.desk.series import BOUND, LEVEL, WORDS, Point, Series, Target, drawable
from haishu_desk.domain.quantity import show
from haishu_desk.monitor.commitment import KEPT_OR_BROKEN, RANGE
from haishu_desk.monitor.numbers import fixed, shown
from haishu_desk.monitor.verdict import GREEN, GREY, RED, YELLOW
from haishu_desk.ui.monitor.geometry import has_stairs, old_years

APPROVED = ("核定", "已批")
CLASHING = "数据不一致"
LIGHT_MARKS = {GREEN: "ok", YELLOW: "warn", RED: "bad", GREY: "idle"}


_SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


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
    for (basis, _), run in groupby(enumerate(counting), key=lambda place: (place[1][1].basis, place[1][0] - place[0])):
        years = [year for _, (year, _) in run]
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


def figure(value: Decimal | None, places: int = 4) -> str:
    """A computed figure as people read it: minus is U+2212; — where there is none."""
    return "—" if value is None else shown(value, places).replace("-", "\u2212")


def signed(value: Decimal | None, places: int = 4) -> str:
    """A difference with its sign."""
    return "—" if value is None else f"{'+' if value > 0 else ''}{figure(value, places)}"


def places_of(seen: Portrait) -> int:
    """The digits after the point that are shown of a computed figure: one more than of a reported one."""
    decimals: int = seen.series.item.record.get("decimals", 0)
    return decimals + 1


def ahead_value(seen: Portrait, value: Decimal) -> str:
    """A figure of the forecast, with the digits of a reported one."""
    decimals: int = seen.series.item.record.get("decimals", 0)
    return fixed(value, decimals).replace("-", "\u2212")


def ahead_band(seen: Portrait, ahead: Ahead) -> str:
    """Between which values the forecast lies."""
    joined = "–" if ahead.low >= 0 else " 至 "
    return f"{ahead_value(seen, ahead.low)}{joined}{ahead_value(seen, ahead.high)}"


def ahead_words(seen: Portrait, ahead: Ahead) -> str:
    """The forecast with its band, in three short lines."""
    return f"{ahead.method}\n{ahead_value(seen, ahead.value)}\n（{ahead_band(seen, ahead)}）"


def due_in(seen: Portrait, year: int) -> str:
    """What that year should come to: 3.1, ≥93, 95–105; empty where nothing is expected."""
    step = seen.step(year)
    if step is None:
        return ""
    if step.low is not None and step.high is not None:
        return f"{figure(step.low)}–{figure(step.high)}"
    return f"{_SIGNS.get(step.op, '')}{figure(step.value, places_of(seen))}"


def off_in(seen: Portrait, year: int) -> Decimal | None:
    """By how much the year's value is over (below: minus) what it should have come to; None where one is missing.

    Of a range nothing inside it, else how far outside.
    """
    step, number = seen.step(year), number_in(seen, year)
    if step is None or number is None:
        return None
    if step.low is not None and step.high is not None:
        return number - min(max(number, step.low), step.high)
    return None if step.value is None else number - step.value


def number_in(seen: Portrait, year: int) -> Decimal | None:
    """The number of that year that counts."""
    point = seen.series.counting.get(year)
    return point.number if point is not None else None


def latest_words(seen: Portrait, latest: Point) -> str:
    """What stands at the last point: year and value, and what it should be."""
    said, off = f"{latest.year}　{latest.words}", off_in(seen, latest.year)
    if off is None:
        return said
    if seen.kind in KEPT_OR_BROKEN:
        return f"{said}\n界 {due_in(seen, latest.year)}"
    return f"{said}\n应达 {due_in(seen, latest.year)}，差 {signed(off, places_of(seen))}"


def kinds_of(seen: Portrait) -> list[str]:
    """Which marks the chart of an item has, for its legend."""
    series, new = seen.series, old_years(seen.series)
    counting = [point for point in series.counting.values() if point.number is not None]
    fresh = [point for point in counting if point.year >= new]
    has_band = any(step.bounds for step in seen.steps)
    stairs = has_stairs(seen) and bool(seen.steps)
    found = {
        "actual": any(point.basis in APPROVED for point in fresh),
        "open": any(point.basis not in APPROVED for point in fresh),
        "old": any(year < new for segment in series.segments() for year, _ in segment),
        "vintage": any(not point.clash for point in series.others),
        "clash": any(point.clash for point in series.others),
        "path": stairs and not has_band,
        "band": stairs and has_band and seen.kind != RANGE,
        "range": stairs and seen.kind == RANGE,
        "target": any(target.kind == LEVEL and not target.earlier for target in series.targets),
        "earlier": any(target.kind != WORDS and target.earlier for target in series.targets),
        "bound": any(target.kind == BOUND and not target.earlier for target in series.targets),
        "base": series.base is not None and drawable(series.base.quantity) is not None,
        "break": bool(series.breaks),
        "backcast": bool(series.backcast),
        "ahead": seen.ahead is not None,
    }
    return [kind for kind, there in found.items() if there]


def whole_table(seen: Portrait, unit: str) -> Iterator[str]:
    """All numbers as lines with tabs, the newest year first, and the forecast; for the clipboard and for screen readers.

    Expected and difference stand in the line of the value that counts.
    """
    yield "年份\t实际\t应达\t差\t数值状态\t依据\t单位\t说明"
    for line in lines_of(seen.series):
        year = int(line.year) if line.counts and line.year.isdigit() else 0
        off = off_in(seen, year)
        parts = (line.year, line.value, due_in(seen, year), "" if off is None else signed(off, places_of(seen)))
        yield "\t".join((*parts, line.vintage, line.basis, unit, line.note))
    if seen.ahead is not None:
        ahead = seen.ahead
        said = f"{ahead.method}的推算，区间 {ahead_band(seen, ahead)}"
        yield "\t".join(
            (str(ahead.year), ahead_value(seen, ahead.value), due_in(seen, ahead.year), "", "推算", "", unit, said)
        )
