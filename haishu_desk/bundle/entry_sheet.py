"""One entry sheet of a received bundle: what was typed into it, what was changed outside, and what a person should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from haishu_desk.bundle.cell_text import says_the_same, shown_text
from haishu_desk.bundle.entry_cells import EntryCell
from haishu_desk.bundle.layout import VINTAGE, Column, columns_of, entry_columns
from haishu_desk.bundle.manifest import PrintedReturn
from haishu_desk.bundle.part_scan import shown
from haishu_desk.bundle.read_process import Sheet, address
from haishu_desk.bundle.sheet_marks import columns_of_sheet, merged_cells, rows_of
from haishu_desk.domain.adhoc import is_adhoc_code
from haishu_desk.domain.findings import HARD, HINT, QUERY, Finding

_ORIGINAL = "请用原来的文件填写"
_NAMED = 5  # so many places are named in one sentence


@dataclass(frozen=True)
class VisibleCell:
    """An entry cell that does not say what it said when the bundle was written."""

    form: str
    item: str
    column: str
    text: str
    place: str


@dataclass
class Gathered:
    """What was found so far: changed entry cells, changed locked cells (`sheet!cell`), findings."""

    typed: list[VisibleCell] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_sheet(sheet: Sheet, printed: PrintedReturn, table: Sequence[Column] = ()) -> Gathered:
    """Everything that the sheet says beyond what was printed on it; `table` are the columns of a 临时报表."""
    return _EntrySheet(sheet, printed, table).read()


class _EntrySheet:
    def __init__(self, sheet: Sheet, printed: PrintedReturn, table: Sequence[Column]) -> None:
        self._sheet, self._printed = sheet, printed
        self._rows, self._columns = rows_of(sheet), columns_of_sheet(sheet)
        names = list(dict.fromkeys(name for _, name in printed.cells))
        self._entries = entry_columns(printed.key.form, names)
        self._layout = {column.name: column for column in table or _layout(printed.key.form, names)}
        self._gathered = Gathered()
        self._lost: set[str] = set()
        entries = [place[1] for name in self._entries for place in self._columns.get(name, [])]
        self._merged = merged_cells(sheet, [place[0] for found in self._rows.values() for place in found], entries)
        marked = (sheet.formulas, sheet.errors, sheet.duplicates, sheet.percents, sheet.veiled, self._merged)
        self._is_plain = not any(marked)

    def read(self) -> Gathered:
        gathered = self._gathered
        if not self._rows or not self._columns:
            what = "隐藏的第一列" if not self._rows else "隐藏的第一行"
            message = f"{shown(self._sheet.name)} {what}不见了，找不到哪一格是什么，这一页的填写没有采用"
            gathered.findings.append(Finding("lost", HARD, message, self._sheet.name, advice=_ORIGINAL))
            return gathered
        for (item, column), text in self._printed.cells.items():
            place = self._place(item, column)
            if place is not None:
                self._read(item, column, text, place)
        self._leave_out_rows_without_vintage()
        gathered.findings += [*self._unmarked(), *self._hidden()]
        return gathered

    def _place(self, item: str, column: str) -> tuple[int, int] | None:
        """Where the cell stands; a finding if its row or its column is not there once."""
        rows, columns = self._rows.get(item, []), self._columns.get(column, [])
        if len(rows) == len(columns) == 1:
            return rows[0][0], columns[0][1]
        is_row = len(rows) != 1
        if (item if is_row else column) in self._lost:
            return None
        self._lost.add(item if is_row else column)
        found = rows if is_row else columns
        title = self._layout[column].title if column in self._layout else column
        how = f"出现了不止一次（{self._addresses(found)}）" if found else "不见了"
        what = f"{shown(self._sheet.name)} {item} 这一行" if is_row else f"{shown(self._sheet.name)} “{title}”这一列"
        self._gathered.findings.append(
            Finding(
                "lost", HARD, f"{what}{how}，没有采用", self._sheet.name, item if is_row else None, advice=_ORIGINAL
            )
        )
        return None

    def _read(self, item: str, name: str, before: str, place: tuple[int, int]) -> None:
        gathered, found = self._gathered, self._sheet.cells.get(place)
        if self._is_plain and shown_text(found) == before:  # nearly all cells of nearly all files
            return
        if name not in self._entries:
            where = address(*place)
            marked = where in self._sheet.formulas or where in self._sheet.errors or where in self._sheet.duplicates
            is_number = name in self._layout and self._layout[name].right
            if marked or not says_the_same(found, before, is_number=is_number):
                gathered.outside.append(f"{self._sheet.name}!{where}")
            return
        cell = EntryCell(self._sheet, place, item, self._layout[name], before, place in self._merged)
        trouble, warning, text = cell.trouble(), cell.warning(), cell.typed()
        if trouble is not None:
            gathered.findings.append(trouble)
        elif text is not None:
            gathered.typed.append(VisibleCell(self._printed.key.form, item, name, text, cell.where))
        gathered.findings += [warning] if warning else []

    def _leave_out_rows_without_vintage(self) -> None:
        """A value belongs to its 数值状态: where that cannot be told, nothing of the row is taken."""
        gathered = self._gathered
        lost = {finding.item for finding in gathered.findings if finding.field == VINTAGE and finding.severity == HARD}
        left_out = [cell for cell in gathered.typed if cell.item in lost]
        gathered.typed = [cell for cell in gathered.typed if cell.item not in lost]
        for cell in left_out:
            message = (
                f"{shown(self._sheet.name)} {cell.place.rpartition('!')[2]}（{cell.item}）的数值状态读不出来，没有采用"
            )
            gathered.findings.append(
                Finding("E51", HARD, message, cell.place, cell.item, cell.column, "请先改正这一行的数值状态，再交一次")
            )

    def _unmarked(self) -> Iterator[Finding]:
        """What was typed beside the table's own rows: nobody can tell which item it is of."""
        own = {place[0] for places in self._rows.values() for place in places}
        first = min(own)
        columns = {place[1] for name in self._entries for place in self._columns.get(name, [])}
        strange = [
            place
            for place, cell in sorted(self._sheet.cells.items())
            if place[0] > first and place[0] not in own and place[1] in columns and shown_text(cell).strip()
        ]
        if strange:
            message = f"{shown(self._sheet.name)} {self._addresses(strange)} 不在表里原有的行上，没有采用"
            where = f"{self._sheet.name}!{address(*strange[0])}"
            yield Finding("unmarked", QUERY, message, where, advice="请填在原有的行里；要增加指标或项目，请告诉区级")

    def _hidden(self) -> Iterator[Finding]:
        """Rows and columns of the table that nobody sees: they are read like the others."""
        sheet = self._sheet
        rows = sorted({place[0] + 1 for places in self._rows.values() for place in places} & sheet.hidden_rows)
        columns = sorted(
            {place[1] + 1 for name in self._entries for place in self._columns.get(name, [])} & sheet.hidden_columns
        )
        if sheet.visible != "visible":
            yield Finding("hidden", QUERY, f"工作表“{shown(sheet.name)}”隐藏着，照样读取", sheet.name)
        if not rows and not columns:
            return
        spots = [f"第{'、'.join(map(str, rows[:_NAMED]))}行"] if rows else []
        spots += [f"{'、'.join(address(0, column - 1)[:-1] for column in columns[:_NAMED])}列"] if columns else []
        count = f"{len(rows)} 行" * bool(rows) + "、" * bool(rows and columns) + f"{len(columns)} 列" * bool(columns)
        message = f"{shown(sheet.name)} 有 {count}隐藏着或被筛选掉了（{'，'.join(spots)}），照样读取"
        advice = "请取消筛选和隐藏，看一遍再审"
        severity = QUERY if any(map(self._is_unseen, self._gathered.typed)) else HINT
        yield Finding("hidden", severity, message, sheet.name, advice=advice)

    def _is_unseen(self, cell: VisibleCell) -> bool:
        rows, columns = self._rows[cell.item], self._columns[cell.column]
        return rows[0][0] + 1 in self._sheet.hidden_rows or columns[0][1] + 1 in self._sheet.hidden_columns

    def _addresses(self, places: list[tuple[int, int]]) -> str:
        named = "、".join(address(*place) for place in places[:_NAMED])
        return f"{named} 等 {len(places)} 格" if len(places) > _NAMED else named


def _layout(form: str, names: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a form; those of a 临时报表 that came without its edition by their places."""
    if is_adhoc_code(form):
        entries = entry_columns(form, names)
        return tuple(
            Column(name, f"第{place}栏" if name in entries else name, 10, is_entry=name in entries)
            for place, name in enumerate(names, start=1)
        )
    return columns_of(form) if entry_columns(form) else ()
