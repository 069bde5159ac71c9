"""What stands over the big chart: which item, the way back and to the next, whose figures up to when, what can be copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from haishu_desk.domain.items import Item, Plan
from haishu_desk.ui.icons import icon
from haishu_desk.ui.monitor.parts import Legend
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.elided import ElidedLabel
from haishu_desk.ui.widgets.tick import Tick

_TODAY = "截至今天"


class ItemHead(QFrame):
    """The first line. `stepped` carries -1 or 1 for the indicator before or after; the others say what was asked for."""

    back_asked = Signal()
    list_asked = Signal()
    stepped = Signal(int)
    picture_asked = Signal()
    numbers_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("toolBar")
        self.setFixedHeight(theme.tall(48))
        self.back = self._button("caret-left", "全部指标", self.back_asked.emit, "回到全部指标（Esc）")
        self.list = self._button(
            "magnifying-glass", "换指标", self.list_asked.emit, "打开或收起指标列表，按名称查找（Ctrl+F）"
        )
        self.name, self.kind = ElidedLabel(self), QLabel(self)
        self.name.setFont(theme.font("sheet", bold=True))
        self.kind.setObjectName("secondary")
        self.kind.setFont(theme.font("chip"))
        self.before = self._button("caret-up", "", lambda: self.stepped.emit(-1), "上一项（↑）")
        self.after = self._button("caret-down", "", lambda: self.stepped.emit(1), "下一项（↓）")
        self.picture = self._button(
            "copy-simple", "复制图", self.picture_asked.emit, "带标题、来源和截止日（Ctrl+Shift+C）"
        )
        self.numbers = self._button("table", "复制数", self.numbers_asked.emit, "各年的数，可以贴进工作簿")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.list)
        row.addWidget(self.name, 1)
        for widget in (self.kind, self.before, self.after, self.picture, self.numbers):
            row.addWidget(widget)

    def _button(self, name: str, text: str, slot: Callable[[], object], tip: str) -> QPushButton:
        button = QPushButton(icon(self._theme, name), text, self)
        button.setIconSize(QSize(16, 16))
        button.setToolTip(tip)
        if not text:
            button.setAccessibleName(tip)
            button.setFixedWidth(self._theme.wide(30))
        button.clicked.connect(lambda: slot())  # noqa: PLW0108  the click itself is not passed on
        return button

    def show_item(self, item: Item) -> None:
        """Name another indicator."""
        self.name.setText(f"{item.number}　{item.name}")
        self.name.setToolTip(f"{item.code} {item.name}")
        self.kind.setText("　".join(part for part in (item.unit, item.record.get("attribute")) if part))

    def show_nothing(self) -> None:
        """There is no indicator to look at."""
        self.name.setText("没有可监测的指标")
        self.kind.setText("装入任务包以后，本单位要报的指标会列在这里")


class Scope(QWidget):
    """The second line: the legend, on what the figures stand, whose they are, up to when, and whether all of them count."""

    changed = Signal()

    def __init__(self, theme: Theme, *, with_unapproved: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.legend = Legend(theme, self)
        self.unapproved = Tick(theme, "含未审数")
        self.unapproved.setToolTip("不勾时只看审核通过的数，评价也只用审核通过的数")
        self.unapproved.setChecked(with_unapproved)
        self.unapproved.toggled.connect(self.changed)
        self.unapproved.setFixedHeight(theme.tall(28))
        self.units = QComboBox(self)
        self.units.setAccessibleName("看谁的数")
        self.units.setMinimumWidth(theme.wide(120))
        self.units.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.days = QComboBox(self)
        self.days.setAccessibleName("截至")
        for combo in (self.units, self.days):
            combo.activated.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 16, 2)
        row.setSpacing(8)
        row.addWidget(self.legend, 1)
        for widget in (self.unapproved, self.units, self.days):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def show_units(self, units: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """The units to choose from, as names with their codes."""
        self.units.clear()
        for name, code in units:
            self.units.addItem(name, code)
        self.units.setCurrentIndex(max(self.units.findData(chosen), 0))
        self.units.setEnabled(self.units.count() > 1)

    def show_plan(self, plan: Plan, today: date) -> None:
        """The days to choose from: today, and the ends of the plan's years that are over; a choice that is there stays."""
        kept = self.days.currentData()
        self.days.clear()
        self.days.addItem(_TODAY, None)
        for year in range(min(plan.end_year, today.year - 1), plan.base_year, -1):
            self.days.addItem(f"截至 {year} 年底", date(year, 12, 31).isoformat())
        self._choose_day(kept if kept and plan.covers(int(kept[:4])) else None)

    def choose(self, cutoff: date | None, *, with_unapproved: bool) -> None:
        """Choose the day and whether unapproved figures count, without telling."""
        self.blockSignals(True)
        self.unapproved.setChecked(with_unapproved)
        self._choose_day(cutoff.isoformat() if cutoff else None)
        self.blockSignals(False)

    def _choose_day(self, day: str | None) -> None:
        """A day that is none of the choices becomes one."""
        if self.days.findData(day) < 0:
            self.days.addItem(f"截至 {day}" if day else _TODAY, day)
        self.days.setCurrentIndex(self.days.findData(day))

    @property
    def cutoff(self) -> date | None:
        """The day that was chosen; None for today."""
        found: str | None = self.days.currentData()
        return date.fromisoformat(found) if found else None

    @property
    def unit(self) -> str | None:
        """The code of the unit that was chosen."""
        found: str | None = self.units.currentData()
        return found
