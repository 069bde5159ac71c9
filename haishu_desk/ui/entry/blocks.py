"""Blocks of cells: copied to and pasted from Excel or WPS, filled down, cleared; each is one batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.entry.clipboard import Block
from haishu_desk.ui.entry.pasting import Plan, Planner
from haishu_desk.ui.entry.sheet_model import SheetModel
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.entry.typist import Fault, Typed

_NAMED = 3


class RefusedBlockError(DeskError):
    """Some cells of a block cannot be stored, so none is."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        named = "；".join(
            f"{fault.typed.item.number} {fault.typed.item.name}·{fault.typed.column.title}“{fault.typed.text[:12]}”：{_brief(fault)}"
            for fault in faults[:_NAMED]
        )
        more = f"；另有 {len(faults) - _NAMED} 格" if len(faults) > _NAMED else ""
        super().__init__(
            f"没有写入任何一格，这 {len(faults)} 格不能存：{named}{more}", "请改好后再试一次", code="block"
        )


class Blocks:
    """What is done with the cells that are chosen in a sheet."""

    def __init__(self, view: SheetView) -> None:
        self._view, self._model = view, view.cells

    def copied(self) -> list[list[str]]:
        """The chosen cells as they are typed, row by row."""
        chosen = self._chosen()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        return [[self._plain(self._model.index(row, column)) for column in columns] for row in rows]

    # Pasting.

    def plan(self, block: Block) -> Plan | None:
        """What pasting the block would do; None where there is nothing to paste or no cell to begin with."""
        start = self._top_left()
        if not any(text is not None for line in block for text in line) or not start.isValid():
            return None
        planner = Planner(self._model, self._rows_from(start.row()))
        if len(block) == 1 and len(block[0]) == 1:
            text = block[0][0] or ""
            return planner.plan_cells((index, text) for index in self._fields())
        return planner.plan(self._repeated(block), start.column())

    def _repeated(self, block: Block) -> Block:
        """A block is repeated down where so many rows are chosen that it fits several times."""
        rows = len({index.row() for index in self._chosen()})
        return block * (rows // len(block)) if rows > len(block) and rows % len(block) == 0 else block

    def paste(self, plan: Plan) -> DeskError | None:
        """Carry out a plan: what is understood is one batch, what is not stays in its cell."""
        refused = self._model.store_block(plan.typed) if plan.typed else None
        if refused is None:
            self._model.keep_all(plan.unclear)
            self._choose([*plan.typed, *(typed for typed, _ in plan.unclear)])
        return refused

    # The chosen cells.

    def fill_down(self) -> DeskError | None:
        """Give the chosen cells what stands in the uppermost; a single cell takes what stands above it."""
        chosen = self._chosen()
        rows = sorted({index.row() for index in chosen})
        if len(rows) == 1:
            above = [row for row in self._rows_from(0) if row < rows[0]]
            rows = [*above[-1:], *rows]
        typed = []
        for column in sorted({index.column() for index in chosen}):
            text = self._plain(self._model.index(rows[0], column)) if rows else ""
            targets = [self._model.index(row, column) for row in rows[1:]]
            typed += [self._model.typed(index, text) for index in targets if self._model.is_entry(index)]
        return self._store(typed)

    def clear(self) -> DeskError | None:
        """Empty the chosen cells."""
        for index in self._chosen():
            self._model.give_up(index)
        filled = [index for index in self._chosen() if self._model.is_entry(index) and self._plain(index)]
        return self._store(self._model.typed(index, "") for index in filled)

    def chosen_cells(self) -> list[QModelIndex]:
        """The chosen cells that are typed into."""
        return [index for index in self._chosen() if self._model.is_entry(index)]

    def _store(self, block: Iterable[Typed]) -> DeskError | None:
        cells = list(block)
        sheet = self._model.sheet
        if sheet is None or not cells:
            return None
        faults = list(self._model.typist.faults(sheet, cells))
        return RefusedBlockError(faults) if faults else self._model.store_block(cells)

    # Places.

    def _chosen(self) -> list[QModelIndex]:
        """The chosen cells of rows that can be seen, without headings."""
        return [
            index for index in self._view.selectionModel().selectedIndexes() if not self._view.isRowHidden(index.row())
        ]

    def _fields(self) -> list[QModelIndex]:
        return self.chosen_cells() or [self._view.currentIndex()]

    def _top_left(self) -> QModelIndex:
        chosen = self._chosen()
        if not chosen:
            return self._view.currentIndex()
        return self._model.index(min(index.row() for index in chosen), min(index.column() for index in chosen))

    def _rows_from(self, row: int) -> list[int]:
        lines = self._model.lines
        return [each for each in range(row, len(lines)) if lines[each].item and not self._view.isRowHidden(each)]

    def _plain(self, index: QModelIndex) -> str:
        return str(self._model.data(index, Qt.ItemDataRole.EditRole) or "")

    def _choose(self, cells: Sequence[Typed]) -> None:
        """Choose what was pasted: rows without a gap are one range, as thousands of single cells take seconds."""
        model = self._model
        rows = sorted({model.row_of(typed.item.code) for typed in cells})
        columns = [model.column_of(typed.column.name) for typed in cells]
        chosen = QItemSelection()
        first = 0
        for place, row in enumerate(rows, start=1):
            if place == len(rows) or rows[place] != row + 1:
                chosen.select(model.index(rows[first], min(columns)), model.index(row, max(columns)))
                first = place
        self._view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def next_row(model: SheetModel, row: int, wanted: Iterator[bool]) -> int | None:
    """The next row after `row`, going round, for which `wanted` (one answer a row) holds."""
    hits = [place for place, is_wanted in enumerate(wanted) if is_wanted and model.lines[place].item is not None]
    return next((place for place in hits if place > row), hits[0] if hits else None)


def _brief(fault: Fault) -> str:
    """The reason without the cell's name, which stands before it already."""
    _, found, why = fault.why.partition("”")
    return why if found and why else fault.why
