"""首页 of the district: the counts, the picture of units x forms, and what waits for review with the risk first."""

from __future__ import annotations

from collections.abc import Callable

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

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.returns import APPROVED, LOCKED, SENT_BACK
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.home.counts import Count, CountStrip
from haishu_desk.ui.home.heat import HeatMap
from haishu_desk.ui.home.legend import Legend
from haishu_desk.ui.home.matrix import blocks_of, periods_in
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.says import day
from haishu_desk.ui.home.waiting import WaitingList
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.empty_state import EmptyState

# The panel at the right takes its share of the page, within bounds.
SIDE, SHARE = (312, 392), 0.303
# Below this width the picture needs the room of the panel; 审核 has the same list.
NARROW = 980


class DistrictHome(Doorway):
    """One period at a time."""

    open_return = Signal(object, object)
    open_page = Signal(str)
    open_review = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._rows: list[FormRow] = []
        self.counts, self.heat = CountStrip(theme), HeatMap(theme)
        self.period = QComboBox()
        self.period.setAccessibleName("报告期")
        self.waiting, self.returned = WaitingList(theme, "等您审"), WaitingList(theme, "退回在改")
        self._deadline = self._label("body", name="secondary")
        self.primary = QPushButton("审核")
        self.primary.setObjectName("primary")
        self._waiting_count, self._returned_count = (
            self._label("chip", name="tertiary"),
            self._label("chip", name="tertiary"),
        )
        self.empty = EmptyState(
            theme,
            "paper-plane-tilt",
            "还没有下发过任务",
            "先到“收发”登记各单位的电脑，再把任务包下发给他们；收到上报包后，这里看得到每家的进度。",
            "到“收发”下发任务包",
        )
        self._lay_out()
        self.period.currentIndexChanged.connect(self._show_period)
        self.heat.opened.connect(self._open)
        self.waiting.opened.connect(self._review)
        self.returned.opened.connect(self._open_row)
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
        lower.addWidget(self._side())
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
        actions.addWidget(self.primary, 0, Qt.AlignmentFlag.AlignRight)
        actions.addStretch(1)
        row.addLayout(actions)
        return head

    def _middle(self) -> QFrame:
        middle = QFrame()
        middle.setObjectName("ground")
        column = QVBoxLayout(middle)
        column.setContentsMargins(20, 12, 14, 10)
        column.setSpacing(4)
        line = self._titled("报送进度", self._hint())
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
        hint = self._label("chip", name="tertiary")
        hint.setText("格内是完成率 %，回车打开那张表")
        return hint

    def _side(self) -> QFrame:
        side = QFrame()
        side.setObjectName("sidePanel")
        self._panel = side
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 14, 0, 8)
        column.setSpacing(6)
        for title, count, content, share in (
            ("等您审", self._waiting_count, self.waiting, 3),
            ("退回在改", self._returned_count, self.returned, 2),
        ):
            line = self._titled(title, count)
            line.setContentsMargins(16, 0, 16, 0)
            column.addLayout(line)
            column.addWidget(content, share)
        column.addStretch(1)
        return side

    def _titled(self, title: str, count: QLabel) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        name = self._label("panel", bold=True)
        name.setText(title)
        line.addWidget(name)
        line.addWidget(count)
        line.addStretch(1)
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
        """The district and the period."""
        period = self._period()
        return f"{self._session.unit_name}　{period.title}" if period else self._session.unit_name

    def info(self) -> str:
        """How much the picture shows."""
        cells = [cell for block in self.heat.blocks for row in block.rows for cell in row.cells if cell]
        units = sum(len(block.rows) for block in self.heat.blocks)
        return f"{units} 家 · {len(cells)} 份" if cells else ""

    def show_rows(self, rows: list[FormRow]) -> None:
        """Show these returns; the period that was chosen stays chosen."""
        self._rows = rows
        self._pages.setCurrentIndex(0 if rows else 1)
        self.setFocusProxy(self.heat if rows else self.empty.button)
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

    def _period(self) -> Period | None:
        chosen = self.period.currentData()
        return parse_period(chosen) if chosen else None

    def _show_period(self) -> None:
        period = self._period()
        rows = [row for row in self._rows if period and row.key.period == str(period)]
        documents = self._session.desk.documents
        forms = tuple(str(form["title"]) for form in documents.forms.values())
        blocks = (self._session.read(lambda: blocks_of(self._session, period, rows)) or ()) if period else ()
        self.heat.show_blocks(forms, blocks)
        expected = sum(cell is not None for block in blocks for row in block.rows for cell in row.cells)
        self.counts.show_counts(_counts(rows, expected))
        self._show_lists()
        self._show_deadline(rows)

    def _show_lists(self) -> None:
        waiting = sorted((row for row in self._rows if row.waits), key=_by_weight)
        returned = [row for row in self._rows if row.state == SENT_BACK]
        self.waiting.rows.show(waiting)
        self.returned.rows.show(returned)
        for shown in (self.waiting, self.returned):
            shown.setMaximumHeight(shown.wanted_height(10) + 12)
        self._waiting_count.setText(f"{len(waiting)} 份，风险在前" if waiting else "没有。收到上报包后会列在这里。")
        self._returned_count.setText(f"{len(returned)} 份" if returned else "没有")
        self.primary.setText(f"审核 {len(waiting)} 份" if waiting else "到“收发”下发任务包")

    def _show_deadline(self, rows: list[FormRow]) -> None:
        coming = sorted(row.due for row in rows if row.due and not row.is_done and (row.days_left or 0) >= 0)
        if coming:
            left = next(row.days_left for row in rows if row.due == coming[0])
            self._deadline.setText(f"{day(coming[0])}截止，还有 {left} 天" if left else "今天截止")
        self._deadline.setVisible(bool(coming))

    def _act(self) -> None:
        self.open_page.emit("review" if self.waiting.rows.rows else "exchange")

    def _open(self, key: ReturnKey) -> None:
        self.open_return.emit(key, None)

    def _review(self, row: FormRow) -> None:
        self.open_review.emit(row.key)

    def _open_row(self, row: FormRow) -> None:
        self.open_return.emit(row.key, None)


def _by_weight(row: FormRow) -> tuple[object, ...]:
    return (*row.weight, row.reported_at)


def _counts(rows: list[FormRow], expected: int) -> list[Count]:
    def number(holds: Callable[[FormRow], bool]) -> int:
        return sum(holds(row) for row in rows)

    reported = number(lambda row: bool(row.reported_at))
    share = f"{round(100 * reported / expected)}%" if expected else ""
    return [
        Count(expected, "应报", "份"),
        Count(reported, "已报", share),
        Count(number(lambda row: row.waits), "等您审", "", "warn"),
        Count(number(lambda row: row.state == SENT_BACK), "退回在改", "", "bad"),
        Count(number(lambda row: row.state in (APPROVED, LOCKED)), "审核通过", "", "ok"),
        Count(number(lambda row: row.overdue), "逾期未报", "", "bad"),
    ]
