"""The list of indicators to choose from, with its search."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from haishu_desk.desk.series import Figures, short_title
from haishu_desk.domain.items import Catalogue
from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.monitor.models import ROW_ROLE, IndicatorModel, IndicatorRow, row_of
from haishu_desk.ui.monitor.parts import IndicatorDelegate
from haishu_desk.ui.theme import Theme


class Chooser(QFrame):
    """Shows the indicators of a workspace; `chosen` carries the code of the one that was gone to."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        """Show the indicators with their latest values, the newer plan's first."""
        self.model.show_rows(_rows(figures, catalogue))

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
        rows.append(row_of(figures.series(item.code)))
    return rows
