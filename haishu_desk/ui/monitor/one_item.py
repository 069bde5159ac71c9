"""One indicator of 监测 over both plans as a chart and a table, always with what the figures stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.series import Figures, Series, short_title
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.icons import icon, pixmap
from haishu_desk.ui.monitor.models import ROW_ROLE, IndicatorModel, IndicatorRow, SeriesTable, row_of
from haishu_desk.ui.monitor.parts import Figures as FigureStrip
from haishu_desk.ui.monitor.parts import IndicatorDelegate, Legend, LineDelegate
from haishu_desk.ui.monitor.wording import basis_in_words, facts_of, kinds_of, lines_of, spoken
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from haishu_desk.ui.monitor.chart import Chart

LEFT_NARROW, LEFT, LEFT_WIDE, ROOMY, WIDE = 264, 344, 440, 960, 1600
_COLUMNS = (88, 112, 120, 104)


class OneItem(Doorway):
    """One indicator at a time; the district sees all, a unit its own.

    `open_item` and `info` are what a page says by them; `back_asked` that somebody wants back to where all items are seen.
    """

    open_item = Signal(str, str)
    info = Signal(str)
    back_asked = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self._figures: Figures | None = None
        self._item = ""
        self._chosen_unit: dict[str, str] = {}
        self.series: Series | None = None
        self.chart: Chart | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._build_left())
        layout.addWidget(self._build_middle(), 1)
        self.setFocusProxy(self.indicators)
        QShortcut(
            QKeySequence.StandardKey.Find,
            self,
            self.search.setFocus,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    # Parts.

    def _build_left(self) -> QWidget:
        self._left = QFrame(self)
        self._left.setFixedWidth(self.theme.wide(LEFT))
        self.search = QLineEdit(self._left)
        self.search.setPlaceholderText("按名称或代码查找指标")
        self.search.setAccessibleName("查找指标")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            QIcon(pixmap(self.theme, "magnifying-glass", "text3", 14)), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(self._on_search)
        self.indicators = QListView(self._left)
        self.model = IndicatorModel()
        self.indicators.setModel(self.model)
        self.indicators.setItemDelegate(IndicatorDelegate(self.theme, self.indicators))
        self.indicators.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.indicators.setAccessibleName("指标")
        self.indicators.selectionModel().currentChanged.connect(self._on_indicator)
        box = QVBoxLayout()
        box.setContentsMargins(12, 10, 12, 8)
        box.addWidget(self.search)
        layout = QVBoxLayout(self._left)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addLayout(box)
        layout.addWidget(self.indicators, 1)
        return self._left

    def _build_middle(self) -> QWidget:
        middle = QFrame(self)
        middle.setAutoFillBackground(True)
        palette = middle.palette()
        palette.setColor(palette.ColorRole.Window, self.theme.color("surface"))
        middle.setPalette(palette)
        self.strip = FigureStrip(self.theme, middle)
        self.legend = Legend(self.theme, middle)
        self.basis = ElidedLabel(middle)
        self.basis.setFont(self.theme.font("chip", bold=True))
        legend = QHBoxLayout()
        legend.setContentsMargins(20, 2, 16, 2)
        legend.addWidget(self.legend, 1)
        legend.addWidget(self.basis)
        self._chart_place = QVBoxLayout()
        self._chart_place.setContentsMargins(8, 0, 16, 4)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._build_head(middle))
        layout.addWidget(self.strip)
        layout.addLayout(legend)
        layout.addLayout(self._chart_place, 1)
        layout.addWidget(self._build_table(middle))
        return middle

    def _build_head(self, middle: QWidget) -> QWidget:
        head = QFrame(middle)
        head.setObjectName("toolBar")
        head.setFixedHeight(self.theme.tall(48))
        self._name = ElidedLabel(head)
        self._name.setFont(self.theme.font("sheet", bold=True))
        self._kind = ElidedLabel(head)
        self._kind.setObjectName("secondary")
        self._kind.setFont(self.theme.font("chip"))
        self.units = QComboBox(head)
        self.units.setAccessibleName("看谁的数")
        self.units.setMinimumWidth(self.theme.wide(148))
        self.units.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.units.activated.connect(self._on_unit)
        outline = QPushButton(icon(self.theme, "tree-structure"), "看规划", head)
        outline.setToolTip("到规划页的这一项（Ctrl+G）")
        outline.clicked.connect(self.show_in_plan)
        QShortcut(QKeySequence("Ctrl+G"), self, self.show_in_plan)
        picture = QPushButton(icon(self.theme, "copy-simple"), "复制图", head)
        picture.clicked.connect(self.copy_picture)
        numbers = QPushButton(icon(self.theme, "table"), "复制数", head)
        numbers.clicked.connect(self.copy_numbers)
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(self._kind)
        row.addWidget(self.units)
        for button in (outline, picture, numbers):
            button.setIconSize(QSize(16, 16))
            row.addWidget(button)
        return head

    def _build_table(self, middle: QWidget) -> QWidget:
        self.lines = SeriesTable()
        self.table = QTableView(middle)
        self.table.setModel(self.lines)
        self.table.setItemDelegate(LineDelegate(self.theme, self.table))
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.theme.tall(28))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setAccessibleName("各年的数")
        self.table.setFixedHeight(self.theme.tall(30) + self.theme.tall(28) * 6 + 2)
        header = self.table.horizontalHeader()
        header.setFont(self.theme.font("small", bold=True))
        header.setFixedHeight(self.theme.tall(30))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        for column, width in enumerate(_COLUMNS):
            self.table.setColumnWidth(column, self.theme.wide(width))
        return self.table

    # What is shown.

    def refresh(self) -> None:
        """Read anew everything that is shown."""
        self._figures = Figures(self.session.desk)
        self.model.show_rows(self._rows(self._figures))
        self.show_item(self._item or self.model.first())

    def _rows(self, figures: Figures) -> list[IndicatorRow]:
        catalogue = self.session.desk.documents.catalogue
        rows: list[IndicatorRow] = []
        items = figures.items()
        for item in items:
            if not rows or catalogue.get(rows[-1].code).plan != item.plan:
                count = sum(other.plan == item.plan for other in items)
                plan = catalogue.plan(item.plan)
                rows.append(
                    IndicatorRow(
                        "", "", f"{short_title(plan)}（{plan.start_year}–{plan.end_year}）", value=f"{count} 项"
                    )
                )
            rows.append(row_of(figures.series(item.code)))
        return rows

    def show_item(self, code: str) -> None:
        """Show another indicator, in the chart and in the list."""
        if not code or self._figures is None:
            self._show_nothing()
            return
        self._item = code
        index = self.model.index_of(code)
        if index.isValid() and index != self.indicators.currentIndex():
            self.indicators.setCurrentIndex(index)
        self._show_units(code)
        self._show_series(self._figures.series(code, self._chosen_unit.get(code)))

    def _show_nothing(self) -> None:
        self._name.setText("没有可监测的指标")
        self._kind.setText("装入任务包以后，本单位要报的指标会列在左边")
        self.basis.setText("")

    def _show_units(self, code: str) -> None:
        figures, tree = self._figures, self.session.desk.documents.units
        self.units.clear()
        if figures is None:
            return
        for unit in figures.units(code):
            name = tree.get(unit).name
            self.units.addItem(f"全区（{name}报）" if figures.is_whole(unit) else name, unit)
        wanted = self.units.findData(self._chosen_unit.get(code))
        self.units.setCurrentIndex(max(wanted, 0))
        self.units.setEnabled(self.units.count() > 1)

    def _show_series(self, series: Series) -> None:
        self.series = series
        item = series.item
        self._name.setText(f"{item.number}　{item.name}")
        self._name.setToolTip(f"{item.code} {item.name}")
        self._kind.setText("　".join(part for part in (item.unit, item.record.get("attribute")) if part))
        self.strip.show_facts(facts_of(series), item.unit or "")
        self.basis.setText(f"依据：{basis_in_words(series)}")
        self.info.emit("↑ ↓ 换指标，← → 看各年")
        self.legend.show_kinds(kinds_of(series))
        self.lines.show_lines(lines_of(series))
        self.table.scrollToTop()
        self._the_chart().show_series(series, "\n".join(spoken(series, self.units.currentText())))

    def _the_chart(self) -> Chart:
        """The chart, made when it is first needed: pyqtgraph brings numpy along."""
        if self.chart is None:
            from haishu_desk.ui.monitor.chart import Chart  # noqa: PLC0415  see above

            self.chart = Chart(self.theme, self)
            self.chart.asked_picture.connect(self.copy_picture)
            self.chart.asked_numbers.connect(self.copy_numbers)
            self._chart_place.addWidget(self.chart)
        return self.chart

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        """Show that item as that return's unit has it."""
        if item is not None and self._figures is not None and self.model.index_of(item).isValid():
            self._chosen_unit[item] = key.unit
            self.show_item(item)

    # What was done.

    def show_in_plan(self) -> None:
        """Go to the indicator on the page of the plans."""
        if self._item:
            self.open_item.emit("plan", self._item)

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        if self.chart is not None:
            QGuiApplication.clipboard().setPixmap(self.chart.grab())

    def copy_numbers(self) -> None:
        """Put the table on the clipboard, ready to be pasted into a workbook."""
        if self.series is not None:
            QGuiApplication.clipboard().setText("\n".join(spoken(self.series, self.units.currentText())))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.indicators.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.theme.wide
        left = LEFT_WIDE if self.width() >= wide(WIDE) else LEFT if self.width() >= wide(ROOMY) else LEFT_NARROW
        self._left.setFixedWidth(wide(left))

    def _on_search(self, text: str) -> None:
        self.model.narrow(text)
        self.indicators.setCurrentIndex(self.model.index_of(self._item))

    def _on_indicator(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        row = current.data(ROW_ROLE)
        if row is not None and row.code and row.code != self._item:
            self.show_item(row.code)
        self.indicators.viewport().update()

    def _on_unit(self, place: int) -> None:
        if self._figures is not None:
            self._chosen_unit[self._item] = str(self.units.itemData(place))
            self._show_series(self._figures.series(self._item, self._chosen_unit[self._item]))
