"""汇总 of a 临时报表: what each unit reported, the sums, and who is missing. Nobody who is missing counts as 0.

`reported` is the last report of each unit, `approved` only what the district has passed; the table says which of them it
shows. Figures are added up as decimals; a share, a rate or words are shown and not added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.adhoc import adhoc_form
from haishu_desk.desk.table_file import writer_for
from haishu_desk.domain.adhoc import SUM, rollup_of
from haishu_desk.domain.cells import (
    VALUE,
    VERIFIED,
    Heads,
    ReturnKey,
    Slot,
    is_filled,
    values_of,
)
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import Quantity, show
from haishu_desk.domain.returns import APPROVED, LOCKED
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

REPORTED, PASSED = "reported", "approved"
BASES = {REPORTED: "已报（含未审核）", PASSED: "审核通过"}
MOST_ACROSS = 12  # columns that a page of A4 across can hold


@dataclass(frozen=True)
class Column:
    """One figure that is asked of each unit: an item and a field, and how it is added up (`sum` or `none`)."""

    item: str
    field: str
    title: str
    rule: str


@dataclass(frozen=True)
class Row:
    """One unit: its state, and what stands in each column; None where nothing was answered or the unit is missing."""

    unit: str
    name: str
    state: str
    is_in: bool
    values: tuple[Quantity | None, ...]


@dataclass(frozen=True)
class Collected:
    """The whole: a row for each unit that is asked, and a sum under each column that has one."""

    form: Mapping[str, Any]
    period: str
    basis: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def missing(self) -> list[Row]:
        """The units of which there is nothing on that basis."""
        return [row for row in self.rows if not row.is_in]

    @property
    def sums(self) -> tuple[Decimal | None, ...]:
        """The sum of each column over the units that answered with a number; None where there is none to give."""
        return tuple(self._sum(place, column) for place, column in enumerate(self.columns))

    def _sum(self, place: int, column: Column) -> Decimal | None:
        numbers = [number for row in self.rows if (number := _addend(row.values[place])) is not None]
        return sum(numbers, Decimal(0)) if column.rule == SUM and numbers else None

    @property
    def unanswered(self) -> tuple[list[str], ...]:
        """For each column the units that reported and left it blank."""
        there = [row for row in self.rows if row.is_in]
        return tuple([row.unit for row in there if row.values[place] is None] for place, _ in enumerate(self.columns))

    @property
    def unadded(self) -> list[str]:
        """Answers that stand in a column of sums and cannot be added (`>93`, a range), with their units."""
        return [
            f"{row.name} {column.title} {show(value)}"
            for place, column in enumerate(self.columns)
            for row in self.rows
            if column.rule == SUM
            and (value := row.values[place]) is not None
            and not value.missing
            and _addend(value) is None
        ]

    @property
    def figures(self) -> frozenset[int]:
        """The columns of `table` that hold figures."""
        front = 1 if self.is_across else 2
        kinds = [field["type"] == "quantity" for field in self.form["fields"]]
        answers = len(self.columns) if self.is_across else len(kinds)
        return frozenset(front + place for place in range(answers) if kinds[place % len(kinds)])

    @property
    def is_across(self) -> bool:
        """Whether `table` has a column for each item and field; else it is too wide, and one item follows the other."""
        return len(self.columns) <= MOST_ACROSS or len(self.form["fields"]) == len(self.columns)

    @property
    def said(self) -> list[str]:
        """The lines under the title: period, basis and how many; who is missing; what was not added."""
        there = len(self.rows) - len(self.missing)
        said = [f"{parse_period(self.period).title}　口径：{BASES[self.basis]}　{there}/{len(self.rows)} 家"]
        if self.missing:
            said.append(f"没有的（不按 0 计）：{'、'.join(row.name for row in self.missing)}")
        if blank := sum(map(len, self.unanswered)):
            said.append(f"另有 {blank} 格没有填")
        if self.unadded:
            said.append(f"没有加进合计的：{'；'.join(self.unadded)}")
        return said

    @property
    def about(self) -> str:
        """The same in one line."""
        return "　".join(self.said)

    def as_json(self) -> dict[str, Any]:
        """As the verb answers; figures as decimal strings, `sums` null where nothing is added."""
        return {
            "form": self.form["code"],
            "title": self.form["title"],
            "period": self.period,
            "basis": self.basis,
            "columns": [{"item": each.item, "field": each.field, "title": each.title, "rule": each.rule}
                        for each in self.columns],
            "rows": [{"unit": row.unit, "name": row.name, "state": row.state, "in": row.is_in,
                      "values": [value and value.as_json() for value in row.values]} for row in self.rows],
            "sums": [None if number is None else plain(number) for number in self.sums],
            "units_in": [row.unit for row in self.rows if row.is_in],
            "units_missing": [row.unit for row in self.missing],
            "unadded": self.unadded,
            "unanswered": list(self.unanswered),
        }  # fmt: skip

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Headings and rows of texts as they go on paper: across, or an item after the other where that is too wide."""
        if self.is_across:
            titles = ["单位", *(each.title for each in self.columns), "状态"]
            rows = [[row.name, *map(text_of, row.values), row.state] for row in self.rows]
            return titles, [*rows, [self.sum_title, *map(sum_text, self.sums), ""]]
        titles = ["项目", "单位", *(field["title"] for field in self.form["fields"]), "状态"]
        return titles, [line for item in self.form["items"] for line in self._block(item)]

    @property
    def sum_title(self) -> str:
        """合计, with how many units it is made of where some are missing."""
        there = len(self.rows) - len(self.missing)
        return f"合计（{there}/{len(self.rows)} 家）" if self.missing else "合计"

    def _block(self, item: Mapping[str, Any]) -> Iterator[list[str]]:
        places = [place for place, column in enumerate(self.columns) if column.item == item["code"]]
        name = _with_unit(item["name"], item.get("unit"))
        for row in self.rows:
            yield [name, row.name, *(text_of(row.values[place]) for place in places), row.state]
        yield [name, self.sum_title, *(sum_text(self.sums[place]) for place in places), ""]


