"""The words of the panel beside the big chart, without Qt: the verdict, its figures, the formula, where the figure comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from haishu_desk.desk.portrait import Origin, Portrait
from haishu_desk.domain.amendments import amendments_of
from haishu_desk.monitor.commitment import ASSIGNED, KEPT_OR_BROKEN, REDUCTION, TOTAL
from haishu_desk.monitor.numbers import HUNDRED, fixed, power, reckoning
from haishu_desk.monitor.reasons import SENTENCES
from haishu_desk.monitor.verdict import GREEN, GREY, LIGHT_WORDS, RED, WORDINGS, YELLOW, worded
from haishu_desk.ui.monitor.wording import (
    LIGHT_MARKS,
    ahead_value,
    basis_in_words,
    due_in,
    figure,
    off_in,
    places_of,
    signed,
)

NO_VERDICT = "不作评价"
_COLOURS = {GREEN: "绿", YELLOW: "黄", RED: "红", GREY: "灰"}
_NEEDED, _LAST_YEARS = "今后每年需", 3
_BY_YEAR = (TOTAL, REDUCTION, ASSIGNED)


@dataclass(frozen=True)
class Fact:
    """A figure of the panel: its name, the figure with its unit, and the token of its ink."""

    name: str
    value: str
    ink: str = "text"
    is_strong: bool = False


def light_of(seen: Portrait) -> tuple[str, str]:
    """The mark of the light and its words: 黄·略滞后."""
    if seen.row is None:
        return "idle", NO_VERDICT
    light = seen.row["light"]
    return LIGHT_MARKS[light], f"{_COLOURS[light]}·{LIGHT_WORDS[light]}"


def verdict_of(seen: Portrait) -> str:
    """The verdict in a word."""
    return NO_VERDICT if seen.row is None else str(seen.row["verdict"])


def sentence_of(seen: Portrait) -> str:
    """Why it is so, in one sentence."""
    if not seen.is_whole:
        return "目标和结论是对全区的数说的；这里只看本单位的数和分解给它的年度数"
    row = seen.row
    if row is None or row["light"] == GREY:
        return _why_open(row["reason"] if row else "") + _last_known(seen)
    said = [f"{row['reason']}：" if row["reason"] else ""]
    if row["progress"] is not None:
        said.append(_on_the_way(seen, Decimal(row["progress"])))
    elif seen.kind in KEPT_OR_BROKEN:
        said.append(next((part for part in formula_of(seen) if part.startswith("实际")), ""))
    elif (off := off_in(seen, seen.year)) is not None:
        said.append(f"{seen.year} 年应达 {due_in(seen, seen.year)}，差 {signed(off, places_of(seen))}")
    elif row["actual"] is not None and row["expected"] is not None:
        off = Decimal(row["actual"]) - Decimal(row["expected"])
        said.append(
            f"到 {seen.year} 年合计 {figure(Decimal(row['actual']))}，应达 {figure(Decimal(row['expected']))}，差 {signed(off)}"
        )
    words = "".join(said).rstrip("：")
    return words or next(reversed(formula_of(seen)), f"{seen.year} 年{verdict_of(seen)}")


def _on_the_way(seen: Portrait, share: Decimal) -> str:
    row = seen.row or {}
    time = Decimal(row["time_progress"])
    due = time if seen.due_share is None else seen.due_share
    passed = f"时间过了 {_percent(time)}"
    if _percent(due) != _percent(time):
        passed = f"按路径应完成 {_percent(due)}（{passed}）"
    gap = (share - due) * HUNDRED
    word = "落后" if gap < 0 else "领先"
    ahead = "正好赶上" if not round(gap, 1) else f"{word} {figure(abs(gap), 1)} 个百分点"
    return f"完成 {_percent(share)}，{passed}，{ahead}"


def _why_open(reason: str) -> str:
    return SENTENCES.get(reason, _WHY_NOT.get(reason, reason)) or "没有可以评价的数"


def _last_known(seen: Portrait) -> str:
    """Where the year that was asked for has no figure: which one has."""
    latest = seen.series.latest
    if latest is None or latest.year >= seen.year or not seen.plan.covers(latest.year):
        return ""
    return f"。最近有数的是 {latest.year} 年，选“截至 {latest.year} 年底”看那时的结论"


_WHY_NOT = {
    "单位未报": "这一年的数单位还没有报，报来并审核以后再评价",
    "未审核": "这一年的数还没有审核通过，审核以后再评价",
    "数据未公布": "这一年的数还没有公布",
    "未到公布期": "还没有到出数的时候",
    "本区不适用": "单位说明这项指标在本区不适用",
    "数据不一致": "这一格有两个以上的数，先到审核页定下用哪个",
    "只有预计数": "这一年只有预计数，出了核算数再评价",
    "口径调整": "口径变了，和基期不可比，也没有追溯数；补录追溯数以后再评价",
    "缺年份": "规划期里有年份没有数，缺的年份不当 0；补录以后再评价",
    "人工改判": "区级人工改判，理由见下面的算式",
}


def _percent(share: Decimal) -> str:
    return f"{fixed(share * HUNDRED, 1)}%".replace("-", "\u2212")


def facts_of(seen: Portrait) -> list[Fact]:
    """What stands under the verdict: actual, expected, target, forecast with its band, what is still needed, the recent pace."""
    series, unit = seen.series, seen.series.item.unit or ""
    point, target = series.counting.get(seen.year), series.target
    found = [
        Fact(f"{seen.year} 年实际", with_unit(point.words, unit) if point else "未出数", is_strong=point is not None)
    ]
    due = due_in(seen, seen.year)
    found.append(Fact("应达", with_unit(due, unit) if due else "—", "text2"))
    found += _together(seen, unit)
    if target is not None and target.quantity is not None:
        found.append(Fact(f"{target.last_year} 年目标", with_unit(target.words, unit), "c_target", is_strong=True))
    return [*found, *_ahead(seen, unit), *_needed(seen, unit), *_pace(seen, unit)]


def _actual(seen: Portrait, unit: str) -> Fact:
    """The figure that is judged: of the year, or of the part of it that is over by the day that was asked for."""
    point = seen.series.counting.get(seen.year)
    if point is not None:
        return Fact(f"{seen.year} 年实际", with_unit(point.words, unit), is_strong=True)
    told = _told(seen, "actual") if seen.is_part else ""
    name = f"截至 {seen.cutoff} 实际" if told else f"{seen.year} 年实际"
    return Fact(name, with_unit(told, unit) if told else "未出数", is_strong=bool(told))


def _told(seen: Portrait, key: str) -> str:
    """A figure of the evaluation's row; empty where it has none."""
    told = seen.row[key] if seen.row is not None else None
    return "" if told is None else figure(Decimal(told), places_of(seen))


