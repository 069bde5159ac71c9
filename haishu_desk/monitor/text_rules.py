"""Rules on the text around the table: notes, figures of the running text, 专栏, and the words for one project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from haishu_desk.domain.quantity import Quantity
from haishu_desk.monitor.plan_text import Document, Found, PlanText, Where, cell, column_unit, figure, name_of
from haishu_desk.monitor.spans import Span, decimals, half_step, same_figure, span_of, written

_NOTE_NUMBER = re.compile(r"\s*[（(]?(\d+)[)）]?\s*[、.．]")
_BUILDING = re.compile(r"([新改扩迁续]+)建")
_COUNTERS = frozenset("个人名位家项件条所座处")
_ROUND_STEPS = (10, 100, 1000, 10_000)
_NOTHING = Span(Decimal(0), Decimal(0))
_Pair = tuple[Where, str, Quantity, str, Quantity]


def repeated_note_number(text: PlanText) -> Iterator[Found]:
    """Two notes below the table under one number: a reference to it does not say which is meant."""
    notes = [note for note in text.frame.get("notes") or () if isinstance(note, str)]
    numbered = [(found[1], note) for note in notes if (found := _NOTE_NUMBER.match(note))]
    for number, times in Counter(number for number, _ in numbered).items():
        if times > 1:
            which = "”“".join(note.rstrip("。；") for own, note in numbered if own == number)
            message = f"表下注有{times}条都编为{number}：“{which}”。可能是后一条的序号排错，引用时请连文字一起写明。"
            yield Found(
                text.in_table(),
                "、".join([number] * times),
                "、".join(str(place) for place in range(1, len(numbered) + 1)),
                message,
            )


def two_values(text: PlanText) -> Iterator[Found]:
    """One thing printed in two places with figures that cannot both hold, at the decimals of the coarser one.

    Figures and targets of the running text against the table, figures repeated in a 专栏, and the base of a row against
    the result of the row that it continues.
    """
    for where, one_place, one, other_place, other in _pairs(text):
        if same_figure(one, other):
            continue
        message = (
            f"{one_place}写“{one.raw}”，{other_place}写“{other.raw}”，同一个数两处不同。{_rounded_away(one, other)}"
        )
        yield Found(where, one.raw, other.raw, message)


def sum_of_parts(text: PlanText) -> Iterator[Found]:
    """A printed total against the sum of its printed parts, as the 专栏 declares them.

    Counts must be met exactly; measured figures may be off by the rounding of each of them, as statistics prints them.
    """
    for box, tasks in text.boxes():
        for declared in box.get("sums") or ():
            total = _referred(declared["total"], box, tasks)
            parts = [part for reference in declared["parts"] if (part := _referred(reference, box, tasks))]
            printed, spans = _span(total), [span for part in parts if (span := _span(part))]
            if total is None or printed is None or not spans or len(spans) < len(declared["parts"]):
                continue
            if len({part.get("unit") for part in (total, *parts)}) > 1:
                continue
            added = sum(spans, _NOTHING)
            if printed.meets(added, _rounding([total, *parts])):
                continue
            plus, computed = " + ".join(part["raw"] for part in parts), _added(parts)
            message = (
                f"专栏{box.get('number')}“{declared['what']}”：总数印{total['raw']}，分项{plus}，合计{computed}"
                f"{total.get('unit') or ''}。可能漏列了分项，或分项之间有重复。"
            )
            yield Found(text.in_box(box, declared["total"].get("item")), total["raw"], computed, message)


def declared_count(text: PlanText) -> Iterator[Found]:
    """A count in words (四横, 三大) against how many are named; fewer may be named where the list ends in 等."""
    for box, tasks in text.boxes():
        for task in tasks:
            for series in task.get("declared") or ():
                count, named = series["count"], len(series["projects"])
                if named == count or (named < count and task.get("is_open")):
                    continue
                message = (
                    f"专栏{box.get('number')}“{task.get('title')}”：写“{series['words']}”，列出的是{named}个。"
                    f"可能多列、漏列，或两个名称是一处。"
                )
                yield Found(text.in_box(box, task["code"]), series["words"], str(named), message)


def garbled_count(text: PlanText) -> Iterator[Found]:
    """A phrase of which it cannot be said what it counts: two figures read from it, or one that is marked as doubtful."""
    for box, tasks in text.boxes():
        for holder in (box, *tasks):
            phrases: dict[tuple[str, str], list[dict[str, Any]]] = {}
            for row in holder.get("quantities") or ():
                phrases.setdefault((row.get("what") or "", row.get("raw") or ""), []).append(row)
            for (what, raw), rows in phrases.items():
                read = list(dict.fromkeys(f"{row.get('value') or raw}{row.get('unit') or ''}" for row in rows))
                if len(read) == 1 and not any(row.get("doubtful") for row in rows):
                    continue
                message = (
                    f"专栏{box.get('number')}“{holder.get('title')}”：“{what}”印作“{raw}”，可以读成{'、'.join(read)}，"
                    f"哪个是目标没有写明。读出的数都留着，定下来以前不作判断。"
                )
                yield Found(text.in_box(box, holder.get("code")), raw, "、".join(read), message)


def two_statuses(text: PlanText) -> Iterator[Found]:
    """One project named in two places (a link of kind `same`) with different words for what is to be built."""
    known = _undertakings(text)
    for link in text.content.get("links") or ():
        members = [known[code] for code in link["members"] if code in known] if link.get("kind") == "same" else []
        for (where, name, status), (_, other_name, other) in pairwise(members):
            if _may_be_one_work(status, name, other, other_name):
                continue
            one_word, other_word = status or name, other or other_name
            message = (
                f"“{name}”一处写“{one_word}”，一处写“{other_word}”。是同一个项目，建设内容或阶段写得不同，"
                f"立项、统计时请先定用哪一种。"
            )
            yield Found(where, one_word, other_word, message)


def _pairs(text: PlanText) -> Iterator[_Pair]:
    for part, column in (("statements", None), ("targets", "target")):
        for record in text.content.get(part) or ():
            yield from _against_table(text, record, record.get("column") or column)
    for box, tasks in text.boxes():
        for group in box.get("repeats") or ():
            records = [record for reference in group if (record := _referred(reference, box, tasks))]
            yield from _against_first(text.in_box(box, group[0].get("item")), f"专栏{box.get('number')}", records)
    for row in text.rows:
        before, base = text.row(row.get("continues")), cell(row, "base")
        result = cell(before, "actual") if before else None
        if before and base and result and _comparable(row.get("unit"), before.get("unit")):
            yield text.in_table(row), f"{name_of(row)}的基期", base, f"上一规划{name_of(before)}的完成数", result


def _against_table(text: PlanText, record: Document, column: str | None) -> Iterator[_Pair]:
    """A figure of the running text beside the cell that it repeats; a target of another year repeats none."""
    row, printed = text.row(record.get("indicator")), figure(record)
    in_table = cell(row, column) if row and column else None
    if row is None or column is None or printed is None or in_table is None:
        return
    if record.get("year") not in (None, text.frame.get("end_year")):
        return
    if _comparable(record.get("unit"), column_unit(row, column)):
        where = text.in_chapter(record, row["code"])
        yield where, f"正文“{record.get('subject')}”", printed, f"表中{name_of(row)}“{text.column(column)}”栏", in_table


def _against_first(where: Where, place: str, records: list[dict[str, Any]]) -> Iterator[_Pair]:
    for other in records[1:]:
        one, two = figure(records[0]), figure(other)
        if one and two and _comparable(records[0].get("unit"), other.get("unit")):
            yield where, f"{place}引言“{records[0]['what']}”", one, f"分条“{other['what']}”", two


def _comparable(unit: str | None, other: str | None) -> bool:
    """Whether figures in these units can be set side by side: 个 and 人 count alike, 万元 and 元 do not."""
    return unit == other or unit is None or other is None or {unit, other} <= _COUNTERS


def _rounded_away(one: Quantity, other: Quantity) -> str:
    """Whether the first is the second, rounded to tens, hundreds or thousands."""
    number, exact = one.number, other.number
    if number is None or exact is None:
        return "请核实以哪一处为准。"
    if any(number % step == 0 and abs(number - exact) * 2 <= step for step in _ROUND_STEPS):
        return "前一个可能是取整的说法，引用时以后一个为准，请核实。"
    return "取整解释不了，可能口径或时点不同，请核实以哪一处为准。"


def _referred(reference: Document, box: Document, tasks: Iterable[Document]) -> dict[str, Any] | None:
    """The quantity that a reference means: of the task it names, or of the box's introduction."""
    item = reference.get("item")
    holder = next((task for task in tasks if task.get("code") == item), None) if item else box
    rows = (holder or {}).get("quantities") or ()
    return next((row for row in rows if row["what"] == reference["what"]), None)


