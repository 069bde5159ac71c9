"""全部单位的审核结果: the findings of every return of a period, by unit or by rule, and the 豁免申请 that wait."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import ASKED, SEVERITIES, Finding
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.ui.checkup import Checkup
from haishu_desk.ui.findings.chips import Chips
from haishu_desk.ui.findings.model import BY_RULE, BY_SEVERITY, BY_UNIT, FindingsModel
from haishu_desk.ui.findings.view import FindingsView
from haishu_desk.ui.findings.word_row import WordRow
from haishu_desk.ui.findings.wording import key_of
from haishu_desk.ui.icons import icon
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wording import refusal

HEIGHT = 44


class FindingsBoard(QWidget):
    """`wanted` asks for the sheet of a return and an item of it, `left` for the comparison again."""

    wanted = Signal(object, object)
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._refused: DeskError | None = None
        self._keys: list[ReturnKey] = []
        self.checkup = Checkup(session, self)
        self.model = FindingsModel(session.desk, with_unit=True, parent=self)
        self.view = FindingsView(self.model, theme, self)
        self.word = WordRow(theme, _nobody_says, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.busy)
        column.addWidget(self.view, 1)
        column.addWidget(self.word)
        self._connect()

    def _head(self) -> QFrame:
        head = QFrame(self)
        head.setObjectName("headStrip")
        head.setFixedHeight(self._theme.tall(HEIGHT))
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        self.back = QPushButton(icon(self._theme, "caret-left"), "回到比对", head)
        self.period, self.grouping = QComboBox(head), QComboBox(head)
        self.period.setAccessibleName("报告期")
        self.grouping.addItems([BY_UNIT, BY_RULE, BY_SEVERITY])
        self.grouping.setAccessibleName("怎样排列")
        self.chips = Chips(self._theme, head)
        self.asked = QPushButton("豁免申请 0", head)
        self.asked.setObjectName("chip")
        self.asked.setCheckable(True)
        self.told = QLabel(head)
        self.told.setObjectName("tertiary")
        self.told.setFont(self._theme.font("small"))
        self.stop = QPushButton("停", head)
        self.busy = QProgressBar(self)
        self.busy.setObjectName("busy")
        self.busy.setTextVisible(False)
        for widget in (self.back, self.period, self.grouping, self.chips, self.asked):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.told)
        line.addWidget(self.stop)
        return head

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)  # from the queue beside it too
        self.period.activated.connect(self.check)
        self.grouping.currentTextChanged.connect(self._on_grouped)
        self.chips.chosen.connect(self._on_chosen)
        self.asked.toggled.connect(self._show)
        self.stop.clicked.connect(self._turn)
        self.checkup.progressed.connect(self._show_progress)
        self.checkup.checked.connect(self._show)
        self.checkup.ended.connect(self._on_ended)
        self.view.stood.connect(self._show_word)
        self.view.jumped.connect(self._jump)
        self.word.decided.connect(self.decide)
        self._session.failed.connect(self._on_failed)

    # What is checked.

    def open(self, period: str | None, *, asked_only: bool = False) -> None:
        """Check every return of that period, or of the latest there is."""
        periods = sorted({key.period for key in self._returns()}, reverse=True)
        self.period.clear()
        for each in periods:
            self.period.addItem(parse_period(each).title, each)
        if period in periods:
            self.period.setCurrentIndex(self.period.findData(period))
        self.asked.setChecked(asked_only)
        self.check()

    def check(self) -> None:
        """Check all returns of the chosen period by and by; what is known is not checked again."""
        self._keys = self._of_period()
        self.model.show_findings(())
        self.checkup.ask(self._keys)
        self.busy.setRange(0, 0)
        self.busy.show()
        self.stop.setText("停")

    def go_on(self) -> None:
        """Something was written, or the page is shown again: check what is not known any more."""
        self.checkup.ask(self._keys)

    def rest(self) -> None:
        """Check nothing more: the page is left."""
        self.checkup.rest()
        self.busy.hide()

    def _returns(self) -> list[ReturnKey]:
        return self._session.read(self._session.desk.workspace.cells.returns) or []

    def _of_period(self) -> list[ReturnKey]:
        """Every return of the period that has something in it, and the district's own, where the townships are added up."""
        desk, period = self._session.desk, str(self.period.currentData() or "")
        keys = [key for key in self._returns() if key.period == period and desk.heads(key)]
        if not keys:
            return []
        own = self._session.read(lambda: desk.checking.keys_of(desk.documents.units.district.code, period)) or []
        return [*keys, *(key for key in own if key not in keys)]

    def _turn(self) -> None:
        """停 while it runs, 继续 afterwards."""
        if self.checkup.is_running:
            self.checkup.stop()
        else:
            self.check()

    def _show_progress(self, done: int, total: int) -> None:
        self.busy.setRange(0, total)
        self.busy.setValue(done)
        self.told.setText(f"正在审核 {done} / {total}")

    def _on_ended(self, whole: bool) -> None:  # noqa: FBT001  what the signal carries
        self._show()
        self.busy.hide()
        self.stop.setText("再审一遍" if whole else "继续")
        known = sum(self._session.desk.checking.known(key) is not None for key in self._keys)
        stopped = "" if whole else f"，停在第 {known} 份"
        self.told.setText(f"规则第 {self._session.desk.rulebook.edition.number} 版 · {len(self._keys)} 份报表{stopped}")

    # What is shown.

    @property
    def findings(self) -> list[Finding]:
        """Everything that is known of the period."""
        known = (self._session.desk.checking.known(key) for key in self._keys)
        return [finding for found in known if found for finding in (*found.findings, *found.unjudged)]

    def _show(self) -> None:
        found = self.findings
        waiting = [finding for finding in found if finding.exemption == ASKED]
        self.asked.setText(f"豁免申请 {len(waiting)}")
        only = self.asked.isChecked()
        self.model.show_findings(waiting if only else found, severities=SEVERITIES if only else self.chips.severities)
        self.chips.setEnabled(not only)
        if not only:
            self.chips.show_counts(self.model)
        self._show_word(self.view.current)

    def _on_chosen(self, severities: object) -> None:
        if isinstance(severities, tuple):
            self.model.show_findings(severities=severities)

    def _on_grouped(self, grouping: str) -> None:
        self.model.show_findings(grouping=grouping)

    def _show_word(self, finding: Finding | None) -> None:
        desk = self._session.desk
        word = None
        if finding is not None:
            key = key_of(desk, finding)
            word = self._session.read(lambda: desk.checking.words.word(key, finding))
        self.word.show_finding(finding, word=word, may_decide=desk.workspace.database.writable)

    def _jump(self, finding: Finding) -> None:
        """To the cell; what is said of the district's sum, to the unit that reports the whole."""
        desk, key = self._session.desk, key_of(self._session.desk, finding)
        units, item = desk.documents.units, finding.item or ""
        if key.unit == units.district.code:
            wholes = [unit for unit in desk.documents.reporters(item) if units.get(unit).kind not in TOWNSHIP_KINDS]
            key = replace(key, unit=wholes[0]) if wholes else key
        self.wanted.emit(key, item)

    # 豁免申请.

    def decide(self, finding: Finding, granted: bool, reason: str) -> None:  # noqa: FBT001  what the signal carries
        """Answer a 豁免申请; what is refused says why under the field."""
        desk, key = self._session.desk, key_of(self._session.desk, finding)
        place = (key.unit, key.period, finding.item or "", finding.rule)
        self._refused = None
        self.word.forget(finding)
        done = self._session.write(
            [key],
            lambda: desk.checking.decide_exemption(*place, granted=granted, text=reason, field=finding.field),
        )
        if done is None:
            self.word.refuse_with(self._sentence())
        else:
            self.view.setFocus()

    def _sentence(self) -> str:
        """What `failed` said last."""
        return refusal(self._refused) if self._refused is not None else "没有记下，请再试一次"

    def _on_failed(self, error: object) -> None:
        if isinstance(error, DeskError):
            self._refused = error


def _nobody_says(finding: Finding, klass: str, text: str) -> str | None:
    """Words are said by who reports."""
    del finding, klass, text
    return "审核说明由单位写"
