"""What the district hands over: 下发任务包 to one unit or to all, and the replies that are due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from haishu_desk.desk.bundle_kinds import down_kind
from haishu_desk.desk.issuing import BY_SCHEDULE
from haishu_desk.domain.adhoc import is_adhoc_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.exchange.deferral_section import DeferralSection
from haishu_desk.ui.exchange.trail import Place
from haishu_desk.ui.handing import Asked, Handing, Rows
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section, rule
from haishu_desk.ui.widgets.tick import Tick
from haishu_desk.ui.wording import refusal

_NAMED = 4
_THINK_MS = 250


class DistrictPanel(QWidget):
    """Period, due date, units; and the returns whose decision nobody has been told yet. `wrote`: bundles went out."""

    wrote = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._replies: list[Place] = []
        self._written: list[str] = []
        self._folder = Path()
        self._is_period_wrong = False
        self._thinking = QTimer(self, singleShot=True, interval=_THINK_MS)
        self._thinking.timeout.connect(self.count_units)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._issue())
        column.addWidget(rule(theme))
        column.addWidget(self._reply())
        self.deferrals = DeferralSection(session, theme)
        self.deferrals.wrote.connect(self.wrote)
        column.addWidget(self.deferrals)
        self._issuing = Handing(session, self.issue_said, self, self.issue)
        self._replying = Handing(session, self.reply_said, self, self.reply)
        for steps in (self._issuing, self._replying):
            steps.ended.connect(self.wrote)
        self._issuing.progressed.connect(self._show_issuing)
        self._replying.progressed.connect(self._show_replying)
        self._issuing.ended.connect(self._issued)
        self._replying.ended.connect(self._replied)

    def _issue(self) -> Section:
        section = Section(self._theme, "下发任务包")
        self.period = QLineEdit(self._usual_period())
        self.period.setAccessibleName("报告期")
        self.period.setToolTip("报告期：2025、2025-H1、2025-Q3 或 2025-09")
        self.due = QLineEdit()
        self.due.setAccessibleName("上报截止日期")
        self.due.setPlaceholderText("截止日期，如 2026-01-10")
        self.by_schedule = Tick(self._theme, "按频度与截止，各单位各自的日子")
        self.by_schedule.toggled.connect(self.due.setDisabled)
        self.units = QComboBox()
        self.units.setAccessibleName("单位")
        for widget in (self.period, self.due, self.by_schedule, self.units):
            section.column.addWidget(widget)
        self.issue = section.button("下发任务包…", "paper-plane-tilt")
        self.issue.clicked.connect(self.ask_where_to_issue)
        self.issue_said = Said(self._session, self._theme)
        section.column.addWidget(self.issue_said)
        self.period.textChanged.connect(self._thinking.start)
        self.units.currentIndexChanged.connect(self._name_button)
        return section

    def _usual_period(self) -> str:
        """The newest period that was issued; before the first, the year that is reported on now."""
        desk = self._session.desk
        of_forms = {(key.form, key.period) for key in desk.standings.all()}  # a few of thousands of returns
        issued = [period for form, period in of_forms if not is_adhoc_code(form)]
        last = max(plan.end_year for plan in desk.documents.catalogue.plans.values())
        return max(issued, default=str(min(date.today().year, last)))  # noqa: DTZ011  the office's own day

    def _reply(self) -> Section:
        self._reply_section = section = Section(self._theme, "回执、退回包、批复包")
        self.waiting = section.words()
        self.reply = section.button("传出…", "paper-plane-tilt")
        self.reply.clicked.connect(self.ask_where_to_reply)
        self.reply_said = Said(self._session, self._theme)
        section.column.addWidget(self.reply_said)
        return section

    def wait(self) -> None:
        """What is due is still being read: nothing can be handed out before."""
        self.waiting.setText("正在读…")
        self.issue.setEnabled(False)
        self.reply.setEnabled(False)

    def refresh(self, replies: list[Place]) -> None:
        """Show the replies that are due, and the units of the period that is typed."""
        self._replies = replies
        self._reply_section.count(f"{len(replies)} 份待传出" if replies else "")
        self.waiting.setText(self._named(replies) or "都传出了。审核或接收以后，这里会有要回给单位的包。")
        self.reply.setText(f"传出 {len(replies)} 份到文件夹…" if replies else "没有要传出的")
        self.reply.setEnabled(bool(replies))
        self.deferrals.refresh()
        self.count_units()

    def _named(self, replies: list[Place]) -> str:
        """The first few units, each once, with the kind of its bundle or how many there are."""
        documents, of_unit = self._session.desk.documents, dict[str, list[Place]]()
        for place in replies:
            of_unit.setdefault(place[0], []).append(place)
        named = [
            f"{documents.called(unit, places[0][1])}（{self._kind(places[0]) if len(places) == 1 else f'{len(places)} 份'}）"
            for unit, places in list(of_unit.items())[:_NAMED]
        ]
        more = f"等 {len(of_unit)} 家" if len(of_unit) > _NAMED else ""
        return "、".join(named) + more

    def _kind(self, place: Place) -> str:
        desk = self._session.desk
        keys = [ReturnKey(form, *place) for form in desk.documents.forms_due(place[0], parse_period(place[1]))]
        return down_kind(desk.course(key).state(has_edits=desk.workspace.cells.counts(key)[0] > 0) for key in keys)

    def count_units(self) -> None:
        """Who has something to report in the period that is typed."""
        documents, chosen = self._session.desk.documents, self.units.currentData()
        try:
            asked = parse_period(self.period.text())
        except DeskError as error:
            self.units.clear()
            self.issue_said.say(refusal(error), "bad")
            self._is_period_wrong = True
            self._name_button()
            return
        if self._is_period_wrong:
            self.issue_said.forget()
        self._is_period_wrong = False
        due = [unit for unit in documents.units
               if any(documents.items_due(unit.code, asked, form) for form in documents.forms)]  # fmt: skip
        self.units.blockSignals(True)
        self.units.clear()
        if due:
            self.units.addItem(f"全部有任务的单位（{len(due)} 家）", [unit.code for unit in due])
        for unit in due:
            self.units.addItem(documents.called(unit.code, str(asked)), [unit.code])
        self.units.setCurrentIndex(max(self.units.findData(chosen), 0) if due else -1)
        self.units.blockSignals(False)
        self._name_button()

    def _name_button(self) -> None:
        chosen: list[str] = self.units.currentData() or []
        self.issue.setEnabled(bool(chosen))
        self.issue.setText(f"下发 {len(chosen)} 份到文件夹…" if chosen else "这一期没有任务")

    def ask_where_to_issue(self) -> None:
        """Ask for a folder, then issue."""
        folder = QFileDialog.getExistingDirectory(self, "下发到哪个文件夹")
        if folder:
            self.issue_to(Path(folder))

    def issue_to(self, folder: Path) -> None:
        """Write the task bundles of the chosen units into `folder`, one after the other."""
        if self.is_writing:
            return
        self._folder, self._written = folder, []
        self._issuing.run([self._to_issue(unit) for unit in self.units.currentData() or []], self._count)

    def _to_issue(self, unit: str) -> Asked:
        desk, period, due = self._session.desk, self.period.text().strip(), self._due()
        keys = tuple(ReturnKey(form, unit, period) for form in desk.documents.forms)
        return Asked(keys, lambda: desk.exchange.to_issue([unit], period, due, self._folder)[0])

    def _due(self) -> str | None:
        """The date that is typed, or by the calendar."""
        return BY_SCHEDULE if self.by_schedule.isChecked() else self.due.text().strip() or None

    def _issued(self) -> None:
        if self._written:
            self.issue_said.say(
                f"已下发 {len(self._written)} 份到 {self._folder.name}，都核对过；写到U盘的现在可拔出。单位装入后就能填报。"
            )

    def ask_where_to_reply(self) -> None:
        """Ask for a folder, then write all replies that are due."""
        folder = QFileDialog.getExistingDirectory(self, "传出到哪个文件夹")
        if folder:
            self.reply_to(Path(folder))

    def reply_to(self, folder: Path) -> None:
        """Write every reply that is due into `folder`."""
        if self.is_writing:
            return
        self._folder, self._written = folder, []
        self._replying.run([self._to_reply(place) for place in self._replies], self._count)

    def _to_reply(self, place: Place) -> Asked:
        desk, (unit, period) = self._session.desk, place
        keys = tuple(ReturnKey(form, unit, period) for form in desk.documents.forms)
        return Asked(keys, lambda: desk.exchange.to_reply(unit, period, None, self._folder))

    def _replied(self) -> None:
        if self._written:
            self.reply_said.say(
                f"已传出 {len(self._written)} 份到 {self._folder.name}，都核对过；写到U盘的现在可拔出。请交给单位装入。"
            )

    def _show_issuing(self, done: int, total: int) -> None:
        self._show_progress(self.issue_said, done, total)

    def _show_replying(self, done: int, total: int) -> None:
        self._show_progress(self.reply_said, done, total)

    def _show_progress(self, said: Said, done: int, total: int) -> None:
        """How far it is; the sentence of a refusal stays."""
        if total > 1 and len(self._written) == done < total:
            said.say(f"写出并核对 {done} / {total}", "info")

    def _count(self, rows: Rows | None) -> None:
        """A refusal ends the row: its sentence stays to be read."""
        self._written += [row["file"] for row in rows or []]

    @property
    def is_writing(self) -> bool:
        """Whether bundles are being written."""
        return self._issuing.is_running or self._replying.is_running
