"""Reading 任务分工 tables: item, units by role, yearly sub-targets, and everything that was not understood, by row.

A blank item belongs to the row above; 以下均需各镇乡街道落实 counts down to the next heading. A row's years belong to its one
分解单位, where it names just one, else to the unit that leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from haishu_desk.bundle.foreign.duty_names import DutyNames
from haishu_desk.bundle.foreign.duty_words import (
    ALL_BELOW,
    CODE,
    DUTY,
    ITEM,
    KIND_OF_HEAD,
    NUMBER,
    OVER_YEARS,
    UNIT_COLUMNS,
    YEAR,
    YEAR_HEAD,
)
from haishu_desk.bundle.foreign.figures import is_silent, times
from haishu_desk.bundle.foreign.grid import Grid
from haishu_desk.bundle.foreign.names import plain
from haishu_desk.bundle.read_process import Sheet, Workbook
from haishu_desk.domain.assignments import DETAILS, LEAD, PART, ROLE_TITLES, ROLES, SUPPORT
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import parse, show

_NOTE_STARTS = ("注", "备注", "说明", "填表", "制表", "审核", "联系", "抄送")
_LEAST_HEADS, _MOST_HEAD_ROWS = 2, 4


@dataclass(frozen=True)
class DutyRow:
    """One row of a table: `roles` are its units, `annual` the sub-targets of the unit `of`; `below` what stands for all rows."""

    sheet: str
    row: int
    item: Item
    text: str
    roles: Mapping[str, tuple[str, ...]]
    annual: Mapping[str, str]
    of: str | None
    details: Mapping[str, str]
    below: str = ""


@dataclass(frozen=True)
class Unread:
    """Something that was not taken: where it stands, what it says, why."""

    sheet: str
    row: int
    place: str
    text: str
    why: str


@dataclass
class Duties:
    """Everything that a workbook says of who answers for what; `roles` are those that it has a column for."""

    rows: list[DutyRow] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    heads: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Column:
    number: int
    kind: str
    year: str = ""


def read_duties(workbook: Workbook, names: DutyNames) -> Duties:
    """All tables of the visible sheets; what is hidden or not understood is listed."""
    found = Duties()
    for sheet in workbook.sheets:
        if not sheet.cells:
            continue
        if sheet.visible != "visible":
            found.unread.append(Unread(sheet.name, 0, sheet.name, sheet.name, "是隐藏的工作表，没有读"))
            continue
        _SheetReader(sheet, names, found).read()
    return found


class _SheetReader:
    """Goes down the rows of one sheet."""

    def __init__(self, sheet: Sheet, names: DutyNames, found: Duties) -> None:
        self._sheet, self._names, self._found = sheet, names, found
        self._grid = Grid(sheet)
        self._columns: list[_Column] = []
        self._below = ""
        self._below_units: tuple[str, ...] = ()
        self._item: Item | None = None
        self._is_unknown = False

    def read(self) -> None:
        """Take every row below a head; a sheet without one is listed."""
        rows = list(self._grid.rows)
        while rows:
            if (heads := self._heads_at(rows)) > 0:
                self._begin(rows[:heads])
                del rows[:heads]
            else:
                self._row(rows.pop(0))
        if not self._columns:
            self._skip(
                0,
                self._sheet.name,
                self._sheet.name,
                "没有找到认得的表头（要有指标或任务，和牵头、配合、责任或分解单位）",
            )
        for row in self._grid.hidden_rows:
            self._skip(row, f"{row + 1}", self._first_text(row), "是隐藏的行，没有取")
        for column in self._grid.hidden_columns:
            letters = self._grid.address((0, column))[:-1]
            self._skip(0, letters, f"{letters}列", "是隐藏的列，没有取")

    # The heads.

    def _heads_at(self, rows: Sequence[int]) -> int:
        """How many of the next rows are the heads of a table; 0 if none begins here."""
        kinds = {self._kind((rows[0], column))[0] for column in self._grid.columns}
        if len(kinds - {""}) < _LEAST_HEADS or not kinds & {ITEM, CODE, NUMBER} or not kinds & {*UNIT_COLUMNS, YEAR}:
            return 0
        count = 1
        for row in rows[1:_MOST_HEAD_ROWS]:
            texts = [text for column, text in self._grid.texts(row) if self._grid.anchor((row, column))[0] == row]
            if not texts or not all(self._is_head_text(text) for text in texts) or self._grid.figures(row):
                break
            count += 1
        return count

    def _is_head_text(self, text: str) -> bool:
        key = _head(text)
        return (
            key in KIND_OF_HEAD
            or bool(YEAR_HEAD.fullmatch(key) or OVER_YEARS.fullmatch(key))
            or key in ("甲", "乙", "丙")
        )

    def _kind(self, place: tuple[int, int]) -> tuple[str, str]:
        key = _head(self._grid.text(place))
        if year := YEAR_HEAD.fullmatch(key):
            return YEAR, year[1]
        return KIND_OF_HEAD.get(key, ""), ""

    def _begin(self, heads: Sequence[int]) -> None:
        """Sort the columns by their lowest head that says something; a head that says nothing known is listed."""
        self._columns, self._item, self._is_unknown = [], None, False
        for column in self._grid.columns:
            said = [self._kind((row, column)) for row in reversed(heads)]
            kind, year = next((each for each in said if each[0]), ("", ""))
            if kind:
                self._columns.append(_Column(column, kind, year))
                continue
            text = " ".join(dict.fromkeys(filter(None, (self._grid.text((row, column)) for row in heads))))
            if text and not OVER_YEARS.fullmatch(_head(text)):
                self._skip(heads[0], self._grid.address((heads[-1], column)), text, "这一列的表头不认得，没有取")
        role = SUPPORT if any(column.kind == LEAD for column in self._columns) else LEAD
        self._columns = [_Column(each.number, role, "") if each.kind == DUTY else each for each in self._columns]
        self._found.heads[self._sheet.name] = [column.kind for column in self._columns]

    # The rows.

    def _row(self, row: int) -> None:
        texts = self._grid.texts(row)
        if not texts and not self._grid.figures(row):
            return
        first = texts[0][1] if texts else ""
        is_alone = len({text for _, text in texts}) == 1 and not self._grid.figures(row)
        if is_alone and self._is_heading(row, first):
            return
        if self._columns and first.startswith(_NOTE_STARTS) and len(texts) <= _LEAST_HEADS:
            self._skip(row, f"{row + 1}", first, "是注或签字行")
            return
        if self._columns:
            self._take(row)

    def _is_heading(self, row: int, text: str) -> bool:
        """Whether one text alone is a heading: it ends what an earlier one said of all rows, and may say as much itself."""
        said = ALL_BELOW.search(text.replace("（", "(").replace("）", ")"))
        if said:
            named = self._names.units(said["who"], PART)
            self._below, self._below_units = text, tuple(named.units.get(PART, ()))
            for name in named.unknown:
                self._skip(row, f"{row + 1}", name, "不认得这个单位")
            self._item = None
            return True
        place = next(column for column in self._grid.columns if self._grid.text((row, column)))
        is_number = any(each.number == place and each.kind in (CODE, NUMBER) for each in self._columns)
        if not self._columns:
            return True  # a line over the table
        if (is_number or self._is_wide(row)) and self._of_row(row) is None:
            self._below, self._below_units, self._item = "", (), None
            self._is_unknown = False
            return True
        return False

    def _is_wide(self, row: int) -> bool:
        anchors = {self._grid.anchor((row, column)) for column in self._grid.columns}
        return len(anchors) == 1

    def _take(self, row: int) -> None:
        """Take one row of data, or say why not."""
        text = self._text(row, ITEM)
        item = self._of_row(row)
        named = bool(text or self._text(row, CODE))
        if item is not None:
            self._item, self._is_unknown = item, False
        elif named:
            self._item, self._is_unknown = None, True
            self._skip(row, self._address(row, ITEM), text or self._text(row, CODE), "不认得这个指标或任务")
            return
        if self._item is None:
            why = "属于上面不认得的指标或任务" if self._is_unknown else "没有写指标或任务"
            self._skip(row, f"{row + 1}", self._first_text(row), why)
            return
        roles = self._roles(row)
        annual = dict(self._annual(row, self._item))
        of = self._owner(row, roles, annual)
        details = {name: said for name in DETAILS if (said := self._text(row, name)) and not is_silent(said)}
        below = self._below if self._below_units else ""
        if below:
            roles[PART] = tuple(dict.fromkeys((*roles.get(PART, ()), *self._below_units)))
        if not (roles or annual or details):
            self._skip(row, f"{row + 1}", text, "没有写单位，也没有年度目标")
            return
        self._found.rows.append(
            DutyRow(self._sheet.name, row + 1, self._item, text, roles, annual if of else {}, of, details, below)
        )

    def _of_row(self, row: int) -> Item | None:
        code, number, text = (self._text(row, kind) for kind in (CODE, NUMBER, ITEM))
        return self._names.item(code, number, text)

    def _roles(self, row: int) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for column in self._columns:
            text = self._grid.text((row, column.number)) if column.kind in ROLES else ""
            if not text or is_silent(text):
                continue
            named = self._names.units(text, column.kind)
            for role, units in named.units.items():
                found.setdefault(role, []).extend(units)
            for name in named.unknown:
                self._skip(row, self._grid.address((row, column.number)), name, f"{ROLE_TITLES[column.kind]}单位不认得")
        return {role: tuple(dict.fromkeys(units)) for role, units in found.items()}

    def _annual(self, row: int, item: Item) -> Iterator[tuple[str, str]]:
        for column in self._columns:
            place = (row, column.number)
            if column.kind != YEAR:
                continue
            text = self._shown(place)
            if self._grid.is_marked(place):
                self._skip(row, self._grid.address(place), text, "是公式或错误值，请粘贴为数值")
            elif text and not is_silent(text):
                quantity = parse(text, item.unit)
                if quantity.number is None:
                    self._skip(row, self._grid.address(place), text, f"{column.year} 年的分解看不懂，不是数")
                else:
                    yield column.year, show(quantity)

    def _owner(self, row: int, roles: Mapping[str, tuple[str, ...]], annual: Mapping[str, str]) -> str | None:
        """Whose the years of a row are; where nobody can be meant they are listed."""
        if not annual:
            return None
        parts = roles.get(PART, ())
        if len(parts) == 1:
            return parts[0]
        leads = roles.get(LEAD) or self._earlier_leads()
        if not leads:
            self._skip(row, f"{row + 1}", "、".join(annual.values()), "年度目标说不清是哪个单位的：没有牵头单位")
            return None
        return leads[0]

    def _earlier_leads(self) -> tuple[str, ...]:
        return next(
            (row.roles[LEAD] for row in reversed(self._found.rows) if row.item == self._item and LEAD in row.roles), ()
        )

    # Cells.

    def _shown(self, place: tuple[int, int]) -> str:
        text, anchor = self._grid.text(place), self._grid.anchor(place)
        cell = self._grid.own(anchor)
        is_percent = cell is not None and cell.kind == "n" and self._grid.address(anchor) in self._sheet.percents
        return f"{times(text, Decimal(100))}%" if is_percent else text

    def _text(self, row: int, kind: str) -> str:
        return next(
            (text for each in self._columns if each.kind == kind and (text := self._grid.text((row, each.number)))), ""
        )

    def _address(self, row: int, kind: str) -> str:
        column = next((each.number for each in self._columns if each.kind == kind), 0)
        return self._grid.address((row, column))

    def _first_text(self, row: int) -> str:
        return next((text for _, text in self._grid.texts(row)), f"第{row + 1}行")

    def _skip(self, row: int, place: str, text: str, why: str) -> None:
        self._found.unread.append(Unread(self._sheet.name, row + 1, place, text, why))


def _head(text: str) -> str:
    """A head in one spelling, without the measure or remark that stands in brackets behind it."""
    key = plain(text)
    return key if key in KIND_OF_HEAD else key.split("(")[0]
