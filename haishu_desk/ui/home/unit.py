"""首页 of a unit: how far it is to the goal, what must be reported, what came back, and where a return stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from haishu_desk.ui.home.empty import EmptyState
from haishu_desk.ui.home.forms_table import FormsTable
from haishu_desk.ui.home.notices import Notice, NoticeList, notices_of
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.says import goal, next_step
from haishu_desk.ui.home.steps import StepsView, steps_of
from haishu_desk.ui.icons import icon, pixmap
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

# The panel at the right takes its share of the page, within bounds.
SIDE, SHARE = (264, 336), 0.26
# Below this width the table needs the room of the panel.
NARROW = 920


class UnitHome(QWidget):
    """Everything without scrolling; one filled button."""

    open_return = Signal(object, object)
    open_page = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._first: FormRow | None = None
        self.sentence, self.facts = self._label("figure", bold=True), self._label("chip", name="secondary")
        self.primary = QPushButton(icon(theme, "pencil-simple", "on_accent"), "继续填报")
        self.primary.setObjectName("primary")
        self.table, self.notices, self.steps = FormsTable(theme), NoticeList(theme), StepsView(theme)
        self._count, self._heard = self._label("chip", name="tertiary"), self._label("chip", name="tertiary")
        self._steps_title = self._label("panel", bold=True)
        self.empty = EmptyState(
            theme,
            "tray",
            "还没有要报的表",
            "区级把任务包（.xlsx）发来以后，到“收发”装入，就能开始填报。",
            "到“收发”装入任务包",
        )
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._whole())
        self._pages.addWidget(self.empty)
        self._connect()

    def _connect(self) -> None:
        self.primary.clicked.connect(self._continue)
        self.table.opened.connect(self._open)
        self.table.looked_at.connect(self._show_steps)
        self.notices.opened.connect(self._open_notice)
        self.empty.acted.connect(self._to_exchange)
        self.setFocusProxy(self.table)

    # Layout.

    def _whole(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        left = QVBoxLayout()
        cards = QVBoxLayout()
        cards.setContentsMargins(24, 16, 24, 16)
        cards.setSpacing(16)
        cards.addWidget(self._card("我要报的", self._count, self.table), 3)
        cards.addWidget(self._card("退回与通知", self._heard, self.notices), 2)
        for layout in (row, left):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        left.addWidget(self._head())
        left.addLayout(cards, 1)
        row.addLayout(left, 1)
        row.addWidget(self._side())
        return whole

    def _head(self) -> QWidget:
        head = QFrame()
        head.setObjectName("headStrip")
        head.setFixedHeight(self._theme.tall(88))
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 0, 24, 0)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addStretch(1)
        words.addWidget(self.sentence)
        words.addWidget(self.facts)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self.primary)
        return head

    def _card(self, title: str, count: QLabel, content: QWidget) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 0, 1, 8)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(16, 10, 16, 8)
        line.setSpacing(8)
        name = self._label("panel", bold=True)
        name.setText(title)
        line.addWidget(name)
        line.addWidget(count)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(content, 1)
        return card

    def _side(self) -> QFrame:
        side = QFrame()
        side.setObjectName("sidePanel")
        self._panel = side
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(self._steps_title)
        column.addWidget(self.steps)
        column.addStretch(1)
        column.addLayout(self._where())
        return side

    def _where(self) -> QHBoxLayout:
        """The file that everything is in, in one quiet line."""
        file = self._session.desk.workspace.path
        line = QHBoxLayout()
        line.setSpacing(8)
        picture, name = QLabel(), self._label("small", name="tertiary")
        picture.setPixmap(pixmap(self._theme, "hard-drive", "text3", 16, 2.0))
        name.setText(f"数据在本机：{file.name}")
        name.setToolTip(str(file))
        line.addWidget(picture)
        line.addWidget(name, 1)
        return line

    def _label(self, use: str, *, bold: bool = False, name: str = "") -> QLabel:
        label = QLabel()
        label.setFont(self._theme.font(use, bold=bold))
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panel.setVisible(self.width() >= self._theme.wide(NARROW))
        self._panel.setFixedWidth(self._theme.wide(min(max(round(self.width() * SHARE), SIDE[0]), SIDE[1])))

    # What is shown.

    def subject(self) -> str:
        """The unit."""
        return self._session.unit_name

    def info(self) -> str:
        """How many returns there are."""
        rows = self.table.rows.rows
        return f"{sum(not row.is_done for row in rows)} 张在办，{len(rows)} 张在册" if rows else ""

    def show_rows(self, rows: list[FormRow]) -> None:
        """Show these returns, and what was said of them."""
        self._pages.setCurrentIndex(0 if rows else 1)
        self.setFocusProxy(self.table if rows else self.empty.button)
        if not rows:
            return
        self._first, sentence, facts = goal(rows)
        self.sentence.setText(sentence)
        self.facts.setText(facts)
        is_open = not (self._first.is_done or self._first.waits)
        self.primary.setVisible(is_open)
        self.primary.setText("到“收发”传出" if next_step(self._first) == "去传出" else "继续填报")
        self.table.show_rows(rows)
        self._count.setText(f"{len(rows)} 张，按截止排")
        notices = self._session.read(lambda: notices_of(self._session, rows)) or []
        self.notices.rows.show(notices)
        self._heard.setText(f"{len(notices)} 条" if notices else "还没有。收到回执或退回包后，会列在这里。")

    def _show_steps(self, row: FormRow) -> None:
        self._steps_title.setText(f"{row.title} {row.period}")
        course = self._session.read(lambda: self._session.desk.course(row.key))
        if course is not None:
            self.steps.show_steps(steps_of(row, course))

    def _continue(self) -> None:
        if self._first is not None:
            self._open(self._first)

    def _open(self, row: FormRow) -> None:
        if next_step(row) == "去传出":
            self.open_page.emit("exchange")
            return
        item = next((slot.item for slot in row.returned if slot not in row.corrected), None)
        self.open_return.emit(row.key, item)

    def _open_notice(self, notice: Notice) -> None:
        self.open_return.emit(notice.key, notice.item)

    def _to_exchange(self) -> None:
        self.open_page.emit("exchange")
