"""查询: the list with its filter, the whole of the current one, and the line where it is answered or settled.

The district asks again or settles, the unit answers; both see question and answer beside each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.domain.queries import ANSWERED, ASKED, SETTLED
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.icons import icon
from haishu_desk.ui.review.queries_model import QueriesModel, QueriesView, Row, key_and_slot, label_of
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.nothing import Nothing
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.wording import moment

HEIGHT = 44
_FILTERS = (("待答复", (ASKED,)), ("已答复", (ANSWERED,)), ("已办结", (SETTLED,)), ("全部", (ASKED, ANSWERED, SETTLED)))
_ALL = len(_FILTERS) - 1
_NONE = {
    True: ("没有查询", "在审核页的一格上按 F7 发出查询，问和答都列在这里"),
    False: ("没有查询", "区级对某一格发出的查询，装入它发来的文件后列在这里"),
}


class QueriesPanel(Doorway):
    """`wanted` asks for the sheet of a return and an item of it; `counted` carries how many wait for the one who looks."""

    wanted = Signal(object, object)
    counted = Signal(int)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._is_district = session.desk.is_district
        self._rows: Sequence[Row] = ()
        self._shown: str | None = None
        self._typed: dict[str, str] = {}  # what is being typed stays with its query
        self.model = QueriesModel(session.desk, self)
        self.view = QueriesView(self.model, theme)
        self.said = Said(session, theme)
        self.nothing = Nothing(theme, "check-circle", *_NONE[self._is_district])
        self.middle = QStackedWidget()
        self.middle.addWidget(self.nothing)
        self.middle.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.middle, 1)
        column.addWidget(self._foot())
        self.setFocusProxy(self.view)
        self.view.stood.connect(self._show)
        self.view.jumped.connect(self._jump)

    def _head(self) -> QFrame:
        head = QFrame(self)
        head.setObjectName("headStrip")
        head.setFixedHeight(self._theme.tall(HEIGHT))
        self.head_line = QHBoxLayout(head)
        self.head_line.setContentsMargins(16, 0, 16, 0)
        self.head_line.setSpacing(8)
        self.chips = QButtonGroup(self)
        for number, (word, _) in enumerate(_FILTERS):
            chip = QPushButton(word, head)
            chip.setObjectName("chip")
            chip.setCheckable(True)
            chip.setChecked(number == _ALL)
            self.chips.addButton(chip, number)
            self.head_line.addWidget(chip)
        self.head_line.addStretch(1)
        self.chips.idClicked.connect(self._filter)
        return head

    def _foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("drawer")
        self.whole = QLabel(foot)
        self.whole.setWordWrap(True)
        self.whole.setTextFormat(Qt.TextFormat.PlainText)
        self.whole.setFont(self._theme.font("chip"))
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = QLineEdit(foot)
        self.text.setAccessibleName("追问或办结时写一句" if self._is_district else "答复")
        self.text.setPlaceholderText(
            "追问的话，或办结时写一句（可不写）" if self._is_district else "答复：情况、原因、依据；Enter 记下"
        )
        self.again = QPushButton("追问", foot)
        self.close_it = QPushButton(icon(self._theme, "check-circle", "on_accent"), "办结", foot)
        self.answer = QPushButton(icon(self._theme, "check-circle", "on_accent"), "答复", foot)
        for button in (self.close_it, self.answer):
            button.setObjectName("primary")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.text, 1)
        for button in (self.again, self.close_it, self.answer):
            line.addWidget(button)
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addWidget(self.whole)
        column.addLayout(line)
        column.addWidget(self.said)
        self.again.clicked.connect(self.ask_again)
        self.close_it.clicked.connect(self.settle)
        self.answer.clicked.connect(self.say)
        self.text.returnPressed.connect(self._enter)
        self._foot_strip = foot
        return foot

    # What is shown.

    def refresh(self) -> None:
        """Read the queries anew; what is being typed stays."""
        name = self.view.current["query"] if self.view.current else None
        rows, mine = _rows_of(self._session), _side_of(self._session)
        self._rows = sorted(rows, key=lambda row: row["waits_for"] != mine)
        for number, (word, states) in enumerate(_FILTERS):
            count = sum(row["state"] in states for row in self._rows)
            self.chips.button(number).setText(f"{word} {count}")
        self.counted.emit(sum(row["waits_for"] == mine for row in self._rows))
        self._lay(name)

    def _filter(self) -> None:
        self._lay(None)

    def _lay(self, name: str | None) -> None:
        states = _FILTERS[self.chips.checkedId()][1]
        shown = [row for row in self._rows if row["state"] in states]
        self.model.show_rows(shown)
        self.middle.setCurrentIndex(1 if shown else 0)
        self._foot_strip.setVisible(bool(shown))
        self.setFocusProxy(self.view if shown else self.chips.button(self.chips.checkedId()))
        self.view.stand_on(name)

    def _show(self, row: Row | None) -> None:
        self.said.forget()
        name = row["query"] if row else None
        if name != self._shown:
            if self._shown is not None:
                self._typed[self._shown] = self.text.text()
            self._shown = name
            self.text.setText(self._typed.pop(name, "") if name is not None else "")
        self.whole.setText(self._thread(row) if row else "")
        writes = self._session.desk.workspace.database.writable and row is not None and row["waits_for"] is not None
        self.text.setVisible(writes)
        self.again.setVisible(writes and self._is_district)
        self.close_it.setVisible(writes and self._is_district)
        self.answer.setVisible(writes and not self._is_district)

    def _thread(self, row: Row) -> str:
        """Where it is, and all that was said, oldest first."""
        unit = self._session.desk.documents.called(row["unit"], row["period"])
        where = (
            f"{unit} · {label_of(self._session.desk, row)}" if self._is_district else label_of(self._session.desk, row)
        )
        said = [
            f"{message['what']}　{message['by']}　{moment(message['at'])}　{message['text']}"
            for message in row["messages"]
        ]
        return "\n".join([where, *said])

    # What is said.

    def ask_again(self) -> None:
        """追问 in the same matter."""
        self._say(self._session.desk.querying.ask, "已追问，随下一个下行文件送到单位", named=False)

    def settle(self) -> None:
        """办结."""
        text = self.text.text().strip() or None
        querying = self._session.desk.querying
        self._write(lambda key, slot, name: querying.close(key, slot, text, name), "已办结")

    def say(self) -> None:
        """答复."""
        self._say(self._session.desk.querying.answer, "已记下，到“收发”传出后区级能看到", named=True)

    def _say(self, action: Callable[..., object], sentence: str, *, named: bool) -> None:
        text = self.text.text().strip()
        if not text:
            self.said.say("没有写内容，请写明要问什么，或是什么情况", "bad")
            self.text.setFocus()
            return
        self._write(lambda key, slot, name: action(key, slot, text, *([name] if named else [])), sentence)

    def _write(self, action: Callable[..., object], sentence: str) -> None:
        row = self.view.current
        if row is None:
            return
        key, slot = key_and_slot(row)
        if self.said.write([key], lambda: action(key, slot, row["query"])) is None:
            return
        self.text.clear()
        self.refresh()
        self.said.say(sentence)
        self.view.setFocus()

    def _enter(self) -> None:
        if self._is_district:
            self.ask_again()
        else:
            self.say()

    def _jump(self, row: Row) -> None:
        key, slot = key_and_slot(row)
        self.wanted.emit(key, slot.item)


def waiting_of(session: Session) -> int:
    """How many queries wait for the one who looks, without the list."""
    return sum(row["waits_for"] == _side_of(session) for row in _rows_of(session))


def _side_of(session: Session) -> str:
    return "district" if session.desk.is_district else "unit"


def _rows_of(session: Session) -> Sequence[Row]:
    return session.read(lambda: session.desk.querying.rows(by_and_by=True)) or []
