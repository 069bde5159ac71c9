"""查询 and 核定数 from the panel at the right: a small window for the words, then one use case of the Desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.ui.entry.bars import SaidBar
from haishu_desk.ui.entry.detail_panel import ANSWER, ASK, CLOSE, VERIFY, DetailPanel
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

WIDTH = 440
_SENT_DOWN = "随下一个下行文件送到单位。"
_WORDS = {
    ASK: ("发出查询", "要问什么（必填）", "已记下", f"查询{_SENT_DOWN}"),
    ANSWER: ("答复", "情况、原因、依据（必填）", "已答复", "到“收发”传出后区级能看到。"),
    CLOSE: ("办结", "核对的结果（可不写）", "已办结", _SENT_DOWN),
    VERIFY: ("核定数", "理由和来源（必填）", "已记下", f"报上来的数不变，核定数在旁边，算数的是它；{_SENT_DOWN}"),
}


class SayWindow(QDialog):
    """One line of words, and for a 核定数 the figure before it."""

    def __init__(self, theme: Theme, what: str, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title, placeholder, *_ = _WORDS[what]
        self._must_say = what != CLOSE
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.wide(WIDTH))
        head = QLabel(f"{title}　{where}")
        head.setFont(theme.font("panel", bold=True))
        head.setWordWrap(True)
        self.figure, self.words = QLineEdit(), QLineEdit()
        self.figure.setAccessibleName("核定数")
        self.figure.setPlaceholderText("核定数；空着就是撤回核定数")
        self.figure.setVisible(what == VERIFY)
        self.words.setAccessibleName(title)
        self.words.setPlaceholderText(placeholder)
        self.do_it = QPushButton(title if what != VERIFY else "记下")
        self.do_it.setObjectName("primary")
        buttons = QDialogButtonBox()
        buttons.addButton(self.do_it, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (head, self.figure, self.words, buttons):
            column.addWidget(widget)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.words.textChanged.connect(self._judge)
        self._judge()
        (self.figure if what == VERIFY else self.words).setFocus()

    def _judge(self) -> None:
        self.do_it.setEnabled(bool(self.words.text().strip()) or not self._must_say)


class AskingDesk(QObject):
    """Does what the links of the panel ask for; `window` is the one that is open, None while none is."""

    def __init__(
        self, session: Session, theme: Theme, view: SheetView, panel: DetailPanel, said: SaidBar, *, page: QWidget
    ) -> None:
        super().__init__(page)
        self._session, self._theme, self._view, self._said, self._page = session, theme, view, said, page
        self.window: SayWindow | None = None
        panel.linked.connect(self.follow)

    def follow(self, link: str) -> None:
        """A link was clicked: `ask`, `verify`, or `answer:` or `close:` and the name of a query."""
        what, _, name = link.partition(":")
        place = self._place()
        if what not in _WORDS or place is None:
            return
        key, slot = place
        label = self._session.desk.documents.catalogue.get(slot.item).name
        self.window = SayWindow(self._theme, what, label, self._page)
        if what == VERIFY and (verified := self._session.desk.revising.verified(key, slot)):
            self.window.figure.setText(verified["value"].raw)
        self.window.accepted.connect(lambda: self._do(what, key, slot, name))
        self.window.open()

    def _do(self, what: str, key: ReturnKey, slot: Slot, name: str) -> None:
        window, self.window = self.window, None
        if window is None:
            return
        action = self._action(what, key, slot, name, (window.figure.text().strip(), window.words.text().strip()))
        if self._session.write([key], action) is not None:
            _, _, title, then = _WORDS[what]
            self._said.say("ok", title, then)

    def _action(
        self, what: str, key: ReturnKey, slot: Slot, name: str, said: tuple[str, str]
    ) -> Callable[[], dict[str, object]]:
        desk, (figure, words) = self._session.desk, said
        asked = next((query.cell for query in desk.querying.of_return(key) if query.name == name), slot)
        if what == ANSWER:
            return lambda: desk.querying.answer(key, asked, words, name)
        if what == CLOSE:
            return lambda: desk.querying.close(key, asked, words or None, name)
        if what == VERIFY:
            return lambda: desk.revising.verify(key, slot, figure, words)
        return lambda: desk.querying.ask(key, slot, words)

    def _place(self) -> tuple[ReturnKey, Slot] | None:
        """The return and the cell of the current row: its value in the 数值状态 that is shown."""
        model = self._view.cells
        row = model.item_at(self._view.currentIndex())
        if model.sheet is None or row is None:
            return None
        sheet, item = model.sheet.row(row)
        return sheet.key, sheet.slot(item, "value")
