"""首页 of the district: the counts, the picture of units x forms, and what waits for review with the risk first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.danger import Danger, in_danger
from haishu_desk.desk.turnout import turns
from haishu_desk.desk.urging import Owed, Urged
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.returns import SENT_BACK
from haishu_desk.review.turnout import Turnout, counted
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.home.counts import Count, CountStrip
from haishu_desk.ui.home.heat import HeatMap
from haishu_desk.ui.home.legend import Legend
from haishu_desk.ui.home.matrix import Told, blocks_of, forms_in, periods_in
from haishu_desk.ui.home.month import DueDay
from haishu_desk.ui.home.overview import FormRow, whole
from haishu_desk.ui.home.says import day
from haishu_desk.ui.home.side import DistrictSide
from haishu_desk.ui.home.titled import plain_label, titled
from haishu_desk.ui.icons import icon
from haishu_desk.ui.page import QUERIES
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turns import Turns
from haishu_desk.ui.widgets.empty_state import EmptyState

# The panel at the right takes its share of the page, within bounds.
SIDE, SHARE = (312, 392), 0.303
# Below this width the picture needs the room of the panel; 审核 has the same list.
NARROW = 980
_READING = "正在读各份报表"


class DistrictHome(Doorway):
    """One period at a time."""

    open_return = Signal(object, object)
    open_page = Signal(str)
    open_review = Signal(object)
    open_item = Signal(str, str)
    asked_for_trail = Signal()
    asked_to_urge = Signal(object)
    asked_for_second = Signal()
    asked_for_line = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._rows: list[FormRow] = []
        self._urged: Mapping[ReturnKey, Urged] = {}
        self.counts, self.heat = CountStrip(theme), HeatMap(theme)
        self.period = QComboBox()
        self.period.setAccessibleName("报告期")
        self.period.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.side = DistrictSide(session, theme)
        self._deadline = plain_label(theme, "body", name="secondary")
        self.primary = QPushButton("审核")
        self.primary.setObjectName("primary")
        self.urge = QPushButton(icon(theme, "bell-ringing", "text2"), "催报")
        self.asked = QPushButton(icon(theme, "check-circle", "text2"), "")
        self.asked.setToolTip("单位已经答复，等您办结")
        self.empty = EmptyState(
            theme,
            "paper-plane-tilt",
            "还没有下发过任务",
            "先到“收发”登记各单位的电脑，再把任务包下发给他们；收到上报包后，这里看得到每家的进度。",
            "到“收发”下发任务包",
        )
        self._lay_out()
        self._turns = Turns(session, self)
        self.period.currentIndexChanged.connect(self._show_period)
        session.ahead.got.connect(self._fill)
        self.heat.opened.connect(self._open)
        self.side.waiting.opened.connect(self._review)
        self.side.returned.opened.connect(self._open_row)
        self.side.overdue.opened.connect(self._urge_unit_of)
        self.side.danger.opened.connect(self._open_danger)
        self.side.calendar.opened.connect(self._open_day)
        self.side.asked_for_trail.connect(self.asked_for_trail)
        self.side.asked_for_second.connect(self.asked_for_second)
        self.side.asked_for_line.connect(self.asked_for_line)
        self.urge.clicked.connect(self._urge)
        self.asked.clicked.connect(self._to_queries)
        self.primary.clicked.connect(self._act)
        self.empty.acted.connect(self._act)
        self.setFocusProxy(self.heat)

    # Layout.

    def _lay_out(self) -> None:
        self._pages = QStackedLayout(self)
        page = QWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)
        whole = QVBoxLayout(page)
        lower = QHBoxLayout()
        lower.addWidget(self._middle(), 1)
        lower.addWidget(self.side)
        whole.addWidget(self._head())
        whole.addLayout(lower, 1)
        for layout in (whole, lower):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("headStrip")
        head.setFixedHeight(self._theme.tall(84))
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 0, 24, 0)
        row.addWidget(self.counts, 1)
        actions = QVBoxLayout()
        actions.setSpacing(6)
        actions.addStretch(1)
        actions.addWidget(self._deadline, 0, Qt.AlignmentFlag.AlignRight)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.asked)
        buttons.addWidget(self.urge)
        buttons.addWidget(self.primary)
        actions.addLayout(buttons)
        actions.addStretch(1)
        row.addLayout(actions)
        return head

    def _middle(self) -> QFrame:
        middle = QFrame()
        middle.setObjectName("ground")
        column = QVBoxLayout(middle)
        column.setContentsMargins(20, 12, 14, 10)
        column.setSpacing(4)
        line = titled(self._theme, "报送进度", self._hint())
        line.addWidget(self.period)
        line.addSpacing(6)
        column.addLayout(line)
        scroll = QScrollArea()
        scroll.setObjectName("bare")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.heat)
        column.addWidget(scroll, 1)
        column.addWidget(Legend(self._theme))
        return middle

    def _hint(self) -> QLabel:
        hint = plain_label(self._theme, "chip", name="tertiary")
        hint.setText("格内是完成率 %，回车打开那张表")
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= self._theme.wide(NARROW))
        self.side.setFixedWidth(self._theme.wide(min(max(round(self.width() * SHARE), SIDE[0]), SIDE[1])))

    # What is shown.

    def subject(self) -> str:
        """The district and the period."""
        period = self._period()
        name = f"{self._session.unit_name}{'（审核副本）' if self._session.desk.is_copy else ''}"
        return f"{name}　{period.title}" if period else name

    def info(self) -> str:
        """How much the picture shows."""
        if not self._session.ahead.has_latest:
            return _READING
        cells = [cell for block in self.heat.blocks for row in block.rows for cell in row.cells if cell]
        units = sum(len(block.rows) for block in self.heat.blocks)
        return f"{units} 家 · {len(cells)} 份" if cells else ""

    @property
    def is_settled(self) -> bool:
        """Whether the lists beside the picture are filled too."""
        return not self._turns.is_waiting

    def show_rows(self, rows: list[FormRow]) -> None:
        """Show these returns; the period that was chosen stays chosen. Before the latest period is read nothing is shown."""
        if not self._session.ahead.has_latest:
            self._show_reading()
            return
        self._rows = rows
        is_empty = not rows and self._session.ahead.is_over
        self._pages.setCurrentIndex(1 if is_empty else 0)
        self.setFocusProxy(self.empty.button if is_empty else self.heat)
        chosen = self.period.currentData()
        periods = periods_in(rows)
        self.period.blockSignals(True)  # the picture is drawn once, below
        self.period.clear()
        for period in periods:
            self.period.addItem(period.title, str(period))
        self.period.setCurrentIndex(max(self.period.findData(chosen), 0) if periods else -1)
        self.period.blockSignals(False)
        self.period.setVisible(len(periods) > 1)
        self._show_period()

    def _show_reading(self) -> None:
        """No figure, and no word that there is none."""
        self._turns.rest()
        self._pages.setCurrentIndex(0)
        self.period.hide()
        self.counts.show_counts([])
        self.counts.setAccessibleName(_READING)
        self._deadline.setText(f"{_READING}…")
        self._deadline.show()
        self.side.show_reading()
        self.asked.hide()
        self.urge.setEnabled(False)
        self.primary.setEnabled(False)

    def _period(self) -> Period | None:
        chosen = self.period.currentData()
        return parse_period(chosen) if chosen else None

    def _show_period(self) -> None:
        period, chosen = self._period(), self.period.currentData()
        rows = [row for row in self._rows if period and row.key.period == chosen]
        if self._session.ahead.want(row.key for row in rows if row.is_brief):  # else `got` fills the picture
            rows = [whole(self._session, row) for row in rows]
        documents = self._session.desk.documents
        shown = forms_in(self._session, period) if period else list(documents.forms)
        forms = tuple(str(documents.form(code)["title"]) for code in shown)
        found = self._session.read(lambda: turns(self._session.desk, period)) if period else None
        told = Told({turn.key: turn for turn in found or ()}, self._session.desk.urging.urged())
        blocks = (self._session.read(lambda: blocks_of(self._session, period, rows, told)) or ()) if period else ()
        self.heat.show_blocks(forms, blocks)
        self.counts.show_counts(_counts(rows, counted(found or (), date.today())))  # noqa: DTZ011  the office's own day
        self._show_deadline(rows)
        self._urged = told.urged
        self._turns.then(self._show_lists)

    def _fill(self) -> None:
        """The figures of the returns that are done were read."""
        if self.isVisible():
            self._show_period()

    def _show_lists(self) -> None:
        desk, urged = self._session.desk, self._urged
        owed = self._session.read(lambda: desk.urging.owed(by_and_by=True, contacts=False, urged=urged)) or []
        danger = self._session.read(lambda: in_danger(desk)) or []
        self.side.show_lists(self._rows, owed, danger, are_all=self._session.ahead.has_all)
        waiting = len(self.side.waiting.rows.rows)
        asked = len(self._session.read(lambda: desk.querying.waiting(by_and_by=True)) or [])
        self.asked.setText(
            f"查询 {asked}" if self._theme.is_large else f"查询 {asked} 条待办结"
        )  # the laptop has no room
        self.asked.setVisible(asked > 0)
        self.primary.setEnabled(True)
        self.primary.setText(f"审核 {waiting} 份" if waiting else "到“收发”下发任务包")
        units = {row.key.unit for row in [row for row in owed if row.is_overdue] or owed}
        self.urge.setText(f"催报 {len(units)} 家" if units else "催报")
        self.urge.setEnabled(bool(owed))

    def _show_deadline(self, rows: list[FormRow]) -> None:
        coming = sorted(row.due for row in rows if row.due and not row.is_done and (row.days_left or 0) >= 0)
        if coming:
            left = next(row.days_left for row in rows if row.due == coming[0])
            self._deadline.setText(f"{day(coming[0])}截止，还有 {left} 天" if left else "今天截止")
        self._deadline.setVisible(bool(coming))

    def _act(self) -> None:
        self.open_page.emit("review" if any(row.waits for row in self._rows) else "exchange")

    def _open(self, key: ReturnKey) -> None:
        """What waits for the district or is in 数据不一致 opens on 审核, everything else on its sheet."""
        row = next((row for row in self._rows if row.key == key), None)
        if row is not None and (row.waits or row.clashes):
            self.open_review.emit(key)
        else:
            self.open_return.emit(key, None)

    def _open_day(self, due: DueDay) -> None:
        """The picture of the period that is due then; what is not handed out yet is handed out on 收发."""
        first = due.first
        place = self.period.findData(first.key.period)
        if first.is_planned or place < 0:
            self.open_page.emit("exchange")
            return
        self.period.setCurrentIndex(place)
        self.heat.setFocus()

    def _to_queries(self) -> None:
        self.open_item.emit("review", QUERIES)

    def _urge(self) -> None:
        self.asked_to_urge.emit(None)

    def _urge_unit_of(self, row: Owed) -> None:
        self.asked_to_urge.emit(row.key.unit)

    def _open_danger(self, row: Danger) -> None:
        self.open_item.emit("monitor", row.code)

    def _review(self, row: FormRow) -> None:
        self.open_review.emit(row.key)

    def _open_row(self, row: FormRow) -> None:
        self.open_return.emit(row.key, None)


def _counts(rows: list[FormRow], turnout: Turnout) -> list[Count]:
    """应报 to 逾期未报, each with its share or what stands behind it."""

    def number(holds: Callable[[FormRow], bool]) -> int:
        return sum(holds(row) for row in rows)

    def share(part: int) -> str:
        return f"{100 * part // turnout.expected}%" if turnout.expected else ""

    risky = number(lambda row: row.waits and bool(row.risk or row.clashes))
    return [
        Count(turnout.expected, "应报", f"未下发 {turnout.not_issued}" if turnout.not_issued else "份"),
        Count(turnout.reported, "已报", share(turnout.reported)),
        Count(turnout.timely, "及时", share(turnout.timely)),
        Count(turnout.approved, "审核通过", share(turnout.approved), "ok"),
        Count(number(lambda row: row.waits), "等您审", f"有风险 {risky}" if risky else "", "warn"),
        Count(number(lambda row: row.state == SENT_BACK), "退回在改", "", "bad"),
        Count(turnout.overdue, "逾期未报", f"逾期报送 {turnout.late}" if turnout.late else "", "bad"),
    ]
