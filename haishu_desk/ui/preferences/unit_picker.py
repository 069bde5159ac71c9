"""The units that are there now, found by a few signs of the name, its initials or the code; one is picked, or several."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from haishu_desk.domain.units import KIND_TITLES, Unit
from haishu_desk.ui import pinyin
from haishu_desk.ui.icons import icon
from haishu_desk.ui.theme import Theme

_CODE = Qt.ItemDataRole.UserRole


class UnitPicker(QWidget):
    """A search field over a list; what is picked has a tick. `picked` says that it is another choice."""

    picked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chosen: list[str] = []
        self._several = False
        self._names: dict[str, str] = {}
        self.search, self.view, self._rows = QLineEdit(), QListView(), QStandardItemModel(self)
        self.search.setPlaceholderText("单位名称的几个字、首字母或代码")
        self.search.setAccessibleName("找单位")
        self.search.setClearButtonEnabled(True)
        self.view.setObjectName("boxed")
        self.view.setAccessibleName("单位")
        self.view.setModel(self._rows)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._pick_only)
        self.view.clicked.connect(self._on_index)
        for key in ("Return", "Enter", "Space"):
            QShortcut(QKeySequence(key), self.view, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(
                self._pick_current
            )
        self.setFocusProxy(self.search)

    def show_units(self, units: Iterable[Unit]) -> None:
        """List these instead; what was picked and is not there any more is given up."""
        units = list(units)
        self._names = {unit.code: unit.name for unit in units}
        self.chosen = [code for code in self.chosen if code in self._names]
        self._rows.clear()
        for unit in units:
            row = QStandardItem(unit.name)
            row.setData(unit.code, _CODE)
            row.setToolTip(f"{unit.code} {KIND_TITLES[unit.kind]}")
            self._rows.appendRow(row)
        self._tick()
        self._narrow(self.search.text())

    def allow_several(self, *, several: bool) -> None:
        """Whether more than one may be picked; of several the first stays."""
        self._several = several
        if not several and len(self.chosen) > 1:
            self._choose(self.chosen[:1])

    def toggle(self, code: str) -> None:
        """Pick a unit, or give it up."""
        if code in self.chosen:
            self._choose([each for each in self.chosen if each != code])
        else:
            self._choose([*self.chosen, code] if self._several else [code])

    def forget(self) -> None:
        """Nothing is picked, nothing searched."""
        self.search.clear()
        self._choose([])

    @property
    def named(self) -> str:
        """The names of what is picked."""
        return "、".join(self._names[code] for code in self.chosen)

    def _choose(self, codes: list[str]) -> None:
        self.chosen = codes
        self._tick()
        self.picked.emit()

    def _tick(self) -> None:
        for place in range(self._rows.rowCount()):
            row = self._rows.item(place)
            is_chosen = row.data(_CODE) in self.chosen
            row.setIcon(icon(self._theme, "check", "accent_text") if is_chosen else QIcon())
            said = f"{self._names[row.data(_CODE)]}，已选" if is_chosen else self._names[row.data(_CODE)]
            row.setData(said, Qt.ItemDataRole.AccessibleTextRole)

    def _narrow(self, text: str) -> None:
        typed = text.strip().lower()
        for place in range(self._rows.rowCount()):
            row = self._rows.item(place)
            self.view.setRowHidden(place, not _fits(row.text(), str(row.data(_CODE)), typed))

    def _pick_only(self) -> None:
        """Enter in the search: what is left, if it is one."""
        left = [place for place in range(self._rows.rowCount()) if not self.view.isRowHidden(place)]
        if len(left) == 1:
            self._on_index(self._rows.index(left[0], 0))

    def _pick_current(self) -> None:
        self._on_index(self.view.currentIndex())

    def _on_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.toggle(str(index.data(_CODE)))


def _fits(name: str, code: str, typed: str) -> bool:
    if not typed or typed in name.lower() or typed in code.lower():
        return True
    return pinyin.may_be_initials(typed) and pinyin.fit(name, typed) is not None
