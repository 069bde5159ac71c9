"""One indicator of 监测 over both plans: the big chart, the years under it, the verdict with all that it stands on beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from haishu_desk.desk.figures import Figures
from haishu_desk.desk.portrait import Portrait, Wish, portrait_of
from haishu_desk.desk.series import Series
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.monitor.chooser import Chooser
from haishu_desk.ui.monitor.copying import copy_numbers, copy_picture
from haishu_desk.ui.monitor.item_head import ItemHead, Scope
from haishu_desk.ui.monitor.overrule import OverrulePanel
from haishu_desk.ui.monitor.side import Side
from haishu_desk.ui.monitor.wording import kinds_of, whole_table
from haishu_desk.ui.monitor.year_table import YearTable
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turns import Turns

if TYPE_CHECKING:
    from haishu_desk.ui.monitor.chart import Chart
    from haishu_desk.ui.monitor.page_window import PageWindow

LEFT_NARROW, LEFT, WIDE, NARROW = 264, 320, 1600, 840


class OneItem(Doorway):
    """One indicator at a time; the district sees all, a unit its own.

    `open_item`, `open_return` and `info` are what a page says by them; `back_asked` that somebody wants back to where all
    items are seen.
    """

    open_item = Signal(str, str)
    open_return = Signal(object, object)
    info = Signal(str)
    back_asked = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self._figures: Figures | None = None
        self._item = ""
        self._words = "national"
        self._chosen_unit: dict[str, str] = {}
        self._wants_list: bool | None = None
        self.seen: Portrait | None = None
        self.chart: Chart | None = None
        self.printed: PageWindow | None = None
        self._paper: Chart | None = None
        self.chooser = Chooser(theme, Turns(session, self), self)
        # The district judges what was approved; a unit looks at its own figures as they stand.
        self.scope = Scope(theme, with_unapproved=not session.desk.is_district, parent=self)
        self.head = ItemHead(theme, self)
        self.years = YearTable(theme, self)
        self.side = Side(theme, may_overrule=session.desk.is_district, parent=self)
        self.overruling = OverrulePanel(session, theme, self)
        self.side.below.addWidget(self.overruling)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.chooser.indicators)

    def _lay_out(self) -> None:
        middle = QFrame(self)
        middle.setAutoFillBackground(True)
        palette = middle.palette()
        palette.setColor(palette.ColorRole.Window, self.theme.color("surface"))
        middle.setPalette(palette)
        self._chart_place = QVBoxLayout()
        self._chart_place.setContentsMargins(0, 0, 12, 0)
        column = QVBoxLayout(middle)
        column.addWidget(self.head)
        column.addWidget(self.scope)
        column.addLayout(self._chart_place, 1)
        column.addWidget(self.years)
        row = QHBoxLayout(self)
        row.addWidget(self.chooser)
        row.addWidget(middle, 1)
        row.addWidget(self.side)
        for layout in (column, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        head, side = self.head, self.side
        for signal, slot in (
            (head.back_asked, self.back_asked.emit), (head.list_asked, self.toggle_list), (head.stepped, self.step),
            (head.picture_asked, self.copy_picture),
            (head.numbers_asked, self.copy_numbers), (self.scope.changed, self._on_scope), (self.chooser.chosen, self.show_item),
            (side.asked_overrule, self.overrule), (side.asked_page, self.print_page),
            (side.asked_plan, self.show_in_plan), (side.asked_cell, self._on_cell), (side.asked_trail, self._on_trail),
            (self.overruling.done, self._enter),
        ):  # fmt: skip
            signal.connect(slot)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("Ctrl+F", self.seek), ("Ctrl+G", self.show_in_plan), ("Ctrl+Shift+C", self.copy_picture),
            ("Ctrl+P", self.print_page),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, context=within).activated.connect(act)

    # What is shown.

    @property
    def series(self) -> Series | None:
        """The series that is shown."""
        return self.seen.series if self.seen is not None else None

    def refresh(self, code: str = "") -> None:
        """Read anew everything that is shown; that indicator, else the one that was shown."""
        self._figures = Figures(self.session.desk)
        self.chooser.show_figures(self._figures, self.session.desk.documents.catalogue)
        self.show_item(code or self._item or self.chooser.first())

    def show_item(self, code: str) -> None:
        """Show another indicator, in the chart and in the list."""
        if not code or self._figures is None:
            self.head.show_nothing()
            return
        if code != self._item:
            self.overruling.hide()
        self._item = code
        self.chooser.go_to(code)
        self._show_choices(code)
        self._show()

    def look_up_to(self, cutoff: date | None, *, with_unapproved: bool, words: str = "national") -> None:
        """Let figures count up to that day (None: today), those that nobody approved too or not, in that set of words."""
        self._words = words
        self.scope.choose(cutoff, with_unapproved=with_unapproved)
        if self._item:
            self._show()

    def _show_choices(self, code: str) -> None:
        figures, documents = self._figures, self.session.desk.documents
        if figures is None:
            return
        units = []
        for unit in figures.units(code):
            name = documents.units.get(unit).name
            units.append((f"全区（{name}报）" if figures.is_whole(unit) else name, unit))
        self.scope.show_units(units, self._chosen_unit.get(code))
        item = documents.catalogue.get(code)
        self.scope.show_plan(documents.catalogue.plan(item.plan), date.today())  # noqa: DTZ011  the office's own day
        self.head.show_item(item)

    def _show(self) -> None:
        if self._figures is None:
            return
        scope, desk = self.scope, self.session.desk
        wish = Wish(scope.unit, scope.cutoff, scope.unapproved.isChecked(), self._words)
        seen = portrait_of(desk, self._figures, self._item, wish)
        self.seen = seen
        scope.legend.show_kinds(kinds_of(seen))
        self.side.show_portrait(seen)
        self.years.show_portrait(seen)
        self._the_chart().show_portrait(seen, "\n".join(whole_table(seen, self.whose)))
        self._align()
        self.info.emit("↑ ↓ 换指标，← → 看各年")

    @property
    def whose(self) -> str:
        """The name of whose figures are shown."""
        return self.scope.units.currentText()

    def _the_chart(self) -> Chart:
        """The chart, made when it is first needed: pyqtgraph brings numpy along."""
        if self.chart is None:
            from haishu_desk.ui.monitor.chart import Chart  # noqa: PLC0415  see above

            self.chart = Chart(self.theme, self)
            self.chart.asked_picture.connect(self.copy_picture)
            self.chart.asked_numbers.connect(self.copy_numbers)
            self.chart.stepped.connect(self.step)
            self.chart.looked.connect(self.years.look_at)
            self.years.looked.connect(self.chart.look_at)
            self.chart.canvas.moved.connect(self._align)
            self._chart_place.addWidget(self.chart)
            self._enter()
        return self.chart

    def _align(self) -> None:
        """Let the columns of the table stand under the years of the axis."""
        if self.chart is None or self.seen is None:
            return
        left = self.chart.canvas.plot.mapTo(self, QPoint(0, 0)).x() - self.years.mapTo(self, QPoint(0, 0)).x()
        years = self.seen.series.years
        edges = [year - 0.5 for year in years] + [years[-1] + 0.5]
        self.years.stand_under([left + round(self.chart.canvas.across(edge)) for edge in edges])

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        """Show that item as that return's unit has it."""
        if item is not None and self._figures is not None and self.chooser.model.index_of(item).isValid():
            self._chosen_unit[item] = key.unit
            self.show_item(item)

    # What was done.

    def step(self, by: int) -> None:
        """To the indicator before (-1) or after (1)."""
        self.show_item(self.chooser.beside(by))

    def toggle_list(self) -> None:
        """Open the list of indicators, or put it away."""
        self._wants_list = not self.chooser.isVisible()
        self._fit()
        (self.chooser.search if self._wants_list else self).setFocus()

    def seek(self) -> None:
        """Open the list and type in its search."""
        self._wants_list = True
        self._fit()
        self.chooser.search.setFocus()

    def overrule(self) -> None:
        """Open the panel of 人工改判."""
        if self.seen is not None and self.seen.row is not None:
            self.overruling.open(self.seen)

    def print_page(self) -> None:
        """Show the 一页纸 of the item in a window of its own."""
        if self.seen is None:
            return
        from haishu_desk.ui.monitor.item_page import page_of, paper_chart  # noqa: PLC0415  only who prints waits for it
        from haishu_desk.ui.monitor.page_window import PageWindow  # noqa: PLC0415

        if self.printed is None:
            self.printed = PageWindow(self.session, self.theme, self)
        if self._paper is None:
            self._paper = paper_chart(self)
        sheet = page_of(self.seen, self.whose, self._paper, across="示例" if self.session.is_sample else "")
        self.printed.show_page(sheet, self._item)
        self.printed.show()
        self.printed.activateWindow()

    def show_in_plan(self) -> None:
        """Go to the indicator on the page of the plans."""
        if self._item:
            self.open_item.emit("plan", self._item)

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture that says what it shows."""
        if self.chart is not None and self.seen is not None:
            self.chart.look_at(None)
            copy_picture(self.chart, self.seen, self.whose, self.theme)
            self.info.emit("图已复制，带标题、来源和截止日")

    def copy_numbers(self) -> None:
        """Put the table on the clipboard, ready to be pasted into a workbook."""
        if self.seen is not None:
            copy_numbers(self.seen, self.whose)
            self.info.emit("各年的数已复制")

    def _enter(self) -> None:
        self.setFocusProxy(self.chart if self.chart is not None else self.chooser.indicators)

    def _on_scope(self) -> None:
        if self.scope.unit is not None:
            self._chosen_unit[self._item] = self.scope.unit
        self._show()

    def _on_cell(self) -> None:
        if self.seen is not None and self.seen.origin is not None:
            point = self.seen.series.counting.get(self.seen.year)
            self.open_return.emit(self.seen.origin.key, point.item if point else None)

    def _on_trail(self) -> None:
        self.open_item.emit("home", "trail")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The list is there where there is much room, or where it was asked for; the panel goes where there is little."""
        wide = self.theme.wide
        has_room = self.width() >= wide(WIDE)
        self.chooser.setVisible(has_room if self._wants_list is None else self._wants_list)
        self.chooser.setFixedWidth(wide(LEFT if has_room else LEFT_NARROW))
        self.side.setVisible(self.width() >= wide(NARROW))
