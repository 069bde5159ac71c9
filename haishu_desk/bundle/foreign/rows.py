"""Down the rows of one table: labels that are left blank below, headings between rows, and every figure."""

from __future__ import annotations

from collections.abc import Sequence

from haishu_desk.bundle.foreign.columns import Column, Group, Kind
from haishu_desk.bundle.foreign.found import Found, FoundCell, FoundRow
from haishu_desk.bundle.foreign.grid import Grid, Position
from haishu_desk.bundle.foreign.names import plain
from haishu_desk.bundle.foreign.phrases import NOTHING, Reader, Said, combined, completed, key_of
from haishu_desk.bundle.foreign.resolving import LeftOutError, Resolver
from haishu_desk.bundle.foreign.words import HARMLESS_HEADINGS, NARROWING

Labels = Sequence[tuple[Column, str]]


class RowReader:
    """Takes the figures of one group of columns into `found`; `context` is what title, sheet and flags say."""

    def __init__(self, grid: Grid, reader: Reader, resolver: Resolver, found: Found) -> None:
        self._grid, self._reader, self._resolver, self._found = grid, reader, resolver, found
        self._above: dict[int, str] = {}
        self._heading = NOTHING

    def read(self, rows: Sequence[int], group: Group, columns: Sequence[Column], context: Said) -> None:
        """Take every figure of these rows in these columns."""
        self._above, self._heading = {}, NOTHING
        for row in rows:
            labels = self._labels(row, group.labels)
            self._found.note_texts([text for _, text in labels])
            self._found.note_texts([shown(labels)])
            figures = [column for column in columns if self._stands(row, column)]
            if not figures:
                self._take_heading(row, labels)
                continue
            said = self._row_said(labels, group)
            if said.why:
                self._found.skip(f"{row + 1}", shown(labels) or f"第{row + 1}行", said.why)
                continue
            self._found.rows.append(FoundRow(self._found.sheet or "", row + 1, shown(labels), said))
            for column in figures:
                self._take(row, column, combined([said, column.said]), (labels, context, columns))

    def _stands(self, row: int, column: Column) -> bool:
        place = (row, column.number)
        return self._grid.own(place) is not None or self._grid.is_marked(place)

    def _labels(self, row: int, columns: Sequence[Column]) -> list[tuple[Column, str]]:
        """What the label columns say of the row; a blank one before a filled one says what stands above it."""
        own = [(column, self._grid.text((row, column.number))) for column in columns]
        last = max((place for place, (_, text) in enumerate(own) if text), default=-1)
        found = []
        for place, (column, text) in enumerate(own):
            if text:
                # a merged label says itself how far it goes
                is_merged = bool(self._grid.merged_with(self._grid.anchor((row, column.number))))
                self._above[column.number] = "" if is_merged else text
                for later, _ in own[place + 1 :]:
                    self._above.pop(later.number, None)
            carried = self._above.get(column.number, "") if place < last and column.kind is Kind.LABEL else ""
            if text or carried:
                found.append((column, text or carried))
        return found

    def _row_said(self, labels: Labels, group: Group) -> Said:
        """What the labels of a row and the heading above it say."""
        texts = [text for column, text in labels if column.kind is Kind.LABEL]
        codes = [self._reader.said(text) for column, text in labels if column.kind is Kind.CODE]
        measures = [text for column, text in labels if column.kind is Kind.MEASURE]
        if not texts and not codes and group.labels:
            return Said(why="没有写行名")
        said = [self._reader.joined(texts), *(code for code in codes if code.is_telling)]
        together = combined([*said, Said(measures=tuple(measures[:1]))])
        if together.why or self._heading.why:
            return together if together.why else self._heading
        return completed(together, self._heading)

    def _take_heading(self, row: int, labels: Labels) -> None:
        """A row without figures: a heading for the rows below, or a label that nothing is said of."""
        texts = self._grid.texts(row)
        if not texts:
            return
        column, text = texts[0]
        self._found.named |= {key_of(text), key_of(text.rstrip(":： "))}
        alone = len(texts) == 1
        is_across = alone and (self._is_merged(row, column) or text.rstrip().endswith((":", "：")))
        said = self._reader.said(text.rstrip(":： "))
        if said.is_telling and alone:
            self._heading = said
        elif said.why and (is_across or any(word in text for word in NARROWING)) and not _is_harmless(text):
            self._heading = Said(why=f"在“{text}”之下，说不清是不是全部")
        elif is_across:
            self._heading = NOTHING
        if said.why and labels:
            self._found.skip(f"{row + 1}", text, said.why)

    def _is_merged(self, row: int, column: int) -> bool:
        place = self._grid.anchor((row, column))
        return any(self._grid.anchor((row, other)) == place for other in self._grid.columns if other != column)

    def _refuse_shared(self, place: Position, labels: Labels, column: Column, columns: Sequence[Column]) -> None:
        """A figure that is merged over rows or columns with other names is nobody's alone."""
        heads = {other.number: other.heads for other in columns}
        for row, number in self._grid.merged_with(place):
            below = any(self._grid.text((row, label.number)) not in ("", text) for label, text in labels)
            if below or heads.get(number, column.heads) != column.heads:
                raise LeftOutError("合并了几格，说不清是哪一格的数", is_doubtful=True)

    def _take(self, row: int, column: Column, said: Said, around: tuple[Labels, Said, Sequence[Column]]) -> None:
        labels, context, columns = around
        place = (row, column.number)
        whole = completed(said, context)
        try:
            target = self._resolver.target(whole)
            texts = (*column.heads, "".join(column.heads), *(text for _, text in labels), shown(labels))
            self._refuse_shared(place, labels, column, columns)
            value = self._resolver.value(place, target.item, whole.measures, texts)
        except LeftOutError as left:
            name = f"{shown(labels)}·{' / '.join(column.heads)}".strip("·")
            self._found.skip(self._grid.address(place), name, left.why, is_doubtful=left.is_doubtful)
            return
        cell = self._grid.own(place)
        if value is None or cell is None:
            return
        self._found.cells.append(
            FoundCell(
                sheet=self._found.sheet or "",
                address=self._grid.address(place),
                unit=target.unit,
                period=target.period,
                item=target.item.code,
                vintage=whole.vintage,
                value=value.text,
                text=cell.text.strip(),
                factor=value.factor,
                measure=value.measure,
                whole=target.whole,
                adds_up=target.item.record.get("rollup") == "sum",
            )
        )


def _is_harmless(text: str) -> bool:
    return plain(text).rstrip(":") in HARMLESS_HEADINGS


def shown(labels: Labels) -> str:
    """The name of a row for a person: its labels, or its code where there is nothing else."""
    texts = [text for column, text in labels if column.kind is Kind.LABEL] or [text for _, text in labels]
    return " ".join(dict.fromkeys(texts))
