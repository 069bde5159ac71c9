"""The list of indicators to choose from, with its search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from haishu_desk.desk.figures import Figures
from haishu_desk.desk.series import short_title
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.items import Catalogue
from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.monitor.models import ROW_ROLE, IndicatorModel, IndicatorRow, row_of
from haishu_desk.ui.monitor.parts import IndicatorDelegate
from haishu_desk.ui.slices import for_a_slice
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turns import Turns


class Chooser(QFrame):
    """Shows the indicators of a workspace; `chosen` carries the code of the one that was gone to."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, turns: Turns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turns = turns
        self._figures: Figures | None = None
        self._reading: Iterator[None] = iter(())
        self.setObjectName("leftPanel")
        self._item = ""
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("按名称或代码查找指标")
        self.search.setAccessibleName("查找指标")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            QIcon(pixmap(theme, "magnifying-glass", "text3", 14)), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(self._on_search)
        self.indicators = QListView(self)
        self.model = IndicatorModel()
        self.indicators.setModel(self.model)
        self.indicators.setItemDelegate(IndicatorDelegate(theme, self.indicators))
        self.indicators.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.indicators.setAccessibleName("指标")
        self.indicators.selectionModel().currentChanged.connect(self._on_current)
        box = QVBoxLayout()
        box.setContentsMargins(12, 10, 12, 8)
        box.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addLayout(box)
        layout.addWidget(self.indicators, 1)

    def show_figures(self, figures: Figures, catalogue: Catalogue) -> None:
        """Show the indicators with their latest values, the newer plan's first.

        Where there are many returns the values come by and by, and only while the list is seen.
        """
        self._figures = figures
        self.model.show_rows(_rows(figures, catalogue))
        self._reading = self._read(figures)
        if self.isVisible() or not self._turns.are_taken:
            self._turns.then(self._read_on)

    def _read(self, figures: Figures) -> Iterator[None]:
        for code in self.model.codes():
            with suppress(DeskError):  # what cannot be read is said where it is shown large; the others are read
                yield from figures.reading_series(code)
                self.model.show_row(row_of(figures.series(code)))
            yield

    def _read_on(self) -> None:
        while for_a_slice(self._read_some):
            if self._turns.are_taken:
                self._turns.then(self._read_on)
                return

    def _read_some(self) -> bool:
        return next(self._reading, self) is not self

    def first(self) -> str:
        """The code of the first indicator that has a value, else of the first; empty if there is none."""
        codes, figures = self.model.codes(), self._figures
        valued = (code for code in codes if figures is not None and row_of(figures.series(code)).year)
        return next(valued, codes[0] if codes else "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turns.then(self._read_on)

    def go_to(self, code: str) -> None:
        """Let that indicator be the chosen one, without telling."""
        self._item = code
        index = self.model.index_of(code)
        if index.isValid() and index != self.indicators.currentIndex():
            self.indicators.setCurrentIndex(index)

    def beside(self, step: int) -> str:
        """The code of the indicator before (-1) or after (1) the chosen one, of all; the same at either end."""
        codes = self.model.codes()
        if self._item not in codes:
            return self._item
        return codes[min(max(codes.index(self._item) + step, 0), len(codes) - 1)]

    def _on_search(self, text: str) -> None:
        self.model.narrow(text)
        self.indicators.setCurrentIndex(self.model.index_of(self._item))

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        row = current.data(ROW_ROLE)
        if row is not None and row.code and row.code != self._item:
            self.chosen.emit(row.code)
        self.indicators.viewport().update()


def _rows(figures: Figures, catalogue: Catalogue) -> list[IndicatorRow]:
    rows: list[IndicatorRow] = []
    items = figures.items()
    for item in items:
        if not rows or catalogue.get(rows[-1].code).plan != item.plan:
            count = sum(other.plan == item.plan for other in items)
            plan = catalogue.plan(item.plan)
            title = f"{short_title(plan)}（{plan.start_year}–{plan.end_year}）"
            rows.append(IndicatorRow("", "", title, value=f"{count} 项"))
        unit = item.unit or ""
        rows.append(IndicatorRow(item.code, item.number, item.name, unit, binding=item.is_binding, is_read=False))
    return rows
