"""退回与查询 of a unit: what came back, with what was said of it; jump to the cell or answer it right there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.domain.returns import RECEIVED, REPORTED
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.drafts import Drafts
from haishu_desk.ui.icons import icon
from haishu_desk.ui.review.remarks import ReturnedModel, ReturnedView
from haishu_desk.ui.review.returned import WAITING, Returned, returned_cells
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.elided import ElidedLabel
from haishu_desk.ui.widgets.empty_state import EmptyState
from haishu_desk.ui.widgets.said import Said

HEAD = 48
HINT = "Enter 跳到那一格去改；数没有错就直接打字写说明；F8 下一处"


class UnitReview(Doorway):
    """The head with the two next steps, and the table under it."""

    open_return = Signal(object, object)
    open_page = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self.model = ReturnedModel(self)
        self.model.is_reader = not session.desk.workspace.database.writable
        self.view = ReturnedView(self.model, theme)
        self.said = Said(session, theme)
        self.empty = EmptyState(theme, "check-circle", "没有退回的格", "", "到“收发”装入退回包")
        self.middle = QStackedWidget()
        self.middle.addWidget(self.empty)
        self.middle.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.middle, 1)
        self._connect()

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("headStrip")
        head.setFixedHeight(self._theme.tall(HEAD))
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        self.about = QLabel()
        self.about.setFont(self._theme.font("body", bold=True))
        self.hint = ElidedLabel()
        self.hint.setText(HINT)
        self.hint.setObjectName("secondary")
        self.hint.setFont(self._theme.font("chip"))
        self.next = QPushButton("下一处 F8")
        self.jump = QPushButton(icon(self._theme, "pencil-simple", "on_accent"), "跳到这一格")
        self.hand_over = QPushButton(icon(self._theme, "paper-plane-tilt", "on_accent"), "到“收发”传出")
        for button in (self.jump, self.hand_over):
            button.setObjectName("primary")
        line.addWidget(self.about)
        line.addSpacing(4)
        line.addWidget(self.hint, 1)
        line.addWidget(self.said, 1)
        for button in (self.next, self.jump, self.hand_over):
            line.addWidget(button)
        self._head_strip = head
        return head

    def _connect(self) -> None:
        self.view.jumped.connect(self._jump)
        self.model.answered.connect(self._answer)
        self.jump.clicked.connect(self.view.jump)
        self.next.clicked.connect(self.go_on)
        self.hand_over.clicked.connect(self._to_exchange)
        self.empty.acted.connect(self._to_exchange)
        QShortcut(QKeySequence("F8"), self).activated.connect(self.go_on)  # from the strip above it too

    def refresh(self) -> None:
        """Read anew what came back."""
        row = max(self.view.currentIndex().row(), 0)
        rows = self._session.read(lambda: returned_cells(self._session.desk)) or []
        self.model.show_rows(rows)
        self.middle.setCurrentIndex(1 if rows else 0)
        self._head_strip.setVisible(bool(rows))
        self.setFocusProxy(self.view if rows else self.empty.button)
        waiting = sum(each.status.word == WAITING for each in rows)
        self.about.setText(f"退回 {len(rows)} 处，还有 {waiting} 处待修改" if rows else "没有退回的格")
        self.next.setVisible(waiting > 1)
        self.jump.setVisible(waiting > 0 or self.model.is_reader)
        self.hand_over.setVisible(not waiting and not self.model.is_reader)
        if rows:
            self.view.stand_on(min(row, len(rows) - 1))
        else:
            self.empty.text.setText(self._why_nothing())

    def _why_nothing(self) -> str:
        """What the empty page says: it depends on what is under way."""
        desk = self._session.desk
        courses = [desk.course(key) for key in desk.workspace.cells.returns() if key.unit in desk.own_units]
        states = {course.state(has_edits=True) for course in courses}
        if not states:
            return "区级退回的数会带着理由列在这里。先到“收发”装入任务包。"
        if states & {REPORTED, RECEIVED}:
            return "已上报，等区级审核。区级发来退回包后，到“收发”装入，退回的数会带着理由列在这里。"
        return "区级退回的数会带着理由列在这里。收到退回包后，到“收发”装入。"

    def go_on(self) -> None:
        """The next line that waits."""
        if not self.view.next_waiting():
            self.said.say("都改好了，到“收发”传出上报包", "ok")
        self.view.setFocus()

    def close_editors(self) -> None:
        """What is being typed is stored."""
        if self.view.is_editing:
            self.view.setFocus()

    def keep_typing(self) -> None:
        """What is being typed is kept as a draft of the cell's 说明 on the sheet, and is not stored."""
        index = self.view.currentIndex()
        editor = self.view.indexWidget(index) if self.view.is_editing else None
        if not isinstance(editor, QLineEdit):
            return
        row, text = self.model.rows[index.row()], editor.text()
        self.view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        slot = row.answer_slot
        if slot is not None and text != row.answer:
            drafts = Drafts(self._session.desk.workspace.path)
            self._session.read(lambda: drafts.keep(row.key, (slot.item, slot.field), text))

    def _answer(self, row: Returned, text: str) -> None:
        """Store the 说明 by the one door; what is refused says why in the head."""
        slot = row.answer_slot
        if slot is None:
            return
        cell = {"item": slot.item, "field": slot.field, "vintage": slot.vintage, "value": text}
        keys, typed = [row.key], {"unit": row.key.unit, "period": row.key.period, **cell}
        self.said.write(keys, lambda: self._session.desk.entry.enter([typed], None))

    def _jump(self, row: Returned) -> None:
        self.open_return.emit(row.key, row.item)

    def _to_exchange(self) -> None:
        self.open_page.emit("exchange")
