"""任选两版: 甲 and 乙 chosen from what there is of the return, from a day or from a file, under the bar of the tools."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from haishu_desk.desk.choices import Choice
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said

HEIGHT = 44
_DAY, _FILE = "\0day", "\0file"


class VersionChooser(QWidget):
    """One of the two: a list, with a day where one is wanted; `chosen` says that it is another one now."""

    chosen = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self.list = QComboBox()
        self.list.setAccessibleName(f"{name}是哪一版")
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(16)
        self.day = QDateEdit(QDate.currentDate())
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(f"{name}是哪一天的数")
        self.day.hide()
        self._file: Path | None = None
        self._before = 0
        line.addWidget(QLabel(name))
        line.addWidget(self.list, 1)
        line.addWidget(self.day)
        self.list.activated.connect(self._choose)
        self.day.dateChanged.connect(self.chosen)

    def offer(self, choices: Sequence[Choice], current: str) -> None:
        """Show these versions, a day and a file; `current` is the name of the one that is chosen."""
        self.list.clear()
        for choice in choices:
            self.list.addItem(choice.title, choice.name)
        self.list.addItem("某一天的数…", _DAY)
        self.list.addItem("从文件…", _FILE)
        self._before = max(self.list.findData(current), 0)
        self.list.setCurrentIndex(self._before)
        self.day.hide()

    @property
    def name(self) -> str:
        """What is chosen, as `Versions` takes it."""
        data = str(self.list.currentData())
        if data == _DAY:
            return str(self.day.date().toString(Qt.DateFormat.ISODate))
        return str(self._file) if data == _FILE else data

    @property
    def state(self) -> tuple[int, QDate, Path | None]:
        """What is chosen, for the other one to take over."""
        return self.list.currentIndex(), self.day.date(), self._file

    def restore(self, state: tuple[int, QDate, Path | None]) -> None:
        """Choose what the other one had; says nothing of it."""
        self._before, day, self._file = state
        self.day.blockSignals(True)
        self.day.setDate(day)
        self.day.blockSignals(False)
        self.list.setItemText(self.list.findData(_FILE), f"文件 {self._file.name}" if self._file else "从文件…")
        self.list.setCurrentIndex(self._before)
        self.day.setVisible(self.list.currentData() == _DAY)

    def take_file(self, file: Path) -> None:
        """That file is chosen."""
        self._file = file
        place = self.list.findData(_FILE)
        self.list.setItemText(place, f"文件 {file.name}")
        self.list.setCurrentIndex(place)
        self._settle()

    def take_day(self, day: date) -> None:
        """That day is chosen."""
        self.list.setCurrentIndex(self.list.findData(_DAY))
        self.day.setDate(QDate(day.year, day.month, day.day))
        self._settle()

    def _choose(self) -> None:
        if self.list.currentData() != _FILE:
            self._settle()
            return
        chosen, _ = QFileDialog.getOpenFileName(self, "比对哪个文件", "", "数据包和表格 (*.xlsx *.csv)")
        if chosen:
            self.take_file(Path(chosen))
        else:
            self.list.setCurrentIndex(self._before)

    def _settle(self) -> None:
        self._before = self.list.currentIndex()
        self.day.setVisible(self.list.currentData() == _DAY)
        self.chosen.emit()


class PairBar(QFrame):
    """Both choosers; `chosen` carries the names of 甲 and 乙, `left` says that the review goes on."""

    chosen = Signal(str, str)
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headStrip")
        self.setMinimumHeight(theme.tall(HEIGHT))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        self.first, self.second = VersionChooser("甲"), VersionChooser("乙")
        self.swap = QPushButton("甲乙对换")
        self.said = Said(session, theme)
        self.back = QPushButton("回到审核 Esc")
        line.addWidget(self.first, 2)
        line.addWidget(self.second, 2)
        line.addWidget(self.swap)
        line.addWidget(self.said, 1)
        line.addWidget(self.back)
        self.first.chosen.connect(self._tell)
        self.second.chosen.connect(self._tell)
        self.swap.clicked.connect(self._swap)
        self.back.clicked.connect(self.left)
        self.hide()

    @property
    def names(self) -> tuple[str, str]:
        """甲 and 乙."""
        return self.first.name, self.second.name

    def offer(self, choices: Sequence[Choice], pair: tuple[str, str]) -> None:
        """Show what there is of a return, with two of them chosen."""
        self.said.forget()
        self.first.offer(choices, pair[0])
        self.second.offer(choices, pair[1])
        self.show()

    def _tell(self) -> None:
        self.chosen.emit(*self.names)

    def _swap(self) -> None:
        first, second = self.first.state, self.second.state
        self.first.restore(second)
        self.second.restore(first)
        self._tell()
