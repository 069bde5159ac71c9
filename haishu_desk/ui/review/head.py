"""The line over the comparison: whose report it is, which one, in what state, and who signed it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from haishu_desk.desk import Desk
from haishu_desk.desk.signatures import word_of_return
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import Course
from haishu_desk.ui.marks import MarkedLabel, mark_of_state
from haishu_desk.ui.signature import signature_status
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wording import moment

HEIGHT = 40


class ReturnHead(QFrame):
    """Unit, form, period and number of the report at the left; signature at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headStrip")
        self.setFixedHeight(theme.tall(HEIGHT))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        self._unit, self._what = QLabel(), QLabel()
        self._unit.setFont(theme.font("sheet", bold=True))
        self._what.setObjectName("secondary")
        self.state, self.signature = MarkedLabel(theme), MarkedLabel(theme)
        for widget in (self._unit, self._what, self.state):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.signature)

    def show_return(self, desk: Desk, key: ReturnKey, course: Course, state: str) -> None:
        """Show that return."""
        self._unit.setText(desk.documents.called(key.unit, key.period))
        reports = [revision for revision in course.revisions if revision.author.unit == key.unit or not revision.signed]
        number = f" · 第 {len(reports)} 次上报" if reports else " · 区级代录"
        form = str(desk.documents.forms[key.form]["title"])
        self._what.setText(f"{form} · {parse_period(key.period).title}{number}")
        mark, token = mark_of_state(state)
        self.state.show_mark(mark, state, token=token, use="chip")
        last = course.last_revision
        self.signature.setVisible(last is not None)
        if last is not None:
            status = signature_status(word_of_return(desk, key))
            signed = status.word if last.signed else f"手工填报，{status.word}"
            if last.author.unit != key.unit and last.signed:
                signed = "区级封存"
            who = f"{last.author.person} {moment(last.author.at)}"
            text = f"{signed} · {who} · 版本码 {version_code(last.id)}"
            self.signature.show_mark(status.kind, text, token="text2", use="chip")  # noqa: S106  a colour
