"""Under the heads of a foreign table: say what the chosen head or label is, and by what its figures are multiplied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from haishu_desk.bundle.foreign.phrases import LEAVE_OUT
from haishu_desk.desk.documents import Documents
from haishu_desk.domain.items import ADHOC
from haishu_desk.ui.theme import Theme

_NAME = 190


class CorrectionBar(QWidget):
    """One line; `corrected` carries the head or label, the code that it means and the factor ('' for as it was).

    `refused` carries the sentence that says why nothing was corrected.
    """

    corrected = Signal(str, object, str)
    refused = Signal(str)

    def __init__(self, documents: Documents, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(8)
        self.label = QLabel("选上面一行来更正")
        self.label.setFont(theme.font("body", bold=True))
        self.label.setFixedWidth(_NAME)
        self.meaning = _choice_of_meanings(documents)
        self.factor = QLineEdit()
        self.factor.setPlaceholderText("倍数或计量单位，如 万元")
        self.factor.setAccessibleName("倍数或计量单位")
        self.button = QPushButton("照此重认")
        self.button.clicked.connect(self._correct)
        self.factor.returnPressed.connect(self._correct)
        line.addWidget(self.label)
        line.addWidget(QLabel("是"))
        line.addWidget(self.meaning, 2)
        line.addWidget(QLabel("乘"))
        line.addWidget(self.factor, 1)
        line.addWidget(self.button)
        self.show_name("")

    def show_name(self, name: str) -> None:
        """Ask about that head or label; blank for none."""
        self._name = name
        self.label.setText(
            self.label.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAME) or "选上面一行来更正"
        )
        self.label.setToolTip(name)
        self.meaning.setCurrentIndex(0)
        self.factor.clear()
        for widget in (self.meaning, self.factor, self.button):
            widget.setEnabled(bool(name))

    def _correct(self) -> None:
        typed, factor = self.meaning.currentText().strip(), self.factor.text().strip()
        hits = [self.meaning.findText(typed, Qt.MatchFlag.MatchExactly)]
        if hits == [-1]:
            hits = [place for place in range(self.meaning.count()) if typed and typed in self.meaning.itemText(place)]
        if len(hits) != 1:
            several = f"“{typed}”不止一个，请从下拉里选一个"
            self.refused.emit(several if len(hits) > 1 else f"没有指标或单位叫“{typed}”，请从下拉里选一个")
            return
        self.meaning.setCurrentIndex(hits[0])
        if self.meaning.currentData() is None and not factor:
            self.refused.emit("请先选它是什么，或填倍数")
        elif self._name:
            self.corrected.emit(self._name, self.meaning.currentData(), factor)


def _choice_of_meanings(documents: Documents) -> QComboBox:
    """Everything that a head or label can mean, found by typing a part of its name."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setAccessibleName("指标或单位")
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.addItem("照表上认的", None)
    box.addItem("不取", LEAVE_OUT)
    for item in documents.catalogue:
        if item.unit and item.kind != ADHOC and documents.reporters(item.code):
            box.addItem(f"{item.code} {item.name}（{item.unit}）", item.code)
    for unit in documents.units:
        if unit.kind != "district":
            box.addItem(documents.units.with_heir(unit.code), unit.code)
    finder = QCompleter(box.model(), box)
    finder.setFilterMode(Qt.MatchFlag.MatchContains)
    finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    box.setCompleter(finder)
    return box
