"""首页 of a unit: how far it is to the goal, what must be reported, what came back, and where a return stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from haishu_desk.store.home import unsafe_kind
from haishu_desk.ui.checkup import Checkup
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.home.calendar import Calendar
from haishu_desk.ui.home.forms_table import FormsTable
from haishu_desk.ui.home.month import DueDay
from haishu_desk.ui.home.notices import Notice, NoticeList, notices_of
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.own import OwnList, OwnRow, counts_of, own_rows
from haishu_desk.ui.home.says import goal, next_step
from haishu_desk.ui.home.steps import StepsView, steps_of
from haishu_desk.ui.icons import icon, pixmap
from haishu_desk.ui.page import QUERIES
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.elided import ElidedLabel
from haishu_desk.ui.widgets.empty_state import EmptyState
from haishu_desk.ui.widgets.sections import rule

# The panel at the right takes its share of the page, within bounds.
SIDE, SHARE = (264, 336), 0.26
# Below this width the table needs the room of the panel.
NARROW = 920
FIRST_DAY = (
    "第一次用：到“收发”传出登记申请，交给区级登记这台电脑。\n区级发来任务包（.xlsx）后，也在“收发”装入，就能开始填报。"
)


class UnitHome(Doorway):
    """Everything without scrolling; one filled button."""

    open_return = Signal(object, object)
    open_page = Signal(str)
    open_item = Signal(str, str)
    counted = Signal()
    asked_for_trail = Signal()
    asked_for_line = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._first: FormRow | None = None
        self._leads_to_returned = False
        self.sentence, self.facts = self._label("figure", bold=True), ElidedLabel()
        self.facts.setFont(theme.font("chip"))
        self.facts.setObjectName("secondary")
        self.primary = QPushButton(icon(theme, "pencil-simple", "on_accent"), "继续填报")
        self.primary.setObjectName("primary")
        self.problems = QPushButton(icon(theme, "warning-octagon", "text2"), "看退回的格")
        self.table, self.notices, self.steps = FormsTable(theme), NoticeList(theme), StepsView(theme)
        self.table.rows.is_reader = not session.desk.workspace.database.writable
        self.own, self.calendar = OwnList(theme), Calendar(session, theme)
        self.checkup = Checkup(session, self)
        self._count, self._heard, self._own_count = (self._label("chip", name="tertiary") for _ in range(3))
        self._no_notice = self._label("chip", name="secondary")
        self._steps_title = self._label("panel", bold=True)
        self.empty = EmptyState(
            theme,
            "tray",
            "还没有要报的表",
            FIRST_DAY,
            "到“收发”",
        )
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._whole())
        self._pages.addWidget(self.empty)
        self._connect()

    def _connect(self) -> None:
        self.primary.clicked.connect(self._continue)
        self.checkup.ended.connect(self._on_checked)
        QShortcut(QKeySequence("F8"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
            self.problems.click
        )
        self.problems.clicked.connect(self._to_returned)
        self.own.opened.connect(self._open_own)
        self.calendar.opened.connect(self._open_day)
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
        cards.addWidget(self._card("本单位指标", self._own_count, self.own), 2)
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
        row.addWidget(self.problems)
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
        column.setContentsMargins(0, 14, 0, 12)
        column.setSpacing(8)
        title = self._label("panel", bold=True)
        title.setText("退回与通知")
        column.addLayout(_indented(title, self._heard))
        self._no_notice.setText("还没有。装入任务包、回执或退回包以后，区级说的话列在这里。")
        self._no_notice.setWordWrap(True)
        column.addLayout(_indented(self._no_notice))
        column.addWidget(self.notices, 1)
        column.addWidget(rule(self._theme))
        column.addWidget(self.calendar)
        column.addWidget(rule(self._theme))
        column.addLayout(_indented(self._steps_title))
        column.addLayout(_indented(self.steps))
        self._where_words = self._where()
        column.addLayout(self._where_words)
        return side

    def _where(self) -> QHBoxLayout:
        """The file that everything is in, in one quiet line."""
        file = self._session.desk.workspace.path
        line = QHBoxLayout()
        line.setSpacing(8)
        line.setContentsMargins(16, 0, 16, 0)
        picture, name = QLabel(), self._label("small", name="tertiary")
        picture.setPixmap(pixmap(self._theme, "hard-drive", "text3", 16, 2.0))
        name.setText(f"数据在{unsafe_kind(file.absolute()) or '本机'}：{file.name}")
        name.setToolTip(str(file))
        trail = QPushButton("留痕")
        trail.setObjectName("link")
        trail.clicked.connect(self.asked_for_trail)
        line.addWidget(picture)
        line.addWidget(name, 1)
        desk = self._session.desk
        if desk.documents.units.get(desk.unit).kind == "department":
            lead = QPushButton("条线初审")
            lead.setObjectName("link")
            lead.clicked.connect(self.asked_for_line)
            line.addWidget(lead)
        line.addWidget(trail)
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

    @property
    def is_settled(self) -> bool:
        """Whether all that is shown was checked."""
        return all(row.is_checked for row in self.table.rows.rows)

    def show_rows(self, rows: list[FormRow]) -> None:
        """Show these returns, and what was said of them."""
        self._pages.setCurrentIndex(0 if rows else 1)
        self.setFocusProxy(self.table if rows else self.empty.button)
        if not rows:
            return
        self._first, sentence, facts = goal(rows)
        self.sentence.setText(sentence)
        self._show_buttons(self._first, sum(row.to_correct for row in rows))
        self.table.show_rows(rows)
        self._count.setText(f"{len(rows)} 张，按截止排")
        notices = self._session.read(lambda: notices_of(self._session, rows)) or []
        self.notices.rows.show(notices)
        asked = sum(notice.is_query for notice in notices)
        self.facts.setText(" · ".join(filter(None, (f"查询 {asked} 条待答复" if asked else "", facts))))
        waiting = asked + sum(notice.mark == "bad" for notice in notices)
        self._heard.setText(f"{waiting} 条未办" if waiting else f"{len(notices)} 条" if notices else "")
        self.notices.setVisible(bool(notices))
        self._no_notice.setVisible(not notices)
        self.calendar.show_rows(rows)
        self._check(rows)
        own = self._session.read(lambda: own_rows(self._session)) or []
        self.own.rows.show(own)
        self._own_count.setText(counts_of(own))

    def _check(self, rows: list[FormRow]) -> None:
        """Count by and by what 全审 finds in the returns that nobody has looked at yet."""
        unknown = [row.key for row in rows if not row.is_checked]
        if unknown:
            self.checkup.ask(unknown)
        else:
            self.checkup.rest()

    def _on_checked(self, whole: bool) -> None:  # noqa: FBT001  what the signal carries
        if whole:
            self.counted.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left: check no further."""
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is only made small goes on
            self.checkup.rest()

    def _show_buttons(self, first: FormRow, to_correct: int) -> None:
        """One filled button: the next step of what comes first; a reader can only look."""
        reader = self.table.rows.is_reader
        step = next_step(first)
        self.primary.setVisible(reader or not (first.is_done or first.waits))
        self.primary.setText("查看填报表" if reader else "到“收发”传出" if step == "去传出" else "继续填报")
        wrong = first.hard or 0
        self.problems.setVisible(to_correct > 0 or wrong > 0)
        self.problems.setText(f"退回的 {to_correct} 格" if to_correct else f"先看 {wrong} 条错误")
        self.problems.setToolTip("F8")
        self._leads_to_returned = to_correct > 0

    def _show_steps(self, row: FormRow) -> None:
        self._steps_title.setText(f"{row.title} {row.period}")
        course = self._session.read(lambda: self._session.desk.course(row.key))
        if course is not None:
            self.steps.show_steps(steps_of(row, course))

    def _continue(self) -> None:
        if self._first is not None:
            self._open(self._first)

    def _open(self, row: FormRow) -> None:
        if next_step(row) == "去传出" and not self.table.rows.is_reader:
            self.open_page.emit("exchange")
            return
        item = next((slot.item for slot in row.returned if slot not in row.corrected), None)
        self.open_return.emit(row.key, item)

    def _open_notice(self, notice: Notice) -> None:
        if notice.is_query:
            self.open_item.emit("review", QUERIES)
        else:
            self.open_return.emit(notice.key, notice.item)

    def _open_own(self, row: OwnRow) -> None:
        """To its cell in the newest return that has it."""
        own = self._session.desk.own_units
        keys = [each.key for each in self.table.rows.rows if each.key.form == "indicators" and each.key.unit in own]
        if keys:
            self.open_return.emit(max(keys, key=lambda key: key.period), row.code)

    def _open_day(self, due: DueDay) -> None:
        """The sheet that is due then; without a task bundle there is none."""
        if not due.first.is_planned:
            self.open_return.emit(due.first.key, None)

    def _to_returned(self) -> None:
        """What came back, on its page; else the sheet with the errors."""
        if self._leads_to_returned or self._first is None:
            self.open_page.emit("review")
        else:
            self.open_return.emit(self._first.key, None)

    def _to_exchange(self) -> None:
        self.open_page.emit("exchange")


def _indented(*widgets: QWidget) -> QHBoxLayout:
    """Beside one another, in from the edges of the panel."""
    line = QHBoxLayout()
    line.setContentsMargins(16, 0, 16, 0)
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget, int(len(widgets) == 1))
    if len(widgets) > 1:
        line.addStretch(1)
    return line