def _span(record: Document | None) -> Span | None:
    return span_of(figure(record)) if record else None


def _rounding(records: list[dict[str, Any]]) -> Decimal:
    """How far rounding may move a sum: half a last digit for each figure; nothing for things that were counted."""
    is_measured = any(
        "." in f"{record.get('value')}" or (record.get("unit") or "").startswith(("万", "亿", "%"))
        for record in records
    )
    return sum((half_step(part) for row in records if (part := figure(row))), Decimal(0)) if is_measured else Decimal(0)


def _added(parts: list[dict[str, Any]]) -> str:
    """The sum of the parts as it would be printed; of 左右 and bounds the figures themselves are added."""
    quantities = [part for row in parts if (part := figure(row))]
    numbers = [part.number for part in quantities if part.number is not None]
    places = max(decimals(part) for part in quantities)
    if len(numbers) == len(quantities):
        return written(sum(numbers, Decimal(0)), places)
    return sum((span for row in parts if (span := _span(row))), _NOTHING).printed(places)


def _undertakings(text: PlanText) -> dict[str, tuple[Where, str, str | None]]:
    """Place, name and status of everything that a link can mean; an entry of a named list has no status."""
    known: dict[str, tuple[Where, str, str | None]] = {}
    for box, tasks in text.boxes():
        for task in tasks:
            known[task["code"]] = (text.in_box(box, task["code"]), task.get("title") or "", None)
            for project in task.get("projects") or ():
                where = text.in_box(box, project["code"])
                known[project["code"]] = (where, project.get("name") or "", project.get("status"))
    for row in text.content.get("programmes") or ():
        known[row["code"]] = (text.in_chapter(row, row["code"]), row.get("name") or "", row.get("status"))
    for name, entries in (text.content.get("lists") or {}).items():
        for place, entry in enumerate(entries if isinstance(entries, list) else (), 1):
            if isinstance(entry, str):
                code = f"{text.frame.get('id')}-{name}-{place:02d}"
                known[code] = (text.in_chapter({}, code), entry, None)
    return known


def _may_be_one_work(status: str | None, name: str, other: str | None, other_name: str) -> bool:
    """Whether two places can mean one piece of work: the same status, or, beside a bare name, the same kind of building."""
    if status and other:
        return status == other
    built, other_built = _kind_of_building(status or name), _kind_of_building(other or other_name)
    return not built or not other_built or built == other_built


def _kind_of_building(words: str) -> frozenset[str]:
    """新 改 扩 迁 续 before 建: what is done to the building; empty where the words do not say."""
    return frozenset(sign for found in _BUILDING.findall(words) for sign in found)