def collect(desk: Desk, code: str, period: str | None = None, basis: str = REPORTED) -> Collected:
    """The roll-up of a 临时报表, also of one that was thrown away; UsageError for an unknown form, period or basis."""
    if basis not in BASES:
        raise UsageError(f"没有口径“{basis}”", f"可用：{'、'.join(BASES)}")
    form = adhoc_form(desk.documents, code)
    asked = str(parse_period(period or form["period"]))
    columns = tuple(_columns(form))
    rows = tuple(_row(desk, ReturnKey(code, unit, asked), columns, basis) for unit in form["units"])
    return Collected(form, asked, basis, columns, rows)


def write_collected(collected: Collected, file: Path) -> str:
    """Write it as .xlsx or .docx for A4 across; the file's name. UsageError for another ending."""
    titles, rows = collected.table()
    title, about = f"{collected.form['title']}汇总表", "\n".join(collected.said)
    write_file(file, writer_for(file)(title, about, titles, rows, collected.figures))
    return str(file)


def _columns(form: Mapping[str, Any]) -> Iterator[Column]:
    one_item, one_field = len(form["items"]) == 1, len(form["fields"]) == 1
    for item in form["items"]:
        name = _with_unit(item["name"], item.get("unit"))
        for field in form["fields"]:
            title = field["title"] if one_item and not one_field else name if one_field else f"{name}·{field['title']}"
            counted = item.get("unit") if field["name"] == VALUE else None
            yield Column(item["code"], field["name"], title,
                         rollup_of(f"{item['name']}{field['title']}", counted, field["type"]))  # fmt: skip


def _with_unit(name: str, unit: str | None) -> str:
    return f"{name}（{unit}）" if unit else name


def _row(desk: Desk, key: ReturnKey, columns: Sequence[Column], basis: str) -> Row:
    heads, course = desk.heads(key), desk.course(key)
    state = course.state(has_edits=bool(heads))
    last = course.last_revision
    cells: Mapping[Slot, Quantity] = {}
    if basis == PASSED:
        cells = {slot: value for slot, (value, _) in course.approved().items()}
    elif last is not None:
        cells = {slot: standing[0].value for slot, standing in last.heads.items() if len(values_of(standing)) == 1}
    is_in = any(is_filled(value) for value in cells.values()) if cells else False
    verified = _verified(heads) if is_in and (basis == PASSED or state in (APPROVED, LOCKED)) else {}
    values = tuple(_value({**cells, **verified}, column) if is_in else None for column in columns)
    return Row(key.unit, desk.documents.units.get(key.unit).name_in(parse_period(key.period)), state, is_in, values)


def _verified(heads: Heads) -> dict[Slot, Quantity]:
    """The 核定数 of the district, which counts before what was reported."""
    return {
        slot: standing[0].value
        for slot, standing in heads.items()
        if slot.field == VERIFIED and standing and is_filled(standing[0].value)
    }


def _value(cells: Mapping[Slot, Quantity], column: Column) -> Quantity | None:
    names = (VERIFIED, VALUE) if column.field == VALUE else (column.field,)
    for name in names:
        found = [value for slot, value in cells.items() if (slot.item, slot.field) == (column.item, name)]
        if filled := [value for value in found if is_filled(value)]:
            return filled[-1]
    return None


def _addend(value: Quantity | None) -> Decimal | None:
    return value.number if value is not None and value.op in ("eq", "approx") and not value.cumulative else None


def text_of(value: Quantity | None) -> str:
    """What stands in a cell of the table; nothing where nobody has answered."""
    return "" if value is None else show(value)


def sum_text(number: Decimal | None) -> str:
    """A sum in the table; — where nothing is added up."""
    return "—" if number is None else plain(number)


def plain(number: Decimal) -> str:
    """A decimal without exponent."""
    return f"{number:f}"
