"""Blocks of cells: copied to and pasted from Excel or WPS, filled down, cleared; each is one batch, all or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt

from haishu_desk.bundle.layout import PARTS
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.entry.clipboard import text_of
from haishu_desk.ui.entry.sheet_model import SheetModel
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.entry.typist import Fault, Typed

_NAMED = 3
Place = tuple[QModelIndex, str]


class RefusedBlockError(DeskError):
    """Some cells of a block cannot be stored, so none is."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        named = "；".join(
            f"{fault.typed.item.number} {fault.typed.item.name}·{fault.typed.column.title}“{fault.typed.text[:12]}”：{_brief(fault)}"
            for fault in faults[:_NAMED]
        )
        more = f"；另有 {len(faults) - _NAMED} 格" if len(faults) > _NAMED else ""
        super().__init__(
            f"没有写入任何一格，这 {len(faults)} 格不能存：{named}{more}", "请改好后再贴一次", code="block"
        )


class TooLargeBlockError(DeskError):
    """A block does not fit between the current cell and the end of the sheet."""

    def __init__(self, height: int, width: int, rows: int) -> None:
        super().__init__(
            f"贴的是 {height} 行 {width} 列，从这一格往右往下放不下（还有 {rows} 行），没有写入",
            "请从更靠上、更靠左的格开始贴",
            code="block",
        )


class Blocks:
    """What is done with the cells that are chosen in a sheet."""

    def __init__(self, view: SheetView) -> None:
        self._view, self._model = view, view.cells

    def copied(self) -> str:
        """The chosen cells as text for the clipboard."""
        chosen = self._chosen()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        return text_of([[self._plain(self._model.index(row, column)) for column in columns] for row in rows])

    def paste(self, block: Sequence[Sequence[str]]) -> DeskError | None:
        """Write a block from the current cell on; the error names every cell that cannot be stored."""
        start = self._top_left()
        if not block or not start.isValid():
            return None
        rows = self._rows_from(start.row())
        if len(block) == 1 and len(block[0]) == 1:
            return self._store(self._typed(index, block[0][0]) for index in self._fields())
        width = max(len(line) for line in block)
        layouts = [columns[:width] for columns in self._layouts(block, rows, start.column()) if len(columns) >= width]
        if len(block) > len(rows) or not layouts:
            return TooLargeBlockError(len(block), width, len(rows))
        tries = [self._laid_out(block, rows, columns) for columns in layouts]
        places = next((places for places in tries if not self._faults(places)), tries[0])
        refused = self._store(self._typed(index, text) for index, text in places if self._takes(index, text))
        if refused is None:
            self._choose([index for index, _ in places])
        return refused

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
            typed += [self._typed(index, text) for index in targets if self._model.is_entry(index)]
        return self._store(typed)

    def clear(self) -> DeskError | None:
        """Empty the chosen cells."""
        for index in self._chosen():
            self._model.give_up(index)
        filled = [index for index in self._chosen() if self._model.is_entry(index) and self._plain(index)]
        return self._store(self._typed(index, "") for index in filled)

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
        return [index for index in self._chosen() if self._model.is_entry(index)] or [self._view.currentIndex()]

    def _top_left(self) -> QModelIndex:
        chosen = self._chosen()
        if not chosen:
            return self._view.currentIndex()
        return self._model.index(min(index.row() for index in chosen), min(index.column() for index in chosen))

    def _rows_from(self, row: int) -> list[int]:
        lines = self._model.lines
        return [each for each in range(row, len(lines)) if lines[each].item and not self._view.isRowHidden(each)]

    def _layouts(self, block: Sequence[Sequence[str]], rows: Sequence[int], start: int) -> Iterator[list[int]]:
        """The columns that a block may be meant for, the likeliest first.

        Side by side as on the screen; only those that are typed into; those without 分子 and 分母, which few tables have.
        """
        straight = list(range(start, len(self._model.columns)))
        hits_shown = any(
            not self._model.columns[column].is_entry
            and text.strip() not in ("", self._plain(self._model.index(row, column)))
            for row, line in zip(rows, block, strict=False)
            for column, text in zip(straight, line, strict=False)
        )
        typed = [column for column in straight if self._model.columns[column].is_entry]
        yield from [] if hits_shown else [straight]
        yield typed
        yield [column for column in typed if self._model.columns[column].name not in PARTS]

    def _laid_out(self, block: Sequence[Sequence[str]], rows: Sequence[int], columns: Sequence[int]) -> list[Place]:
        return [
            (self._model.index(rows[down], columns[right]), text)
            for down, line in enumerate(block)
            for right, text in enumerate(line)
        ]

    def _faults(self, places: Iterable[Place]) -> list[Fault]:
        taken = [self._typed(index, text) for index, text in places if self._takes(index, text)]
        return list(self._model.typist.faults(self._model.shown, taken))

    def _takes(self, index: QModelIndex, text: str) -> bool:
        """Whether a pasted text is for that cell: what is only shown is pasted over itself and passed by."""
        if self._model.column_at(index).is_entry:
            return bool(text.strip()) or self._model.is_entry(index)
        return False

    def _typed(self, index: QModelIndex, text: str) -> Typed:
        return self._model.typed(index, text)

    def _plain(self, index: QModelIndex) -> str:
        return str(self._model.data(index, Qt.ItemDataRole.EditRole) or "")

    def _choose(self, indexes: Sequence[QModelIndex]) -> None:
        selection = self._view.selectionModel()
        selection.clearSelection()
        for index in indexes:
            selection.select(index, QItemSelectionModel.SelectionFlag.Select)


def next_row(model: SheetModel, row: int, wanted: Iterator[bool]) -> int | None:
    """The next row after `row`, going round, for which `wanted` (one answer a row) holds."""
    hits = [place for place, is_wanted in enumerate(wanted) if is_wanted and model.lines[place].item is not None]
    return next((place for place in hits if place > row), hits[0] if hits else None)


def _brief(fault: Fault) -> str:
    """The reason without the cell's name, which stands before it already."""
    _, found, why = fault.why.partition("”")
    return why if found and why else fault.why
