"""Who follows a unit: lines of code, name and kind; a unit that is there already is named, and its code follows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from haishu_desk.domain.unit_changes import NewUnit
from haishu_desk.domain.units import KIND_TITLES, TOWNSHIP_KINDS, Unit
from haishu_desk.ui.theme import Theme

MOST = 4
_KINDS = (("类别照名称", None), *((KIND_TITLES[kind], kind) for kind in (*TOWNSHIP_KINDS, "department")))


class HeirLine(QWidget):
    """One unit: name, code and kind; `edited` says that it is another one now."""

    edited = Signal()

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: dict[str, str] = {}
        self.name, self.code, self.kind = QLineEdit(), QLineEdit(), QComboBox()
        for widget, said in ((self.name, "名称"), (self.code, "代码"), (self.kind, "类别")):
            widget.setAccessibleName(f"承接单位 {number} 的{said}")
            widget.setFont(theme.font("body"))
        self.name.setPlaceholderText("名称，如 鄞江街道")
        self.code.setPlaceholderText("代码")
        self.code.setMaximumWidth(theme.wide(132))
        for title, kind in _KINDS:
            self.kind.addItem(title, kind)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.code)
        line.addWidget(self.kind)
        self.name.textChanged.connect(self._on_name)
        self.code.textChanged.connect(self.edited)
        self.kind.currentIndexChanged.connect(self.edited)

    def know(self, units: Iterable[Unit]) -> None:
        """The units that are there already: the name of one is enough."""
        self._codes = {unit.name: unit.code for unit in units}
        finder = QCompleter(list(self._codes), self.name)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(finder)

    def ask_for(self, *, only_name: bool) -> None:
        """A unit that is renamed keeps its code and kind."""
        self.code.setVisible(not only_name)
        self.kind.setVisible(not only_name)
        self.name.setPlaceholderText("新的名称" if only_name else "名称，如 鄞江街道；已有的单位写它的名称就够了")

    def forget(self) -> None:
        """Nothing is written."""
        self.name.clear()
        self.code.clear()
        self.kind.setCurrentIndex(0)

    @property
    def unit(self) -> NewUnit | None:
        """What is written; None where nothing is."""
        name, code = self.name.text().strip(), self.code.text().strip()
        if name in self._codes and code in ("", self._codes[name]):
            return NewUnit(self._codes[name])
        return NewUnit(code, name or None, self.kind.currentData()) if name or code else None

    def _on_name(self, name: str) -> None:
        """A unit that is there has its code and kind; nobody types them."""
        known = self._codes.get(name.strip())
        self.code.setEnabled(known is None)
        self.kind.setEnabled(known is None)
        if known is not None:
            self.code.setText(known)
        elif self.code.text() in self._codes.values():
            self.code.clear()
        self.edited.emit()


class Heirs(QWidget):
    """Up to four of them; `edited` as above."""

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = [HeirLine(theme, number, self) for number in range(1, MOST + 1)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for line in self.lines:
            column.addWidget(line)
            line.edited.connect(self.edited)

    def show_lines(self, count: int, *, only_name: bool) -> None:
        """That many lines can be filled in."""
        for place, line in enumerate(self.lines):
            line.setVisible(place < count)
            line.ask_for(only_name=only_name)

    def know(self, units: Iterable[Unit]) -> None:
        """The units that are there already."""
        units = list(units)
        for line in self.lines:
            line.know(units)

    def forget(self) -> None:
        """Nothing is written."""
        for line in self.lines:
            line.forget()

    @property
    def units(self) -> list[NewUnit]:
        """What is written in the lines that are shown."""
        shown = (line.unit for line in self.lines if not line.isHidden())
        return [unit for unit in shown if unit is not None]