def _together(seen: Portrait, unit: str) -> Iterator[Fact]:
    """What the years come to, where that is what is judged."""
    row = seen.row
    if row is not None and seen.kind in (TOTAL, REDUCTION) and row["actual"] is not None:
        yield Fact("累计", with_unit(figure(Decimal(row["actual"]), places_of(seen)), unit), is_strong=True)
        if row["expected"] is not None:
            yield Fact("累计应达", with_unit(figure(Decimal(row["expected"]), places_of(seen)), unit), "text2")


def _ahead(seen: Portrait, unit: str) -> Iterator[Fact]:
    """The forecast by its method with its band and error, and beside it what the unit itself expects."""
    row, end = seen.row, seen.plan.end_year
    if row is None or seen.year >= end:
        return
    told = row["forecast"]
    if told is not None:
        value, low, high = (ahead_value(seen, Decimal(told[part])) for part in ("value", "low", "high"))
        yield Fact(f"{told['method']}到 {end} 年", with_unit(value, unit), "accent_text", is_strong=True)
        yield Fact("　区间", f"{low} 至 {high}" if low.startswith("\u2212") else f"{low}–{high}", "text2")
        if told["error"] is not None:
            yield Fact("　往年试推的平均误差", _percent(Decimal(told["error"])), "text2")
        if row["outlook"] is not None:
            yield Fact("　到期能不能完成", str(row["outlook"]), is_strong=True)
    if row["estimate"] is not None:
        yield Fact(f"单位预计 {end} 年", with_unit(figure(Decimal(row["estimate"]["value"])), unit))


