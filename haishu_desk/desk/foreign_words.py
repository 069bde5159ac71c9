"""What is said of a foreign table: the mapping as the contract has it, and the findings that a person should see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from haishu_desk.bundle.foreign.found import ASSUMED, Found, FoundCell, parts_of
from haishu_desk.bundle.foreign.names import WHOLE
from haishu_desk.bundle.foreign.phrases import Said
from haishu_desk.desk.foreign_plan import Plan, listed
from haishu_desk.domain.findings import HINT, QUERY, Finding

_LEAST_PARTS = 2


def mapping_of(found: Found) -> dict[str, Any]:
    """The key `mapping` of the verb `enter`: sheet, heads, columns, rows, cells, and what was left out and why."""
    return {
        "sheet": found.sheet,
        "header_rows": found.header_rows,
        "columns": [
            {
                "column": column.column,
                "header": column.header,
                "item": column.item,
                "unit": column.measure,
                "factor": column.factor,
                **_said(column.said),
                "sheet": column.sheet,
            }
            for column in found.columns
        ],
        "rows": [
            {"row": row.row, "label": row.label, "items": list(row.said.items), **_said(row.said), "sheet": row.sheet}
            for row in found.rows
        ],
        "cells": [
            {
                "address": cell.address,
                "unit": cell.unit,
                "period": cell.period,
                "item": cell.item,
                "value": cell.value,
                "vintage": cell.vintage,
                "text": cell.text,
                "factor": "1" if cell.factor == ASSUMED else cell.factor,
                "sheet": cell.sheet,
            }
            for cell in found.cells
        ],
        "skipped": [
            {"row": left.row, "why": left.why, "place": left.place, "sheet": left.sheet} for left in found.skipped
        ],
    }


def _said(said: Said) -> dict[str, Any]:
    when = said.when
    return {
        "for_unit": None if said.unit in (None, WHOLE) else said.unit,
        "whole": said.unit == WHOLE,
        "year": when.year if when else None,
    }


def findings_of(found: Found, plan: Plan) -> list[Finding]:
    """What is to be known before and after taking over: doubtful figures, sums, assumptions, what is written over."""
    findings = [*_doubtful(found), *_sums(found), *_assumed(found), *_left_out(found)]
    if plan.overwritten:
        message = f"{len(plan.overwritten)} 格原来有别的数，会改写：{listed(plan.overwritten)}"
        findings.append(Finding("overwritten", QUERY, message))
    if not found.cells:
        message = "没有找到可以取的数"
        advice = "请核对表头里的指标名、单位名、时期；可以另外写明单位、报告期和对应关系"
        findings.append(Finding("nothing-found", QUERY, message, advice=advice))
    elif not plan.edits and not plan.faults:
        findings.append(Finding("unchanged", HINT, "与现值相同，没有写入"))
    return findings


def _doubtful(found: Found) -> Iterator[Finding]:
    """Each figure that cannot be trusted; those with the same fault and nothing of their own in one finding."""
    marked: dict[str, list[str]] = {}
    for left in found.skipped:
        place = f"{left.sheet}!{left.place}"
        if left.is_doubtful and left.why.startswith(f"{left.place} "):
            marked.setdefault(left.why.removeprefix(f"{left.place} "), []).append(place)
        elif left.is_doubtful:
            yield Finding("doubtful", QUERY, f"{place}（{left.row}）{left.why}，没有取", place)
    for why, places in marked.items():
        yield Finding("doubtful", QUERY, f"{listed(places)} {why}，没有取", places[0])


def _left_out(found: Found) -> Iterator[Finding]:
    by_reason: dict[str, list[str]] = {}
    for left in found.skipped:
        if not left.is_doubtful:
            by_reason.setdefault(left.why, []).append(left.row)
    for why, rows in by_reason.items():
        yield Finding("skipped", HINT, f"没有取：{listed(rows)}；{why}")


def _assumed(found: Found) -> Iterator[Finding]:
    items = dict.fromkeys(cell.item for cell in found.cells if cell.factor == ASSUMED)
    for item in items:
        yield Finding("unit-assumed", HINT, f"{item} 没有写计量单位，按规划表的单位记", item=item)


def _sums(found: Found) -> Iterator[Finding]:
    """The figure of the whole is kept as stated; what the parts come to is told. Only what is added up is compared."""
    for whole, parts in parts_of(found):
        if len(parts) < _LEAST_PARTS:
            continue
        total = sum((Decimal(part.value) for part in parts), Decimal(0))
        stated = Decimal(whole.value)
        if abs(stated - total) <= _tolerance([whole, *parts]):
            continue
        place = f"{whole.sheet}!{whole.address}"
        message = f"{place} {whole.item} {whole.period} 全区 {whole.value}，表上 {len(parts)} 个单位之和 {total}，按表上的数记"
        yield Finding(
            "parts-sum",
            QUERY,
            message,
            place,
            whole.item,
            left=str(stated),
            right=str(total),
            difference=str(stated - total),
        )


def _tolerance(cells: Iterable[FoundCell]) -> Decimal:
    """Half of the last digit of each figure: what rounding alone can make of a sum."""
    exponents = [Decimal(cell.value).as_tuple().exponent for cell in cells]
    return sum((Decimal(1).scaleb(int(exponent)) / 2 for exponent in exponents), Decimal(0))
