"""Reading the tables of a workbook: every figure with its unit, period, item and value, and all that was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from haishu_desk.bundle.foreign.blocks import Block, blocks_of
from haishu_desk.bundle.foreign.columns import Column, Group, Sorted, sorted_columns
from haishu_desk.bundle.foreign.found import Found, FoundColumn, Known, Skipped
from haishu_desk.bundle.foreign.grid import Grid
from haishu_desk.bundle.foreign.measures import measures_in
from haishu_desk.bundle.foreign.names import WHOLE
from haishu_desk.bundle.foreign.phrases import Reader, Said, completed, key_of
from haishu_desk.bundle.foreign.resolving import Resolver
from haishu_desk.bundle.foreign.rows import RowReader
from haishu_desk.bundle.foreign.titles import line_said, title_said
from haishu_desk.bundle.read_process import Sheet, Workbook


def read_tables(workbook: Workbook, known: Known) -> Found:
    """All tables of the visible sheets; nothing is guessed, and nothing but the workbook is read."""
    found = Found()
    reader = Reader(known.names, known.corrections)
    for sheet in workbook.sheets:
        if not sheet.cells:
            continue
        if sheet.visible != "visible":
            found.skipped.append(Skipped(sheet.name, "", sheet.name, "是隐藏的工作表，没有读"))
            continue
        one = _SheetReader(sheet, known, reader).read()
        if one.cells and found.sheet is None:
            found.sheet, found.header_rows = one.sheet, one.header_rows
        found.columns += one.columns
        found.rows += one.rows
        found.cells += one.cells
        found.skipped += one.skipped
        found.texts |= one.texts
        found.named |= one.named
    return found


class _SheetReader:
    """Reads one sheet."""

    def __init__(self, sheet: Sheet, known: Known, reader: Reader) -> None:
        self._known, self._reader, self._sheet = known, reader, sheet
        self._grid = Grid(sheet)
        self._resolver = Resolver(known, self._grid)
        self.found = Found(sheet.name)

    def read(self) -> Found:
        """What the sheet says."""
        blocks = blocks_of(self._grid, self._reader)
        before: list[str] = []
        for block in blocks:
            before = [*before, *block.titles] if block.is_continued or not block.titles else block.titles
            self._read_block(block, self._context(before))
        if not blocks:
            self.found.skip("", self._sheet.name, "没有找到认得的表头")
        self._note_hidden()
        return self.found

    def _context(self, titles: Sequence[str]) -> Said:
        """What title, name of the sheet and flags say; a unit that was given is nearer than the district in a title."""
        names, given = self._known.names, self._known.given
        said = completed(title_said(titles, names), line_said(self._sheet.name, names))
        if given.unit and said.unit == WHOLE:
            said = replace(said, unit=given.unit)
        return completed(said, given)

    def _note_hidden(self) -> None:
        for row in self._grid.hidden_rows:
            self.found.skip(f"{row + 1}", self._label_of(row) or f"第{row + 1}行", "是隐藏的行，没有取")
        for column in self._grid.hidden_columns:
            letters = self._letters(column)
            self.found.skip(letters, f"{letters}列", "是隐藏的列，没有取")

    def _label_of(self, row: int) -> str:
        return next((text for _, text in self._grid.texts(row)), "")

    def _letters(self, column: int) -> str:
        return self._grid.address((0, column))[:-1]

    def _read_block(self, block: Block, context: Said) -> None:
        self.found.header_rows += [row + 1 for row in block.heads]
        for row in block.notes:
            self.found.skip(f"{row + 1}", self._label_of(row), "是注或签字行")
        rows = RowReader(self._grid, self._reader, self._resolver, self.found)
        columns = sorted_columns(self._grid, block, self._reader)
        self._note_left_out(columns)
        data = self._without_overflow(block, columns)
        for group in columns.groups:
            within = _with_corner(context, group)
            taken = [column for column in group.figures if self._is_taken(column)]
            self.found.columns += [self._found_column(column, within) for column in taken]
            rows.read(data, group, taken, within)

    def _note_left_out(self, columns: Sorted) -> None:
        """A column that was recognised by its head and has no figures is left out by name."""
        labels = [label for group in columns.groups for label in group.labels]
        for column in (*labels, *columns.left_out):
            self.found.named |= {key_of(text) for text in (*column.heads, "".join(column.heads))}
        for group in columns.groups:
            for column in group.figures:
                self.found.note_texts(column.heads)
        for column in columns.left_out:
            if column.heads and column.said.is_telling:
                self.found.skip(self._letters(column.number), " / ".join(column.heads), "这一列没有认得的数")

    def _without_overflow(self, block: Block, columns: Sorted) -> list[int]:
        """The rows without those of a comma separated file that have a figure right of all heads: they are shifted."""
        if not self._known.is_comma_separated:
            return block.rows
        last = max((column for row in block.heads for column, _ in self._grid.texts(row)), default=-1)
        sound = []
        for row in block.rows:
            beyond = [column for column in self._grid.figures(row) if column > last]
            if beyond and columns.groups:
                place = (row, beyond[0])
                why = f"多出“{self._grid.text(place)}”，表头外面不该有数；数里的逗号请去掉，或给这个数加上英文引号"
                self.found.skip(f"{row + 1}", self._label_of(row) or f"第{row + 1}行", why, is_doubtful=True)
            else:
                sound.append(row)
        return sound

    def _is_taken(self, column: Column) -> bool:
        why = column.said.why if column.heads else "没有表头"
        if why:
            letters = self._letters(column.number)
            self.found.skip(letters, " / ".join(column.heads) or f"{letters}列", why)
        return not why

    def _found_column(self, column: Column, context: Said) -> FoundColumn:
        items = column.said.items or context.items
        item = self._known.names.items[items[-1].upper()] if items else None
        measures = column.said.measures or context.measures
        by = self._resolver.stated_factor((*column.heads, "".join(column.heads)), measures, item) if item else None
        return FoundColumn(
            sheet=self._sheet.name,
            column=self._letters(column.number),
            header=" / ".join(column.heads),
            said=column.said,
            item=item.code if item else None,
            measure=(measures[0] if measures else item.unit) if item else None,
            factor=None if by is None else f"{by:f}",
        )


def _with_corner(context: Said, group: Group) -> Said:
    """The same with the measure that stands in the corner, over the labels: 单位：万元."""
    for label in group.labels:
        for head in label.heads:
            if found := measures_in(head):
                return replace(context, measures=found)
    return context
