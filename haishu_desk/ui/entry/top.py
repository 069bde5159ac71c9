"""The line over the sheet: which form, unit and period; undo, filter, find; how far it is, and 传出上报包."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.editor import CaretBox
from haishu_desk.ui.icons import icon
from haishu_desk.ui.marks import MarkedLabel

HEIGHT = 44
_CONTROL = 28
_NARROW = 92


class _Segment(QAbstractButton):
    """One part of the switch between forms."""

    def __init__(self, brush: Brush, parent: QWidget) -> None:
        super().__init__(parent)
        self._brush = brush
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(self._brush.width(self.text(), bold=True) + 24, _CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, theme = QPainter(self), self._brush.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunk"))
        painter.drawRect(self.rect())
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "line2"), 2 if self.hasFocus() else 1))
            painter.setBrush(theme.color("raised" if self.isChecked() else "sunk"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 5, 5)
        painter.setFont(self._brush.font(bold=self.isChecked()))
        painter.setPen(theme.color("text" if self.isChecked() else "text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class _Choice(CaretBox):
    """As wide as it may be; where a large type leaves too little room for the line, narrower."""

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())


class _Rule(QFrame):
    """A hairline between groups of controls."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rule")
        self.setFixedSize(1, 18)


class Top(QWidget):
    """`form_chosen`, `unit_chosen`, `period_chosen` and `item_chosen` carry a code; the buttons are connected by the page."""

    form_chosen = Signal(str)
    unit_chosen = Signal(str)
    period_chosen = Signal(str)
    item_chosen = Signal(str)

    def __init__(self, brush: Brush, parent: QWidget, *, is_district: bool) -> None:
        super().__init__(parent)
        self.setObjectName("toolBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(brush.theme.tall(HEIGHT))
        self._brush = brush
        self._segments, self._group = QHBoxLayout(), QButtonGroup(self)
        self._segments.setSpacing(0)
        self.units, self.periods, self.items = (_Choice(brush.theme, self) for _ in range(3))
        self.units.setVisible(is_district)
        self.items.hide()
        self.matrix = self._button("table", "按指标", "一项指标，各单位一张表，区级代录用；再按一次回到按单位")
        self.matrix.setCheckable(True)
        self.matrix.setVisible(is_district)
        boxes = ((self.units, "单位", 148), (self.items, "指标或任务", 260), (self.periods, "报告期", 116))
        for box, name, width in boxes:
            box.setMinimumWidth(brush.theme.wide(_NARROW))
            box.setMaximumWidth(brush.theme.wide(width))
            box.setAccessibleName(name)
            box.setMaxVisibleItems(24)
        self.undo = self._button("arrow-counter-clockwise", "", "撤回上一步（Ctrl+Z）")
        self.redo = self._button("arrow-clockwise", "", "重做（Ctrl+Y）")
        self.carry = self._button("copy-simple", "复制上期", "把上期（没有的，上年同期）的数复制到空格里，标为待核")
        self.unfilled = self._button("funnel-simple", "只看未录", "只看还没有录的行；F3 到下一格")
        self.unfilled.setCheckable(True)
        self.seek = self._button("magnifying-glass", "查找", "按名称、序号或代码查找（Ctrl+F）")
        self.print = self._button("printer", "打印", "打印本表或空表，存为 PDF（Ctrl+P）")
        self.count, self.state = QLabel(self), MarkedLabel(brush.theme, "idle", "", self)
        self.problem = QPushButton("下一处 F8", self)
        self.hand_over = QPushButton(icon(brush.theme, "paper-plane-tilt", "text2"), "传出上报包", self)
        self.hand_over.setVisible(not is_district)
        self.panel = self._button("caret-left", "说明", "展开右侧说明（F4）")
        self._lay_out()
        self.units.activated.connect(self._on_unit)
        self.periods.activated.connect(self._on_period)
        self.items.activated.connect(self._on_item)
        self._group.buttonClicked.connect(self._on_form)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(4 if self._brush.theme.is_large else 8)  # 大字 needs the room for its words
        row.addLayout(self._segments)
        choices = (self.units, self.items, self.periods, self.matrix, _Rule(self))
        for widget in (*choices, self.undo, self.redo, self.carry, self.unfilled, self.seek, self.print):
            row.addWidget(widget)
        row.addStretch(1)
        for shown in (self.state, self.count, self.problem, self.hand_over, self.panel):
            row.addWidget(shown)
        self.count.setObjectName("secondary")

    def _button(self, name: str, word: str, tip: str) -> QPushButton:
        button = QPushButton(icon(self._brush.theme, name), word, self)
        button.setObjectName("bare")
        button.setFixedHeight(self._brush.theme.tall(_CONTROL))
        button.setMinimumWidth(max(button.sizeHint().width(), 30))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    # What is shown.

    def show_forms(self, forms: Sequence[tuple[str, str]], current: str) -> None:
        """The forms that can be chosen: code and words."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._segments.removeWidget(button)
            button.hide()
            button.deleteLater()
        for code, words in forms:
            segment = _Segment(self._brush, self)
            segment.setText(words)
            segment.setProperty("code", code)
            segment.setChecked(code == current)
            segment.setFixedHeight(self._brush.theme.tall(_CONTROL))
            segment.setFixedWidth(segment.sizeHint().width())
            self._group.addButton(segment)
            self._segments.addWidget(segment)

    def show_choices(self, box: QComboBox, choices: Sequence[tuple[str, str]], current: str) -> None:
        """The units or periods that can be chosen: code and words."""
        box.clear()
        for code, words in choices:
            box.addItem(words, code)
        box.setCurrentIndex(box.findData(current))

    def show_state(self, mark: str, word: str, filled: int, due: int) -> None:
        """How far the return is."""
        self.state.show_mark(mark, word, use="body")
        self.count.setText(f"已录 {filled} / {due}")

    def lead_to(self, problems: int, *, may_hand_over: bool) -> None:
        """One filled button: to the next problem while there is one, else 传出上报包."""
        self.problem.setVisible(problems > 0)
        self.problem.setText(f"下一处 F8（{problems}）")
        self.hand_over.setEnabled(may_hand_over)
        is_ready = not problems and may_hand_over
        self._dress(self.problem, "primary" if problems else "")
        self._dress(self.hand_over, "primary" if is_ready else "")
        self.hand_over.setIcon(icon(self._brush.theme, "paper-plane-tilt", "on_accent" if is_ready else "text2"))

    def _dress(self, button: QPushButton, name: str) -> None:
        if button.objectName() != name:
            button.setObjectName(name)
            button.style().unpolish(button)
            button.style().polish(button)

    def _on_unit(self, place: int) -> None:
        self.unit_chosen.emit(str(self.units.itemData(place)))

    def _on_period(self, place: int) -> None:
        self.period_chosen.emit(str(self.periods.itemData(place)))

    def _on_item(self, place: int) -> None:
        self.item_chosen.emit(str(self.items.itemData(place)))

    def _on_form(self, button: QAbstractButton) -> None:
        self.form_chosen.emit(str(button.property("code")))
