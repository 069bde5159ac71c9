"""The two lines under the grid: in one a unit gets a role, in the other the draft is issued with 文号 and effective date."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from haishu_desk.desk.documents import Documents
from haishu_desk.domain.assignments import ROLE_TITLES
from haishu_desk.ui.theme import Theme


class AddingBar(QWidget):
    """`added` carries item, unit and role; `removed` asks to take away the row that is current."""

    added = Signal(str, str, str)
    removed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item, self.unit, self.role = QLineEdit(self), QComboBox(self), QComboBox(self)
        self.item.setPlaceholderText("代码，如 145-04")
        self.item.setFixedWidth(theme.wide(150))
        self.unit.setMinimumWidth(theme.wide(180))
        for name, widget in (("指标或任务的代码", self.item), ("单位", self.unit), ("职责", self.role)):
            widget.setAccessibleName(name)
        for role, title in ROLE_TITLES.items():
            self.role.addItem(title, role)
        self.add, self.remove = QPushButton("增加一行", self), QPushButton("取消选中的行", self)
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 0)
        for each in (QLabel("由谁负责", self), self.item, self.unit, self.role, self.add, self.remove):
            row.addWidget(each)
        row.addStretch(1)

    def show_units(self, documents: Documents) -> None:
        """Offer the units that there are."""
        chosen = self.unit.currentData()
        self.unit.clear()
        for unit in documents.units:
            if unit.valid_to is None:
                self.unit.addItem(unit.name, unit.code)
        self.unit.setCurrentIndex(max(self.unit.findData(chosen), 0))

    def _on_add(self) -> None:
        self.added.emit(self.item.text().strip(), str(self.unit.currentData()), str(self.role.currentData()))


class IssuingBar(QWidget):
    """`issued` carries 文号 and effective date as typed, `given_up` asks to forget the draft."""

    issued = Signal(str, str)
    given_up = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = QLabel(self)
        self.document, self.effective = QLineEdit(self), QLineEdit(self)
        self.document.setPlaceholderText("文号，如 海政办〔2026〕1号")
        self.effective.setPlaceholderText("生效日期，不写为发布之日")
        self.document.setAccessibleName("文号")
        self.effective.setAccessibleName("生效日期")
        self.document.setFixedWidth(theme.wide(210))
        self.effective.setFixedWidth(theme.wide(190))
        self.issue, self.give_up = QPushButton("发布", self), QPushButton("放弃草稿", self)
        self.issue.setObjectName("primary")
        self.issue.clicked.connect(
            lambda: self.issued.emit(self.document.text().strip(), self.effective.text().strip())
        )
        self.give_up.clicked.connect(self.given_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self.about)
        row.addStretch(1)
        for each in (self.document, self.effective, self.issue, self.give_up):
            row.addWidget(each)

    def show_count(self, count: int, overtaken: int) -> None:
        """How many rows of the draft are other than what is in force."""
        said = f"草稿 {count} 行，还没有发布" if count else "没有草稿：改了年度目标、增减单位以后在这里发布"
        self.about.setText(said + (f"；其中 {overtaken} 行在起草以后又发布过，请核对" if overtaken else ""))
        for each in (self.issue, self.give_up):
            each.setEnabled(bool(count))
