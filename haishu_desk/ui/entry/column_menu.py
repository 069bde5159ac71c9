"""The small menu of a column's header: order, how rows stand, the words that occur, a text that is contained."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget, QWidgetAction

from haishu_desk.ui.entry.filters import ALL, STATES, Filter

_ROWS_SHOWN, _ROW = 8, 24
EMPTY, _EVERY = "（空）", "（全选）"
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnMenu(QMenu):
    """What is asked for is a signal.

    `sorted_` carries whether downwards, `stood` a state, `filtered` a Filter or None; `unsorted` and `widened` ask for the
    print order and the program's own widths.
    """

    sorted_ = Signal(bool)
    unsorted = Signal()
    stood = Signal(str)
    filtered = Signal(object)
    widened = Signal()

    def __init__(self, title: str, values: Sequence[str], active: Filter | None, state: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._values = list(values)
        self.up = self._action("升序（名称按拼音）", lambda: self.sorted_.emit(False))
        self.down = self._action("降序", lambda: self.sorted_.emit(True))
        self.back = self._action("恢复原来的次序（Esc）", self.unsorted.emit)
        self.addSeparator()
        self.states = {code: self._state(code, word, is_on=code == state) for code, word in STATES.items()}
        self.addSeparator()
        self.contains, self.list = QLineEdit(self), QListWidget(self)
        self._add_words(active)
        self.all = self._action("这一列全部显示", lambda: self.filtered.emit(None))
        self.addSeparator()
        self.widths = self._action("列宽恢复自动", self.widened.emit)

    def _action(self, word: str, slot: object) -> QAction:
        action = self.addAction(word)
        action.triggered.connect(slot)
        return action

    def _state(self, code: str, word: str, *, is_on: bool) -> QAction:
        action = self._action(word if code == ALL else f"只看{word}", lambda: self.stood.emit(code))
        action.setCheckable(True)
        action.setChecked(is_on)
        return action

    def _add_words(self, active: Filter | None) -> None:
        self.contains.setPlaceholderText("含有这些字，按 Enter")
        self.contains.setText(active.contains if active else "")
        self.contains.returnPressed.connect(self._on_contains)
        chosen = self._values if active is None or active.values is None else active.values
        self._add_entry(_EVERY, is_on=len(chosen) == len(self._values))
        for value in self._values:
            self._add_entry(value or EMPTY, is_on=value in chosen)
        self.list.setFixedHeight(min(len(self._values) + 1, _ROWS_SHOWN) * _ROW + 6)
        self.list.itemChanged.connect(self._on_values)
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 4, 12, 4)
        column.addWidget(self.contains)
        column.addWidget(self.list)
        holder = QWidgetAction(self)
        holder.setDefaultWidget(box)
        self.addAction(holder)

    def tick(self, value: str, *, on: bool) -> None:
        """Tick a value, or take its tick away."""
        self.list.item(self._values.index(value) + 1).setCheckState(_ON if on else _OFF)

    def tick_every(self, *, on: bool) -> None:
        """Tick all values, or none."""
        self.list.item(0).setCheckState(_ON if on else _OFF)

    def _add_entry(self, word: str, *, is_on: bool) -> None:
        entry = QListWidgetItem(word)
        entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        entry.setCheckState(_ON if is_on else _OFF)
        self.list.addItem(entry)

    def _on_values(self, changed: QListWidgetItem) -> None:
        """The first entry stands for all; whichever was ticked, one filter follows."""
        entries = [self.list.item(row) for row in range(self.list.count())]
        self.list.blockSignals(True)
        if changed is entries[0]:
            for entry in entries[1:]:
                entry.setCheckState(changed.checkState())
        else:
            entries[0].setCheckState(_ON if all(each.checkState() == _ON for each in entries[1:]) else _OFF)
        self.list.blockSignals(False)
        self._emit([value for value, entry in zip(self._values, entries[1:], strict=True) if entry.checkState() == _ON])

    def _emit(self, chosen: Sequence[str]) -> None:
        self.filtered.emit(None if len(chosen) == len(self._values) else Filter(frozenset(chosen)))

    def _on_contains(self) -> None:
        text = self.contains.text().strip()
        self.filtered.emit(Filter(contains=text) if text else None)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in the field is the field's own; the menu would close without it.
        if self.contains.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_contains()
            return
        super().keyPressEvent(event)
