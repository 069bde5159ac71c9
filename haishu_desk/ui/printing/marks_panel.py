"""The four marks of a form, for the district: what stands in the upper right corner of the paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from haishu_desk.desk.paper import set_marks
from haishu_desk.report.marks import TITLES, Marks, marks_of
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import WIDTH, Section

_HINTS = {
    "number": "例如 海规监1表",
    "agency": "例如 海曙区发展和改革局",
    "document": "批准或备案的文号",
    "valid_to": "2026-12-31",
}


class MarksPanel(QFrame):
    """Four fields and a button; `stored` says that the form carries other marks now."""

    stored = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setFixedWidth(WIDTH)
        self._session, self._form = session, ""
        section = Section(theme, "表头四项", self)
        section.words("四项齐了才印在右上角，随任务包发到单位。都空着就印“工作用表”。")
        self.fields: dict[str, QLineEdit] = {}
        for name, title in TITLES.items():
            label, field = QLabel(title), QLineEdit()
            field.setPlaceholderText(_HINTS[name])
            field.setAccessibleName(title)
            field.returnPressed.connect(self.store)
            label.setBuddy(field)
            section.column.addWidget(label)
            section.column.addWidget(field)
            self.fields[name] = field
        self.button = section.button("记下", "check")
        self.button.clicked.connect(self.store)
        self.said = Said(session, theme)
        section.column.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        column.addStretch(1)

    def show_form(self, form: str) -> None:
        """Show the marks of that form."""
        if form != self._form:
            self.said.forget()
        self._form = form
        marks = marks_of(self._session.desk.documents.form(form))
        for name, field in self.fields.items():
            field.setText(getattr(marks, name))

    def store(self) -> None:
        """Let the form carry what stands in the fields."""
        marks = Marks(**{name: field.text().strip() for name, field in self.fields.items()})
        if self.said.write([], lambda: set_marks(self._session.desk, self._form, marks)):
            self.said.say("已记下。下一次下发任务包时随包发到单位。" if marks.is_whole else "已记下：印“工作用表”。")
            self.stored.emit()
