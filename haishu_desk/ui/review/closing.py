"""锁定 and 作废 of the district: a window says what follows before it is done; and of a 更正 what was built on it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.reviewing import LOCK, VOIDED
from haishu_desk.domain.cells import ReturnKey, changed_slots
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import APPROVED, VOID
from haishu_desk.ui.review.affected_words import told_affected
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

WIDTH = 460
_TITLES = {LOCK: "锁定（验收）", VOIDED: "作废"}
_FOLLOWS = {
    LOCK: "锁定以后单位不能更正，批准的数照样算数。查询、答复和核定数仍可以写。要改的，先重新打开。",
    VOIDED: "作废以后这份报表的数不再计入任何汇总、评估和上年同期；报过的数、理由和版本都留着，仍可查看。恢复请用重新打开。",
}
_DONE = {LOCK: "已锁定，请把批复包传给单位", VOIDED: "已作废，请把回执传给单位"}


class ClosingWindow(QDialog):
    """What follows, the reason, and the button that does it; 作废 wants a reason."""

    def __init__(self, theme: Theme, what: str, where: str, affected: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needs_reason = what == VOIDED
        self.setWindowTitle(_TITLES[what])
        self.setMinimumWidth(theme.wide(WIDTH))
        title = QLabel(f"{_TITLES[what]}　{where}")
        title.setFont(theme.font("panel", bold=True))
        self.follows, self.affected = QLabel(_FOLLOWS[what]), QLabel(affected)
        for label in (title, self.follows, self.affected):
            label.setWordWrap(True)
        self.affected.setObjectName("secondary")
        self.affected.setVisible(bool(affected))
        self.reason = QLineEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("理由（必填）" if self._needs_reason else "理由（可不写）")
        self.buttons = QDialogButtonBox()
        self.do_it = QPushButton(_TITLES[what])
        self.do_it.setObjectName("primary")
        self.buttons.addButton(self.do_it, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (title, self.follows, self.affected, self.reason, self.buttons):
            column.addWidget(widget)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.reason.textChanged.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        self.do_it.setEnabled(bool(self.reason.text().strip()) or not self._needs_reason)


class Closing(QObject):
    """Does what the bar of the district wishes; `window` is the one that asks, None while none is open."""

    def __init__(self, session: Session, theme: Theme, district: DistrictReview) -> None:
        super().__init__(district)
        self._session, self._theme, self._district = session, theme, district
        self.window: ClosingWindow | None = None
        bar = district.bar
        self.affected = QLabel(bar.parentWidget())
        self.affected.setObjectName("foot")
        self.affected.setWordWrap(True)
        self.affected.setFont(theme.font("chip"))
        self.affected.hide()
        around = bar.parentWidget()
        layout = around.layout() if around is not None else None
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(layout.indexOf(bar), self.affected)
        bar.wished.connect(self.ask)
        bar.laid_out.connect(self._show)

    def _show(self) -> None:
        """What may be wished of the return that is shown, and what its 更正 touches."""
        key, bar = self._district.key, self._district.bar
        state = self._district.deciding.state(key) if key is not None else ""
        writable = self._session.desk.workspace.database.writable
        bar.lock.setEnabled(state == APPROVED)
        bar.more.setVisible(writable and bool(state) and state != VOID)
        text = (self._session.read(lambda: self._told(key)) or "") if key is not None else ""
        self.affected.setText(text)
        self.affected.setVisible(bool(text))

    def _told(self, key: ReturnKey) -> str:
        desk = self._session.desk
        course, heads = desk.course(key), desk.heads(key)
        if course.correction is None:
            return ""
        found = desk.affecting.of(key, changed_slots(course.counting(heads), heads))
        return "。".join(filter(None, ("这是更正，审核通过以前仍以批准的数为准", told_affected(found))))

    def ask(self, what: str) -> None:
        """Open the window that says what follows."""
        key, desk = self._district.key, self._session.desk
        if key is None:
            return
        documents = desk.documents
        name, title = documents.called(key.unit, key.period), documents.forms[key.form]["title"]
        where = f"{name} · {parse_period(key.period).title} · {title}"
        cells = self._session.read(lambda: desk.affecting.of(key, list(desk.heads(key)))) if what == VOIDED else None
        self.window = ClosingWindow(self._theme, what, where, told_affected(cells or []), self._district)
        self.window.accepted.connect(lambda: self._do(key, what))
        self.window.open()

    def _do(self, key: ReturnKey, what: str) -> None:
        window, district = self.window, self._district
        reason = window.reason.text().strip() if window is not None else ""
        self.window = None
        if district.deciding.decide(district.bar.said, key, what, reason) is not None:
            district.refresh()
            district.bar.said.say(_DONE[what])