def _needed(seen: Portrait, unit: str) -> Iterator[Fact]:
    row = seen.row
    if row is None or row["required_rate"] is None:
        return
    if Decimal(row["required_rate"]) == 0:
        yield Fact("要达标", "已经达到", "ok_text", is_strong=True)
        return
    told = next((part for part in row["formula"].split("；") if part.startswith(_NEEDED)), "")
    word, _, value = told.removeprefix(_NEEDED).partition(" ")
    if value:
        yield Fact(f"要达标，每年须{word}", value if value.endswith("%") else with_unit(value, unit), is_strong=True)


def _pace(seen: Portrait, unit: str) -> Iterator[Fact]:
    """The average of the last years: of what counts by year its mean, of a share its points a year, else its growth."""
    run = next((run for run in seen.series.segments() if any(year == seen.year for year, _ in run)), [])
    values = [number for year, number in run if year <= seen.year]
    if seen.kind in _BY_YEAR or seen.series.item.record.get("measure") == "growth":
        last = values[-_LAST_YEARS:]
        if len(last) > 1:
            yield Fact(
                f"近 {len(last)} 年平均", with_unit(figure(sum(last, Decimal(0)) / len(last), places_of(seen)), unit)
            )
        return
    last = values[-_LAST_YEARS - 1 :]
    count = len(last) - 1
    if count < 1:
        return
    if unit == "%":
        yield Fact(f"近 {count} 年年均", f"{signed((last[-1] - last[0]) / count, places_of(seen))} 点")
    elif min(last) > 0:
        with reckoning():
            rate = (power(last[-1] / last[0], Fraction(1, count)) - 1) * HUNDRED
        yield Fact(f"近 {count} 年年均增长", f"{signed(rate, 2)}%")


def formula_of(seen: Portrait) -> list[str]:
    """The formula with its numbers, a step a line."""
    return [part for part in str(seen.row["formula"]).split("；") if part] if seen.row is not None else []


def both_ways(seen: Portrait) -> str:
    """By level and by growth, where the two say something else; empty otherwise."""
    row = seen.row
    if row is None or row["by_level"] is None or row["by_growth"] is None or row["by_level"] == row["by_growth"]:
        return ""
    return f"按水平：{row['by_level']}；按增速：{row['by_growth']}。两种算法不一样，结论用按水平的"


def origin_words(origin: Origin | None) -> str:
    """Where the figure comes from, in a sentence."""
    if origin is None:
        return "没有填报的数；规划表印的数不经过填报"
    what = "，".join(part for part in (f"{origin.period}的数", origin.vintage, origin.basis) if part)
    if not origin.reported_at:
        return f"{origin.unit}录入，还没有上报；{what}"
    said = f"{origin.unit} {origin.reported_at[:10]} 上报（{origin.reported_by}）"
    if origin.approved_at:
        said += f"，{origin.approved_at[:10]} 审核通过（{origin.approved_by}）"
    return f"{said}；{what}。版本码 {origin.version}"


def basis_of(seen: Portrait) -> str:
    """On what it all rests: figure, day, edition of the plan and base of the verdict; by years what was approved."""
    judged = str(seen.row["basis"]) if seen.row is not None else ""
    by_years = f"各年依据：{basis_in_words(seen.series)}"
    return "\n".join(part for part in (judged, by_years) if part)


def definition_of(seen: Portrait) -> list[str]:
    """口径: the scope, how the parts come together, what was amended, what the printed table remarks."""
    record = seen.series.item.record
    said = [made.told for made in amendments_of(record)]
    if record.get("statistical_scope"):
        said.append(f"统计范围：{record['statistical_scope']}")
    if record.get("review_points"):
        said.append(str(record["review_points"]))
    said += [str(note) for note in record.get("notes", ())]
    return said


def meaning_of(seen: Portrait) -> str:
    """What the verdict's word means here, with the bounds of the rules."""
    verdict = verdict_of(seen)
    known = [worded(words, seen.rules).definitions for words in WORDINGS] if seen.row is not None else []
    return next((f"{verdict}：{each[verdict]}" for each in known if verdict in each), "")


def with_unit(value: str, unit: str) -> str:
    """A figure with its unit; a word has none."""
    if not unit or not any(sign.isdigit() for sign in value) or value.endswith(("）", unit)):
        return value
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}"
