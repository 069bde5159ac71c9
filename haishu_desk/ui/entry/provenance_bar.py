"""代录: where the figures come from and of which day, asked for over the sheet of another unit, and never forced.

It is not forced because who takes a figure down on the telephone must not lose it for want of a date; and what was typed
without a source says 代录 all the same.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.provenance import USUAL, Provenance
from haishu_desk.ui.entry.bars import Bar
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.wording import refusal

_HINT = "写了的，记在下面录入的每一格里；不写也能录"


class ProvenanceBar(Bar):
    """Two fields; `told` carries a Provenance or None whenever it is another one."""

    told = Signal(object)

    def __init__(self, brush: Brush) -> None:
        super().__init__(brush, "wash")
        self.source, self.day, self.said = QComboBox(self), QLineEdit(self), QLabel(_HINT, self)
        self.source.setEditable(True)
        self.source.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.source.addItems(["", *USUAL])
        self.source.setAccessibleName("代录的来源")
        self.source.setFixedWidth(brush.theme.wide(148))
        self.day.setPlaceholderText("日期，如 2026-01-05")
        self.day.setAccessibleName("来源的日期")
        self.day.setFixedWidth(brush.theme.wide(158))
        self.said.setObjectName("secondary")
        title = QLabel("代录的来源", self)
        title.setBuddy(self.source)
        for widget in (title, self.source, self.day, self.said):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        self.source.editTextChanged.connect(self._tell)
        self.day.textChanged.connect(self._tell)

    def begin(self, *, shown: bool) -> None:
        """Another sheet: nothing is said of where its figures come from."""
        self.source.setCurrentIndex(0)
        self.source.clearEditText()
        self.day.clear()
        self.setVisible(shown)

    def _tell(self) -> None:
        try:
            told = Provenance.of(self.source.currentText(), self.day.text())
        except DeskError as error:
            self.said.setText(refusal(error))
            self.told.emit(None)
            return
        self.said.setText(_HINT)
        self.told.emit(told)
