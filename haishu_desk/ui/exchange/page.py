"""收发: drop files, see what each would do, take them in; hand over what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.receipts import Receipt
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.exchange.district_panel import DistrictPanel
from haishu_desk.ui.exchange.drawer import Drawer
from haishu_desk.ui.exchange.drop_zone import DropZone
from haishu_desk.ui.exchange.file_view import FileView
from haishu_desk.ui.exchange.files import ReceivedFile
from haishu_desk.ui.exchange.foreign_panel import ForeignPanel
from haishu_desk.ui.exchange.intake import Intake
from haishu_desk.ui.exchange.kept import KeptSection
from haishu_desk.ui.exchange.sent import SentSection
from haishu_desk.ui.exchange.taken import TakenSection
from haishu_desk.ui.exchange.tally import Tally
from haishu_desk.ui.exchange.unit_panel import UnitPanel
from haishu_desk.ui.icons import icon
from haishu_desk.ui.page import Page
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turns import Turns
from haishu_desk.ui.widgets.nothing import Nothing
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import WIDTH, Section, rule
from haishu_desk.ui.widgets.shapes import Status

_DISTRICT_HINT = "上报包、登记申请、手工填的 Excel 都行；先看清楚，装入前什么也不会改"
_UNIT_HINT = "任务包、回执、退回包、批复包都行；先看清楚，装入前什么也不会改"


class ExchangePage(Page):
    """Left the files that came, right what goes out and whether its answer is back."""

    title = "收发"
    name = "exchange"
    icon = "tray"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.intake = Intake(session, self)
        self._reading = False
        self._turns = Turns(session, self)
        self.panel: UnitPanel | DistrictPanel = (
            DistrictPanel(session, theme) if session.desk.is_district else UnitPanel(session, theme)
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._left_or_foreign(), 1)
        layout.addWidget(self._right())
        if isinstance(self.panel, DistrictPanel):
            self.panel.wrote.connect(self.refresh)
        else:
            self.panel.to_findings.connect(self.open_return)
        self.intake.changed.connect(self._show_files)
        self.intake.progressed.connect(self._show_progress)
        self.intake.ended.connect(self._end_taking)
        self._show_files()

    def subject(self) -> str:
        """Whose files they are."""
        return self.session.unit_name

    # What is there.

    def _left_or_foreign(self) -> QStackedWidget:
        """The files that came, or the statistics table that figures are taken from."""
        files = QWidget()
        files.setLayout(self._left())
        self.left = QStackedWidget()
        self.left.addWidget(files)
        return self.left

    @cached_property
    def foreign(self) -> ForeignPanel:
        """The statistics table, made when one is first asked for."""
        made = ForeignPanel(self.session, self.theme)
        made.closed.connect(self._close_foreign)
        self.left.addWidget(made)
        return made

    def _close_foreign(self) -> None:
        self.left.setCurrentIndex(0)

    def _open_foreign(self) -> None:
        if self.foreign.ask():
            self.left.setCurrentWidget(self.foreign)

    def _left(self) -> QVBoxLayout:
        district = self.session.desk.is_district
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.zone = DropZone(self.theme, _DISTRICT_HINT if district else _UNIT_HINT)
        self.zone.dropped.connect(self.drop)
        framed = QVBoxLayout()
        framed.setContentsMargins(16, 12, 16, 0)
        framed.addWidget(self.zone)
        column.addLayout(framed)
        column.addWidget(self._summary())
        self.view = FileView(self.intake.model, self.theme)
        self.view.removed.connect(self._remove)
        self.middle = QStackedWidget()
        self.middle.addWidget(self._idle(district=district))
        self.middle.addWidget(self.view)
        column.addWidget(self.middle, 1)
        self.drawer = Drawer(self.session, self.theme, self.intake)
        self.view.chosen.connect(self.drawer.show_file)
        self.drawer.went_back.connect(self._went_back)
        self.drawer.closed.connect(self._show_files)
        column.addWidget(self.drawer)
        return column

    def _summary(self) -> QWidget:
        self.summary = QWidget()
        line = QHBoxLayout(self.summary)
        line.setContentsMargins(16, 10, 16, 8)
        line.setSpacing(8)
        self._count = QLabel()
        self._count.setFont(self.theme.font("body", bold=True))
        self.tally = Tally(self.theme)
        self.said = Said(self.session, self.theme)
        self.clear = QPushButton("全部清走")
        self.clear.setObjectName("link")
        self.clear.clicked.connect(self.intake.clear)
        self.stop = QPushButton("停")
        self.stop.clicked.connect(self.intake.stop)
        self.take = QPushButton(icon(self.theme, "download-simple", "on_accent"), "装入")
        self.take.setObjectName("primary")
        self.take.clicked.connect(self.intake.take_all)
        line.addWidget(self._count)
        line.addWidget(self.tally, 1)
        for widget in (self.said, self.clear, self.stop, self.take):
            line.addWidget(widget)
        return self.summary

    def _idle(self, *, district: bool) -> QWidget:
        """While no file waits: the files that were taken in, or how to begin."""
        idle = QWidget()
        column = QVBoxLayout(idle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.received = TakenSection(self.session, self.theme)
        self.received.asked.connect(self._ask_back)
        self.nothing = self._empty(district=district)
        column.addWidget(self.received, 1)
        column.addWidget(self.nothing, 1)
        return idle

    def _empty(self, *, district: bool) -> QWidget:
        first = "先在右边下发任务包；单位交回的上报包和登记申请拖到上面，一个文件一行"
        if not district:
            issued = bool(self.session.desk.workspace.cells.returns())
            first = (
                "区级发来的回执、退回包、批复包拖到上面，装入就能看到"
                if issued
                else "先传出登记申请；区级发来任务包后拖到上面，装入就能填报"
            )
        return Nothing(self.theme, "tray", "还没有文件", first)

    def _right(self) -> QWidget:
        side = QFrame()
        side.setObjectName("sidePanel")
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.panel)
        column.addWidget(rule(self.theme))
        column.addWidget(self._foreign_section())
        column.addWidget(rule(self.theme))
        if self.session.desk.is_district:
            column.addWidget(self._adhoc_section())
            column.addWidget(rule(self.theme))
        self.out = SentSection(self.session, self.theme)
        self.kept = KeptSection(self.session, self.theme)
        self.kept.took.connect(self.refresh)
        column.addWidget(self.out, 1)
        column.addWidget(self.kept)
        area = QScrollArea()
        area.setObjectName("sideScroll")
        area.setAccessibleName("要传出的和已传出的")
        area.setWidget(side)
        area.setWidgetResizable(True)
        area.setFixedWidth(self.theme.wide(WIDTH))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _foreign_section(self) -> Section:
        section = Section(self.theme, "从其他表格取数")
        section.words("统计年鉴、往年报表：按表头认指标、单位和时期，先看清再录入")
        section.button("选统计表…", "table").clicked.connect(self._open_foreign)
        return section

    def _adhoc_section(self) -> Section:
        section = Section(self.theme, "临时报表")
        section.words("上午来、下午要的：几行项目粘进去就下发，交回后自动汇总")
        section.button("新建或汇总…", "table").clicked.connect(self._open_adhoc)
        return section

    def _open_adhoc(self) -> None:
        self.open_item.emit("home", "adhoc")

    # What happens.

    def refresh(self) -> None:
        """Read the trail once, and show what went out and what is due; where it is long it is read by and by the first time.

        Where there are many returns that comes in the next events: what stands on the page stands until then.
        """
        if self.session.desk.told.was_read or not self._turns.are_taken:
            self._turns.then(self._show_trail)
        elif not self._turns.is_waiting:
            self.out.wait()
            self.nothing.hide()
            if isinstance(self.panel, DistrictPanel):
                self.panel.wait()
            self._turns.then(self._read_on)

    @property
    def is_settled(self) -> bool:
        """Whether the trail was read."""
        return not self._turns.is_waiting

    def _read_on(self) -> None:
        """Some lines of it; behind the last all of it is shown."""
        goes_on = self.session.read(self.session.desk.told.some)
        self._turns.then(self._read_on if goes_on else self._show_trail)

    def _show_trail(self) -> None:
        self.out.refresh()
        self._turns.then(self._show_received)

    def _show_received(self) -> None:
        self.kept.refresh()
        self.received.refresh()
        self.nothing.setVisible(self.received.isHidden())
        self._turns.then(self._show_due)

    def _show_due(self) -> None:
        if isinstance(self.panel, DistrictPanel):
            self.panel.refresh(self.session.read(self.session.desk.told.due) or [])
        else:
            self.panel.refresh()

    def on_changed(self, keys: frozenset[ReturnKey]) -> None:
        """While many files go in or out, the trail is read once, at the end."""
        busy = self.intake.is_taking or (isinstance(self.panel, DistrictPanel) and self.panel.is_writing)
        if not busy:
            super().on_changed(keys)

    def drop(self, paths: Iterable[Path]) -> None:
        """Read and preview files."""
        self.intake.add(paths)

    def _show_files(self) -> None:
        files = self.intake.model.files
        self.middle.setCurrentIndex(1 if files else 0)
        self.summary.setVisible(bool(files))
        read = sum(file.outcome is not None for file in files)
        reading = self.intake.is_reading
        self._count.setText(f"正在读 {read} / {len(files)} 个文件" if reading else f"拖进来 {len(files)} 个文件")
        words: Counter[tuple[str, str]] = Counter((file.fate.kind, file.fate.word.partition("·")[0]) for file in files)
        self.tally.show_statuses([Status(kind, f"{word} {count}") for (kind, word), count in words.items()])
        ready = len(self.intake.ready)
        busy = self.intake.is_taking
        self.take.setText(f"装入 {ready} 个")
        self.take.setEnabled(bool(ready) and not busy)
        self.clear.setEnabled(not busy)
        self.stop.setVisible(busy or reading)
        self.drawer.show_file(self.view.current())
        self._lead_the_keyboard()

    def _lead_the_keyboard(self) -> None:
        """The moment the last of the chosen files is read, the next Enter takes them in."""
        was_reading, self._reading = self._reading, self.intake.is_reading
        if was_reading and not self._reading and self.view.current() is None and self.intake.model.files:
            self.view.selectRow(0)  # what the first file would do is seen at once
        if was_reading and not self._reading and self.take.isEnabled() and self.focusWidget() is self.zone.button:
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_progress(self, done: int, total: int) -> None:
        self.said.say(f"装入 {done} / {total}", "info")

    def _end_taking(self) -> None:
        self.said.forget()
        self.view.setCurrentIndex(QModelIndex())  # what is done is done: the keyboard has the shortest way on
        self._went_back()

    def _went_back(self) -> None:
        self._show_files()
        self.renew()

    def _ask_back(self, receipt: Receipt) -> None:
        self.left.setCurrentIndex(0)
        self.drawer.show_receipt(receipt)

    def _remove(self, files: list[ReceivedFile]) -> None:
        if self.intake.is_taking:  # the list is being worked through; 停 comes first
            return
        for file in files:
            self.intake.remove(file)
