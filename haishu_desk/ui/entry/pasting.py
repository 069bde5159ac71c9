"""Pasting: what goes into which cell and what is left out, decided before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from haishu_desk.bundle.layout import PARTS
from haishu_desk.ui.entry.clipboard import Block
from haishu_desk.ui.entry.columns import NUMBER
from haishu_desk.ui.entry.typist import Typed

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from haishu_desk.ui.entry.sheet_model import SheetModel

BELOW, BESIDE, CLOSED = "below", "beside", "closed"
_NAMED = 3


@dataclass(frozen=True)
class LeftOut:
    """A text of the block that goes nowhere: why (`kind`), and the cell it would have stood in, if there is one."""

    kind: str
    text: str
    place: str = ""
    why: str = ""


@dataclass(frozen=True)
class Plan:
    """What a paste would do: `typed` goes in as one batch, `unclear` stays in its cell unstored, `left` goes nowhere."""

    height: int
    width: int
    start: str
    typed: tuple[Typed, ...]
    unclear: tuple[tuple[Typed, str], ...]
    left: tuple[LeftOut, ...]
    overwritten: int

    @property
    def fits(self) -> bool:
        """Whether every text of the block has its cell."""
        return not self.left

    @property
    def columns(self) -> list[str]:
        """The titles of the columns that something goes into."""
        into = (*self.typed, *(typed for typed, _ in self.unclear))
        return list(dict.fromkeys(each.column.title.partition("（")[0] for each in into))

    @property
    def rows(self) -> int:
        """How many rows something goes into."""
        return len({each.item.code for each in (*self.typed, *(typed for typed, _ in self.unclear))})


@dataclass(frozen=True)
class _Cell:
    index: QModelIndex
    text: str


class Planner:
    """Lays a block over the rows that are shown, in their order, from one cell on."""

    def __init__(self, model: SheetModel, rows: Sequence[int]) -> None:
        self._model, self._rows = model, rows

    def plan(self, block: Block, column: int) -> Plan:
        """The plan of the likeliest layout: the one that leaves out least, and of those the one that is understood best."""
        plans = [self._planned(block, columns) for columns in self._layouts(block, column)]
        return min(plans, key=lambda plan: (len(plan.left), len(plan.unclear)))

    def plan_cells(self, cells: Iterable[tuple[QModelIndex, str]]) -> Plan:
        """The plan of one text for many cells."""
        found = [_Cell(index, text) for index, text in cells]
        return self._of(found, [], 1, 1)

    def _layouts(self, block: Block, start: int) -> Iterator[list[int]]:
        """The columns that a block may be meant for, the likeliest first.

        Side by side as on the screen; only those that are typed into; those without 分子 and 分母, which few tables have.
        """
        columns = self._model.columns
        straight = list(range(start, len(columns)))
        typed = [column for column in straight if columns[column].is_entry]
        if not self._hits_shown(block, straight):
            yield straight
        yield typed
        yield [column for column in typed if columns[column].name not in PARTS]

    def _hits_shown(self, block: Block, straight: Sequence[int]) -> bool:
        """Whether, side by side, a text would fall on a column that is only shown and says something else."""
        return any(
            not self._model.columns[column].is_entry and (text or "").strip() not in ("", self._plain(row, column))
            for row, line in zip(self._rows, block, strict=False)
            for column, text in zip(straight, line, strict=False)
        )

    def _planned(self, block: Block, columns: Sequence[int]) -> Plan:
        cells, left = [], []
        for down, line in enumerate(block):
            for right, text in enumerate(line):
                if text is None:
                    continue
                if down < len(self._rows) and right < len(columns):
                    cells.append(_Cell(self._model.index(self._rows[down], columns[right]), text))
                elif text.strip():
                    left.append(LeftOut(BELOW if down >= len(self._rows) else BESIDE, text))
        return self._of(cells, left, len(block), max(map(len, block), default=0))

    def _of(self, cells: Sequence[_Cell], left: list[LeftOut], height: int, width: int) -> Plan:
        typed, unclear = [], []
        for cell in cells:
            column = self._model.column_at(cell.index)
            if not cell.text.strip() and not self._model.is_entry(cell.index):
                continue
            if not column.is_entry:
                if cell.text.strip() != self._plain(cell.index.row(), cell.index.column()):
                    left.append(LeftOut(CLOSED, cell.text, self._place(cell), "只能看，不能填"))
                continue
            one = self._model.typed(cell.index, _plain_number(cell.text) if column.kind == NUMBER else cell.text)
            sort, why = self._model.typist.verdict(self._model.shown, one)
            if sort == CLOSED:
                left.append(LeftOut(CLOSED, cell.text, self._place(cell), why))
            elif why:
                unclear.append((one, why))
            else:
                typed.append(one)
        start = self._place(cells[0]) if cells else ""
        over = sum(bool(self._plain_of(one)) for one in typed)
        return Plan(height, width, start, tuple(typed), tuple(unclear), tuple(left), over)

    def _place(self, cell: _Cell) -> str:
        item = self._model.item_at(cell.index)
        return f"{item.number} {item.name}·{self._model.column_at(cell.index).title}" if item else ""

    def _plain_of(self, typed: Typed) -> str:
        return self._plain(self._model.row_of(typed.item.code), self._model.column_of(typed.column.name))

    def _plain(self, row: int, column: int) -> str:
        return str(self._model.data(self._model.index(row, column), Qt.ItemDataRole.EditRole) or "")


def _plain_number(text: str) -> str:
    """Without the apostrophe by which spreadsheets mark a figure as text."""
    return text.removeprefix("'") if text[1:2].isdigit() else text


def says_of(plan: Plan) -> tuple[str, str]:
    """What goes where, and what is left out: two sentences for the preview."""
    cells = len(plan.typed) + len(plan.unclear)
    goes = f"粘入 {plan.rows} 行，{'、'.join(plan.columns)}，共 {cells} 格" if cells else "没有一格能粘入"
    goes += f"，其中 {plan.overwritten} 格已经有数，会被盖掉" if plan.overwritten else ""
    goes += f"；{len(plan.unclear)} 格看不懂，粘入后留在格里标红，不存入" if plan.unclear else ""
    return goes, "；".join(_left_out(plan.left))


def _left_out(left: Sequence[LeftOut]) -> Iterator[str]:
    for kind, said in ((BELOW, "超出下面最后一行"), (BESIDE, "超出右边最后一列")):
        found = [each for each in left if each.kind == kind]
        if found:
            yield f"{said}的 {len(found)} 格（“{found[0].text[:12]}”{'等' if len(found) > 1 else ''}）"
    closed = [each for each in left if each.kind == CLOSED]
    if closed:
        named = "；".join(f"{each.place}“{each.text[:12]}”：{each.why}" for each in closed[:_NAMED])
        more = f"；另有 {len(closed) - _NAMED} 格" if len(closed) > _NAMED else ""
        yield f"不能填的 {len(closed)} 格：{named}{more}"
