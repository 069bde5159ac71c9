"""Left: the returns that wait, risk first; those that did not change pass together; and those that are decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from haishu_desk.desk.queue_row import QueueRow
from haishu_desk.domain.adhoc import is_adhoc_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import APPROVED, FILLING, LOCKED, RECEIVED, REPORTED, SENT_BACK, VOID
from haishu_desk.ui.marks import mark_of_state
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import LINE, Line, LineModel, LineView
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section, rule
from haishu_desk.ui.widgets.shapes import BAD, CLASH, IDLE, INFO, OK, WARN

WIDTH = 220
_URGENCY = (CLASH, BAD, WARN, INFO, OK, IDLE)
MOST = 200  # of what is decided; whoever looks for an older one finds it on 首页 by its period
READING = "正在读"
_ALL_QUERIES = "全部查询"
_GRAVE = {"约束性", "达标翻转"}


class QueuePanel(QFrame):
    """The list and the box below it; `chosen` carries a ReturnKey, `passed` asks to approve the unchanged ones.

    `audited` asks for what 全审 found in all returns, `queried` for all 查询.
    """

    chosen = Signal(object)
    passed = Signal()
    audited = Signal()
    queried = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leftPanel")
        self._session = session
        self._is_filling = False
        self._changed: Mapping[ReturnKey, int] = {}
        self._made: dict[tuple[ReturnKey, str], Line] = {}
        self._ground: object = None
        self.waiting: tuple[ReturnKey, ...] = ()
        self.unchanged: tuple[ReturnKey, ...] = ()
        self.setFixedWidth(theme.wide(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        self._head = Section(theme, "等您审")
        self._head.column.setContentsMargins(16, 12, 16, 6)
        column.addWidget(self._head)
        self.model = LineModel(self)
        self.view = LineView(self.model, theme, "等您审的报表")
        self.view.selectionModel().currentChanged.connect(self._choose)
        column.addWidget(self.view, 1)
        column.addWidget(rule(theme))
        column.addWidget(self._together(session, theme))
        self._found = Section(theme, "审核结果")
        self.asked = self._found.words("没有等您决定的豁免申请")
        self.audit = self._found.button("全部单位  F9", "checks")
        self.audit.clicked.connect(self.audited)
        column.addWidget(rule(theme))
        column.addWidget(self._found)
        self.queries = self._found.button(_ALL_QUERIES, "table")
        self.queries.clicked.connect(self.queried)

    def _together(self, session: Session, theme: Theme) -> QWidget:
        self.box = Section(theme, "未改动的可一并通过")
        self.about: QLabel = self.box.words()
        self.button = QPushButton()
        self.button.clicked.connect(self.passed)
        self.box.column.addWidget(self.button)
        self.said = Said(session, theme)
        self.box.column.addWidget(self.said)
        return self.box

    def show_queue(
        self,
        rows: Sequence[QueueRow],
        unchanged: Sequence[ReturnKey],
        changed: Mapping[ReturnKey, int],
        current: ReturnKey | None,
        left: int = 0,
    ) -> None:
        """Show what waits, keeping the current return if it is still there; `changed` counts the lines of each.

        `left` says how many closed returns of earlier periods are not among the rows: they are counted all the same.
        """
        self._changed = changed
        waiting = sorted((row for row in rows if row.how.state in (REPORTED, RECEIVED)), key=_urgency)
        self.waiting = tuple(row.key for row in waiting)
        typed = [row for row in rows if row.how.state == FILLING and row["filled"]]
        decided = [row for row in rows if row.how.state in (SENT_BACK, APPROVED, LOCKED, VOID)]
        decided.sort(key=lambda row: row.key.period, reverse=True)
        self._head.count(str(len(waiting)) if waiting else "没有")
        lines = [self._line(row) for row in waiting]
        if typed:
            lines += [Line(None, f"区级代录，未封存 {len(typed)}"), *map(self._line, typed)]
        if decided:
            count = len(decided) + left
            more = f"，这里是最近的 {MOST} 份" if count > MOST else ""
            lines += [Line(None, f"已审 {count}{more}"), *map(self._decided, decided[:MOST])]
        self._is_filling = True  # a new list is no new choice
        self.model.show_lines(lines)
        self.select(current)
        self._is_filling = False
        self._offer(rows, unchanged)

    def wait(self) -> None:
        """The rows are read anew: until they are there the list stays, and says so."""
        self._head.count(READING)

    def show_asked(self, count: int) -> None:
        """How many 豁免申请 wait."""
        self.asked.setText(f"豁免申请 {count} 件，等您决定" if count else "没有等您决定的豁免申请")

    def show_queries(self, count: int) -> None:
        """How many answers wait to be looked at."""
        self.queries.setText(f"查询：{count} 件已答复" if count else _ALL_QUERIES)

    def select(self, key: ReturnKey | None) -> None:
        """Make the line of that return the current one."""
        row = self.model.row_of(key) if key is not None else -1
        if row >= 0:
            was, self._is_filling = self._is_filling, True  # it is shown already, and nobody chose it here
            self.view.setCurrentIndex(self.model.index(row))
            self._is_filling = was

    def take_keyboard(self) -> None:
        """Give the list the keyboard: Qt puts whoever stands nowhere in it on its first line, which nobody chose."""
        was, self._is_filling = self._is_filling, True
        self.view.setFocus()
        self._is_filling = was

    def neighbour(self, key: ReturnKey | None, step: int) -> ReturnKey | None:
        """The return `step` lines after that one in the list, the first one after the last."""
        keys: list[ReturnKey] = [line.payload for line in self.model.lines if line.payload is not None]
        if not keys:
            return None
        return keys[(keys.index(key) + step) % len(keys)] if key in keys else keys[0]

    def next_waiting(self, key: ReturnKey | None) -> ReturnKey | None:
        """The next return that waits after that one, from the top again after the last; None if no other waits."""
        waiting = list(self.waiting)
        later = waiting[waiting.index(key) + 1 :] + waiting[: waiting.index(key)] if key in waiting else waiting
        return later[0] if later else None

    @property
    def first(self) -> ReturnKey | None:
        """The return that is looked at first."""
        return next((line.payload for line in self.model.lines if line.payload is not None), None)

    def _offer(self, rows: Iterable[QueueRow], unchanged: Sequence[ReturnKey]) -> None:
        alike = set(unchanged)
        cells = sum(row["filled"] for row in rows if row.key in alike) if alike else 0
        self.unchanged = tuple(unchanged)
        self.box.setVisible(bool(unchanged) or self.said.isVisible())
        self.about.setText(f"{len(unchanged)} 份、{cells} 格，与上次批准一样，没有错误和没说明的" if unchanged else "")
        self.button.setText(f"一并审核通过 {len(unchanged)} 份  Ctrl+U")
        for widget in (self.about, self.button):
            widget.setVisible(bool(unchanged))

    def _line(self, row: QueueRow) -> Line:
        hard, query = row["hard"], row["query"]
        parts = [
            "更正" if row.how.is_correction else "",
            f"不一致 {row['clashes']}" if row["clashes"] else "",
            f"强制 {hard}" if hard else "",
            f"核实 {query}" if query else "",
        ]
        parts = [part for part in parts if part][:2]
        parts += [f"改 {self._changed.get(row.key, row['changed'])} 格"] if len(parts) < 2 else []  # noqa: PLR2004  what fits
        mark = _mark(row) if row.how.state != FILLING else IDLE
        open_ones = f"强制性 {hard} 条、核实性 {query} 条没有说明" if hard or query else ""
        tip = "，".join(filter(None, (open_ones, "、".join(row["risk"]))))
        return self._named(row, mark, " · ".join(parts), tip)

    def _decided(self, row: QueueRow) -> Line:
        """The line of what is decided; it is made once for each state, as long as units and forms are called the same."""
        ground, place = self._session.desk.documents.ground, (row.key, row.how.state)
        if self._ground is not ground:
            self._ground = ground
            self._made.clear()
        if place not in self._made:
            mark, _ = mark_of_state(row.how.state)
            self._made[place] = self._named(row, mark, row.how.state, "")
        return self._made[place]

    def _named(self, row: QueueRow, mark: str, detail: str, tip: str) -> Line:
        documents = self._session.desk.documents
        form = str(documents.forms[row.key.form]["title"]).removesuffix("填报表")
        period = parse_period(row.key.period).title
        name = documents.called(row.key.unit, row.key.period)
        kind = "临时" if is_adhoc_code(row.key.form) else form[-2:]
        return Line(mark, name, detail, period, kind, row.key, f"{name} {form} {period}　{tip}".rstrip("　"))

    def _choose(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if line is not None and line.payload is not None and not self._is_filling:
            self.chosen.emit(line.payload)


def _mark(row: QueueRow) -> str:
    if row["clashes"]:
        return CLASH
    risk = set(row["risk"])
    if risk or row["hard"] or row["query"]:
        return BAD if risk & _GRAVE or row["hard"] else WARN
    return INFO if row["changed"] else OK


def _urgency(row: QueueRow) -> tuple[int, int, str]:
    return _URGENCY.index(_mark(row)), -row["changed"], row.key.unit
