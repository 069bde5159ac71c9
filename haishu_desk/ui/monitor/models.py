"""The list of indicators as a Qt model over words that are ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from haishu_desk.desk.series import Series
from haishu_desk.domain.quantity import show
from haishu_desk.ui.monitor.wording import target_in_words

ROW_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class IndicatorRow:
    """A row of the list: an indicator, or (without a code) the head of a plan's part."""

    code: str
    number: str
    name: str
    unit: str = ""
    target: str = ""
    value: str = ""
    year: str = ""
    basis: str = ""
    binding: bool = False
    is_read: bool = True

    @property
    def silence(self) -> str:
        """What stands in the place of a value."""
        return "未出数" if self.is_read else "正在读"

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        if not self.code:
            return self.name
        latest = f"{self.year} {self.value} {self.basis}" if self.year else self.silence
        target = f"目标 {self.target}" if self.target else ""
        return "，".join(part for part in (f"{self.number} {self.name}", self.unit, target, latest) if part)


def row_of(series: Series) -> IndicatorRow:
    """The list's row of a series: what was reported last, or what the plan's own table says it came to."""
    item, latest, base = series.item, series.latest, series.base
    row = IndicatorRow(
        item.code,
        item.number,
        item.name,
        item.unit or "",
        target_in_words(series) if series.targets else "",
        binding=item.is_binding,
    )
    if base is not None and base.is_result and (latest is None or latest.year < base.year):
        return replace(row, value=show(base.quantity), year=str(base.year), basis="规划表")
    return replace(row, value=latest.words, year=str(latest.year), basis=latest.basis) if latest else row


class IndicatorModel(QAbstractListModel):
    """The indicators to choose from."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[IndicatorRow] = ()
        self._rows: Sequence[IndicatorRow] = ()
        self._wanted = ""

    def show_rows(self, rows: Sequence[IndicatorRow]) -> None:
        """Show other indicators, or the same ones with newer values."""
        self._all = rows
        self.narrow(self._wanted)

    def show_row(self, row: IndicatorRow) -> None:
        """The values of an indicator that is in the list were read."""
        self._all = [row if each.code == row.code else each for each in self._all]
        self._rows = [row if each.code == row.code else each for each in self._rows]
        index = self.index_of(row.code)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def narrow(self, wanted: str) -> None:
        """Show only those whose name or code has these words; heads without any go too."""
        self.beginResetModel()
        self._wanted = "".join(wanted.lower().split())
        fitting = [row for row in self._all if not row.code or self._fits(row)]
        heads = [place for place, row in enumerate(fitting) if not row.code]
        empty = {place for place in heads if place + 1 >= len(fitting) or not fitting[place + 1].code}
        self._rows = [row for place, row in enumerate(fitting) if place not in empty]
        self.endResetModel()

    def _fits(self, row: IndicatorRow) -> bool:
        return any(self._wanted in text.lower() for text in (row.name, row.code, row.basis))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self._rows[index.row()].code:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        texts: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: row.name,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            Qt.ItemDataRole.ToolTipRole: row.spoken,
            ROW_ROLE: row,
        }
        return texts.get(role)

    def index_of(self, code: str) -> QModelIndex:
        """The row of an indicator; an invalid index if it is not shown."""
        place = next((place for place, row in enumerate(self._rows) if code and row.code == code), -1)
        return self.index(place) if place >= 0 else QModelIndex()

    def codes(self) -> list[str]:
        """The codes of all indicators, in the order of the list, whatever it is narrowed to."""
        return [row.code for row in self._all if row.code]
